#include "rules/ruleset/cross_checks.h"

#include <fmt/format.h>
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

void check_mentions(Reading& reading) {
  if (!reading.all_readable) return;
  check_known(reading.gated_actions, reading.known_actions, Code::pack_gate_unknown, "no authority decides about",
              "there is no authority in the packs loaded", reading.diagnostics);
  check_known(reading.waived, reading.declared, Code::pack_waiver_unknown, "there is no rule, authority or limit",
              "the packs loaded declare nothing", reading.diagnostics);
}

}  // namespace sprintd::ruleset
