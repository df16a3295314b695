#include "rules/lang/value.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "rules/lang/equality.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_text.h"

namespace sprintd::lang {

namespace {

Value integer(std::int64_t number) { return Value::of(number); }
Value uinteger(std::uint64_t number) { return Value::of_uint(number); }
Value real(double number) { return Value::of(number); }
Value text(std::string_view of) { return Value::of(of); }

}  // namespace

TEST_CASE("instants and lengths of time lose nothing") {
  const Instant before{-1};
  CHECK(Value::of(before).i == -1);
  CHECK(Value::of(before).size == 999'999'000);
  CHECK(Value::of(before).instant() == before);
  CHECK(Value::of(Instant{1'500'000}).i == 1);
  CHECK(Value::of(Instant{1'500'000}).size == 500'000'000);
  CHECK(constant_text(Value::of(Duration{-1'500'000})) == "duration(\"-1.5s\")");
  CHECK(Value::timestamp(5, 1'999).instant() == Instant{5'000'001});
}

TEST_CASE("durations have the range of an int64 of nanoseconds") {
  CHECK(valid_duration(Value::duration(9'223'372'036, 854'775'807)));
  CHECK_FALSE(valid_duration(Value::duration(9'223'372'036, 854'775'808)));
  CHECK_FALSE(valid_duration(Value::duration(9'223'372'037, 0)));
  CHECK(valid_duration(Value::duration(-9'223'372'037, 145'224'192)));
  CHECK_FALSE(valid_duration(Value::duration(-9'223'372'037, 145'224'191)));
  CHECK_FALSE(valid_duration(Value::duration(-9'223'372'038, 0)));
}

TEST_CASE("numbers of different kinds have one order, and above 2^53 as doubles") {
  constexpr auto kMaxInt = std::numeric_limits<std::int64_t>::max();
  constexpr auto kMinInt = std::numeric_limits<std::int64_t>::min();
  constexpr auto kMaxUint = std::numeric_limits<std::uint64_t>::max();
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  struct Case {
    Value less;
    Value greater;
  };
  const Case cases[] = {
      {integer(1), integer(2)},
      {uinteger(1), uinteger(2)},
      {real(1), real(1.5)},
      {integer(-1), uinteger(0)},
      {integer(kMaxInt), uinteger(kMaxUint)},
      {integer(1), real(1.5)},
      {real(1.5), integer(2)},
      {real(-1.5), integer(-1)},
      {integer(-2), real(-1.5)},
      {integer(kMaxInt), real(9223372036854777856.0)},
      {real(-9223372036854777856.0), integer(kMinInt)},
      {integer(9007199254740992), real(9007199254740994.0)},
      {uinteger(1), real(1.5)},
      {real(-0.5), uinteger(0)},
      {uinteger(kMaxUint), real(18446744073709555712.0)},
      {uinteger(kMaxUint), real(kInfinity)},
      {real(-kInfinity), integer(kMinInt)},
      {Value::of(false), Value::of(true)},
      {text("Z"), text("a")},
      {text("a"), text("aa")},
      {text("z"), text("é")},
      {Value::of_bytes("a"), Value::of_bytes("b")},
      {Value::timestamp(1, 5), Value::timestamp(1, 6)},
      {Value::timestamp(-2, 5), Value::timestamp(-1, 0)},
      {Value::duration(1, 0), Value::duration(2, 0)},
  };
  Arena arena;
  CallContext context{arena, nullptr};
  for (const auto& [less, greater] : cases) {
    INFO(constant_text(less) << " < " << constant_text(greater));
    CHECK(order(less, greater) == std::partial_ordering::less);
    CHECK(order(greater, less) == std::partial_ordering::greater);
    CHECK(order(less, less) == std::partial_ordering::equivalent);
    CHECK(equals(less, greater, context).is_false());
    CHECK(equals(greater, greater, context).is_true());
  }
  CHECK(equals(integer(kMaxInt), real(9223372036854775808.0), context).is_true());
  CHECK(equals(uinteger(kMaxUint), real(18446744073709551616.0), context).is_true());
  CHECK(equals(real(9007199254740992.0), integer(9007199254740993), context).is_true());
  const double nan = std::nan("");
  for (const auto& number : {integer(1), uinteger(1), real(1), real(nan)}) {
    CHECK(order(number, real(nan)) == std::partial_ordering::unordered);
    CHECK(order(real(nan), number) == std::partial_ordering::unordered);
    CHECK(equals(number, real(nan), context).is_false());
  }
  CHECK_FALSE(order(integer(1), text("1")));
  CHECK_FALSE(order(Value::null(), Value::null()));
  CHECK_FALSE(order(Value::of_list({}), Value::of_list({})));
}

TEST_CASE("equality goes deep, and rows are lists of entities") {
  Arena arena;
  CallContext context{arena, nullptr};
  const EntityType item{1};
  const EntityType person{2};
  const std::uint32_t numbers[] = {4, 5};
  const Value entities[] = {Value::of_entity(item, 4), Value::of_entity(item, 5)};
  const Value people[] = {Value::of_entity(person, 4), Value::of_entity(person, 5)};
  const auto rows = Value::of_rows(item, numbers);
  CHECK(equals(rows, Value::of_list(entities), context).is_true());
  CHECK(equals(Value::of_list(entities), rows, context).is_true());
  CHECK(equals(rows, rows, context).is_true());
  CHECK(equals(rows, Value::of_list(people), context).is_false());
  CHECK(equals(rows, Value::of_rows(person, numbers), context).is_false());
  CHECK(equals(Value::of_rows(item, {}), Value::of_list({}), context).is_true());
  CHECK(contains_element(entities[1], rows, context).is_true());
  CHECK(contains_element(people[1], rows, context).is_false());
  CHECK(contains_element(integer(4), rows, context).is_false());

  const auto absent = Value::unknown({item, 3, 7});
  const Value with_gap[] = {integer(1), absent};
  const Value without[] = {integer(1), integer(2)};
  CHECK(equals(Value::of_list(with_gap), Value::of_list(without), context).field() == FieldRef{item, 3, 7});
  const MapEntry gap[] = {{text("a"), absent}};
  const MapEntry no_gap[] = {{text("a"), integer(1)}};
  const MapEntry other[] = {{text("b"), integer(1)}};
  CHECK(equals(Value::of_map(gap), Value::of_map(no_gap), context).is(Value::Kind::unknown));
  CHECK(equals(Value::of_map(gap), Value::of_map(other), context).is_false());
  const auto failed = make_error(arena, "broken");
  const Value with_error[] = {failed, absent};
  CHECK(equals(Value::of_list(with_error), Value::of_list(without), context).is(Value::Kind::error));
  CHECK(equals(absent, failed, context).is(Value::Kind::unknown));
  CHECK(equals(failed, absent, context).is(Value::Kind::unknown));
  CHECK(equals(failed, integer(1), context).is(Value::Kind::error));
  CHECK(contains_element(integer(9), Value::of_list(with_gap), context).is(Value::Kind::unknown));
}

TEST_CASE("optionals are equal when both are empty or hold the same") {
  Arena arena;
  CallContext context{arena, nullptr};
  Value none;
  none.kind = Value::Kind::optional;
  none.values = nullptr;
  const Value inside = integer(1);
  Value some = none;
  some.values = &inside;
  CHECK(equals(none, none, context).is_true());
  CHECK(equals(none, some, context).is_false());
  CHECK(equals(some, some, context).is_true());
  CHECK(constant_text(none) == "optional.none()");
  CHECK(constant_text(some) == "optional.of(1)");
}

TEST_CASE("what comparing costs is charged") {
  Arena arena;
  CallContext context{arena, nullptr, kMaxSteps};
  const Value one[] = {integer(1)};
  const MapEntry entry[] = {{integer(1), integer(1)}};
  CHECK(constant_text(equals(Value::of_list(one), Value::of_list(one), context)) ==
        "error: the expression takes too many steps");
  CHECK(equals(Value::of_map(entry), Value::of_map(entry), context).is(Value::Kind::error));
  CHECK(contains_element(one[0], Value::of_list(one), context).is(Value::Kind::error));
}

TEST_CASE("kinds have names for messages") {
  CHECK(kind_name(Value::Kind::rows) == "list");
  CHECK(kind_name(Value::Kind::null) == "null");
  for (unsigned kind = 0; kind <= static_cast<unsigned>(Value::Kind::unknown); ++kind) {
    CHECK(kind_name(static_cast<Value::Kind>(kind)) != "?");
  }
}

TEST_CASE("exact texts of values") {
  Arena arena;
  CHECK(constant_text(Value::null()) == "null");
  CHECK(constant_text(real(1)) == "1.0");
  CHECK(constant_text(real(1e21)) == "1e+21");
  CHECK(constant_text(real(-std::numeric_limits<double>::infinity())) == "-Infinity");
  CHECK(constant_text(text("a\"\\\n")) == "\"a\\\"\\\\\\n\"");
  CHECK(constant_text(Value::of_bytes(std::string_view("\0~\"", 3))) == "b\"\\x00~\\x22\"");
  CHECK(constant_text(make_error(arena, "division by zero")) == "error: division by zero");
  CHECK(constant_text(Value::unknown({EntityType{1}, 2, 3})) == "unknown(1.2 of 3)");
  CHECK(type_word(Type::map(Type::Kind::string, Type::list(Type::variable("T")))) == "map(string, list(T))");
  CHECK(type_word(Type::optional(Type::Kind::dyn)) == "optional_type(dyn)");
  CHECK(type_word(Type::of_entity(EntityType{3})) == "entity 3");
}

}  // namespace sprintd::lang
