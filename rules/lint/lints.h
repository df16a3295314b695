// The groups of lints, by what they look at. Each adds what it finds; none knows of levels or of the others.
//
// Neighbours: lint.cc runs them all, blocks.h is what they look at. Pure functions.
#pragma once

#include <array>

#include "rules/base/diagnostic.h"
#include "rules/lint/blocks.h"

namespace sprintd::lint {

// clause-without-rule, rule-without-clause, repeated-clause, missing-title, missing-owner, missing-source
void lint_clauses(const Packs& packs, Diagnostics& found);
// unknown-outweighs-breach, gate-with-note, missing-remedy, empty-message, message-without-subject
void lint_declarations(const Packs& packs, Diagnostics& found);
// expired-waiver, waiver-by-subject, waiver-without-end, repeated-waiver, short-reason, waiver-outlives-rule
void lint_waivers(const Packs& packs, Diagnostics& found);
// repeated-condition, constant-condition, impossible-condition, inevitable-condition, filter-repeats-condition,
// filter-excludes-condition
void lint_conditions(const Packs& packs, Diagnostics& found);
// self-comparison, compared-with-boolean, double-negation, ...: what one expression says by itself
void lint_expressions(const Packs& packs, Diagnostics& found);
// repeated-declaration, authorities-in-conflict, unreachable-queue
void lint_overlaps(const Packs& packs, Diagnostics& found);
// limit-never-met, idle-bound
void lint_bounds(const Packs& packs, Diagnostics& found);
// gap-in-time, ended-declaration, topics-in-conflict
void lint_time(const Packs& packs, Diagnostics& found);
// ambiguous-id, similar-ids, similar-actions, definition-like-field
void lint_names(const Packs& packs, Diagnostics& found);

using Group = void (*)(const Packs& packs, Diagnostics& found);
constexpr auto kGroups = std::to_array<Group>({lint_clauses, lint_declarations, lint_waivers, lint_conditions,
                                               lint_expressions, lint_overlaps, lint_bounds, lint_time, lint_names});

}  // namespace sprintd::lint
