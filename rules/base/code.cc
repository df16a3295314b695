#include "rules/base/code.h"

#include <algorithm>
#include <array>

namespace sprintd {
namespace {

constexpr auto kCodes = std::to_array<CodeInfo>({
#define X(name, code, severity, title, page) {Code::name, code, Severity::severity, title, page},
#include "rules/base/codes/all.def"
#undef X
});

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return "error";
}

std::span<const CodeInfo> all_codes() { return kCodes; }

const CodeInfo& code_info(Code code) { return kCodes[static_cast<std::size_t>(code)]; }

std::optional<Code> find_code(std::string_view name) {
  const auto row = std::ranges::find(kCodes, name, &CodeInfo::name);
  if (row == kCodes.end()) return std::nullopt;
  return row->code;
}

}  // namespace sprintd
