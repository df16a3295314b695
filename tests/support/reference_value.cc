#include "tests/support/reference_value.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace sprintd::lang::reference {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

List elements_of(const lang::Value& list) {
  List out;
  for (std::uint32_t i = 0; i < list.size; ++i) out.push_back(from_real(list.element(i)));
  return out;
}

Map entries_of(const lang::Value& map) {
  Map out;
  for (std::uint32_t i = 0; i < map.size; ++i) {
    out.emplace_back(from_real(map.entries[i].key), from_real(map.entries[i].value));
  }
  return out;
}

bool identical_lists(const List& a, const List& b) { return std::ranges::equal(a, b, identical); }

bool identical_maps(const Map& a, const Map& b) {
  return a.size() == b.size() && std::ranges::all_of(a, [&b](const auto& entry) {
           return std::ranges::any_of(b, [&entry](const auto& other) {
             return identical(entry.first, other.first) && identical(entry.second, other.second);
           });
         });
}

bool identical_optionals(const Optional& a, const Optional& b) {
  if (a.value == nullptr || b.value == nullptr) return a.value == b.value;
  return identical(*a.value, *b.value);
}

}  // namespace

Value from_real(const lang::Value& value) {
  using Kind = lang::Value::Kind;
  switch (value.kind) {
    case Kind::null:
      return {Null{}};
    case Kind::boolean:
      return {value.b};
    case Kind::integer:
      return {Integer{value.i, value.slot}};
    case Kind::uinteger:
      return {value.u};
    case Kind::real:
      return {value.d};
    case Kind::string:
      return {std::string(value.string())};
    case Kind::bytes:
      return {Bytes{std::string(value.string())}};
    case Kind::timestamp:
      return {Timestamp{value.i, value.size}};
    case Kind::duration:
      return {Duration{value.i, value.size}};
    case Kind::list:
    case Kind::rows:
      return make_list(elements_of(value));
    case Kind::map:
      return make_map(entries_of(value));
    case Kind::type:
      return {TypeName{value.type->kind, value.type->entity}};
    case Kind::optional:
      return value.values == nullptr ? make_none() : make_some(from_real(*value.values));
    case Kind::entity:
      return {Row{value.entity, value.row}};
    case Kind::error:
      return make_error();
    case Kind::unknown:
      return {Unknown{value.field()}};
  }
  return make_error();
}

bool identical(const Value& a, const Value& b) {
  if (a.is.index() != b.is.index()) return false;
  return std::visit(
      Overloaded{
          [](const Null&) { return true; },
          [&b](bool is) { return is == *b.as<bool>(); },
          [&b](const Integer& is) { return is.value == b.as<Integer>()->value && is.scale == b.as<Integer>()->scale; },
          [&b](std::uint64_t is) { return is == *b.as<std::uint64_t>(); },
          [&b](double is) { return is == *b.as<double>() || (std::isnan(is) && std::isnan(*b.as<double>())); },
          [&b](const std::string& is) { return is == *b.as<std::string>(); },
          [&b](const Bytes& is) { return is.bytes == b.as<Bytes>()->bytes; },
          [&b](const Timestamp& is) {
            return is.seconds == b.as<Timestamp>()->seconds && is.nanos == b.as<Timestamp>()->nanos;
          },
          [&b](const Duration& is) {
            return is.seconds == b.as<Duration>()->seconds && is.nanos == b.as<Duration>()->nanos;
          },
          [&b](const std::shared_ptr<const List>& is) { return identical_lists(*is, *b.list()); },
          [&b](const std::shared_ptr<const Map>& is) { return identical_maps(*is, *b.map()); },
          [&b](const TypeName& is) {
            return is.kind == b.as<TypeName>()->kind && is.entity == b.as<TypeName>()->entity;
          },
          [&b](const Optional& is) { return identical_optionals(is, *b.as<Optional>()); },
          [&b](const Row& is) { return is.entity == b.as<Row>()->entity && is.row == b.as<Row>()->row; },
          [](const Error&) { return true; },
          [](const Skipped&) { return true; },
          [&b](const Unknown& is) { return is.field == b.as<Unknown>()->field; },
      },
      a.is);
}

std::string text_of(const Value& value) {
  return std::visit(
      Overloaded{
          [](const Null&) -> std::string { return "null"; },
          [](bool is) -> std::string { return is ? "true" : "false"; },
          [](const Integer& is) {
            return is.scale == 0 ? fmt::format("{}", is.value) : fmt::format("{} on scale {}", is.value, is.scale);
          },
          [](std::uint64_t is) { return fmt::format("{}u", is); },
          [](double is) { return fmt::format("double {}", is); },
          [](const std::string& is) { return fmt::format("\"{}\"", is); },
          [](const Bytes& is) { return fmt::format("b\"{}\"", is.bytes); },
          [](const Timestamp& is) { return fmt::format("timestamp {} s {} ns", is.seconds, is.nanos); },
          [](const Duration& is) { return fmt::format("duration {} s {} ns", is.seconds, is.nanos); },
          [](const std::shared_ptr<const List>& is) {
            std::string out;
            for (const auto& element : *is) out += (out.empty() ? "" : ", ") + text_of(element);
            return fmt::format("[{}]", out);
          },
          [](const std::shared_ptr<const Map>& is) {
            std::string out;
            for (const auto& [key, entry] : *is) {
              out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", text_of(key), text_of(entry));
            }
            return fmt::format("{{{}}}", out);
          },
          [](const TypeName& is) { return fmt::format("type {}", static_cast<int>(is.kind)); },
          [](const Optional& is) { return is.value == nullptr ? "none" : fmt::format("some({})", text_of(*is.value)); },
          [](const Row& is) { return fmt::format("#{}:{}", static_cast<int>(is.entity), is.row); },
          [](const Error&) -> std::string { return "an error"; },
          [](const Skipped&) -> std::string { return "nothing said"; },
          [](const Unknown& is) {
            return fmt::format("unknown({}.{} of {})", static_cast<int>(is.field.entity), is.field.slot, is.field.row);
          },
      },
      value.is);
}

}  // namespace sprintd::lang::reference
