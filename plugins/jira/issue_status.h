// How far an issue is, in the words of a backlog: from the category of its status and from its resolution.
//
// Neighbours: issue_item.h for the issues of the export, outside_items.h for those that are only linked to. The
// category's id is the same in every Jira (2 to do, 4 in progress, 3 done), its key and name are not always right. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "plugins/jira/import_report.h"
#include "plugins/jira/json_tree.h"
#include "plugins/jira/mapping.h"

namespace jira {

// Empty when Jira does not say. `key` names the issue in what is reported at `place`.
std::string status_of(const Json& fields, const Mapping& mapping, const Place& place, std::string_view key,
                      Report& report);
// Empty for types that the mapping does not know.
std::string kind_of(const Json& fields, const Mapping& mapping);
// 1 to 5; 0 when Jira does not say or the mapping does not know the word.
int priority_of(const Json& fields, const Mapping& mapping);

}  // namespace jira
