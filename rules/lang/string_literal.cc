#include "rules/lang/string_literal.h"

#include <cstdint>
#include <fmt/format.h>

namespace sprintd::lang {
namespace {

bool is_quote(char c) { return c == '"' || c == '\''; }

std::size_t prefix_length(std::string_view text) {
  std::size_t at = 0;
  if (at < text.size() && (text[at] == 'b' || text[at] == 'B')) ++at;
  if (at < text.size() && (text[at] == 'r' || text[at] == 'R')) ++at;
  return at;
}

int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

// The bytes of the code point that starts here, so that a caret never stands inside one.
std::size_t code_point_length(std::string_view text) {
  std::size_t length = 1;
  while (length < text.size() && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) ++length;
  return length;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  StringLiteral read() {
    const auto prefix = prefix_length(text_);
    for (const char c : text_.substr(0, prefix)) {
      if (c == 'b' || c == 'B') literal_.is_bytes = true;
      if (c == 'r' || c == 'R') raw_ = true;
    }
    at_ = prefix;
    const char quote = text_[at_];
    const std::string triple(3, quote);
    const bool is_triple = text_.substr(at_).starts_with(triple);
    const std::string_view close = is_triple ? std::string_view(triple) : text_.substr(at_, 1);
    at_ += close.size();
    literal_.runs.push_back({0, static_cast<std::uint32_t>(at_)});
    while (at_ < text_.size()) {
      if (text_.substr(at_).starts_with(close)) {
        at_ += close.size();
        literal_.closed = true;
        break;
      }
      if (!is_triple && (text_[at_] == '\n' || text_[at_] == '\r')) break;
      read_character();
    }
    literal_.length = at_;
    return std::move(literal_);
  }

 private:
  void read_character() {
    const char c = text_[at_];
    note_place();
    if (c == '\\' && !raw_) return read_whole_escape();
    ++at_;
    if (c != '\r') {
      literal_.value += c;
      return;
    }
    // A line end is one line feed, however the file was saved.
    literal_.value += '\n';
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
  }

  void read_whole_escape() {
    const auto begin = at_;
    const auto before = literal_.value.size();
    read_escape();
    const auto count = literal_.value.size() - before;
    if (count == 0) return;
    // The last byte of an escape is its end.
    const bool alone = count == 1;
    add_run(alone ? before : before + count - 1, alone ? begin : at_ - 1, alone ? at_ - begin : 0);
  }

  void add_run(std::size_t decoded, std::size_t source, std::size_t width) {
    if (literal_.runs.back().decoded == decoded) literal_.runs.pop_back();
    literal_.runs.push_back(
        {static_cast<std::uint32_t>(decoded), static_cast<std::uint32_t>(source), static_cast<std::uint32_t>(width)});
  }

  // The byte that is decoded next is that one of the source.
  void note_place() {
    const auto decoded = static_cast<std::uint32_t>(literal_.value.size());
    const auto source = static_cast<std::uint32_t>(at_);
    const auto& last = literal_.runs.back();
    if (last.width == 0 && last.source + (decoded - last.decoded) == source) return;
    add_run(decoded, source, 0);
  }

  void read_escape() {
    const auto begin = at_;
    ++at_;
    if (at_ >= text_.size()) return;
    const char c = text_[at_];
    static constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    static constexpr std::string_view kValues = "\a\b\f\n\r\t\v\\?\"'`";
    if (const auto simple = kNames.find(c); simple != std::string_view::npos) {
      ++at_;
      literal_.value += kValues[simple];
      return;
    }
    if (c == 'x' || c == 'X') return read_code(begin, at_ + 1, 2, 16);
    if (c == 'u' || c == 'U') {
      if (literal_.is_bytes) {
        at_ += 1;
        return fault(begin, fmt::format("bytes have no escape \\{}", c), "write the bytes with \\x, or a string");
      }
      return read_code(begin, at_ + 1, c == 'u' ? 4 : 8, 16);
    }
    if (c >= '0' && c <= '3') return read_code(begin, at_, 3, 8);
    if (c >= '4' && c <= '9') {
      ++at_;
      return fault(begin, fmt::format("octal escapes have three digits, from \\000 to \\377"), "");
    }
    at_ += code_point_length(text_.substr(at_));
    fault(begin, fmt::format("there is no escape {}", text_.substr(begin, at_ - begin)),
          fmt::format("write \\{}, or a raw string: r'...'", text_.substr(begin, at_ - begin)));
  }

  void read_code(std::size_t begin, std::size_t digits, std::size_t count, int base) {
    std::uint32_t code = 0;
    std::size_t end = digits;
    while (end < digits + count && end < text_.size() && digit_value(text_[end]) < base) {
      code = code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_value(text_[end]));
      ++end;
    }
    at_ = end;
    if (end < digits + count) {
      return fault(begin, fmt::format("this escape needs {} {} digits", count, base == 8 ? "octal" : "hexadecimal"),
                   "");
    }
    if (literal_.is_bytes) {
      literal_.value += static_cast<char>(static_cast<unsigned char>(code));
      return;
    }
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) {
      return fault(begin, fmt::format("U+{:04X} is not a Unicode character", code), "");
    }
    append_utf8(literal_.value, static_cast<char32_t>(code));
  }

  void fault(std::size_t begin, std::string message, std::string hint) {
    literal_.escapes.push_back({begin, at_, std::move(message), std::move(hint)});
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool raw_ = false;
  StringLiteral literal_;
};

}  // namespace

bool starts_string(std::string_view text) {
  const auto prefix = prefix_length(text);
  return prefix < text.size() && is_quote(text[prefix]);
}

StringLiteral read_string(std::string_view text) { return Reader(text).read(); }

void append_utf8(std::string& text, char32_t code_point) {
  const auto push = [&text](std::uint32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  const auto code = static_cast<std::uint32_t>(code_point);
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xc0 | (code >> 6));
    push(0x80 | (code & 0x3f));
  } else if (code < 0x10000) {
    push(0xe0 | (code >> 12));
    push(0x80 | ((code >> 6) & 0x3f));
    push(0x80 | (code & 0x3f));
  } else {
    push(0xf0 | (code >> 18));
    push(0x80 | ((code >> 12) & 0x3f));
    push(0x80 | ((code >> 6) & 0x3f));
    push(0x80 | (code & 0x3f));
  }
}

}  // namespace sprintd::lang
