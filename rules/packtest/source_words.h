// What messages say about a piece of a source: where it stands, and what is written there.
//
// Neighbours: results of tests, coverage and mutations name places with it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "rules/base/places.h"

namespace sprintd::packtest {

std::string place_text(std::string_view file, Place place);  // "team.yaml:14:9"
std::string place_text(const Sources& sources, Span span);

// On one line, without blanks at its ends.
std::string on_one_line(std::string_view text);

}  // namespace sprintd::packtest
