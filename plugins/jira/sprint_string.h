// A sprint as Jira Server prints it into its custom field:
// `com.atlassian.greenhopper.service.sprint.Sprint@1f4[id=12,rapidViewId=3,state=CLOSED,name=A, b],goal=<null>,...]`.
//
// Neighbours: sprints.h. Nothing in it is quoted: name and goal may hold commas, brackets and `=`, and the order of
// keys differs between versions. Pure function.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace jira {

bool is_sprint_string(std::string_view text);

// Values by key; `<null>` is left out. Nothing when the text has not this form or no id.
std::optional<std::map<std::string, std::string, std::less<>>> parse_sprint_string(std::string_view text);

}  // namespace jira
