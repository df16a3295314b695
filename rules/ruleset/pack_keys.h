// The keys that a pack and its tests may have, mapping by mapping: the one table behind reading, messages, schema and
// reference.
//
// Neighbours: pack_keys.def and test_keys.def have the rows; BlockReader (block_reader.h) reads mappings by it.
// Constant data.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sprintd::ruleset {

// A mapping with keys of its own: of a pack, from `test` on of a file of tests, from `sign_off_file` on of a list of
// sign-offs.
enum class Section : std::uint8_t {
  root,
  source,
  authority,
  rules,
  limits,
  waivers,
  effective,
  imports,
  parameter,  // one of the values under `parameters`, written as a mapping
  overrides,
  test,
  cases,
  findings,
  unnoticed,
  test_may,
  sign_off_file,
  sign_offs,
};
constexpr std::size_t kSections = 17;
// As messages say it: "a rule", "a pack", "'effective'".
std::string_view section_noun(Section section);

enum class ValueKind : std::uint8_t {
  version,
  id,             // of a pack or a declaration: [a-z0-9-]+
  name,           // of an action: [a-z0-9_-]+
  names,          // a list of such names
  texts,          // a list of texts
  clause,         // id of a clause, or pack/id
  pack_version,   // 1.2
  pack_versions,  // >=1.2 <2
  constant,       // a scalar or a list
  rule_name,      // pack/id or id
  text,           // for people
  date,           // 2026-03-02, a day of the organisation, or an RFC 3339 instant
  choice,         // one of the row's choices
  count,          // a whole number from 1
  condition,      // an expression: bool
  number,         // an expression: int or double
  person,         // an expression: a person
  timestamp,      // an expression: a timestamp
  template_text,  // text with ${expressions}
  list,           // of mappings of the section of the same name
  free_mapping,   // names of the author's to scalars (define: also lists)
  source,         // mapping of that section
  effective,      // mapping of that section
  test_may,       // mapping of that section
  document,       // a file's name, or a backlog document
  any,
};
bool is_expression(ValueKind kind);

enum class Presence : std::uint8_t { required, optional, later };

struct PackKey {
  Section section;
  std::string_view name;
  ValueKind value;
  Presence presence;
  std::string_view choices;  // "error|warning|note"
  std::string_view doc;
};

std::span<const PackKey> pack_keys();                 // all, section by section
std::span<const PackKey> pack_keys(Section section);  // in the order in which they are documented
const PackKey* find_key(Section section, std::string_view name);
std::vector<std::string_view> choices_of(const PackKey& key);
// The mapping that a key's value is, or that the elements of its list are; nothing for other values. The values of the
// author's own names under `parameters` are Section::parameter.
std::optional<Section> section_under(const PackKey& key);

}  // namespace sprintd::ruleset
