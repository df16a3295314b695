#include "plugins/jira/import.h"
#include "plugins/sdk/importer.h"

SPRINT_PLUGIN_IMPORTER("jira", "0.1.0", "Jira search results, of Server and Cloud", jira::import);
