#include "rules/report/report.h"

#include "rules/report/audit_json.h"
#include "rules/report/audit_text.h"
#include "rules/report/decision_json.h"
#include "rules/report/decision_text.h"

namespace sprintd::report {

std::string write_audit(const outcome::Audit& audit, const Producer& producer, Format format, const Style& style) {
  switch (format) {
    case Format::json:
      return audit_json(audit, producer);
    case Format::text:
      return audit_text(audit, style);
  }
  return {};
}

std::string write_decision(const outcome::Decision& decision, const Producer& producer, Format format,
                           const Style& style) {
  switch (format) {
    case Format::json:
      return decision_json(decision, producer);
    case Format::text:
      return decision_text(decision, style);
  }
  return {};
}

std::string write_decisions(const std::vector<outcome::Decision>& decisions, const Producer& producer, Format format,
                            const Style& style) {
  if (format == Format::json) return decisions_json(decisions, producer);
  std::string out;
  for (const auto& decision : decisions) {
    if (!out.empty()) out += '\n';
    out += decision_text(decision, style);
  }
  return out;
}

}  // namespace sprintd::report
