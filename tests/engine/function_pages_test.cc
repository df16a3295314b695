// The function reference: what `sprintctl explain` says of a function, and the page that is made of all of them.

#include "rules/engine/function_pages.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace sprintd;

namespace {

std::string explained(std::string_view name) {
  return engine::write_function(name, report::Format::text, {}).value_or("nothing");
}

}  // namespace

TEST_CASE("one function, in words") {
  CHECK(explained("slice") ==
        "slice  Lists and maps\n"
        "\n"
        "  list(T).slice(int, int) -> list(T)\n"
        "    the elements from one position up to, but not including, another, counted from 0: [5, 6,\n"
        "    7].slice(0, 2) is [5, 6]; an error outside the list  (2 steps)\n");
  CHECK(explained("nosuch") == "nothing");
  CHECK(explained("") == "nothing");
  CHECK(explained("_") == "nothing");
}

TEST_CASE("operators go by their sign, macros and functions of the backlog by their name") {
  struct Case {
    std::string_view name, part;
  };
  static constexpr Case kCases[] = {
      {"&&", "  bool && bool -> bool\n"},
      {"_&&_", "  bool && bool -> bool\n"},
      {"in", "  T in list(T) -> bool\n"},
      {"@in", "  T in list(T) -> bool\n"},
      {"[]", "  list(T)[int] -> T\n"},
      {"[ ]", "  list(T)[int] -> T\n"},
      {"?:", "  bool ? T : T -> T\n"},
      {"!", "  !bool -> bool\n"},
      {"-", "  -int -> int\n"},
      {"-", "  timestamp - timestamp -> duration\n"},
      {"<", "  number < number -> bool\n"},
      {"math.greatest", "  math.greatest(number, number) -> number\n"},
      {"math.sqrt", "  math.sqrt(N) -> double\n"},
      {"math.sign", "  math.sign(N) -> N\n"},
      {"exists", "  list.exists(x, condition)\n"},
      {"has", "  has(x.field)\n"},
      {"acts_as", "  acts_as(person, string, team) -> bool\n"},
      {"seniority", "  seniority(string) -> int\n"},
      {"matches", "matches  Regular expressions\n"},
  };
  for (const auto& [name, part] : kCases) {
    INFO(name);
    CHECK_THAT(explained(name), Catch::Contains(std::string(part)));
  }
}

TEST_CASE("one function, as JSON") {
  CHECK(engine::write_function("isDistinct", report::Format::json, {}) ==
        R"~({"schema":"sprintd.function/v1","function":"isDistinct","chapter":"lists","forms":[{"signatures":)~"
        R"~(["list(T).isDistinct() -> bool"],"doc":"no two elements are equal: items.map(i, i.title).isDistinct()",)~"
        R"~("steps":4}]})~"
        "\n");
  CHECK_THAT(*engine::write_function("all", report::Format::json, {}), Catch::Contains(R"("steps":null)"));
}

TEST_CASE("every function has a name of its own, and a part of a name leads to it") {
  const auto names = engine::function_names();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  for (const auto& name : names) {
    INFO(name);
    CHECK(engine::write_function(name, report::Format::text, {}));
  }
  CHECK(engine::function_ending_in("greatest") == "math.greatest");
  CHECK_FALSE(engine::function_ending_in("size"));
}
