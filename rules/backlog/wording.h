// What faults of a backlog say: the words for kinds, types and values, and the hints behind the caret.
//
// Neighbours: builder.cc, document.cc and resolve.cc report with it. Pure functions.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "rules/backlog/fields.h"
#include "rules/base/pull.h"

namespace sprintd::backlog {

std::string_view spoken(EntityKind kind);         // "item", "status update"
std::string_view plural(EntityKind kind);         // "items", "people"
std::string_view spoken(PullReader::Kind kind);   // "a number", "a list"
std::string_view expected_value(FieldType type);  // "a whole number", "a list of ids"
std::string shown(std::string_view text);         // cut where it is long

// Hints; empty where there is nothing to say.
std::string_view type_hint(FieldType type, PullReader::Kind found);
std::string choice_hint(std::span<const std::string_view> choices, std::string_view text);
std::string date_hint(std::string_view text);
std::string suggestion(std::string_view word, std::span<const std::string_view> candidates);

// "'points' is -3, it must be at least 0"
std::string explain_range(const FieldInfo& field, double value);
// Message and hint.
std::pair<std::string, std::string> explain_unknown_key(EntityKind kind, std::string_view key);
std::pair<std::string, std::string> explain_unknown_root_key(std::string_view key);

}  // namespace sprintd::backlog
