// Cases in files: cases/*.cel, three lines each - an expression, a map of what its names are bound to, and the value
// or the message. Besides these names all of SampleRun's are there. A line that starts with # is a comment.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "rules/lang/checker.h"
#include "rules/lang/constant_value.h"
#include "rules/lang/parser.h"
#include "tests/lang/sample_facts.h"

namespace sprintd::lang {
namespace {

using testing::SampleRun;

struct FileCase {
  std::string place;  // "text.cel:4"
  std::string expression;
  std::string bindings;
  std::string expected;
};

std::vector<FileCase> read_cases(const std::filesystem::path& path) {
  std::vector<FileCase> cases;
  std::ifstream in(path);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line.starts_with('#')) continue;
    FileCase one{path.filename().string() + ":" + std::to_string(number), line, "", ""};
    if (!std::getline(in, one.bindings) || !std::getline(in, one.expected)) FAIL(one.place << " has no three lines");
    number += 2;
    cases.push_back(std::move(one));
  }
  return cases;
}

// An expression with names of its own; a run keeps what it compiles alive.
struct Compiled {
  NodePtr root;
  Program program;
  std::string faults;
};

Compiled compile_in(const Environment& environment, const std::string& text) {
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
  Diagnostics diagnostics;
  Compiled out;
  out.root = parse({text, &origin}, diagnostics);
  const bool good = out.root != nullptr && check(*out.root, environment, Expected{}, diagnostics) &&
                    testing::check_constants_but_for_failing(*out.root, environment, diagnostics);
  if (good) out.program = compile(*out.root, environment);
  out.faults = testing::fault_lines(diagnostics);
  return out;
}

std::string outcome_of(const FileCase& one) {
  SampleRun run;
  Code kept;
  auto environment = run.environment();
  std::vector<Value> values(run.activation().variables.begin(), run.activation().variables.end());
  const auto bound = compile_in(environment, one.bindings);
  if (!bound.program) return "bindings: " + bound.faults;
  const auto map = kept_in(run.evaluator.run(bound.program, run.activation()), kept);
  const auto& entries = std::get<MapNode>(bound.root->is).entries;
  for (std::uint32_t i = 0; i < map->size; ++i) {
    environment.variables.push_back({std::string(map->entries[i].key.string()), entries[i].second->type,
                                     static_cast<std::uint16_t>(values.size()), ""});
    values.push_back(map->entries[i].value);
  }
  const auto compiled = compile_in(environment, one.expression);
  if (!compiled.program) return "fault: " + compiled.faults;
  const Activation activation{&run.facts, values};
  const auto plain = constant_text(run.evaluator.run(compiled.program, activation));
  Evidence evidence;
  const auto traced = constant_text(run.evaluator.run(compiled.program, activation, evidence));
  return plain == traced ? plain : plain + " but traced " + traced;
}

}  // namespace

TEST_CASE("the cases in files have the values and messages that they say") {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(SPRINTD_SOURCE_DIR "/tests/lang/cases")) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  REQUIRE(paths.size() >= 5);
  for (const auto& path : paths) {
    for (const auto& one : read_cases(path)) {
      INFO(one.place << "\n" << one.expression);
      CHECK(outcome_of(one) == one.expected);
    }
  }
}

}  // namespace sprintd::lang
