#include "rules/backlog/id_order.h"

#include <algorithm>
#include <numeric>

namespace sprintd::backlog {
namespace {

// The first eight bytes as a number that sorts like them: most comparisons need no more.
std::uint64_t leading_bytes(std::string_view id) {
  std::uint64_t bytes = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    bytes = bytes << 8U | (i < id.size() ? static_cast<unsigned char>(id[i]) : 0U);
  }
  return bytes;
}

}  // namespace

IdOrder::IdOrder(table::Row rows) : rows_(rows), ranks_(rows) {
  std::iota(rows_.begin(), rows_.end(), table::Row{0});
  std::iota(ranks_.begin(), ranks_.end(), std::uint32_t{0});
}

IdOrder::IdOrder(const std::vector<std::string_view>& ids) : IdOrder(static_cast<table::Row>(ids.size())) {
  if (std::ranges::is_sorted(ids)) return;
  struct Key {
    std::uint64_t leading;
    table::Row row;
  };
  std::vector<Key> keys;
  keys.reserve(ids.size());
  for (const auto row : rows_) keys.push_back({leading_bytes(ids[row]), row});
  std::ranges::sort(keys, [&](const Key& a, const Key& b) {
    return a.leading != b.leading ? a.leading < b.leading : ids[a.row] < ids[b.row];
  });
  for (std::uint32_t rank = 0; rank < keys.size(); ++rank) {
    rows_[rank] = keys[rank].row;
    ranks_[keys[rank].row] = rank;
  }
}

}  // namespace sprintd::backlog
