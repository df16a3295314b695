// What is absent, and what fails, through every construct of the language.
#include <catch2/catch.hpp>

#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::SampleRun;
using testing::ValueCase;

namespace {

// Of the sample: `unk` is a bool that is absent, `part` is [1, absent, 3].
constexpr const char* kUnk = "unknown(0.2 of 9)";
constexpr const char* kHole = "unknown(0.2 of 8)";
constexpr const char* kDivision = "error: division by zero: 1 / 0";

}  // namespace

TEST_CASE("and, or: a deciding side, then unknown, then error, on either side") {
  static constexpr ValueCase kCases[] = {
      {"true && unk", kUnk},
      {"unk && true", kUnk},
      {"false && unk", "false"},
      {"unk && false", "false"},
      {"unk && no", "false"},
      {"true || unk", "true"},
      {"unk || true", "true"},
      {"unk || yes", "true"},
      {"false || unk", kUnk},
      {"unk || false", kUnk},
      {"1 / 0 > 1 && false", "false"},
      {"false && 1 / 0 > 1", "false"},
      {"1 / 0 > 1 && true", kDivision},
      {"true && 1 / 0 > 1", kDivision},
      {"1 / 0 > 1 || true", "true"},
      {"true || 1 / 0 > 1", "true"},
      {"1 / 0 > 1 || false", kDivision},
      {"1 / 0 > 1 && unk", kUnk},
      {"unk && 1 / 0 > 1", kUnk},
      {"1 / 0 > 1 || unk", kUnk},
      {"unk || 1 / 0 > 1", kUnk},
      {"i / 0 > 1 && i % 0 > 1", "error: division by zero: 7 / 0"},
      {"unk && items[1].points > 1", kUnk},
      {"items[1].points > 1.0 && unk", "unknown(0.2 of 1)"},
      {"!unk", kUnk},
      {"!(1 / 0 > 1)", kDivision},
      {"dyn(1) && true", "error: && asks on both sides for a condition (bool), not for 1 (int)"},
      {"true || dyn(1)", "true"},
      {"false || dyn(1)", "error: || asks on both sides for a condition (bool), not for 1 (int)"},
      {"dyn('x') && false", "false"},
      {"!dyn(1)", "error: ! asks for a condition (bool), not for 1 (int)"},
      {"yes && yes && unk && no", "false"},
  };
  check_values(kCases);
}

TEST_CASE("operators and calls hand through the leftmost unknown, then the leftmost error") {
  static constexpr ValueCase kCases[] = {
      {"unk == true", kUnk},
      {"true != unk", kUnk},
      {"unk == unk", kUnk},
      {"1 / 0 == part[1]", kHole},
      {"part[1] == 1 / 0", kHole},
      {"1 / 0 == 1", kDivision},
      {"part[1] < 1", kHole},
      {"1 / 0 < 1", kDivision},
      {"1 / 0 < part[1]", kHole},
      {"part[1] + 1", kHole},
      {"1 / 0 + part[1]", kHole},
      {"1 / 0 + 1 % 0", kDivision},
      {"-part[1]", kHole},
      {"string(part[1])", kHole},
      {"string(1 / 0)", kDivision},
      {"string(dyn(part[1]))", kHole},
      {"size(dyn(1 / 0))", kDivision},
      {"'a'.startsWith(string(1 / 0)) == unk", kUnk},
      {"string(part[1]).matches('a')", kHole},
      {"seniority(string(part[1]))", kHole},
      {"part[1] in [1]", kHole},
      {"1 in [part[1]]", kHole},
      {"[1, part[1]]", kHole},
      {"[1 / 0, part[1]]", kHole},
      {"[1, 1 / 0]", kDivision},
      {"{'a': part[1]}", kHole},
      {"{'a': 1 / 0}", kDivision},
      {"[1, 2][part[1]]", kHole},
      {"[1, 2][1 / 0]", kDivision},
      {"[part[1]].size()", kHole},
      {"unk ? 1 : 2", kUnk},
      {"unk ? 1 / 0 : 2", kUnk},
      {"yes ? part[1] : 2", kHole},
      {"no ? part[1] : 2", "2"},
      {"dyn(1 / 0).points", kDivision},
      {"has(dyn(1 / 0).points)", kDivision},
      {"type(part[1])", kHole},
  };
  check_values(kCases);
}

