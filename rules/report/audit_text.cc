#include "rules/report/audit_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <span>

#include "rules/report/audit_count.h"
#include "rules/report/display_width.h"
#include "rules/report/names.h"
#include "rules/report/text_parts.h"
#include "rules/report/waiver_words.h"

namespace sprintd::report {
namespace {

using backlog::EntityKind;
using outcome::Finding;
using outcome::Verdict;

constexpr int kRuleColumn = 2;     // of a rule's text, behind its sign
constexpr int kSubjectColumn = 4;  // of a subject's id
constexpr int kLongestIdColumn = 14;
constexpr std::size_t kShownSubjects = 8;
constexpr std::size_t kShownIds = 12;

template <typename T>
const T* cell(const backlog::Backlog& backlog, EntityKind kind, std::string_view field, table::Row row) {
  const auto slot = backlog::find_field(kind, field);
  if (!slot) return nullptr;
  const auto* column = std::get_if<table::Column<T>>(&backlog.column(kind, *slot));
  if (column == nullptr || row >= column->size() || table::is_absent((*column)[row])) return nullptr;
  return &(*column)[row];
}

class AuditText {
 public:
  AuditText(const outcome::Audit& audit, const Style& style, std::string& out)
      : audit_(&audit),
        rules_(audit.rules.get()),
        verbose_(style.verbose),
        page_(out, style),
        names_(*audit.backlog),
        pack_places_(audit.rules->sources),
        input_places_(audit.backlog->sources()),
        count_(count(audit)) {}

  void write() {
    write_header();
    write_conflicts();
    write_findings();
    write_unknowns();
    write_waived();
    write_idle_waivers();
    if (verbose_) write_rules();
    write_summary();
  }

 private:
  void write_header() {
    for (const auto sprint : audit_->sprints) write_sprint(sprint);
    std::string packs;
    for (const auto& pack : rules_->packs) {
      if (!packs.empty()) packs += ", ";
      packs += pack.title.empty() ? pack.id : pack.title;
      if (!pack.source_revision.empty()) packs += fmt::format(" ({})", pack.source_revision);
    }
    page_.line(0, 2).put(packs, Ink::faint).put(packs.empty() ? "" : " · ", Ink::faint);
    page_.put("as of ", Ink::faint).put(time_text(audit_->as_of, audit_->backlog->zone()), Ink::faint).end();
  }

  void write_sprint(table::Row sprint) {
    const auto& backlog = *audit_->backlog;
    const auto name = names_.name(EntityKind::sprint, sprint);
    const auto id = names_.id(EntityKind::sprint, sprint);
    page_.line(0, 2).put(name.empty() ? id : name, Ink::strong);
    std::vector<std::string> facts;
    if (!name.empty() && name != id) facts.emplace_back(id);
    const auto* starts = cell<Instant>(backlog, EntityKind::sprint, "starts", sprint);
    const auto* ends = cell<Instant>(backlog, EntityKind::sprint, "ends", sprint);
    if (starts != nullptr && ends != nullptr) {
      facts.push_back(
          fmt::format("{} to {}", format_date(*starts, backlog.zone()), format_date(*ends, backlog.zone())));
    }
    if (const auto* state = cell<std::string_view>(backlog, EntityKind::sprint, "state", sprint)) {
      facts.emplace_back(*state);
    }
    if (const auto* team = cell<table::Row>(backlog, EntityKind::sprint, "team", sprint)) {
      facts.push_back(fmt::format("team {}", names_.with_id(EntityKind::team, *team)));
    }
    if (!facts.empty()) page_.put(fmt::format("  {}", fmt::join(facts, " · ")));
    page_.end();
  }

  // "Errors  3", and the rules below it.
  void write_section(std::string_view title, std::size_t number, Ink ink) {
    page_.blank_line();
    page_.line().put(title, ink).put(fmt::format("  {}", number), Ink::faint).end();
  }

