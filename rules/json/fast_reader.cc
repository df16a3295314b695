#include <algorithm>
#include <array>
#include <cstring>
#include <simdjson.h>
#include <vector>

#include "rules/json/reader.h"
#include "rules/json/scalars.h"

namespace sprintd::json {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

bool is_white_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

// simdjson's first stage checks UTF-8, quotes and control characters and gives the offset of every token; this class
// walks over the offsets. Its second stage (DOM) would build a tree that nobody needs, and its On-Demand face keeps
// no exact places and would decide about numbers and escapes by itself, where both readers must decide alike.
class TokenReader final : public FastReader {
 public:
  TokenReader(const Sources& sources, FileId file, Arena& arena) : file_(file), arena_(&arena) {
    auto text = sources.text(file);
    if (text.starts_with(kByteOrderMark)) {
      base_ = static_cast<std::uint32_t>(kByteOrderMark.size());
      text.remove_prefix(kByteOrderMark.size());
    }
    if (!find_tokens(text)) return;
    text_ = text.data();
    tokens_ = stage_->structural_indexes.get();
    failed_ = false;
  }

  Kind kind() override {
    switch (current()) {
      case '{':
        return Kind::object;
      case '[':
        return Kind::array;
      case '"':
        return Kind::string;
      case 't':
      case 'f':
        return Kind::boolean;
      case 'n':
        return Kind::null;
      case '-':
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9':
        return number_kind();
      default:
        fail();
        return Kind::broken;
    }
  }

  Span span() override {
    const auto begin = base_ + tokens_[at_];
    return {file_, begin, begin};
  }

  void null() override { literal("null"); }

  bool boolean() override {
    if (current() == 'f') {
      literal("false");
      return false;
    }
    return literal("true");
  }

  std::int64_t integer() override {
    if (number_kind() != Kind::integer) fail();
    if (failed_) return 0;
    ++at_;
    return number_.integer;
  }

  double real() override {
    if (number_kind() == Kind::broken) return 0;
    ++at_;
    return number_.real;
  }

  std::string_view string() override {
    if (current() != '"') fail();
    if (failed_) return {"", 0};
    const auto token = token_text();
    const auto inside = unquote(token);
    if (!failed_) ++at_;
    return inside;
  }

  void skip() override {
    switch (kind()) {
      case Kind::null:
        return null();
      case Kind::boolean:
        boolean();
        return;
      case Kind::integer:
      case Kind::real:
        real();
        return;
      case Kind::string:
        string();
        return;
      case Kind::array:
        begin_array();
        while (next_element()) skip();
        return;
      case Kind::object:
        skip_object();
        return;
      case Kind::broken:
        return;
    }
  }

  void begin_object() override { open('{'); }

  bool next_key(std::string_view& key) override {
    if (!go_on('}')) return false;
    key_span_ = span();
    key = string();
    if (current() != ':') fail();
    if (failed_) return false;
    ++at_;
    return true;
  }

  Span key_span() override { return key_span_; }

  void begin_array() override { open('['); }

  bool next_element() override { return go_on(']'); }

  [[nodiscard]] bool failed() const override { return failed_; }

  bool finish() override {
    if (depth_ != 0 || at_ != count_) fail();
    return !failed_;
  }

 private:
  bool find_tokens(std::string_view text) {
    const simdjson::implementation* implementation = simdjson::get_active_implementation();
    if (implementation->create_dom_parser_implementation(text.size(), 1, stage_) != simdjson::SUCCESS) return false;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    if (stage_->stage1(bytes, text.size(), simdjson::stage1_mode::regular) != simdjson::SUCCESS) return false;
    count_ = stage_->n_structural_indexes;
    return true;
  }

  // The first byte of the current token; NUL at the end, since every std::string has one there.
  [[nodiscard]] char current() const { return text_[tokens_[at_]]; }

  // All further reading sees the end of the text, so nobody has to ask about failure in between.
  void fail() {
    failed_ = true;
    text_ = "";
    tokens_ = kNoTokens.data();
    at_ = 0;
  }

  [[nodiscard]] std::string_view token_text() const {
    const auto* begin = text_ + tokens_[at_];
    const auto* end = text_ + tokens_[at_ + 1];
    while (end > begin && is_white_space(end[-1])) --end;
    return {begin, static_cast<std::size_t>(end - begin)};
  }

  std::string_view unquote(std::string_view token) {
    if (token.size() < 2 || token.back() != '"') {
      fail();
      return {"", 0};
    }
    const auto inside = token.substr(1, token.size() - 2);
    if (std::memchr(inside.data(), '\\', inside.size()) == nullptr) return inside;
    const auto unescaped = unescape(inside, *arena_);
    if (unescaped.fault) fail();
    return failed_ ? std::string_view("", 0) : unescaped.text;
  }

  bool literal(std::string_view word) {
    if (failed_ || token_text() != word) {
      fail();
      return false;
    }
    ++at_;
    return true;
  }

  Kind number_kind() {
    if (failed_) return Kind::broken;
    if (number_at_ != at_) {
      const auto token = token_text();
      number_ = parse_number(token);
      number_at_ = at_;
      if (number_.length != token.size()) number_.kind = Number::Kind::malformed;
    }
    if (number_.kind == Number::Kind::integer) return Kind::integer;
    if (number_.kind == Number::Kind::real) return Kind::real;
    fail();
    return Kind::broken;
  }

  void open(char bracket) {
    if (current() != bracket || depth_ == kMaxDepth) return fail();
    ++at_;
    is_first_[static_cast<std::size_t>(depth_)] = true;
    ++depth_;
  }

  // Steps over the comma before the next element or key, or over the closing bracket.
  bool go_on(char bracket) {
    if (failed_) return false;
    auto& is_first = is_first_[static_cast<std::size_t>(depth_ - 1)];
    if (current() == bracket) {
      ++at_;
      --depth_;
      return false;
    }
    if (!is_first) {
      if (current() != ',') {
        fail();
        return false;
      }
      ++at_;
    }
    is_first = false;
    return true;
  }

  void skip_object() {
    const auto first = keys_.size();
    begin_object();
    std::string_view key;
    while (next_key(key)) {
      keys_.push_back(key);
      skip();
    }
    const auto keys = std::ranges::subrange(keys_.begin() + static_cast<std::ptrdiff_t>(first), keys_.end());
    std::ranges::sort(keys);
    if (std::ranges::adjacent_find(keys) != keys.end()) fail();
    keys_.resize(first);
  }

  static constexpr std::array<std::uint32_t, 2> kNoTokens{0, 0};

  FileId file_;
  Arena* arena_;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> stage_;
  const char* text_ = "";
  const std::uint32_t* tokens_ = kNoTokens.data();
  std::uint32_t base_ = 0;   // bytes before text_: a byte order mark
  std::uint32_t at_ = 0;     // the current token
  std::uint32_t count_ = 0;  // one past the last token
  int depth_ = 0;
  bool failed_ = true;
  std::array<bool, kMaxDepth> is_first_{};
  Span key_span_;
  Number number_;
  std::uint32_t number_at_ = 0xffffffff;
  std::vector<std::string_view> keys_;  // of the objects being skipped
};

}  // namespace

std::unique_ptr<FastReader> make_fast_reader(const Sources& sources, FileId file, Arena& arena) {
  return std::make_unique<TokenReader>(sources, file, arena);
}

}  // namespace sprintd::json
