// What a plugin says during one call, taken down and then judged.
//
// Neighbours: importer_host.cc makes one for each call and passes write() and report() to the plugin as its sink.
// Copies everything at once; bounded, however much the plugin says. Used on the thread of the call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/host/importer_host.h"
#include "plugins/sdk/sprint_plugin.h"

namespace sprintd::plugins {

class Answer {
 public:
  static constexpr std::size_t kMaxDocument = std::size_t{1} << 30;
  static constexpr std::size_t kMaxFaults = 1000;
  static constexpr std::size_t kMaxText = 4096;  // of a message, a hint, a pointer

  explicit Answer(std::string_view plugin) : plugin_(plugin) {}

  // In the order of the request; the mapping comes last.
  void add_file(FileId file) { files_.push_back(file); }
  void last_file_is_mapping();

  // The sink's callbacks; `context` is the Answer. Nothing is thrown through the plugin.
  static std::int32_t write(void* context, sprint_text part) noexcept;
  static std::int32_t report(void* context, const sprint_fault* fault) noexcept;

  // Status, document and faults must agree.
  Result<Imported> judge(sprint_status status, Imported imported);

 private:
  struct Fault {
    std::int32_t severity;
    FileId file;
    bool in_mapping;
    std::uint64_t begin, end;
    std::string pointer, message, hint;
  };

  void note_fault(const sprint_fault& fault);
  [[nodiscard]] Diagnostic diagnose(const Fault& fault, const Sources& sources) const;
  [[nodiscard]] std::unexpected<Error> broken(std::string_view what) const;

  std::string plugin_;
  std::vector<FileId> files_;
  std::optional<FileId> mapping_;
  std::string document_;
  std::vector<Fault> faults_;
  std::string contract_fault_;  // the first; empty: none
};

}  // namespace sprintd::plugins
