#include "rules/backlog/key_index.h"

namespace sprintd::backlog {

KeyIndex::KeyIndex(EntityKind kind) : fields_(fields_of(kind)), next_(fields_.size() + 1, kNone) {
  slots_.fill(kNone);
  for (std::uint16_t slot = 0; slot < fields_.size(); ++slot) {
    if (fields_[slot].origin != FieldOrigin::written) continue;
    auto at = hash(fields_[slot].name);
    while (slots_[at] != kNone) at = (at + 1) % kSlots;
    slots_[at] = slot;
  }
}

std::uint16_t KeyIndex::look_up(std::string_view key) const {
  auto at = hash(key);
  while (slots_[at] != kNone) {
    if (fields_[slots_[at]].name == key) return slots_[at];
    at = (at + 1) % kSlots;
  }
  return kNone;
}

}  // namespace sprintd::backlog
