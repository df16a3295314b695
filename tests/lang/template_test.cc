#include "rules/lang/template.h"

#include <catch2/catch.hpp>

#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::SampleRun;
using testing::ValueCase;

namespace {

Template compile_text(SampleRun& run, const std::string& text, Diagnostics& diagnostics) {
  const auto origin = Origin::verbatim(FileId{0}, 100, static_cast<std::uint32_t>(text.size()));
  return compile_template({text, &origin}, run.environment(), diagnostics);
}

}  // namespace

TEST_CASE("a message is text with values in it") {
  static constexpr ValueCase kCases[] = {
      {"", ""},
      {"no expression", "no expression"},
      {"${person.name}", "Ada L."},
      {"${person.name} leads ${person.leads.size()} projects.", "Ada L. leads 2 projects."},
      {"leads ${person.leads.map(p, p.id).join(', ')}", "leads atlas, borea"},
      {"${item} of ${item.assignee}", "TD-12 of bob"},
      {"${item.points} points, ${d}", "3 points, 2.5"},
      {"${item.labels}", "[queue, core]"},
      {"${item.created}", "2026-03-02T10:00:00Z"},
      {"${date('2026-03-09')}", "2026-03-09"},
      {"${date('2026-03-09') - duration('1us')}", "2026-03-08"},
      {"${date('2026-03-09') - duration('1ns')}", "2026-03-08T22:59:59.999999999Z"},
      {"${now - item.created}", "74h"},
      {"${days(3)}, ${days(1)}, ${days(-1)}", "3 days, 1 day, -1 day"},
      {"${duration('-90s')}, ${duration('59s')}, ${duration('1h1s')}, ${duration('1.5s')}", "-1m30s, 59s, 1h1s, 1.5s"},
      {"${items[1].points} and ${1 / items[1].labels.size()}", "? and ?"},
      {"${part}", "[1, ?, 3]"},
      {"${true} ${null} ${3u} ${b'a'} ${int}", "true null 3 b\"a\" int"},
      {"${any}", "{a: 1, who: bob}"},
      {"costs $${price} and $$ and $", "costs ${price} and $$ and $"},
      {"$$${i}", "$${i}"},
      {"${{'a': {'b': 1}}.a.b} }", "1 }"},
      {"${'}'} ${\"}\"} ${'\\'}'}", "} } '}"},
      {"${'''a'}'''} ${r'\\'}", "a'} \\"},
      {"${i}${i}", "77"},
  };
  SampleRun run;
  for (const auto& [text, rendered] : kCases) {
    INFO(text);
    Diagnostics diagnostics;
    const auto compiled = compile_text(run, text, diagnostics);
    CHECK(testing::fault_lines(diagnostics).empty());
    CHECK(render(compiled, run.evaluator, run.activation()) == rendered);
  }
}

TEST_CASE("a part that is not closed is a fault") {
  static constexpr const char* kFault =
      "103-105 E0142 the expression in this text is not closed | add '}', or write '$${' for these two characters";
  SampleRun run;
  for (const char* text : {"so ${person.name", "so ${", "so ${'}", "so ${{}", "so ${r'\\'"}) {
    INFO(text);
    Diagnostics diagnostics;
    CHECK(compile_text(run, text, diagnostics).parts.empty());
    CHECK(testing::fault_lines(diagnostics) == kFault);
  }
}

TEST_CASE("faults of the parts stand at their places in the file, all of them") {
  SampleRun run;
  Diagnostics diagnostics;
  CHECK(compile_text(run, "${i} ${person.nme} ${nobody} ${}", diagnostics).parts.empty());
  std::vector<std::string> places;
  for (const auto& fault : diagnostics.sorted()) {
    places.push_back(fmt::format("{}-{} {}", fault.span.begin, fault.span.end, code_info(fault.code).name));
  }
  CHECK(places == std::vector<std::string>{"114-117 E0107", "121-127 E0106", "131-131 E0101"});
}

TEST_CASE("long values are cut") {
  SampleRun run;
  const auto program = run.compile("'" + std::string(5000, 'x') + "'");
  const auto text = to_text(run.evaluator.run(program, run.activation()), run.facts);
  CHECK(text == std::string(4096, 'x') + "...");
}

}  // namespace sprintd::lang
