// A syntax fault in words that somebody understands who never read the YAML specification.
//
// Neighbours: parse.cc hands over what yaml-cpp said, line_scan.h what a reading line by line suspects. Pure.
#pragma once

#include <cstddef>
#include <string_view>

#include "rules/base/diagnostic.h"
#include "rules/base/span.h"

namespace sprintd::yaml {

// What yaml-cpp threw: its message, without the place, and the byte where it stood.
struct SyntaxFault {
  std::string_view message;
  std::size_t offset;
};

// Reports the expressions that YAML took apart, and the fault itself unless one of them, a tab or a quote explains it.
void report_syntax_fault(SyntaxFault fault, std::string_view source, FileId file, Diagnostics& diagnostics);

}  // namespace sprintd::yaml
