// Signatures as one writes the call: "list(T).slice(int, int) -> list(T)", "int + int -> int".
//
// Neighbours: function_reference.h asks for them. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/schema.h"
#include "rules/lang/type.h"

namespace sprintd::lang {

struct Signature {
  std::string_view function;  // as in the function table: "_+_"
  bool member = false;
  std::vector<Type> arguments;
  Type result;
};

// "+" for "_+_", "in", "[ ]", "? :"; other names are as they are.
std::string function_word(std::string_view function);

// Fewer texts than signatures where they differ in types of numbers only: N stands for one type of number throughout,
// `number` for any at each place.
std::vector<std::string> signature_texts(const Schema& schema, std::vector<Signature> signatures);

}  // namespace sprintd::lang
