// Fingerprints: what an answer carries so that it can be traced to the rules that gave it, and what chains records.
//
// Neighbours: rules/ruleset and rules/engine digest packs, daemon/store records. libcrypto is used in digest.cc alone.
// Pure function.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sprintd {

// "sha256:" and 64 hexadecimal digits, of the texts one behind the other. Of one file, what sha256sum says.
std::string digest_of(std::span<const std::string_view> texts);
// In a time that does not tell where they differ.
bool same_digest(std::string_view a, std::string_view b);

}  // namespace sprintd
