// One YAML text and what parse_yaml makes of it, for the tests of this folder.
//
// Neighbours: rules/yaml/parse.h. Owns its Sources, so spans and views stay valid as long as the Desk.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "rules/base/diagnostic_text.h"
#include "rules/base/sources.h"
#include "rules/yaml/parse.h"

namespace sprintd::yaml {

struct Desk {
  Sources sources;
  FileId file;
  Diagnostics diagnostics;
  std::optional<Node> root;

  explicit Desk(std::string text) : file(sources.add("t.yaml", std::move(text)).value()) {
    root = parse_yaml(sources, file, diagnostics);
  }
  [[nodiscard]] std::string faults() const {
    PlaceFinder places(sources);
    return render_diagnostics(diagnostics.sorted(), places);
  }
  [[nodiscard]] std::string_view source(Span span) const {
    return sources.text(file).substr(span.begin, span.end - span.begin);
  }
};

}  // namespace sprintd::yaml
