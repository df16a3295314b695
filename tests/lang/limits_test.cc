// Each limit of limits.h is reached by a short or a nasty text, and answers with a plain sentence: nothing crashes,
// hangs, or takes much memory.
#include "rules/lang/limits.h"

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <functional>
#include <pthread.h>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/pattern.h"
#include "tests/lang/sample_facts.h"

namespace sprintd::lang::testing {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string text;
  text.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) text += part;
  return text;
}

// [0,1,..].map(a0, [a0,1,..].map(a1, ... )): nothing that could be computed once.
std::string nested_maps(int times) {
  auto text = fmt::format("a{}", times);
  for (int i = times; i > 0; --i) text = fmt::format("[a{},1,2,3,4,5,6,7,8,9].map(a{}, {})", i - 1, i, text);
  return fmt::format("[i].map(a0, {})", text);
}

std::string nested_binds(int times, std::string_view first) {
  std::string text = fmt::format("x{0}", times);
  for (int i = times; i > 0; --i) text = fmt::format("cel.bind(x{}, x{} + x{}, {})", i, i - 1, i - 1, text);
  return fmt::format("cel.bind(x0, {}, {}.size())", first, text);
}

constexpr std::string_view kTooManySteps = "error: the expression takes too many steps";
constexpr std::string_view kTooMuchMemory = "error: the expression needs too much memory";

bool at_a_limit(std::string_view value) { return value == kTooManySteps || value == kTooMuchMemory; }

}  // namespace

