// Limits: sums over the items of each subject, all of them in one pass over the items of a sprint.
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include "rules/backlog/slots.h"
#include "rules/eval/audit_run.h"
#include "rules/eval/backlog_schema.h"
#include "rules/eval/exact_sum.h"
#include "rules/eval/finding.h"
#include "rules/eval/subjects.h"
#include "rules/eval/verdict_wording.h"

namespace sprintd::eval {
namespace {

using lang::Value;
using outcome::Verdict;
using ruleset::Slot;

constexpr std::uint32_t kNotASubject = 0xffffffff;
constexpr lang::ErrorValue kNotANumber{{}, "the sum is not a number"};
constexpr lang::ErrorValue kBoundNotANumber{{}, "the bound is not a number"};

std::optional<double> number(const Value& value) {
  double n = 0;
  switch (value.kind) {
    case Value::Kind::integer:
      n = static_cast<double>(value.i);
      break;
    case Value::Kind::uinteger:
      n = static_cast<double>(value.u);
      break;
    case Value::Kind::real:
      n = value.d;
      break;
    default:
      return std::nullopt;
  }
  return std::isfinite(n) ? std::optional(n) : std::nullopt;
}

// The sum of one subject: what is known, and how far the unknown parts could move it.
struct Account {
  Row row = table::kNoRow;
  bool open = false;  // `where` chose it
  ExactSum known;
  ExactSum lowest_rest, highest_rest;  // of items that may or may not count
  bool unbounded_below = false, unbounded_above = false;
  std::uint32_t items = 0;
  std::uint32_t unknown_items = 0;
  std::optional<outcome::Finding> broken;
  std::optional<lang::FieldRef> absent;  // of the unknown parts, the first in the order of fields

  [[nodiscard]] double low() const { return known.value() + lowest_rest.value(); }
  [[nodiscard]] double high() const { return known.value() + highest_rest.value(); }
  void lacks(lang::FieldRef field) {
    ++unknown_items;
    const auto before = [](lang::FieldRef a, lang::FieldRef b) {
      return a.entity != b.entity ? a.entity < b.entity : a.slot < b.slot;
    };
    if (!absent || before(field, *absent)) absent = field;
  }
};

class LimitAudit {
 public:
  LimitAudit(AuditRun& run, const ruleset::Limit& limit, Row sprint)
      : run_(run), limit_(limit), sprint_(sprint), never_negative_(sums_a_field_from_zero(limit.sum_text)) {}

  void check() {
    open_accounts();
    for (const Row item : items_of_sprint(run_.backlog, sprint_)) {
      if (run_.spent()) return;
      count(item);
    }
    for (auto& account : accounts_) {
      if (account.open && !account.broken) settle(account);
      if (account.broken) run_.ledger.add(std::move(*account.broken));
    }
  }

 private:
  // `item.points`: what is absent there cannot be negative.
  static bool sums_a_field_from_zero(std::string_view sum) {
    constexpr std::string_view kItem = "item.";
    const auto text = one_line(sum);
    if (!text.starts_with(kItem)) return false;
    const auto field = backlog::find_field(EntityKind::item, std::string_view(text).substr(kItem.size()));
    return field && backlog::fields_of(EntityKind::item)[*field].minimum >= 0;
  }

  [[nodiscard]] outcome::Subject subject(const Account& account) const {
    return {entity_of(limit_.subject), account.row};
  }
  void select(Row row) { run_.context.set(variable_of(limit_.subject), entity_of(limit_.subject), row); }

  void open_accounts() {
    const auto rows = subjects_in_sprint(run_.backlog, limit_.subject, sprint_);
    account_of_.assign(run_.backlog.rows(entity_of(limit_.subject)), kNotASubject);
    accounts_.resize(rows.size());
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      account_of_[rows[i]] = i;
      accounts_[i].row = rows[i];
      open(accounts_[i]);
    }
  }