  // Before the findings: these come from rules that contradict each other.
  void write_conflicts() {
    if (audit_->conflicts.empty()) return;
    write_section("Rules in conflict", audit_->conflicts.size(), Ink::error);
    for (const auto& conflict : audit_->conflicts) {
      page_.blank_line();
      page_.line(0, kRuleColumn).put_whole("✗", Ink::error).put(" ").put_whole(conflict.topic, Ink::strong);
      page_.put(fmt::format("  {} in force at once", conflict.declarations.size()), Ink::faint).end();
      for (const auto ref : conflict.declarations) write_side(outcome::declaration(*rules_, ref));
      put_remedy(page_, "Say in one of them which other it replaces, or end one before the other begins.",
                 kSubjectColumn);
    }
  }

  // One declaration of a conflict, with the document that it comes from.
  void write_side(const ruleset::Declaration& declaration) {
    const auto& pack = rules_->packs[declaration.pack];
    page_.line(kSubjectColumn, kSubjectColumn).put_whole(declaration.qualified_id);
    std::string source = pack.source_document.empty() ? pack.title : pack.source_document;
    if (!pack.source_revision.empty()) source += fmt::format(" ({})", pack.source_revision);
    if (!source.empty()) page_.put(fmt::format("  {}", source), Ink::faint);
    const auto place = pack_places_.find(declaration.span);
    const auto file = rules_->sources.name(declaration.span.file);
    page_.put_right(fmt::format("{}:{}", file.substr(file.rfind('/') + 1), place.line), Ink::faint).end();
    put_clause(page_, *rules_, declaration, kSubjectColumn);
  }

  void write_findings() {
    Severity section{};
    bool has_section = false;
    const std::span<const Finding> all(audit_->findings);
    for (std::size_t begin = 0; begin < all.size();) {
      const auto& first = all[begin];
      if (first.verdict == Verdict::waived) {
        ++begin;
        continue;
      }
      const auto belongs = [&](const Finding& f) {
        return f.severity == first.severity && f.declaration == first.declaration && f.verdict != Verdict::waived;
      };
      std::vector<const Finding*> group;
      std::size_t end = begin;
      for (; end < all.size() && (belongs(all[end]) || is_waived_one_of(all[end], first)); ++end) {
        if (belongs(all[end])) group.push_back(&all[end]);
      }
      if (!has_section || section != first.severity) {
        static constexpr std::array<std::string_view, 3> kTitles = {"Errors", "Warnings", "Notes"};
        section = first.severity;
        has_section = true;
        const auto index = static_cast<std::size_t>(section);
        write_section(kTitles[index], count_.by_severity[index], sign_of(section).ink);
      }
      write_group(group);
      begin = end;
    }
  }

  static bool is_waived_one_of(const Finding& finding, const Finding& first) {
    return finding.verdict == Verdict::waived && finding.severity == first.severity &&
           finding.declaration == first.declaration;
  }

  void write_rule_line(outcome::DeclarationRef ref, Sign sign, std::string_view number) {
    const auto& declaration = outcome::declaration(*rules_, ref);
    page_.blank_line();
    page_.line(0, kRuleColumn).put_whole(sign.text, sign.ink).put(" ");
    page_.put_whole(spoken_id(*rules_, declaration), Ink::strong);
    page_.put(fmt::format("  {}", number), Ink::faint);
    if (declaration.span.known()) {
      const auto place = pack_places_.find(declaration.span);
      const auto file = rules_->sources.name(declaration.span.file);
      page_.put_right(fmt::format("{}:{}", file.substr(file.rfind('/') + 1), place.line), Ink::faint);
    }
    page_.end();
    put_clause(page_, *rules_, declaration, kRuleColumn);
  }

  void write_group(const std::vector<const Finding*>& group) {
    const auto& first = *group.front();
    write_rule_line(first.declaration, sign_of(first.severity), counted(group.size(), first.subject.kind));
    const std::size_t shown = verbose_ || group.size() <= kShownSubjects + 1 ? group.size() : kShownSubjects;
    const std::span<const Finding* const> visible(group.data(), shown);
    const int message_column = message_column_of(visible);
    const bool same_remedy = std::ranges::all_of(visible, [&](const Finding* f) { return f->remedy == first.remedy; });
    for (const auto* finding : visible) {
      write_subject(*finding, message_column);
      if (!same_remedy) put_remedy(page_, finding->remedy, message_column);
    }
    write_rest(group.size() - shown);
    if (same_remedy) put_remedy(page_, first.remedy, kSubjectColumn);
  }

