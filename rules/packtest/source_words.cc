#include "rules/packtest/source_words.h"

#include <fmt/format.h>

namespace sprintd::packtest {

std::string place_text(std::string_view file, Place place) {
  return fmt::format("{}:{}:{}", file, place.line, place.column);
}

std::string place_text(const Sources& sources, Span span) {
  return place_text(sources.name(span.file), PlaceFinder(sources).find(span));
}

std::string on_one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace sprintd::packtest
