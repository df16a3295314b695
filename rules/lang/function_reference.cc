#include "rules/lang/function_reference.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "rules/lang/macros.h"
#include "rules/lang/signature_text.h"

namespace sprintd::lang {
namespace {

constexpr auto kChapters = std::to_array<ChapterInfo>({
    {Chapter::operators, "operators", "Operators",
     "From the strongest: `[ ]`, `!` and `-` before a value, `* / %`, `+ -`, "
     "comparisons and `in`, `&&`, `||`, `? :`."},
    {Chapter::macros, "macros", "Walking lists and maps, and asking what is there",
     "`x` is a name that you choose for each element. The condition or result is computed for one element after the "
     "other, and its steps are counted for each; a walk ends as soon as its answer is certain."},
    {Chapter::lists, "lists", "Lists and maps", ""},
    {Chapter::sets, "sets", "Lists as sets", ""},
    {Chapter::text, "text", "Text", ""},
    {Chapter::patterns, "patterns", "Regular expressions",
     "In the syntax of RE2. The time they take grows with the text only, whatever the pattern."},
    {Chapter::numbers, "numbers", "Numbers", ""},
    {Chapter::time, "time", "Time", "A day, a date and a working day are those of the organisation's time zone."},
    {Chapter::conversions, "conversions", "Conversions", ""},
    {Chapter::optionals, "optionals", "Optionals",
     "An optional is a value that may be there or not. `x.?field` and `x[?key]` make one of what may be absent."},
    {Chapter::backlog, "backlog", "The backlog", "These know the people, teams and rungs of the organisation."},
});

Chapter chapter_of(Subject subject) {
  switch (subject) {
    case Subject::operators:
      return Chapter::operators;
    case Subject::conversions:
      return Chapter::conversions;
    case Subject::text:
      return Chapter::text;
    case Subject::patterns:
      return Chapter::patterns;
    case Subject::lists:
      return Chapter::lists;
    case Subject::sets:
      return Chapter::sets;
    case Subject::numbers:
      return Chapter::numbers;
    case Subject::time:
      return Chapter::time;
    case Subject::optionals:
      return Chapter::optionals;
  }
  return Chapter::operators;
}

// "list.map(x, result) or list.map(x, condition, result)" as two.
std::vector<std::string> ways_to_write(std::string_view usage) {
  constexpr std::string_view kOr = " or ";
  std::vector<std::string> ways;
  for (auto at = usage.find(kOr); at != std::string_view::npos; at = usage.find(kOr)) {
    ways.emplace_back(usage.substr(0, at));
    usage.remove_prefix(at + kOr.size());
  }
  ways.emplace_back(usage);
  return ways;
}

// Entries by name, and the signatures of each of their forms before they are words.
class Collection {
 public:
  explicit Collection(const Schema& schema) : schema_(&schema) {}

  void add(const Overload& row) {
    add(function_word(row.name), chapter_of(row.subject), {row.name, row.member, row.arguments, row.result}, row.doc,
        row.cost);
  }
  void add(const HostFunction& host) {
    add(host.name, Chapter::backlog, {host.name, false, host.arguments, host.result}, host.doc, 1);
  }
  void add(const MacroDoc& macro) {
    const bool of_optionals = macro.usage.starts_with("optional.");
    FunctionForm form;
    form.signatures = ways_to_write(macro.usage);
    form.doc = macro.doc;
    if (!is_member_macro(macro.name)) form.cost = 1;
    entry(std::string(macro.name), of_optionals ? Chapter::optionals : Chapter::macros).forms.push_back({form, {}});
  }
  void add_optional_field() {
    FunctionForm form;
    form.signatures = {"x.?field -> optional(T)"};
    form.doc = "an optional of the field; none where it is absent: item.?points.orValue(0.0)";
    form.cost = 1;
    entry(".?", Chapter::optionals).forms.push_back({form, {}});
  }

  std::vector<FunctionEntry> finish() {
    std::vector<FunctionEntry> all;
    for (const auto& chapter : kChapters) {
      for (const auto& collected : entries_) {
        if (collected.chapter == chapter.chapter) all.push_back(finished(collected));
      }
    }
    return all;
  }

 private:
  struct Form {
    FunctionForm said;
    std::vector<Signature> signatures;
  };
  struct Collected {
    std::string name;
    Chapter chapter{};
    std::vector<Form> forms;
  };

  [[nodiscard]] FunctionEntry finished(const Collected& collected) const {
    FunctionEntry out{collected.name, collected.chapter, {}};
    for (const auto& [said, signatures] : collected.forms) {
      auto& form = out.forms.emplace_back(said);
      if (!signatures.empty()) form.signatures = signature_texts(*schema_, signatures);
    }
    return out;
  }

  Collected& entry(std::string name, Chapter chapter) {
    const auto found = std::ranges::find(entries_, name, &Collected::name);
    if (found != entries_.end()) return *found;
    return entries_.emplace_back(std::move(name), chapter, std::vector<Form>{});
  }

  void add(std::string name, Chapter chapter, Signature signature, std::string_view doc, int cost) {
    auto& forms = entry(std::move(name), chapter).forms;
    const auto same =
        std::ranges::find_if(forms, [&](const Form& form) { return form.said.doc == doc && form.said.cost == cost; });
    if (same != forms.end()) {
      same->signatures.push_back(std::move(signature));
    } else {
      forms.push_back({{{}, std::string(doc), cost}, {std::move(signature)}});
    }
  }

  const Schema* schema_;
  std::vector<Collected> entries_;
};

}  // namespace

std::vector<ChapterInfo> all_chapters() { return {kChapters.begin(), kChapters.end()}; }

const ChapterInfo& chapter_info(Chapter chapter) { return kChapters[static_cast<std::size_t>(chapter)]; }

std::vector<FunctionEntry> function_reference(const Schema& schema) {
  Collection collection(schema);
  collection.add_optional_field();
  for (const auto& row : all_overloads()) collection.add(row);
  for (const auto& macro : macro_docs()) collection.add(macro);
  for (const auto& host : schema.functions()) collection.add(host);
  return collection.finish();
}

const FunctionEntry* find_function(const std::vector<FunctionEntry>& entries, std::string_view name) {
  std::string word(name);
  std::erase(word, ' ');
  const auto found = std::ranges::find_if(entries, [&](const FunctionEntry& entry) {
    std::string written = entry.name;
    std::erase(written, ' ');
    return written == word || (entry.chapter == Chapter::operators && function_word(word) == entry.name);
  });
  return found == entries.end() ? nullptr : &*found;
}

}  // namespace sprintd::lang
