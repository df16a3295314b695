#include "rules/change/report_change.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

#include "rules/json/writer.h"
#include "rules/report/names.h"
#include "rules/report/page.h"

namespace sprintd::change {
namespace {

using report::counted;
using report::Ink;

constexpr std::size_t kShown = 12;  // of one rule or one kind of answer, unless verbose
constexpr int kSubjectColumn = 4;
constexpr int kMessageColumn = 24;

Ink ink_of(const VerdictChange& change) {
  if (change.after.empty()) return Ink::good;
  if (change.after == "error" || change.after == "broken") return Ink::error;
  if (change.after == "warning") return Ink::warning;
  return change.after == "not known" ? Ink::unknown : Ink::note;
}

// "new error", "error is gone", "warning -> error".
std::string direction(std::string_view before, std::string_view after) {
  if (before.empty()) return fmt::format("new {}", after);
  if (after.empty()) return fmt::format("{} gone", before);
  return fmt::format("{} → {}", before, after);
}

std::string_view file_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

class ChangeText {
 public:
  ChangeText(const Changes& changes, const report::Style& style, std::string& out)
      : changes_(changes), verbose_(style.verbose), page_(out, style) {}

  void write() {
    for (std::size_t begin = 0; begin < changes_.verdicts.size();) begin = write_rule(begin);
    for (std::size_t begin = 0; begin < changes_.answers.size();) begin = write_answers(begin);
    write_list("New rules", changes_.new_rules);
    write_list("Rules that are gone", changes_.gone_rules);
    if (changes_.left_out > 0) {
      page_.line(0, 0).put(fmt::format("{} were left out: only the first {} were asked.",
                                       counted(changes_.left_out, "question"), changes_.questions));
      page_.end();
    }
    if (changes_.incomplete) {
      page_.line(0, 0).put("✗ Incomplete:", Ink::error);
      page_.put(" a rule broke or a limit was reached, so more may change than is shown.").end();
    }
    page_.line(0, 2).put(changes_.any() ? "≠ " : "✓ ", changes_.any() ? Ink::warning : Ink::good);
    page_.put(summary_line(changes_), Ink::strong).end();
  }

 private:
  std::size_t write_rule(std::size_t begin) {
    const auto& all = changes_.verdicts;
    std::size_t end = begin;
    while (end < all.size() && all[end].rule == all[begin].rule) ++end;
    page_.line(0, 2).put_whole(all[begin].rule, Ink::strong);
    page_.put(fmt::format("  {}", counted(end - begin, "change")), Ink::faint).end();
    const auto shown = std::min(end, begin + (verbose_ || end - begin <= kShown + 1 ? end - begin : kShown));
    for (auto i = begin; i < shown; ++i) {
      const auto& change = all[i];
      page_.line(2, kMessageColumn).put_whole(direction(change.before, change.after), ink_of(change));
      page_.pad_to(kMessageColumn);
      if (!change.subject.empty()) page_.put_whole(change.subject, Ink::strong).put("  ");
      page_.put(change.message);
      if (changes_.backlogs > 1) page_.put(fmt::format(" · {}", file_name(change.backlog)), Ink::faint);
      if (!change.sprint.empty()) page_.put(fmt::format(" · {}", change.sprint), Ink::faint);
      page_.end();
    }
    write_rest(end - shown);
    page_.blank_line();
    return end;
  }

  // Those of one action in one direction: people with their items.
  std::size_t write_answers(std::size_t begin) {
    const auto& all = changes_.answers;
    const auto& first = all[begin];
    std::size_t end = begin;
    std::map<std::string, std::vector<std::string>> items;
    for (; end < all.size() && all[end].action == first.action && all[end].before == first.before &&
           all[end].after == first.after;
         ++end) {
      items[all[end].person].push_back(all[end].item);
    }
    const auto ink = first.after == outcome::Decision::Answer::allowed ? Ink::good : Ink::error;
    page_.line(0, 2).put_whole(fmt::format("may ... {}", first.action), Ink::strong);
    page_.put(fmt::format("  {} → {}", outcome::answer_name(first.before), outcome::answer_name(first.after)), ink);
    page_.put(fmt::format("  {}", counted(end - begin, "answer")), Ink::faint).end();
    // People of whom the same is true stand together.
    std::map<std::vector<std::string>, std::vector<std::string>> people;
    for (const auto& [person, list] : items) people[list].push_back(person);
    for (const auto& [list, who] : people) {
      page_.line(2, kSubjectColumn);
      put_some(who, Ink::strong);
      page_.put(": ");
      put_some(list, Ink::plain);
      page_.end();
    }
    page_.blank_line();
    return end;
  }

