// What the expression language costs: nanoseconds for one evaluation, with and without evidence, and for compiling.
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <string>
#include <string_view>

#include "bench/sample_rows.h"
#include "rules/base/origin.h"
#include "rules/lang/compiler.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/template.h"

namespace sprintd::bench {
namespace {

struct Expression {
  const char* name;
  std::string_view text;
};

constexpr Expression kExpressions[] = {
    {"one comparison", "item.points > 8"},
    {"five comparisons",
     "item.points > 1 && item.points < 13 && item.priority <= 3 && item.kind == 'chore' && item.status == 'todo'"},
    {"exists over 5 labels", "item.labels.exists(l, l == 'x')"},
    {"join through 2 references", "item.assignee.manager.name == 'Grace'"},
};
constexpr Expression kMessage = {"message template", "${item.id} of ${item.assignee.name} has ${item.points} points"};

lang::Program compiled(const SampleRows& rows, std::string_view text) {
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
  Diagnostics diagnostics;
  auto program = lang::compile({text, &origin}, rows.environment(), {}, diagnostics);
  if (!program) std::abort();  // the text above is wrong
  return program;
}

// Each round takes the next row, so that no branch is always the same.
template <typename Evaluate>
void for_each_row(benchmark::State& state, const SampleRows& rows, Evaluate evaluate) {
  std::uint32_t row = 0;
  for (auto _ : state) {
    const lang::Value item = rows.item(row);
    row = (row + 1) % SampleRows::kItems;
    evaluate(lang::Activation{&rows, {&item, 1}});
  }
}

void evaluate(benchmark::State& state, std::string_view text) {
  const SampleRows rows;
  const auto program = compiled(rows, text);
  lang::Evaluator evaluator;
  for_each_row(state, rows, [&](const lang::Activation& activation) {
    benchmark::DoNotOptimize(evaluator.run(program, activation));
  });
}

void evaluate_with_evidence(benchmark::State& state, std::string_view text) {
  const SampleRows rows;
  const auto program = compiled(rows, text);
  lang::Evaluator evaluator;
  lang::Evidence evidence;
  for_each_row(state, rows, [&](const lang::Activation& activation) {
    benchmark::DoNotOptimize(evaluator.run(program, activation, evidence));
  });
}

void render_message(benchmark::State& state) {
  const SampleRows rows;
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(kMessage.text.size()));
  Diagnostics diagnostics;
  const auto message = lang::compile_template({kMessage.text, &origin}, rows.environment(), diagnostics);
  lang::Evaluator evaluator;
  for_each_row(state, rows, [&](const lang::Activation& activation) {
    benchmark::DoNotOptimize(lang::render(message, evaluator, activation));
  });
}

void compile(benchmark::State& state, std::string_view text) {
  const SampleRows rows;
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
  const auto environment = rows.environment();
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(lang::compile({text, &origin}, environment, {}, diagnostics));
  }
}

void compile_message(benchmark::State& state) {
  const SampleRows rows;
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(kMessage.text.size()));
  const auto environment = rows.environment();
  for (auto _ : state) {
    Diagnostics diagnostics;
    benchmark::DoNotOptimize(lang::compile_template({kMessage.text, &origin}, environment, diagnostics));
  }
}

void register_all() {
  const auto named = [](std::string_view what, const char* name) { return std::string(what) + ": " + name; };
  for (const auto& [name, text] : kExpressions) {
    benchmark::RegisterBenchmark(named("evaluate", name).c_str(), evaluate, text);
  }
  benchmark::RegisterBenchmark(named("evaluate", kMessage.name).c_str(), render_message);
  for (const auto& [name, text] : kExpressions) {
    benchmark::RegisterBenchmark(named("with evidence", name).c_str(), evaluate_with_evidence, text);
  }
  for (const auto& [name, text] : kExpressions) {
    benchmark::RegisterBenchmark(named("compile", name).c_str(), compile, text);
  }
  benchmark::RegisterBenchmark(named("compile", kMessage.name).c_str(), compile_message);
}

}  // namespace
}  // namespace sprintd::bench

int main(int argc, char** argv) {
  sprintd::bench::register_all();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
