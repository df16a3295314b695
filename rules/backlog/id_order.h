// Rows in the order of their ids, so that nothing derived depends on the order in which a document lists them.
//
// Neighbours: derive.cc fills the derived lists in this order. A value.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "rules/table/column.h"

namespace sprintd::backlog {

class IdOrder {
 public:
  explicit IdOrder(const std::vector<std::string_view>& ids);
  // Without ids (records): in the order of the documents.
  explicit IdOrder(table::Row rows);

  [[nodiscard]] const std::vector<table::Row>& rows() const { return rows_; }
  // The row's place in that order.
  [[nodiscard]] std::uint32_t rank(table::Row row) const { return ranks_[row]; }

 private:
  std::vector<table::Row> rows_;
  std::vector<std::uint32_t> ranks_;
};

}  // namespace sprintd::backlog
