// Functions of lists, of lists as sets, and of numbers: math.*, lists.*, sets.* and the members of lists.
#include <array>
#include <catch2/catch.hpp>

#include "rules/lang/function_table.h"
#include "rules/lang/sorting.h"
#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::SampleRun;
using testing::ValueCase;

TEST_CASE("the greater and the lesser of numbers") {
  static constexpr ValueCase kCases[] = {
      {"math.greatest(i)", "7"},
      {"math.greatest(d)", "2.5"},
      {"math.least(n)", "3u"},
      {"math.greatest(i, 8)", "8"},
      {"math.least(i, 8)", "7"},
      {"math.greatest(d, 2.0)", "2.5"},
      {"math.least(n, 4u)", "3u"},
      {"math.greatest(i, d)", "7"},
      {"math.greatest(d, i)", "7"},
      {"math.least(i, d)", "2.5"},
      {"math.greatest(-1, n)", "3u"},
      {"math.least(-1, n)", "-1"},
      {"math.greatest(9223372036854775807, 18446744073709551615u)", "18446744073709551615u"},
      // The first of two that are equal.
      {"math.greatest(3, n)", "3"},
      {"math.greatest(n, 3)", "3u"},
      {"math.least(3.0, n)", "3.0"},
      {"math.greatest([d, 1.0])", "2.5"},
      {"math.greatest(ints)", "4"},
      {"math.least(ints)", "1"},
      {"math.least([n, 2u])", "2u"},
      {"math.least([i, d, n])", "2.5"},
      {"math.greatest([5.4, 10, 3u, -5.0])", "10"},
      {"math.greatest(ints.filter(x, false))", "error: math.greatest() of an empty list"},
      {"math.least([])", "error: math.least() of an empty list"},
      {"math.greatest([i, s])", "error: math.greatest() cannot take a list with \"text\" (string) in it"},
      {"math.least(dyn(['a']))", "error: math.least() cannot take a list with \"a\" (string) in it"},
      {"math.least(items.map(x, dyn(x)))", "error: math.least() cannot take a list with TD-12 (item) in it"},
      {"math.greatest(dyn([now]))",
       "error: math.greatest() cannot take a list with timestamp(\"2026-03-05T12:00:00Z\") (timestamp) in it"},
      {"math.greatest(dyn(s))", "error: math.greatest() cannot take \"text\" (string)"},
      {"math.greatest(dyn(null))", "error: math.greatest() cannot take null"},
      {"math.greatest(i, dyn(s))", "error: math.greatest() cannot take 7 (int), \"text\" (string)"},
      {"math.greatest(0.0 / 0.0)", "NaN"},
      {"math.greatest([0.0 / 0.0])", "NaN"},
      {"math.greatest(0.0 / 0.0, d)", "error: math.greatest() cannot order NaN, which is no number"},
      {"math.least(i, 0.0 / 0.0)", "error: math.least() cannot order NaN, which is no number"},
      {"math.least([d, 0.0 / 0.0])", "error: math.least() cannot order NaN, which is no number"},
      {"math.greatest(part)", "unknown(0.2 of 8)"},
      {"math.greatest(i, item.points)", "7"},
      {"math.greatest()", "fault: 5-13 E0109 math.greatest() takes 1 or 2 arguments, not 0"},
  };
  check_values(kCases);
  SampleRun run;
  CHECK(run.value("math.greatest(s)").starts_with("fault: 14-15"));
  CHECK(run.value("math.greatest({})") ==
        "fault: 14-16 E0110 math.greatest() takes an int, uint, double, list(double), list(int) or list(uint); "
        "{} is a map");
  CHECK(run.value("math.greatest(i, yes)").starts_with("fault: "));
  CHECK(run.value("math.greatest(['a'])").starts_with("fault: "));
}