  void open(Account& account) {
    account.open = true;
    if (!limit_.where) return;
    select(account.row);
    const auto applies = judge(run_.context.run(limit_.where));
    account.open = applies.is(Verdict::pass);
    if (applies.is(Verdict::fail)) run_.quiet(limit_, subject(account), Verdict::not_applicable, limit_.where);
    if (applies.is(Verdict::unknown)) run_.ledger.unknown(applies.cause.field(), subject(account), sprint_);
    if (applies.is(Verdict::broken)) break_off(account, applies.cause);
  }

  // Of several errors the one that stands first in the pack, so that the order of items does not choose.
  void break_off(Account& account, const Value& error) {
    auto finding = broken(limit_, subject(account), sprint_, error);
    const auto place = [](const outcome::Finding& f) { return std::tuple(f.broken_span.begin, f.message); };
    if (!account.broken || place(finding) < place(*account.broken)) account.broken = std::move(finding);
  }

  void count(Row item) {
    const auto row = subject_of_item(run_.backlog, limit_.subject, item, sprint_);
    if (!row || account_of_[*row] == kNotASubject) return;
    auto& account = accounts_[account_of_[*row]];
    if (!account.open) return;

    run_.context.set(Slot::item, EntityKind::item, item);
    select(account.row);
    bool counts = true;
    if (limit_.items) {
      const auto chosen = judge(run_.context.run(limit_.items));
      if (chosen.is(Verdict::fail)) return;
      if (chosen.is(Verdict::broken)) return break_off(account, chosen.cause);
      if (chosen.is(Verdict::unknown)) {
        account.lacks(chosen.cause.field());
        counts = false;
      }
    }
    add(account, run_.context.run(limit_.sum), counts);
  }

  // `counts`: certainly; else it is not known whether the item is among those that are summed.
  void add(Account& account, const Value& part, bool counts) {
    if (part.is(Value::Kind::unknown)) {
      if (counts) account.lacks(part.field());
      account.unbounded_above = true;
      account.unbounded_below = account.unbounded_below || !never_negative_;
      return;
    }
    const auto value = number(part);
    if (!value) return break_off(account, part.is(Value::Kind::error) ? part : Value::of_error(kNotANumber));
    if (counts) {
      ++account.items;
      account.known.add(*value);
    } else {
      (*value < 0 ? account.lowest_rest : account.highest_rest).add(*value);
    }
  }

  // A bound that was run: the verdict, and for words its text and value.
  struct Bound {
    const lang::Program* program = nullptr;
    const std::string* text = nullptr;
    bool at_most = true;
    double value = 0;
  };

  void settle(Account& account) {
    select(account.row);
    // Every bound speaks; the worst of them is the verdict: fail, then broken, then unknown.
    std::optional<Bound> failing, held;
    std::optional<Judgement> open_question;
    bool nothing_to_bound = false;
    for (auto bound :
         {Bound{&limit_.at_most, &limit_.at_most_text, true}, Bound{&limit_.at_least, &limit_.at_least_text, false}}) {
      if (!*bound.program) continue;
      const auto value = run_.context.run(*bound.program);
      if (value.is(Value::Kind::unknown)) {
        // Nothing never exceeds anything: who has no items needs no known capacity.
        if (bound.at_most && account.items == 0 && account.unknown_items == 0) {
          nothing_to_bound = true;
        } else if (!open_question) {
          open_question = judge(value);
        }
        continue;
      }
      const auto limit = number(value);
      if (!limit) {
        return break_off(account, value.is(Value::Kind::error) ? value : Value::of_error(kBoundNotANumber));
      }
      bound.value = *limit;
      const auto verdict = compare(account, bound);
      if (verdict == Verdict::fail && !failing) failing = bound;
      if (verdict == Verdict::pass) held = bound;
      if (verdict == Verdict::unknown && !open_question) {
        open_question = Judgement{Verdict::unknown, Value::unknown(*account.absent)};
      }
    }
    if (failing) {
      run_.ledger.add(exceeded(account, *failing));
    } else if (open_question) {
      run_.ledger.unknown(open_question->cause.field(), subject(account), sprint_, account.unknown_items);
    } else if (nothing_to_bound) {
      run_.quiet(limit_, subject(account), Verdict::not_applicable, {});
    } else {
      run_.quiet(limit_, subject(account), Verdict::pass, {}, seen_of(account, *held));
    }
  }

