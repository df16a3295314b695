// Jira search results to a backlog document: the whole way, in order.
//
// Neighbours: plugin.cc offers it to the host. Pages, then sprints and links over all of them, then items, then what
// items refer to. Pure: the same request gives the same bytes.
#pragma once

#include "plugins/sdk/importer.h"

namespace jira {

sprint_plugin_sdk::Answer import(const sprint_plugin_sdk::Request& request);

}  // namespace jira
