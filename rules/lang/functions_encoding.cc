// base64, as RFC 4648 has it.
#include <array>
#include <fmt/format.h>

#include "rules/lang/function_rows.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xff;

constexpr std::array<std::uint8_t, 256> kDigitValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (std::size_t i = 0; i < kDigits.size(); ++i) {
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

Value encode(Arguments a, CallContext& context) {
  const auto bytes = a[0].string();
  const auto size = (bytes.size() + 2) / 3 * 4;
  if (!context.charge(1 + size / 16)) return context.too_much_work();
  if (!context.affords(size)) return context.too_much_memory();
  const auto text = context.arena.array<char>(size);
  for (std::size_t i = 0, o = 0; i < bytes.size(); i += 3, o += 4) {
    const auto byte = [&](std::size_t at) { return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U; };
    const auto bits = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
    text[o] = kDigits[bits >> 18U];
    text[o + 1] = kDigits[bits >> 12U & 63U];
    text[o + 2] = i + 1 < bytes.size() ? kDigits[bits >> 6U & 63U] : '=';
    text[o + 3] = i + 2 < bytes.size() ? kDigits[bits & 63U] : '=';
  }
  return Value::of(std::string_view{text.data(), text.size()});
}

// Padding may be left out, but not be wrong.
Value decode(Arguments a, CallContext& context) {
  const auto whole = a[0].string();
  if (!context.charge(1 + whole.size() / 16)) return context.too_much_work();
  auto digits = whole;
  if (digits.size() % 4 == 0) {
    for (int i = 0; i < 2 && digits.ends_with('='); ++i) digits.remove_suffix(1);
  }
  if (!context.affords(digits.size())) return context.too_much_memory();
  const auto bytes = context.arena.array<char>(digits.size() / 4 * 3 + 2);
  std::size_t made = 0;
  std::uint32_t bits = 0;
  std::uint32_t count = 0;
  bool good = digits.size() % 4 != 1;
  for (const char c : digits) {
    const auto value = kDigitValues[static_cast<unsigned char>(c)];
    good = good && value != kNoDigit;
    bits = bits << 6U | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes[made++] = static_cast<char>(static_cast<unsigned char>(bits >> count));
  }
  if (!good) return context.error(fmt::format("{} is not base64", quoted_text(whole)));
  return Value::of_bytes(std::string_view{bytes.data(), made});
}

}  // namespace

void add_encoding_rows(FunctionRows& rows) {
  rows.push_back({"base64.encode", false, {Kind::bytes}, Kind::string, encode, "the bytes as base64 text", 2});
  rows.push_back({"base64.decode",
                  false,
                  {Kind::string},
                  Kind::bytes,
                  decode,
                  "the bytes that a base64 text stands for, with or without padding; an error for any other text",
                  2});
}

}  // namespace sprintd::lang
