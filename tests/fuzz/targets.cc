#include "tests/fuzz/targets.h"

#include <algorithm>

#include "rules/base/diagnostic_text.h"

namespace sprintd::fuzz {

std::vector<Target> all_targets() {
  return {expression_target(), pack_target(), backlog_target(), http_target(), bodies_target()};
}

void promise(bool holds, const char* what) {
  if (!holds) throw BrokenPromise(what);
}

void promise_good_faults(const std::vector<Diagnostic>& faults, const Sources& sources, bool refused) {
  const bool has_errors =
      std::ranges::any_of(faults, [](const Diagnostic& fault) { return fault.severity == Severity::error; });
  promise(has_errors == refused, "errors exactly when the text is refused");
  if (!refused) return;
  const auto promise_place = [&](Span span) {
    if (!span.known()) return;
    promise(static_cast<std::size_t>(span.file) < sources.size(), "a place is in one of the texts");
    promise(span.begin <= span.end, "a place begins before it ends");
    promise(span.end <= sources.text(span.file).size() + 1, "a place ends in its text");
  };
  for (const auto& fault : faults) {
    promise_place(fault.span);
    for (const auto& note : fault.notes) promise_place(note.span);
    promise(!fault.message.empty(), "a fault says what is wrong");
    promise(fault.message.find('\n') == std::string::npos, "a message is one line");
  }
  PlaceFinder places(sources);
  promise(!render_diagnostics(faults, places).empty(), "faults can be shown");
}

std::vector<NamedText> split(std::string_view bytes, std::string_view first_name) {
  constexpr std::string_view kMark = "#### ";
  std::vector<NamedText> texts = {{std::string(first_name), ""}};
  while (!bytes.empty()) {
    const auto line = bytes.substr(0, bytes.find('\n'));
    const auto whole = std::min(line.size() + 1, bytes.size());
    if (line.starts_with(kMark)) {
      texts.push_back({std::string(line.substr(kMark.size())), ""});
    } else {
      texts.back().text += bytes.substr(0, whole);
    }
    bytes.remove_prefix(whole);
  }
  if (texts.size() > 1 && texts.front().text.empty()) texts.erase(texts.begin());
  return texts;
}

}  // namespace sprintd::fuzz
