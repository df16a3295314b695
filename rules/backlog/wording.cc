#include "rules/backlog/wording.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <limits>
#include <vector>

#include "rules/base/suggest.h"

namespace sprintd::backlog {
namespace {

constexpr auto kSpoken =
    std::to_array<std::string_view>({"the organisation", "person", "team", "project", "sprint", "item", "time off",
                                     "role period", "status update", "lead period", "delegation", "agreement"});
constexpr auto kPlurals =
    std::to_array<std::string_view>({"organisations", "people", "teams", "projects", "sprints", "items", "times off",
                                     "role periods", "status updates", "lead periods", "delegations", "agreements"});
static_assert(kSpoken.size() == kEntityKinds && kPlurals.size() == kEntityKinds);

constexpr auto kRootKeys = std::to_array<std::string_view>({"schema", "organisation", "sprint", "sprints", "items"});

bool is_written(const FieldInfo& field) { return field.origin == FieldOrigin::written; }

}  // namespace

std::string_view spoken(EntityKind kind) { return kSpoken[static_cast<std::size_t>(kind)]; }

std::string_view plural(EntityKind kind) { return kPlurals[static_cast<std::size_t>(kind)]; }

std::string_view spoken(PullReader::Kind kind) {
  switch (kind) {
    case PullReader::Kind::null:
      return "null";
    case PullReader::Kind::boolean:
      return "true or false";
    case PullReader::Kind::integer:
    case PullReader::Kind::real:
      return "a number";
    case PullReader::Kind::string:
      return "a string";
    case PullReader::Kind::array:
      return "a list";
    case PullReader::Kind::object:
      return "an object";
    case PullReader::Kind::broken:
      break;
  }
  return "something broken";
}

std::string_view expected_value(FieldType type) {
  switch (type) {
    case FieldType::boolean:
      return "true or false";
    case FieldType::integer:
      return "a whole number";
    case FieldType::real:
      return "a number";
    case FieldType::string:
    case FieldType::choice:
      return "a string";
    case FieldType::date:
    case FieldType::end_date:
    case FieldType::instant:
      return "a date in quotes";
    case FieldType::reference:
      return "an id";
    case FieldType::string_list:
      return "a list of strings";
    case FieldType::reference_list:
      return "a list of ids";
    case FieldType::record_list:
      return "a list of objects";
    case FieldType::ladder:
      return "an object of lists";
    case FieldType::open:
      break;
  }
  return "any value";
}

std::string shown(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  if (text.size() <= kLongest) return std::string(text);
  auto cut = kLongest;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xc0) == 0x80) --cut;
  return fmt::format("{}...", text.substr(0, cut));
}

std::string_view type_hint(FieldType type, PullReader::Kind found) {
  using Kind = PullReader::Kind;
  const bool is_plain = found == Kind::integer || found == Kind::real || found == Kind::boolean;
  const bool wants_list = type == FieldType::string_list || type == FieldType::reference_list;
  const bool wants_number = type == FieldType::integer || type == FieldType::real;
  if (wants_list && found == Kind::string) return "put it in brackets";
  if (type == FieldType::record_list && found == Kind::object) return "put it in brackets";
  if ((wants_number || type == FieldType::boolean) && found == Kind::string) return "write it without quotes";
  if (type == FieldType::reference && found == Kind::object) return "write its id";
  if (!wants_list && !wants_number && is_plain && type != FieldType::boolean && type != FieldType::record_list &&
      type != FieldType::ladder) {
    return "put it in quotes";
  }
  return "";
}

std::string suggestion(std::string_view word, std::span<const std::string_view> candidates) {
  // Comparing with every id of a large backlog, for each of a hundred faults, would take seconds.
  constexpr std::size_t kMostCandidates = 5000;
  if (candidates.size() > kMostCandidates) return {};
  const auto near = suggest(word, candidates);
  return near ? fmt::format("did you mean '{}'?", *near) : std::string();
}

std::string choice_hint(std::span<const std::string_view> choices, std::string_view text) {
  auto hint = suggestion(text, choices);
  return hint.empty() ? fmt::format("one of {}", fmt::join(choices, ", ")) : hint;
}

std::string date_hint(std::string_view text) {
  constexpr std::size_t kDayLength = 10;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool looks_like_day = text.size() >= kDayLength && is_digit(text[0]) && text[4] == '-' && text[7] == '-';
  if (!looks_like_day) return "write 2026-03-02 or 2026-03-02T15:00:00Z";
  if (text.size() == kDayLength) return "no such day";
  return "write the time with its offset, as 2026-03-02T15:00:00Z or 2026-03-02T16:00:00+01:00";
}

std::string explain_range(const FieldInfo& field, double value) {
  if (!std::isfinite(value)) return fmt::format("'{}' must be a finite number", field.name);
  if (field.type == FieldType::integer && std::floor(value) != value) {
    return fmt::format("'{}' must be a whole number, not {}", field.name, value);
  }
  if (std::isfinite(field.maximum)) {
    return fmt::format("'{}' is {}, it must be from {} to {}", field.name, value, field.minimum, field.maximum);
  }
  return fmt::format("'{}' is {}, it must be at least {}", field.name, value, field.minimum);
}

std::pair<std::string, std::string> explain_unknown_key(EntityKind kind, std::string_view key) {
  const auto fields = fields_of(kind);
  if (const auto slot = find_field(kind, key); slot && !is_written(fields[*slot])) {
    return {fmt::format("'{}' is derived, never written", key), fmt::format("remove it: {}", fields[*slot].doc)};
  }
  std::vector<std::string_view> names;
  for (const auto& field : fields) {
    if (is_written(field)) names.push_back(field.name);
  }
  auto message = fmt::format("{} has no key '{}'", spoken(kind), shown(key));
  if (kind == EntityKind::organisation && key == "organisation") {
    return {std::move(message), "the keys of an organisation file stand at its root"};
  }
  return {std::move(message), suggestion(key, names)};
}

std::pair<std::string, std::string> explain_unknown_root_key(std::string_view key) {
  auto message = fmt::format("a backlog has no key '{}'", shown(key));
  const auto slot = find_field(EntityKind::organisation, key);
  if (slot && is_written(fields_of(EntityKind::organisation)[*slot])) {
    return {std::move(message), "it stands under 'organisation'"};
  }
  return {std::move(message), suggestion(key, kRootKeys)};
}

}  // namespace sprintd::backlog
