// The values that stand before a token of an expression: found by brackets and dots, parsed and checked alone.
//
// Neighbours: expression_cursor.cc asks; rules/lang does the work. Owns a copy of the text and its tokens, and the
// trees that it gave out; one thread.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/base/origin.h"
#include "rules/lang/ast.h"
#include "rules/lang/environment.h"
#include "rules/lang/lexer.h"

namespace sprintd::editor {

class Operands {
 public:
  explicit Operands(std::string text);
  Operands(const Operands&) = delete;
  Operands& operator=(const Operands&) = delete;

  [[nodiscard]] const std::vector<lang::Token>& tokens() const { return tokens_; }  // the last one is the end
  [[nodiscard]] bool is_sign(std::size_t index, std::string_view sign) const;

  // The value whose last token is this one: "sprint.items" of "1 + sprint.items". Null when there is none, or it has a
  // fault.
  const lang::Node* before(std::size_t last, const lang::Environment& environment);
  const lang::Node* between(std::size_t first, std::size_t end, const lang::Environment& environment);
  // The field that this value is; null when it is none.
  const lang::Field* field_before(std::size_t last, const lang::Environment& environment);
  // "a.b" where only names and dots end at this token; else empty.
  [[nodiscard]] std::string dotted_name(std::size_t last) const;

  // The bracket that is open where the token stands.
  [[nodiscard]] std::optional<std::size_t> open_before(std::size_t index) const;
  // The parentheses that are open at this byte, from the outermost.
  [[nodiscard]] std::vector<std::size_t> open_parentheses(std::size_t cursor) const;
  // Of the brackets that are open from `open` on, at their own level.
  [[nodiscard]] std::size_t commas_between(std::size_t open, std::size_t index) const;
  [[nodiscard]] std::optional<std::size_t> comma_after(std::size_t index) const;

 private:
  [[nodiscard]] std::optional<std::size_t> begin_of_operand(std::size_t last) const;
  [[nodiscard]] std::optional<std::size_t> opening_of(std::size_t closing) const;

  std::string text_;
  Origin origin_;
  std::vector<lang::Token> tokens_;
  std::deque<lang::NodePtr> trees_;
};

// "is_large(i, most)": i, most.
std::vector<std::string> parameters_in(std::string_view signature);
// Hides what had the name before.
void add_local(lang::Environment& environment, std::string name, lang::Type type);
// Of the variables of a macro over a value of this type; dyn where it is not known.
std::pair<lang::Type, lang::Type> element_types(const lang::Type& range, bool has_second);

}  // namespace sprintd::editor
