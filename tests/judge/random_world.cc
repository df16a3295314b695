#include "tests/judge/random_world.h"

#include <limits>

#include "rules/base/origin.h"
#include "rules/lang/optional_value.h"

namespace sprintd::lang::judge {

namespace {

using Kind = Type::Kind;

constexpr std::uint32_t kRows = 5;

constexpr std::int64_t kInts[] = {0,
                                  1,
                                  2,
                                  3,
                                  5,
                                  7,
                                  10,
                                  -1,
                                  -2,
                                  -7,
                                  63,
                                  64,
                                  1000,
                                  std::numeric_limits<std::int64_t>::max(),
                                  std::numeric_limits<std::int64_t>::min(),
                                  std::int64_t{1} << 53};
constexpr std::uint64_t kUints[] = {
    0, 1, 2, 3, 5, 64, 1000, std::numeric_limits<std::uint64_t>::max(), std::uint64_t{1} << 63U};
constexpr double kReals[] = {0.0,
                             -0.0,
                             0.5,
                             1.0,
                             2.0,
                             2.5,
                             -1.5,
                             3.0,
                             1e300,
                             -1e300,
                             9007199254740993.0,
                             1e18,
                             1e19,
                             5e-324,
                             1e-9,
                             7.25,
                             std::numeric_limits<double>::infinity(),
                             -std::numeric_limits<double>::infinity(),
                             std::numeric_limits<double>::quiet_NaN()};
constexpr std::string_view kTexts[] = {
    "",      "a",     "b",      "ab",   "abab",          "TD-12",    "äß€😀",
    " x ",   "1",     "-7.5",   "true", "a,b,,c",        "%s %d",    "2026-03-02T15:00:00Z",
    "1h30m", "(a)|b", "[a-b]+", "UTC",  "Europe/Berlin", "aGVsbG8=", "2026-03-01"};
constexpr std::string_view kBytes[] = {"", "a", "ab", "\xff\x00z", "\xc3\xa4"};
constexpr std::int64_t kSeconds[] = {0, 1, -1, 1'772'323'200, 1'772'452'800, 1'774'746'000, 1'700'000'000, 86'399};
constexpr std::uint32_t kNanos[] = {0, 0, 0, 500'000'000, 1, 999'999'999};
constexpr std::int64_t kLengths[] = {0, 1, -1, 60, 3'600, -5'400, 86'400, 9'223'372'036, -9'223'372'036};

}  // namespace

Scenery::Scenery() {
  item = schema.add(Entity{"item", {}});
  person = schema.add(Entity{"person", {}});
  const auto a_person = Type::of_entity(person);
  const auto an_item = Type::of_entity(item);
  const auto fill = [this](EntityType entity, std::vector<std::pair<std::string, Type>> fields) {
    for (auto& [name, type] : fields) {
      const auto slot = static_cast<std::uint16_t>(schema.entity(entity).fields.size());
      schema.entity(entity).fields.push_back({std::move(name), std::move(type), slot, "", {}, -1});
    }
  };
  fill(item, {{"flag", Kind::boolean},
              {"count", Kind::integer},
              {"size_", Kind::uinteger},
              {"points", Kind::real},
              {"title", Kind::string},
              {"raw", Kind::bytes},
              {"at", Kind::timestamp},
              {"length", Kind::duration},
              {"labels", Type::list(Kind::string)},
              {"numbers", Type::list(Kind::integer)},
              {"reals", Type::list(Kind::real)},
              {"assignee", a_person},
              {"helpers", Type::list(a_person)},
              {"table", Type::map(Kind::string, Kind::integer)},
              {"anything", Kind::dyn}});
  fill(person, {{"name", Kind::string},
                {"capacity", Kind::real},
                {"manager", a_person},
                {"rung", Kind::integer},
                {"items", Type::list(an_item)},
                {"joined", Kind::timestamp}});
  schema.add(HostFunction{"twist", 0, {Kind::integer}, Kind::integer, "", -1});
  const auto add = [this](std::string name, Type type) {
    variables.push_back({std::move(name), std::move(type), static_cast<std::uint16_t>(variables.size()), ""});
  };
  add("item", an_item);
  add("other", an_item);
  add("who", a_person);
  add("i", Kind::integer);
  add("u", Kind::uinteger);
  add("d", Kind::real);
  add("s", Kind::string);
  add("b", Kind::boolean);
  add("y", Kind::bytes);
  add("t", Kind::timestamp);
  add("l", Kind::duration);
  add("ints", Type::list(Kind::integer));
  add("strs", Type::list(Kind::string));
  add("rows", Type::list(an_item));
  add("m", Type::map(Kind::string, Kind::integer));
  add("o", Type::optional(Kind::integer));
  add("x", Kind::dyn);

  const auto define = [this](std::string name, std::vector<std::string> parameters, std::string body) {
    const auto& text = texts_.emplace_back(std::move(body));
    const auto& origin = origins_.emplace_back(Origin::verbatim(FileId{1}, 0, static_cast<std::uint32_t>(text.size())));
    Diagnostics diagnostics;
    definitions.add(std::move(name), std::move(parameters), {text, &origin}, {}, diagnostics);
  };
  define("heavy", {}, "item.points > 2.0");
  define("marked", {}, "item.labels.map(one, one + '!')");
  define("rate", {}, "10 / i");
  define("twice", {"p"}, "p + p");
  define("pick", {"c", "p", "q"}, "c ? p : q");
}

Environment Scenery::environment() const {
  Environment environment;
  environment.schema = &schema;
  environment.definitions = &definitions;
  environment.variables = variables;
  return environment;
}

RandomWorld::RandomWorld(const Scenery& scenery, std::uint64_t seed) : zone_(*TimeZone::load("Europe/Berlin")) {
  RandomSource random(seed);
  for (const auto entity : {scenery.item, scenery.person}) {
    for (const auto& field : scenery.schema.entity(entity).fields) {
      for (std::uint32_t row = 0; row < kRows; ++row) {
        if (random.one_in(4)) continue;
        auto value = random.one_in(12) ? Value::null() : value_of(field.type, random);
        constexpr std::size_t kScales = 3;
        if (field.name == "rung") value.slot = static_cast<std::uint16_t>(random.below(kScales));
        if (value.is(Value::Kind::null)) value.slot = 0;
        cells_[{entity, row, field.slot}] = value;
      }
    }
  }
  for (const auto& variable : scenery.variables) {
    const auto row = static_cast<std::uint32_t>(random.below(kRows));
    const bool absent = random.one_in(8);
    variables_.push_back(absent ? Value::unknown({scenery.item, 1, row}) : value_of(variable.type, random));
  }
}

Value RandomWorld::value_of(const Type& type, RandomSource& random) {
  switch (type.kind) {
    case Kind::boolean:
      return Value::of(random.one_in(2));
    case Kind::integer:
      return Value::of(random.of(kInts));
    case Kind::uinteger:
      return Value::of_uint(random.of(kUints));
    case Kind::real:
      return Value::of(random.of(kReals));
    case Kind::string:
      return Value::of(random.of(kTexts));
    case Kind::bytes:
      return Value::of_bytes(random.of(kBytes));
    case Kind::timestamp:
      return Value::timestamp(random.of(kSeconds), random.of(kNanos));
    case Kind::duration:
      return Value::duration(random.of(kLengths), random.of(kNanos));
    case Kind::entity:
      return Value::of_entity(type.entity, static_cast<std::uint32_t>(random.below(kRows)));
    case Kind::optional:
      return random.one_in(2) ? no_optional() : make_optional(value_of(type.parameters[0], random), arena_);
    case Kind::list: {
      const auto size = random.below(4);
      if (type.parameters[0].kind == Kind::entity && !random.one_in(3)) {
        const auto rows = arena_.array<std::uint32_t>(size);
        for (auto& row : rows) row = static_cast<std::uint32_t>(random.below(kRows));
        return Value::of_rows(type.parameters[0].entity, rows);
      }
      const auto values = arena_.array<Value>(size);
      for (auto& value : values) {
        const bool absent = random.one_in(10);
        value = absent ? Value::unknown({EntityType{}, 3, 0}) : value_of(type.parameters[0], random);
      }
      return Value::of_list(values);
    }
    case Kind::map: {
      static constexpr std::string_view kKeys[] = {"a", "b", "ab"};
      const auto entries = arena_.array<MapEntry>(random.below(4));
      for (std::size_t i = 0; i < entries.size(); ++i) {
        entries[i] = {Value::of(kKeys[i]), value_of(type.parameters[1], random)};
      }
      return Value::of_map(entries);
    }
    default: {
      static const Type kAny[] = {Kind::boolean,
                                  Kind::integer,
                                  Kind::real,
                                  Kind::string,
                                  Kind::uinteger,
                                  Type::list(Kind::integer),
                                  Type::map(Kind::string, Kind::integer)};
      return value_of(random.of(kAny), random);
    }
  }
}

Value RandomWorld::field(EntityType entity, std::uint32_t row, std::uint16_t slot, Arena&) const {
  const auto found = cells_.find({entity, row, slot});
  return found == cells_.end() ? Value::unknown({entity, slot, row}) : found->second;
}

bool RandomWorld::present(EntityType entity, std::uint32_t row, std::uint16_t slot) const {
  const auto found = cells_.find({entity, row, slot});
  return found != cells_.end() && !found->second.is(Value::Kind::null);
}

Value RandomWorld::call(std::uint16_t, std::span<const Value> arguments, Arena& arena) const {
  const auto number = arguments[0].i;
  if (number == 1) return Value::unknown({EntityType{}, 2, 1});
  if (number < 0) return make_error(arena, "twist takes no number below 0");
  return Value::of(number / 2);
}

Value RandomWorld::incomparable(const Value& a, const Value&, Arena&) const {
  return Value::unknown({EntityType{1}, 3, static_cast<std::uint32_t>(a.scale())});
}

}  // namespace sprintd::lang::judge
