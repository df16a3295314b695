// Files as the engine's callers read them: whole, with the error in words.
//
// Neighbours: daemon/ and cli/ read packs and backlogs with it; nothing below them touches a disk. Free functions.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "rules/base/result.h"

namespace sprintd {

// What one file may hold at most; a device or a pipe that never ends is left there.
constexpr std::size_t kMaxFileBytes = std::size_t{2} << 30;

// "-" is standard input. Code::file_unreadable with the reason.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = kMaxFileBytes);
// A file itself, or the *.yaml and *.yml files of a directory, sorted by name.
Result<std::vector<std::string>> list_yaml(const std::string& file_or_directory);

}  // namespace sprintd
