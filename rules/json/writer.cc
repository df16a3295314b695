#include "rules/json/writer.h"

#include <cassert>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace sprintd::json {
namespace {

constexpr std::string_view kReplacement = "\xef\xbf\xbd";

// The length of the well-formed UTF-8 sequence at the start of the text, or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto continues = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xbf) {
    return byte(i) >= low && byte(i) <= high;
  };
  const auto lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const auto low = lead == 0xe0 ? 0xa0U : 0x80U;
    const auto high = lead == 0xed ? 0x9fU : 0xbfU;
    return continues(1, low, high) && continues(2) ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const auto low = lead == 0xf0 ? 0x90U : 0x80U;
    const auto high = lead == 0xf4 ? 0x8fU : 0xbfU;
    return continues(1, low, high) && continues(2) && continues(3) ? 4 : 0;
  }
  return 0;
}

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

bool is_plain(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

// What a program prints must be valid JSON whatever it was given: bytes that are not UTF-8 become U+FFFD.
void append_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain])) ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<unsigned char>(text.front()) < 0x80) {
      append_escape(out, text.front());
      text.remove_prefix(1);
      continue;
    }
    const auto length = sequence_length(text);
    out.append(length == 0 ? kReplacement : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
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
