// Words as people and trackers write them: compared without case, trimmed, and "did you mean" for misspelt ones.
//
// Neighbours: mapping.h, issue_item.h. ASCII case only; other scripts compare byte by byte. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace jira {

std::string lower(std::string_view text);
std::string_view trim(std::string_view text);
// Offset of the first byte that is not UTF-8; the size of the text when all of it is.
std::size_t utf8_until(std::string_view text);

// "did you mean 'points'?", or nothing when no candidate is near.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates);

// A tracker's time ("2020-06-12T08:13:13.360+0800", offsets with or without colon, or Z) in RFC 3339 and UTC, which
// compares as text. A bare date stays one. Nothing for anything else.
std::optional<std::string> instant_text(std::string_view text);

}  // namespace jira
