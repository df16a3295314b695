#include "rules/yaml/text_check.h"

#include <fmt/format.h>
#include <optional>

#include "rules/base/utf8.h"

namespace sprintd::yaml {
namespace {

// Far more than any text has by chance, in prose or in strings, and harmless for the parser.
constexpr std::size_t kMaxOpenBrackets = 10'000;

Span byte_at(FileId file, std::size_t offset) {
  const auto begin = static_cast<std::uint32_t>(offset);
  return {file, begin, begin + 1};
}

bool is_control_character(std::string_view source, std::size_t at) {
  const auto byte = static_cast<unsigned char>(source[at]);
  if (byte == '\r') return at + 1 >= source.size() || source[at + 1] != '\n';
  return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7f;
}

std::optional<std::size_t> find_bracket_too_many(std::string_view source) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if ((c == '[' || c == '{') && ++depth > kMaxOpenBrackets) return i;
    if ((c == ']' || c == '}') && depth > 0) --depth;
  }
  return std::nullopt;
}

}  // namespace

bool check_text(std::string_view source, FileId file, Diagnostics& diagnostics) {
  if (source.size() > kMaxTextBytes) {
    diagnostics.add(Code::yaml_too_long, {file, 0, 0},
                    fmt::format("the text has {} bytes; at most {} are read as YAML", source.size(), kMaxTextBytes),
                    "give large backlogs as JSON");
    return false;
  }
  if (const auto bad = find_bad_utf8(source)) {
    diagnostics.add(Code::text_not_utf8, byte_at(file, *bad),
                    fmt::format("this byte (0x{:02x}) is not UTF-8", static_cast<unsigned char>(source[*bad])),
                    "save the file with the encoding UTF-8");
    return false;
  }
  bool is_good = true;
  for (std::size_t i = 0; i < source.size() && is_good; ++i) {
    if (!is_control_character(source, i)) continue;
    is_good = false;
    diagnostics.add(Code::yaml_control_character, byte_at(file, i),
                    fmt::format("a control character (U+{:04X}) stands here", static_cast<unsigned char>(source[i])),
                    "delete it");
  }
  if (const auto bracket = find_bracket_too_many(source)) {
    diagnostics.add(Code::yaml_too_deep, byte_at(file, *bracket),
                    fmt::format("more than {} brackets are open here", kMaxOpenBrackets));
    return false;
  }
  return is_good;
}

}  // namespace sprintd::yaml
