#include "plugins/host/plugin_answer.h"

#include <algorithm>
#include <fmt/format.h>

#include "plugins/host/pointer_place.h"

namespace sprintd::plugins {
namespace {

// One printable line, of bounded length, cut between code points.
std::string one_line(sprint_text text) {
  if (text.bytes == nullptr) return {};
  std::string line(text.bytes, std::min(text.length, Answer::kMaxText));
  if (line.size() < text.length) {
    while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xc0) == 0x80) line.pop_back();
    if (!line.empty() && static_cast<unsigned char>(line.back()) >= 0xc0) line.pop_back();
    line += "...";
  }
  std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  return line;
}

Code code_of(std::int32_t severity, bool in_mapping) {
  if (severity == SPRINT_NOTE) return Code::import_decision;
  if (severity == SPRINT_WARNING) return Code::import_doubtful;
  return in_mapping ? Code::mapping_invalid : Code::import_invalid;
}

}  // namespace

void Answer::last_file_is_mapping() {
  mapping_ = files_.back();
  files_.pop_back();
}

std::int32_t Answer::write(void* context, sprint_text part) noexcept {
  auto& answer = *static_cast<Answer*>(context);
  try {
    if (part.bytes == nullptr && part.length != 0) {
      answer.contract_fault_ = "wrote a text that is not there";
      return 1;
    }
    if (part.length > kMaxDocument - answer.document_.size()) {
      answer.contract_fault_ = "wrote more than 1 GB";
      return 1;
    }
    if (part.length != 0) answer.document_.append(part.bytes, part.length);
    return 0;
  } catch (...) {
    return 1;
  }
}

std::int32_t Answer::report(void* context, const sprint_fault* fault) noexcept {
  auto& answer = *static_cast<Answer*>(context);
  try {
    if (fault == nullptr || fault->size < sizeof(sprint_fault)) {
      answer.contract_fault_ = "reported a fault that cannot be read";
      return 1;
    }
    if (answer.faults_.size() >= kMaxFaults) return 1;
    answer.note_fault(*fault);
    return 0;
  } catch (...) {
    return 1;
  }
}

void Answer::note_fault(const sprint_fault& fault) {
  Fault copy{fault.severity,          FileId::none,        false, fault.begin, fault.end, one_line(fault.pointer),
             one_line(fault.message), one_line(fault.hint)};
  // What cannot be is read the strict way.
  if (copy.severity != SPRINT_WARNING && copy.severity != SPRINT_NOTE) copy.severity = SPRINT_ERROR;
  if (copy.message.empty()) copy.message = "the importer gives no reason";
  if (fault.file == SPRINT_FILE_MAPPING && mapping_) {
    copy.file = *mapping_;
    copy.in_mapping = true;
  } else if (fault.file < files_.size()) {
    copy.file = files_[fault.file];
  }
  faults_.push_back(std::move(copy));
}

Diagnostic Answer::diagnose(const Fault& fault, const Sources& sources) const {
  Diagnostic diagnostic{
      code_of(fault.severity, fault.in_mapping), {}, fault.message, fault.hint, fault.pointer, {}, Severity::error};
  diagnostic.severity = code_info(diagnostic.code).severity;
  if (fault.file == FileId::none) return diagnostic;
  const auto size = sources.text(fault.file).size();
  if (fault.begin <= size) {
    const auto end = std::clamp<std::uint64_t>(fault.end, fault.begin, size);
    diagnostic.span = {fault.file, static_cast<std::uint32_t>(fault.begin), static_cast<std::uint32_t>(end)};
  } else if (!fault.pointer.empty()) {
    diagnostic.span = place_of_pointer(sources, fault.file, fault.pointer);
  } else {
    diagnostic.span = {fault.file, 0, 0};
  }
  return diagnostic;
}

std::unexpected<Error> Answer::broken(std::string_view what) const {
  return std::unexpected(
      Error{Code::plugin_broken, fmt::format("the plugin {} {}; nothing was imported", plugin_, what)});
}

Result<Imported> Answer::judge(sprint_status status, Imported imported) {
  if (!contract_fault_.empty()) return broken(contract_fault_);
  const auto error = std::ranges::find(faults_, SPRINT_ERROR, &Fault::severity);
  if (status == SPRINT_PLUGIN_FAILED) {
    const auto reason = faults_.size() >= kMaxFaults ? "it reported too many faults"
                        : error != faults_.end()     ? error->message
                                                     : "it gives no reason";
    return std::unexpected(Error{Code::plugin_failed, fmt::format("the plugin {} failed: {}", plugin_, reason)});
  }
  if (status != SPRINT_OK && status != SPRINT_INPUT_FAULTY) {
    return broken(fmt::format("answered with the status {}, which there is not", status));
  }
  if (status == SPRINT_OK && error != faults_.end()) {
    return broken(fmt::format("says that all is well and reports an error: {}", error->message));
  }
  if (status == SPRINT_OK && !document_.starts_with('{')) return broken("wrote no JSON object");
  if (status == SPRINT_INPUT_FAULTY && error == faults_.end()) {
    return broken("refuses the input and does not say why");
  }
  Diagnostics diagnostics;
  for (const auto& fault : faults_) diagnostics.add(diagnose(fault, imported.sources));
  imported.diagnostics = diagnostics.sorted();
  if (status == SPRINT_OK) imported.backlog = std::move(document_);
  return imported;
}

}  // namespace sprintd::plugins
