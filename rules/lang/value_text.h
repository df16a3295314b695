// Values as text.
//
// Neighbours: to_text() of evaluator.h, for people, is implemented here too; tests and print_program() want the exact
// form. Pure functions; the length of a text is bounded, whatever the value.
#pragma once

#include <string>

#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

// As CEL would write it: "text" in quotes, 8u, 8.0, b"\x01", timestamp("..."), [1, 2], {"a": 1}; an entity as
// #type:row, a failure as error: message or unknown(type.slot of row).
std::string constant_text(const Value& value);
// "int", "list(string)", "null_type"
std::string type_word(const Type& type);

}  // namespace sprintd::lang
