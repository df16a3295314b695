#include "daemon/app/masked_members.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>
#include <string_view>

#include "rules/backlog/fields.h"
#include "rules/base/suggest.h"

namespace sprintd::app {
namespace {

constexpr std::string_view kOfItems = "fields.";

// Members of records (docs/decision-log.md) that are no fields of backlogs.
constexpr std::array<std::string_view, 8> kOfRecords = {"person", "item",    "action",  "message",
                                                        "rule",   "verdict", "subject", "trace"};

// Without these no document can be read, and no question asked again.
constexpr std::array<std::string_view, 2> kNeeded = {"id", "schema"};

std::set<std::string_view> known_members() {
  std::set<std::string_view> known(kOfRecords.begin(), kOfRecords.end());
  for (std::size_t i = 0; i < backlog::kEntityKinds; ++i) {
    for (const auto& field : backlog::fields_of(static_cast<backlog::EntityKind>(i))) {
      if (field.origin == backlog::FieldOrigin::written) known.insert(field.name);
    }
  }
  return known;
}

}  // namespace

std::optional<std::string> fault_in_mask(const std::vector<std::string>& names) {
  const auto known = known_members();
  for (const auto& name : names) {
    if (name.starts_with(kOfItems) && name.size() > kOfItems.size()) continue;
    if (std::ranges::find(kNeeded, name) != kNeeded.end()) {
      return fmt::format("decision_log.mask: without '{}' no backlog could be read again", name);
    }
    if (known.contains(name)) continue;
    const std::vector<std::string_view> candidates(known.begin(), known.end());
    const auto nearest = suggest(name, candidates);
    return fmt::format("decision_log.mask: neither backlogs nor records have '{}'{}", name,
                       nearest ? fmt::format("; did you mean '{}'?", *nearest)
                               : fmt::format("; a field that packs declare is fields.{}", name));
  }
  return std::nullopt;
}

std::vector<std::string> masked_members(const std::vector<std::string>& names) {
  std::vector<std::string> members;
  for (const auto& name : names) {
    members.push_back(name.starts_with(kOfItems) ? name.substr(kOfItems.size()) : name);
  }
  return members;
}

}  // namespace sprintd::app