  int message_column_of(std::span<const Finding* const> group) const {
    int widest = 0;
    for (const auto* finding : group) {
      const int width = display_width(names_.id(finding->subject.kind, finding->subject.row));
      if (width <= kLongestIdColumn) widest = std::max(widest, width);
    }
    return kSubjectColumn + (widest == 0 ? 0 : widest + 2);
  }

  void write_subject(const Finding& finding, int message_column) {
    const auto id = names_.id(finding.subject.kind, finding.subject.row);
    const auto name = names_.name(finding.subject.kind, finding.subject.row);
    const auto message = finding.verdict == Verdict::broken
                             ? fmt::format("cannot be judged: {}{}", finding.broken_because, broken_place(finding))
                             : finding.message;
    page_.line(kSubjectColumn, message_column);
    if (!id.empty()) page_.put_whole(id, Ink::strong).pad_to(message_column);
    page_.put(message);
    if (!name.empty() && name != id && message.find(name) == std::string::npos) {
      page_.put(fmt::format(" — {}", name), Ink::faint);
    }
    if (audit_->sprints.size() > 1 && finding.sprint != table::kNoRow) {
      page_.put(fmt::format(" · {}", names_.with_id(EntityKind::sprint, finding.sprint)), Ink::faint);
    }
    page_.end();
    auto details = telling_evidence(finding.evidence, message, verbose_);
    if (finding.waiver >= 0) {
      const auto& waiver = rules_->waivers[static_cast<std::size_t>(finding.waiver)];
      details.insert(details.begin(), fmt::format("the waiver {}", waiver_fate(*audit_, waiver, finding.waiver_state)));
    }
    const auto span = audit_->backlog->span(finding.subject.kind, finding.subject.row);
    // A name in angle brackets is of a text that the reader has no file of.
    if (span.known() && !audit_->backlog->sources().name(span.file).starts_with('<')) {
      const auto place = input_places_.find(span);
      details.push_back(fmt::format("{}:{}:{}", audit_->backlog->sources().name(span.file), place.line, place.column));
    }
    if (details.empty()) return;
    page_.line(message_column, message_column);
    page_.put(fmt::format("{}", fmt::join(details, " · ")), Ink::faint).end();
  }

  std::string broken_place(const Finding& finding) {
    if (!finding.broken_span.known()) return {};
    const auto place = pack_places_.find(finding.broken_span);
    return fmt::format(" ({}:{}:{})", rules_->sources.name(finding.broken_span.file), place.line, place.column);
  }

  void write_rest(std::size_t number) {
    if (number == 0) return;
    page_.line(kSubjectColumn, kSubjectColumn);
    page_.put(fmt::format("and {} more; --verbose lists them", number), Ink::faint).end();
  }

  void write_unknowns() {
    if (audit_->unknowns.empty()) return;
    write_section("Not known", count_.unknown(), Ink::unknown);
    for (const auto& group : audit_->unknowns) {
      const auto sign = group.severity == Severity::note ? kUnknownSign : Sign{"?", sign_of(group.severity).ink};
      const auto& declaration = outcome::declaration(*rules_, group.declaration);
      page_.blank_line();
      page_.line(0, kRuleColumn).put_whole(sign.text, sign.ink).put(" ");
      page_.put_whole(spoken_id(*rules_, declaration), Ink::strong);
      if (group.severity != Severity::note) page_.put(fmt::format("  {}", severity_name(group.severity)), sign.ink);
      page_.end();
      page_.line(kRuleColumn, kRuleColumn).put(group.message);
      if (audit_->sprints.size() > 1 && group.sprint != table::kNoRow) {
        page_.put(fmt::format(" · {}", names_.with_id(EntityKind::sprint, group.sprint)), Ink::faint);
      }
      page_.end();
      write_ids(group);
      put_remedy(page_, group.remedy, kSubjectColumn);
    }
  }

