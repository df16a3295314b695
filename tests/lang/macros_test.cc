#include <catch2/catch.hpp>

#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::SampleRun;
using testing::ValueCase;

TEST_CASE("macros with two variables walk positions with elements and keys with values") {
  static constexpr ValueCase kCases[] = {
      {"[5, 6].all(n, x, x == n + 5)", "true"},
      {"[5, 6].all(n, x, x == 5)", "false"},
      {"[5, 6].exists(n, x, n == 1 && x == 6)", "true"},
      {"[5, 5].exists_one(n, x, x == 5)", "false"},
      {"[5, 5].existsOne(n, x, n == 0 && x == 5)", "true"},
      {"{'a': 1, 'b': 2}.exists(k, v, k == 'b' && v == 2)", "true"},
      {"{'a': 1, 'b': 2}.all(k, v, v < 2)", "false"},
      {"[5, 6].transformList(n, x, x * 10 + n)", "[50, 61]"},
      {"[5, 6].transformList(n, x, n > 0, x)", "[6]"},
      {"{'a': 1}.transformList(k, v, k + string(v))", "[\"a1\"]"},
      {"[5, 6].transformMap(n, x, x * 2)", "{0: 10, 1: 12}"},
      {"{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", "{\"b\": 20}"},
      {"{'a': 1, 'b': 2}.transformMapEntry(k, v, {v: k})", "{1: \"a\", 2: \"b\"}"},
      {"['a', 'b', 'c'].transformMapEntry(n, x, {x: n, x + x: n})",
       "{\"a\": 0, \"aa\": 0, \"b\": 1, \"bb\": 1, \"c\": 2, \"cc\": 2}"},
      {"['a', 'b'].transformMapEntry(n, x, n == 0, {})", "{}"},
      {"[1, 1].transformMapEntry(n, x, {x: n})", "error: the key 1 comes twice in transformMapEntry()"},
      {"[1].transformMapEntry(n, x, dyn(1))",
       "error: transformMapEntry() asks for the entries as a map, not for 1 (int)"},
      {"[1, 0].transformList(n, x, 1 / x)", "error: division by zero: 1 / 0"},
      {"items.transformList(n, x, x.points)", "unknown(0.2 of 1)"},
      {"items.transformMap(n, x, has(x.points), x.points)", "{0: 3.0, 2: 13.0, 3: 5.0}"},
      {"[[1, 2], [3]].transformList(n, x, x.transformList(m, y, y * 10 + n))", "[[10, 20], [31]]"},
      {"dyn(1).all(n, x, true)", "error: 1 (int) is neither a list nor a map"},
  };
  check_values(kCases);
}

TEST_CASE("sortBy sorts by keys and keeps the order of equal ones") {
  static constexpr ValueCase kCases[] = {
      {"[3, 1, 2].sortBy(x, x)", "[1, 2, 3]"},
      {"[3, 1, 2].sortBy(x, -x)", "[3, 2, 1]"},
      {"['bb', 'a', 'aa', 'b'].sortBy(x, size(x))", "[\"a\", \"b\", \"bb\", \"aa\"]"},
      {"[].sortBy(x, x)", "[]"},
      {"item.helpers.sortBy(p, p.name)", "[#1:0, #1:2]"},
      {"items.sortBy(x, x.id)", "[#0:2, #0:3, #0:0, #0:1]"},
      {"items.sortBy(x, x.points)", "unknown(0.2 of 1)"},
      {"items.sortBy(x, x.?points.orValue(0.0)).map(x, x.id)", "[\"US-1\", \"TD-12\", \"BUG-8\", \"BUG-7\"]"},
      {"[1, 0].sortBy(x, 1 / x)", "error: division by zero: 1 / 0"},
      {"[dyn(1), dyn('a')].sortBy(x, x)", "error: sortBy() cannot order 1 (int) and \"a\" (string)"},
      {"dyn({}).sortBy(x, x)", "error: sortBy() sorts a list, not {} (map)"},
  };
  check_values(kCases);
}

TEST_CASE("cel.bind names a value for one expression") {
  static constexpr ValueCase kCases[] = {
      {"cel.bind(x, i * 2, x + x)", "28"},
      {"cel.bind(x, 1, cel.bind(x, x + 1, x * 10))", "20"},
      {"cel.bind(x, [1, 2], x.exists(y, y in x))", "true"},
      {"[1, 2].map(x, cel.bind(y, x * x, y + 1))", "[2, 5]"},
      {"cel.bind(x, 1 / 0, true)", "true"},
      {"cel.bind(x, 1 / 0, x == 1)", "error: division by zero: 1 / 0"},
      {"cel.bind(x, items[1].points, has(item.points) || x > 1.0)", "true"},
      {"cel.bind(x, items[1].points, x > 1.0)", "unknown(0.2 of 1)"},
      {"cel.bind(p, item.assignee, p.manager.name + p.name)", "\"Ada L.Bob K.\""},
  };
  check_values(kCases);
}

TEST_CASE("evidence speaks of variables, optionals and bound values") {
  SampleRun run;
  struct Case {
    const char* expression;
    std::vector<std::string> evidence;
  };
  const Case cases[] = {
      {"[5, i].all(n, x, x < 6 || n > 1)", {"i = 7", "x = 7", "n = 1"}},
      {"{'a': i}.exists(k, v, k == 'a' && v > 5)", {"i = 7", "k = a", "v = 7"}},
      {"items[1].?points.orValue(0.0) > 8", {"items[1].?points.orValue(0.0) = 0"}},
      {"item.?assignee.optMap(p, p.name).orValue('') == 'x'",
       {"item.?assignee.optMap(p, p.name).orValue('') = Bob K."}},
      {"item.?points.hasValue()", {"item.?points = optional.of(3)", "item.?points.hasValue() = true"}},
      {"cel.bind(p, item.assignee, p.name == 'x' || p.id == 'bob')", {"p.id = bob"}},
      {"ints.sortBy(x, -x) == [1]", {"ints = [4, 1, 3]", "ints.sortBy(x, -x) = [4, 3, 1]"}},
  };
  for (const auto& [expression, evidence] : cases) {
    INFO(expression);
    CHECK(run.evidence(expression) == evidence);
  }
}

}  // namespace sprintd::lang
