// What stands between the operators: literals, names, calls, fields, lists and maps.
#include <algorithm>
#include <fmt/format.h>
#include <limits>

#include "rules/lang/lexer.h"
#include "rules/lang/macros.h"
#include "rules/lang/parsing.h"

namespace sprintd::lang {
namespace {

bool is_qualified_name(const Node& node) {
  const Node* at = &node;
  while (const auto* select = std::get_if<SelectNode>(&at->is)) {
    if (select->test_only || select->optional) return false;
    at = select->operand.get();
  }
  return std::holds_alternative<NameNode>(at->is);
}

}  // namespace

const Token* Parser::take_question() {
  const auto* question = &here();
  return take("?") ? question : nullptr;
}

Part Parser::maybe_left_out(const Token* question, Part element) {
  if (question == nullptr || element.node == nullptr) return element;
  std::vector<Part> operands;
  operands.push_back(std::move(element));
  return make_operator("?_", std::move(operands), *question);
}

// Elements separated by commas up to the closing sign, a comma before it allowed; goes on behind a faulty element.
template <typename Element>
bool Parser::sequence(std::string_view close, Element element) {
  const auto opened = last_end() - 1;
  bool whole = true;
  while (!stopped() && !take(close)) {
    if (!element()) {
      whole = false;
      skip_to_separator();
    }
    if (take(",")) {
      if (close == ")" && at_sign(close)) refuse("an argument");
      continue;
    }
    if (take(close)) return whole;
    if (whole) refuse(fmt::format("',' or '{}'", close), opened);
    whole = false;
    skip_to_separator();
    if (here().kind == Token::Kind::end) return false;
    if (take(close)) return false;
    if (!take(",")) return false;
  }
  return whole && !stopped();
}

Part Parser::postfix(Part part) {
  while (!stopped()) {
    if (at_sign(".")) {
      part = member(std::move(part));
    } else if (at_sign("[")) {
      part = index(std::move(part));
    } else if (at_sign("{") && part.node != nullptr && is_qualified_name(*part.node)) {
      refuse_message(part);
      part = {};
    } else {
      return part;
    }
  }
  return {};
}

Part Parser::member(Part operand) {
  advance();
  const bool optional = take("?");
  const auto& name = here();
  const bool quoted = name.kind == Token::Kind::quoted_name;
  if ((name.kind != Token::Kind::name && !quoted) || (!quoted && is_keyword(name.text))) {
    refuse("a field");
    return {};
  }
  advance();
  if (name.faulty) fail();
  if (at_sign("(") && !quoted && !optional) return call(std::move(operand), name);
  if (operand.node == nullptr) return {};
  SelectNode select;
  select.field = std::string(name.text);
  select.field_span = origin_.span(name.begin, name.end);
  select.operand = std::move(operand.node);
  select.optional = optional;
  return make(std::move(select), operand.begin, name.end, operand.depth + 1);
}

// The opening parenthesis comes next. A call without target has an operand that starts at the function's name.
Part Parser::call(std::optional<Part> target, const Token& name) {
  CallNode call;
  call.function = std::string(name.text);
  call.function_span = origin_.span(name.begin, name.end);
  int depth = 0;
  bool whole = true;
  auto begin = name.begin;
  if (target) {
    whole = target->node != nullptr;
    begin = target->begin;
    depth = target->depth;
    call.target = std::move(target->node);
  }
  advance();
  whole = sequence(")",
                   [&] {
                     auto argument = expression();
                     depth = std::max(depth, argument.depth);
                     const bool good = argument.node != nullptr;
                     call.arguments.push_back(std::move(argument.node));
                     return good;
                   }) &&
          whole;
  if (!whole) return {};
  auto part = make(std::move(call), begin, last_end(), depth + 1);
  if (part.node != nullptr && macros_ == Macros::expanded && !expand_macro(*part.node, diagnostics_)) {
    fail();
    return {};
  }
  return part;
}

Part Parser::index(Part operand) {
  const auto& sign = here();
  advance();
  const bool optional = take("?");
  auto key = expression();
  if (key.node == nullptr) skip_to_separator();
  if (!take("]")) {
    if (key.node != nullptr) refuse("']'", sign.begin);
    return {};
  }
  if (operand.node == nullptr || key.node == nullptr) return {};
  std::vector<Part> operands;
  operands.push_back(std::move(operand));
  operands.push_back(std::move(key));
  auto part = make_operator(optional ? "_[?_]" : "_[_]", std::move(operands), sign);
  part.end = last_end();
  if (part.node != nullptr) part.node->span = origin_.span(part.begin, part.end);
  return part;
}

Part Parser::primary() {
  const auto& token = here();
  switch (token.kind) {
    case Token::Kind::integer:
    case Token::Kind::uinteger:
    case Token::Kind::real:
      return number(nullptr);
    case Token::Kind::string:
      return text_literal();
    case Token::Kind::bytes:
      return literal(BytesLiteral{token.decoded});
    case Token::Kind::name:
      return name();
    case Token::Kind::sign:
      if (token.text == "(") return parenthesised();
      if (token.text == "[") return list();
      if (token.text == "{") return map();
      if (token.text == ".") return absolute_name();
      break;
    case Token::Kind::quoted_name:
    case Token::Kind::end:
      break;
  }
  refuse("a value");
  return {};
}

Part Parser::literal(Literal value) {
  const auto& token = here();
  if (token.faulty) fail();
  advance();
  return make(LiteralNode{std::move(value)}, token.begin, token.end, 1);
}

Part Parser::text_literal() {
  const auto& token = here();
  auto part = literal(token.decoded);
  if (part.node == nullptr) return part;
  auto runs = token.runs;
  for (auto& run : runs) run.source += token.begin;
  std::get<LiteralNode>(part.node->is).origin = origin_.through(runs, token.decoded.size());
  return part;
}

Part Parser::number(const Token* minus) {
  const auto& token = here();
  if (token.kind == Token::Kind::uinteger) return literal(UintLiteral{token.number});
  auto part = token.kind == Token::Kind::real ? literal(minus == nullptr ? token.real : -token.real)
                                              : literal(integer(token, minus != nullptr));
  if (minus != nullptr && part.node != nullptr) {
    part.begin = minus->begin;
    part.node->span = origin_.span(part.begin, part.end);
  }
  return part;
}

std::int64_t Parser::integer(const Token& token, bool negative) {
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (token.number > kMost + (negative ? 1 : 0)) {
    fault(Code::number_out_of_range, origin_.span(token.begin, token.end),
          fmt::format("{} is too large for a number of 64 bits", token.text), "the largest int is 9223372036854775807");
    return 0;
  }
  return negative ? static_cast<std::int64_t>(~token.number + 1) : static_cast<std::int64_t>(token.number);
}

Part Parser::name() {
  const auto& token = here();
  if (token.text == "true" || token.text == "false") return literal(token.text == "true");
  if (token.text == "null") return literal(std::monostate{});
  if (token.text == "in") {
    refuse("a value");
    return {};
  }
  if (is_reserved(token.text)) {
    fault(Code::reserved_word, origin_.span(token.begin, token.end),
          fmt::format("'{}' is a reserved word of CEL", token.text),
          token.text == "if" ? "a choice is written condition ? a : b" : "choose another name");
    advance();
    return {};
  }
  advance();
  if (at_sign("(")) return call(std::nullopt, token);
  return make(NameNode{.name = std::string(token.text), .refers = NameNode::Refers::unresolved, .local = 0},
              token.begin, token.end, 1);
}

// .name: a name that no namespace or local may stand before.
Part Parser::absolute_name() {
  const auto begin = here().begin;
  advance();
  if (here().kind != Token::Kind::name || is_keyword(here().text) || is_reserved(here().text)) {
    refuse("a name");
    return {};
  }
  auto part = name();
  if (part.node == nullptr) return part;
  if (auto* node = std::get_if<NameNode>(&part.node->is)) node->name.insert(0, ".");
  part.begin = begin;
  part.node->span = origin_.span(begin, part.end);
  return part;
}

Part Parser::parenthesised() {
  const auto begin = here().begin;
  advance();
  auto part = expression();
  if (part.node == nullptr) skip_to_separator();
  if (!take(")")) {
    if (part.node != nullptr) refuse("')'", begin);
    return {};
  }
  part.begin = begin;
  part.end = last_end();
  return part;
}

Part Parser::list() {
  const auto begin = here().begin;
  advance();
  ListNode list;
  int depth = 0;
  const bool whole = sequence("]", [&] {
    const auto* question = take_question();
    auto element = maybe_left_out(question, expression());
    depth = std::max(depth, element.depth);
    const bool good = element.node != nullptr;
    list.elements.push_back(std::move(element.node));
    return good;
  });
  if (!whole) return {};
  return make(std::move(list), begin, last_end(), depth + 1);
}

Part Parser::map() {
  const auto begin = here().begin;
  advance();
  MapNode map;
  int depth = 0;
  const bool whole = sequence("}", [&] {
    const auto* question = take_question();
    auto key = expression();
    if (key.node == nullptr) return false;
    if (!take(":")) {
      refuse("':' and the value of this key");
      return false;
    }
    auto value = maybe_left_out(question, expression());
    depth = std::max({depth, key.depth, value.depth});
    const bool good = value.node != nullptr;
    map.entries.emplace_back(std::move(key.node), std::move(value.node));
    return good;
  });
  if (!whole) return {};
  return make(std::move(map), begin, last_end(), depth + 1);
}

void Parser::refuse_message(const Part& name) {
  advance();
  while (here().kind != Token::Kind::end) {
    skip_to_separator();
    if (!take(",")) break;
  }
  advance();
  fault(Code::messages_not_built, origin_.span(name.begin, last_end()), "rules build no protobuf messages",
        "a map is written {\"field\": value}");
}

}  // namespace sprintd::lang
