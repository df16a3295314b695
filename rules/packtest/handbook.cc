#include "rules/packtest/handbook.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/lang/bytecode.h"
#include "rules/packtest/junit.h"
#include "rules/packtest/source_words.h"
#include "rules/ruleset/expression_source.h"

namespace sprintd::packtest {
namespace {

using outcome::Verdict;
using ruleset::Declaration;

constexpr std::array<std::string_view, 2> kFormats = {"markdown", "html"};

// A declaration as the page shows it.
struct Entry {
  const Declaration* declaration;
  std::string kind;  // "rule for each person, warning"
  std::vector<std::string> conditions;
  std::vector<std::string> remarks;  // when it is in force, what it gates, who changed it
};

std::string kind_of(std::string_view word, const Declaration& declaration) {
  return fmt::format("{}, {}", word, severity_name(declaration.severity));
}

std::vector<std::string> remarks_of(const Declaration& declaration, const ruleset::RuleSet& rules) {
  std::vector<std::string> remarks;
  const auto& [from, until] = declaration.effective;
  if (!from.empty() && !until.empty()) {
    remarks.push_back(fmt::format("In force from {} until {}.", from, until));
  } else if (!from.empty()) {
    remarks.push_back(fmt::format("In force from {} on.", from));
  } else if (!until.empty()) {
    remarks.push_back(fmt::format("In force until {}.", until));
  }
  if (!declaration.replaces.empty()) remarks.push_back(fmt::format("Then {} is not.", declaration.replaces));
  for (const auto& change : declaration.overrides) {
    remarks.push_back(fmt::format("Changed by {}: {} ({}).", rules.packs[change.pack].id, change.reason,
                                  fmt::join(change.keys, ", ")));
  }
  return remarks;
}

std::vector<Entry> all_entries(const ruleset::RuleSet& rules) {
  std::vector<Entry> entries;
  const auto add_chosen = [&](std::string_view word, const lang::Program& program) {
    if (program)
      entries.back().conditions.push_back(
          fmt::format("{} {}", word, ruleset::expression_source(program, rules.sources)));
  };
  for (const auto& rule : rules.rules) {
    entries.push_back({&rule,
                       kind_of(fmt::format("rule for each {}", ruleset::subject_kind_name(rule.subject)), rule),
                       {rule.require_text},
                       remarks_of(rule, rules)});
    add_chosen("where", rule.where);
    if (!rule.gates.empty()) {
      entries.back().remarks.push_back(fmt::format("It must hold to {}.", fmt::join(rule.gates, ", ")));
    }
  }
  for (const auto& authority : rules.authorities) {
    entries.push_back({&authority,
                       fmt::format("who may {}", authority.action),
                       {authority.allow_text},
                       remarks_of(authority, rules)});
    add_chosen("for items with", authority.items);
  }
  for (const auto& limit : rules.limits) {
    Entry entry{&limit,
                kind_of(fmt::format("limit for each {}", ruleset::subject_kind_name(limit.subject)), limit),
                {},
                remarks_of(limit, rules)};
    if (!limit.at_most_text.empty()) {
      entry.conditions.push_back(fmt::format("sum of {} <= {}", limit.sum_text, limit.at_most_text));
    }
    if (!limit.at_least_text.empty()) {
      entry.conditions.push_back(fmt::format("sum of {} >= {}", limit.sum_text, limit.at_least_text));
    }
    entries.push_back(std::move(entry));
    add_chosen("of items with", limit.items);
    add_chosen("where", limit.where);
  }
  return entries;
}

std::string_view sign_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "✓";
    case Verdict::unknown:
      return "?";
    default:
      return "✗";
  }
}

// What Markdown would read as more than text.
std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_[]<>#|").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

class Markdown {
 public:
  void begin(std::string_view title) { out_ += fmt::format("# {}\n", markdown_text(title)); }
  void pack(std::string_view title, std::string_view about) {
    out_ += fmt::format("\n## {}\n\n{}\n", markdown_text(title), markdown_text(about));
  }
  void clause(std::string_view id, std::string_view text) {
    out_ += fmt::format("\n### {}\n\n> {}\n", markdown_text(id), markdown_text(text));
  }
  void remark(std::string_view text) { out_ += fmt::format("\n*{}*\n", markdown_text(text)); }
  void entry(const Entry& entry) {
    out_ += fmt::format("\n**{}** ({})\n", markdown_text(entry.declaration->id), markdown_text(entry.kind));
    out_ += '\n';
    for (const auto& condition : entry.conditions) out_ += fmt::format("    {}\n", on_one_line(condition));
    for (const auto& remark : entry.remarks) out_ += fmt::format("\n{}\n", markdown_text(remark));
  }
  void begin_examples() { out_ += '\n'; }
  void example(const Example& example) {
    out_ += fmt::format("- {} {}", sign_of(example.verdict), markdown_text(example.what));
    if (!example.message.empty()) out_ += fmt::format(": “{}”", markdown_text(example.message));
    out_ += '\n';
  }
  void end_examples() {}
  std::string end() { return std::move(out_); }

