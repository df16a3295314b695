#include "cli/lsp/workspace.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <utility>

#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

namespace sprintd::lsp {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kFileScheme = "file://";

bool has_root_key(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (line.starts_with(key) && line.substr(key.size()).starts_with(':')) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

// A line of its first column that is a key of some kind.
bool has_any_root_key(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    if (!line.empty() && line.front() != ' ' && line.front() != '#' && line.find(':') != std::string_view::npos) {
      return true;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

bool is_plain_in_uri(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("/-._~").find(c) != std::string_view::npos;
}

}  // namespace

std::string path_of_uri(std::string_view uri) {
  if (!uri.starts_with(kFileScheme)) return std::string(uri);
  uri.remove_prefix(kFileScheme.size());
  if (const auto slash = uri.find('/'); slash != std::string_view::npos) uri.remove_prefix(slash);  // a host
  std::string path;
  for (std::size_t i = 0; i < uri.size(); ++i) {
    unsigned byte = 0;
    const auto* digits = uri.data() + i + 1;
    const bool is_escape =
        uri[i] == '%' && i + 2 < uri.size() && std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
    path += is_escape ? static_cast<char>(byte) : uri[i];
    if (is_escape) i += 2;
  }
  return path;
}

std::string uri_of_path(std::string_view path) {
  if (!path.starts_with('/')) return std::string(path);
  std::string uri(kFileScheme);
  for (const char c : path) {
    if (is_plain_in_uri(c)) {
      uri += c;
    } else {
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::optional<editor::DocumentKind> kind_of(std::string_view path, std::string_view text) {
  using editor::DocumentKind;
  if (engine::is_test_file(path)) return DocumentKind::test;
  if (has_root_key(text, "cases") && has_root_key(text, "packs")) return DocumentKind::test;
  if (has_root_key(text, "pack") || has_root_key(text, "sprintd") || !has_any_root_key(text)) return DocumentKind::pack;
  return std::nullopt;
}

void Workspace::open(OpenDocument document) {
  auto uri = document.uri;
  documents_.insert_or_assign(std::move(uri), std::move(document));
}

void Workspace::close(std::string_view uri) {
  if (const auto found = documents_.find(uri); found != documents_.end()) documents_.erase(found);
}

OpenDocument* Workspace::find(std::string_view uri) {
  const auto found = documents_.find(uri);
  return found == documents_.end() ? nullptr : &found->second;
}

const OpenDocument* Workspace::find_path(std::string_view path) const {
  const auto found = std::ranges::find_if(documents_, [&](const auto& entry) { return entry.second.path == path; });
  return found == documents_.end() ? nullptr : &found->second;
}

Result<std::string> Workspace::read(const std::string& path) const {
  if (const auto* open = find_path(path)) return open->text;
  return read_file(path);
}

editor::TextFinder Workspace::finder() const {
  return {
      .import = [this](const std::string& id, const std::string& importer) -> std::optional<ruleset::PackText> {
        for (const auto& path : engine::import_paths(id, importer, pack_places_)) {
          if (const auto* open = find_path(path)) return ruleset::PackText{path, open->text};
          if (auto text = engine::read_import(path)) return text;
        }
        return std::nullopt;
      },
      .named = [this](const std::string& name, const std::string& test) -> std::optional<ruleset::PackText> {
        const auto path = (fs::path(test).parent_path() / name).lexically_normal().string();
        auto text = read(path);
        if (!text) return std::nullopt;
        return ruleset::PackText{path, std::move(*text)};
      },
  };
}

}  // namespace sprintd::lsp
