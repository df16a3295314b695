#include "rules/ruleset/cross_checks.h"

#include <cstddef>
#include <fmt/format.h>
#include <map>
#include <string_view>

#include "rules/base/suggest.h"

namespace sprintd::ruleset {
namespace {

void check_known(const std::vector<Mention>& mentions, const std::set<std::string>& known, Code code,
                 std::string_view what, std::string_view without_any, Diagnostics& diagnostics) {
  const std::vector<std::string_view> candidates(known.begin(), known.end());
  for (const auto& mention : mentions) {
    if (known.contains(mention.name)) continue;
    const auto near = suggest(mention.name, candidates);
    auto hint = near ? fmt::format("did you mean '{}'?", *near) : std::string(known.empty() ? without_any : "");
    diagnostics.add(code, mention.span, fmt::format("{} '{}'", what, mention.name), std::move(hint));
  }
}

}  // namespace

void check_pack_ids(const std::vector<Document>& documents, Diagnostics& diagnostics) {
  for (std::size_t i = 1; i < documents.size(); ++i) {
    const auto& document = documents[i];
    const auto& before = documents[i - 1];
    if (document.id.empty() || document.id != before.id) continue;
    auto& fault =
        diagnostics.add(Code::pack_repeated, document.id_span, fmt::format("two packs have the id '{}'", document.id));
    fault.notes.push_back({before.id_span, "the other one"});
  }
}

void check_replacements(Reading& reading) {
  std::map<std::string_view, const Declaration*> replacing;
  const auto note = [&](const auto& declarations) {
    for (const auto& declaration : declarations) {
      if (!declaration.replaces.empty()) replacing[declaration.qualified_id] = &declaration;
    }
  };
  note(reading.rules.authorities);
  note(reading.rules.rules);
  note(reading.rules.limits);
  for (const auto& [id, first] : replacing) {
    // Each circle is told once, from the first of it by id.
    bool is_first = true;
    const Declaration* at = first;
    for (std::size_t steps = 0; at != nullptr && steps < replacing.size(); ++steps) {
      is_first = is_first && at->qualified_id >= id;
      if (at->replaces == id) break;
      const auto next = replacing.find(at->replaces);
      at = next == replacing.end() ? nullptr : next->second;
    }
    if (at == nullptr || at->replaces != id || !is_first) continue;
    auto& fault = reading.diagnostics.add(
        Code::pack_replaces_itself, first->replaces_span,
        at == first ? fmt::format("'{}' replaces itself", id) : fmt::format("'{}' is replaced in turn", id),
        "only one of them can be in force: let that one replace the others");
    if (at != first) fault.notes.push_back({at->replaces_span, fmt::format("by '{}'", at->qualified_id)});
  }
}

void check_mentions(Reading& reading) {
  if (!reading.all_readable) return;
  check_known(reading.gated_actions, reading.known_actions, Code::pack_gate_unknown, "no authority decides about",
              "there is no authority in the packs loaded", reading.diagnostics);
  check_known(reading.waived, reading.declared, Code::pack_waiver_unknown, "there is no rule, authority or limit",
              "the packs loaded declare nothing", reading.diagnostics);
  check_known(reading.replaced, reading.declared, Code::pack_replaced_unknown, "there is no rule, authority or limit",
              "the packs loaded declare nothing", reading.diagnostics);
}

}  // namespace sprintd::ruleset
