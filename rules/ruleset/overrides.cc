#include "rules/ruleset/overrides.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/declarations.h"

namespace sprintd::ruleset {
namespace {

constexpr auto kLists = std::to_array<std::pair<std::string_view, Section>>(
    {{"authority", Section::authority}, {"rules", Section::rules}, {"limits", Section::limits}});
// Keys of the override itself.
constexpr auto kOwn = std::to_array<std::string_view>({"rule", "reason", "off"});

struct Target {
  std::uint32_t pack = 0;
  Section section = Section::rules;
  yaml::Node* list = nullptr;
  std::size_t index = 0;
  [[nodiscard]] yaml::Node& node() const { return list->items[index]; }
};

yaml::Node* find_value(yaml::Node& mapping, std::string_view key) {
  const auto entry = std::ranges::find_if(mapping.entries, [&](const yaml::Entry& one) { return one.key.text == key; });
  return entry == mapping.entries.end() ? nullptr : &entry->value;
}

class OverrideReader {
 public:
  OverrideReader(std::vector<Document>& documents, const Imports& imports, Reading& reading)
      : documents_(&documents), imports_(&imports), reading_(&reading) {}

  void read(std::uint32_t pack) {
    const auto* list = (*documents_)[pack].root.find("overrides");
    if (list == nullptr || !list->is_sequence()) return;
    for (const auto& block : list->items) read_override(pack, block);
  }

 private:
  void read_override(std::uint32_t pack, const yaml::Node& node) {
    BlockReader block(node, Section::overrides, reading_->diagnostics);
    const auto name = block.text("rule");
    if (name.empty()) return;
    const auto target = find(pack, name, block.span("rule"));
    if (!target) return;
    const auto id =
        fmt::format("{}/{}", reading_->rules.packs[target->pack].id, find_value(target->node(), "id")->text);
    Override entry{.pack = pack, .reason = block.text("reason"), .keys = {}, .span = block.span("rule")};
    auto& before = reading_->overrides[id];
    if (!may_change(pack, id, before, entry.span)) return;
    if (block.wrote("off")) {
      if (!block.choice("off")) return;
      target->list->items.erase(target->list->items.begin() + static_cast<std::ptrdiff_t>(target->index));
      reading_->declared.insert(id);
      entry.keys.emplace_back("off");
      before.push_back(std::move(entry));
      return;
    }
    entry.keys = lay_over(target->node(), node, target->section);
    if (entry.keys.empty()) {
      reading_->diagnostics.add(Code::pack_override_unknown, entry.span,
                                fmt::format("the override of '{}' changes nothing", id),
                                "say what is different: severity, require, effective, ..., or off: true");
    }
    before.push_back(std::move(entry));
  }

  // The values of the keys that the declaration can have; others are told.
  std::vector<std::string> lay_over(yaml::Node& declaration, const yaml::Node& changes, Section section) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : changes.entries) {
      if (std::ranges::find(kOwn, std::string_view(key.text)) != kOwn.end()) continue;
      if (find_key(Section::overrides, key.text) == nullptr) continue;  // told by its BlockReader
      if (find_key(section, key.text) == nullptr) {
        reading_->diagnostics.add(Code::pack_key_misplaced, key.span,
                                  fmt::format("{} has no '{}' to change", section_noun(section), key.text),
                                  std::string(find_key(Section::overrides, key.text)->doc));
        continue;
      }
      keys.push_back(key.text);
      if (auto* old = find_value(declaration, key.text)) {
        *old = value;
      } else {
        declaration.entries.push_back({key, value});
      }
    }
    return keys;
  }

  // One of two that do not know of each other would win by chance.
  bool may_change(std::uint32_t pack, std::string_view id, const std::vector<Override>& before, Span span) {
    const auto other = std::ranges::find_if(
        before, [&](const Override& one) { return one.pack == pack || !imports_->reaches(pack, one.pack); });
    if (other == before.end()) return true;
    auto& fault =
        reading_->diagnostics.add(Code::pack_override_twice, span, fmt::format("'{}' is changed twice", id),
                                  other->pack == pack ? "write one override with all that is different"
                                                      : "let one pack import the other: its word comes after");
    fault.notes.push_back({other->span, "changed here"});
    return false;
  }

  std::optional<Target> find(std::uint32_t pack, const std::string& name, Span span) {
    const auto slash = name.find('/');
    std::vector<Target> found;
    std::vector<std::string> candidates;
    for (std::uint32_t i = 0; i < documents_->size(); ++i) {
      if (!imports_->reaches(pack, i)) continue;
      const auto& id = reading_->rules.packs[i].id;
      for (const auto& target : declarations_of(i)) {
        const auto& own = find_value(target.node(), "id")->text;
        candidates.push_back(slash == std::string::npos ? own : fmt::format("{}/{}", id, own));
        if (candidates.back() == name) found.push_back(target);
      }
    }
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      reading_->diagnostics.add(Code::pack_override_unknown, span,
                                fmt::format("more than one imported pack has '{}'", name),
                                fmt::format("write {}/{}", reading_->rules.packs[found.front().pack].id, name));
    } else if (reading_->all_readable) {
      const std::vector<std::string_view> views(candidates.begin(), candidates.end());
      const auto near = suggest(name, views);
      reading_->diagnostics.add(
          Code::pack_override_unknown, span, fmt::format("no imported pack has a rule, authority or limit '{}'", name),
          near ? fmt::format("did you mean '{}'?", *near)
               : (candidates.empty() ? std::string("name the pack under 'imports'") : std::string()));
    }
    return std::nullopt;
  }

  std::vector<Target> declarations_of(std::uint32_t pack) {
    std::vector<Target> targets;
    for (const auto& [key, section] : kLists) {
      auto* list = find_value((*documents_)[pack].root, key);
      if (list == nullptr) continue;
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        const auto* id = list->items[i].find("id");
        if (id != nullptr && id->is_scalar()) targets.push_back({pack, section, list, i});
      }
    }
    return targets;
  }

  std::vector<Document>* documents_;
  const Imports* imports_;
  Reading* reading_;
};

}  // namespace

void lay_overrides(std::vector<Document>& documents, const Imports& imports, Reading& reading) {
  OverrideReader reader(documents, imports, reading);
  for (const auto pack : imports.order) reader.read(pack);
}

}  // namespace sprintd::ruleset
