#include <catch2/catch.hpp>

#include "rules/lang/program_text.h"
#include "tests/lang/sample_facts.h"

namespace sprintd::lang {

using testing::SampleRun;

namespace {

struct FoldingCase {
  const char* expression;
  const char* code;
};

// What the program begins with: the value that it was folded to, or the first instruction that was left.
std::string first_line(SampleRun& run, const char* expression) {
  const auto text = print_program(run.compile(expression));
  return text.substr(4, text.find('\n') - 4);
}

}  // namespace

TEST_CASE("what needs no data is computed when it is compiled") {
  static constexpr FoldingCase kCases[] = {
      {"1 + 2 * 3", "constant 7"},
      {"'a' + 'b'", "constant \"ab\""},
      {"'abc'.size() > 2 && 'abc'.contains('b')", "constant true"},
      {"[1, 2, 3].filter(x, x > 1)", "constant [2, 3]"},
      {"[3, 1].sortBy(x, x)", "constant [1, 3]"},
      {"[[1, 2], [3]].map(x, x.map(y, y + x[0]))", "constant [[2, 3], [6]]"},
      {"cel.bind(x, 2, x * x)", "constant 4"},
      {"cel.bind(x, [1, 2], x.exists(y, cel.bind(z, y, z == 2)))", "constant true"},
      {"{'a': 1}.a", "constant 1"},
      {"{'a': 1}.?b.orValue(5)", "constant 5"},
      {"[1, ?optional.none()]", "constant [1]"},
      {"true ? 'yes' : 'no'", "constant \"yes\""},
      {"1 / 0 == 1 || true", "constant true"},
      {"duration('1h') + duration('30m')", "constant duration(\"5400s\")"},
      {"type(1) == int", "constant true"},
      {"optional.of([1])", "constant optional.of([1])"},
      {"twice(4)", "constant 8"},
      {"kinds.size()", "constant 2"},
      {"timestamp('2026-03-29T00:30:00Z').getHours('Europe/Berlin')", "constant 1"},
  };
  SampleRun run;
  run.define("twice", {"x"}, "x + x");
  run.define("kinds", {}, "['bug', 'chore']");
  for (const auto& [expression, code] : kCases) {
    INFO(expression);
    CHECK(first_line(run, expression) == code);
  }
}

TEST_CASE("what needs data, fails or is too much is left to the evaluation") {
  static constexpr FoldingCase kCases[] = {
      {"i + 1", "variable $5"},
      {"[1, 2].map(x, x * i)", "constant [1, 2]"},
      {"[1, ?optional.none(), i]", "constant 1"},
      {"1 / 0", "constant 1"},
      {"date('2026-03-01')", "constant \"2026-03-01\""},
      {"working_days(timestamp(0), timestamp(0))", "constant timestamp(\"1970-01-01T00:00:00Z\")"},
      {"seniority('a')", "constant \"a\""},
      {"lists.range(20000).size()", "constant 20000"},
      {"lists.range(2000)", "constant 2000"},
  };
  SampleRun run;
  for (const auto& [expression, code] : kCases) {
    INFO(expression);
    CHECK(first_line(run, expression) == code);
  }
}

TEST_CASE("a constant inside of a loop is computed once") {
  SampleRun run;
  CHECK(print_program(run.compile("[i].exists(x, x == 2 + 3)")) ==
        "  0 variable $5\n"
        "  1 make_list 1\n"
        "  2 loop exists -> 6\n"
        "  3 local stack 3\n"
        "  4 compare_constant == 5\n"
        "  5 test_step exists -> 3\n"
        "  6 finish\n");
}

}  // namespace sprintd::lang