TEST_CASE("rounding, signs and roots") {
  static constexpr ValueCase kCases[] = {
      {"math.ceil(1.2)", "2.0"},
      {"math.ceil(-1.2)", "-1.0"},
      {"math.floor(1.8)", "1.0"},
      {"math.floor(-1.2)", "-2.0"},
      {"math.round(d)", "3.0"},
      {"math.round(-d)", "-3.0"},
      {"math.round(1.4)", "1.0"},
      {"math.round(0.49999999999999994)", "0.0"},
      {"math.trunc(1.7)", "1.0"},
      {"math.trunc(-1.7)", "-1.0"},
      {"math.round(0.0 / 0.0)", "NaN"},
      {"math.trunc(1.0 / 0.0)", "Infinity"},
      {"math.ceil(dyn(i))", "error: math.ceil() cannot take 7 (int)"},
      {"math.isNaN(0.0 / 0.0) && !math.isNaN(d) && !math.isNaN(1.0 / 0.0)", "true"},
      {"math.isInf(1.0 / 0.0) && math.isInf(-1.0 / 0.0) && !math.isInf(0.0 / 0.0) && !math.isInf(d)", "true"},
      {"math.isFinite(d) && !math.isFinite(0.0 / 0.0) && !math.isFinite(-1.0 / 0.0)", "true"},
      {"math.isNaN(dyn(n))", "error: math.isNaN() cannot take 3u (uint)"},
      {"math.abs(-i)", "7"},
      {"math.abs(i)", "7"},
      {"math.abs(-d)", "2.5"},
      {"math.abs(-0.0)", "0.0"},
      {"math.abs(n)", "3u"},
      {"math.abs(-9223372036854775807)", "9223372036854775807"},
      {"math.abs(-9223372036854775808)", "error: integer overflow: math.abs(-9223372036854775808)"},
      {"math.sign(-i)", "-1"},
      {"math.sign(0)", "0"},
      {"math.sign(i)", "1"},
      {"math.sign(n)", "1u"},
      {"math.sign(0u)", "0u"},
      {"math.sign(-d)", "-1.0"},
      {"math.sign(-0.0)", "0.0"},
      {"math.sign(1.0 / 0.0)", "1.0"},
      {"math.sign(0.0 / 0.0)", "NaN"},
      {"math.sign(dyn(s))", "error: math.sign() cannot take \"text\" (string)"},
      {"math.sqrt(9)", "3.0"},
      {"math.sqrt(25u)", "5.0"},
      {"math.sqrt(6.25)", "2.5"},
      {"math.sqrt(-1)", "NaN"},
      {"math.sqrt(dyn(yes))", "error: math.sqrt() cannot take true (bool)"},
  };
  check_values(kCases);
}

TEST_CASE("bits") {
  static constexpr ValueCase kCases[] = {
      {"math.bitAnd(6, 3)", "2"},
      {"math.bitAnd(-1, i)", "7"},
      {"math.bitAnd(6u, n)", "2u"},
      {"math.bitOr(6, 3)", "7"},
      {"math.bitOr(4, -2)", "-2"},
      {"math.bitOr(4u, n)", "7u"},
      {"math.bitXor(6, 3)", "5"},
      {"math.bitXor(6u, n)", "5u"},
      {"math.bitNot(0)", "-1"},
      {"math.bitNot(i)", "-8"},
      {"math.bitNot(0u)", "18446744073709551615u"},
      {"math.bitShiftLeft(1, 3)", "8"},
      {"math.bitShiftLeft(1, 63)", "-9223372036854775808"},
      {"math.bitShiftLeft(i, 64)", "0"},
      {"math.bitShiftLeft(n, 63)", "9223372036854775808u"},
      {"math.bitShiftLeft(n, 9223372036854775807)", "0u"},
      {"math.bitShiftRight(8, 3)", "1"},
      {"math.bitShiftRight(-1024, 3)", "2305843009213693824"},
      {"math.bitShiftRight(-1024, 0)", "-1024"},
      {"math.bitShiftRight(-1, 64)", "0"},
      {"math.bitShiftRight(1024u, 2)", "256u"},
      {"math.bitShiftLeft(i, -2)", "error: math.bitShiftLeft() takes 0 or more places, not -2"},
      {"math.bitShiftRight(n, -1)", "error: math.bitShiftRight() takes 0 or more places, not -1"},
      {"math.bitAnd(dyn(1), dyn(1u))", "error: math.bitAnd() cannot take 1 (int), 1u (uint)"},
      {"math.bitOr(dyn(1.2), 1)", "error: math.bitOr() cannot take 1.2 (double), 1 (int)"},
      {"math.bitNot(dyn([1]))", "error: math.bitNot() cannot take [1] (list)"},
  };
  check_values(kCases);
}

