// What a text must be before a YAML parser may see it: UTF-8, not too long, without characters that nobody can see,
// not full of brackets.
//
// Neighbours: parse.cc asks first, because yaml-cpp replaces bad bytes, ends at a byte of value 4 without a word, and
// keeps all of a nested text in memory before it says that it is too deep. Pure.
#pragma once

#include <string_view>

#include "rules/base/diagnostic.h"
#include "rules/base/span.h"

namespace sprintd::yaml {

constexpr std::size_t kMaxTextBytes = std::size_t{16} << 20;

// False when the text must not be read any further; the diagnostics say why.
bool check_text(std::string_view source, FileId file, Diagnostics& diagnostics);

}  // namespace sprintd::yaml
