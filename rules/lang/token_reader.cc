#include "rules/lang/token_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace sprintd::lang {
namespace {

std::string shown(const Token& token) {
  constexpr std::size_t kLongest = 24;
  if (token.kind == Token::Kind::end) return "the end";
  if (token.text.size() <= kLongest) return fmt::format("'{}'", token.text);
  auto length = kLongest;
  while ((static_cast<unsigned char>(token.text[length]) & 0xc0) == 0x80) --length;
  return fmt::format("'{}...'", token.text.substr(0, length));
}

}  // namespace

TokenReader::TokenReader(std::vector<Token> tokens, const Origin& origin, Diagnostics& diagnostics)
    : tokens_(std::move(tokens)), origin_(origin), diagnostics_(diagnostics) {}

bool TokenReader::at_sign(std::string_view sign) const {
  return here().kind == Token::Kind::sign && here().text == sign;
}

bool TokenReader::at_any(std::initializer_list<std::string_view> operators) const {
  const bool is_in = here().kind == Token::Kind::name && here().text == "in";
  return (is_in || here().kind == Token::Kind::sign) && std::ranges::find(operators, here().text) != operators.end();
}

void TokenReader::advance() {
  if (here().kind != Token::Kind::end) ++at_;
}

bool TokenReader::take(std::string_view sign) {
  if (!at_sign(sign)) return false;
  advance();
  return true;
}

void TokenReader::skip_to_separator() {
  lost_ = false;
  int open = 0;
  for (; here().kind != Token::Kind::end; advance()) {
    if (here().kind != Token::Kind::sign) continue;
    const auto sign = here().text;
    if (sign == "(" || sign == "[" || sign == "{") ++open;
    if (sign == ")" || sign == "]" || sign == "}") {
      if (open == 0) return;
      --open;
    }
    if (sign == "," && open == 0) return;
  }
}

void TokenReader::fault(Code code, Span span, std::string message, std::string hint) {
  failed_ = true;
  if (!stopped_) diagnostics_.add(code, span, std::move(message), std::move(hint));
}

void TokenReader::refuse(std::string_view expected, std::optional<std::uint32_t> opened) {
  failed_ = true;
  const auto& token = here();
  const bool follows_fault = at_ > 0 && tokens_[at_ - 1].faulty;
  if (lost_ || token.faulty || follows_fault) return;
  lost_ = true;
  if (stopped_) return;
  auto& told = diagnostics_.add(Code::syntax, origin_.span(token.begin, token.end),
                                fmt::format("expected {}, found {}", expected, shown(token)), hint_for(token));
  if (opened && token.kind == Token::Kind::end) {
    told.notes.push_back({origin_.span(*opened, *opened + 1), "opened here"});
  }
}

void TokenReader::stop(Code code, Span span, std::string message, std::string hint) {
  fault(code, span, std::move(message), std::move(hint));
  stopped_ = true;
  at_ = tokens_.size() - 1;
}

std::string TokenReader::hint_for(const Token& token) const {
  const auto before = at_ == 0 ? std::string_view{} : tokens_[at_ - 1].text;
  if (before == "not") return "write ! for not";
  if (token.text == "?") return "a choice inside a choice stands in parentheses";
  if (token.kind != Token::Kind::name) return {};
  const auto word = token.text;
  if (word == "and" || word == "AND") return "write && for and";
  if (word == "or" || word == "OR") return "write || for or";
  if (word == "not") return "write !(a in b) for a not in b";
  if (word == "is" || word == "eq") return "write == to compare";
  if (word == "contains" || word == "matches" || word == "startsWith" || word == "endsWith") {
    return fmt::format("write .{}(...)", word);
  }
  return {};
}

}  // namespace sprintd::lang