TEST_CASE("macros decide where an element does, else unknown wins over error") {
  static constexpr ValueCase kCases[] = {
      {"part.exists(x, x == 3)", "true"},
      {"part.exists(x, x == 1)", "true"},
      {"part.exists(x, x == 2)", kHole},
      {"part.all(x, x < 3)", "false"},
      {"part.all(x, x < 9)", kHole},
      {"part.exists_one(x, x == 1)", kHole},
      {"part.filter(x, x > 0)", kHole},
      {"part.filter(x, x > 0).size()", kHole},
      {"part.map(x, x + 1)", kHole},
      {"part.map(x, x > 1, x)", kHole},
      {"part.map(x, 1)", "[1, 1, 1]"},
      {"part.size()", "3"},
      {"size(part)", "3"},
      {"1 in part", "true"},
      {"2 in part", kHole},
      {"part == [1, 2, 3]", kHole},
      {"part == [2, 2, 3]", "false"},
      {"part == [1, 2, 4]", "false"},
      {"part == [1, 2]", "false"},
      {"part.sum()", kHole},
      {"part.max()", kHole},
      {"part.avg()", kHole},
      {"part + [1]", "[1, unknown(0.2 of 8), 3, 1]"},
      {"ints.exists(x, 1 / (x - 4) == 1 || x == 3)", "true"},
      {"ints.exists(x, 1 / (x - 4) == 9)", kDivision},
      {"ints.all(x, 1 / (x - 4) == 9)", "false"},
      {"ints.all(x, 1 / (x - 4) <= 9)", kDivision},
      {"ints.exists_one(x, 1 / (x - 4) == 9 || x == 3)", kDivision},
      {"ints.filter(x, 1 / (x - 4) < 9)", kDivision},
      {"ints.map(x, 1 / (x - 4))", kDivision},
      {"ints.map(x, 1 / (x - 4) < 9, x)", kDivision},
      {"part.exists(x, 1 / (x - 1) > 5)", kHole},
      {"part.map(x, 1 / (x - 1))", kHole},
      {"part.filter(x, 1 / (x - 1) > 1)", kHole},
      {"items.all(x, x.points > 0.0)", "unknown(0.2 of 1)"},
      {"items.exists(x, x.points > 10.0)", "true"},
      {"items[1].helpers.all(x, false)", "true"},
      {"items[2].helpers.all(x, true)", "unknown(0.5 of 2)"},
      {"items[2].helpers.map(x, x)", "unknown(0.5 of 2)"},
      {"dyn(1 / 0).all(x, true)", kDivision},
  };
  check_values(kCases);
}

TEST_CASE("definitions hand failures through, and their arguments are not asked too much") {
  SampleRun run;
  run.define("either", {"x"}, "yes || x");
  run.define("broken", {}, "1 / (i - 7) > 0");
  run.define("gap", {}, "items[1].points > 1.0");
  const ValueCase cases[] = {
      {"either(unk)", "true"},
      {"broken", kDivision},
      {"broken || broken || gap", "unknown(0.2 of 1)"},
      {"gap && no", "false"},
      {"[1, 2].exists(x, broken)", kDivision},
  };
  for (const auto& [expression, value] : cases) {
    INFO(expression);
    CHECK(run.value(expression) == value);
  }
}

