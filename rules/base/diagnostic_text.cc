#include "rules/base/diagnostic_text.h"

#include <algorithm>
#include <cstddef>
#include <fmt/format.h>
#include <string_view>

#include "rules/base/utf8.h"

namespace sprintd {
namespace {

constexpr std::size_t kShownColumns = 100;
constexpr std::size_t kColumnsBeforeCaret = 50;  // of a line that is cut on the left
constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kReplacement = "\xef\xbf\xbd";

struct Colours {
  std::string_view bold, severity, gutter, off;
};

Colours colours_for(Severity severity, DiagnosticStyle style) {
  if (!style.colour) return {};
  const std::string_view by_severity = severity == Severity::error     ? "\x1b[1;31m"
                                       : severity == Severity::warning ? "\x1b[1;33m"
                                                                       : "\x1b[1;36m";
  return {.bold = "\x1b[1m", .severity = by_severity, .gutter = "\x1b[34m", .off = "\x1b[0m"};
}

bool continues_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

// What stands in one column: one blank for a tab, nothing that moves the cursor or breaks the encoding.
std::string_view shown(std::string_view code_point) {
  const auto first = static_cast<unsigned char>(code_point.front());
  if (code_point == "\t") return " ";
  if (first < 0x20 || first == 0x7f) return kReplacement;
  if (find_bad_utf8(code_point)) return kReplacement;
  if (first == 0xc2 && static_cast<unsigned char>(code_point[1]) < 0xa0) return kReplacement;
  return code_point;
}

// The columns as PlaceFinder counts them: each starts with a byte that is no continuation.
std::vector<std::string_view> columns_of(std::string_view line) {
  std::vector<std::string_view> columns;
  std::size_t begin = 0;
  while (begin < line.size() && continues_code_point(line[begin])) ++begin;
  while (begin < line.size()) {
    std::size_t end = begin + 1;
    while (end < line.size() && continues_code_point(line[end])) ++end;
    columns.push_back(line.substr(begin, end - begin));
    begin = end;
  }
  return columns;
}

// A line as far as it can be shown around an offset. All of a line may be megabytes of JSON, and have many faults.
struct Nearby {
  std::string_view text;
  std::size_t offset;  // in it
};

Nearby line_near(std::string_view text, std::size_t offset) {
  constexpr std::size_t kReach = 8 * kShownColumns;  // bytes: a column has at most four
  const auto at = std::min(offset, text.size());
  auto begin = at;
  while (begin > 0 && at - begin < kReach && text[begin - 1] != '\n') --begin;
  const auto rest = text.substr(at, kReach);
  auto end = at + std::min(rest.find('\n'), rest.size());
  if (end > begin && text[end - 1] == '\r') --end;
  return {text.substr(begin, end - begin), std::min(at, end) - begin};
}

// The part [begin, end) of a line's columns that is shown.
struct Window {
  std::size_t begin, end;
};

Window window_around(std::size_t caret, std::size_t count) {
  if (count <= kShownColumns) return {0, count};
  const std::size_t last_begin = count - kShownColumns;
  const std::size_t begin =
      caret < kShownColumns - kColumnsBeforeCaret / 2 ? 0 : std::min(last_begin, caret - kColumnsBeforeCaret);
  return {begin, begin + kShownColumns};
}

std::string shown_line(const std::vector<std::string_view>& columns, Window window) {
  std::string text;
  for (std::size_t i = window.begin; i < window.end; ++i) {
    const bool is_cut = (i == window.begin && i > 0) || (i + 1 == window.end && window.end < columns.size());
    text += is_cut ? kEllipsis : shown(columns[i]);
  }
  return text;
}

// The source line and the carets under it.
std::string excerpt(Span span, std::string_view hint, PlaceFinder& places, const Colours& colours) {
  const auto place = places.find(span);
  const auto line = line_near(places.sources().text(span.file), span.begin);
  const auto columns = columns_of(line.text);
  const auto caret = columns_of(line.text.substr(0, line.offset)).size();
  const auto window = window_around(caret, columns.size());

  const auto last = places.find(span.file, std::max(span.begin, span.end));
  const std::size_t line_end = std::max(columns.size(), caret + 1);
  std::size_t underline_end = last.line == place.line ? caret + (last.column - place.column) : line_end;
  underline_end = std::min({underline_end, line_end, std::max(window.end, caret + 1)});
  const std::size_t carets = std::max<std::size_t>(1, underline_end - std::min(underline_end, caret));

  const auto number = fmt::format("{:>5}", place.line);
  return fmt::format("{0}{1} |{2} {3}\n{0}{4:{5}} |{2} {4:{6}}{7}{4:^>{8}}{9}{10}{2}\n", colours.gutter, number,
                     colours.off, shown_line(columns, window), "", number.size(), caret - window.begin,
                     colours.severity, carets, hint.empty() ? "" : " ", hint);
}

std::string place_text(Span span, PlaceFinder& places) {
  if (!span.known()) return {};
  const auto place = places.find(span);
  return fmt::format("{}:{}:{}: ", places.sources().name(span.file), place.line, place.column);
}

}  // namespace

std::string render_diagnostic(const Diagnostic& diagnostic, PlaceFinder& places, DiagnosticStyle style) {
  const auto colours = colours_for(diagnostic.severity, style);
  auto text = fmt::format("{}{}{}{}{}[{}]:{} {}", colours.bold, place_text(diagnostic.span, places), colours.off,
                          colours.severity, severity_name(diagnostic.severity), code_info(diagnostic.code).name,
                          colours.off, diagnostic.message);
  if (!diagnostic.pointer.empty()) text += fmt::format(" (at {})", one_line(diagnostic.pointer));
  if (diagnostic.span.known()) {
    text += '\n';
    text += excerpt(diagnostic.span, diagnostic.hint, places, colours);
  } else if (!diagnostic.hint.empty()) {
    text += fmt::format(": {}\n", diagnostic.hint);
  } else {
    text += '\n';
  }
  const auto note_colours = colours_for(Severity::note, style);
  for (const auto& note : diagnostic.notes) {
    text += fmt::format("{}{}{}{}note:{} {}\n", note_colours.bold, place_text(note.span, places), note_colours.off,
                        note_colours.severity, note_colours.off, note.message);
    if (note.span.known()) text += excerpt(note.span, {}, places, note_colours);
  }
  return text;
}

std::string render_diagnostics(const std::vector<Diagnostic>& diagnostics, PlaceFinder& places, DiagnosticStyle style) {
  std::string text;
  for (const auto& diagnostic : diagnostics) {
    if (!text.empty()) text += '\n';
    text += render_diagnostic(diagnostic, places, style);
  }
  return text;
}

}  // namespace sprintd
