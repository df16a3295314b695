// The keys of one kind of entity to slots, fast when objects of a kind list their keys in the same order.
//
// Neighbours: the builder (builder.h) has one for each kind. Remembers which key came after which, and else looks in a
// small hash table. One thread.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/backlog/fields.h"

namespace sprintd::backlog {

class KeyIndex {
 public:
  static constexpr std::uint16_t kNone = 0xffff;

  explicit KeyIndex(EntityKind kind);

  // The slot of a written field, or kNone. `previous` is the slot of the key before it in the object, kNone at first.
  std::uint16_t find(std::string_view key, std::uint16_t previous) {
    auto& next = next_[previous == kNone ? fields_.size() : previous];
    if (next != kNone && fields_[next].name == key) return next;
    const auto slot = look_up(key);
    if (slot != kNone) next = slot;
    return slot;
  }

 private:
  static constexpr std::size_t kSlots = 128;

  static std::size_t hash(std::string_view key) {
    if (key.empty()) return 0;
    const auto first = static_cast<unsigned char>(key.front());
    const auto last = static_cast<unsigned char>(key.back());
    return (key.size() * 31 + first * 7U + last * 13U) % kSlots;
  }
  [[nodiscard]] std::uint16_t look_up(std::string_view key) const;

  std::span<const FieldInfo> fields_;
  std::vector<std::uint16_t> next_;            // one for each slot, and one for the start
  std::array<std::uint16_t, kSlots> slots_{};  // open addressing
};

}  // namespace sprintd::backlog
