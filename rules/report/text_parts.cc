#include "rules/report/text_parts.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/report/display_width.h"

namespace sprintd::report {

Sign sign_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return {"✗", Ink::error};
    case Severity::warning:
      return {"!", Ink::warning};
    case Severity::note:
      return {"·", Ink::note};
  }
  return {"✗", Ink::error};
}

Sign sign_of(outcome::Verdict verdict) {
  switch (verdict) {
    case outcome::Verdict::pass:
      return kGoodSign;
    case outcome::Verdict::unknown:
      return kUnknownSign;
    case outcome::Verdict::waived:
    case outcome::Verdict::not_applicable:
      return {"~", Ink::faint};
    case outcome::Verdict::fail:
    case outcome::Verdict::broken:
      return {"✗", Ink::error};
  }
  return {"✗", Ink::error};
}

std::string_view spoken_id(const ruleset::RuleSet& rules, const ruleset::Declaration& declaration) {
  return rules.packs.size() == 1 ? declaration.id : declaration.qualified_id;
}

void put_clause(Page& page, const ruleset::RuleSet& rules, const ruleset::Declaration& declaration, int column) {
  const auto* clause = rules.clause_of(declaration);
  if (clause == nullptr) return;
  page.line(column, column + 1).put(fmt::format("“{}”", clause->text), Ink::faint);
  page.put(" ").put(clause->id, Ink::faint).end();
}

void put_remedy(Page& page, std::string_view remedy, int column) {
  if (remedy.empty()) return;
  page.line(column, column + 2).put("→ ", Ink::good).put(remedy).end();
}

std::vector<std::string> telling_evidence(const std::vector<outcome::EvidenceItem>& evidence, std::string_view message,
                                          bool verbose) {
  constexpr std::size_t kShown = 2;
  constexpr int kLongest = 60;
  std::vector<std::string> telling;
  std::vector<std::string_view> lists;  // shown in full, so that their size need not be said
  for (const auto& item : evidence) {
    auto text = fmt::format("{} = {}", item.expression, item.value);
    if (!verbose) {
      const bool is_bool = item.value == "true" || item.value == "false";
      const auto said = is_bool ? std::string_view(item.expression) : std::string_view(item.value);
      const bool is_said = said.size() > 1 && message.find(said) != std::string_view::npos;
      const bool is_blank = item.value.find_first_not_of("[], ") == std::string::npos && item.value != "[]";
      const bool is_one_word = item.expression.find_first_of(".([") == std::string::npos;  // a variable of a macro
      const bool is_size = std::ranges::any_of(
          lists, [&](std::string_view list) { return item.expression == fmt::format("{}.size()", list); });
      if (is_said || is_blank || is_one_word || is_size || display_width(text) > kLongest) continue;
      if (telling.size() == kShown) break;
    }
    if (std::ranges::find(telling, text) != telling.end()) continue;
    if (item.value.starts_with('[')) lists.push_back(item.expression);
    telling.push_back(std::move(text));
  }
  return telling;
}

std::string time_text(Instant instant, const TimeZone& zone) {
  const auto civil = zone.civil(instant);
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} {}", civil.year, civil.month, civil.day, civil.hour, civil.minute,
                     zone.name());
}

}  // namespace sprintd::report
