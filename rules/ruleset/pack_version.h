// Versions of packs, and which of them an importer can use.
//
// Neighbours: `version` of a pack and of its imports (imports.h). Values.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sprintd::ruleset {

// Up to four numbers with dots between them; those that are not written are 0, so 1.2 is 1.2.0.
struct PackVersion {
  std::array<std::uint32_t, 4> numbers{};
  friend auto operator<=>(const PackVersion&, const PackVersion&) = default;
};
std::optional<PackVersion> parse_pack_version(std::string_view text);

// ">=1.2 <2": every comparison must hold; a version alone is itself.
class PackVersionRange {
 public:
  static std::optional<PackVersionRange> parse(std::string_view text);
  [[nodiscard]] bool contains(const PackVersion& version) const;

 private:
  enum class Is : std::uint8_t { equal, at_least, above, at_most, below };
  struct Comparison {
    Is is;
    PackVersion version;
  };
  std::vector<Comparison> comparisons_;
};

}  // namespace sprintd::ruleset
