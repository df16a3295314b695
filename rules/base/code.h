// The stable codes of everything that can be wrong, one row each in codes/*.def.
//
// Neighbours: diagnostics (diagnostic.h) and errors (result.h) carry a Code; `sprintctl explain CODE` prints its page.
// A row is X(name, "E0107", severity, "title", "page"); codes are never reused. E01xx expressions, E02xx YAML,
// E03xx packs and, from E0340 on, lints (lint_level.h), E04xx JSON and backlogs, E05xx a pack meets an organisation,
// E06xx importers and plugins, E07xx configuration and command line, E08xx the socket.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sprintd {

enum class Severity : std::uint8_t { error, warning, note };

std::string_view severity_name(Severity severity);

enum class Code : std::uint16_t {
#define X(name, code, severity, title, page) name,
#include "rules/base/codes/all.def"
#undef X
};

struct CodeInfo {
  Code code;
  std::string_view name;  // "E0107"
  Severity severity;
  std::string_view title;  // a short phrase: "unknown field"
  std::string_view page;   // plain text of some lines: what it means, an example, what would be right
};

std::span<const CodeInfo> all_codes();
const CodeInfo& code_info(Code code);
std::optional<Code> find_code(std::string_view name);

}  // namespace sprintd
