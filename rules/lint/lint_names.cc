// Names that people will take for another.

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <string>

#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

std::string without_hyphens(std::string name) {
  std::erase_if(name, [](char c) { return c == '-' || c == '_'; });
  return name;
}

void lint_ids(const Packs& packs, Diagnostics& found) {
  std::map<std::string, const Block*> seen;
  for (const auto& block : packs.blocks()) {
    const auto [first, is_new] = seen.emplace(without_hyphens(block.declaration->id), &block);
    if (is_new) continue;
    const auto& other = *first->second;
    const bool same = other.declaration->id == block.declaration->id;
    auto& fault = same ? found.add(Code::ambiguous_id, block.declaration->span,
                                   fmt::format("two packs have a declaration '{}'", block.declaration->id),
                                   "it must be called by its whole name, with the pack before it")
                       : found.add(Code::similar_ids, block.declaration->span,
                                   fmt::format("'{}' and '{}' differ in nothing but hyphens", block.declaration->id,
                                               other.declaration->id));
    fault.notes.push_back({other.declaration->span, "the other one"});
  }
}

// One letter more, less or other, or two letters exchanged.
bool nearly_equal(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  const auto start = static_cast<std::size_t>(std::ranges::mismatch(a, b).in1 - a.begin());
  const auto rest_a = a.substr(start);
  const auto rest_b = b.substr(start);
  if (rest_a.size() < rest_b.size()) return rest_a == rest_b.substr(1);
  if (rest_a.empty() || rest_a.substr(1) == rest_b.substr(1)) return true;
  return rest_a.size() > 1 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] && rest_a.substr(2) == rest_b.substr(2);
}

void lint_actions(const Packs& packs, Diagnostics& found) {
  constexpr std::size_t kShortest = 4;
  std::map<std::string, const yaml::Node*> seen;
  for (const auto& block : packs.blocks()) {
    if (block.authority == nullptr) continue;
    const auto* action = block.find("action");
    const auto [place, is_new] = seen.emplace(action->text, action);
    if (!is_new || action->text.size() < kShortest) continue;
    const auto near = std::ranges::find_if(seen, [&](const auto& entry) {
      return entry.first != action->text && entry.first.size() >= kShortest &&
             (nearly_equal(entry.first, action->text) || without_hyphens(entry.first) == without_hyphens(action->text));
    });
    if (near == seen.end()) continue;
    auto& fault =
        found.add(Code::similar_actions, action->span,
                  fmt::format("the actions '{}' and '{}' are nearly the same word", action->text, near->first),
                  "if they are one action, give it one name");
    fault.notes.push_back({near->second->span, "the other one"});
  }
}

void lint_definitions(const Packs& packs, Diagnostics& found) {
  for (std::uint32_t pack = 0; pack < packs.rules().packs.size(); ++pack) {
    const auto* define = packs.root(pack, "define");
    if (define == nullptr) continue;
    for (const auto& [key, value] : define->entries) {
      const auto name = key.text.substr(0, key.text.find('('));
      for (std::size_t i = 0; i < packs.schema().size(); ++i) {
        const auto type = static_cast<lang::EntityType>(i);
        if (packs.schema().field(type, name) == nullptr) continue;
        found.add(Code::definition_like_field, key.span,
                  fmt::format("'{}' is a field of {}, too", name, packs.schema().entity(type).name),
                  "readers will take one for the other: choose another name");
        break;
      }
    }
  }
}

}  // namespace

void lint_names(const Packs& packs, Diagnostics& found) {
  lint_ids(packs, found);
  lint_actions(packs, found);
  lint_definitions(packs, found);
}

}  // namespace sprintd::lint