TEST_CASE("parts of lists, and lists in another order") {
  static constexpr ValueCase kCases[] = {
      {"lists.range(4)", "[0, 1, 2, 3]"},
      {"lists.range(0)", "[]"},
      {"lists.range(-i)", "error: lists.range() takes 0 or more, not -7"},
      {"ints.slice(1, 3)", "[1, 3]"},
      {"ints.slice(0, 3)", "[4, 1, 3]"},
      {"ints.slice(3, 3)", "[]"},
      {"ints.slice(2, 1)", "error: slice(2, 1) ends before it starts"},
      {"ints.slice(0, 4)", "error: slice(0, 4) reaches past the end of a list of 3"},
      {"ints.slice(-1, 2)", "error: slice(-1, 2) has a negative position; positions are counted from 0"},
      {"ints.slice(0, -9223372036854775808)",
       "error: slice(0, -9223372036854775808) has a negative position; positions are counted from 0"},
      {"part.slice(0, 1)", "[1]"},
      {"items.slice(1, 3).map(x, x.id)", "[\"US-1\", \"BUG-7\"]"},
      {"ints.reverse()", "[3, 1, 4]"},
      {"[].reverse()", "[]"},
      {"part.reverse()[0]", "3"},
      {"items.reverse()[0].id", "\"BUG-8\""},
      {"[[1, 2], [3]].flatten()", "[1, 2, 3]"},
      {"[1, [2, [3, 4]]].flatten()", "[1, 2, [3, 4]]"},
      {"[1, [2, [3, 4]]].flatten(0)", "[1, [2, [3, 4]]]"},
      {"[1, [2, [3, [4]]]].flatten(2)", "[1, 2, 3, [4]]"},
      {"[1, [], [[]], [3, 4]].flatten(9223372036854775807)", "[1, 3, 4]"},
      {"dyn(ints).flatten()", "[4, 1, 3]"},
      {"[].flatten(-1)", "error: flatten() takes a depth of 0 or more, not -1"},
      {"dyn({}).flatten()", "error: flatten() cannot be called on {} (map)"},
      {"[].flatten(dyn('1'))", "error: flatten() cannot take \"1\" (string) when it is called on [] (list)"},
      {"[part, ints].flatten()", "[1, unknown(0.2 of 8), 3, 4, 1, 3]"},
      {"[part, ints].flatten(2)", "unknown(0.2 of 8)"},
      {"items.slice(0, 2).map(x, x.helpers).flatten().map(p, p.id)", "[\"ada\", \"grace\"]"},
      {"items.map(x, x.helpers).flatten()", "unknown(0.5 of 2)"},
      {"ints.sort()", "[1, 3, 4]"},
      {"[].sort()", "[]"},
      {"[2.5, d - 1.0, 0.0 / 0.0, -1.0 / 0.0].sort()", "[-Infinity, 1.5, 2.5, NaN]"},
      {"[n, 1u].sort()", "[1u, 3u]"},
      {"['b', 'é', 'a', ''].sort()", "[\"\", \"a\", \"b\", \"é\"]"},
      {"[b'b', b'a'].sort()", "[b\"a\", b\"b\"]"},
      {"[yes, no].sort()", "[false, true]"},
      {"[duration('2s'), duration('1s')].sort()", "[duration(\"1s\"), duration(\"2s\")]"},
      {"[now, item.created].sort()[1] == now", "true"},
      {"[1, 2u].sort()", "error: sort() cannot order 1 (int) and 2u (uint)"},
      {"dyn(['d', 3]).sort()", "error: sort() cannot order \"d\" (string) and 3 (int)"},
      {"dyn([[1]]).sort()", "error: sort() cannot take a list with [1] (list) in it"},
      {"dyn([null]).sort()", "error: sort() cannot take a list with null in it"},
      {"dyn(items).sort()", "error: sort() cannot take a list with TD-12 (item) in it"},
      {"part.sort()", "unknown(0.2 of 8)"},
      {"lists.range(1000).map(x, 999 - x).sort() == lists.range(1000)", "true"},
  };
  check_values(kCases);
  SampleRun run;
  CHECK(run.value("items.sort()").starts_with("fault: "));
  CHECK(run.value("ints.flatten()").starts_with("fault: "));
  CHECK(run.value("lists.range(2u)").starts_with("fault: "));
}

