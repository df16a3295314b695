#include <algorithm>
#include <fmt/format.h>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rules/json/pointer.h"
#include "rules/json/reader.h"
#include "rules/json/scalars.h"

namespace sprintd::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kTokenEnds = " \t\n\r,:[]{}\"";

bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

class PlacedReader final : public StrictReader {
 public:
  PlacedReader(const Sources& sources, FileId file, Arena& arena, Diagnostics& diagnostics)
      : file_(file), text_(sources.text(file)), arena_(&arena), diagnostics_(&diagnostics) {
    if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
    if (const auto bad = find_bad_utf8(text_)) {
      fail(Code::text_not_utf8, *bad, *bad + 1, "byte that is not UTF-8",
           fmt::format("0x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(text_[*bad]))));
    }
    skip_white_space();
    if (!failed_ && at_ == text_.size()) fail_here("the text is empty");
  }

  Kind kind() override { return token().kind; }
  Span span() override {
    const auto& t = token();
    return place(t.begin, t.end);
  }

  void null() override { take(Kind::null); }

  bool boolean() override { return take(Kind::boolean).text == "true"; }

  std::int64_t integer() override { return take(Kind::integer).number.integer; }

  double real() override { return take(kind() == Kind::integer ? Kind::integer : Kind::real).number.real; }

  std::string_view string() override { return take(Kind::string).text; }

  void skip() override {
    switch (kind()) {
      case Kind::array:
        begin_array();
        while (next_element()) skip();
        return;
      case Kind::object: {
        begin_object();
        std::string_view key;
        while (next_key(key)) skip();
        return;
      }
      case Kind::broken:
        return;
      default:
        take(kind());
    }
  }

  void begin_object() override { open(Kind::object); }

  bool next_key(std::string_view& key) override {
    if (!go_on('}', "a key in double quotes")) return false;
    if (byte() != '"') {
      fail_here(fmt::format("expected a key in double quotes, found {}", found()),
                before_comma_ ? "remove the comma before it" : "");
      return false;
    }
    const auto begin = at_;
    const auto text = scan_string();
    if (failed_) return false;
    key_span_ = place(begin, at_);
    key = text;
    enter_key(key);
    skip_white_space();
    if (byte() != ':') {
      fail_here(fmt::format("expected ':' after a key, found {}", found()));
      return false;
    }
    ++at_;
    next_value();
    return true;
  }

  Span key_span() override { return key_span_; }

  void begin_array() override { open(Kind::array); }

  bool next_element() override {
    if (!go_on(']', "a value")) return false;
    auto& level = levels_.back();
    level.index = level.count++;
    if (byte() == ']') {
      fail_here("expected a value, found ']'", "remove the comma before it");
      return false;
    }
    next_value();
    return true;
  }

  [[nodiscard]] bool failed() const override { return failed_; }

  bool finish() override {
    skip_white_space();
    if (!failed_ && at_ != text_.size()) fail_here(fmt::format("expected the end of the text, found {}", found()));
    return !failed_;
  }

 private:
  struct Token {
    Kind kind = Kind::broken;
    std::size_t begin = 0, end = 0;
    std::string_view text;  // a string without its quotes and escapes, a literal
    Number number;
  };
  struct Level {
    bool is_array = false;
    bool is_first = true;
    std::size_t count = 0;  // elements so far
    std::size_t index = 0;  // of the current element
    std::string_view key;   // the current one
    std::unordered_map<std::string_view, Span> keys;
  };

  [[nodiscard]] Span place(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }

  [[nodiscard]] char byte() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_white_space() {
    while (at_ < text_.size() && is_white_space(text_[at_])) ++at_;
  }

  // Where the value that is being read stands in the document.
  [[nodiscard]] std::string pointer() const {
    std::string result;
    for (const auto& level : levels_) {
      if (level.is_first || (!level.is_array && level.key.data() == nullptr)) break;
      if (level.is_array) {
        append_pointer(result, level.index);
      } else {
        append_pointer(result, level.key);
      }
    }
    return result;
  }

  void fail(Code code, std::size_t begin, std::size_t end, std::string message, std::string hint = {}) {
    if (failed_) return;
    failed_ = true;
    token_ = {};
    has_token_ = true;
    diagnostics_->add(code, place(begin, end), std::move(message), std::move(hint)).pointer = pointer();
  }

  void fail_here(std::string message, std::string hint = {}) {
    const auto end = at_ < text_.size() ? at_ + 1 : at_;
    fail(Code::json_syntax, at_, end, std::move(message), std::move(hint));
  }

  [[nodiscard]] std::string found() const {
    if (at_ == text_.size()) return "the end of the text";
    const auto c = static_cast<unsigned char>(text_[at_]);
    if (c < 0x20 || c == 0x7f) return fmt::format("byte 0x{:02x}", static_cast<unsigned>(c));
    auto end = at_ + 1;
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xc0) == 0x80) ++end;
    return fmt::format("'{}'", text_.substr(at_, end - at_));
  }

