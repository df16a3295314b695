#include "rules/lang/parser.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/lang/lexer.h"
#include "rules/lang/limits.h"
#include "rules/lang/parsing.h"

namespace sprintd::lang {
namespace {

std::string operator_function(std::string_view sign) {
  return sign == "in" ? std::string("@in") : fmt::format("_{}_", sign);
}

template <typename... Parts>
std::vector<Part> parts(Parts... part) {
  std::vector<Part> all;
  (all.push_back(std::move(part)), ...);
  return all;
}

}  // namespace

Parser::Parser(SourceText source, std::vector<Token> tokens, Macros macros, Diagnostics& diagnostics)
    : TokenReader(std::move(tokens), *source.origin, diagnostics),
      origin_(*source.origin),
      diagnostics_(diagnostics),
      macros_(macros) {}

NodePtr Parser::run() {
  if (here().kind == Token::Kind::end) {
    stop(Code::syntax, origin_.span(here().begin, here().end), "an expression is missing here", {});
  }
  auto part = expression();
  if (part.node != nullptr && here().kind != Token::Kind::end) refuse("an operator or the end");
  return failed() ? nullptr : std::move(part.node);
}

bool Parser::may_grow(const Part& part) {
  const auto span = origin_.span(part.begin, part.end);
  if (part.depth > kMaxDepth) {
    stop_too_deep(span);
    return false;
  }
  if (++nodes_ <= kMaxNodes) return true;
  stop(Code::expression_too_large, span, fmt::format("this expression has more than {} parts", kMaxNodes),
       "move lists of values to definitions");
  return false;
}

void Parser::stop_too_deep(Span span) {
  stop(Code::expression_too_deep, span, fmt::format("this expression is nested more than {} levels deep", kMaxDepth),
       "write it with lists, or as several definitions of conditions joined by &&");
}

Part Parser::make_operator(std::string function, std::vector<Part> operands, const Token& sign) {
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

// Grammar, from the loosest operator to the tightest.

Part Parser::expression() {
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

Part Parser::conjunction() { return logical("&&", &Parser::relation); }

// A chain of && or || becomes a balanced tree: its meaning is the same, and it may be long.
Part Parser::logical(std::string_view sign, Part (Parser::*next)()) {
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

Part Parser::balanced(std::vector<Part>& operands, const std::vector<const Token*>& signs, std::size_t from,
                      std::size_t to) {
  if (to - from == 1) return std::move(operands[from]);
  const auto middle = from + (to - from + 1) / 2;
  auto left = balanced(operands, signs, from, middle);
  auto right = balanced(operands, signs, middle, to);
  const auto& sign = *signs[middle - 1];
  return make_operator(operator_function(sign.text), parts(std::move(left), std::move(right)), sign);
}

Part Parser::relation() { return left_chain({"<", "<=", ">", ">=", "==", "!=", "in"}, &Parser::sum); }
Part Parser::sum() { return left_chain({"+", "-"}, &Parser::product); }
Part Parser::product() { return left_chain({"*", "/", "%"}, &Parser::unary); }

Part Parser::left_chain(std::initializer_list<std::string_view> signs, Part (Parser::*next)()) {
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

Part Parser::unary() {
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

NodePtr parse(SourceText source, Diagnostics& diagnostics, Macros macros) {
  if (source.text.size() > kMaxExpressionBytes) {
    diagnostics.add(Code::expression_too_long, source.origin->span(0, 0),
                    fmt::format("this expression has {} bytes, more than {}", source.text.size(), kMaxExpressionBytes),
                    "move lists of values to definitions");
    return nullptr;
  }
  Diagnostics lexical;
  auto tokens = lex(source, lexical);
  for (auto& fault : lexical.sorted()) diagnostics.add(std::move(fault));
  auto root = Parser(source, std::move(tokens), macros, diagnostics).run();
  return lexical.has_errors() ? nullptr : std::move(root);
}

}  // namespace sprintd::lang
