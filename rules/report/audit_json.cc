#include "rules/report/audit_json.h"

#include "rules/report/audit_count.h"
#include "rules/report/json_parts.h"

namespace sprintd::report {
namespace {

using backlog::EntityKind;

void write_tally(json::Writer& json, const outcome::Tally& tally) {
  json.begin_object();
  json.member("pass", tally.pass);
  json.member("fail", tally.fail);
  json.member("unknown", tally.unknown);
  json.member("broken", tally.broken);
  json.member("waived", tally.waived);
  json.member("not_applicable", tally.not_applicable);
  json.end_object();
}

void write_severities(json::Writer& json, const std::array<std::size_t, 3>& counts) {
  json.begin_object();
  for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
    json.member(severity_name(severity), std::uint64_t{counts[static_cast<std::size_t>(severity)]});
  }
  json.end_object();
}

void write_summary(json::Writer& json, const outcome::Audit& audit) {
  const auto numbers = count(audit);
  json.begin_object();
  json.key("verdicts");
  write_tally(json, audit.total);
  json.key("findings");
  write_severities(json, numbers.by_severity);
  json.key("unknowns");
  write_severities(json, numbers.unknown_by_severity);
  json.member("waived", std::uint64_t{numbers.waived});
  json.member("conflicts", std::uint64_t{audit.conflicts.size()});
  json.member("items", std::uint64_t{count_items(audit)});
  json.member("rules", std::uint64_t{audit.tallies.size()});
  json.member("rules_that_spoke", std::uint64_t{numbers.spoke});
  json.member("incomplete", audit.incomplete);
  json.member("nothing_checked", audit.nothing_checked);
  json.end_object();
}

class AuditJson {
 public:
  AuditJson(const outcome::Audit& audit, std::string& out)
      : audit_(&audit), json_(out), parts_(*audit.rules, *audit.backlog) {}

  void write(const Producer& producer) {
    json_.begin_object();
    json_.member("schema", "sprintd.audit/v1");
    json_.member("engine", producer.version);
    write_packs(json_, *audit_->rules);
    json_.member("as_of", std::string_view(format_instant(audit_->as_of)));
    write_sprints();
    write_conflicts();
    json_.key("summary");
    write_summary(json_, *audit_);
    json_.key("findings").begin_array();
    for (const auto& finding : audit_->findings) write_finding(finding);
    json_.end_array();
    json_.key("unknowns").begin_array();
    for (const auto& group : audit_->unknowns) write_group(group);
    json_.end_array();
    write_waivers();
    write_rules();
    json_.end_object();
  }

 private:
  void write_sprints() {
    json_.key("sprints").begin_array();
    for (const auto sprint : audit_->sprints) parts_.reference(json_, EntityKind::sprint, sprint);
    json_.end_array();
  }

  void write_sprint(table::Row sprint) {
    json_.key("sprint");
    if (sprint == table::kNoRow) {
      json_.null();
    } else {
      json_.value(audit_->backlog->id(EntityKind::sprint, sprint));
    }
  }

  void write_finding(const outcome::Finding& finding) {
    json_.begin_object();
    parts_.declaration(json_, finding.declaration);
    json_.member("verdict", outcome::verdict_name(finding.verdict));
    json_.member("severity", severity_name(finding.severity));
    json_.key("subject");
    parts_.subject(json_, finding.subject.kind, finding.subject.row);
    write_sprint(finding.sprint);
    json_.member("message", std::string_view(finding.message));
    parts_.clause(json_, finding.declaration);
    json_.key("evidence");
    write_evidence(json_, finding.evidence);
    if (!finding.remedy.empty()) json_.member("remedy", std::string_view(finding.remedy));
    if (!finding.absent.field.empty()) {
      json_.key("absent").begin_object();
      json_.member("field", std::string_view(finding.absent.field));
      json_.member("subject", std::string_view(finding.absent.subject));
      json_.end_object();
    }
    if (finding.verdict == outcome::Verdict::broken) {
      json_.key("broken").begin_object();
      json_.member("message", std::string_view(finding.broken_because));
      json_.key("place");
      write_place(json_, finding.broken_span, parts_.pack_places());
      json_.end_object();
    }
    if (finding.waiver >= 0) {
      json_.member("waiver", static_cast<std::uint64_t>(finding.waiver));
      json_.member("waiver_state", outcome::waiver_state_name(finding.waiver_state));
    }
    json_.end_object();
  }

