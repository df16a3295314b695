#include "rules/report/report.h"

#include "rules/report/audit_json.h"
#include "rules/report/audit_text.h"
#include "rules/report/scribe.h"

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
  return Scribe(*decision.rules, *decision.backlog).write(decision, producer, format, style);
}

}  // namespace sprintd::report