TEST_CASE("elements once, the first and the last") {
  static constexpr ValueCase kCases[] = {
      {"[2, 1, 2, 1, 3].distinct()", "[2, 1, 3]"},
      {"[].distinct()", "[]"},
      {"[1, 1.0, 1u, 2].distinct()", "[1, 2]"},
      {"[0.0, -0.0].distinct()", "[0.0]"},
      {"[0.0 / 0.0, 0.0 / 0.0].distinct()", "[NaN, NaN]"},
      {"[[1], [1.0], [2]].distinct()", "[[1], [2]]"},
      {"[{'a': 1, 'b': 2}, {'b': 2.0, 'a': 1u}, {'a': 1}].distinct()", "[{\"a\": 1, \"b\": 2}, {\"a\": 1}]"},
      {"['a', b'a', 'a', null, null, yes, no, yes].distinct()", "[\"a\", b\"a\", null, true, false]"},
      {"[int, type(1), string].distinct() == [int, string]", "true"},
      {"[now, now, item.created].distinct().size()", "2"},
      {"[9007199254740993, 9007199254740992].distinct()", "[9007199254740993, 9007199254740992]"},
      {"(items + items).distinct().size()", "4"},
      {"items.distinct().map(x, x.id)", "[\"TD-12\", \"US-1\", \"BUG-7\", \"BUG-8\"]"},
      {"[items, items.map(x, x)].distinct().size()", "1"},
      {"part.distinct()", "unknown(0.2 of 8)"},
      {"[part].distinct()", "unknown(0.2 of 8)"},
      {"ints.first().value() + ints.last().value()", "7"},
      {"ints.filter(x, false).first()", "optional.none()"},
      {"items.last().optMap(x, x.id).orValue('')", "\"BUG-8\""},
      {"part.first()", "optional.of(1)"},
      {"part.slice(1, 2).first()", "unknown(0.2 of 8)"},
      {"[[]].first().value().first().hasValue()", "false"},
      {"ints.isDistinct()", "true"},
      {"(ints + [1]).isDistinct()", "false"},
      {"[1, 1.0].isDistinct()", "false"},
      {"[].isDistinct()", "true"},
      {"[0.0 / 0.0, 0.0 / 0.0].isDistinct()", "true"},
      {"items.isDistinct()", "true"},
      {"part.isDistinct()", "unknown(0.2 of 8)"},
      {"[ints, ints].isDistinct()", "false"},
      {"dyn(s).isDistinct()", "error: isDistinct() cannot be called on \"text\" (string)"},
  };
  check_values(kCases);
}

TEST_CASE("lists as sets") {
  static constexpr ValueCase kCases[] = {
      {"sets.contains([], [])", "true"},
      {"sets.contains([], ints)", "false"},
      {"sets.contains(ints, [])", "true"},
      {"sets.contains(ints, [3, 1, 3])", "true"},
      {"sets.contains(ints, [3, 2])", "false"},
      {"sets.contains([1, 2.0, 3u], [1.0, 2u, 3])", "true"},
      {"sets.contains([[1], [2, 3]], [[2, 3.0]])", "true"},
      {"sets.contains([0.0 / 0.0], [0.0 / 0.0])", "false"},
      {"sets.contains(items, [item])", "true"},
      {"sets.equivalent([], [])", "true"},
      {"sets.equivalent([1, 1], [1u, 1.0])", "true"},
      {"sets.equivalent([2, 1], [1])", "false"},
      {"sets.equivalent([1], [2, 1])", "false"},
      {"sets.equivalent(ints, [1, 3, 4, 4])", "true"},
      {"sets.intersects([], [])", "false"},
      {"sets.intersects(ints, [])", "false"},
      {"sets.intersects(ints, [9, 3])", "true"},
      {"sets.intersects(ints, [9, 2])", "false"},
      {"sets.intersects([1], ['1', 1.0])", "true"},
      {"sets.intersects(item.labels, ['core'])", "true"},
      {"sets.contains(part, [1])", "unknown(0.2 of 8)"},
      {"sets.intersects([1], part)", "unknown(0.2 of 8)"},
      {"sets.equivalent(part, part)", "unknown(0.2 of 8)"},
      {"sets.contains(dyn(s), ints)", "error: sets.contains() cannot take \"text\" (string), [4, 1, 3] (list)"},
  };
  check_values(kCases);
}

TEST_CASE("whole lists of numbers and texts, of every type") {
  static constexpr ValueCase kCases[] = {
      {"[d, 0.0 / 0.0].min()", "error: min() cannot order NaN, which is no number"},
      {"[0.0 / 0.0, d].max()", "error: max() cannot order NaN, which is no number"},
      {"[0.0 / 0.0].max()", "NaN"},
      {"[item.created, now].max() == now", "true"},
      {"[n, 1u].max()", "3u"},
      {"[duration('2s'), duration('1s')].min()", "duration(\"1s\")"},
      {"dyn(items).min()", "error: min() cannot take a list with TD-12 (item) in it"},
      {"dyn(items).sum()", "error: sum() cannot take a list with TD-12 (item) in it"},
      {"dyn(items).avg()", "error: avg() cannot take a list with TD-12 (item) in it"},
      {"dyn([now]).sum()",
       "error: sum() cannot take a list with timestamp(\"2026-03-05T12:00:00Z\") (timestamp) in it"},
  };
  check_values(kCases);
}

