#include "rules/yaml/escape.h"

#include <charconv>
#include <cstdint>

namespace sprintd::yaml {
namespace {

std::string utf8(std::uint32_t code_point) {
  const auto byte = [](std::uint32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  const auto tail = [&](std::uint32_t shift) { return byte(0x80u | ((code_point >> shift) & 0x3fu)); };
  if (code_point < 0x80) return {byte(code_point)};
  if (code_point < 0x800) return {byte(0xc0u | (code_point >> 6)), tail(0)};
  if (code_point < 0x10000) return {byte(0xe0u | (code_point >> 12)), tail(6), tail(0)};
  return {byte(0xf0u | (code_point >> 18)), tail(12), tail(6), tail(0)};
}

std::optional<Escape> read_hex(std::string_view text, std::size_t digits) {
  if (text.size() < 2 + digits) return std::nullopt;
  std::uint32_t value = 0;
  const auto* begin = text.data() + 2;
  const auto [end, error] = std::from_chars(begin, begin + digits, value, 16);
  if (error != std::errc() || end != begin + digits) return std::nullopt;
  if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return std::nullopt;
  return Escape{utf8(value), 2 + digits};
}

}  // namespace

std::optional<Escape> read_escape(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto one = [](std::uint32_t code_point) { return Escape{utf8(code_point), 2}; };
  switch (text[1]) {
    case '0':
      return one(0x00);
    case 'a':
      return one(0x07);
    case 'b':
      return one(0x08);
    case 't':
    case '\t':
      return one(0x09);
    case 'n':
      return one(0x0a);
    case 'v':
      return one(0x0b);
    case 'f':
      return one(0x0c);
    case 'r':
      return one(0x0d);
    case 'e':
      return one(0x1b);
    case ' ':
    case '"':
    case '\'':
    case '/':
    case '\\':
      return one(static_cast<unsigned char>(text[1]));
    case 'N':
      return one(0x85);
    case '_':
      return one(0xa0);
    case 'L':
      return one(0x2028);
    case 'P':
      return one(0x2029);
    case 'x':
      return read_hex(text, 2);
    case 'u':
      return read_hex(text, 4);
    case 'U':
      return read_hex(text, 8);
    default:
      return std::nullopt;
  }
}

}  // namespace sprintd::yaml
