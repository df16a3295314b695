#include "rules/ruleset/reading.h"

#include <algorithm>

namespace sprintd::ruleset {

std::uint32_t Reading::pack_of(FileId file) const {
  const auto pack = std::ranges::find(rules.packs, file, &Pack::file_id);
  return pack == rules.packs.end() ? 0 : static_cast<std::uint32_t>(pack - rules.packs.begin());
}

}  // namespace sprintd::ruleset
