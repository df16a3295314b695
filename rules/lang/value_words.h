// Values in messages: short, and with their types where that is what is wrong with them.
//
// Neighbours: whatever makes errors while an expression runs. Pure functions; how much they write is bounded, whatever
// the value.
#pragma once

#include <string>
#include <string_view>

#include "rules/lang/facts.h"
#include "rules/lang/function_table.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

// As an author would write it, cut: 3, "text", [1, 2, ...]; an entity by its id, if facts are given.
std::string shown_value(const Value& value, const Facts* facts);
// 3 (int), "text" (string), [1, 2] (list); null.
std::string value_and_type(const Value& value, const Facts* facts);
// At most 40 bytes of a text, "..." behind it when something was cut; never half a character.
std::string shortened(std::string_view text);
// A text between single quotes, cut.
std::string quoted_text(std::string_view text);

// "no such key: 'aera', did you mean 'area'?"; the keys of a small map where none is near. Pays for looking.
std::string no_such_key(const Value& map, const Value& key, CallContext& context);

}  // namespace sprintd::lang
