#include "rules/table/column.h"

#include <catch2/catch.hpp>
#include <limits>
#include <string_view>
#include <vector>

namespace sprintd::table {
namespace {

TEST_CASE("every type has one value that is absent, and no ordinary value is") {
  CHECK(is_absent(absent_value<Bool>()));
  CHECK(is_absent(absent_value<std::int64_t>()));
  CHECK(is_absent(absent_value<double>()));
  CHECK(is_absent(absent_value<std::string_view>()));
  CHECK(is_absent(absent_value<Instant>()));
  CHECK(is_absent(absent_value<Row>()));
  CHECK_FALSE(is_absent(Bool::no));
  CHECK_FALSE(is_absent(std::int64_t{0}));
  CHECK_FALSE(is_absent(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(is_absent(std::string_view("")));
  CHECK_FALSE(is_absent(Instant{0}));
  CHECK_FALSE(is_absent(Row{0}));
}

TEST_CASE("a list column tells an empty cell from an absent one") {
  ListColumn<Row> lists;
  lists.add(7);
  lists.add(8);
  lists.end_cell();
  lists.end_cell();
  lists.end_absent_cell();
  lists.add(9);
  lists.end_cell();
  REQUIRE(lists.size() == 4);
  CHECK(std::vector<Row>(lists.cell(0).begin(), lists.cell(0).end()) == std::vector<Row>{7, 8});
  CHECK(lists.cell(1).empty());
  CHECK_FALSE(lists.is_absent(1));
  CHECK(lists.cell(2).empty());
  CHECK(lists.is_absent(2));
  CHECK(lists.cell(3).front() == 9);
  CHECK_FALSE(lists.is_absent(3));

  lists.add(10);
  lists.truncate(3);
  CHECK(lists.size() == 3);
  CHECK(lists.elements() == std::vector<Row>{7, 8});
  CHECK(lists.is_absent(2));
}

}  // namespace
}  // namespace sprintd::table
