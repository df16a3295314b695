#include "rules/lang/value_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "rules/base/suggest.h"
#include "rules/lang/value_text.h"

namespace sprintd::lang {

namespace {

using Kind = Value::Kind;

constexpr std::size_t kLongest = 40;
constexpr std::uint32_t kMostElements = 5;
constexpr int kDeepest = 2;

std::string_view cut(std::string_view text) {
  if (text.size() <= kLongest) return text;
  auto length = kLongest;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U) --length;
  return text.substr(0, length);
}

std::string_view ellipsis(std::string_view text) { return text.size() > kLongest ? "..." : ""; }

std::string shown_to(const Value& value, const Facts* facts, int depth) {
  const auto inner = [&](const Value& part) {
    return depth > 0 ? shown_to(part, facts, depth - 1) : std::string("...");
  };
  std::string parts;
  const auto add = [&parts](const std::string& part) { parts += parts.empty() ? part : ", " + part; };
  switch (value.kind) {
    case Kind::string:
    case Kind::bytes: {
      Value start = value;
      start.size = static_cast<std::uint32_t>(cut(value.string()).size());
      return constant_text(start) + std::string(ellipsis(value.string()));
    }
    case Kind::list:
    case Kind::rows:
      for (std::uint32_t i = 0; i < std::min(value.size, kMostElements); ++i) add(inner(value.element(i)));
      if (value.size > kMostElements) add("...");
      return fmt::format("[{}]", parts);
    case Kind::map:
      for (std::uint32_t i = 0; i < std::min(value.size, kMostElements); ++i) {
        add(fmt::format("{}: {}", inner(value.entries[i].key), inner(value.entries[i].value)));
      }
      if (value.size > kMostElements) add("...");
      return fmt::format("{{{}}}", parts);
    case Kind::optional:
      return value.values == nullptr ? "optional.none()" : fmt::format("optional.of({})", inner(*value.values));
    case Kind::entity:
      return facts == nullptr ? "an object of the backlog" : shortened(facts->id(value.entity, value.row));
    default:
      return constant_text(value);
  }
}

}  // namespace

std::string shortened(std::string_view text) { return fmt::format("{}{}", cut(text), ellipsis(text)); }

std::string quoted_text(std::string_view text) { return fmt::format("'{}'", shortened(text)); }

std::string shown_value(const Value& value, const Facts* facts) { return shown_to(value, facts, kDeepest); }

std::string value_and_type(const Value& value, const Facts* facts) {
  const auto shown = shown_value(value, facts);
  if (value.is(Kind::null) || (value.is(Kind::entity) && facts == nullptr)) return shown;
  return fmt::format("{} ({})", shown,
                     value.is(Kind::entity) ? facts->entity_name(value.entity) : kind_name(value.kind));
}

std::string no_such_key(const Value& map, const Value& key, CallContext& context) {
  constexpr std::uint32_t kMostCompared = 32;
  constexpr std::uint32_t kMostListed = 5;
  const auto shown = [&context](const Value& one) {
    return one.is(Kind::string) ? quoted_text(one.string()) : value_and_type(one, context.facts);
  };
  auto message = fmt::format("no such key: {}", shown(key));
  if (map.size == 0) return message + ", the map is empty";
  std::vector<std::string_view> names;
  std::uint64_t work = 0;
  for (std::uint32_t i = 0; i < map.size && map.size <= kMostCompared; ++i) {
    const Value& other = map.entries[i].key;
    if (!other.is(Kind::string) || other.size > kLongest || !key.is(Kind::string) || key.size > kLongest) continue;
    names.push_back(other.string());
    work += std::uint64_t{1} + other.size * key.size / 8;
  }
  if (!context.charge(work)) return message;
  if (const auto near = names.empty() ? std::nullopt : suggest(key.string(), names)) {
    return fmt::format("{}, did you mean {}?", message, quoted_text(*near));
  }
  if (map.size > kMostListed) return message;
  std::string keys;
  for (std::uint32_t i = 0; i < map.size; ++i) {
    keys += fmt::format("{}{}", i == 0 ? "" : ", ", shown(map.entries[i].key));
  }
  return fmt::format("{}, the map has {}", message, keys);
}

}  // namespace sprintd::lang