 private:
  std::string out_;
};

class Html {
 public:
  void begin(std::string_view title) {
    out_ += fmt::format(R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{}</title>
<style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #1c2430; background: #fff; }}
h1 {{ font-size: 1.9rem; }}
h2 {{ margin-top: 2.5rem; border-bottom: 2px solid #d8dee6; padding-bottom: .3rem; }}
h3 {{ margin: 2rem 0 .3rem; color: #4a5a70; font-size: 1rem; letter-spacing: .04em; }}
blockquote {{ margin: 0; font-size: 1.15rem; }}
.kind, .remark {{ color: #5b6878; }}
.remark {{ font-style: italic; }}
pre {{ background: #f3f6f9; border-radius: 6px; padding: .6rem .8rem; overflow-x: auto; white-space: pre-wrap; }}
ul {{ list-style: none; padding-left: .2rem; }}
li::before {{ display: inline-block; width: 1.4rem; font-weight: 700; }}
li.pass::before {{ content: "✓"; color: #1a7f45; }}
li.fail::before {{ content: "✗"; color: #b3261e; }}
li.unknown::before {{ content: "?"; color: #8a6100; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #14181e; color: #dde4ec; }}
  h2 {{ border-color: #333d4a; }} h3, .kind, .remark {{ color: #9aa8b8; }} pre {{ background: #1e252e; }}
  li.pass::before {{ color: #58c986; }} li.fail::before {{ color: #ff8a80; }} li.unknown::before {{ color: #e0b040; }}
}}
</style>
</head>
<body>
<h1>{}</h1>
)",
                        xml_text(title), xml_text(title));
  }
  void pack(std::string_view title, std::string_view about) {
    out_ += fmt::format("<h2>{}</h2>\n<p class=\"kind\">{}</p>\n", xml_text(title), xml_text(about));
  }
  void clause(std::string_view id, std::string_view text) {
    out_ += fmt::format("<h3 id=\"{0}\">{0}</h3>\n<blockquote>{1}</blockquote>\n", xml_text(id), xml_text(text));
  }
  void remark(std::string_view text) { out_ += fmt::format("<p class=\"remark\">{}</p>\n", xml_text(text)); }
  void entry(const Entry& entry) {
    out_ += fmt::format("<p><strong>{}</strong> <span class=\"kind\">{}</span></p>\n", xml_text(entry.declaration->id),
                        xml_text(entry.kind));
    std::string text;
    for (const auto& condition : entry.conditions) text += (text.empty() ? "" : "\n") + on_one_line(condition);
    out_ += fmt::format("<pre><code>{}</code></pre>\n", xml_text(text));
    for (const auto& remark : entry.remarks) out_ += fmt::format("<p>{}</p>\n", xml_text(remark));
  }
  void begin_examples() { out_ += "<ul>\n"; }
  void example(const Example& example) {
    const auto* kind = example.verdict == Verdict::pass      ? "pass"
                       : example.verdict == Verdict::unknown ? "unknown"
                                                             : "fail";
    out_ += fmt::format("<li class=\"{}\">{}", kind, xml_text(example.what));
    if (!example.message.empty()) out_ += fmt::format(": “{}”", xml_text(example.message));
    out_ += "</li>\n";
  }
  void end_examples() { out_ += "</ul>\n"; }
  std::string end() {
    out_ += "</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  std::string out_;
};

std::string about(const ruleset::Pack& pack) {
  auto text = fmt::format("Pack {}", pack.id);
  if (!pack.owner.empty()) text += fmt::format(", owned by {}", pack.owner);
  text += '.';
  if (!pack.source_document.empty()) {
    text += fmt::format(" It says what {} says", pack.source_document);
    text += pack.source_revision.empty() ? std::string(".") : fmt::format(" (revision {}).", pack.source_revision);
  }
  return text;
}

template <typename Page>
class Handbook {
 public:
  Handbook(const ruleset::RuleSet& rules, const std::vector<Example>& examples)
      : rules_(rules), examples_(examples), entries_(all_entries(rules)) {}

  std::string write() {
    const bool one = rules_.packs.size() == 1;
    page_.begin(one ? title_of(rules_.packs.front()) : std::string("Rules"));
    for (std::uint32_t i = 0; i < rules_.packs.size(); ++i) {
      const auto& pack = rules_.packs[i];
      page_.pack(one ? std::string("What it says") : title_of(pack), about(pack));
      for (std::uint32_t k = 0; k < pack.clauses.size(); ++k) write_clause(i, k);
      write_rest(i);
    }
    return page_.end();
  }

 private:
  static std::string title_of(const ruleset::Pack& pack) { return pack.title.empty() ? pack.id : pack.title; }

  void write_clause(std::uint32_t pack, std::uint32_t number) {
    const auto& clause = rules_.packs[pack].clauses[number];
    page_.clause(clause.id, on_one_line(clause.text));
    bool said = false;
    for (const auto& entry : entries_) {
      if (entry.declaration->clause != ruleset::Declaration::ClauseRef{pack, number}) continue;
      write_entry(entry);
      said = true;
    }
    if (!said) page_.remark("No rule says this: people see to it.");
  }

  void write_rest(std::uint32_t pack) {
    bool first = true;
    for (const auto& entry : entries_) {
      if (entry.declaration->pack != pack || entry.declaration->clause) continue;
      if (first) page_.remark("Rules that cite no clause:");
      first = false;
      write_entry(entry);
    }
  }

  void write_entry(const Entry& entry) {
    page_.entry(entry);
    const auto is_of_it = [&](const Example& example) { return example.rule == entry.declaration->qualified_id; };
    if (std::ranges::none_of(examples_, is_of_it)) return;
    page_.begin_examples();
    for (const auto& example : examples_) {
      if (is_of_it(example)) page_.example(example);
    }
    page_.end_examples();
  }

  const ruleset::RuleSet& rules_;
  const std::vector<Example>& examples_;
  std::vector<Entry> entries_;
  Page page_;
};

}  // namespace

namespace {

// An answer is an example of each authority of the action, and of each rule that gates it, whose clause it names.
void add_answer(const Case& one, const ruleset::RuleSet& rules, std::vector<Example>& examples) {
  const auto& answer = *one.answer;
  if (!answer.clauses) return;
  const auto add = [&](const ruleset::Declaration& declaration) {
    if (std::ranges::find(*answer.clauses, declaration.because, &Named::text) == answer.clauses->end()) return;
    using Answer = outcome::Decision::Answer;
    const auto verdict = answer.answer == Answer::allowed   ? Verdict::pass
                         : answer.answer == Answer::refused ? Verdict::fail
                                                            : Verdict::unknown;
    examples.push_back({declaration.qualified_id, one.name, verdict, {}});
  };
  for (const auto& authority : rules.authorities) {
    if (authority.action == answer.action.text) add(authority);
  }
  for (const auto& rule : rules.rules) {
    if (std::ranges::find(rule.gates, answer.action.text) != rule.gates.end()) add(rule);
  }
}

}  // namespace

std::vector<Example> examples_of(const TestFile& tests, const ruleset::RuleSet& rules) {
  std::vector<Example> examples;
  for (const auto& one : tests.cases) {
    if (one.answer) add_answer(one, rules, examples);
    if (!one.findings) continue;
    for (const auto& name : one.rules) {
      const auto* rule = rules.find(name.text);
      if (rule == nullptr) continue;
      Example example{rule->qualified_id, one.name, Verdict::pass, {}};
      for (const auto& finding : *one.findings) {
        if (rules.find(finding.rule.text) != rule) continue;
        example.verdict = finding.verdict;
        if (finding.verdict == Verdict::fail) example.message = finding.message.value_or("");
        break;
      }
      examples.push_back(std::move(example));
    }
  }
  return examples;
}

std::span<const std::string_view> handbook_formats() { return kFormats; }

std::optional<HandbookFormat> find_handbook_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name);
  if (found == kFormats.end()) return std::nullopt;
  return static_cast<HandbookFormat>(found - kFormats.begin());
}

std::string write_handbook(const ruleset::RuleSet& rules, const std::vector<Example>& examples, HandbookFormat format) {
  return format == HandbookFormat::markdown ? Handbook<Markdown>(rules, examples).write()
                                            : Handbook<Html>(rules, examples).write();
}

}  // namespace sprintd::packtest
