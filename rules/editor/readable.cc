#include "rules/editor/readable.h"

#include <algorithm>
#include <optional>

#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"
#include "rules/yaml/parse.h"

namespace sprintd::editor {
namespace {

constexpr int kMostLines = 16;  // each is a reading of the text

void blank_line(std::string& text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const auto before = offset == 0 ? std::string::npos : text.rfind('\n', offset - 1);
  const auto begin = before == std::string::npos ? 0 : before + 1;
  const auto end = std::min(text.find('\n', offset), text.size());
  std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
}

// Where the first fault is; nothing when there is none.
std::optional<std::size_t> find_fault(const ruleset::PackText& text) {
  Sources sources;
  const auto file = sources.add(text.name, text.text);
  if (!file) return text.text.size();
  Diagnostics faults;
  if (yaml::parse_yaml(sources, *file, faults)) return std::nullopt;
  for (const auto& fault : faults.sorted()) {
    if (fault.severity == Severity::error) return fault.span.begin;
  }
  return text.text.size();
}

}  // namespace

std::string readable(const ruleset::PackText& text, std::size_t cursor) {
  auto tried = text;
  auto fault = find_fault(tried);
  if (!fault) return tried.text;
  blank_line(tried.text, cursor);
  for (int lines = 0; lines < kMostLines; ++lines) {
    fault = find_fault(tried);
    if (!fault) return tried.text;
    blank_line(tried.text, *fault);
  }
  std::ranges::replace_if(tried.text, [](char c) { return c != '\n'; }, ' ');
  return tried.text;
}

}  // namespace sprintd::editor
