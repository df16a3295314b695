// JSON texts read value by value: a fast reader for texts that are right, a strict one that finds every place in those
// that are not.
//
// Neighbours: both are PullReaders (rules/base/pull.h). The fast one is simdjson On-Demand (included by fast_reader.cc
// alone); it checks only what is consumed, so its user consumes everything, and on any fault throws its work away and
// reads again with the strict one. Strings stay in the source text where they need no unescaping, else in the Arena.
#pragma once

#include <memory>

#include "rules/base/arena.h"
#include "rules/base/diagnostic.h"
#include "rules/base/pull.h"
#include "rules/base/sources.h"

namespace sprintd::json {

constexpr int kMaxDepth = 64;

// Reports nothing: failed() says that something was wrong somewhere. Call finish() after the root was consumed, it
// checks that nothing follows.
class FastReader : public PullReader {
 public:
  virtual bool finish() = 0;
};
std::unique_ptr<FastReader> make_fast_reader(const Sources& sources, FileId file, Arena& arena);

// Reports syntax faults (one, it ends the text), bytes that are not UTF-8 and duplicate keys with their exact spans.
// Its finish() is in the destructor's stead: reads past the root and reports what follows.
class StrictReader : public PullReader {
 public:
  virtual bool finish() = 0;
};
std::unique_ptr<StrictReader> make_strict_reader(const Sources& sources, FileId file, Arena& arena,
                                                 Diagnostics& diagnostics);

}  // namespace sprintd::json
