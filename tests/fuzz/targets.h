// What is fuzzed: five doors through which bytes of strangers come in, each as a function of any bytes.
//
// Neighbours: program/fuzz_entry.cc runs one of them under libFuzzer (./dev fuzz), replay_test.cc all of them over the
// files of corpus/, former crashers among them. A promise of the project that does not hold is a BrokenPromise; the
// sanitizers see the rest. Each run is alone: what is shared is made once and constant.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"

namespace sprintd::fuzz {

struct Target {
  std::string_view name;  // of its folder in corpus/
  void (*run)(std::string_view bytes);
  std::vector<std::string> (*words)();  // for the fuzzer's dictionary
};

// An expression over a small backlog: as it stands, as the body of a definition, and as a message template.
Target expression_target();
// One pack, or several behind lines "#### name": loaded, and run over a small backlog.
Target pack_target();
// One document of a backlog, or several: loaded, and audited.
Target backlog_target();
// What a client sends over one connection, in pieces, and the answers that it gets.
Target http_target();
// The body of a decision, an audit or a backlog that is put, with its query and what is accepted.
Target bodies_target();

std::vector<Target> all_targets();

struct BrokenPromise : std::runtime_error {
  using std::runtime_error::runtime_error;
};
void promise(bool holds, const char* what);

// Every fault lies in its text and can be shown; errors are there exactly when the texts were refused.
void promise_good_faults(const std::vector<Diagnostic>& faults, const Sources& sources, bool refused);

// The parts of a file with lines "#### name"; the first may go without one.
struct NamedText {
  std::string name;
  std::string text;
};
std::vector<NamedText> split(std::string_view bytes, std::string_view first_name);

}  // namespace sprintd::fuzz
