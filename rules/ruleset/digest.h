// The fingerprint of packs: what every answer carries, so that it can be traced to the rules that gave it.
//
// Neighbours: load_packs.cc; libcrypto is used in digest.cc alone. Pure function.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sprintd::ruleset {

// "sha256:" and 64 hexadecimal digits, of the texts one behind the other. Of one file, what sha256sum says.
std::string digest_of(std::span<const std::string_view> texts);

}  // namespace sprintd::ruleset
