// The plain text of what people wrote: a string as it is, or the Atlassian Document Format of Cloud's newer API.
//
// Neighbours: issue_item.h, for descriptions and acceptance criteria.
// https://developer.atlassian.com/cloud/jira/platform/ apis/document/structure/ has the format; unknown nodes give the
// text inside them. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "plugins/jira/json_tree.h"

namespace jira {

// Trimmed; empty for null.
std::string plain_text(const Json& value);

// One entry for each line that says something, without its bullet.
std::vector<std::string> lines_of(std::string_view text);

}  // namespace jira
