// The engine at 100 to 100 000 items: each stage, the whole, and simdjson's DOM parse of the same bytes beside them.

#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <simdjson.h>
#include <string>
#include <vector>

#include "bench/generated_backlog.h"
#include "rules/engine/engine.h"
#include "rules/engine/pack_files.h"

namespace {

using namespace sprintd;

const engine::Engine& the_engine() {
  static const engine::Engine kEngine;
  return kEngine;
}

engine::RuleSetPtr shipped_rules() {
  static const engine::RuleSetPtr kRules = [] {
    auto texts = engine::read_packs({SPRINTD_SOURCE_DIR "/etc/packs/engineering-leadership.yaml"});
    if (!texts) std::abort();
    return the_engine().load_packs(std::move(*texts)).rules;
  }();
  return kRules;
}

const std::string& text_of(std::int64_t items) {
  static std::map<std::int64_t, std::string> texts;
  auto& text = texts[items];
  if (text.empty()) text = bench::generate_backlog(static_cast<std::size_t>(items));
  return text;
}

engine::BacklogPtr load(const std::string& text) {
  std::vector<backlog::Document> documents(1);
  documents[0].name = "bench.json";
  documents[0].text = text;
  auto loaded = the_engine().load_backlog(std::move(documents));
  if (!loaded.backlog) std::abort();
  return loaded.backlog;
}

// 2026-03-01T00:00:00Z
constexpr Instant kAsOf{1'772'323'200'000'000};

outcome::Audit audit(const engine::BacklogPtr& backlog) {
  auto result = the_engine().audit(shipped_rules(), backlog, {.as_of = kAsOf, .sprints = {}, .evidence = true});
  if (!result) std::abort();
  return std::move(*result);
}

std::string write(const outcome::Audit& result, report::Format format) {
  return report::write_audit(result, {engine::version()}, format, {});
}

void count(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void simdjson_dom(benchmark::State& state) {
  const simdjson::padded_string text(text_of(state.range(0)));
  for (auto _ : state) {
    simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(text).error());
  }
  count(state, text_of(state.range(0)));
}

// With a parser that has its memory already: the floor under everything that reads JSON.
void simdjson_dom_warm(benchmark::State& state) {
  const simdjson::padded_string text(text_of(state.range(0)));
  simdjson::dom::parser parser;
  for (auto _ : state) benchmark::DoNotOptimize(parser.parse(text).error());
  count(state, text_of(state.range(0)));
}

void load_backlog(benchmark::State& state) {
  const auto& text = text_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(load(text));
  count(state, text);
}

void evaluate(benchmark::State& state) {
  const auto backlog = load(text_of(state.range(0)));
  std::size_t findings = 0;
  for (auto _ : state) findings = audit(backlog).findings.size();
  state.counters["findings"] = static_cast<double>(findings);
  count(state, text_of(state.range(0)));
}

void report_json(benchmark::State& state) {
  const auto result = audit(load(text_of(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(write(result, report::Format::json));
  count(state, text_of(state.range(0)));
}

void report_text(benchmark::State& state) {
  const auto result = audit(load(text_of(state.range(0))));
  for (auto _ : state) benchmark::DoNotOptimize(write(result, report::Format::text));
  count(state, text_of(state.range(0)));
}

void bytes_to_report(benchmark::State& state) {
  const auto& text = text_of(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(write(audit(load(text)), report::Format::json));
  count(state, text);
}

void load_packs(benchmark::State& state) {
  const auto texts = engine::read_packs({SPRINTD_SOURCE_DIR "/etc/packs/engineering-leadership.yaml"});
  for (auto _ : state) benchmark::DoNotOptimize(the_engine().load_packs(*texts).rules);
}

void decide(benchmark::State& state, std::string_view person) {
  eval::Decider decider(shipped_rules(), load(text_of(1000)));
  const eval::Question question{.person = person, .action = "pull", .item = "I-4", .sprint = "s-1", .as_of = kAsOf};
  outcome::Decision::Answer last{};
  for (auto _ : state) {
    const auto answer = decider.answer(question);
    benchmark::DoNotOptimize(answer);
    if (answer) last = *answer;
  }
  state.SetLabel(std::string(outcome::answer_name(last)));
}

void decide_with_reasons(benchmark::State& state, std::string_view person) {
  eval::Decider decider(shipped_rules(), load(text_of(1000)));
  const eval::Question question{.person = person, .action = "pull", .item = "I-4", .sprint = "s-1", .as_of = kAsOf};
  for (auto _ : state) benchmark::DoNotOptimize(decider.decide(question));
}

void sizes(benchmark::internal::Benchmark* bench) {
  bench->RangeMultiplier(10)->Range(100, 100'000)->Unit(benchmark::kMillisecond);
}

BENCHMARK(simdjson_dom)->Apply(sizes);
BENCHMARK(simdjson_dom_warm)->Apply(sizes);
BENCHMARK(load_backlog)->Apply(sizes);
BENCHMARK(evaluate)->Apply(sizes);
BENCHMARK(report_json)->Apply(sizes);
BENCHMARK(report_text)->Apply(sizes);
BENCHMARK(bytes_to_report)->Apply(sizes);
BENCHMARK(load_packs)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(decide, allowed, "p0");
BENCHMARK_CAPTURE(decide, refused, "p3");
BENCHMARK_CAPTURE(decide_with_reasons, allowed, "p0");
BENCHMARK_CAPTURE(decide_with_reasons, refused, "p3");

}  // namespace

BENCHMARK_MAIN();
