#include "cli/lsp/checks.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "rules/base/places.h"
#include "rules/engine/pack_files.h"
#include "rules/packtest/run_tests.h"

namespace sprintd::lsp {
namespace fs = std::filesystem;
namespace {

// The line that begins with this key, or the first.
Span line_of_key(std::string_view text, FileId file, std::string_view key) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) {
      return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + key.size())};
    }
    begin = end + 1;
  }
  return {file, 0, static_cast<std::uint32_t>(std::min(text.find('\n'), text.size()))};
}

// Keeps what is in the document, and puts the first error of each other text in its place.
class Filter {
 public:
  Filter(const OpenDocument& document, std::string_view builds_on) : document_(&document), builds_on_(builds_on) {
    // The texts of an open document are small enough to be added.
    own_ = *checked_.sources.add(document.path, document.text);
  }

  void take(std::vector<Diagnostic> diagnostics, const Sources& sources) {
    PlaceFinder places(sources);
    for (auto& diagnostic : diagnostics) {
      const bool is_elsewhere = diagnostic.span.known() && sources.name(diagnostic.span.file) != document_->path;
      if (is_elsewhere) {
        take_elsewhere(diagnostic, places);
        continue;
      }
      // Notes of other texts keep their place in words.
      std::vector<DiagnosticNote> notes;
      for (auto& note : diagnostic.notes) {
        if (note.span.known() && sources.name(note.span.file) != document_->path) {
          note.message += fmt::format(" ({})", place_text(note.span, places));
          note.span = diagnostic.span;
        }
        note.span.file = own_;
        notes.push_back(std::move(note));
      }
      diagnostic.notes = std::move(notes);
      if (!diagnostic.span.known()) diagnostic.span = line_of_key(document_->text, own_, builds_on_);
      diagnostic.span.file = own_;
      if (diagnostic.rewrite) diagnostic.rewrite->span.file = own_;
      checked_.diagnostics.push_back(std::move(diagnostic));
    }
  }

  void add(Diagnostic diagnostic) {
    diagnostic.span.file = own_;
    checked_.diagnostics.push_back(std::move(diagnostic));
  }

  Checked finish() { return std::move(checked_); }

 private:
  static std::string place_text(Span span, PlaceFinder& places) {
    const auto place = places.find(span);
    return fmt::format("{}:{}:{}", fs::path(places.sources().name(span.file)).filename().string(), place.line,
                       place.column);
  }

  void take_elsewhere(const Diagnostic& diagnostic, PlaceFinder& places) {
    if (diagnostic.severity != Severity::error || std::ranges::find(told_, diagnostic.span.file) != told_.end()) return;
    told_.push_back(diagnostic.span.file);
    Diagnostic here{.code = diagnostic.code,
                    .span = line_of_key(document_->text, own_, builds_on_),
                    .message = fmt::format("{}: {}", place_text(diagnostic.span, places), diagnostic.message),
                    .hint = diagnostic.hint,
                    .pointer = {},
                    .notes = {}};
    checked_.diagnostics.push_back(std::move(here));
  }

  const OpenDocument* document_;
  std::string_view builds_on_;
  FileId own_{};
  std::vector<FileId> told_;
  Checked checked_;
};

Checked check_pack(const engine::Engine& engine, const Workspace& workspace, const OpenDocument& document,
                   Instant now) {
  std::vector<ruleset::PackText> texts = {{document.path, document.text}};
  engine::add_imports(texts, workspace.finder().import);
  auto loaded = engine.check_packs(std::move(texts), {}, now);
  Filter filter(document, "imports");
  filter.take(std::move(loaded.diagnostics), loaded.rules != nullptr ? loaded.rules->sources : loaded.sources);
  return filter.finish();
}

std::string difference_line(const packtest::Difference& difference) {
  using Kind = packtest::Difference::Kind;
  const auto what =
      fmt::format("{} {} {}", difference.rule, difference.subject, outcome::verdict_name(difference.verdict));
  switch (difference.kind) {
    case Kind::missing:
      return fmt::format("- {}  {}{}", what, difference.message,
                         difference.instead.empty() ? "" : fmt::format("\n  {}", difference.instead));
    case Kind::unexpected:
      return fmt::format("+ {}  {}", what, difference.message);
    case Kind::message:
      return fmt::format("- {}  {}\n+ {}  {}", what, difference.expected_message, what, difference.message);
    case Kind::reason:
      return fmt::format("{}  {}", what, difference.message);
  }
  return what;
}

Diagnostic failed_case(const packtest::CaseResult& result) {
  std::vector<std::string> lines;
  for (const auto& problem : result.problems) lines.push_back(problem);
  for (const auto& difference : result.differences) lines.push_back(difference_line(difference));
  return {.code = Code::test_case_failed,
          .span = result.span,
          .message = fmt::format("the case does not come out as it says\n{}", fmt::join(lines, "\n")),
          .hint = {},
          .pointer = {},
          .notes = {}};
}

Checked check_test(const engine::Engine& engine, const Workspace& workspace, const OpenDocument& document) {
  const auto read = [&](const std::string& path) { return workspace.read(path); };
  auto result =
      packtest::run_tests(engine, document.path, document.text, {.pack_places = workspace.pack_places()}, read);
  Filter filter(document, "packs");
  for (auto& faults : result.faults) filter.take(std::move(faults.diagnostics), faults.sources);
  for (const auto& one : result.cases) {
    if (!one.passed() && !one.faulty) filter.add(failed_case(one));
  }
  return filter.finish();
}

}  // namespace

Checked check_document(const engine::Engine& engine, const Workspace& workspace, const OpenDocument& document,
                       Instant now) {
  const auto kind = kind_of(document.path, document.text);
  const bool is_empty = document.text.find_first_not_of(" \r\n\t") == std::string::npos;
  if (!kind || is_empty || document.text.size() > Sources::kMaxBytes) return {};
  return *kind == editor::DocumentKind::pack ? check_pack(engine, workspace, document, now)
                                             : check_test(engine, workspace, document);
}

}  // namespace sprintd::lsp
