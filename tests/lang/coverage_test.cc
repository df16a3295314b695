// Which parts of a condition were seen to hold, and not to.
#include <catch2/catch.hpp>

#include "tests/lang/sample_facts.h"

namespace sprintd::lang {
namespace {

// "part: held, did not" for each part of the expression, after it was run with each of the rows as item.
std::string parts_of(const std::string& expression, std::initializer_list<std::uint32_t> rows) {
  testing::SampleRun run;
  const auto program = run.compile(expression);
  Coverage coverage;
  add_parts(program, coverage);
  run.evaluator.watch(&coverage);
  for (const auto row : rows) {
    run.use_item(row);
    run.evaluator.run(program, run.activation());
  }
  std::string out;
  for (const auto& [span, seen] : coverage.parts) {
    out += expression.substr(span.begin, span.end - span.begin) + ":" + (seen.holds ? " held" : "") +
           (seen.fails ? " failed" : "") + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("parts of conditions are watched") {
  CHECK(parts_of("item.points <= 8.0", {0}) == "item.points <= 8.0: held\n");
  CHECK(parts_of("item.points <= 8.0 && item.points > 5.0 || yes", {0}) ==
        "item.points <= 8.0: held\n"
        "item.points > 5.0: failed\n"
        "yes: held\n");
  CHECK(parts_of("item.points > 8.0 && yes", {0}) ==
        "item.points > 8.0: failed\n"
        "yes:\n");
  CHECK(parts_of("items.exists(x, has(x.points) && x.points > 100.0)", {0}) ==
        "items.exists(x, has(x.points) && x.points > 100.0): failed\n"
        "has(x.points): held failed\n"
        "x.points > 100.0: failed\n");
  CHECK(parts_of("i == 7 ? item.points > 1.0 : yes", {0}) == "i == 7: held\n");
  CHECK(parts_of("items.filter(x, has(x.points)).size() > 0", {0}) ==
        "items.filter(x, has(x.points)).size() > 0: held\n"
        "has(x.points): held failed\n");
  CHECK(parts_of("item.points > 1.0", {1}) == "item.points > 1.0:\n");  // unknown
}

TEST_CASE("nothing is noted of what was not asked about, and watching ends") {
  testing::SampleRun run;
  const auto program = run.compile("yes");
  Coverage coverage;
  run.evaluator.watch(&coverage);
  CHECK(run.evaluator.run(program, run.activation()).is_true());
  CHECK(coverage.parts.empty());
  add_parts(program, coverage);
  run.evaluator.watch(nullptr);
  run.evaluator.run(program, run.activation());
  CHECK_FALSE(coverage.parts.begin()->second.holds);
}

}  // namespace sprintd::lang
