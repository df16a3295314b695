// Which sprints an audit is of, and how often a rule is asked when there are several.
#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

std::string chosen(const std::string& backlog, std::vector<std::string> named) {
  AuditOptions options;
  options.as_of = at("2026-03-01");
  options.sprints = std::move(named);
  const auto result =
      audit(load_rules("rules: [{id: r, for: organisation, require: 'true'}]"), load_backlog_text(backlog), options);
  if (!result) return fmt::format("{} {}", code_info(result.error().code).name, result.error().message);
  std::string ids;
  for (const auto row : result->sprints)
    ids += std::string(result->backlog->id(backlog::EntityKind::sprint, row)) + " ";
  return ids;
}

constexpr auto kClosed = "{id: a, state: closed, starts: 2026-01-01}, {id: b, state: closed, starts: 2026-02-01}";

}  // namespace

TEST_CASE("An audit chooses its sprints") {
  struct Case {
    std::string name, sprints, items;
    std::vector<std::string> named;
    std::string expected;
  };
  const auto c = GENERATE(values<Case>({
      {"all that are not closed, by start",
       "{id: z, state: active, starts: 2026-01-01}, {id: a, state: closed}, {id: b, state: planned, starts: "
       "2026-03-01}, "
       "{id: c}",
       "",
       {},
       "z b c "},
      {"the named one, once", "{id: a, state: closed}, {id: b}", "", {"a", "a"}, "a "},
      {"a misspelt one", "{id: s-41}, {id: s-42}", "", {"s-4"}, "E0501 no sprint 's-4'; did you mean 's-41'?"},
      {"the one all share", kClosed, "{id: 1a, sprint: b}, {id: 2a, sprint: b}, {id: 3a}", {}, "b "},
      {"the one all share, some of them in the past",
       kClosed,
       "{id: 1a, sprint: b}, {id: 2a, past_sprints: [a, b]}",
       {},
       "b "},
      {"none shared",
       kClosed,
       "{id: 1a, sprint: b}, {id: 2a, sprint: a}",
       {},
       "E0502 all sprints are closed and the items share none; name one of a, b"},
      {"several shared",
       kClosed,
       "{id: 1a, sprint: b, past_sprints: [a]}",
       {},
       "E0502 all sprints are closed and the items share several; name one of a, b"},
      {"no sprints at all", "", "{id: 1a}", {}, ""},
  }));
  SECTION(c.name) {
    CHECK(chosen(fmt::format("sprints: [{}]\nitems: [{}]\n", c.sprints, c.items), c.named) == c.expected);
  }
}

TEST_CASE("A rule that does not read the sprint is asked once, the others for each sprint") {
  constexpr auto kTwo = R"yaml(
sprints: [{id: s-1, starts: 2026-03-01}, {id: s-2, starts: 2026-04-01}]
items: [{id: A, sprint: s-1}, {id: B, sprint: s-2}, {id: C}])yaml";
  struct Case {
    std::string name, rule;
    Lines lines;
  };
  const auto c = GENERATE(values<Case>({
      {"items of the sprints",
       "for: item, require: item.id == ''",
       {"error p/r A fail: item.id == '' does not hold", "error p/r B fail: item.id == '' does not hold"}},
      {"items and the sprint",
       "for: item, require: item.id == sprint.id",
       {"error p/r A [s-1] fail: item.id == sprint.id does not hold",
        "error p/r B [s-2] fail: item.id == sprint.id does not hold"}},
      {"all of the backlog",
       "for: item, over: backlog, require: item.id == 'A'",
       {"error p/r B fail: item.id == 'A' does not hold", "error p/r C fail: item.id == 'A' does not hold"}},
      {"the organisation",
       "for: organisation, require: sprint.id == 's-1'",
       {"error p/r organisation [s-2] fail: sprint.id == 's-1' does not hold"}},
  }));
  SECTION(c.name) { CHECK(audit_lines(fmt::format("rules: [{{id: r, {}}}]", c.rule), kTwo) == c.lines); }
}
