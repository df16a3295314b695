#include "rules/lang/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include "rules/lang/limits.h"

namespace sprintd::lang {
namespace {

re2::RE2::Options options() {
  re2::RE2::Options result(re2::RE2::Quiet);
  result.set_max_mem(kMaxPatternMemory);
  return result;
}

}  // namespace

// A text that is too long is not compiled: an empty pattern stands for it.
Pattern::Pattern(std::string_view text)
    : too_long_(text.size() > kMaxPatternBytes),
      compiled_(std::make_unique<re2::RE2>(too_long_ ? std::string_view{} : text, options())) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::valid() const { return !too_long_ && compiled_->ok(); }

std::string Pattern::fault() const {
  return too_long_ ? fmt::format("it has more than {} bytes", kMaxPatternBytes) : compiled_->error();
}

std::string_view Pattern::text() const { return compiled_->pattern(); }

std::size_t Pattern::groups() const { return static_cast<std::size_t>(compiled_->NumberOfCapturingGroups()); }

std::optional<Pattern::Match> Pattern::find(std::string_view text, std::size_t from) const {
  std::vector<re2::StringPiece> found(groups() + 1);
  const bool matched =
      compiled_->Match(text, from, text.size(), re2::RE2::UNANCHORED, found.data(), static_cast<int>(found.size()));
  if (!matched) return std::nullopt;
  Match match{.all = {found[0].data(), found[0].size()}, .groups = {}};
  for (std::size_t group = 1; group < found.size(); ++group) {
    const bool took_part = found[group].data() != nullptr;
    match.groups.push_back(took_part ? std::optional(std::string_view(found[group].data(), found[group].size()))
                                     : std::nullopt);
  }
  return match;
}

bool Pattern::matches_part_of(std::string_view text) const { return re2::RE2::PartialMatch(text, *compiled_); }

}  // namespace sprintd::lang
