// Calls that are not calls: all, exists, filter, map and their like on a value, cel.bind, has.
//
// Neighbours: parser.cc offers every call to expand_macro(); ast.h has the nodes that macros become. Pure functions.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/lang/ast.h"

namespace sprintd::lang {

// How a macro is written: "list.all(x, condition)". Empty for what is no macro.
std::string_view macro_usage(std::string_view name);
bool is_member_macro(std::string_view name);
// Can it be written with so many variables?
bool macro_takes(std::string_view name, std::size_t variables);
// For suggestions.
std::vector<std::string_view> macro_names();
// "all"; "transformList" for a map with two variables.
std::string_view macro_name(const ComprehensionNode& walk);
std::string_view macro_name(ComprehensionNode::Macro macro, bool two_variables);

// What the function reference says of one way to write a macro.
struct MacroDoc {
  std::string_view name;
  std::string_view usage;
  std::string_view doc;
};
std::vector<MacroDoc> macro_docs();

// Replaces the call in `node` by what it means, if it is a macro; a misuse is a diagnostic. False after a fault.
bool expand_macro(Node& node, Diagnostics& diagnostics);

}  // namespace sprintd::lang
