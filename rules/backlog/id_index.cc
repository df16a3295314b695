#include "rules/backlog/id_index.h"

#include <bit>
#include <cstring>

namespace sprintd::backlog {
namespace {

// Ids are short: whole words at a time, mixed by multiplication (the scheme of FxHash with a final avalanche).
std::uint64_t hash_of(std::string_view id) {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15U;
  std::uint64_t hash = id.size() * kFactor;
  const auto mix = [&](std::uint64_t word) { hash = (std::rotl(hash, 23) ^ word) * kFactor; };
  while (id.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, id.data(), sizeof word);
    mix(word);
    id.remove_prefix(sizeof word);
  }
  std::uint64_t rest = 0;
  if (!id.empty()) std::memcpy(&rest, id.data(), id.size());
  mix(rest);
  hash ^= hash >> 32;
  hash *= kFactor;
  return hash ^ (hash >> 29);
}

std::uint32_t tag_of(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 32); }

}  // namespace

std::size_t IdIndex::slot_of(std::string_view id, std::uint64_t hash) const {
  const auto mask = slots_.size() - 1;
  auto at = static_cast<std::size_t>(hash) & mask;
  while (slots_[at].symbol != kEmpty) {
    if (slots_[at].tag == tag_of(hash) && entries_[slots_[at].symbol].id == id) break;
    at = (at + 1) & mask;
  }
  return at;
}

void IdIndex::grow(std::size_t slots) {
  slots_.assign(slots, Slot());
  for (Symbol symbol = 0; symbol < entries_.size(); ++symbol) {
    const auto hash = hash_of(entries_[symbol].id);
    slots_[slot_of(entries_[symbol].id, hash)] = {tag_of(hash), symbol};
  }
}

void IdIndex::reserve(std::size_t ids) {
  entries_.reserve(ids);
  const auto slots = std::bit_ceil(ids * 2);
  if (slots > slots_.size()) grow(slots);
}

IdIndex::Symbol IdIndex::intern(std::string_view id) {
  if (entries_.size() * 2 >= slots_.size()) grow(slots_.empty() ? 16 : slots_.size() * 2);
  const auto hash = hash_of(id);
  auto& slot = slots_[slot_of(id, hash)];
  if (slot.symbol == kEmpty) {
    slot = {tag_of(hash), static_cast<Symbol>(entries_.size())};
    entries_.push_back({id, table::kNoRow});
  }
  return slot.symbol;
}

std::optional<table::Row> IdIndex::find(std::string_view id) const {
  if (slots_.empty()) return std::nullopt;
  const auto symbol = slots_[slot_of(id, hash_of(id))].symbol;
  if (symbol == kEmpty || entries_[symbol].row == table::kNoRow) return std::nullopt;
  return entries_[symbol].row;
}

}  // namespace sprintd::backlog
