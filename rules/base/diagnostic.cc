#include "rules/base/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sprintd {
namespace {

auto reading_order(const Diagnostic& d) {
  return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message, d.pointer);
}

}  // namespace

Diagnostic& Diagnostics::add(Code code, Span span, std::string message, std::string hint) {
  add({.code = code,
       .span = span,
       .message = std::move(message),
       .hint = std::move(hint),
       .pointer = {},
       .notes = {},
       .severity = code_info(code).severity});
  return dropped_ > 0 ? last_dropped_ : all_.back();
}

void Diagnostics::add(Diagnostic diagnostic) {
  has_errors_ = has_errors_ || diagnostic.severity == Severity::error;
  if (all_.size() < kMost) {
    all_.push_back(std::move(diagnostic));
  } else {
    ++dropped_;
    last_dropped_ = std::move(diagnostic);
  }
}

bool Diagnostics::has_errors() const { return has_errors_; }

std::vector<Diagnostic> Diagnostics::sorted() const {
  auto result = all_;
  std::ranges::stable_sort(result, [](const auto& a, const auto& b) { return reading_order(a) < reading_order(b); });
  const auto same = [](const auto& a, const auto& b) { return reading_order(a) == reading_order(b); };
  const auto tail = std::ranges::unique(result, same);
  result.erase(tail.begin(), tail.end());
  return result;
}

}  // namespace sprintd
