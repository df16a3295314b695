#include "plugins/jira/import_report.h"

#include <algorithm>
#include <utility>

namespace jira {
namespace {

constexpr std::size_t kExamples = 5;

std::string sentence(const std::string& what, const std::vector<std::string>& issues) {
  std::string text = std::to_string(issues.size()) + (issues.size() == 1 ? " issue: " : " issues: ") + what + " (";
  for (std::size_t i = 0; i < std::min(issues.size(), kExamples); ++i) text += (i == 0 ? "" : ", ") + issues[i];
  if (issues.size() > kExamples) text += ", ...";
  return text + ")";
}

}  // namespace

void Report::add(Severity severity, const Place& place, std::string message, std::string hint, std::uint64_t offset) {
  Fault fault;
  fault.severity = severity;
  fault.file = place.file;
  fault.pointer = place.pointer;
  fault.begin = fault.end = offset;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  faults_.push_back(std::move(fault));
}

void Report::add_mapping(Severity severity, std::uint64_t begin, std::uint64_t end, std::string message,
                         std::string hint) {
  Fault fault;
  fault.severity = severity;
  fault.file = SPRINT_FILE_MAPPING;
  fault.begin = begin;
  fault.end = end;
  fault.message = std::move(message);
  fault.hint = std::move(hint);
  faults_.push_back(std::move(fault));
}

void Report::count(Severity severity, const Place& place, std::string_view issue, const std::string& what,
                   const std::string& hint) {
  const auto [entry, is_new] = counted_by_what_.try_emplace(what, counted_.size());
  if (is_new) {
    counted_.push_back({faults_.size(), what, {}, {}});
    add(severity, place, {}, hint);
  }
  auto& counted = counted_[entry->second];
  if (counted.seen.emplace(issue).second) counted.issues.emplace_back(issue);
}

bool Report::has_errors() const {
  return std::ranges::any_of(faults_, [](const Fault& fault) { return fault.severity == Severity::error; });
}

std::vector<Fault> Report::take() {
  for (const auto& counted : counted_) faults_[counted.fault].message = sentence(counted.what, counted.issues);
  counted_.clear();
  counted_by_what_.clear();
  return std::exchange(faults_, {});
}

}  // namespace jira
