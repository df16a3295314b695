#include "rules/json/scalars.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <string>
#include <system_error>

namespace sprintd::json {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

Number malformed_at(std::size_t at) { return {.kind = Number::Kind::malformed, .integer = 0, .real = 0, .length = at}; }

Number make_real(std::string_view token) {
  Number number{.kind = Number::Kind::real, .integer = 0, .real = 0, .length = token.size()};
  const auto result = std::from_chars(token.data(), token.data() + token.size(), number.real);
  // Too small and too large look alike there; strtod tells them apart.
  if (result.ec == std::errc::result_out_of_range) number.real = std::strtod(std::string(token).c_str(), nullptr);
  if (std::isinf(number.real)) number.kind = Number::Kind::too_large;
  return number;
}

// Four hexadecimal digits, or nothing.
std::optional<std::uint32_t> code_unit(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  std::uint32_t unit = 0;
  const auto result = std::from_chars(text.data(), text.data() + 4, unit, 16);
  if (result.ec != std::errc() || result.ptr != text.data() + 4) return std::nullopt;
  return unit;
}

std::size_t write_utf8(char* out, std::uint32_t c) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) {
    out[0] = byte(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = byte(0xc0 | (c >> 6));
    out[1] = byte(0x80 | (c & 0x3f));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = byte(0xe0 | (c >> 12));
    out[1] = byte(0x80 | ((c >> 6) & 0x3f));
    out[2] = byte(0x80 | (c & 0x3f));
    return 3;
  }
  out[0] = byte(0xf0 | (c >> 18));
  out[1] = byte(0x80 | ((c >> 12) & 0x3f));
  out[2] = byte(0x80 | ((c >> 6) & 0x3f));
  out[3] = byte(0x80 | (c & 0x3f));
  return 4;
}

struct Escape {
  std::uint32_t character = 0;
  std::size_t length = 0;  // of the escape in the text; 0 for one that is none
};

Escape read_unicode_escape(std::string_view text) {
  const auto first = code_unit(text.substr(2));
  if (!first) return {};
  if (*first < 0xd800 || *first > 0xdfff) return {*first, 6};
  if (*first > 0xdbff || !text.substr(6).starts_with("\\u")) return {};
  const auto second = code_unit(text.substr(8));
  if (!second || *second < 0xdc00 || *second > 0xdfff) return {};
  return {0x10000 + ((*first - 0xd800) << 10) + (*second - 0xdc00), 12};
}

// `text` starts with a backslash.
Escape read_escape(std::string_view text) {
  if (text.size() < 2) return {};
  switch (text[1]) {
    case '"':
    case '\\':
    case '/':
      return {static_cast<std::uint32_t>(text[1]), 2};
    case 'b':
      return {'\b', 2};
    case 'f':
      return {'\f', 2};
    case 'n':
      return {'\n', 2};
    case 'r':
      return {'\r', 2};
    case 't':
      return {'\t', 2};
    case 'u':
      return read_unicode_escape(text);
    default:
      return {};
  }
}

}  // namespace

Number parse_number(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  const std::size_t first = is_negative ? 1 : 0;
  auto at = skip_digits(text, first);
  if (at == first) return malformed_at(at);
  if (text[first] == '0' && at > first + 1) return malformed_at(first + 1);
  bool is_integer = true;
  if (at < text.size() && text[at] == '.') {
    const auto end = skip_digits(text, at + 1);
    if (end == at + 1) return malformed_at(end);
    at = end;
    is_integer = false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    auto digits = at + 1;
    if (digits < text.size() && (text[digits] == '+' || text[digits] == '-')) ++digits;
    const auto end = skip_digits(text, digits);
    if (end == digits) return malformed_at(end);
    at = end;
    is_integer = false;
  }
  const auto token = text.substr(0, at);
  if (is_integer) {
    Number number{.kind = Number::Kind::integer, .integer = 0, .real = 0, .length = at};
    if (std::from_chars(token.data(), token.data() + token.size(), number.integer).ec == std::errc()) {
      number.real = static_cast<double>(number.integer);
      return number;
    }
  }
  return make_real(token);
}

Unescaped unescape(std::string_view inside, Arena& arena) {
  // No escape is shorter than what it stands for.
  const auto bytes = arena.array<char>(inside.size());
  std::size_t size = 0;
  std::size_t at = 0;
  while (at < inside.size()) {
    if (inside[at] != '\\') {
      bytes[size++] = inside[at++];
      continue;
    }
    const auto escape = read_escape(inside.substr(at));
    if (escape.length == 0) return {.text = {}, .fault = at};
    size += write_utf8(bytes.data() + size, escape.character);
    at += escape.length;
  }
  return {.text = {bytes.data(), size}, .fault = std::nullopt};
}

std::optional<std::size_t> find_bad_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto is_within = [&](std::size_t i, unsigned low, unsigned high) { return byte(i) >= low && byte(i) <= high; };
  const auto continues = [&](std::size_t i) { return is_within(i, 0x80, 0xbf); };
  std::size_t at = 0;
  while (at < text.size()) {
    const auto lead = byte(at);
    if (lead < 0x80) {
      ++at;
    } else if (lead >= 0xc2 && lead <= 0xdf) {
      if (!continues(at + 1)) return at;
      at += 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
      if (!is_within(at + 1, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf) || !continues(at + 2)) return at;
      at += 3;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      if (!is_within(at + 1, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf)) return at;
      if (!continues(at + 2) || !continues(at + 3)) return at;
      at += 4;
    } else {
      return at;
    }
  }
  return std::nullopt;
}

bool same_key(std::string_view a, std::string_view b) {
  if (a.find('\\') == std::string_view::npos && b.find('\\') == std::string_view::npos) return a == b;
  Arena arena(a.size() + b.size() + 1);
  return unescape(a, arena).text == unescape(b, arena).text;
}

}  // namespace sprintd::json
