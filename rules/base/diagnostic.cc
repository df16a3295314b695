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
  all_.push_back({.code = code,
                  .span = span,
                  .message = std::move(message),
                  .hint = std::move(hint),
                  .pointer = {},
                  .notes = {},
                  .severity = code_info(code).severity});
  return all_.back();
}

void Diagnostics::add(Diagnostic diagnostic) { all_.push_back(std::move(diagnostic)); }

bool Diagnostics::has_errors() const {
  return std::ranges::any_of(all_, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  auto result = all_;
  std::ranges::stable_sort(result, [](const auto& a, const auto& b) { return reading_order(a) < reading_order(b); });
  const auto same = [](const auto& a, const auto& b) { return reading_order(a) == reading_order(b); };
  const auto tail = std::ranges::unique(result, same);
  result.erase(tail.begin(), tail.end());
  return result;
}

}  // namespace sprintd