  void write_group(const outcome::UnknownGroup& group) {
    json_.begin_object();
    parts_.declaration(json_, group.declaration);
    json_.member("severity", severity_name(group.severity));
    json_.member("field", std::string_view(group.field));
    write_sprint(group.sprint);
    json_.member("message", std::string_view(group.message));
    parts_.clause(json_, group.declaration);
    if (!group.remedy.empty()) json_.member("remedy", std::string_view(group.remedy));
    json_.member("count", std::uint64_t{group.subjects.size()});
    json_.key("subjects").begin_array();
    for (const auto row : group.subjects) parts_.subject(json_, group.kind, row);
    json_.end_array();
    json_.end_object();
  }

  // All of them, in the order of the packs; findings name theirs by its position.
  void write_waivers() {
    json_.key("waivers").begin_array();
    for (std::size_t i = 0; i < audit_->waivers.size(); ++i) {
      const auto& waiver = audit_->rules->waivers[i];
      const auto& use = audit_->waivers[i];
      json_.begin_object();
      json_.member("rule", std::string_view(waiver.rule));
      json_.member("subject", std::string_view(waiver.subject));
      json_.member("reason", std::string_view(waiver.reason));
      json_.member("approved_by", std::string_view(waiver.approved_by));
      if (!waiver.from.empty()) json_.member("from", std::string_view(waiver.from));
      if (!waiver.until.empty()) json_.member("until", std::string_view(waiver.until));
      if (waiver.sprints > 0) json_.member("sprints", waiver.sprints);
      json_.member("state", outcome::waiver_state_name(use.state));
      json_.member("findings", use.findings);
      json_.key("place");
      write_place(json_, waiver.span, parts_.pack_places());
      json_.end_object();
    }
    json_.end_array();
  }

  void write_conflicts() {
    json_.key("conflicts").begin_array();
    for (const auto& conflict : audit_->conflicts) {
      json_.begin_object();
      json_.member("topic", std::string_view(conflict.topic));
      json_.key("declarations").begin_array();
      for (const auto ref : conflict.declarations) {
        const auto& pack = audit_->rules->packs[outcome::declaration(*audit_->rules, ref).pack];
        json_.begin_object();
        parts_.declaration(json_, ref);
        parts_.clause(json_, ref);
        if (!pack.source_document.empty()) json_.member("document", std::string_view(pack.source_document));
        if (!pack.source_revision.empty()) json_.member("revision", std::string_view(pack.source_revision));
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  void write_rules() {
    json_.key("rules").begin_array();
    for (const auto& row : audit_->tallies) {
      json_.begin_object();
      parts_.declaration(json_, row.declaration);
      json_.member("in_force", row.in_force);
      if (row.replaced_by) {
        const auto& replacing = outcome::declaration(*audit_->rules, *row.replaced_by);
        json_.member("replaced_by", std::string_view(replacing.qualified_id));
      }
      json_.key("verdicts");
      write_tally(json_, row.tally);
      json_.end_object();
    }
    json_.end_array();
  }

  const outcome::Audit* audit_;
  json::Writer json_;
  JsonParts parts_;
};

}  // namespace

std::string audit_json(const outcome::Audit& audit, const Producer& producer) {
  constexpr std::size_t kBytesPerFinding = 900;
  std::string out;
  out.reserve(4096 + audit.findings.size() * kBytesPerFinding);
  AuditJson(audit, out).write(producer);
  out += '\n';
  return out;
}

}  // namespace sprintd::report
