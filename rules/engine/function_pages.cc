#include "rules/engine/function_pages.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/eval/backlog_schema.h"
#include "rules/json/writer.h"
#include "rules/lang/function_reference.h"
#include "rules/lang/limits.h"
#include "rules/report/page.h"

namespace sprintd::engine {
namespace {

using lang::FunctionEntry;
using lang::FunctionForm;
using report::Ink;

std::vector<FunctionEntry> all_entries() { return lang::function_reference(eval::backlog_schema()); }

std::string steps(int cost) { return fmt::format("{} step{}", cost, cost == 1 ? "" : "s"); }

std::string json_of(const FunctionEntry& entry) {
  std::string out;
  json::Writer json(out);
  json.begin_object();
  json.member("schema", "sprintd.function/v1");
  json.member("function", std::string_view(entry.name));
  json.member("chapter", lang::chapter_info(entry.chapter).name);
  json.key("forms").begin_array();
  for (const auto& form : entry.forms) {
    json.begin_object();
    json.key("signatures").begin_array();
    for (const auto& signature : form.signatures) json.value(std::string_view(signature));
    json.end_array();
    json.member("doc", std::string_view(form.doc));
    json.key("steps");
    if (form.cost) {
      json.value(*form.cost);
    } else {
      json.null();
    }
    json.end_object();
  }
  json.end_array();
  json.end_object();
  out += '\n';
  return out;
}

std::string text_of(const FunctionEntry& entry, const report::Style& style) {
  std::string out;
  report::Page page(out, style);
  page.line().put_whole(entry.name, Ink::strong);
  page.put(fmt::format("  {}", lang::chapter_info(entry.chapter).title), Ink::faint).end();
  for (const auto& form : entry.forms) {
    page.blank_line();
    for (const auto& signature : form.signatures) page.line(2, 4).put_whole(signature).end();
    page.line(4, 4).put(form.doc);
    if (form.cost) page.put(fmt::format("  ({})", steps(*form.cost)), Ink::faint);
    page.end();
  }
  return out;
}

// With a backslash before what would mean something in Markdown: in a cell of a table, a bar ends the cell.
std::string escaped(std::string_view text, std::string_view signs) {
  std::string out;
  for (const char c : text) {
    if (signs.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}
std::string code(std::string_view text) { return fmt::format("`{}`", escaped(text, "|")); }
std::string prose(std::string_view text) { return escaped(text, "|*<\\"); }

void put_entry(std::string& page, const FunctionEntry& entry) {
  bool is_first = true;
  for (const auto& form : entry.forms) {
    std::string signatures;
    for (const auto& signature : form.signatures) {
      signatures += fmt::format("{}{}", signatures.empty() ? "" : "<br>", code(signature));
    }
    const auto name = is_first ? fmt::format("**{}**", code(entry.name)) : std::string();
    page += fmt::format("| {} | {} | {} | {} |\n", name, signatures, prose(form.doc),
                        form.cost ? fmt::format("{}", *form.cost) : std::string("for each"));
    is_first = false;
  }
}

std::string introduction() {
  return fmt::format(
      "# Functions and operators\n"
      "\n"
      "<!-- Made from the function table by `./dev docs`: a change here is lost. -->\n"
      "\n"
      "What a condition can compute with. `sprintctl explain NAME` says the same of one function.\n"
      "\n"
      "**How to read this.** `list(T).slice(int, int) -> list(T)` says: `slice` is called on a list with two whole "
      "numbers,\n"
      "`item.labels.slice(0, 2)`, and gives a list of the same. `int` is a whole number, `uint` one that is never "
      "negative\n"
      "(written `3u`), `double` a number with a fraction (`3.0`), `string` a text, `bool` true or false, `timestamp` "
      "an instant,\n"
      "`duration` a length of time, `item`, `person` and `team` something of the backlog. `T`, `K` and `V` stand for "
      "any type, `N`\n"
      "for `int`, `uint` or `double`: the same one wherever the letter stands. `number` is any of the three at each "
      "place, `dyn` a\n"
      "value whose type shows only when the condition runs.\n"
      "\n"
      "**What is unknown.** A value that the backlog lacks is unknown. A function of an unknown value is unknown, and "
      "so is a\n"
      "function of a whole list when it meets an unknown element. `&&`, `||`, `? :`, `all` and `exists` are certain as "
      "soon as\n"
      "the known values suffice: `false && unknown` is false. `has(x.field)` asks whether a value is there, `x.?field` "
      "makes an\n"
      "optional of it.\n"
      "\n"
      "**What is an error.** A division by zero, an overflow, a position outside of a list: the rule is then broken "
      "for that\n"
      "subject, and the message says where and why.\n"
      "\n"
      "**Steps** are what a call costs by itself. A function that looks at a whole list or text pays for its length "
      "besides:\n"
      "about a step for each element, or for each 64 bytes of text. One evaluation may take {} million steps.\n",
      lang::kMaxSteps / 1'000'000);
}

}  // namespace

std::optional<std::string> write_function(std::string_view name, report::Format format, const report::Style& style) {
  const auto entries = all_entries();
  const auto* entry = lang::find_function(entries, name);
  if (entry == nullptr) return std::nullopt;
  return format == report::Format::json ? json_of(*entry) : text_of(*entry, style);
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (auto& entry : all_entries()) names.push_back(std::move(entry.name));
  return names;
}

std::optional<std::string> function_ending_in(std::string_view part) {
  const auto end = fmt::format(".{}", part);
  const auto names = function_names();
  const auto found = std::ranges::find_if(names, [&](const std::string& name) { return name.ends_with(end); });
  return found == names.end() ? std::nullopt : std::optional(*found);
}

std::string functions_page() {
  std::string page = introduction();
  const auto entries = all_entries();
  for (const auto& chapter : lang::all_chapters()) {
    page += fmt::format("\n## {}\n\n", chapter.title);
    if (!chapter.introduction.empty()) page += fmt::format("{}\n\n", chapter.introduction);
    page += "| name | written | gives | steps |\n|---|---|---|---|\n";
    for (const auto& entry : entries) {
      if (entry.chapter == chapter.chapter) put_entry(page, entry);
    }
  }
  return page;
}

}  // namespace sprintd::engine
