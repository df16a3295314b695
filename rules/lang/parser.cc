#include "rules/lang/parser.h"

#include <algorithm>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

#include "rules/base/origin.h"
#include "rules/lang/lexer.h"
#include "rules/lang/limits.h"
#include "rules/lang/macros.h"
#include "rules/lang/token_reader.h"

namespace sprintd::lang {
namespace {

// A parsed part: its tree, how deep that is, and its bytes in the text, parentheses included. No node after a fault.
struct Part {
  NodePtr node;
  int depth = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

std::string operator_function(std::string_view sign) {
  return sign == "in" ? std::string("@in") : fmt::format("_{}_", sign);
}

class Parser : TokenReader {
 public:
  Parser(SourceText source, std::vector<Token> tokens, Diagnostics& diagnostics)
      : TokenReader(std::move(tokens), *source.origin, diagnostics),
        origin_(*source.origin),
        diagnostics_(diagnostics) {}

  NodePtr run() {
    if (here().kind == Token::Kind::end) {
      stop(Code::syntax, origin_.span(here().begin, here().end), "an expression is missing here", {});
    }
    auto part = expression();
    if (part.node != nullptr && here().kind != Token::Kind::end) refuse("an operator or the end");
    return failed() ? nullptr : std::move(part.node);
  }

 private:
  // Nodes.

  template <typename Kind>
  Part make(Kind kind, std::uint32_t begin, std::uint32_t end, int depth) {
    Part part;
    part.begin = begin;
    part.end = end;
    part.depth = depth;
    const auto span = origin_.span(begin, end);
    if (depth > kMaxDepth) {
      stop_too_deep(span);
      return part;
    }
    if (++nodes_ > kMaxNodes) {
      stop(Code::expression_too_large, span, fmt::format("this expression has more than {} parts", kMaxNodes),
           "move lists of values to definitions");
      return part;
    }
    part.node = std::make_unique<Node>();
    part.node->span = span;
    part.node->is = std::move(kind);
    return part;
  }

  void stop_too_deep(Span span) {
    stop(Code::expression_too_deep, span, fmt::format("this expression is nested more than {} levels deep", kMaxDepth),
         "write it with lists, or as several definitions of conditions joined by &&");
  }

  Part make_operator(std::string function, std::vector<Part> operands, const Token& sign) {
    CallNode call;
    call.function = std::move(function);
    call.function_span = origin_.span(sign.begin, sign.end);
    int depth = 0;
    const auto begin = std::min(sign.begin, operands.front().begin);
    const auto end = operands.back().end;
    for (auto& operand : operands) {
      if (operand.node == nullptr) return {};
      depth = std::max(depth, operand.depth);
      call.arguments.push_back(std::move(operand.node));
    }
    return make(std::move(call), begin, end, depth + 1);
  }

  template <typename... Parts>
  static std::vector<Part> parts(Parts... part) {
    std::vector<Part> all;
    (all.push_back(std::move(part)), ...);
    return all;
  }

  // Grammar, from the loosest operator to the tightest.

  Part expression() {
    if (++nesting_ > kMaxDepth) {
      stop_too_deep(origin_.span(here().begin, here().end));
      --nesting_;
      return {};
    }
    auto condition = logical("||", &Parser::conjunction);
    if (at_sign("?") && !stopped()) {
      const auto& sign = here();
      advance();
      auto yes = logical("||", &Parser::conjunction);
      if (yes.node != nullptr && !take(":")) {
        refuse("':' and the value for the other case");
        yes.node = nullptr;
      }
      if (yes.node != nullptr) {
        auto no = expression();
        condition = make_operator("_?_:_", parts(std::move(condition), std::move(yes), std::move(no)), sign);
      } else {
        condition = {};
      }
    }
    --nesting_;
    return condition;
  }

  Part conjunction() { return logical("&&", &Parser::relation); }

