#include "rules/lang/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <limits>

#include "rules/base/origin.h"
#include "rules/lang/string_literal.h"

namespace sprintd::lang {
namespace {

constexpr auto kKeywords = std::to_array<std::string_view>({"false", "in", "null", "true"});
constexpr auto kReserved =
    std::to_array<std::string_view>({"as", "break", "const", "continue", "else", "for", "function", "if", "import",
                                     "let", "loop", "namespace", "package", "return", "var", "void", "while"});
// Longest first.
constexpr auto kSigns =
    std::to_array<std::string_view>({"&&", "||", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "!",
                                     "<",  ">",  "?",  ":",  "(",  ")",  "[", "]", "{", "}", ".", ","});
// Signs of other languages, and what CEL writes for them.
struct Foreign {
  std::string_view sign;
  std::string_view cel;
};
constexpr auto kForeign = std::to_array<Foreign>(
    {{"===", "=="}, {"!==", "!="}, {"<>", "!="}, {"=>", ">="}, {"=", "=="}, {"&", "&&"}, {"|", "||"}});

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool starts_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool continues_name(char c) { return starts_name(c) || is_digit(c); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool continues_quoted_name(char c) { return continues_name(c) || c == '.' || c == '-' || c == '/' || c == ' '; }

class Lexer {
 public:
  Lexer(SourceText source, Diagnostics& diagnostics)
      : text_(source.text), origin_(*source.origin), diagnostics_(diagnostics) {}

  std::vector<Token> run() {
    for (skip_blanks(); at_ < text_.size(); skip_blanks()) lex_token();
    push(Token::Kind::end, at_);
    return std::move(tokens_);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_])) {
        ++at_;
      } else if (text_.substr(at_).starts_with("//")) {
        while (at_ < text_.size() && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
      } else {
        return;
      }
    }
  }

  void lex_token() {
    const auto rest = text_.substr(at_);
    const char c = rest[0];
    if (starts_string(rest)) return lex_string();
    if (starts_name(c)) return lex_name();
    if (is_digit(c) || (c == '.' && rest.size() > 1 && is_digit(rest[1]) && !follows_operand())) return lex_number();
    if (c == '`') return lex_quoted_name();
    lex_sign();
  }

  // `a.5` is a misspelt field, not a name and a number.
  [[nodiscard]] bool follows_operand() const {
    if (tokens_.empty() || tokens_.back().end != at_) return false;
    const auto& last = tokens_.back();
    return last.kind != Token::Kind::sign || last.text == ")" || last.text == "]" || last.text == "}";
  }

  void lex_name() {
    const auto begin = at_;
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    push(Token::Kind::name, begin);
  }

  void lex_quoted_name() {
    const auto begin = at_++;
    while (at_ < text_.size() && continues_quoted_name(text_[at_])) ++at_;
    const bool closed = at_ < text_.size() && text_[at_] == '`';
    if (closed) ++at_;
    auto& token = push(Token::Kind::quoted_name, begin);
    if (closed && token.text.size() > 2) {
      token.text = token.text.substr(1, token.text.size() - 2);
      return;
    }
    token.faulty = true;
    fault(Code::unexpected_character, begin, at_,
          closed ? "there is no field name between the backquotes" : "this quoted field name is not closed",
          "a quoted field name is of letters, digits, _ . - / and blanks, between two `");
  }

  void lex_string() {
    const auto begin = at_;
    auto literal = read_string(text_.substr(at_));
    at_ += literal.length;
    auto& token = push(literal.is_bytes ? Token::Kind::bytes : Token::Kind::string, begin);
    token.decoded = std::move(literal.value);
    token.runs = std::move(literal.runs);
    token.faulty = !literal.closed || !literal.escapes.empty();
    if (!literal.closed) {
      fault(Code::unterminated_string, begin, at_, "this string is not closed", "add the closing quote");
    }
    for (const auto& escape : literal.escapes) {
      fault(Code::bad_escape, begin + escape.begin, begin + escape.end, escape.message, escape.hint);
    }
  }

  void lex_number() {
    const auto begin = at_;
    if (text_.substr(at_).starts_with("0x") || text_.substr(at_).starts_with("0X")) {
      at_ += 2;
      while (at_ < text_.size() && is_hex_digit(text_[at_])) ++at_;
      return finish_integer(begin, begin + 2, 16);
    }
    skip_digits();
    bool real = false;
    if (at_ + 1 < text_.size() && text_[at_] == '.' && is_digit(text_[at_ + 1])) {
      real = true;
      ++at_;
      skip_digits();
    }
    real = skip_exponent() || real;
    if (!real) return finish_integer(begin, begin, 10);
    finish_real(begin);
  }

  void skip_digits() {
    while (at_ < text_.size() && is_digit(text_[at_])) ++at_;
  }

  bool skip_exponent() {
    if (at_ >= text_.size() || (text_[at_] != 'e' && text_[at_] != 'E')) return false;
    auto digits = at_ + 1;
    if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
    if (digits >= text_.size() || !is_digit(text_[digits])) return false;
    at_ = digits;
    skip_digits();
    return true;
  }