TEST_CASE("evidence is what decided") {
  SampleRun run;
  run.define("small", {}, "item.points <= 8");
  run.define("kinds", {}, "['tech_debt', 'chore']");
  run.define("leads_it", {"p", "x"}, "x.project.lead == p");
  struct Case {
    const char* expression;
    std::vector<std::string> evidence;
  };
  const Case cases[] = {
      {"item.points > 8", {"item.points = 3"}},
      {"8 < item.points", {"item.points = 3"}},
      {"item.assignee.manager.name == 'x'", {"item.assignee.manager.name = Ada L."}},
      {"item.points * 2 > person.capacity", {"item.points = 3", "person.capacity = 8"}},
      {"item.points > 1 && item.priority > 1", {"item.priority = 1"}},
      {"item.priority > 1 && item.points > 1", {"item.priority = 1"}},
      {"item.points > 1 && item.priority == 1", {"item.points = 3", "item.priority = 1"}},
      {"item.points > 8 || item.priority == 1", {"item.priority = 1"}},
      {"item.points > 8 || item.priority > 1", {"item.points = 3", "item.priority = 1"}},
      {"item.points > 1 && (item.priority == 1 && yes) && s == 'a'", {"s = text"}},
      {"!(item.points > 8)", {"item.points = 3"}},
      {"yes", {"yes = true"}},
      {"item.labels.size() > 0", {"item.labels = [queue, core]", "item.labels.size() = 2"}},
      {"'queue' in item.labels", {"item.labels = [queue, core]"}},
      {"item.labels.exists(l, l == 'core')", {"item.labels = [queue, core]", "l = core"}},
      {"item.labels.exists(l, l == 'x')", {"item.labels = [queue, core]"}},
      {"items.all(x, x.id != 'BUG-7')", {"items = [TD-12, US-1, BUG-7, BUG-8]", "x = BUG-7", "x.id = BUG-7"}},
      {"items.all(x, has(x.id) && x.points > 0.0)",
       {"items = [TD-12, US-1, BUG-7, BUG-8]", "x = US-1", "has(x.id) = true", "x = US-1", "x.points = ?"}},
      {"items.filter(x, x.id == 'US-1').size() == 1",
       {"items = [TD-12, US-1, BUG-7, BUG-8]", "items.filter(x, x.id == 'US-1') = [US-1]",
        "items.filter(x, x.id == 'US-1').size() = 1"}},
      {"small", {"item.points = 3", "small = true"}},
      {"small && small", {"item.points = 3", "small = true", "small = true"}},
      {"item.kind in kinds", {"item.kind = tech_debt", "kinds = [tech_debt, chore]"}},
      {"leads_it(person, item)",
       {"person = ada", "item = TD-12", "x.project.lead = bob", "p = ada", "leads_it(person, item) = false"}},
      {"acts_as(person, 'tech_lead')", {"person = ada", "acts_as(person, 'tech_lead') = true"}},
      {"has(items[1].points)", {"has(items[1].points) = false"}},
      {"items[1].points > 1.0", {"items[1].points = ?"}},
      {"item.points / 0.0 > 1.0 ? item.priority == 1 : no", {"item.points = 3", "item.priority = 1"}},
      {"ints[0] == 4", {"ints[0] = 4"}},
      {"[item.points] == [3.0]", {"item.points = 3"}},
      {"{'a': item.points} == {'a': 3.0}", {"item.points = 3"}},
      {"item.fields.risk == 3", {"item.fields.risk = 3"}},
      {"any.who.name == 'Bob K.'", {"any.who.name = Bob K."}},
      {"true", {}},
  };
  for (const auto& [expression, evidence] : cases) {
    INFO(expression);
    CHECK(run.evidence(expression) == evidence);
  }
}

TEST_CASE("evidence is bounded and says nothing twice") {
  SampleRun run;
  run.define("big", {"x"}, "x > 0");
  std::string many = "item.points > 0";
  for (int i = 0; i < 30; ++i) many += " && item.points > 0";
  CHECK(run.evidence(many).size() == kMaxObservations);
  CHECK(run.evidence("big(i) && big(i)") ==
        std::vector<std::string>{"i = 7", "x = 7", "big(i) = true", "i = 7", "big(i) = true"});
}

}  // namespace sprintd::lang
