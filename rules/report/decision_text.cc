#include "rules/report/decision_text.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/report/names.h"
#include "rules/report/text_parts.h"

namespace sprintd::report {
namespace {

using backlog::EntityKind;
using outcome::Decision;
using outcome::Reason;
using outcome::Verdict;

constexpr int kRuleColumn = 2;
constexpr int kReasonColumn = 4;

class DecisionText {
 public:
  DecisionText(const Decision& decision, const Style& style, std::string& out)
      : decision_(&decision),
        rules_(decision.rules.get()),
        verbose_(style.verbose),
        page_(out, style),
        names_(*decision.backlog),
        pack_places_(decision.rules->sources) {}

  void write() {
    write_answer();
    for (const auto& reason : decision_->reasons) {
      if (speaks_against(reason)) write_reason(reason);
    }
    if (decision_->answer == Decision::Answer::allowed || verbose_) {
      for (const auto& reason : decision_->reasons) {
        if (!speaks_against(reason)) write_reason(reason);
      }
    }
    write_instead();
  }

 private:
  static bool speaks_against(const Reason& reason) {
    return reason.kind == Reason::Kind::no_authority || reason.verdict == Verdict::fail ||
           reason.verdict == Verdict::unknown || reason.verdict == Verdict::broken;
  }

  // "pull TD-12 “Drop the old queue” into Sprint 42 (s-42)"
  [[nodiscard]] std::string deed() const {
    auto action = decision_->action;
    std::ranges::replace(action, '_', ' ');
    auto text = fmt::format("{} {}", action, names_.id(EntityKind::item, decision_->item));
    const auto title = names_.name(EntityKind::item, decision_->item);
    if (!title.empty()) text += fmt::format(" “{}”", title);
    if (decision_->sprint != table::kNoRow) {
      text += fmt::format(" {} {}", decision_->action == "pull" ? "into" : "in",
                          names_.with_id(EntityKind::sprint, decision_->sprint));
    }
    return text;
  }

  void write_answer() {
    const auto person = names_.with_id(EntityKind::person, decision_->person);
    page_.line(0, kRuleColumn);
    switch (decision_->answer) {
      case Decision::Answer::allowed:
        page_.put("✓ Yes:", Ink::good).put(fmt::format(" {} may {}.", person, deed()), Ink::strong);
        break;
      case Decision::Answer::refused:
        page_.put("✗ No:", Ink::error).put(fmt::format(" {} may not {}.", person, deed()), Ink::strong);
        break;
      case Decision::Answer::unknown:
        page_.put("? Not known, so no:", Ink::unknown);
        page_.put(fmt::format(" whether {} may {} cannot be told.", person, deed()), Ink::strong);
        break;
    }
    page_.end();
  }

  void write_reason(const Reason& reason) {
    const auto sign = reason.kind == Reason::Kind::no_authority ? sign_of(Verdict::fail) : sign_of(reason.verdict);
    page_.blank_line();
    page_.line(0, kRuleColumn).put_whole(sign.text, sign.ink).put(" ");
    if (reason.kind == Reason::Kind::no_authority) {
      auto message = reason.message.empty() ? "no authority covers this" : reason.message;
      if (message.front() >= 'a' && message.front() <= 'z') message.front() = static_cast<char>(message.front() - 32);
      page_.put(message + ".").end();
      put_remedy(page_, reason.remedy, kRuleColumn);
      return;
    }
    const auto& declaration = outcome::declaration(*rules_, reason.declaration);
    page_.put_whole(spoken_id(*rules_, declaration), Ink::strong);
    page_.put(reason.kind == Reason::Kind::gate ? "  gate" : "  authority", Ink::faint);
    if (declaration.span.known()) {
      const auto place = pack_places_.find(declaration.span);
      const auto file = rules_->sources.name(declaration.span.file);
      page_.put_right(fmt::format("{}:{}", file.substr(file.rfind('/') + 1), place.line), Ink::faint);
    }
    page_.end();
    put_clause(page_, *rules_, declaration, kRuleColumn);
    page_.line(kReasonColumn, kReasonColumn).put(reason.message).end();
    const auto evidence = telling_evidence(reason.evidence, reason.message, verbose_);
    for (const auto& text : evidence) page_.line(kReasonColumn, kReasonColumn + 2).put(text, Ink::faint).end();
    const bool is_named = reason.message.find(reason.absent.field) != std::string::npos;
    if (!reason.absent.field.empty() && !is_named) {
      page_.line(kReasonColumn, kReasonColumn);
      page_.put(fmt::format("{} of {} is absent", reason.absent.field, reason.absent.subject), Ink::faint).end();
    }
    if (speaks_against(reason)) put_remedy(page_, reason.remedy, kReasonColumn);
  }

  void write_instead() {
    if (decision_->answer == Decision::Answer::allowed) return;
    page_.blank_line();
    if (decision_->instead.empty()) {
      page_.line(0, kRuleColumn).put("Nobody in the organisation may do this as things stand.").end();
      return;
    }
    std::vector<std::string> people;
    for (const auto row : decision_->instead) people.push_back(names_.with_id(EntityKind::person, row));
    page_.line(0, kRuleColumn).put("Who may: ", Ink::strong).put(fmt::format("{}", fmt::join(people, ", "))).end();
  }

  const Decision* decision_;
  const ruleset::RuleSet* rules_;
  bool verbose_;
  Page page_;
  Names names_;
  PlaceFinder pack_places_;
};

}  // namespace

std::string decision_text(const Decision& decision, const Style& style) {
  std::string out;
  DecisionText(decision, style, out).write();
  return out;
}

}  // namespace sprintd::report