  // A chain of && or || becomes a balanced tree: its meaning is the same, and it may be long.
  Part logical(std::string_view sign, Part (Parser::*next)()) {
    std::vector<Part> operands;
    std::vector<const Token*> signs;
    operands.push_back((this->*next)());
    while (at_sign(sign)) {
      signs.push_back(&here());
      advance();
      operands.push_back((this->*next)());
    }
    if (std::ranges::any_of(operands, [](const Part& p) { return p.node == nullptr; })) return {};
    return balanced(operands, signs, 0, operands.size());
  }

  Part balanced(std::vector<Part>& operands, const std::vector<const Token*>& signs, std::size_t from, std::size_t to) {
    if (to - from == 1) return std::move(operands[from]);
    const auto middle = from + (to - from + 1) / 2;
    auto left = balanced(operands, signs, from, middle);
    auto right = balanced(operands, signs, middle, to);
    const auto& sign = *signs[middle - 1];
    return make_operator(operator_function(sign.text), parts(std::move(left), std::move(right)), sign);
  }

  Part relation() { return left_chain({"<", "<=", ">", ">=", "==", "!=", "in"}, &Parser::sum); }
  Part sum() { return left_chain({"+", "-"}, &Parser::product); }
  Part product() { return left_chain({"*", "/", "%"}, &Parser::unary); }

  Part left_chain(std::initializer_list<std::string_view> signs, Part (Parser::*next)()) {
    auto left = (this->*next)();
    while (at_any(signs)) {
      const auto& sign = here();
      advance();
      auto right = (this->*next)();
      if (left.node == nullptr || right.node == nullptr) {
        left = {};
        continue;
      }
      left = make_operator(operator_function(sign.text), parts(std::move(left), std::move(right)), sign);
    }
    return left;
  }

  Part unary() {
    std::vector<const Token*> signs;
    while (at_any({"!", "-"})) {
      signs.push_back(&here());
      advance();
    }
    // The sign of a number belongs to it: -9223372036854775808 has no positive twin.
    const bool negative = !signs.empty() && signs.back()->text == "-" &&
                          (here().kind == Token::Kind::integer || here().kind == Token::Kind::real);
    const Token* minus = nullptr;
    if (negative) {
      minus = signs.back();
      signs.pop_back();
    }
    auto part = postfix(negative ? number(minus) : primary());
    for (; !signs.empty() && part.node != nullptr; signs.pop_back()) {
      part = make_operator(signs.back()->text == "!" ? "!_" : "-_", parts(std::move(part)), *signs.back());
    }
    return part;
  }

  Part postfix(Part part) {
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

  Part member(Part operand) {
    advance();
    const auto& name = here();
    const bool quoted = name.kind == Token::Kind::quoted_name;
    if ((name.kind != Token::Kind::name && !quoted) || (!quoted && is_keyword(name.text))) {
      refuse("a field");
      return {};
    }
    advance();
    if (name.faulty) fail();
    if (at_sign("(") && !quoted) return call(std::move(operand), name);
    if (operand.node == nullptr) return {};
    SelectNode select;
    select.field = std::string(name.text);
    select.field_span = origin_.span(name.begin, name.end);
    select.operand = std::move(operand.node);
    return make(std::move(select), operand.begin, name.end, operand.depth + 1);
  }

  // The opening parenthesis comes next. A call without target has an operand that starts at the function's name.
  Part call(std::optional<Part> target, const Token& name) {
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
    if (part.node != nullptr && !expand_macro(*part.node, diagnostics_)) {
      fail();
      return {};
    }
    return part;
  }

  Part index(Part operand) {
    const auto& sign = here();
    advance();
    auto key = expression();
    if (key.node == nullptr) skip_to_separator();
    if (!take("]")) {
      if (key.node != nullptr) refuse("']'");
      return {};
    }
    if (operand.node == nullptr || key.node == nullptr) return {};
    auto part = make_operator("_[_]", parts(std::move(operand), std::move(key)), sign);
    part.end = last_end();
    if (part.node != nullptr) part.node->span = origin_.span(part.begin, part.end);
    return part;
  }

  // Elements separated by commas up to the closing sign, a comma before it allowed; goes on behind a faulty element.
  template <typename Element>
  bool sequence(std::string_view close, Element element) {
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
      if (whole) refuse(fmt::format("',' or '{}'", close));
      whole = false;
      skip_to_separator();
      if (here().kind == Token::Kind::end) return false;
      if (take(close)) return false;
      if (!take(",")) return false;
    }
    return whole && !stopped();
  }

