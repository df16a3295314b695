#include "rules/editor/known_ids.h"

#include <array>
#include <string_view>
#include <utility>

namespace sprintd::editor {
namespace {

using backlog::EntityKind;

constexpr auto kLists = std::to_array<std::pair<std::string_view, EntityKind>>({{"items", EntityKind::item},
                                                                                {"sprints", EntityKind::sprint},
                                                                                {"people", EntityKind::person},
                                                                                {"teams", EntityKind::team},
                                                                                {"projects", EntityKind::project}});

void add_one(const yaml::Node& node, EntityKind kind, std::vector<KnownId>& ids) {
  const auto* id = node.find("id");
  if (id == nullptr || !id->is_scalar() || id->text.empty()) return;
  const auto* name = node.find("name") != nullptr ? node.find("name") : node.find("title");
  ids.push_back({kind, id->text, name != nullptr && name->is_scalar() ? name->text : std::string()});
}

}  // namespace

void add_known_ids(const yaml::Node& document, std::vector<KnownId>& ids) {
  for (const auto& [key, kind] : kLists) {
    if (const auto* list = document.find(key)) {
      for (const auto& node : list->items) add_one(node, kind, ids);
    }
  }
  if (const auto* sprint = document.find("sprint")) add_one(*sprint, EntityKind::sprint, ids);
  if (const auto* organisation = document.find("organisation"); organisation != nullptr && organisation->is_mapping()) {
    add_known_ids(*organisation, ids);
  }
}

}  // namespace sprintd::editor
