#include "rules/packtest/changes.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/backlog/fields.h"
#include "rules/base/suggest.h"

namespace sprintd::packtest {
namespace {

using backlog::EntityKind;

struct Found {
  EntityKind kind;
  yaml::Node* node;
  std::string_view id;
};

yaml::Node* find(yaml::Node& mapping, std::string_view key) {
  const auto entry =
      std::ranges::find(mapping.entries, key, [](const yaml::Entry& e) -> std::string_view { return e.key.text; });
  return entry == mapping.entries.end() ? nullptr : &entry->value;
}

// Everything with an id, and the organisation under its name.
class Things {
 public:
  explicit Things(std::span<Changed> documents) {
    for (auto& [root, is_organisation] : documents) {
      if (is_organisation) {
        add_organisation(root);
        continue;
      }
      add_list(root, "items", EntityKind::item);
      add_list(root, "sprints", EntityKind::sprint);
      if (auto* sprint = find(root, "sprint")) add(EntityKind::sprint, *sprint);
      if (auto* organisation = find(root, "organisation")) add_organisation(*organisation);
    }
  }

  // Reports where there is not exactly one.
  [[nodiscard]] const Found* the_one(const yaml::Node& id, Diagnostics& diagnostics) const {
    std::vector<const Found*> all;
    for (const auto& one : found_) {
      if (one.id == id.text) all.push_back(&one);
    }
    if (all.size() == 1) return all.front();
    if (all.empty()) {
      std::vector<std::string_view> ids;
      for (const auto& one : found_) ids.push_back(one.id);
      const auto near = suggest(id.text, ids);
      diagnostics.add(Code::test_subject_unknown, id.span, fmt::format("the backlog has no '{}'", id.text),
                      near ? fmt::format("did you mean '{}'?", *near) : "give the id of something that it has");
    } else {
      std::vector<std::string_view> kinds;
      for (const auto* one : all) kinds.push_back(backlog::entity_name(one->kind));
      diagnostics.add(Code::test_subject_unknown, id.span,
                      fmt::format("'{}' names more than one thing: {}", id.text, fmt::join(kinds, ", ")),
                      "give them different ids");
    }
    return nullptr;
  }

 private:
  void add(EntityKind kind, yaml::Node& node) {
    const auto* id = node.find("id");
    if (node.is_mapping() && id != nullptr && id->is_scalar()) found_.push_back({kind, &node, id->text});
  }
  void add_list(yaml::Node& mapping, std::string_view key, EntityKind kind) {
    auto* list = find(mapping, key);
    if (list == nullptr) return;
    for (auto& node : list->items) add(kind, node);
  }
  void add_organisation(yaml::Node& organisation) {
    found_.push_back({EntityKind::organisation, &organisation, "organisation"});
    add_list(organisation, "people", EntityKind::person);
    add_list(organisation, "teams", EntityKind::team);
    add_list(organisation, "projects", EntityKind::project);
  }

  std::vector<Found> found_;
};

// What documents write of this kind of thing.
std::vector<std::string_view> written_fields(EntityKind kind) {
  std::vector<std::string_view> names;
  for (const auto& field : backlog::fields_of(kind)) {
    if (field.origin == backlog::FieldOrigin::written) names.push_back(field.name);
  }
  return names;
}

void unset(const Found& thing, const yaml::Node& name, Diagnostics& diagnostics) {
  const auto fields = written_fields(thing.kind);
  if (std::ranges::find(fields, std::string_view(name.text)) != fields.end()) {
    std::erase_if(thing.node->entries, [&](const yaml::Entry& entry) { return entry.key.text == name.text; });
    return;
  }
  const auto near = suggest(name.text, fields);
  diagnostics.add(Code::test_field_unknown, name.span,
                  fmt::format("{} {} has no field '{}' that a document writes", backlog::entity_name(thing.kind),
                              thing.id, name.text),
                  near ? fmt::format("did you mean '{}'?", *near) : std::string());
}

}  // namespace

void apply_changes(const Case& the_case, std::span<Changed> documents, Diagnostics& diagnostics) {
  // Looked up anew for each change: what a change replaces is gone, and what it brings can be changed further.
  if (the_case.with != nullptr) {
    for (const auto& [id, fields] : the_case.with->entries) {
      const Things things(documents);
      const auto* thing = things.the_one(id, diagnostics);
      if (thing == nullptr) continue;
      for (const auto& entry : fields.entries) {
        auto* old = find(*thing->node, entry.key.text);
        if (old != nullptr) {
          *old = entry.value;
        } else {
          thing->node->entries.push_back(entry);
        }
      }
    }
  }
  if (the_case.unset == nullptr) return;
  for (const auto& [id, fields] : the_case.unset->entries) {
    const Things things(documents);
    const auto* thing = things.the_one(id, diagnostics);
    if (thing == nullptr) continue;
    for (const auto& name : fields.items) {
      if (name.is_scalar()) unset(*thing, name, diagnostics);
    }
  }
}

}  // namespace sprintd::packtest
