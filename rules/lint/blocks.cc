#include "rules/lint/blocks.h"

#include <algorithm>
#include <fmt/format.h>

namespace sprintd::lint {
namespace {

using ruleset::Section;

constexpr std::string_view key_of(Section section) {
  if (section == Section::authority) return "authority";
  return section == Section::rules ? "rules" : "limits";
}

template <typename List>
const typename List::value_type* find(const List& list, std::uint32_t pack, std::string_view id) {
  const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.pack == pack && one.id == id; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::string Block::noun() const {
  auto noun = ruleset::section_noun(section);
  noun.remove_prefix(noun.find(' ') + 1);
  return fmt::format("{} '{}'", noun, declaration->id);
}

Packs::Packs(const ruleset::RuleSet& rules, const ruleset::Written& written, const lang::Schema& schema, Instant as_of)
    : rules_(&rules), written_(&written), schema_(&schema), as_of_(as_of) {
  for (std::uint32_t pack = 0; pack < written.documents.size(); ++pack) {
    for (const auto section : {Section::authority, Section::rules, Section::limits}) add(pack, section);
  }
}

void Packs::add(std::uint32_t pack, Section section) {
  const auto* list = root(pack, key_of(section));
  if (list == nullptr) return;
  for (const auto& node : list->items) {
    const auto* id = node.find("id");
    if (id == nullptr) continue;
    Block block{.section = section, .node = &node, .pack = pack, .declaration = nullptr};
    if (section == Section::authority) {
      block.declaration = block.authority = find(rules_->authorities, pack, id->text);
    } else if (section == Section::rules) {
      block.declaration = block.rule = find(rules_->rules, pack, id->text);
    } else {
      block.declaration = block.limit = find(rules_->limits, pack, id->text);
    }
    if (block.declaration != nullptr) blocks_.push_back(block);
  }
}

const yaml::Node* Packs::root(std::uint32_t pack, std::string_view key) const {
  return written_->documents[pack].root.find(key);
}

const lang::Node* Packs::tree(const yaml::Node* scalar) const {
  if (scalar == nullptr) return nullptr;
  const auto* expression = written_->trees.find(*scalar);
  return expression == nullptr ? nullptr : expression->tree.get();
}

}  // namespace sprintd::lint
