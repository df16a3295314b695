#include "rules/lang/compiler.h"

#include <catch2/catch.hpp>
#include <set>

#include "rules/lang/bytecode.h"
#include "rules/lang/program_text.h"
#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::SampleRun;
using testing::ValueCase;

namespace {

constexpr ValueCase kPlain[] = {
    {"item.points > 8",
     "  0 variable_field #0.2 $0\n"
     "  1 compare_constant > 8.0\n"
     "  2 finish\n"},
    {"8 < item.points && unk || yes",
     "  0 variable_field #0.2 $0\n"
     "  1 compare_constant > 8.0\n"
     "  2 and_jump -> 5\n"
     "  3 variable $11\n"
     "  4 and_join\n"
     "  5 or_jump -> 8\n"
     "  6 variable $9\n"
     "  7 or_join\n"
     "  8 finish\n"},
    {"i in [1, 2]",
     "  0 variable $5\n"
     "  1 contained_constant [1, 2]\n"
     "  2 finish\n"},
    {"item.kind in kinds",
     "  0 variable_field #0.10 $0\n"
     "  1 contained_constant [\"bug\", \"chore\"]\n"
     "  2 finish\n"},
    {"1 in ints",
     "  0 constant 1\n"
     "  1 variable $13\n"
     "  2 contained\n"
     "  3 finish\n"},
    {"!unk",
     "  0 variable $11\n"
     "  1 negate_bool\n"
     "  2 finish\n"},
    {"no ? i + 1 : i * i - i / 2 % 3",
     "  0 variable $10\n"
     "  1 choose -> 7\n"
     "  2 jump -> 16\n"
     "  3 variable $5\n"
     "  4 constant 1\n"
     "  5 add\n"
     "  6 jump -> 16\n"
     "  7 variable $5\n"
     "  8 variable $5\n"
     "  9 multiply\n"
     " 10 variable $5\n"
     " 11 constant 2\n"
     " 12 divide\n"
     " 13 constant 3\n"
     " 14 modulo\n"
     " 15 subtract\n"
     " 16 finish\n"},
    {"item.assignee.name",
     "  0 variable_field #0.4 $0\n"
     "  1 field #1.1\n"
     "  2 finish\n"},
    {"has(item.assignee.name)",
     "  0 variable_field #0.4 $0\n"
     "  1 has_field #1.1\n"
     "  2 finish\n"},
    {"any.who",
     "  0 variable $3\n"
     "  1 select who\n"
     "  2 finish\n"},
    {"has(any.who)",
     "  0 variable $3\n"
     "  1 has_name who\n"
     "  2 finish\n"},
    {"ints[i]",
     "  0 variable $13\n"
     "  1 variable $5\n"
     "  2 index\n"
     "  3 finish\n"},
    {"[i, 2]",
     "  0 variable $5\n"
     "  1 constant 2\n"
     "  2 make_list 2\n"
     "  3 finish\n"},
    {"{s: i}",
     "  0 variable $8\n"
     "  1 variable $5\n"
     "  2 make_map 1\n"
     "  3 finish\n"},
    {"s.startsWith('a')",
     "  0 variable $8\n"
     "  1 constant \"a\"\n"
     "  2 call 2 startsWith(string, string)\n"
     "  3 finish\n"},
    {"s.matches('a.c')",
     "  0 variable $8\n"
     "  1 match /a.c/\n"
     "  2 finish\n"},
    {"dyn(i).size()",
     "  0 variable $5\n"
     "  1 call 1 dyn(T)\n"
     "  2 call_by_kind 1 size\n"
     "  3 finish\n"},
    {"acts_as(person, s)",
     "  0 variable $1\n"
     "  1 variable $8\n"
     "  2 call_host 2 acts_as\n"
     "  3 finish\n"},
    {"small && small",
     "  0 recall memo 0 -> 4\n"
     "  1 variable_field #0.2 $0\n"
     "  2 compare_constant <= 8.0\n"
     "  3 remember memo 0\n"
     "  4 and_jump -> 10\n"
     "  5 recall memo 0 -> 9\n"
     "  6 variable_field #0.2 $0\n"
     "  7 compare_constant <= 8.0\n"
     "  8 remember memo 0\n"
     "  9 and_join\n"
     " 10 finish\n"},
    {"twice(i) == 2",
     "  0 variable $5\n"
     "  1 local stack 0\n"
     "  2 local stack 0\n"
     "  3 add\n"
     "  4 leave 1\n"
     "  5 compare_constant == 2\n"
     "  6 finish\n"},
    {"ints.all(x, x > 0)",
     "  0 variable $13\n"
     "  1 loop all -> 5\n"
     "  2 local stack 3\n"
     "  3 compare_constant > 0\n"
     "  4 test_step all -> 2\n"
     "  5 finish\n"},
    {"items.exists(x, x.points > 1.0)",
     "  0 variable $4\n"
     "  1 loop exists -> 5\n"
     "  2 local_field #0.2 stack 3\n"
     "  3 compare_constant > 1.0\n"
     "  4 test_step exists -> 2\n"
     "  5 finish\n"},
    {"ints.exists_one(x, x > 0)",
     "  0 variable $13\n"
     "  1 loop exists_one -> 5\n"
     "  2 local stack 3\n"
     "  3 compare_constant > 0\n"
     "  4 test_step exists_one -> 2\n"
     "  5 finish\n"},
    {"ints.filter(x, x > 0)",
     "  0 variable $13\n"
     "  1 loop filter -> 5\n"
     "  2 local stack 3\n"
     "  3 compare_constant > 0\n"
     "  4 filter_step -> 2\n"
     "  5 finish\n"},
    {"ints.map(x, x + 1)",
     "  0 variable $13\n"
     "  1 loop map -> 6\n"
     "  2 local stack 3\n"
     "  3 constant 1\n"
     "  4 add\n"
     "  5 map_step map -> 2\n"
     "  6 finish\n"},
    {"ints.map(x, x > 0, x)",
     "  0 variable $13\n"
     "  1 loop map -> 7\n"
     "  2 local stack 3\n"
     "  3 compare_constant > 0\n"
     "  4 collect_unless -> 2\n"
     "  5 local stack 3\n"
     "  6 map_step map -> 2\n"
     "  7 finish\n"},
    {"timestamp('2026-03-02T15:00:00Z') < now",
     "  0 variable $2\n"
     "  1 compare_constant > timestamp(\"2026-03-02T15:00:00Z\")\n"
     "  2 finish\n"},
    {"i == i",
     "  0 variable $5\n"
     "  1 variable $5\n"
     "  2 compare ==\n"
     "  3 finish\n"},
    {"[int, string]",
     "  0 constant [int, string]\n"
     "  1 finish\n"},
    {"{'a': [1u, 2.5, true, null, b'x']}",
     "  0 constant {\"a\": [1u, 2.5, true, null, b\"x\"]}\n"
     "  1 finish\n"},
    {"item.?points.orValue(0.0)",
     "  0 variable $0\n"
     "  1 optional_field #0.2\n"
     "  2 otherwise true -> 4\n"
     "  3 constant 0.0\n"
     "  4 finish\n"},
    {"[?any.?a, ?any[?'b']]",
     "  0 variable $3\n"
     "  1 optional_select a\n"
     "  2 leave_out\n"
     "  3 variable $3\n"
     "  4 constant \"b\"\n"
     "  5 optional_index\n"
     "  6 leave_out\n"
     "  7 make_list 2\n"
     "  8 finish\n"},
    {"optional.of(i).optMap(x, x + 1)",
     "  0 variable $5\n"
     "  1 call 1 optional.of(T)\n"
     "  2 open_optional -> 8\n"
     "  3 local stack 1\n"
     "  4 constant 1\n"
     "  5 add\n"
     "  6 close_optional true\n"
     "  7 leave 2\n"
     "  8 finish\n"},
    {"cel.bind(x, i + 1, x * x)",
     "  0 variable $5\n"
     "  1 constant 1\n"
     "  2 add\n"
     "  3 local stack 0\n"
     "  4 local stack 0\n"
     "  5 multiply\n"
     "  6 leave 1\n"
     "  7 finish\n"},
    {"[i].transformMap(n, x, n)",
     "  0 variable $5\n"
     "  1 make_list 1\n"
     "  2 loop transformMap -> 5\n"
     "  3 local stack 3\n"
     "  4 map_step transformMap -> 3\n"
     "  5 finish\n"},
};

constexpr ValueCase kTraced[] = {
    {"item.points > 8 && small",
     "  0 mark mark 0\n"
     "  1 variable_field #0.2 $0\n"
     "  2 observe\n"
     "  3 compare_constant > 8.0\n"
     "  4 cover\n"
     "  5 and_jump -> 16\n"
     "  6 mark mark 1\n"
     "  7 recall memo 0 -> 12\n"
     "  8 variable_field #0.2 $0\n"
     "  9 observe\n"
     " 10 compare_constant <= 8.0\n"
     " 11 remember memo 0\n"
     " 12 observe\n"
     " 13 cover\n"
     " 14 and_join\n"
     " 15 keep_right mark 0 false\n"
     " 16 finish\n"},
    {"items.all(x, x.points < 3.0)",
     "  0 variable $4\n"
     "  1 observe\n"
     "  2 mark mark 0\n"
     "  3 loop all -> 13\n"
     "  4 mark mark 1\n"
     "  5 local stack 3\n"
     "  6 observe\n"
     "  7 field #0.2\n"
     "  8 observe\n"
     "  9 compare_constant < 3.0\n"
     " 10 cover\n"
     " 11 keep_deciding mark 0 false\n"
     " 12 test_step all -> 4\n"
     " 13 cover\n"
     " 14 finish\n"},
};

void define_all(SampleRun& run) {
  run.define("small", {}, "item.points <= 8");
  run.define("twice", {"x"}, "x + x");
  run.define("kinds", {}, "['bug', 'chore']");
}

}  // namespace