  void next_value() {
    has_token_ = false;
    skip_white_space();
  }

  const Token& token() {
    if (has_token_) return token_;
    token_ = {.kind = Kind::broken, .begin = at_, .end = at_ + 1, .text = {}, .number = {}};
    has_token_ = true;
    const char c = byte();
    if (c == '{' || c == '[') {
      token_.kind = c == '{' ? Kind::object : Kind::array;
    } else if (c == '"') {
      scan_string_token();
    } else if (c == '-' || (c >= '0' && c <= '9')) {
      scan_number();
    } else {
      scan_literal();
    }
    return token_;
  }

  // The current value, which is now read; a broken one if it is of another kind.
  Token take(Kind kind) {
    if (token().kind != kind) fail_here(fmt::format("unexpected {}", found()));
    if (failed_) return {.kind = Kind::broken, .begin = at_, .end = at_, .text = {"", 0}, .number = {}};
    at_ = token_.end;
    return token_;
  }

  void scan_string_token() {
    const auto begin = at_;
    const auto text = scan_string();
    if (failed_) return;
    token_.kind = Kind::string;
    token_.text = text;
    token_.end = std::exchange(at_, begin);
  }

  // Steps over the string that begins here.
  std::string_view scan_string() {
    const auto begin = at_ + 1;
    bool has_escapes = false;
    auto end = begin;
    for (; end < text_.size() && text_[end] != '"'; ++end) {
      if (static_cast<unsigned char>(text_[end]) < 0x20) {
        fail_in_string(begin, end);
        return {"", 0};
      }
      if (text_[end] != '\\') continue;
      has_escapes = true;
      if (end + 1 < text_.size() && static_cast<unsigned char>(text_[end + 1]) >= 0x20) ++end;
    }
    if (end >= text_.size()) {
      fail(Code::json_bad_string, begin - 1, begin, "string without an end");
      return {"", 0};
    }
    const auto inside = text_.substr(begin, end - begin);
    at_ = end + 1;
    if (!has_escapes) return inside;
    const auto unescaped = unescape(inside, *arena_);
    if (!unescaped.fault) return unescaped.text;
    const auto fault = begin + *unescaped.fault;
    at_ = begin - 1;
    const bool is_surrogate = text_[fault + 1] == 'u' && find_hex_end(fault + 2) == fault + 6;
    fail(Code::json_bad_string, fault, std::min(is_surrogate ? fault + 6 : fault + 2, end),
         is_surrogate ? "half of a surrogate pair" : "unknown escape");
    return {"", 0};
  }

  [[nodiscard]] std::size_t find_hex_end(std::size_t at) const {
    const auto limit = at + 4;
    while (at < limit && text_.substr(at, 1).find_first_of("0123456789abcdefABCDEF") == 0) ++at;
    return at;
  }

  void fail_in_string(std::size_t begin, std::size_t at) {
    if (text_[at] == '\n' || text_[at] == '\r') {
      fail(Code::json_bad_string, begin - 1, begin, "string without an end on its line",
           R"(close it, or write \n for a new line)");
    } else {
      fail(Code::json_bad_string, at, at + 1, "control character in a string",
           fmt::format(R"(write \u{:04x})", static_cast<unsigned>(static_cast<unsigned char>(text_[at]))));
    }
  }

  [[nodiscard]] std::size_t find_token_end() const {
    return std::min(text_.find_first_of(kTokenEnds, at_), text_.size());
  }