  Part primary() {
    const auto& token = here();
    switch (token.kind) {
      case Token::Kind::integer:
      case Token::Kind::uinteger:
      case Token::Kind::real:
        return number(nullptr);
      case Token::Kind::string:
        return literal(token.decoded);
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

  Part literal(Literal value) {
    const auto& token = here();
    if (token.faulty) fail();
    advance();
    return make(LiteralNode{std::move(value)}, token.begin, token.end, 1);
  }

  Part number(const Token* minus) {
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

  std::int64_t integer(const Token& token, bool negative) {
    constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (token.number > kMost + (negative ? 1 : 0)) {
      fault(Code::number_out_of_range, origin_.span(token.begin, token.end),
            fmt::format("{} is too large for a number of 64 bits", token.text),
            "the largest int is 9223372036854775807");
      return 0;
    }
    return negative ? static_cast<std::int64_t>(~token.number + 1) : static_cast<std::int64_t>(token.number);
  }

  Part name() {
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
  Part absolute_name() {
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

  Part parenthesised() {
    const auto begin = here().begin;
    advance();
    auto part = expression();
    if (part.node == nullptr) skip_to_separator();
    if (!take(")")) {
      if (part.node != nullptr) refuse("')'");
      return {};
    }
    part.begin = begin;
    part.end = last_end();
    return part;
  }

  Part list() {
    const auto begin = here().begin;
    advance();
    ListNode list;
    int depth = 0;
    const bool whole = sequence("]", [&] {
      auto element = expression();
      depth = std::max(depth, element.depth);
      const bool good = element.node != nullptr;
      list.elements.push_back(std::move(element.node));
      return good;
    });
    if (!whole) return {};
    return make(std::move(list), begin, last_end(), depth + 1);
  }

  Part map() {
    const auto begin = here().begin;
    advance();
    MapNode map;
    int depth = 0;
    const bool whole = sequence("}", [&] {
      auto key = expression();
      if (key.node == nullptr) return false;
      if (!take(":")) {
        refuse("':' and the value of this key");
        return false;
      }
      auto value = expression();
      depth = std::max({depth, key.depth, value.depth});
      const bool good = value.node != nullptr;
      map.entries.emplace_back(std::move(key.node), std::move(value.node));
      return good;
    });
    if (!whole) return {};
    return make(std::move(map), begin, last_end(), depth + 1);
  }

  static bool is_qualified_name(const Node& node) {
    const Node* at = &node;
    while (const auto* select = std::get_if<SelectNode>(&at->is)) {
      if (select->test_only) return false;
      at = select->operand.get();
    }
    return std::holds_alternative<NameNode>(at->is);
  }

  void refuse_message(const Part& name) {
    advance();
    while (here().kind != Token::Kind::end) {
      skip_to_separator();
      if (!take(",")) break;
    }
    advance();
    fault(Code::messages_not_built, origin_.span(name.begin, last_end()), "rules do not build messages",
          "a map is written {\"field\": value}");
  }

  const Origin& origin_;
  Diagnostics& diagnostics_;
  std::size_t nodes_ = 0;
  int nesting_ = 0;
};

}  // namespace

NodePtr parse(SourceText source, Diagnostics& diagnostics) {
  if (source.text.size() > kMaxExpressionBytes) {
    diagnostics.add(Code::expression_too_long, source.origin->span(0, 0),
                    fmt::format("this expression has {} bytes, more than {}", source.text.size(), kMaxExpressionBytes),
                    "move lists of values to definitions");
    return nullptr;
  }
  Diagnostics lexical;
  auto tokens = lex(source, lexical);
  for (auto& fault : lexical.sorted()) diagnostics.add(std::move(fault));
  auto root = Parser(source, std::move(tokens), diagnostics).run();
  return lexical.has_errors() ? nullptr : std::move(root);
}

}  // namespace sprintd::lang