TEST_CASE("lists that cost too much") {
  static constexpr ValueCase kCases[] = {
      {"lists.range(9223372036854775807).size()", "error: the expression needs too much memory"},
      {"lists.range(5000000).size()", "error: the expression needs too much memory"},
      {"lists.range(1000000).size()", "1000000"},
      {"lists.range(1000000).sort().size()", "error: the expression takes too many steps"},
      {"lists.range(20000).sort().size()", "20000"},
      {"lists.range(20000).map(x, x / 2).distinct().size()", "10000"},
      {"lists.range(20000).isDistinct()", "true"},
      {"sets.equivalent(lists.range(20000), lists.range(20000).reverse())", "true"},
  };
  check_values(kCases);
}

TEST_CASE("what would take for ever spends its steps and ends") {
  Arena arena;
  const auto spent = [&](std::string_view name, std::vector<Value> arguments) {
    CallContext context{arena, nullptr};
    context.steps = kMaxSteps - 100'000;
    const auto& overload = all_overloads()[overloads_of(name, true).back()];
    return std::string(overload.call(arguments, context).error->message);
  };
  // Integers so large that all of them are one double.
  std::vector<Value> large;
  for (std::int64_t i = 0; i < 1'000; ++i) large.push_back(Value::of((std::int64_t{1} << 62) + i % 512));
  for (std::int64_t i = 0; i < 1'000; ++i) large.push_back(Value::of((std::int64_t{1} << 62) + i % 512));
  CHECK(spent("distinct", {Value::of_list(large)}) == "the expression takes too many steps");
  // A list whose parts are shared a thousand million times.
  Value shared = Value::of(std::int64_t{1});
  for (int i = 0; i < 30; ++i) {
    const auto pair = arena.array<Value>(2);
    std::ranges::fill(pair, shared);
    shared = Value::of_list(pair);
  }
  CHECK(spent("flatten", {shared, Value::of(std::int64_t{99})}) == "the expression takes too many steps");
  CHECK(spent("distinct", {shared}) == "the expression takes too many steps");
  CHECK(spent("isDistinct", {shared}) == "the expression takes too many steps");
}

TEST_CASE("a list in the order of keys is as it was where keys are equal") {
  Arena arena;
  CallContext context{arena, nullptr};
  std::vector<Value> elements;
  std::vector<Value> keys;
  for (std::int64_t i = 0; i < 100; ++i) {
    elements.push_back(Value::of(i));
    keys.push_back(Value::of(std::int64_t{i % 3}));
  }
  const auto sorted = sort_by_keys(Value::of_list(elements), Value::of_list(keys), "sortBy", context);
  REQUIRE(sorted.size == 100);
  for (std::uint32_t i = 1; i < sorted.size; ++i) {
    const auto before = sorted.element(i - 1).i;
    const auto after = sorted.element(i).i;
    CHECK((before % 3 < after % 3 || (before % 3 == after % 3 && before < after)));
  }
}

TEST_CASE("integers of two scales have no order and make no set") {
  Arena arena;
  CallContext context{arena, nullptr};
  Value rung = Value::of(std::int64_t{3});
  rung.slot = 1;
  Value other = Value::of(std::int64_t{4});
  other.slot = 2;
  const auto both = std::to_array({rung, other});
  const auto list = Value::of_list(both);
  const auto call = [&](std::string_view name, bool member, std::vector<Value> arguments) {
    const auto& overload = all_overloads()[overloads_of(name, member)[0]];
    return overload.call(arguments, context).kind;
  };
  for (const auto* name : {"sum", "min", "max", "sort", "distinct", "isDistinct"}) {
    INFO(name);
    CHECK(call(name, true, {list}) == Value::Kind::error);
  }
  CHECK(call("sets.intersects", false, {list, list}) == Value::Kind::error);

  // Wherever they stand, with one that has no scale between or before them.
  const Value plain = Value::of(std::int64_t{1});
  for (const auto& three : {std::to_array({plain, rung, other}), std::to_array({rung, plain, other})}) {
    CHECK(call("sum", true, {Value::of_list(three)}) == Value::Kind::error);
  }
  // A sum is on no scale.
  const auto same = std::to_array({rung, plain});
  const std::array list_of_same = {Value::of_list(same)};
  const Value sum = all_overloads()[overloads_of("sum", true)[0]].call(list_of_same, context);
  CHECK(sum.i == 4);
  CHECK(sum.scale() == 0);
  const auto greater = overloads_of("math.greatest", false)[3];
  CHECK(all_overloads()[greater].call(both, context).is(Value::Kind::error));
}

}  // namespace sprintd::lang