  void write_ids(const outcome::UnknownGroup& group) {
    if (group.subjects.size() == 1) return;  // its message names it
    const std::size_t shown = verbose_ || group.subjects.size() <= kShownIds + 1 ? group.subjects.size() : kShownIds;
    std::vector<std::string_view> ids;
    for (std::size_t i = 0; i < shown; ++i) {
      const auto id = names_.id(group.kind, group.subjects[i]);
      if (!id.empty()) ids.push_back(id);
    }
    if (ids.empty()) return;
    page_.line(kSubjectColumn, kSubjectColumn).put(fmt::format("{}", fmt::join(ids, ", ")), Ink::faint);
    if (shown < group.subjects.size()) {
      page_.put(fmt::format(" and {} more", group.subjects.size() - shown), Ink::faint);
    }
    page_.end();
  }

  void write_waived() {
    if (count_.waived == 0) return;
    write_section("Waived", count_.waived, Ink::strong);
    page_.blank_line();
    std::size_t left = count_.waived;
    std::size_t shown = verbose_ || count_.waived <= kShownSubjects + 1 ? count_.waived : kShownSubjects;
    for (const auto& finding : audit_->findings) {
      if (finding.verdict != Verdict::waived) continue;
      if (shown-- == 0) break;
      --left;
      const auto& declaration = outcome::declaration(*rules_, finding.declaration);
      page_.line(0, kRuleColumn).put_whole("~", Ink::faint).put(" ").put_whole(spoken_id(*rules_, declaration));
      page_.put(fmt::format("  {}", names_.with_id(finding.subject.kind, finding.subject.row))).end();
      if (finding.waiver >= 0) write_waiver(rules_->waivers[static_cast<std::size_t>(finding.waiver)]);
    }
    write_rest(left);
  }

  void write_waiver(const ruleset::Waiver& waiver) {
    page_.line(kRuleColumn, kRuleColumn).put(waiver.reason, Ink::faint);
    if (!waiver.approved_by.empty()) page_.put(fmt::format(" — {}", person_name(waiver.approved_by)), Ink::faint);
    if (const auto term = waiver_term(waiver); !term.empty()) page_.put(fmt::format(", {}", term), Ink::faint);
    page_.end();
  }

  void write_idle_waivers() {
    if (count_.idle_waivers == 0) return;
    write_section("Waivers that waive nothing", count_.idle_waivers, Ink::strong);
    page_.blank_line();
    std::size_t left = count_.idle_waivers;
    std::size_t shown = verbose_ || left <= kShownSubjects + 1 ? left : kShownSubjects;
    for (std::size_t i = 0; i < audit_->waivers.size() && shown > 0; ++i) {
      const auto state = audit_->waivers[i].state;
      if (state == outcome::WaiverState::in_use) continue;
      const auto& waiver = rules_->waivers[i];
      const auto* declaration = rules_->find(waiver.rule);
      page_.line(0, kRuleColumn).put_whole("~", Ink::faint).put(" ");
      page_.put_whole(declaration == nullptr ? waiver.rule : spoken_id(*rules_, *declaration));
      page_.put(fmt::format("  {}  ", waiver.subject));
      page_.put(fmt::format("it {}", waiver_fate(*audit_, waiver, state)), Ink::faint);
      const auto place = pack_places_.find(waiver.span);
      const auto file = rules_->sources.name(waiver.span.file);
      page_.put_right(fmt::format("{}:{}", file.substr(file.rfind('/') + 1), place.line), Ink::faint).end();
      --shown;
      --left;
    }
    write_rest(left);
  }

  [[nodiscard]] std::string person_name(std::string_view id) const {
    const auto row = audit_->backlog->find(EntityKind::person, id);
    return row ? names_.with_id(EntityKind::person, *row) : std::string(id);
  }

