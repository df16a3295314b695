// The rows of the function table, by subject.
//
// Neighbours: function_table.cc puts them together, each functions_*.cc adds its own. Called once, when the table is
// first asked for.
#pragma once

#include <vector>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

using FunctionRows = std::vector<Overload>;

void add_logic_rows(FunctionRows& rows);       // && || ! ?: == != in [], and ordering
void add_arithmetic_rows(FunctionRows& rows);  // + - * / % and negation
void add_conversion_rows(FunctionRows& rows);
void add_string_rows(FunctionRows& rows);
void add_text_rows(FunctionRows& rows);  // charAt, split, format, ...
void add_regex_rows(FunctionRows& rows);
void add_encoding_rows(FunctionRows& rows);
void add_list_rows(FunctionRows& rows);      // join, sum, min, max, avg
void add_sequence_rows(FunctionRows& rows);  // range, slice, sort, distinct, ...
void add_set_rows(FunctionRows& rows);
void add_math_rows(FunctionRows& rows);
void add_time_rows(FunctionRows& rows);
void add_optional_rows(FunctionRows& rows);

}  // namespace sprintd::lang
