// Tokens one by one, with the words for a token that has no place where it stands.
//
// Neighbours: lexer.h makes the tokens, parser.cc builds the tree from here. Remembers whether anything failed, and
// after stop() says nothing more. Borrows Origin and Diagnostics; one thread.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/origin.h"
#include "rules/lang/lexer.h"

namespace sprintd::lang {

class TokenReader {
 public:
  TokenReader(std::vector<Token> tokens, const Origin& origin, Diagnostics& diagnostics);

  [[nodiscard]] const Token& here() const { return tokens_[at_]; }
  [[nodiscard]] bool at_sign(std::string_view sign) const;
  [[nodiscard]] bool at_any(std::initializer_list<std::string_view> operators) const;
  void advance();
  bool take(std::string_view sign);
  // Where the token before this one ends.
  [[nodiscard]] std::uint32_t last_end() const { return at_ == 0 ? 0 : tokens_[at_ - 1].end; }
  // Goes on at the next comma or closing bracket of the brackets that are open here.
  void skip_to_separator();

  void fault(Code code, Span span, std::string message, std::string hint);
  // "expected a value, found ')'"; silent where the lexer has complained already, and from the first such fault until
  // skip_to_separator() has found firm ground. `opened`: where the bracket stands that is not closed, which is told
  // where the text ends before it is.
  void refuse(std::string_view expected, std::optional<std::uint32_t> opened = std::nullopt);
  // Reports, then jumps to the end; everything that follows is silent.
  void stop(Code code, Span span, std::string message, std::string hint);
  void fail() { failed_ = true; }
  [[nodiscard]] bool failed() const { return failed_; }
  [[nodiscard]] bool stopped() const { return stopped_; }

 private:
  [[nodiscard]] std::string hint_for(const Token& token) const;

  std::vector<Token> tokens_;
  const Origin& origin_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  bool failed_ = false;
  bool stopped_ = false;
  bool lost_ = false;
};

}  // namespace sprintd::lang
