// What an import has to tell: errors at their places, and one line for what happened to many issues.
//
// Neighbours: every file of this folder reports here; import.cc hands the list to the host through the SDK. Kept in the
// order of first mention. One thread, one import.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/importer.h"

namespace jira {

using sprint_plugin_sdk::Fault;
using sprint_plugin_sdk::Severity;

// Where an issue, or a value of it, stands in the export.
struct Place {
  std::uint32_t file = SPRINT_FILE_NONE;
  std::string pointer;

  [[nodiscard]] Place at(std::string_view steps) const { return {file, pointer + std::string(steps)}; }
};

class Report {
 public:
  void add(Severity severity, const Place& place, std::string message, std::string hint = {},
           std::uint64_t offset = SPRINT_OFFSET_NONE);
  void add_mapping(Severity severity, std::uint64_t begin, std::uint64_t end, std::string message,
                   std::string hint = {});

  // The same for many issues: said once, at the first, as "3 issues: what (A-1, A-2, A-3)".
  void count(Severity severity, const Place& place, std::string_view issue, const std::string& what,
             const std::string& hint = {});

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] std::vector<Fault> take();

 private:
  struct Counted {
    std::size_t fault;  // in faults_; its message is written by take()
    std::string what;
    std::vector<std::string> issues;  // each once
    std::set<std::string, std::less<>> seen;
  };
  std::vector<Fault> faults_;
  std::vector<Counted> counted_;
  std::map<std::string, std::size_t, std::less<>> counted_by_what_;
};

}  // namespace jira
