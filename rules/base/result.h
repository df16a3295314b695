// A failure of the world (a file that is not there, a socket that is gone) as a value: exactly one error, with a code.
//
// Neighbours: diagnostics (diagnostic.h) are for faults in what an author wrote, of which there may be many; error
// values of the language (rules/lang/value.h) are for expressions that fail while they run.
#pragma once

#include <expected>
#include <string>

#include "rules/base/code.h"

namespace sprintd {

struct Error {
  Code code;
  std::string message;  // a sentence for people, without the code
};

template <typename T>
using Result = std::expected<T, Error>;

}  // namespace sprintd
