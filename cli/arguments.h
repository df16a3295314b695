// What the user asked for, read from the command line and not yet looked at further.
//
// Neighbours: command_line.h fills it, commands read it. Plain values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/engine/engine.h"
#include "rules/packtest/handbook.h"
#include "rules/packtest/report_tests.h"

namespace sprintd::cli {

struct Output {
  report::Format format = report::Format::text;
  std::string file;  // empty: standard output
};

struct TestOutput {
  packtest::Format format = packtest::Format::text;
  std::string file;  // empty: standard output
};

struct DocOutput {
  packtest::HandbookFormat format = packtest::HandbookFormat::markdown;
  std::string file;
};

struct Arguments {
  std::vector<std::string> files;
  std::string person, action, item;
  std::string expression;
  std::string topic;                   // explain, log
  std::string importer;                // import
  std::string pack_name, folder;       // new
  std::vector<std::string> tests;      // doc
  std::vector<DocOutput> doc_outputs;  // at least one

  std::string old_packs, new_packs;  // diff
  std::string head;                  // log: a hash that must be in the chain
  std::vector<std::string> packs;
  std::vector<std::string> parameters;  // NAME=VALUE
  std::string signed_off;               // the list of sign-offs
  std::string organisation;
  std::vector<std::string> sprints;
  std::string as_of;
  std::string backlog;  // a file, or the id of one that the daemon keeps
  std::string from, mapping;
  std::string socket;
  int timeout = 60;  // seconds
  std::string fail_on = "error";
  std::vector<std::string> lints;  // check: NAME=LEVEL
  bool fix = false;                // check
  bool check = false;              // fmt

  std::vector<Output> outputs;  // at least one
  std::string run;              // test: which cases
  bool coverage = false;
  bool mutate = false;
  std::optional<double> threshold;       // percent of the coverage
  std::vector<TestOutput> test_outputs;  // at least one
  std::string colour = "auto";
  int width = 0;  // 0: the terminal's
  bool verbose = false;
};

}  // namespace sprintd::cli
