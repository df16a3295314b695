#include "rules/lang/evaluator.h"

#include <catch2/catch.hpp>

#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::SampleRun;
using testing::ValueCase;

TEST_CASE("literals and variables are themselves") {
  static constexpr ValueCase kCases[] = {
      {"null", "null"},
      {"true", "true"},
      {"-5", "-5"},
      {"9223372036854775807", "9223372036854775807"},
      {"18446744073709551615u", "18446744073709551615u"},
      {"2.0", "2.0"},
      {"1e300 * 1e300", "Infinity"},
      {"'a\"b'", "\"a\\\"b\""},
      {"b'\\x00a'", "b\"\\x00a\""},
      {"[1, 2.5, 'x']", "[1, 2.5, \"x\"]"},
      {"[i, i + 1]", "[7, 8]"},
      {"{'a': i, 'b': [1]}", "{\"a\": 7, \"b\": [1]}"},
      {"{}", "{}"},
      {"int", "int"},
      {"type(i)", "int"},
      {"type([i])", "list"},
      {"type(i) == int && type(type(i)) == type", "true"},
      {"item", "#0:0"},
      {"item.helpers", "[#1:0, #1:2]"},
      {"now", "timestamp(\"2026-03-05T12:00:00Z\")"},
      {"any.a", "1"},
      {"any['a']", "1"},
  };
  check_values(kCases);
}

TEST_CASE("fields are read by slot, absent and null ones are unknown") {
  static constexpr ValueCase kCases[] = {
      {"item.points", "3.0"},
      {"item.assignee.name", "\"Bob K.\""},
      {"item.assignee.manager.name", "\"Ada L.\""},
      {"item.assignee.manager.manager.name", "\"Grace H.\""},
      {"item.assignee.manager.manager.manager.name", "unknown(1.3 of 2)"},
      {"item.project.lead == item.assignee", "true"},
      {"items[1].points", "unknown(0.2 of 1)"},
      {"items[1].title", "unknown(0.1 of 1)"},
      {"items[1].assignee.name", "unknown(0.4 of 1)"},
      {"item.fields.risk", "3"},
      {"item.fields.area + '!'", "\"db!\""},
      {"any.who.name", "\"Bob K.\""},
      {"dyn(item).points", "3.0"},
      {"dyn(item).state", "error: there is no field 'state' here"},
      {"dyn(1).points", "error: 1 (int) has no fields"},
      {"dyn(null).points", "error: null has no fields"},
      {"item.fields.nothing", "error: no such key: 'nothing', the map has 'risk', 'area'"},
      // What comes out of a list of no known type is of no known type, whatever stands beside it.
      {"(i == 7 ? dyn([item]).last().value() : item.assignee).name", "error: there is no field 'name' here"},
      {"(i == 7 ? dyn([item]).last().value() : item.assignee).points", "3.0"},
  };
  check_values(kCases);
}

TEST_CASE("a field of another entity is not read") {
  SampleRun run;
  const Value person = Value::of_entity(run.sample.person, 0);
  const Activation activation{&run.facts, {&person, 1}};  // where the expressions take an item
  for (const auto* expression : {"item.points", "item.?points", "cel.bind(x, item, x.points)", "has(item.points)"}) {
    INFO(expression);
    const auto program = run.compile(expression);
    const auto value = run.evaluator.run(program, activation);
    REQUIRE(value.is(Value::Kind::error));
    CHECK(value.error->message == "ada (person) has not this field");
  }
}

TEST_CASE("has() is false when any step is absent") {
  static constexpr ValueCase kCases[] = {
      {"has(item.points)", "true"},
      {"has(items[1].points)", "false"},
      {"has(items[1].title)", "false"},
      {"has(items[1].assignee.name)", "false"},
      {"has(items[1].assignee.manager.manager)", "false"},
      {"has(item.assignee.manager.manager.manager)", "false"},
      {"has(item.fields.risk)", "true"},
      {"has(item.fields.nothing)", "false"},
      {"has(any.who.name)", "true"},
      {"has(any.who.capacity)", "false"},
      {"has(any.b)", "false"},
      {"has({'a': 1}.a)", "true"},
      {"has(dyn(1).a)", "error: 1 (int) has no fields"},
      {"has(dyn(item).nothing)", "error: there is no field 'nothing' here"},
      {"has(items[9].points)", "error: index 9 is out of range of a list of 4"},
      {"items.filter(x, has(x.points)).size()", "3"},
  };
  check_values(kCases);
}

