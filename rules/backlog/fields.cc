#include "rules/backlog/fields.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sprintd::backlog {
namespace {

constexpr auto kTracks = std::to_array<std::string_view>({"technical", "management", "product"});
constexpr auto kRoles =
    std::to_array<std::string_view>({"engineering_manager", "product_manager", "tech_lead", "project_lead"});
constexpr auto kProjectStates = std::to_array<std::string_view>({"planned", "active", "done", "cancelled"});
constexpr auto kSprintStates = std::to_array<std::string_view>({"planned", "active", "closed"});
constexpr auto kItemKinds = std::to_array<std::string_view>(
    {"user_story", "tech_debt", "chore", "infrastructure", "bug", "documentation", "deployment", "spike"});
constexpr auto kItemStatuses = std::to_array<std::string_view>({"todo", "doing", "done", "cancelled"});

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

// What a row of fields.def says besides name and type, in words that read like a sentence there.
struct Traits {
  EntityKind target_ = EntityKind::organisation;
  std::span<const std::string_view> choices_;
  FieldOrigin origin_ = FieldOrigin::written;
  WhenAbsent when_absent_ = WhenAbsent::unknown;
  bool required_ = false;
  double minimum_ = -kUnbounded;
  double maximum_ = kUnbounded;

  [[nodiscard]] constexpr Traits derived() const {
    auto t = *this;
    t.origin_ = FieldOrigin::derived;
    if (t.target_ != EntityKind::organisation) t.when_absent_ = WhenAbsent::empty;
    return t;
  }
  [[nodiscard]] constexpr Traits contextual() const {
    auto t = *this;
    t.origin_ = FieldOrigin::contextual;
    return t;
  }
  [[nodiscard]] constexpr Traits empty_when_absent() const {
    auto t = *this;
    t.when_absent_ = WhenAbsent::empty;
    return t;
  }
  [[nodiscard]] constexpr Traits needed() const {
    auto t = *this;
    t.required_ = true;
    return t;
  }
  [[nodiscard]] constexpr Traits between(double low, double high) const {
    auto t = *this;
    t.minimum_ = low;
    t.maximum_ = high;
    return t;
  }
  [[nodiscard]] constexpr Traits at_least(double low) const { return between(low, kUnbounded); }
};

constexpr Traits written() { return {}; }
constexpr Traits derived() { return Traits().derived(); }
constexpr Traits contextual() { return Traits().contextual(); }
constexpr Traits of(EntityKind target) {
  Traits t;
  t.target_ = target;
  return t;
}
constexpr Traits one_of(std::span<const std::string_view> choices) {
  Traits t;
  t.choices_ = choices;
  return t;
}

constexpr FieldInfo row(EntityKind entity, std::string_view name, FieldType type, const Traits& traits,
                        std::string_view doc) {
  // A reference is one thing or none; only lists have an emptiness.
  const bool is_single = type == FieldType::reference;
  return {.entity = entity,
          .name = name,
          .type = type,
          .target = traits.target_,
          .choices = traits.choices_,
          .origin = traits.origin_,
          .when_absent = is_single ? WhenAbsent::unknown : traits.when_absent_,
          .required = traits.required_,
          .minimum = traits.minimum_,
          .maximum = traits.maximum_,
          .doc = doc};
}

constexpr auto kFields = std::to_array<FieldInfo>({
#define X(entity, name, type, traits, doc) row(EntityKind::entity, #name, FieldType::type, traits, doc),
#include "rules/backlog/fields.def"
#undef X
});

constexpr auto kEntityNames =
    std::to_array<std::string_view>({"organisation", "person", "team", "project", "sprint", "item", "time_off",
                                     "role_period", "status_update", "lead_period", "delegation", "agreement"});
static_assert(kEntityNames.size() == kEntityKinds);

struct Range {
  std::size_t begin = 0;
  std::size_t count = 0;
};

consteval std::array<Range, kEntityKinds> find_ranges() {
  std::array<Range, kEntityKinds> ranges{};
  for (std::size_t i = 0; i < kFields.size(); ++i) {
    auto& range = ranges[static_cast<std::size_t>(kFields[i].entity)];
    if (range.count == 0) range.begin = i;
    if (range.begin + range.count != i) throw "the rows of an entity must stand together";
    ++range.count;
  }
  return ranges;
}

constexpr auto kRanges = find_ranges();

}  // namespace

std::string_view entity_name(EntityKind kind) { return kEntityNames[static_cast<std::size_t>(kind)]; }

std::optional<EntityKind> find_entity(std::string_view name) {
  const auto found = std::ranges::find(kEntityNames, name);
  if (found == kEntityNames.end()) return std::nullopt;
  return static_cast<EntityKind>(found - kEntityNames.begin());
}

std::span<const FieldInfo> fields_of(EntityKind kind) {
  const auto range = kRanges[static_cast<std::size_t>(kind)];
  return std::span(kFields).subspan(range.begin, range.count);
}

std::optional<std::uint16_t> find_field(EntityKind kind, std::string_view name) {
  const auto fields = fields_of(kind);
  const auto found = std::ranges::find(fields, name, &FieldInfo::name);
  if (found == fields.end()) return std::nullopt;
  return static_cast<std::uint16_t>(found - fields.begin());
}

}  // namespace sprintd::backlog