TEST_CASE("an expression longer, deeper or larger than allowed is refused") {
  SampleRun run;
  CHECK(run.value(std::string(kMaxExpressionBytes + 1, ' ')) ==
        "fault: 0-0 E0117 this expression has 65537 bytes, more than 65536 | move lists of values to definitions");
  CHECK(run.value(repeated("(", 101) + "1" + repeated(")", 101)).find("nested more than 100 levels deep") !=
        std::string::npos);
  CHECK(run.value("1" + repeated("+1", 101)).find("nested more than 100 levels deep") != std::string::npos);
  CHECK(run.value("[" + repeated("1,", 20'000) + "1]").find("more than 20000 parts") != std::string::npos);
}

TEST_CASE("long chains and runs of signs are refused or computed, never more") {
  SampleRun run;
  constexpr std::size_t kLength = 64 * 1024;
  for (const std::string_view part : {"(", "[", "{", "!", "-", "a.b.", "{1:", "a[", "1?1:", "x.map(x,", "cel.bind(x,1,",
                                      "\\", "a.?", "[?", "1 in ", "'"}) {
    INFO(part);
    const auto value = run.value(repeated(part, kLength / part.size()));
    CHECK(value.starts_with("fault: "));
    CHECK(value.size() < std::size_t{1} << 20);
  }
  CHECK(run.value("true" + repeated("&&true", 8'000)) == "true");
  CHECK(run.value("false" + repeated("||false", 8'000)) == "false");
  CHECK(run.value(repeated("!", 98) + "true") == "true");
}

TEST_CASE("short expressions that grow without end come to a limit") {
  SampleRun run;
  const std::vector<std::string> expressions = {
      nested_maps(8),
      nested_maps(20),
      "[i,1,2,3,4,5,6,7,8,9].map(a, [a,1,2,3,4,5,6,7,8,9].map(b, [b,1,2,3,4,5,6,7,8,9].map(c, "
      "[c,1,2,3,4,5,6,7,8,9].all(d, [d,1,2,3,4,5,6,7,8,9].all(e, [e,1,2,3,4,5,6,7,8,9].all(f, "
      "[f,1,2,3,4,5,6,7,8,9].all(g, [g,1,2,3,4,5,6,7,8,9].all(h, h < 99))))))))",
      nested_binds(40, "'text'"),
      nested_binds(40, "b'text'"),
      nested_binds(40, "[i]"),
  };
  for (const auto& expression : expressions) {
    INFO(expression);
    CHECK(at_a_limit(run.value(expression)));
    CHECK(run.evaluator.held() < (kMaxArenaBytes + (std::size_t{8} << 20)));
  }
  run.evaluator.run(run.compile("1 + i"), run.activation());
  CHECK(run.evaluator.held() < (std::size_t{5} << 20));
}

TEST_CASE("doubling through definitions comes to a limit") {
  SampleRun run;
  run.define("d0", {}, "s + 'abcdefgh'");
  run.define("l0", {}, "[i, i, i, i]");
  run.define("f0", {"x"}, "x + x");
  for (int n = 1; n <= 40; ++n) {
    run.define(fmt::format("d{}", n), {}, fmt::format("d{0} + d{0}", n - 1));
    run.define(fmt::format("l{}", n), {}, fmt::format("l{0} + l{0}", n - 1));
    run.define(fmt::format("f{}", n), {"x"}, fmt::format("f{0}(f{0}(x))", n - 1));
  }
  CHECK(run.value("d10.size()") == "12288");
  for (const std::string_view text : {"d40.size()", "l40.size()", "f40(s).size()", "f5(s).size()"}) {
    INFO(text);
    const auto value = run.value(std::string(text));
    const bool refused = value.find("with its definitions, this expression") != std::string::npos;
    CHECK((refused || at_a_limit(value)));
    CHECK(run.evaluator.held() < kMaxArenaBytes + (std::size_t{8} << 20));
  }
}

TEST_CASE("all runs together come to a limit of their own") {
  SampleRun run;
  const auto program = run.compile("ints.all(x, x < i)");
  run.evaluator.limit_runs(10);
  int runs = 0;
  while (!run.evaluator.spent() && runs < 100) {
    run.evaluator.run(program, run.activation());
    ++runs;
  }
  CHECK(runs < 10);
  CHECK(constant_text(run.evaluator.run(program, run.activation())) == "error: the request takes too many steps");
  run.evaluator.limit_runs(1'000);
  CHECK(constant_text(run.evaluator.run(program, run.activation())) == "true");
}

TEST_CASE("regular expressions are bounded in text, size, number and time") {
  SampleRun run;
  CHECK(run.value("s.matches('" + std::string(kMaxPatternBytes + 1, 'a') + "')") ==
        "fault: 10-4109 E0140 not a regular expression: it has more than 4096 bytes");
  CHECK(run.value("s.matches(r'" + repeated("\\pL", 33) + "')") ==
        "fault: 10-112 E0140 not a regular expression: it has more than 32 of \\p{..}");
  CHECK(
      run.value("s.matches('(((a{1,1000}){1,1000}){1,1000})')") ==
      "fault: 33-41 E0140 not a regular expression: {1,1000} is no number of repetitions | from 0 to 1000, the smaller "
      "number first, and all levels together no more than 1000");
  CHECK(
      run.value("s.matches(r'(\\pL{10}|\\pN{10}){10}')") ==
      "fault: 12-33 E0140 not a regular expression: it repeats or joins too much | use fewer and smaller repetitions");
  CHECK(run.value("s.matches(s + r'\\pL{500}')") ==
        "error: 'text\\pL{500}' is not a regular expression: it repeats or joins too much");

  // Many constant ones: the first are kept compiled, all of them work.
  std::string many = "s.matches('t')";
  for (std::size_t n = 0; n < 2 * kMaxPatterns; ++n) many += fmt::format(" && s.matches('[a-z]{{1,{}}}')", n + 1);
  CHECK(run.value(many) == "true");

  // A state for each byte: slow ones pay for it, and a large text is not read at all.
  const Pattern slow("[ab]*a[ab]{500}c");
  const Pattern quick("^[A-Z]+-[0-9]+$");
  REQUIRE(slow.valid());
  CHECK(slow.steps_to_match(1 << 20) > kMaxSteps);
  CHECK(quick.steps_to_match(1 << 20) < kMaxSteps / 100);
  const auto doubled = nested_binds(18, "'abab'");
  const auto text = doubled.substr(0, doubled.rfind(".size()")) + ".matches('[ab]*a[ab]{500}c'))";
  CHECK(run.value(text) == kTooManySteps);
}

TEST_CASE("no limit needs more stack than a small thread has") {
  // The daemon's threads have the system's 8 MB. The sanitizers make frames several times as large.
  const std::vector<std::string> texts = {repeated("(", 98) + "1" + repeated(")", 98),
                                          "1" + repeated("+1", 98),
                                          repeated("[", 98) + repeated("]", 98),
                                          repeated("!", 98) + "true",
                                          nested_maps(40),
                                          nested_binds(30, "'a'"),
                                          repeated("{1:", 97) + "1" + repeated("}", 97),
                                          "any" + repeated(".a", 98),
                                          repeated("(", 60'000)};
  std::size_t computed = 0;
  const std::function<void()> work = [&] {
    SampleRun run;
    for (const auto& text : texts) computed += run.value(text).empty() ? 0 : 1;
  };
  pthread_attr_t small;
  REQUIRE(pthread_attr_init(&small) == 0);
  REQUIRE(pthread_attr_setstacksize(&small, std::size_t{1} << 20) == 0);
  pthread_t thread{};
  const auto begin = [](void* what) -> void* {
    (*static_cast<const std::function<void()>*>(what))();
    return nullptr;
  };
  REQUIRE(pthread_create(&thread, &small, begin, const_cast<std::function<void()>*>(&work)) == 0);
  pthread_join(thread, nullptr);
  pthread_attr_destroy(&small);
  CHECK(computed == texts.size());
}

}  // namespace sprintd::lang::testing
