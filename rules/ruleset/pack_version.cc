#include "rules/ruleset/pack_version.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sprintd::ruleset {

std::optional<PackVersion> parse_pack_version(std::string_view text) {
  PackVersion version;
  const auto* at = text.data();
  const auto* end = at + text.size();
  for (auto& number : version.numbers) {
    const auto read = std::from_chars(at, end, number);
    if (read.ec != std::errc()) return std::nullopt;
    if (read.ptr == end) return version;
    if (*read.ptr != '.') return std::nullopt;
    at = read.ptr + 1;
  }
  return std::nullopt;
}

std::optional<PackVersionRange> PackVersionRange::parse(std::string_view text) {
  constexpr std::pair<std::string_view, Is> kSigns[] = {
      {">=", Is::at_least}, {"<=", Is::at_most}, {">", Is::above}, {"<", Is::below}, {"=", Is::equal}};
  PackVersionRange range;
  const auto skip = [&](std::string_view blanks) {
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  };
  for (skip(" "); !text.empty(); skip(" ,")) {
    auto is = Is::equal;
    for (const auto& [sign, meaning] : kSigns) {
      if (!text.starts_with(sign)) continue;
      is = meaning;
      text.remove_prefix(sign.size());
      skip(" ");
      break;
    }
    const auto length = std::min(text.find_first_of(" ,<>="), text.size());
    const auto version = parse_pack_version(text.substr(0, length));
    if (!version) return std::nullopt;
    range.comparisons_.push_back({is, *version});
    text.remove_prefix(length);
  }
  if (range.comparisons_.empty()) return std::nullopt;
  return range;
}

bool PackVersionRange::contains(const PackVersion& version) const {
  return std::ranges::all_of(comparisons_, [&](const Comparison& comparison) {
    switch (comparison.is) {
      case Is::equal:
        return version == comparison.version;
      case Is::at_least:
        return version >= comparison.version;
      case Is::above:
        return version > comparison.version;
      case Is::at_most:
        return version <= comparison.version;
      case Is::below:
        break;
    }
    return version < comparison.version;
  });
}

}  // namespace sprintd::ruleset