  void put_some(const std::vector<std::string>& all, Ink ink) {
    const auto shown = verbose_ || all.size() <= kShown + 1 ? all.size() : kShown;
    for (std::size_t i = 0; i < shown; ++i) page_.put(i == 0 ? "" : ", ").put_whole(all[i], ink);
    if (shown < all.size()) page_.put(fmt::format(" and {} more", all.size() - shown), Ink::faint);
  }

  void write_list(std::string_view title, const std::vector<std::string>& ids) {
    if (ids.empty()) return;
    page_.line(0, 2).put(fmt::format("{}: {}", title, fmt::join(ids, ", "))).end();
    page_.blank_line();
  }

  void write_rest(std::size_t number) {
    if (number > 0) page_.line(2, 2).put(fmt::format("and {} more; --verbose lists them", number), Ink::faint).end();
  }

  const Changes& changes_;
  bool verbose_;
  report::Page page_;
};

std::string to_json(const Changes& changes) {
  std::string out;
  json::Writer json(out, 2);
  json.begin_object().member("schema", "sprintd.diff/v1");
  json.member("summary", std::string_view(summary_line(changes)));
  json.member("changes", changes.any()).member("incomplete", changes.incomplete);
  json.member("backlogs", std::uint64_t{changes.backlogs});
  json.member("questions", std::uint64_t{changes.questions}).member("left_out", std::uint64_t{changes.left_out});
  json.key("verdicts").begin_array();
  for (const auto& c : changes.verdicts) {
    json.begin_object().member("rule", std::string_view(c.rule)).member("subject", std::string_view(c.subject));
    json.member("sprint", std::string_view(c.sprint)).member("backlog", std::string_view(c.backlog));
    json.member("before", std::string_view(c.before)).member("after", std::string_view(c.after));
    json.member("message", std::string_view(c.message)).end_object();
  }
  json.end_array().key("answers").begin_array();
  for (const auto& c : changes.answers) {
    json.begin_object().member("person", std::string_view(c.person)).member("action", std::string_view(c.action));
    json.member("item", std::string_view(c.item)).member("backlog", std::string_view(c.backlog));
    json.member("before", outcome::answer_name(c.before)).member("after", outcome::answer_name(c.after)).end_object();
  }
  json.end_array();
  for (const auto& [name, ids] : {std::pair("new_rules", &changes.new_rules), {"gone_rules", &changes.gone_rules}}) {
    json.key(name).begin_array();
    for (const auto& id : *ids) json.value(std::string_view(id));
    json.end_array();
  }
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace

std::string summary_line(const Changes& changes) {
  const auto where = counted(changes.backlogs, "backlog");
  std::string text;
  if (changes.verdicts.empty()) {
    text = fmt::format("No verdict changes on {}", where);
  } else {
    std::map<std::string, std::size_t> directions;
    for (const auto& change : changes.verdicts) ++directions[direction(change.before, change.after)];
    std::vector<std::string> parts;
    for (const auto& [words, number] : directions) parts.push_back(fmt::format("{} {}", number, words));
    const bool one = changes.verdicts.size() == 1;
    text = fmt::format("{} verdict{} change{} on {}: {}", changes.verdicts.size(), one ? "" : "s", one ? "s" : "",
                       where, fmt::join(parts, ", "));
  }
  if (changes.questions == 0) return text;
  return fmt::format("{}; {} of {} change", text, changes.answers.size(), counted(changes.questions, "answer"));
}

std::string write_changes(const Changes& changes, report::Format format, const report::Style& style) {
  if (format == report::Format::json) return to_json(changes);
  std::string out;
  ChangeText(changes, style, out).write();
  return out;
}

}  // namespace sprintd::change
