#include <catch2/catch.hpp>

#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::ValueCase;

TEST_CASE("optionals are made, asked and unwrapped") {
  static constexpr ValueCase kCases[] = {
      {"optional.of(i)", "optional.of(7)"},
      {"optional.none()", "optional.none()"},
      {"optional.of(i).hasValue()", "true"},
      {"optional.none().hasValue()", "false"},
      {"optional.of(i).value()", "7"},
      {"optional.none().value()", "error: this optional has no value: ask hasValue() first, or use orValue(...)"},
      {"optional.of(i).or(optional.of(8))", "optional.of(7)"},
      {"optional.none().or(optional.of(i))", "optional.of(7)"},
      {"optional.none().or(optional.none()).orValue(i)", "7"},
      {"optional.of(i).orValue(8)", "7"},
      {"optional.ofNonZeroValue('')", "optional.none()"},
      {"optional.ofNonZeroValue(0.0)", "optional.none()"},
      {"optional.ofNonZeroValue([])", "optional.none()"},
      {"optional.ofNonZeroValue('x')", "optional.of(\"x\")"},
      {"optional.unwrap([optional.of(1), optional.none(), optional.of(i)])", "[1, 7]"},
      {"[optional.none(), optional.of('x')].unwrapOpt()", "[\"x\"]"},
      {"optional.of(1) == optional.of(1) && optional.of(1) != optional.none()", "true"},
      {"type(optional.of(i)) == optional_type", "true"},
  };
  check_values(kCases);
}

TEST_CASE("the other value of or and orValue is looked at only where it counts") {
  static constexpr ValueCase kCases[] = {
      {"optional.of(i).orValue(1 / 0)", "7"},
      {"optional.of(i).or(optional.of(1 / 0))", "optional.of(7)"},
      {"optional.none().orValue(1 / 0)", "error: division by zero: 1 / 0"},
      {"optional.of(1 / 0).orValue(i)", "error: division by zero: 1 / 0"},
      {"any.missing.orValue(1)", "error: no such key: 'missing', the map has 'a', 'who'"},
      {"dyn(i).orValue(1)", "error: orValue() is called on an optional, not on 7 (int)"},
      {"optional.none().or(dyn(1))", "error: 1 (int) is not an optional"},
  };
  check_values(kCases);
}

TEST_CASE("a field that may be absent is none, not unknown") {
  static constexpr ValueCase kCases[] = {
      {"item.?points", "optional.of(3.0)"},
      {"items[1].?points", "optional.none()"},
      {"items[1].?points.orValue(0.0) + 1.0", "1.0"},
      {"items[1].?title.hasValue()", "false"},
      {"item.?assignee.manager.name", "optional.of(\"Ada L.\")"},
      {"items[1].?assignee.manager.name", "optional.none()"},
      {"items[1].assignee.?name", "unknown(0.4 of 1)"},
      {"has(item.?assignee.name)", "true"},
      {"has(items[1].?assignee.name)", "false"},
      {"item.?fields.risk", "optional.of(3)"},
      {"item.fields.?riskk", "optional.none()"},
      {"item.fields[?'area']", "optional.of(\"db\")"},
      {"item.?labels[0]", "optional.of(\"queue\")"},
      {"item.?labels[5]", "optional.none()"},
      {"item.labels[?5].orValue('none')", "\"none\""},
      {"any.?a", "optional.of(1)"},
      {"any.?z.y.x", "optional.none()"},
      {"any.?a.y", "error: 1 (int) has no fields"},
      {"any[?'a']", "optional.of(1)"},
      {"dyn([1])[?'a']", "error: a list is indexed by a whole number, not by \"a\" (string)"},
      {"dyn(1)[?0]", "error: 1 (int) is neither a list nor a map"},
      {"part[?1]", "unknown(0.2 of 8)"},
      {"[1][?items[1].priority]", "unknown(0.3 of 1)"},
      {"[1 / 0][?0]", "error: division by zero: 1 / 0"},
  };
  check_values(kCases);
}

TEST_CASE("elements and entries that are none are left out") {
  static constexpr ValueCase kCases[] = {
      {"[1, ?optional.none(), ?optional.of(i)]", "[1, 7]"},
      {"[?items[1].?points, ?item.?points]", "[3.0]"},
      {"{'a': 1, ?'b': optional.none(), ?'c': optional.of(i)}", "{\"a\": 1, \"c\": 7}"},
      {"{?'a': optional.none(), 'a': 2}", "{\"a\": 2}"},
      {"[optional.of(1)]", "[optional.of(1)]"},
      {"[?optional.of(optional.none())]", "[optional.none()]"},
      {"[?dyn(1)]", "error: behind ? stands an optional, not 1 (int)"},
      {"[optional.none(), optional.none()].size() + [i, ?optional.none()].size()", "3"},
      {"[?optional.of(1 / 0)]", "error: division by zero: 1 / 0"},
  };
  check_values(kCases);
}

TEST_CASE("optMap and optFlatMap compute with a value that is there") {
  static constexpr ValueCase kCases[] = {
      {"optional.of(i).optMap(x, x + 1)", "optional.of(8)"},
      {"optional.none().optMap(x, x + 1)", "optional.none()"},
      {"optional.of(any).optFlatMap(x, x.?a)", "optional.of(1)"},
      {"optional.of(any).optFlatMap(x, x.?z)", "optional.none()"},
      {"optional.of(i).optMap(x, 1 / 0)", "error: division by zero: 1 / 0"},
      {"optional.of(1 / 0).optMap(x, 1)", "error: division by zero: 1 / 0"},
      {"dyn(1).optMap(x, x)", "error: 1 (int) is not an optional"},
      {"optional.of(1).optFlatMap(x, dyn(x))", "error: 1 (int) is not an optional"},
      {"item.?assignee.optMap(p, p.name).orValue('nobody')", "\"Bob K.\""},
      {"items[1].?assignee.optMap(p, p.name).orValue('nobody')", "\"nobody\""},
  };
  check_values(kCases);
}

}  // namespace sprintd::lang
