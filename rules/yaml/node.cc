#include "rules/yaml/node.h"

#include <algorithm>
#include <array>

namespace sprintd::yaml {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool all_of_class(std::string_view text, bool (*belongs)(char)) {
  return !text.empty() && std::ranges::all_of(text, belongs);
}

std::string_view without_sign(std::string_view text) {
  if (!text.empty() && (text.front() == '+' || text.front() == '-')) text.remove_prefix(1);
  return text;
}

bool is_integer(std::string_view text) {
  if (text.starts_with("0o")) return all_of_class(text.substr(2), [](char c) { return c >= '0' && c <= '7'; });
  if (text.starts_with("0x")) {
    return all_of_class(text.substr(2),
                        [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
  }
  return all_of_class(without_sign(text), is_digit);
}

// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal(std::string_view text) {
  text = without_sign(text);
  const auto take_digits = [&] {
    const auto end = std::ranges::find_if_not(text, is_digit);
    const auto count = static_cast<std::size_t>(end - text.begin());
    text.remove_prefix(count);
    return count;
  };
  auto digits = take_digits();
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    digits += take_digits();
  }
  if (digits == 0) return false;
  if (!text.empty() && (text.front() == 'e' || text.front() == 'E')) {
    text.remove_prefix(1);
    return all_of_class(without_sign(text), is_digit);
  }
  return text.empty();
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  return std::ranges::find(words, text) != words.end();
}

bool is_real(std::string_view text) {
  constexpr auto kInfinite = std::to_array<std::string_view>({".inf", ".Inf", ".INF"});
  constexpr auto kNoNumber = std::to_array<std::string_view>({".nan", ".NaN", ".NAN"});
  return is_decimal(text) || is_one_of(without_sign(text), kInfinite) || is_one_of(text, kNoNumber);
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  const auto entry = std::ranges::find(entries, key, [](const Entry& e) -> std::string_view { return e.key.text; });
  return entry == entries.end() ? nullptr : &entry->value;
}

ScalarType scalar_type(const Node& scalar) {
  constexpr auto kNull = std::to_array<std::string_view>({"", "~", "null", "Null", "NULL"});
  constexpr auto kBoolean = std::to_array<std::string_view>({"true", "True", "TRUE", "false", "False", "FALSE"});
  const std::string_view text = scalar.text;
  if (scalar.style != Node::Style::plain) return ScalarType::string;
  if (is_one_of(text, kNull)) return ScalarType::null;
  if (is_one_of(text, kBoolean)) return ScalarType::boolean;
  if (is_integer(text)) return ScalarType::integer;
  if (is_real(text)) return ScalarType::real;
  return ScalarType::string;
}

}  // namespace sprintd::yaml
