// Which variables an expression of a pack may read, by the place it stands in.
//
// Neighbours: rule_set.h has the slots, Expressions (expressions.h) compiles in these scopes. Borrows the Schema;
// immutable once made.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/environment.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/ruleset/rule_set.h"

namespace sprintd::ruleset {

std::string_view slot_name(Slot slot);
// The variable that holds a subject: `sprint` for a sprint, `org` for the organisation.
Slot slot_of(SubjectKind kind);

using Slots = std::vector<Slot>;
// What the expression or message under a key of a rule, authority or limit may read beside sprint, org and now.
// `subject`: of rules and limits.
Slots slots_of(Section section, std::string_view key, SubjectKind subject = SubjectKind::item);

class Scopes {
 public:
  explicit Scopes(const lang::Schema& schema);

  // sprint, org, now, and these; definitions as their `scope` sees them.
  [[nodiscard]] lang::Environment with(const Slots& more, const lang::Definitions& definitions,
                                       std::uint32_t scope = 0) const;
  // The type of the variable; nothing when the schema has no such entity.
  [[nodiscard]] const std::optional<lang::Type>& type_of(Slot slot) const { return types_[slot_index(slot)]; }
  [[nodiscard]] const lang::Schema& schema() const { return *schema_; }

 private:
  const lang::Schema* schema_;
  std::array<std::optional<lang::Type>, kSlots> types_;
};

}  // namespace sprintd::ruleset
