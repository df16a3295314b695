#include "rules/ruleset/pack_keys.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace sprintd::ruleset {
namespace {

constexpr auto kKeys = std::to_array<PackKey>({
#define X(section, key, value, presence, choices, doc) \
  {Section::section, #key, ValueKind::value, Presence::presence, choices, doc},
// Section by section, in the order of Section.
// clang-format off
#include "rules/ruleset/pack_keys.def"
#include "rules/ruleset/test_keys.def"
#include "rules/ruleset/sign_off_keys.def"
// clang-format on
#undef X
});

}  // namespace

std::string_view section_noun(Section section) {
  switch (section) {
    case Section::root:
      return "a pack";
    case Section::source:
      return "'source'";
    case Section::sign_off_file:
      return "a list of sign-offs";
    case Section::sign_offs:
      return "a sign-off";
    case Section::imports:
      return "an import";
    case Section::parameter:
      return "a parameter";
    case Section::overrides:
      return "an override";
    case Section::authority:
      return "an authority";
    case Section::rules:
      return "a rule";
    case Section::limits:
      return "a limit";
    case Section::waivers:
      return "a waiver";
    case Section::effective:
      return "'effective'";
    case Section::test:
      return "a file of tests";
    case Section::cases:
      return "a case";
    case Section::findings:
      return "a finding";
    case Section::unnoticed:
      return "an explanation";
    case Section::test_may:
      return "'may'";
  }
  return "a mapping";
}

bool is_expression(ValueKind kind) {
  return kind == ValueKind::condition || kind == ValueKind::number || kind == ValueKind::person ||
         kind == ValueKind::timestamp;
}

std::span<const PackKey> pack_keys() { return kKeys; }

std::span<const PackKey> pack_keys(Section section) {
  const auto rows = std::ranges::equal_range(kKeys, section, {}, &PackKey::section);
  return {rows.begin(), rows.end()};
}

const PackKey* find_key(Section section, std::string_view name) {
  const auto rows = pack_keys(section);
  const auto row = std::ranges::find(rows, name, &PackKey::name);
  return row == rows.end() ? nullptr : &*row;
}

std::vector<std::string_view> choices_of(const PackKey& key) {
  std::vector<std::string_view> choices;
  for (auto rest = key.choices; !rest.empty();) {
    const auto bar = std::min(rest.find('|'), rest.size());
    choices.push_back(rest.substr(0, bar));
    rest.remove_prefix(std::min(bar + 1, rest.size()));
  }
  return choices;
}

std::optional<Section> section_under(const PackKey& key) {
  constexpr std::pair<std::string_view, Section> kLists[] = {
      {"authority", Section::authority}, {"rules", Section::rules},       {"limits", Section::limits},
      {"waivers", Section::waivers},     {"imports", Section::imports},   {"overrides", Section::overrides},
      {"cases", Section::cases},         {"findings", Section::findings}, {"unnoticed", Section::unnoticed},
      {"sign_offs", Section::sign_offs},
  };
  switch (key.value) {
    case ValueKind::source:
      return Section::source;
    case ValueKind::effective:
      return Section::effective;
    case ValueKind::test_may:
      return Section::test_may;
    case ValueKind::list: {
      const auto* list = std::ranges::find(kLists, key.name, &std::pair<std::string_view, Section>::first);
      return list == std::end(kLists) ? std::nullopt : std::optional(list->second);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace sprintd::ruleset
