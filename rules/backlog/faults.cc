#include "rules/backlog/faults.h"

#include <fmt/format.h>
#include <utility>

namespace sprintd::backlog {

Diagnostic fault_at(Code code, Span span, std::string pointer, std::string message, std::string hint) {
  return {.code = code,
          .span = span,
          .message = std::move(message),
          .hint = std::move(hint),
          .pointer = std::move(pointer),
          .notes = {},
          .severity = code_info(code).severity};
}

bool Faults::wants_more(FileId file) const {
  const auto count = counts_.find(file);
  return count == counts_.end() || count->second.kept < kMostOfOneFile;
}

void Faults::add(Diagnostic diagnostic) {
  auto& count = counts_[diagnostic.span.file];
  if (count.kept == kMostOfOneFile) {
    ++count.dropped;
    return;
  }
  ++count.kept;
  if (!count.last.known() || count.last.begin < diagnostic.span.begin) count.last = diagnostic.span;
  kept_.add(std::move(diagnostic));
}

void Faults::add_all(const Diagnostics& diagnostics) {
  for (auto& diagnostic : diagnostics.sorted()) add(std::move(diagnostic));
}

std::vector<Diagnostic> Faults::finish() const {
  auto all = kept_;
  for (const auto& [file, count] : counts_) {
    if (count.dropped == 0) continue;
    all.add(Code::backlog_more_faults, count.last, fmt::format("and {} more in this file", count.dropped));
  }
  return all.sorted();
}

}  // namespace sprintd::backlog
