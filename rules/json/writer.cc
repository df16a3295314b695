#include "rules/json/writer.h"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <fmt/format.h>
#include <iterator>

#include "rules/json/scalars.h"

namespace sprintd::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

void append_escape(std::string& out, char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
}

bool needs_escape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }
bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

constexpr auto kIsPlain = [] {
  std::array<bool, 256> is_plain{};
  for (unsigned c = 0x20; c < 0x80; ++c) is_plain[c] = c != '"' && c != '\\';
  return is_plain;
}();

// How many bytes at the front are ASCII that stands for itself; eight at a time, since nearly all that is written is.
std::size_t count_plain(std::string_view text) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  constexpr std::uint64_t kTop = kEach << 7;
  std::size_t plain = 0;
  for (; plain + 8 <= text.size(); plain += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + plain, 8);
    const auto has = [](std::uint64_t differences) { return (differences - kEach) & ~differences; };
    const auto below_blank = (bytes - kEach * 0x20) & ~bytes;
    if (((bytes | below_blank | has(bytes ^ kEach * '"') | has(bytes ^ kEach * '\\')) & kTop) != 0) break;
  }
  while (plain < text.size() && kIsPlain[static_cast<unsigned char>(text[plain])]) ++plain;
  return plain;
}

void append_well_formed(std::string& out, std::string_view text) {
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && !needs_escape(text[plain])) ++plain;
    out.append(text.substr(0, plain));
    if (plain == text.size()) return;
    append_escape(out, text[plain]);
    text.remove_prefix(plain + 1);
  }
}

// What a program prints must be valid JSON whatever it was given.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  for (;;) {
    const auto plain = count_plain(text);
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty() || !is_ascii(text.front())) break;
    append_escape(out, text.front());
    text.remove_prefix(1);
  }
  while (const auto bad = find_bad_utf8(text)) {
    append_well_formed(out, text.substr(0, *bad));
    out += kReplacement;
    text.remove_prefix(*bad + 1);
  }
  append_well_formed(out, text);
  out += '"';
}

}  // namespace

void Writer::new_line() {
  if (indent_ == 0) return;
  out_->push_back('\n');
  out_->append(has_elements_.size() * static_cast<std::size_t>(indent_), ' ');
}

void Writer::before_value() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (has_elements_.empty()) return;
  if (has_elements_.back()) out_->push_back(',');
  has_elements_.back() = true;
  new_line();
}

Writer& Writer::begin_object() {
  before_value();
  out_->push_back('{');
  has_elements_.push_back(false);
  return *this;
}

Writer& Writer::end_object() { return end('}'); }

Writer& Writer::begin_array() {
  before_value();
  out_->push_back('[');
  has_elements_.push_back(false);
  return *this;
}

Writer& Writer::end_array() { return end(']'); }

Writer& Writer::end(char bracket) {
  assert(!has_elements_.empty() && !after_key_);
  const bool had_elements = has_elements_.back();
  has_elements_.pop_back();
  if (had_elements) new_line();
  out_->push_back(bracket);
  return *this;
}

Writer& Writer::key(std::string_view name) {
  assert(!after_key_);
  before_value();
  append_string(*out_, name);
  out_->append(indent_ == 0 ? ":" : ": ");
  after_key_ = true;
  return *this;
}

Writer& Writer::value(std::string_view text) {
  before_value();
  append_string(*out_, text);
  return *this;
}

Writer& Writer::value(bool value) { return raw(value ? "true" : "false"); }

Writer& Writer::value(double value) {
  if (!std::isfinite(value)) return null();
  char buffer[40];
  const auto end = std::to_chars(std::begin(buffer), std::end(buffer), value).ptr;
  return raw({buffer, static_cast<std::size_t>(end - buffer)});
}

Writer& Writer::value(std::int64_t value) { return raw(fmt::format_int(value).c_str()); }

Writer& Writer::value(std::uint64_t value) { return raw(fmt::format_int(value).c_str()); }

Writer& Writer::null() { return raw("null"); }

Writer& Writer::raw(std::string_view json) {
  before_value();
  out_->append(json);
  return *this;
}

}  // namespace sprintd::json
