// A value of a document, JSON or YAML, written again as JSON, with changes on the way.
//
// Neighbours: the daemon masks records with it, and takes schemas over into a description. Reads and writes what it
// borrows; a broken value becomes null. One thread.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "rules/base/pull.h"
#include "rules/json/writer.h"

namespace sprintd::json {

struct CopyChanges {
  std::function<bool(std::string_view key)> becomes_null = {};  // the value of a member of this name
  std::function<std::string(std::string_view)> of_text = {};    // what stands for a string that is a value
};

// Consumes the current value.
void copy_value(PullReader& in, Writer& out, const CopyChanges& changes = {});

}  // namespace sprintd::json
