#include "rules/ruleset/declarations.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>

#include "rules/base/calendar.h"
#include "rules/base/suggest.h"
#include "rules/ruleset/block_reader.h"

namespace sprintd::ruleset {
namespace {

void read_id(BlockReader& block, PackScope& pack, Declaration& declaration) {
  declaration.pack = pack.index;
  declaration.id = block.id("id");
  declaration.qualified_id = fmt::format("{}/{}", pack.pack->id, declaration.id);
  declaration.span = block.span("id");
  if (declaration.id.empty()) return;
  const auto [first, is_new] = pack.ids.emplace(declaration.id, declaration.span);
  if (!is_new) {
    auto& fault = block.diagnostics().add(Code::pack_id_repeated, declaration.span,
                                          fmt::format("the pack has '{}' twice", declaration.id),
                                          "rules, authorities and limits share their ids");
    fault.notes.push_back({first->second, "first used here"});
  }
  pack.reading->declared.insert(declaration.qualified_id);
  if (const auto changes = pack.reading->overrides.find(declaration.qualified_id);
      changes != pack.reading->overrides.end()) {
    declaration.overrides = changes->second;
  }
}

void read_clause(BlockReader& block, const PackScope& pack, Declaration& declaration) {
  const auto* because = block.find("because");
  if (because == nullptr) return;
  // Of the pack in whose text it stands, which may be one that overrides this declaration; else of one it imports.
  const auto& packs = pack.reading->rules.packs;
  const auto home = pack.reading->pack_of(because->span.file);
  std::vector<std::uint32_t> known = {home};
  known.insert(known.end(), packs[home].imports.begin(), packs[home].imports.end());
  const auto slash = because->text.find('/');
  declaration.because = because->text.substr(slash == std::string::npos ? 0 : slash + 1);
  std::vector<std::string_view> ids;
  for (const auto index : known) {
    if (slash != std::string::npos && packs[index].id != because->text.substr(0, slash)) continue;
    const auto& clauses = packs[index].clauses;
    const auto clause = std::ranges::find(clauses, declaration.because, &Clause::id);
    if (clause != clauses.end()) {
      declaration.clause = {.pack = index, .index = static_cast<std::uint32_t>(clause - clauses.begin())};
      return;
    }
    std::ranges::transform(clauses, std::back_inserter(ids), [](const Clause& c) { return std::string_view(c.id); });
  }
  const auto near = suggest(declaration.because, ids);
  block.diagnostics().add(
      Code::unknown_clause, because->span, fmt::format("the pack has no clause '{}'", because->text),
      near ? fmt::format("did you mean '{}'?", *near) : "list it under 'clauses' with its sentence");
}

Effective read_effective(BlockReader& block) {
  const auto* node = block.find("effective");
  if (node == nullptr) return {};
  BlockReader dates(*node, Section::effective, block.diagnostics());
  Effective effective{.from = dates.date("from"), .until = dates.date("until")};
  check_window(effective, dates, block);
  return effective;
}

void read_topic(BlockReader& block, PackScope& pack, Declaration& declaration) {
  declaration.topic = block.wrote("topic") ? block.id("topic") : declaration.id;
  const auto replaced = block.text("replaces");
  if (replaced.empty()) return;
  declaration.replaces = qualified(replaced, *pack.pack);
  declaration.replaces_span = block.span("replaces");
  pack.reading->replaced.push_back({declaration.replaces, declaration.replaces_span});
}

void read_waivability(BlockReader& block, Declaration& declaration) {
  if (block.choice("waivable_by")) declaration.waivable_by = block.text("waivable_by");
  declaration.waiver_budget = block.count("waiver_budget");
}

// What the declaration says beside its expressions.
void read_common(BlockReader& block, PackScope& pack, Declaration& declaration) {
  if (const auto severity = block.choice("severity")) declaration.severity = static_cast<Severity>(*severity);
  if (const auto severity = block.choice("if_unknown")) declaration.if_unknown = static_cast<Severity>(*severity);
  read_clause(block, pack, declaration);
  declaration.effective = read_effective(block);
  read_topic(block, pack, declaration);
  read_waivability(block, declaration);
}

void read_messages(BlockReader& block, PackScope& pack, const Slots& scope, Declaration& declaration) {
  declaration.message = pack.expressions->message(block.find("message"), scope);
  declaration.remedy = pack.expressions->message(block.find("remedy"), scope);
}

// What its expressions may read is not known, since its subject is not: they can only be parsed.
void parse_expressions(const BlockReader& block, Section section, PackScope& pack) {
  for (const auto& key : pack_keys(section)) {
    if (is_expression(key.value)) pack.expressions->parse_only(block.find(key.name));
    if (key.value == ValueKind::template_text) pack.expressions->see_message(block.find(key.name));
  }
}

// The lints for conditions that decide nothing.
void lint_constant(BlockReader& block, std::string_view key, const lang::Program& program, bool useless, Code code,
                   std::string_view consequence) {
  if (constant_bool(program) != useless) return;
  block.diagnostics().add(code, block.span(key), fmt::format("'{}' is always {}", key, useless),
                          fmt::format("{} {}", block.noun(), consequence));
}

bool reads_sprint(const lang::Program& program) { return program && program.reads(slot_index(Slot::sprint)); }
bool reads_sprint(const lang::Template& message) {
  return std::ranges::any_of(message.parts, [](const auto& part) { return reads_sprint(part.program); });
}

void check_bounds(BlockReader& block, const Limit& limit) {
  if (!block.wrote("at_most") && !block.wrote("at_least")) {
    block.diagnostics().add(Code::pack_limit_unbounded, limit.span, fmt::format("{} has no bound", block.noun()),
                            "add 'at_most' or 'at_least'");
    return;
  }
  const auto most = constant_number(limit.at_most);
  const auto least = constant_number(limit.at_least);
  if (!most || !least || *least <= *most) return;
  auto& fault =
      block.diagnostics().add(Code::pack_bounds_crossed, block.span("at_least"),
                              fmt::format("{} asks for at least {} and at most {}", block.noun(), *least, *most));
  fault.notes.push_back({block.span("at_most"), "the upper bound"});
}

}  // namespace

std::string qualified(std::string_view name, const Pack& pack) {
  return name.find('/') == std::string_view::npos ? fmt::format("{}/{}", pack.id, name) : std::string(name);
}

void check_window(const Effective& window, const BlockReader& dates, BlockReader& block) {
  if (window.from.empty() || window.until.empty()) return;
  const auto from = parse_instant(window.from, TimeZone(), DayEdge::first);
  const auto until = parse_instant(window.until, TimeZone(), DayEdge::last);
  if (*from <= *until) return;
  auto& fault = block.diagnostics().add(Code::pack_dates_reversed, dates.span("until"),
                                        fmt::format("{} ends before it starts", block.noun()));
  fault.notes.push_back({dates.span("from"), "it starts here"});
}

Authority read_authority(const yaml::Node& node, PackScope& pack) {
  BlockReader block(node, Section::authority, pack.reading->diagnostics);
  auto& expressions = *pack.expressions;
  Authority authority;
  read_id(block, pack, authority);
  authority.action = block.id("action");
  if (!authority.action.empty()) pack.reading->known_actions.insert(authority.action);
  const auto scope = [](std::string_view key) { return slots_of(Section::authority, key); };
  authority.items = expressions.condition(block.find("items"), "items", scope("items"));
  authority.allow = expressions.condition(block.find("allow"), "allow", scope("allow"));
  authority.allow_text = block.text("allow");
  authority.allow_span = block.span("allow");
  authority.recorded = expressions.compile(block.find("recorded"), ValueKind::person, "recorded", scope("recorded"));
  authority.recorded_text = block.text("recorded");
  authority.recorded_span = block.span("recorded");
  authority.recorded_at =
      expressions.compile(block.find("recorded_at"), ValueKind::timestamp, "recorded_at", scope("recorded_at"));
  if (block.wrote("recorded_at") && !block.wrote("recorded")) {
    block.diagnostics().add(Code::pack_key_misplaced, block.span("recorded_at"),
                            fmt::format("{} has 'recorded_at' without 'recorded'", block.noun()),
                            "say whom the audit judges: 'recorded' is an expression over item");
  }
  read_common(block, pack, authority);
  read_messages(block, pack, scope("message"), authority);
  lint_constant(block, "items", authority.items, false, Code::never_holds, "never applies");
  lint_constant(block, "allow", authority.allow, false, Code::never_holds, "refuses everybody");
  return authority;
}

Rule read_rule(const yaml::Node& node, PackScope& pack) {
  BlockReader block(node, Section::rules, pack.reading->diagnostics);
  auto& expressions = *pack.expressions;
  Rule rule;
  read_id(block, pack, rule);
  const auto subject = block.choice("for");
  if (subject) rule.subject = static_cast<SubjectKind>(*subject);
  rule.over_backlog = block.choice("over") == 1;
  if (subject && rule.subject != SubjectKind::item && block.wrote("over")) {
    block.diagnostics().add(
        Code::pack_key_misplaced, block.span("over"),
        fmt::format("{} is for {}: 'over' chooses between items", block.noun(), subject_kind_name(rule.subject)),
        "leave it out");
  }
  for (const auto* action : block.names("gates")) {
    rule.gates.push_back(action->text);
    pack.reading->gated_actions.push_back({action->text, action->span});
  }
  rule.require_text = block.text("require");
  rule.require_span = block.span("require");
  read_common(block, pack, rule);
  if (!subject) {
    parse_expressions(block, Section::rules, pack);
    return rule;
  }

  const auto scope = slots_of(Section::rules, "require", rule.subject);
  rule.where = expressions.condition(block.find("where"), "where", scope);
  rule.require = expressions.condition(block.find("require"), "require", scope);
  read_messages(block, pack, scope, rule);
  rule.reads_sprint = rule.subject == SubjectKind::sprint || reads_sprint(rule.where) || reads_sprint(rule.require) ||
                      reads_sprint(rule.message) || reads_sprint(rule.remedy);
  lint_constant(block, "where", rule.where, false, Code::never_holds, "never applies");
  lint_constant(block, "require", rule.require, true, Code::always_holds, "never fails");
  return rule;
}

Limit read_limit(const yaml::Node& node, PackScope& pack) {
  BlockReader block(node, Section::limits, pack.reading->diagnostics);
  auto& expressions = *pack.expressions;
  Limit limit;
  read_id(block, pack, limit);
  limit.sum_text = block.text("sum");
  limit.sum_span = block.span("sum");
  limit.at_most_text = block.text("at_most");
  limit.at_least_text = block.text("at_least");
  read_common(block, pack, limit);
  const auto subject = block.choice("for");
  if (!subject) {
    parse_expressions(block, Section::limits, pack);
  } else {
    limit.subject = static_cast<SubjectKind>(*subject);
    const auto scope = slots_of(Section::limits, "where", limit.subject);
    const auto items_scope = slots_of(Section::limits, "items", limit.subject);
    limit.where = expressions.condition(block.find("where"), "where", scope);
    limit.items = expressions.condition(block.find("items"), "items", items_scope);
    limit.sum = expressions.compile(block.find("sum"), ValueKind::number, "sum", items_scope);
    limit.at_most = expressions.compile(block.find("at_most"), ValueKind::number, "at_most", scope);
    limit.at_least = expressions.compile(block.find("at_least"), ValueKind::number, "at_least", scope);
    read_messages(block, pack, scope, limit);
    lint_constant(block, "where", limit.where, false, Code::never_holds, "never applies");
  }
  check_bounds(block, limit);
  return limit;
}

}  // namespace sprintd::ruleset