TEST_CASE("comparisons go across kinds of numbers") {
  static constexpr ValueCase kCases[] = {
      {"1 == 1", "true"},
      {"dyn(1) == 1.0", "true"},
      {"dyn(1) == 1u", "true"},
      {"dyn(1u) == 1.0", "true"},
      {"dyn(1) == 1.5", "false"},
      {"dyn(-1) == 18446744073709551615u", "false"},
      {"dyn(9007199254740993) == 9007199254740992.0", "true"},
      {"dyn(9223372036854775807) == 9223372036854775808.0", "true"},
      {"dyn(1) == '1'", "false"},
      {"dyn(true) == 1", "false"},
      {"dyn(null) == 0", "false"},
      {"null == null", "true"},
      {"0.0 / 0.0 == 0.0 / 0.0", "false"},
      {"0.0 / 0.0 != 0.0 / 0.0", "true"},
      {"0.0 / 0.0 < 1.0", "false"},
      {"-0.0 == 0.0", "true"},
      {"i < 8", "true"},
      {"8 > i", "true"},
      {"8 <= i", "false"},
      {"i >= 7", "true"},
      {"i <= 7", "true"},
      {"i != 7", "false"},
      {"i < 7.5", "true"},
      {"i < 7u", "false"},
      {"n > -1", "true"},
      {"n < 3.5", "true"},
      {"d > 2", "true"},
      {"d > 2u", "true"},
      {"d < i", "true"},
      {"d <= 2.5", "true"},
      {"s < 'u'", "true"},
      {"'' < 'a'", "true"},
      {"s == 'text'", "true"},
      {"s == 'tex'", "false"},
      {"s != 'tex'", "true"},
      {"b'a' < b'b'", "true"},
      {"no < yes", "true"},
      {"yes == yes", "true"},
      {"now > timestamp('2026-03-05T11:59:59.999999999Z')", "true"},
      {"now - item.created < duration('75h')", "true"},
      {"[1, 2] == [1, 2]", "true"},
      {"[1, 2] == [2, 1]", "false"},
      {"[1, 2] == [1, 2, 3]", "false"},
      {"dyn([1, 2u]) == [1.0, 2]", "true"},
      {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", "true"},
      {"{'a': 1} == {'a': 2}", "false"},
      {"{'a': 1} == {'b': 1}", "false"},
      {"dyn({1: 2}) == {1u: 2.0}", "true"},
      {"item == items[0]", "true"},
      {"item == items[1]", "false"},
      {"dyn(item) == item.assignee", "false"},
      {"items == [items[0], items[1], items[2], items[3]]", "true"},
      {"item.assignee != person", "true"},
      {"dyn('a') < 1", "error: cannot compare \"a\" (string) < 1 (int)"},
      {"dyn([1]) < dyn([2])", "error: cannot compare [1] (list) < [2] (list)"},
  };
  check_values(kCases);
}

TEST_CASE("arithmetic overflows into errors, doubles follow IEEE 754") {
  static constexpr ValueCase kCases[] = {
      {"i + 1", "8"},
      {"i - 10", "-3"},
      {"i * 6", "42"},
      {"i / 2", "3"},
      {"-i / 2", "-3"},
      {"i % 4", "3"},
      {"-i % 4", "-3"},
      {"n + 1u", "4u"},
      {"n - 1u", "2u"},
      {"n * 2u", "6u"},
      {"n / 2u", "1u"},
      {"n % 2u", "1u"},
      {"d + 0.5", "3.0"},
      {"d - 0.5", "2.0"},
      {"d * 2.0", "5.0"},
      {"d * 2", "5.0"},
      {"d / 2.0", "1.25"},
      {"d / 0.0", "Infinity"},
      {"-d / 0.0", "-Infinity"},
      {"-d", "-2.5"},
      {"-(-i)", "7"},
      {"i / 0", "error: division by zero: 7 / 0"},
      {"i % 0", "error: division by zero: 7 % 0"},
      {"n / 0u", "error: division by zero: 3u / 0u"},
      {"n % 0u", "error: division by zero: 3u % 0u"},
      {"n - 4u", "error: unsigned integer overflow: 3 - 4"},
      {"9223372036854775807 + i", "error: integer overflow: 9223372036854775807 + 7"},
      {"-9223372036854775808 - i", "error: integer overflow: -9223372036854775808 - 7"},
      {"i * 9223372036854775807", "error: integer overflow: 7 * 9223372036854775807"},
      {"-9223372036854775808 / -(i - 6)", "error: integer overflow: -9223372036854775808 / -1"},
      {"-9223372036854775808 % -(i - 6)", "error: integer overflow: -9223372036854775808 % -1"},
      {"-(-9223372036854775807 - (i - 6))", "error: integer overflow: -(-9223372036854775808)"},
      {"18446744073709551615u + n", "error: unsigned integer overflow: 18446744073709551615 + 3"},
      {"18446744073709551615u * n", "error: unsigned integer overflow: 18446744073709551615 * 3"},
      {"s + 's'", "\"texts\""},
      {"s + ''", "\"text\""},
      {"b'a' + b'b'", "b\"ab\""},
      {"[i] + [1]", "[7, 1]"},
      {"[] + ints", "[4, 1, 3]"},
      {"items + [item]", "[#0:0, #0:1, #0:2, #0:3, #0:0]"},
      {"dyn(1) + 's'", "error: cannot compute 1 (int) + \"s\" (string)"},
      {"dyn(1) + 1.0", "error: cannot compute 1 (int) + 1.0 (double)"},
      {"dyn(i) + 1", "8"},
      {"dyn(s) + s", "\"texttext\""},
  };
  check_values(kCases);
}

TEST_CASE("indexes and membership") {
  static constexpr ValueCase kCases[] = {
      {"ints[0]", "4"},
      {"ints[2]", "3"},
      {"ints[3]", "error: index 3 is out of range of a list of 3"},
      {"ints[-1]", "error: index -1 is out of range of a list of 3"},
      {"ints[dyn(1.0)]", "1"},
      {"ints[dyn(1u)]", "1"},
      {"ints[dyn(0.5)]", "error: index 0.5 is not a whole number"},
      {"ints[dyn(0.0 / 0.0)]", "error: index NaN is out of range of a list of 3"},
      {"ints[dyn('a')]", "error: a list is indexed by a whole number, not by \"a\" (string)"},
      {"[][i]", "error: index 7 is out of range of a list of 0"},
      {"{'a': 1}[s]", "error: no such key: 'text', the map has 'a'"},
      {"{'text': 1}[s]", "1"},
      {"{1: 'a', true: 'b', 2u: 'c'}[dyn(1.0)]", "\"a\""},
      {"{1: 'a', 2u: 'c'}[dyn(2)]", "\"c\""},
      {"{true: 'b'}[yes]", "\"b\""},
      {"{1: 'a'}[dyn(1.5)]", "error: no such key: 1.5 (double), the map has 1 (int)"},
      {"dyn(1)[0]", "error: 1 (int) is neither a list nor a map"},
      {"{'a': 1, 'a': 2}", "error: the key \"a\" stands twice in the map"},
      {"{1: 1, 1u: 2}", "error: the key 1u stands twice in the map"},
      {"{i: 1, 7: 2}", "error: the key 7 stands twice in the map"},
      {"{dyn(1.5): 1}", "error: 1.5 (double) cannot be the key of a map"},
      {"i in [1, 7]", "true"},
      {"i in ints", "false"},
      {"1 in ints", "true"},
      {"dyn(1.0) in ints", "true"},
      {"s in ['text', 'x']", "true"},
      {"s in ['x']", "false"},
      {"s in []", "false"},
      {"s in {'text': 1}", "true"},
      {"'b' in {'text': 1}", "false"},
      {"item in items", "true"},
      {"person in item.helpers", "true"},
      {"item.assignee in item.helpers", "false"},
      {"item.assignee in [person, item.project.lead]", "true"},
      {"dyn(i) in item.helpers", "false"},
      {"i in dyn(1)", "error: 1 (int) is neither a list nor a map"},
      {"[1] in [[2], [1]]", "true"},
  };
  check_values(kCases);
}

TEST_CASE("macros walk lists, rows and the keys of maps") {
  static constexpr ValueCase kCases[] = {
      {"ints.all(x, x > 0)", "true"},
      {"ints.all(x, x > 1)", "false"},
      {"[].all(x, false)", "true"},
      {"ints.exists(x, x == 3)", "true"},
      {"ints.exists(x, x == 9)", "false"},
      {"[].exists(x, true)", "false"},
      {"ints.exists_one(x, x > 3)", "true"},
      {"ints.exists_one(x, x > 2)", "false"},
      {"ints.exists_one(x, x > 9)", "false"},
      {"[].exists_one(x, true)", "false"},
      {"ints.map(x, x * 2)", "[8, 2, 6]"},
      {"ints.map(x, x > 1, x * 2)", "[8, 6]"},
      {"ints.map(x, x > 9, x * 2)", "[]"},
      {"[].map(x, x)", "[]"},
      {"ints.filter(x, x > 1)", "[4, 3]"},
      {"[].filter(x, true)", "[]"},
      {"items.filter(x, has(x.points) && x.points > 4)", "[#0:2, #0:3]"},
      {"items.filter(x, false)", "[]"},
      {"items.map(x, x.id)", "[\"TD-12\", \"US-1\", \"BUG-7\", \"BUG-8\"]"},
      {"items.filter(x, has(x.points)).map(x, x.points).sum()", "21.0"},
      {"items.filter(x, x.id == 'BUG-7')[0].assignee.name", "\"Ada L.\""},
      {"{'a': 1, 'b': 2}.map(k, k)", "[\"a\", \"b\"]"},
      {"{'a': 1, 'b': 2}.exists(k, k == 'b')", "true"},
      {"{'a': 1, 'b': 2}.filter(k, k != 'a')", "[\"b\"]"},
      {"[[1, 2], [3]].map(x, x.map(y, y + i))", "[[8, 9], [10]]"},
      {"[1, 2].map(x, [10, 20].map(y, x + y))", "[[11, 21], [12, 22]]"},
      {"[1, 2].all(x, [x].exists(x, x > 0) && x < 3)", "true"},
      {"[1, 2].map(x, x > 1 ? [x].map(y, y + x) : [])", "[[], [4]]"},
      {"dyn(1).all(x, true)", "error: 1 (int) is neither a list nor a map"},
      {"[dyn(1)].all(x, x)", "error: the macro asks for a condition (bool), not for 1 (int)"},
      {"[dyn(1)].filter(x, x)", "error: the macro asks for a condition (bool), not for 1 (int)"},
      {"[dyn(1)].map(x, x, x)", "error: the macro asks for a condition (bool), not for 1 (int)"},
      {"[dyn(1), dyn(true)].exists(x, x)", "true"},
  };
  check_values(kCases);
}

TEST_CASE("the ternary takes one branch") {
  static constexpr ValueCase kCases[] = {
      {"yes ? 1 : 1 / 0", "1"},
      {"no ? 1 / 0 : 2", "2"},
      {"yes ? 1 / 0 : 2", "error: division by zero: 1 / 0"},
      {"1 / 0 > 1 ? 1 : 2", "error: division by zero: 1 / 0"},
      {"dyn(1) ? 1 : 2", "error: ? asks for a condition (bool), not for 1 (int)"},
      {"yes ? (no ? 1 : 2) : 3", "2"},
      {"[yes ? 1 : 2, no ? 3 : 4]", "[1, 4]"},
  };
  check_values(kCases);
}

TEST_CASE("functions of the host are asked with their arguments") {
  static constexpr ValueCase kCases[] = {
      {"acts_as(person, 'tech_lead')", "true"},
      {"acts_as(item.assignee, 'tech_lead')", "false"},
      {"acts_as(item.assignee.manager.manager, 'tech_lead')", "unknown(1.0 of 2)"},
      {"seniority('senior_1') + 1", "4"},
      {"seniority('boss')", "error: there is no such rung"},
      {"seniority(dyn(1))", "error: seniority() cannot take 1 (int)"},
      {"acts_as(items[1].assignee, 'x')", "unknown(0.4 of 1)"},
  };
  check_values(kCases);
}

TEST_CASE("definitions are values and functions") {
  SampleRun run;
  run.define("small", {}, "item.points <= 8");
  run.define("limit", {}, "[1, 2, 3]");
  run.define("twice", {"x"}, "x * 2");
  run.define("between", {"x", "low", "high"}, "low <= x && x <= high");
  run.define("either", {"x"}, "yes || x");
  run.define("names", {}, "items.map(x, x.id)");
  const ValueCase cases[] = {
      {"small", "true"},
      {"small && !small", "false"},
      {"2 in limit", "true"},
      {"limit", "[1, 2, 3]"},
      {"twice(i) + twice(1)", "16"},
      {"twice(twice(i))", "28"},
      {"between(i, 1, 7) && !between(i, 8, 9)", "true"},
      {"either(1 / 0 > 1)", "true"},
      {"ints.map(x, twice(x) + x)", "[12, 3, 9]"},
      {"ints.map(x, names.size() + x)", "[8, 5, 7]"},
      {"[1, 2].map(x, between(x, 2, 3))", "[false, true]"},
  };
  for (const auto& [expression, value] : cases) {
    INFO(expression);
    CHECK(run.value(expression) == value);
  }
}

TEST_CASE("a definition without parameters is computed once in a run, and anew in the next") {
  SampleRun run;
  run.define("small", {}, "item.points <= 8");
  const auto program = run.compile("[small, small, small].all(x, x) && small");
  REQUIRE(program);
  run.facts.reads = 0;
  CHECK(run.evaluator.run(program, run.activation()).is_true());
  CHECK(run.facts.reads == 1);
  run.use_item(2);
  CHECK(run.evaluator.run(program, run.activation()).is_false());
  CHECK(run.facts.reads == 2);
}

TEST_CASE("errors carry the place of what failed") {
  SampleRun run;
  const auto program = run.compile("yes && (1 + 10 / (i - 7)) > 2");
  const auto value = run.evaluator.run(program, run.activation());
  REQUIRE(value.is(Value::Kind::error));
  CHECK(value.error->span.begin == 12);
  CHECK(value.error->span.end == 24);
}

TEST_CASE("an expression without end meets a limit, and nothing absorbs it") {
  SampleRun run;
  run.define("double_it", {"x"}, "x + x");
  run.define("ten", {}, "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]");
  std::string loops = "i > 0";
  for (int depth = 0; depth < 9; ++depth) loops = "ten.all(x" + std::to_string(depth) + ", " + loops + ")";
  CHECK(run.value(loops + " || true") == "error: the expression takes too many steps");

  std::string text = "s";
  for (int doubling = 0; doubling < 40; ++doubling) text = "double_it(" + text + ")";
  CHECK(run.value(text + " == '' || true") == "error: the expression needs too much memory");

  run.define("pair", {"x"}, "[x, x]");
  std::string list = "[i]";
  for (int doubling = 0; doubling < 40; ++doubling) list = "dyn(pair(" + list + "))";
  CHECK(run.value(list + " == " + list) == "error: the expression takes too many steps");
}

TEST_CASE("programs know which variables they read") {
  SampleRun run;
  run.define("small", {}, "item.points <= 8");
  CHECK(run.compile("1 + 2").is_constant());
  CHECK(run.compile("date('2026-03-01')").is_constant());
  CHECK(Program().is_constant());
  const auto program = run.compile("small && now > item.created");
  CHECK_FALSE(program.is_constant());
  CHECK(program.reads(0));
  CHECK_FALSE(program.reads(1));
  CHECK(program.reads(2));
}

TEST_CASE("what a field, a name or a host function depends on is read too") {
  SampleRun run;
  run.sample.schema.entity(run.sample.person).fields[3].depends_on = 2;
  CHECK(run.compile("person.manager == person").reads(2));
  CHECK(run.compile("dyn(person).manager == person").reads(2));
  CHECK_FALSE(run.compile("person.name == ''").reads(2));
}

TEST_CASE("steps are counted over all runs") {
  SampleRun run;
  const auto program = run.compile("i > 6");
  run.evaluator.run(program, run.activation());
  const auto once = run.evaluator.steps();
  CHECK(once == 3);
  run.evaluator.run(program, run.activation());
  CHECK(run.evaluator.steps() == 2 * once);
}

TEST_CASE("an empty program is an error, not a crash") {
  SampleRun run;
  CHECK(constant_text(run.evaluator.run(Program(), run.activation())) == "error: there is no program to run");
}

}  // namespace sprintd::lang
