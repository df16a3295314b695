#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "plugins/host/importer_host.h"
#include "rules/base/suggest.h"

namespace sprintd::plugins {
namespace {

namespace fs = std::filesystem;

// What may stand between a folder and ".so": nothing that leads out of the folder.
bool is_plugin_name(std::string_view name) {
  constexpr std::size_t kLongest = 64;
  return !name.empty() && name.size() <= kLongest && std::ranges::all_of(name, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::set<std::string> names_in(const std::vector<fs::path>& folders) {
  std::set<std::string> names;
  for (const auto& folder : folders) {
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
      if (entry.path().extension() == ".so") names.insert(entry.path().stem().string());
    }
  }
  return names;
}

}  // namespace

std::vector<fs::path> plugin_folders(const char* variable, const fs::path& program) {
  std::vector<fs::path> folders;
  std::string_view rest = variable != nullptr ? variable : "";
  while (!rest.empty()) {
    const auto end = std::min(rest.find(':'), rest.size());
    if (end > 0) folders.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (!folders.empty()) return folders;
  const auto beside = program.parent_path();
  return {beside / "plugins", beside / ".." / "lib" / "sprintd" / "plugins"};
}

Result<Importer> Importer::find(std::string_view name, const std::vector<fs::path>& folders) {
  if (!is_plugin_name(name)) {
    return std::unexpected(
        Error{Code::plugin_not_found,
              fmt::format("'{}' cannot be the name of an importer: lower case letters, digits, - and _", name)});
  }
  for (const auto& folder : folders) {
    const auto file = folder / fmt::format("{}.so", name);
    std::error_code ignored;
    if (fs::is_regular_file(file, ignored)) return load(file);
  }
  const auto names = names_in(folders);
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::vector<std::string> looked_in;
  for (const auto& folder : folders) looked_in.push_back(folder.lexically_normal().string());
  auto message = fmt::format("there is no importer '{}' in {}", name, fmt::join(looked_in, " or "));
  if (const auto nearest = suggest(name, candidates)) {
    message += fmt::format("; did you mean '{}'?", *nearest);
  } else if (!names.empty()) {
    message += fmt::format("; there are: {}", fmt::join(names, ", "));
  }
  return std::unexpected(Error{Code::plugin_not_found, std::move(message)});
}

}  // namespace sprintd::plugins
