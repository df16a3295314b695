#include "rules/report/scribe.h"

#include "rules/report/decision_json.h"
#include "rules/report/decision_text.h"

namespace sprintd::report {

std::string Scribe::write(const outcome::Decision& decision, const Producer& producer, Format format,
                          const Style& style) {
  switch (format) {
    case Format::json:
      return decision_json(decision, producer, parts_);
    case Format::text:
      return decision_text(decision, style);
  }
  return {};
}

std::string Scribe::write_all(std::span<const outcome::Decision> decisions, const Producer& producer, Format format,
                              const Style& style) {
  if (format == Format::json) return decisions_json(decisions, producer, parts_);
  std::string out;
  for (const auto& decision : decisions) {
    if (!out.empty()) out += '\n';
    out += decision_text(decision, style);
  }
  return out;
}

}  // namespace sprintd::report
