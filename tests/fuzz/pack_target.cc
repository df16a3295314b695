// Packs: the reader of YAML, the reader of packs, their messages, and what runs afterwards.
#include <string>

#include "rules/ruleset/load_packs.h"
#include "rules/ruleset/pack_keys.h"
#include "tests/fuzz/small_world.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

void run(std::string_view bytes) {
  std::vector<ruleset::PackText> packs;
  for (auto& [name, text] : split(bytes, "input.yaml")) packs.push_back({std::move(name), std::move(text)});
  const auto loaded = ruleset::load_packs(std::move(packs), schema());
  promise_good_faults(loaded.diagnostics, loaded.sources, loaded.rules == nullptr);
  if (loaded.rules != nullptr) evaluate_all(loaded.rules, small_backlog());
}

std::vector<std::string> words() {
  std::vector<std::string> words = {
      "sprintd: 1\n", "pack: ",  "\n  - ",      "\n    ", "|\n",  ">-\n", "&a ", "*a",        "!!str ",
      "<<: ",         "\n---\n", "\n...\n",     "? ",     ": ",   "'",    "\"",  "\\x41",     "%YAML ",
      "#### b\n",     "${",      "item.points", "person", "true", "[",    "{",   "2026-03-02"};
  for (const auto& key : ruleset::pack_keys()) {
    words.push_back(std::string(key.name) + ": ");
    for (const auto choice : ruleset::choices_of(key)) words.emplace_back(choice);
  }
  return words;
}

}  // namespace

Target pack_target() { return {"pack", run, words}; }

}  // namespace sprintd::fuzz
