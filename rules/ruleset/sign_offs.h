// Who has agreed to which text of which pack: the list that enforces `owner`.
//
// Neighbours: load_packs.cc compares the packs with it; rules/eval/meet.h asks the organisation whether who signed
// holds the role. Where no list is given, nothing is asked. Values.
#pragma once

#include <string>

#include "rules/ruleset/pack_text.h"
#include "rules/ruleset/reading.h"

namespace sprintd::ruleset {

// Reports each pack with an owner whose text the list does not have; fills Pack::signed_by.
void check_sign_offs(const PackText& list, Reading& reading);

// With a list: reports packs without an owner that change what belongs to one with an owner, by an override, by
// replacing a declaration, or by setting a parameter. Otherwise an unsigned pack could change signed ones.
void check_unowned_changes(Reading& reading);

// "sha256:..." of one text.
std::string sign_off_digest(std::string_view text);
// The whole list for these packs, signed by one person.
std::string write_sign_offs(const RuleSet& rules, std::string_view person);

}  // namespace sprintd::ruleset
