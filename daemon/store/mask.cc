#include "daemon/store/mask.h"

#include <algorithm>

#include "rules/base/arena.h"
#include "rules/json/copy_value.h"
#include "rules/json/reader.h"
#include "rules/json/writer.h"
#include "rules/yaml/node_reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::store {
namespace {

bool is_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

}  // namespace

std::optional<std::string> mask_members(std::string_view text, std::span<const std::string> names) {
  Sources sources;
  Arena arena;
  Diagnostics faults;
  const auto file = sources.add("", std::string(text));
  if (!file) return std::nullopt;
  std::string masked;
  json::Writer out(masked);
  const json::CopyChanges changes{
      .becomes_null = [&](std::string_view key) { return std::ranges::find(names, key) != names.end(); }};
  if (is_json(text)) {
    const auto reader = json::make_strict_reader(sources, *file, arena, faults);
    json::copy_value(*reader, out, changes);
    if (!reader->finish()) return std::nullopt;
  } else {
    const auto root = yaml::parse_yaml(sources, *file, faults);
    if (!root) return std::nullopt;
    json::copy_value(*yaml::make_reader(*root), out, changes);
  }
  if (faults.has_errors()) return std::nullopt;
  return masked;
}

}  // namespace sprintd::store
