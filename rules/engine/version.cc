#include "rules/engine/engine.h"

namespace sprintd::engine {

std::string_view version() { return SPRINTD_VERSION; }  // defined by the build, from the project's version

}  // namespace sprintd::engine
