// Types as words of a sentence: "a double", "an item", "a condition (bool)", "a string, bytes, list or map".
//
// Neighbours: the checker's messages. Pure functions.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "rules/lang/schema.h"

namespace sprintd::lang {

std::string with_article(std::string_view noun);
// "a double", "an item", "null"; "a value of unknown type" for dyn.
std::string a_type(const Schema& schema, const Type& type);
// What a place asks for: "a condition (bool)", "a number (double)", "a text (string)", "a person".
std::string a_wanted_type(const Schema& schema, const Type& type);
// "a string, bytes, list or map": each once, simple types first, the article before the first.
std::string one_of_types(const Schema& schema, const std::vector<Type>& types);
// "1", "1 or 2", "1, 2 or 3"
std::string one_of_counts(std::vector<std::size_t> counts);

}  // namespace sprintd::lang
