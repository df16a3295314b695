#include "tests/judge/random_world.h"

#include <cctype>
#include <limits>

#include "rules/lang/time_value.h"
#include "rules/lang/value_text.h"
#include "tests/judge/odd_values.h"

namespace sprintd::judge {

using lang::EntityType;
using lang::Type;
using lang::Value;

namespace {

constexpr std::uint16_t kActsAs = 7;
constexpr std::uint16_t kSeniority = 1;
constexpr std::uint32_t kRows = 4;  // of each entity

}  // namespace

Value World::row_of(EntityType entity, Random& random) const {
  return Value::of_entity(entity, static_cast<std::uint32_t>(random.below(kRows)));
}

Value World::scalar(Type::Kind kind, Random& random) {
  switch (kind) {
    case Type::Kind::null:
      return Value::null();
    case Type::Kind::boolean:
      return Value::of(random.chance(50));
    case Type::Kind::integer: {
      auto value = Value::of(random.chance(60) ? kInts[random.below(9)] : random.one_of(kInts));
      if (random.chance(20)) value.slot = static_cast<std::uint16_t>(1 + random.below(3));
      return value;
    }
    case Type::Kind::uinteger:
      return Value::of_uint(random.one_of(kUints));
    case Type::Kind::real:
      if (random.chance(8)) return Value::of(std::numeric_limits<double>::quiet_NaN());
      if (random.chance(5)) return Value::of(std::numeric_limits<double>::infinity());
      return Value::of(random.chance(60) ? kReals[random.below(8)] : random.one_of(kReals));
    case Type::Kind::string:
      return Value::of(random.one_of(kTexts));
    case Type::Kind::bytes:
      return Value::of_bytes(random.chance(10) ? std::string_view("\xff\x00z", 3) : random.one_of(kTexts));
    case Type::Kind::timestamp:
      return *lang::parse_timestamp(random.one_of(kTimes));
    default:
      return *lang::parse_duration(random.one_of(kLengths));
  }
}

Value World::list_of(const Type& element, Random& random, int depth) {
  const auto size = random.below(depth > 1 ? 5 : 4);
  if (element.kind == Type::Kind::entity) {
    const auto rows = arena_.array<std::uint32_t>(size);
    for (auto& row : rows) row = static_cast<std::uint32_t>(random.below(kRows));
    return Value::of_rows(element.entity, rows);
  }
  const auto values = arena_.array<Value>(size);
  const bool holes = random.chance(12);
  for (auto& one : values) {
    one = value(element, random, depth - 1);
    if (holes && random.chance(30)) {
      one = Value::unknown({EntityType{}, 99, static_cast<std::uint32_t>(random.below(5))});
    }
  }
  return Value::of_list(values);
}

Value World::map_of(const Type& type, Random& random, int depth) {
  const auto entries = arena_.array<lang::MapEntry>(random.below(4));
  const bool by_text = type.parameters[0].kind == Type::Kind::string;
  std::size_t i = 0;
  for (auto& [key, entry] : entries) {
    const auto first = random.below(4) + 5 * i++;  // no key twice
    key = by_text ? Value::of(kTexts[first]) : Value::of(static_cast<std::int64_t>(first));
    entry = value(type.parameters[1], random, depth - 1);
  }
  return Value::of_map(entries);
}

Value World::any_value(Random& random, int depth) {
  static constexpr std::array kKinds = {Type::Kind::null,     Type::Kind::boolean,   Type::Kind::integer,
                                        Type::Kind::uinteger, Type::Kind::real,      Type::Kind::string,
                                        Type::Kind::bytes,    Type::Kind::timestamp, Type::Kind::duration};
  const auto choice = random.below(depth > 0 ? 16 : 12);
  if (choice < 9) return scalar(kKinds[choice], random);
  if (choice < 11) return scalar(Type::Kind::integer, random);
  if (choice == 11) return row_of(random.chance(50) ? schema_.item : schema_.person, random);
  if (choice < 14) return list_of(Type::Kind::dyn, random, depth);
  return map_of(Type::map(Type::Kind::string, Type::Kind::dyn), random, depth);
}

Value World::value(const Type& type, Random& random, int depth) {
  switch (type.kind) {
    case Type::Kind::dyn:
      return any_value(random, depth);
    case Type::Kind::list:
      return list_of(type.parameters[0], random, depth);
    case Type::Kind::map:
      return map_of(type, random, depth);
    case Type::Kind::entity:
      return row_of(type.entity, random);
    case Type::Kind::optional: {
      Value optional;
      optional.kind = Value::Kind::optional;
      optional.values = nullptr;
      if (random.chance(60)) {
        const auto held = arena_.array<Value>(1);
        held[0] = value(type.parameters[0], random, depth);
        optional.values = held.data();
      }
      return optional;
    }
    default:
      return scalar(type.kind, random);
  }
}

Value World::field_value(const lang::Field& field, Random& random) {
  if (!field.values.empty()) return Value::of(std::string_view(random.one_of(field.values)));
  return value(field.type, random, 2);
}

World::World(const WorldSchema& schema, Random& random) : schema_(schema), zone_(*TimeZone::load("Europe/Berlin")) {
  for (std::size_t e = 0; e < schema.schema.size(); ++e) {
    const auto entity = EntityType(static_cast<std::uint8_t>(e));
    for (std::uint32_t row = 0; row < kRows; ++row) {
      for (const auto& field : schema.schema.entity(entity).fields) {
        if (random.chance(10)) continue;
        auto cell = random.chance(3) ? Value::null() : field_value(field, random);
        cells_.emplace(std::tuple(entity, row, field.slot), cell);
      }
    }
  }
  for (const auto& variable : schema.variables) {
    const bool absent = variable.type.kind != Type::Kind::entity && random.chance(4);
    variables_.push_back(absent ? Value::unknown({EntityType{}, 98, variable.slot}) : value(variable.type, random, 2));
  }
}

Value World::field(EntityType entity, std::uint32_t row, std::uint16_t slot, Arena&) const {
  const auto found = cells_.find({entity, row, slot});
  return found != cells_.end() ? found->second : Value::unknown({entity, slot, row});
}

bool World::present(EntityType entity, std::uint32_t row, std::uint16_t slot) const {
  const auto found = cells_.find({entity, row, slot});
  return found != cells_.end() && !found->second.is(Value::Kind::null);
}

Value World::call(std::uint16_t function, std::span<const Value> arguments, Arena& arena) const {
  if (function == kSeniority) {
    if (arguments[0].string() != "senior_1") return lang::make_error(arena, "there is no such rung");
    auto rung = Value::of(std::int64_t{3});
    rung.slot = 1;
    return rung;
  }
  if (function == kActsAs && arguments[0].row == 2) return Value::unknown({schema_.person, 97, 2});
  return Value::of(arguments[0].row == 0 && arguments[1].string() == "tech_lead");
}

Value World::incomparable(const Value& a, const Value& b, Arena& arena) const {
  const auto scales = static_cast<std::uint32_t>(a.scale() + b.scale());
  if (scales == 4) return Value::unknown({schema_.item, 96, scales});
  return lang::make_error(arena, "these two numbers do not compare");
}

std::string_view World::id(EntityType entity, std::uint32_t row) const {
  static constexpr std::array<std::string_view, kRows> kIds = {"a-0", "a-1", "a-2", "a-3"};
  return entity == schema_.item ? kIds[row] : kIds[kRows - 1 - row];
}

std::string World::text(const std::string& expression) const {
  std::string out;
  const auto is_part = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  const auto says = [&](const std::string& name) {
    for (auto at = expression.find(name); at != std::string::npos; at = expression.find(name, at + 1)) {
      const auto end = at + name.size();
      if ((at == 0 || !is_part(expression[at - 1])) && (end == expression.size() || !is_part(expression[end])))
        return true;
    }
    return false;
  };
  for (const auto& variable : schema_.variables) {
    if (!says(variable.name)) continue;
    out += "  " + variable.name + " = " + lang::constant_text(variables_[variable.slot]) + "\n";
  }
  for (const auto& [place, cell] : cells_) {
    const auto& [entity, row, slot] = place;
    const auto& of = schema_.schema.entity(entity);
    if (!says(of.fields[slot].name)) continue;
    out += "  " + of.name + " " + std::to_string(row) + ": " + of.fields[slot].name + " = " +
           lang::constant_text(cell) + "\n";
  }
  return out;
}

}  // namespace sprintd::judge
