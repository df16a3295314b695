// The parser at work on one expression: recursive descent over the tokens, from the loosest operator to the tightest.
//
// Neighbours: parse() (parser.h) makes one; parser.cc has the operators, parse_operands.cc what stands between them.
// Private to these files. One thread, one use; recursion is bounded by kMaxDepth.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/ast.h"
#include "rules/lang/parser.h"
#include "rules/lang/token_reader.h"

namespace sprintd::lang {

// A parsed part: its tree, how deep that is, and its bytes in the text, parentheses included. No node after a fault.
struct Part {
  NodePtr node;
  int depth = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

class Parser : TokenReader {
 public:
  Parser(SourceText source, std::vector<Token> tokens, Macros macros, Diagnostics& diagnostics);

  NodePtr run();

 private:
  // parser.cc
  template <typename Kind>
  Part make(Kind kind, std::uint32_t begin, std::uint32_t end, int depth) {
    Part part{.node = nullptr, .depth = depth, .begin = begin, .end = end};
    if (!may_grow(part)) return part;
    part.node = std::make_unique<Node>();
    part.node->span = origin_.span(begin, end);
    part.node->is = std::move(kind);
    return part;
  }
  // One more node of this depth; a fault when that is too much.
  bool may_grow(const Part& part);
  void stop_too_deep(Span span);
  Part make_operator(std::string function, std::vector<Part> operands, const Token& sign);
  Part expression();
  Part conjunction();
  Part logical(std::string_view sign, Part (Parser::*next)());
  Part balanced(std::vector<Part>& operands, const std::vector<const Token*>& signs, std::size_t from, std::size_t to);
  Part relation();
  Part sum();
  Part product();
  Part left_chain(std::initializer_list<std::string_view> signs, Part (Parser::*next)());
  Part unary();

  // parse_operands.cc
  Part postfix(Part part);
  Part member(Part operand);
  Part call(std::optional<Part> target, const Token& name);
  Part index(Part operand);
  Part primary();
  Part literal(Literal value);
  Part text_literal();
  Part number(const Token* minus);
  std::int64_t integer(const Token& token, bool negative);
  Part name();
  Part absolute_name();
  Part parenthesised();
  Part list();
  Part map();
  // The expression behind a `?`, as the element that is left out when it is none.
  Part maybe_left_out(const Token* question, Part element);
  const Token* take_question();
  void refuse_message(const Part& name);
  template <typename Element>
  bool sequence(std::string_view close, Element element);

  const Origin& origin_;
  Diagnostics& diagnostics_;
  Macros macros_;
  std::size_t nodes_ = 0;
  int nesting_ = 0;
};

}  // namespace sprintd::lang
