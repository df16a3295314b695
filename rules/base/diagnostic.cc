#include "rules/base/diagnostic.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "rules/base/utf8.h"

namespace sprintd {
namespace {

auto reading_order(const Diagnostic& d) {
  return std::tie(d.span.file, d.span.begin, d.span.end, d.code, d.message, d.pointer);
}

// Where the author met it: the outermost note. A fault in a definition is found again at each of its uses, and kept
// once with the first.
auto first_use(const Diagnostic& d) {
  const auto use = d.notes.empty() ? Span{} : d.notes.back().span;
  return std::tuple(d.notes.empty() ? 0 : 1, use.file, use.begin, use.end);
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
  diagnostic.message = one_line(std::move(diagnostic.message));
  diagnostic.hint = one_line(std::move(diagnostic.hint));
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
  std::vector<const Diagnostic*> order;
  for (const auto& diagnostic : all_) order.push_back(&diagnostic);
  // Of equal ones, whose hints and notes may differ, the first use is kept.
  std::ranges::sort(order, [](const auto* a, const auto* b) {
    const auto first = std::tuple(reading_order(*a), first_use(*a));
    const auto second = std::tuple(reading_order(*b), first_use(*b));
    return first < second || (first == second && a < b);
  });
  std::vector<Diagnostic> result;
  for (const auto* diagnostic : order) {
    if (result.empty() || reading_order(result.back()) != reading_order(*diagnostic)) result.push_back(*diagnostic);
  }
  return result;
}

}  // namespace sprintd
