// The faults of all documents of a request, at most a hundred for each file.
//
// Neighbours: the readers' diagnostics go in, the builder (builder.h) and resolve.cc add theirs; load.cc takes them
// all. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/span.h"

namespace sprintd::backlog {

Diagnostic fault_at(Code code, Span span, std::string pointer, std::string message, std::string hint = {});

class Faults {
 public:
  static constexpr std::size_t kMostOfOneFile = 100;

  // False when the file has its share: no need to say more than that there was another.
  [[nodiscard]] bool wants_more(FileId file) const;
  void add(Diagnostic diagnostic);
  void drop(FileId file) { ++counts_[file].dropped; }
  void add_all(const Diagnostics& diagnostics);

  [[nodiscard]] bool has_errors() const { return kept_.has_errors(); }
  [[nodiscard]] bool empty() const { return counts_.empty(); }
  // Sorted, with a note on each file that had more.
  [[nodiscard]] std::vector<Diagnostic> finish() const;

 private:
  struct Count {
    std::size_t kept = 0;
    std::size_t dropped = 0;
    Span last;  // of the kept ones, by offset
  };
  std::map<FileId, Count> counts_;
  Diagnostics kept_;
};

}  // namespace sprintd::backlog