  void finish_integer(std::size_t begin, std::size_t digits, int base) {
    const auto end = at_;
    const bool is_unsigned = at_ < text_.size() && (text_[at_] == 'u' || text_[at_] == 'U');
    if (is_unsigned) ++at_;
    const bool joined = refuse_joined_name(begin);
    auto& token = push(is_unsigned ? Token::Kind::uinteger : Token::Kind::integer, begin);
    token.decimal = base == 10;
    token.faulty = joined;
    if (joined) return;
    const auto parsed = std::from_chars(text_.data() + digits, text_.data() + end, token.number, base);
    if (parsed.ec == std::errc::result_out_of_range) {
      token.faulty = true;
      fault(Code::number_out_of_range, begin, at_, fmt::format("{} is too large for a number of 64 bits", token.text),
            is_unsigned ? "the largest uint is 18446744073709551615u" : "the largest int is 9223372036854775807");
    } else if (parsed.ec != std::errc{}) {
      token.faulty = true;
      fault(Code::unexpected_character, begin, at_, "this number has no digits", "write for instance 0xff");
    }
  }

  void finish_real(std::size_t begin) {
    const bool joined = refuse_joined_name(begin);
    auto& token = push(Token::Kind::real, begin);
    token.faulty = joined;
    if (joined) return;
    const auto parsed = std::from_chars(text_.data() + begin, text_.data() + at_, token.real);
    // Too small is zero, as everywhere; too large has no value.
    if (parsed.ec == std::errc::result_out_of_range && !is_tiny(token.text)) {
      token.faulty = true;
      fault(Code::number_out_of_range, begin, at_, fmt::format("{} is too large for a double", token.text),
            "the largest double is about 1.8e308");
    }
  }

  static bool is_tiny(std::string_view number) {
    return number.find("e-") != std::string_view::npos || number.find("E-") != std::string_view::npos ||
           number.find_first_of("eE") == std::string_view::npos;
  }

  // `3days` is one fault, not a number and a name that has no place there.
  bool refuse_joined_name(std::size_t begin) {
    if (at_ >= text_.size() || !continues_name(text_[at_])) return false;
    while (at_ < text_.size() && continues_name(text_[at_])) ++at_;
    fault(Code::unexpected_character, begin, at_,
          fmt::format("'{}' is neither a number nor a name", text_.substr(begin, at_ - begin)),
          "a name does not start with a digit; between a number and a name stands an operator or a blank");
    return true;
  }

  void lex_sign() {
    const auto rest = text_.substr(at_);
    const auto foreign = std::ranges::find_if(kForeign, [&](const Foreign& f) { return rest.starts_with(f.sign); });
    const auto known = std::ranges::find_if(kSigns, [&](std::string_view sign) { return rest.starts_with(sign); });
    if (foreign != kForeign.end() && (known == kSigns.end() || known->size() < foreign->sign.size())) {
      return lex_foreign(*foreign);
    }
    if (known != kSigns.end()) {
      const auto begin = at_;
      at_ += known->size();
      push(Token::Kind::sign, begin);
      return;
    }
    refuse_character();
  }

  void lex_foreign(const Foreign& foreign) {
    const auto begin = at_;
    at_ += foreign.sign.size();
    fault(Code::unexpected_character, begin, at_, fmt::format("'{}' is not an operator", foreign.sign),
          fmt::format("write {}", foreign.cel));
    auto& token = push(Token::Kind::sign, begin);
    token.text = foreign.cel;
  }

  void refuse_character() {
    const auto begin = at_++;
    while (at_ < text_.size() && (static_cast<unsigned char>(text_[at_]) & 0xc0) == 0x80) ++at_;
    const auto character = text_.substr(begin, at_ - begin);
    const bool visible = static_cast<unsigned char>(character[0]) > 0x20 && character[0] != 0x7f;
    std::string hint;
    if (character == "“" || character == "”" || character == "‘" || character == "’")
      hint = "write straight quotes: \"";
    if (character == ";") hint = "an expression has no end mark";
    if (character == "#") hint = "a comment starts with //";
    if (character == "$" || character == "@") hint = "names are of letters, digits and _";
    fault(Code::unexpected_character, begin, at_,
          visible ? fmt::format("'{}' has no meaning here", character)
                  : fmt::format("the character 0x{:02x} has no meaning here", static_cast<unsigned char>(character[0])),
          std::move(hint));
    // The parser stops here without a word of its own.
    push(Token::Kind::sign, begin).faulty = true;
  }

  Token& push(Token::Kind kind, std::size_t begin) {
    Token token;
    token.kind = kind;
    token.begin = static_cast<std::uint32_t>(begin);
    token.end = static_cast<std::uint32_t>(at_);
    token.text = text_.substr(begin, at_ - begin);
    tokens_.push_back(std::move(token));
    return tokens_.back();
  }

  void fault(Code code, std::size_t begin, std::size_t end, std::string message, std::string hint) {
    diagnostics_.add(code, origin_.span(begin, end), std::move(message), std::move(hint));
  }

  std::string_view text_;
  const Origin& origin_;
  Diagnostics& diagnostics_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(SourceText source, Diagnostics& diagnostics) { return Lexer(source, diagnostics).run(); }

bool is_keyword(std::string_view word) { return std::ranges::find(kKeywords, word) != kKeywords.end(); }
bool is_reserved(std::string_view word) { return std::ranges::find(kReserved, word) != kReserved.end(); }

}  // namespace sprintd::lang