TEST_CASE("expressions become these instructions") {
  SampleRun run;
  define_all(run);
  for (const auto& [expression, code] : kPlain) {
    INFO(expression);
    CHECK(print_program(run.compile(expression)) == code);
  }
}

TEST_CASE("the traced code notes operands and forgets what did not decide") {
  SampleRun run;
  define_all(run);
  for (const auto& [expression, code] : kTraced) {
    INFO(expression);
    CHECK(print_traced_program(run.compile(expression)) == code);
  }
}

TEST_CASE("every instruction is shown above, and has a doc line") {
  SampleRun run;
  define_all(run);
  std::set<Op> shown;
  for (const auto& [expression, code] : kPlain) {
    const auto program = run.compile(expression);
    for (const auto& instruction : program.code().plain.all) shown.insert(instruction.op);
  }
  for (const auto& [expression, code] : kTraced) {
    const auto program = run.compile(expression);
    for (const auto& instruction : program.code().traced.all) shown.insert(instruction.op);
  }
  for (unsigned op = 0; op <= static_cast<unsigned>(Op::finish); ++op) {
    const auto& info = op_info(static_cast<Op>(op));
    INFO(info.name);
    CHECK(shown.contains(static_cast<Op>(op)));
    CHECK(info.doc[0] != '\0');
  }
}