  void write_rules() {
    write_section("Rules", audit_->tallies.size(), Ink::strong);
    page_.blank_line();
    for (const auto& row : audit_->tallies) {
      const auto& declaration = outcome::declaration(*rules_, row.declaration);
      const bool failed = row.tally.fail + row.tally.broken > 0;
      const auto sign = failed                  ? sign_of(declaration.severity)
                        : row.tally.unknown > 0 ? kUnknownSign
                        : has_spoken(row.tally) ? kGoodSign
                                                : sign_of(Verdict::not_applicable);
      page_.line(0, kRuleColumn).put_whole(sign.text, sign.ink).put(" ");
      page_.put_whole(spoken_id(*rules_, declaration));
      const auto standing =
          row.replaced_by
              ? fmt::format("replaced by {}", spoken_id(*rules_, outcome::declaration(*rules_, *row.replaced_by)))
              : std::string("not in force");
      page_.put(fmt::format("  {}", row.in_force ? tally_text(row.tally) : standing), Ink::faint).end();
    }
  }

  static std::string tally_text(const outcome::Tally& tally) {
    std::vector<std::string> parts;
    const auto add = [&](std::uint32_t number, std::string_view word) {
      if (number > 0) parts.push_back(fmt::format("{} {}", number, word));
    };
    add(tally.pass, "passed");
    add(tally.fail, "failed");
    add(tally.unknown, "not known");
    add(tally.broken, "broken");
    add(tally.waived, "waived");
    return parts.empty() ? "nothing to judge" : fmt::format("{}", fmt::join(parts, ", "));
  }

  void write_summary() {
    page_.blank_line();
    page_.line(0, 0).put(std::string(), Ink::faint);
    std::string rule;
    for (int i = 0; i < std::min(page_.width(), 100); ++i) rule += "─";
    page_.put_whole(rule, Ink::faint).end();
    if (audit_->nothing_checked) {
      page_.line(0, 2).put("✗ Nothing was checked.", Ink::error);
      page_.put(" No rule that is in force speaks about anything here, so this is not a pass.").end();
      return;
    }
    write_counts();
    page_.line(0, 0).put(
        fmt::format("{} of {} spoke about {}: {}.", count_.spoke, counted(audit_->tallies.size(), "rule"),
                    counted(count_items(*audit_), EntityKind::item), tally_text(audit_->total)),
        Ink::faint);
    if (count_.not_in_force > 0) page_.put(fmt::format(" {} not in force.", count_.not_in_force), Ink::faint);
    page_.end();
    if (audit_->incomplete) {
      page_.line(0, 2).put("✗ Incomplete:", Ink::error);
      page_.put(" a rule broke or a limit was reached, so what was not judged may be wrong too.").end();
    }
  }

  void write_counts() {
    page_.line(0, 0);
    bool is_first = true;
    const auto add = [&](std::size_t number, Sign sign, std::string text) {
      if (number == 0) return;
      if (!is_first) page_.put("   ");
      page_.put_whole(fmt::format("{} {}", sign.text, text), sign.ink);
      is_first = false;
    };
    add(audit_->conflicts.size(), {"✗", Ink::error}, counted(audit_->conflicts.size(), "conflict"));
    for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
      const auto number = count_.by_severity[static_cast<std::size_t>(severity)];
      add(number, sign_of(severity), counted(number, severity_name(severity)));
    }
    std::size_t as_errors = 0;  // by if_unknown: they turn the exit code, so they are told
    for (const auto& group : audit_->unknowns) {
      if (group.severity == Severity::error) as_errors += group.subjects.size();
    }
    auto unknown = fmt::format("{} not known", count_.unknown());
    if (as_errors > 0) unknown += fmt::format(" ({} as errors)", as_errors);
    add(count_.unknown(), kUnknownSign, std::move(unknown));
    add(count_.waived, {"~", Ink::faint}, fmt::format("{} waived", count_.waived));
    if (is_first) page_.put("✓ Everything that was checked holds.", Ink::good);
    page_.end();
  }

  const outcome::Audit* audit_;
  const ruleset::RuleSet* rules_;
  bool verbose_;
  Page page_;
  Names names_;
  PlaceFinder pack_places_;
  PlaceFinder input_places_;
  AuditCount count_;
};

}  // namespace

std::string audit_text(const outcome::Audit& audit, const Style& style) {
  std::string out;
  AuditText(audit, style, out).write();
  return out;
}

}  // namespace sprintd::report
