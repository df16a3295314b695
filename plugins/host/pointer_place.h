// Where in a JSON text the value of a JSON pointer stands.
//
// Neighbours: plugin_answer.cc gives places to what importers report with a pointer; the strict reader
// (rules/json/reader.h) walks the text. Reads the text up to the value, once for each question. Pure function.
#pragma once

#include <string_view>

#include "rules/base/sources.h"
#include "rules/base/span.h"

namespace sprintd::plugins {

// As far down as the pointer leads in this text; unknown when the text is not JSON that far.
Span place_of_pointer(const Sources& sources, FileId file, std::string_view pointer);

}  // namespace sprintd::plugins