TEST_CASE("what repeats is kept once") {
  SampleRun run;
  CHECK(run.compile("s == 'a' || s == 'b' || s == 'a'").code().constants.size() == 2);
  CHECK(run.compile("any.a == 1 && any.a == 1").code().names.size() == 1);
}

TEST_CASE("a program that did not compile is empty and prints as nothing") {
  SampleRun run;
  const auto program = run.compile("item.point");
  CHECK_FALSE(program);
  CHECK(print_program(program).empty());
  CHECK(print_traced_program(program).empty());
  CHECK_FALSE(run.faults.empty());
}

TEST_CASE("a program has the type that the checker found") {
  SampleRun run;
  CHECK(type_word(run.compile("item.labels").type()) == "list(string)");
  CHECK(type_word(run.compile("1 + 1").type()) == "int");
}

TEST_CASE("hostile nesting compiles or is refused, and its stack is known") {
  SampleRun run;
  std::string sum = "i";
  for (int depth = 0; depth < 45; ++depth) sum = "(i + " + sum + ")";
  const auto program = run.compile(sum);
  REQUIRE(program);
  CHECK(program.code().max_stack == 47);
  CHECK(constant_text(run.evaluator.run(program, run.activation())) == "322");
  for (int depth = 0; depth < 1000; ++depth) sum = "(i + " + sum + ")";
  CHECK_FALSE(run.compile(sum));
}

}  // namespace sprintd::lang
