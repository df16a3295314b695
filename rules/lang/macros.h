// Calls that are not calls: all, exists, exists_one, map and filter on a value, and has().
//
// Neighbours: parser.cc offers every call to expand_macro(); ast.h has the nodes that macros become. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"

namespace sprintd::lang {

bool is_member_macro(std::string_view name);
// How one is written: "list.all(x, condition)". Empty for what is no macro.
std::string_view macro_usage(std::string_view name);

// Replaces the call in `node` by what it means, if it is a macro; a misuse is a diagnostic. False after a fault.
bool expand_macro(Node& node, Diagnostics& diagnostics);

}  // namespace sprintd::lang
