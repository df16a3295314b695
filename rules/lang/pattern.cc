#include "rules/lang/pattern.h"

#include <re2/re2.h>

namespace sprintd::lang {
namespace {

constexpr std::int64_t kMaxBytes = 1 << 20;

re2::RE2::Options options() {
  re2::RE2::Options result(re2::RE2::Quiet);
  result.set_max_mem(kMaxBytes);
  return result;
}

}  // namespace

Pattern::Pattern(std::string_view text) : compiled_(std::make_unique<re2::RE2>(text, options())) {}
Pattern::~Pattern() = default;
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;

bool Pattern::valid() const { return compiled_->ok(); }

std::string_view Pattern::fault() const { return compiled_->error(); }

std::string_view Pattern::text() const { return compiled_->pattern(); }

bool Pattern::matches_part_of(std::string_view text) const { return re2::RE2::PartialMatch(text, *compiled_); }

}  // namespace sprintd::lang
