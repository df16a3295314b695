// The rules in force, as a list and one by one: what `sprintctl rules` and `sprintctl explain RULE` say.

#include <algorithm>
#include <fmt/format.h>
#include <span>

#include "rules/json/writer.h"
#include "rules/report/json_parts.h"
#include "rules/report/text_parts.h"
#include "rules/ruleset/expression_source.h"

namespace sprintd::report {
namespace {

using ruleset::Declaration;

// What a declaration is, in the words of the pack.
struct Described {
  const Declaration* declaration;
  std::string_view kind;                                        // "rule"
  std::string_view subject;                                     // what it is for; empty for an authority
  std::string_view action;                                      // of an authority
  std::vector<std::pair<std::string_view, std::string>> lines;  // "require" and its text
};

void add_line(Described& to, std::string_view key, std::string_view text) {
  if (!text.empty()) to.lines.emplace_back(key, std::string(text));
}

Described describe(const ruleset::Rule& rule, const Sources& sources) {
  Described to{&rule, "rule", ruleset::subject_kind_name(rule.subject), {}, {}};
  add_line(to, "where", ruleset::expression_source(rule.where, sources));
  add_line(to, "require", rule.require_text);
  add_line(to, "gates", fmt::format("{}", fmt::join(rule.gates, ", ")));
  return to;
}

Described describe(const ruleset::Authority& authority, const Sources& sources) {
  Described to{&authority, "authority", {}, authority.action, {}};
  add_line(to, "items", ruleset::expression_source(authority.items, sources));
  add_line(to, "allow", authority.allow_text);
  add_line(to, "recorded", authority.recorded_text);
  return to;
}

Described describe(const ruleset::Limit& limit, const Sources& sources) {
  Described to{&limit, "limit", ruleset::subject_kind_name(limit.subject), {}, {}};
  add_line(to, "where", ruleset::expression_source(limit.where, sources));
  add_line(to, "items", ruleset::expression_source(limit.items, sources));
  add_line(to, "sum", limit.sum_text);
  add_line(to, "at_most", limit.at_most_text);
  add_line(to, "at_least", limit.at_least_text);
  return to;
}

std::vector<Described> all_of(const ruleset::RuleSet& rules) {
  std::vector<Described> all;
  for (const auto& rule : rules.rules) all.push_back(describe(rule, rules.sources));
  for (const auto& authority : rules.authorities) all.push_back(describe(authority, rules.sources));
  for (const auto& limit : rules.limits) all.push_back(describe(limit, rules.sources));
  std::ranges::sort(all, {}, [](const Described& d) { return std::string_view(d.declaration->qualified_id); });
  return all;
}

void write_json(json::Writer& json, const ruleset::RuleSet& rules, const Described& described, PlaceFinder& places) {
  const auto& declaration = *described.declaration;
  json.begin_object();
  json.member("rule", std::string_view(declaration.qualified_id));
  json.member("kind", described.kind);
  json.member("pack", std::string_view(rules.packs[declaration.pack].id));
  if (!described.subject.empty()) json.member("for", described.subject);
  if (!described.action.empty()) json.member("action", described.action);
  json.member("severity", severity_name(declaration.severity));
  json.member("if_unknown", severity_name(declaration.if_unknown));
  json.key("place");
  write_place(json, declaration.span, places);
  json.key("clause");
  if (const auto* clause = rules.clause_of(declaration)) {
    json.begin_object();
    json.member("id", std::string_view(clause->id));
    json.member("text", std::string_view(clause->text));
    json.end_object();
  } else {
    json.null();
  }
  json.key("effective").begin_object();
  if (!declaration.effective.from.empty()) json.member("from", std::string_view(declaration.effective.from));
  if (!declaration.effective.until.empty()) json.member("until", std::string_view(declaration.effective.until));
  json.end_object();
  for (const auto& [key, text] : described.lines) json.member(key, std::string_view(text));
  json.end_object();
}

std::string what_it_is(const Described& described) {
  if (!described.action.empty()) return fmt::format("authority to {}", described.action);
  return fmt::format("{} for each {}", described.kind, described.subject);
}

void put_list_entry(Page& page, const ruleset::RuleSet& rules, const Described& described) {
  const auto& declaration = *described.declaration;
  const auto sign = sign_of(declaration.severity);
  page.line(0, 2).put_whole(sign.text, sign.ink).put(" ").put_whole(declaration.qualified_id, Ink::strong);
  page.put_right(what_it_is(described), Ink::faint).end();
  put_clause(page, rules, declaration, 2);
}

std::string waiver_terms(const ruleset::Declaration& declaration) {
  std::vector<std::string> terms;
  if (!declaration.waivable_by.empty()) terms.push_back(fmt::format("by the {}", declaration.waivable_by));
  if (declaration.waiver_budget) terms.push_back(fmt::format("at most {} at once", *declaration.waiver_budget));
  return fmt::format("{}", fmt::join(terms, ", "));
}

void put_examples(Page& page, std::span<const RuleExample> examples) {
  if (examples.empty()) return;
  page.blank_line();
  page.line(2, 2).put("What its tests expect", Ink::faint).end();
  for (const auto& example : examples) {
    const auto sign = sign_of(example.verdict);
    page.line(2, 4).put_whole(sign.text, sign.ink).put(" ").put(example.what);
    if (!example.message.empty()) page.put(fmt::format(" — “{}”", example.message), Ink::faint);
    page.end();
  }
}

void put_page(Page& page, const ruleset::RuleSet& rules, const Described& described, PlaceFinder& places) {
  const auto& declaration = *described.declaration;
  const auto sign = sign_of(declaration.severity);
  page.line(0, 2).put_whole(sign.text, sign.ink).put(" ").put_whole(declaration.qualified_id, Ink::strong);
  page.put(fmt::format("  {}, {}", what_it_is(described), severity_name(declaration.severity))).end();
  put_clause(page, rules, declaration, 2);
  page.blank_line();
  constexpr int kTextColumn = 12;
  const auto row = [&](std::string_view key, std::string_view text) {
    if (text.empty()) return;
    page.line(2, kTextColumn).put_whole(key, Ink::faint).pad_to(kTextColumn).put(text).end();
  };
  for (const auto& [key, text] : described.lines) row(key, text);
  row("unknown", fmt::format("counts as {}", severity_name(declaration.if_unknown)));
  row("from", declaration.effective.from);
  row("until", declaration.effective.until);
  if (declaration.topic != declaration.id) row("topic", declaration.topic);
  row("replaces", declaration.replaces);
  row("waivers", waiver_terms(declaration));
  for (const auto& change : declaration.overrides) {
    row("changed",
        fmt::format("by {}: {} ({})", rules.packs[change.pack].id, change.reason, fmt::join(change.keys, ", ")));
  }
  const auto& pack = rules.packs[declaration.pack];
  row("pack", pack.title.empty() ? pack.id : fmt::format("{} ({})", pack.title, pack.id));
  row("source", fmt::format("{} {}", pack.source_document, pack.source_revision));
  if (declaration.span.known()) {
    const auto place = places.find(declaration.span);
    row("place", fmt::format("{}:{}:{}", rules.sources.name(declaration.span.file), place.line, place.column));
  }
}

}  // namespace

std::string write_rules(const ruleset::RuleSet& rules, Format format, const Style& style) {
  std::string out;
  PlaceFinder places(rules.sources);
  const auto all = all_of(rules);
  if (format == Format::json) {
    json::Writer json(out);
    json.begin_object();
    json.member("schema", "sprintd.rules/v1");
    write_packs(json, rules);
    json.key("rules").begin_array();
    for (const auto& described : all) write_json(json, rules, described, places);
    json.end_array();
    json.end_object();
    out += '\n';
    return out;
  }
  Page page(out, style);
  for (const auto& described : all) put_list_entry(page, rules, described);
  if (!all.empty()) page.blank_line();
  page.line().put(fmt::format("{} in {}", counted(all.size(), "rule"), counted(rules.packs.size(), "pack"))).end();
  return out;
}

std::string write_rule(const ruleset::RuleSet& rules, const Declaration& rule, Format format, const Style& style,
                       std::span<const RuleExample> examples) {
  std::string out;
  PlaceFinder places(rules.sources);
  const auto all = all_of(rules);
  const auto described = std::ranges::find(all, &rule, &Described::declaration);
  if (described == all.end()) return out;
  if (format == Format::json) {
    json::Writer json(out);
    json.begin_object();
    json.member("schema", "sprintd.rule/v1");
    write_packs(json, rules);
    json.key("rule");
    write_json(json, rules, *described, places);
    json.key("examples").begin_array();
    for (const auto& example : examples) {
      json.begin_object().member("verdict", outcome::verdict_name(example.verdict));
      json.member("case", std::string_view(example.what)).member("message", std::string_view(example.message));
      json.end_object();
    }
    json.end_array();
    json.end_object();
    out += '\n';
    return out;
  }
  Page page(out, style);
  put_page(page, rules, *described, places);
  put_examples(page, examples);
  return out;
}

}  // namespace sprintd::report
