#include "rules/base/files.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <memory>
#include <system_error>

namespace sprintd {
namespace {

Error unreadable(const std::string& path, std::string_view reason) {
  return {Code::file_unreadable, fmt::format("cannot read {}: {}", path, reason)};
}

struct CloseFile {
  void operator()(std::FILE* file) const {
    if (file != stdin) std::fclose(file);
  }
};

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  std::error_code ignored;
  if (path != "-" && std::filesystem::is_directory(path, ignored)) {
    return std::unexpected(unreadable(path, "it is a directory"));
  }
  const std::unique_ptr<std::FILE, CloseFile> file(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!file) return std::unexpected(unreadable(path, std::strerror(errno)));

  std::string text;
  const auto size = path == "-" ? 0 : std::filesystem::file_size(path, ignored);
  if (!ignored) text.reserve(static_cast<std::size_t>(size) + 128);
  for (;;) {
    constexpr std::size_t kChunk = 1 << 18;
    const auto at = text.size();
    text.resize(at + kChunk);
    const auto got = std::fread(text.data() + at, 1, kChunk, file.get());
    text.resize(at + got);
    if (text.size() > max_bytes)
      return std::unexpected(unreadable(path, fmt::format("it has more than {} bytes", max_bytes)));
    if (got < kChunk) break;
  }
  if (std::ferror(file.get()) != 0) return std::unexpected(unreadable(path, std::strerror(errno)));
  return text;
}

Result<std::vector<std::string>> list_yaml(const std::string& file_or_directory) {
  namespace fs = std::filesystem;
  std::error_code error;
  const auto status = fs::status(file_or_directory, error);
  if (error || !fs::exists(status)) return std::unexpected(unreadable(file_or_directory, "no such file or directory"));
  if (!fs::is_directory(status)) return std::vector{file_or_directory};

  std::vector<std::string> paths;
  for (fs::directory_iterator entry(file_or_directory, error), end; !error && entry != end; entry.increment(error)) {
    const auto extension = entry->path().extension();
    if (extension == ".yaml" || extension == ".yml") paths.push_back(entry->path().string());
  }
  if (error) return std::unexpected(unreadable(file_or_directory, error.message()));
  std::ranges::sort(paths);
  return paths;
}

}  // namespace sprintd