  static Verdict compare(const Account& account, const Bound& bound) {
    const bool surely_low = !account.unbounded_above && account.high() <= bound.value;
    const bool surely_high = !account.unbounded_below && account.low() >= bound.value;
    if (bound.at_most) {
      if (surely_low) return Verdict::pass;
      if (!account.unbounded_below && account.low() > bound.value) return Verdict::fail;
    } else {
      if (surely_high) return Verdict::pass;
      if (!account.unbounded_above && account.high() < bound.value) return Verdict::fail;
    }
    return Verdict::unknown;
  }

  // The sum and the bound, then what else the bound read, then what is not known.
  std::vector<outcome::EvidenceItem> evidence_of_account(const Account& account, const Bound& bound,
                                                         std::vector<outcome::EvidenceItem> of_bound) {
    const auto bound_text = one_line(*bound.text);
    std::vector<outcome::EvidenceItem> evidence{
        {summed(), in_words(bound.at_most ? account.low() : account.high())},
        {fmt::format("{} {}", bound.at_most ? "at most" : "at least", bound_text), in_words(bound.value)}};
    for (auto& seen : of_bound) {
      if (seen.expression != bound_text) evidence.push_back(std::move(seen));
    }
    if (account.unknown_items > 0) {
      evidence.push_back({"items for which " + not_known(*account.absent), std::to_string(account.unknown_items)});
    }
    return evidence;
  }
  std::vector<outcome::EvidenceItem> seen_of(const Account& account, const Bound& bound) {
    if (run_.options.quiet == nullptr) return {};
    return evidence_of_account(account, bound, evidence_of(run_.context, *bound.program));
  }

  [[nodiscard]] std::string summed() const {
    const auto sum_text = one_line(limit_.sum_text);
    return sum_text == "1" ? std::string("the number of items") : fmt::format("the sum of {}", sum_text);
  }
  [[nodiscard]] std::string in_words(double n) const { return lang::to_text(Value::of(n), run_.context.facts()); }

  outcome::Finding exceeded(const Account& account, const Bound& bound) {
    const auto bound_text = one_line(*bound.text);
    const auto sum = in_words(bound.at_most ? account.low() : account.high());
    const auto value = in_words(bound.value);

    Failure failure{limit_, subject(account), sprint_, *bound.program, {}, run_.options.evidence};
    if (limit_.message.parts.empty()) {
      const auto so_far = account.unknown_items == 0 ? "" : bound.at_most ? "at least " : "at most ";
      failure.otherwise =
          fmt::format("{} is {}{}, {} than {}", summed(), so_far, sum, bound.at_most ? "more" : "less", value);
      if (bound_text != value) failure.otherwise += fmt::format(" ({})", bound_text);
    }
    auto finding = failed(run_.context, std::move(failure));
    finding.evidence = evidence_of_account(account, bound, std::move(finding.evidence));
    return finding;
  }

  AuditRun& run_;
  const ruleset::Limit& limit_;
  Row sprint_;
  bool never_negative_;
  std::vector<std::uint32_t> account_of_;  // by row of the subject's kind
  std::vector<Account> accounts_;
};

}  // namespace

void audit_limit(AuditRun& run, const ruleset::Limit& limit) {
  for (const Row sprint : run.sprints) {
    run.set_sprint(sprint);
    LimitAudit(run, limit, sprint).check();
  }
}

}  // namespace sprintd::eval
