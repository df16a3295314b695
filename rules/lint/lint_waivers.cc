// Waivers that waive nothing, or that nobody should have signed.

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

constexpr std::size_t kFewestWords = 3;

std::size_t words_in(std::string_view text) {
  std::size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t';
    if (!blank && !inside) ++words;
    inside = !blank;
  }
  return words;
}

bool is_over(const std::string& last_day, Instant as_of) {
  const auto end = last_day.empty() ? std::nullopt : parse_instant(last_day, TimeZone(), DayEdge::last);
  return end && *end < as_of;
}

void lint_end(const Packs& packs, const yaml::Node& waiver, const std::string& rule, Diagnostics& found) {
  const auto* until = waiver.find("until");
  const auto* subject = waiver.find("subject");
  if (until == nullptr) {
    found.add(Code::waiver_without_end, waiver.find("rule")->span,
              fmt::format("the waiver of '{}' for {} has no end", rule, subject->text),
              "add 'until' with its last day");
  } else if (is_over(until->text, packs.as_of())) {
    found.add(Code::expired_waiver, until->span,
              fmt::format("the waiver of '{}' for {} ended on {}", rule, subject->text, until->text),
              "take it out, or let it be approved again");
  }
  const auto* waived = packs.rules().find(rule);
  if (waived == nullptr || !is_over(waived->effective.until, packs.as_of())) return;
  auto& fault =
      found.add(Code::idle_waiver, waiver.find("rule")->span,
                fmt::format("'{}' is not in force since {}: there is nothing to waive", rule, waived->effective.until),
                "take the waiver out");
  fault.notes.push_back({waived->span, "declared here"});
}

}  // namespace

void lint_waivers(const Packs& packs, Diagnostics& found) {
  std::map<std::pair<std::string, std::string>, Span> seen;
  for (std::uint32_t pack = 0; pack < packs.rules().packs.size(); ++pack) {
    const auto* waivers = packs.root(pack, "waivers");
    if (waivers == nullptr) continue;
    for (const auto& waiver : waivers->items) {
      const auto* subject = waiver.find("subject");
      const auto* approved_by = waiver.find("approved_by");
      const auto* reason = waiver.find("reason");
      const auto* rule = waiver.find("rule");
      if (subject == nullptr || approved_by == nullptr || reason == nullptr || rule == nullptr) continue;
      const auto name = rule->text.find('/') == std::string::npos
                            ? fmt::format("{}/{}", packs.rules().packs[pack].id, rule->text)
                            : rule->text;
      lint_end(packs, waiver, name, found);
      if (approved_by->text == subject->text) {
        found.add(Code::waiver_by_subject, approved_by->span,
                  fmt::format("{} approved the waiver for themselves", subject->text), "let somebody else accept it");
      }
      if (words_in(reason->text) < kFewestWords) {
        found.add(Code::short_reason, reason->span,
                  fmt::format("'{}' does not say why the waiver was accepted", reason->text),
                  "a sentence that will be understood in a year");
      }
      const auto [first, is_new] = seen.emplace(std::pair{name, subject->text}, rule->span);
      if (is_new) continue;
      auto& fault = found.add(Code::repeated_waiver, rule->span,
                              fmt::format("'{}' is waived for {} twice", name, subject->text), "leave one out");
      fault.notes.push_back({first->second, "the other one"});
    }
  }
}

}  // namespace sprintd::lint
