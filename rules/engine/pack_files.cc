#include "rules/engine/pack_files.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "rules/base/files.h"
#include "rules/ruleset/imports.h"

namespace sprintd::engine {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxPackBytes = std::size_t{16} << 20;  // as much YAML as is read
constexpr const char* kSystemPacks = "/etc/sprintd/packs";

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> pieces;
  while (!list.empty()) {
    const auto end = std::min(list.find(':'), list.size());
    if (end > 0) pieces.emplace_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return pieces;
}

}  // namespace

std::vector<std::string> pack_places(const std::vector<std::string>& named, std::string_view from_environment,
                                     const std::string& program) {
  if (!named.empty()) return named;
  if (auto listed = split(from_environment); !listed.empty()) return listed;
  std::error_code ignored;
  if (fs::is_directory(kSystemPacks, ignored)) return {kSystemPacks};
  const auto beside = fs::weakly_canonical(program, ignored).parent_path();
  for (const char* shipped : {"../share/sprintd/packs", "../../etc/packs", "../../../etc/packs"}) {
    auto folder = (beside / shipped).lexically_normal();
    if (fs::is_directory(folder, ignored)) return {folder.string()};
  }
  return {};
}

bool is_test_file(std::string_view path) { return path.ends_with(".test.yaml") || path.ends_with(".test.yml"); }

void add_imports(std::vector<ruleset::PackText>& texts, const FindPack& find) {
  std::vector<std::string> asked;
  for (bool found = true; found;) {
    found = false;
    for (const auto& missing : ruleset::missing_imports(texts)) {
      if (std::ranges::find(asked, missing.pack) != asked.end()) continue;
      asked.push_back(missing.pack);
      auto text = find(missing.pack, missing.importer);
      if (!text) continue;
      texts.push_back(std::move(*text));
      found = true;
    }
  }
}

std::vector<std::string> import_paths(const std::string& id, const std::string& importer,
                                      const std::vector<std::string>& elsewhere) {
  std::vector<std::string> paths;
  const auto add = [&](const fs::path& folder) {
    for (const char* ending : {".yaml", ".yml"}) paths.push_back((folder / (id + ending)).string());
  };
  add(fs::path(importer).parent_path());
  for (const auto& folder : elsewhere) add(folder);
  return paths;
}

std::optional<ruleset::PackText> read_import(const std::string& path) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored)) return std::nullopt;
  auto text = read_file(path, kMaxPackBytes);
  return text ? std::optional(ruleset::PackText{path, std::move(*text)}) : std::nullopt;
}

void add_imports(std::vector<ruleset::PackText>& texts, const std::vector<std::string>& elsewhere) {
  add_imports(texts, [&](const std::string& id, const std::string& importer) -> std::optional<ruleset::PackText> {
    for (const auto& path : import_paths(id, importer, elsewhere)) {
      if (auto text = read_import(path)) return text;
    }
    return std::nullopt;
  });
}

Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places) {
  if (places.empty()) {
    return std::unexpected(Error{Code::packs_missing, "no rule packs found; name some with --packs"});
  }
  std::vector<std::string> paths;
  for (const auto& place : places) {
    auto found = place == "-" ? Result<std::vector<std::string>>({place}) : list_yaml(place);
    if (!found) return std::unexpected(found.error());
    if (found->size() != 1 || found->front() != place) std::erase_if(*found, is_test_file);
    for (auto& path : *found) {
      if (std::ranges::find(paths, path) == paths.end()) paths.push_back(std::move(path));
    }
  }
  if (paths.empty()) {
    return std::unexpected(Error{
        Code::packs_missing, fmt::format("no rule packs found: there is no *.yaml in {}", fmt::join(places, ", "))});
  }
  std::vector<ruleset::PackText> texts;
  for (auto& path : paths) {
    auto text = read_file(path, kMaxPackBytes);
    if (!text) return std::unexpected(text.error());
    texts.push_back({.name = std::move(path), .text = std::move(*text)});
  }
  return texts;
}

}  // namespace sprintd::engine
