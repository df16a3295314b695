// JSON Schemas of what people write: for editors that complete and check, and for other programs.
//
// Neighbours: pack_keys.def, test_keys.def, sign_off_keys.def and backlog/fields.def have the rows; etc/schema holds
// the files, written by ./dev docs and compared by a test. The daemon's configuration has its own in daemon/config. A
// schema knows forms, not names: what refers to nothing is told by sprintctl check. Pure functions; JSON, indented.
#pragma once

#include <string>

namespace sprintd::schema {

std::string pack_schema();
std::string test_schema();
std::string sign_offs_schema();
std::string backlog_schema();
std::string organisation_schema();

}  // namespace sprintd::schema
