// Diagnostics and the pages of their codes, as texts and JSON.

#include <algorithm>
#include <fmt/format.h>

#include "rules/base/diagnostic_text.h"
#include "rules/base/lint_level.h"
#include "rules/json/writer.h"
#include "rules/report/page.h"

namespace sprintd::report {
namespace {

void write_range(json::Writer& json, Span span, PlaceFinder& places) {
  if (!span.known()) {
    json.null();
    return;
  }
  const auto begin = places.find(span);
  const auto end = places.find(span.file, std::max(span.begin, span.end));
  json.begin_object();
  json.member("file", places.sources().name(span.file));
  json.member("line", begin.line);
  json.member("column", begin.column);
  json.member("end_line", end.line);
  json.member("end_column", end.column);
  json.end_object();
}

void write_diagnostic(json::Writer& json, const Diagnostic& diagnostic, PlaceFinder& places) {
  json.begin_object();
  json.member("code", code_info(diagnostic.code).name);
  json.member("severity", severity_name(diagnostic.severity));
  json.member("title", code_info(diagnostic.code).title);
  json.member("message", std::string_view(diagnostic.message));
  if (!diagnostic.hint.empty()) json.member("hint", std::string_view(diagnostic.hint));
  json.key("place");
  write_range(json, diagnostic.span, places);
  if (!diagnostic.pointer.empty()) json.member("pointer", std::string_view(diagnostic.pointer));
  if (!diagnostic.notes.empty()) {
    json.key("notes").begin_array();
    for (const auto& note : diagnostic.notes) {
      json.begin_object();
      json.member("message", std::string_view(note.message));
      json.key("place");
      write_range(json, note.span, places);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

void write_diagnostic_list(json::Writer& json, const std::vector<Diagnostic>& diagnostics, const Sources& sources) {
  PlaceFinder places(sources);
  json.begin_array();
  for (const auto& diagnostic : diagnostics) write_diagnostic(json, diagnostic, places);
  json.end_array();
}

std::string diagnostics_text(const std::vector<Diagnostic>& diagnostics, const Sources& sources, const Style& style) {
  PlaceFinder places(sources);
  return render_diagnostics(diagnostics, places, {.colour = style.colour});
}

// "2 more faults" is said where the detail can hold only one.
std::string detail_of(const std::vector<Diagnostic>& diagnostics) {
  if (diagnostics.empty()) return {};
  const auto& first = diagnostics.front().message;
  if (diagnostics.size() == 1) return first;
  return fmt::format("{} (and {} more)", first, diagnostics.size() - 1);
}

}  // namespace

std::string write_diagnostics(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format,
                              const Style& style) {
  if (format == Format::text) return diagnostics_text(diagnostics, sources, style);
  std::string out;
  json::Writer json(out);
  json.begin_object();
  json.member("schema", "sprintd.diagnostics/v1");
  json.key("diagnostics");
  write_diagnostic_list(json, diagnostics, sources);
  json.end_object();
  out += '\n';
  return out;
}

std::string write_problem(const std::vector<Diagnostic>& diagnostics, const Sources& sources, int status, Format format,
                          const Style& style) {
  if (format == Format::text) return diagnostics_text(diagnostics, sources, style);
  std::string out;
  json::Writer json(out);
  json.begin_object();
  if (!diagnostics.empty()) {
    const auto& info = code_info(diagnostics.front().code);
    json.member("type", std::string_view(fmt::format("urn:sprintd:error:{}", info.name)));
    json.member("title", info.title);
    json.member("status", status);
    json.member("detail", std::string_view(detail_of(diagnostics)));
    json.member("code", info.name);
  } else {
    json.member("type", "about:blank");
    json.member("status", status);
  }
  json.key("diagnostics");
  write_diagnostic_list(json, diagnostics, sources);
  json.end_object();
  out += '\n';
  return out;
}

std::string write_code(Code code, Format format, const Style& style) {
  const auto& info = code_info(code);
  std::string out;
  if (format == Format::json) {
    json::Writer json(out);
    json.begin_object();
    json.member("schema", "sprintd.code/v1");
    json.member("code", info.name);
    json.member("severity", severity_name(info.severity));
    json.member("title", info.title);
    json.member("page", info.page);
    if (const auto lint = lint_name(code); !lint.empty()) json.member("lint", lint);
    json.end_object();
    out += '\n';
    return out;
  }
  const auto ink = info.severity == Severity::error     ? Ink::error
                   : info.severity == Severity::warning ? Ink::warning
                                                        : Ink::note;
  Page page(out, style);
  page.line().put(fmt::format("{}[{}]", severity_name(info.severity), info.name), ink);
  page.put(fmt::format(": {}", info.title), Ink::strong).end().blank_line();
  out += info.page;
  if (!out.ends_with('\n')) out += '\n';
  if (const auto lint = lint_name(code); !lint.empty()) {
    out += fmt::format("\nAnother level, in a pack:       lints: {{{}: off}}    ({})\n", lint, kLintLevelWords);
    out += fmt::format("on the command line:            sprintctl check --lint {}=off PACK...\n", lint);
  }
  return out;
}

}  // namespace sprintd::report