  void scan_number() {
    const auto end = find_token_end();
    token_.number = parse_number(text_.substr(at_, end - at_));
    token_.end = at_ + token_.number.length;
    switch (token_.number.kind) {
      case Number::Kind::integer:
        token_.kind = Kind::integer;
        break;
      case Number::Kind::real:
        token_.kind = Kind::real;
        break;
      case Number::Kind::too_large:
        return fail(Code::json_bad_number, at_, token_.end, "number beyond the range of a double");
      case Number::Kind::malformed:
        return fail(Code::json_bad_number, at_, end,
                    fmt::format("malformed number '{}'", text_.substr(at_, end - at_)));
    }
    if (token_.end != end) {
      fail(Code::json_bad_number, at_, end, fmt::format("malformed number '{}'", text_.substr(at_, end - at_)));
    }
  }

  void scan_literal() {
    const auto end = find_token_end();
    const auto word = text_.substr(at_, end - at_);
    if (word.empty()) return fail_here(fmt::format("expected a value, found {}", found()));
    token_.text = word;
    token_.end = end;
    if (word == "null") {
      token_.kind = Kind::null;
    } else if (word == "true" || word == "false") {
      token_.kind = Kind::boolean;
    } else {
      const auto is_word = std::ranges::all_of(word, [](char c) { return c > ' ' && c <= '~'; });
      fail(Code::json_syntax, at_, end,
           fmt::format("expected a value, found {}",
                       is_word ? fmt::format("'{}'", word.substr(0, kLongestWord)) : found()),
           literal_hint(word));
    }
  }

  static std::string literal_hint(std::string_view word) {
    if (word == "True" || word == "TRUE") return "write true";
    if (word == "False" || word == "FALSE") return "write false";
    if (word == "None" || word == "Null" || word == "NULL" || word == "nil" || word == "undefined") return "write null";
    if (word == "NaN" || word == "Infinity") return "JSON has no such number; write null";
    if (word.starts_with("//") || word.starts_with("/*") || word.starts_with("#")) return "JSON has no comments";
    if (word.starts_with("'")) return "strings have double quotes";
    if (word.starts_with("+") || word.starts_with(".")) return "a number starts with a digit or a minus";
    return "strings have double quotes";
  }

  void open(Kind kind) {
    if (take(kind).kind == Kind::broken) return;
    if (levels_.size() == kMaxDepth) {
      --at_;
      return fail(Code::json_too_deep, at_, at_ + 1, fmt::format("more than {} levels", kMaxDepth));
    }
    levels_.emplace_back();
    levels_.back().is_array = kind == Kind::array;
    skip_white_space();
  }

  // Steps over the comma before the next element or key, or over the closing bracket.
  bool go_on(char bracket, std::string_view expected) {
    if (failed_) return false;
    skip_white_space();
    auto& level = levels_.back();
    before_comma_ = false;
    if (byte() == bracket && at_ < text_.size()) {
      ++at_;
      levels_.pop_back();
      skip_white_space();
      return false;
    }
    if (level.is_first) {
      if (at_ == text_.size()) {
        fail_here(fmt::format("expected {} or '{}', found {}", expected, bracket, found()));
        return false;
      }
      level.is_first = false;
      return true;
    }
    if (byte() != ',') {
      fail_here(fmt::format("expected ',' or '{}', found {}", bracket, found()));
      return false;
    }
    ++at_;
    before_comma_ = true;
    skip_white_space();
    return true;
  }

  void enter_key(std::string_view key) {
    auto& level = levels_.back();
    level.key = key;
    const auto [first, is_new] = level.keys.try_emplace(key, key_span_);
    if (is_new) return;
    auto& fault =
        diagnostics_->add(Code::json_duplicate_key, key_span_, fmt::format("key '{}' stands here twice", key));
    fault.pointer = pointer();
    fault.notes.push_back({first->second, "first here"});
  }

  static constexpr std::size_t kLongestWord = 40;

  FileId file_;
  std::string_view text_;
  Arena* arena_;
  Diagnostics* diagnostics_;
  std::size_t at_ = 0;  // the start of the current value, or just past the last token
  std::vector<Level> levels_;
  Token token_;
  bool has_token_ = false;
  bool before_comma_ = false;
  bool failed_ = false;
  Span key_span_;
};

}  // namespace

std::unique_ptr<StrictReader> make_strict_reader(const Sources& sources, FileId file, Arena& arena,
                                                 Diagnostics& diagnostics) {
  return std::make_unique<PlacedReader>(sources, file, arena, diagnostics);
}

}  // namespace sprintd::json
