#include "rules/engine/inline_document.h"

#include <algorithm>

#include "rules/base/sources.h"

namespace sprintd::engine {
namespace {

std::size_t end_of_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

std::size_t end_of_value(std::string_view text, std::size_t at) {
  int open = 0;
  while (at < text.size()) {
    at = text.find_first_of("\"{}[],", at);
    if (at == std::string_view::npos) return text.size();
    const char c = text[at];
    if (c == '"') {
      at = end_of_string(text, at);
      if (open == 0) return at;
      continue;
    }
    if (open == 0 && c != '{' && c != '[') return at;  // a number or a word ended before this
    if (c == '{' || c == '[') ++open;
    if (c == '}' || c == ']') --open;
    ++at;
    if (open == 0) return at;
  }
  return text.size();
}

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }

}  // namespace

std::string cut_out(std::string_view body, std::size_t begin) {
  const auto before = body.substr(0, begin);
  const auto last_line = before.substr(before.rfind('\n') + 1);
  const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
  const auto columns = static_cast<std::size_t>(std::ranges::count_if(last_line, starts_code_point));
  const auto value = body.substr(begin, end_of_value(body, begin) - begin);

  std::string document;
  document.reserve(lines + columns + value.size() + Sources::kPadding);
  document.append(lines, '\n').append(columns, ' ').append(value);
  return document;
}

}  // namespace sprintd::engine
