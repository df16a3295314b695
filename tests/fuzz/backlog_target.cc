// Backlogs: both readers of JSON and the one of YAML, the builder, what it derives, and an audit of the result.
#include <algorithm>
#include <string>
#include <utility>

#include "rules/backlog/fields.h"
#include "rules/backlog/load.h"
#include "rules/json/reader.h"
#include "tests/fuzz/small_world.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

using backlog::Document;

std::vector<Document> documents_of(std::string_view bytes) {
  std::vector<Document> documents;
  for (auto& [name, text] : split(bytes, "input")) {
    const auto part = name == "organisation" ? Document::Part::organisation : Document::Part::backlog;
    documents.push_back({std::move(name), std::move(text), part});
  }
  return documents;
}

// The readers call the same texts JSON.
void compare_readers(std::string_view bytes) {
  Sources sources;
  const auto file = sources.add("input", std::string(bytes));
  promise(file.has_value(), "a short text is taken");
  Arena fast_arena;
  const auto fast = json::make_fast_reader(sources, *file, fast_arena);
  fast->skip();
  const bool accepted = fast->finish();
  Arena strict_arena;
  Diagnostics faults;
  const auto strict = json::make_strict_reader(sources, *file, strict_arena, faults);
  strict->skip();
  promise(strict->finish() == !strict->failed(), "finish() and failed() agree");
  promise(accepted == faults.empty(), "both readers call it JSON, or neither");
  promise_good_faults(faults.sorted(), sources, !accepted);
}

// What was loaded the fast way has no fault for the reader of places. A document with one fault makes it read again.
void compare_loads(std::string_view bytes) {
  auto documents = documents_of(bytes);
  const auto number = static_cast<FileId>(documents.size());
  documents.push_back({"faulty", R"({"schema": "sprintd.backlog/v1", "fault": 1})", Document::Part::backlog});
  const auto loaded = backlog::load_backlog(std::move(documents));
  promise(loaded.backlog == nullptr, "a faulty document is refused");
  promise_good_faults(loaded.diagnostics, loaded.sources, true);
  for (const auto& fault : loaded.diagnostics) {
    promise(fault.severity != Severity::error || fault.span.file == number, "both ways accept it, or neither");
  }
}

void run(std::string_view bytes) {
  compare_readers(bytes);
  const auto loaded = backlog::load_backlog(documents_of(bytes));
  promise_good_faults(loaded.diagnostics, loaded.sources, loaded.backlog == nullptr);
  if (loaded.backlog == nullptr) return;
  compare_loads(bytes);
  evaluate_all(small_rules(), loaded.backlog);
}

std::vector<std::string> words() {
  std::vector<std::string> words = {R"("schema":"sprintd.backlog/v1")",
                                    "schema: sprintd.backlog/v1\n",
                                    R"("organisation":{)",
                                    R"("sprint":{)",
                                    R"("sprints":[)",
                                    R"("items":[)",
                                    R"("people":[)",
                                    "null",
                                    "true",
                                    "false",
                                    "2026-03-02",
                                    "2026-03-02T15:00:00Z",
                                    "+01:00",
                                    "1e308",
                                    "-0",
                                    "9223372036854775808",
                                    R"(\ud83d\ude00)",
                                    "\\u0000",
                                    "\xef\xbb\xbf",
                                    "#### organisation\n",
                                    "#### b\n",
                                    "Europe/Berlin",
                                    "technical",
                                    "\"id\":\"a\",",
                                    "\n  - ",
                                    "{}",
                                    "[]",
                                    "&a ",
                                    "*a",
                                    "\n---\n"};
  for (std::size_t kind = 0; kind < backlog::kEntityKinds; ++kind) {
    for (const auto& field : backlog::fields_of(static_cast<backlog::EntityKind>(kind))) {
      words.push_back('"' + std::string(field.name) + "\":");
      for (const auto choice : field.choices) words.push_back('"' + std::string(choice) + '"');
    }
  }
  return words;
}

}  // namespace

Target backlog_target() { return {"backlog", run, words}; }

}  // namespace sprintd::fuzz
