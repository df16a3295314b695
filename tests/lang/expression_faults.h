// Faults of one expression as lines that tests compare word by word: "5-9 E0107 message | hint", byte offsets of the
// expression first, notes below.
//
// Neighbours: parser and checker tests. Header only.
#pragma once

#include <fmt/format.h>
#include <string>

#include "rules/base/diagnostic.h"

namespace sprintd::lang::testing {

inline std::string fault_line(const Diagnostic& fault) {
  auto line = fmt::format("{}-{} {} {}", fault.span.begin, fault.span.end, code_info(fault.code).name, fault.message);
  if (!fault.hint.empty()) line += fmt::format(" | {}", fault.hint);
  for (const auto& note : fault.notes) {
    line += fmt::format("\n  {}:{}-{} {}", static_cast<std::uint32_t>(note.span.file), note.span.begin, note.span.end,
                        note.message);
  }
  return line;
}

inline std::string fault_lines(const Diagnostics& diagnostics) {
  std::string out;
  for (const auto& fault : diagnostics.sorted()) {
    if (!out.empty()) out += '\n';
    out += fault_line(fault);
  }
  return out;
}

}  // namespace sprintd::lang::testing
