// The backlog's field table as the language's Schema, with the functions that need a backlog (acts_as, seniority).
//
// Neighbours: rules/backlog/fields.h is the source, BacklogFacts (backlog_facts.h) answers by the same slots: the
// EntityType of an EntityKind is its number, a field's slot its position. Constant; make it once per program.
#pragma once

#include "rules/lang/schema.h"

namespace sprintd::eval {

lang::Schema backlog_schema();

}  // namespace sprintd::eval
