// A fault in what an author wrote: what is wrong, where, and what would be right.
//
// Neighbours: codes (code.h) give each kind its name and page; render_diagnostics (diagnostic_text.h) shows them with a
// caret, rules/report as JSON. A loader adds every fault it finds to one Diagnostics and goes on; it never stops at the
// first. Values; one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "rules/base/code.h"
#include "rules/base/span.h"

namespace sprintd {

struct DiagnosticNote {
  Span span;
  std::string message;  // "used here"
};

// What to write in place of some bytes, where the remedy is mechanical.
struct Rewrite {
  Span span;
  std::string text;
  friend bool operator==(const Rewrite&, const Rewrite&) = default;
};

struct Diagnostic {
  Code code;
  Span span;
  std::string message;  // one line, no full stop: "item has no field 'point'"
  std::string
      hint;  // stands behind the caret: "did you mean 'points' (double, estimate in story points)?"; may be empty
  std::string pointer;  // JSON pointer (RFC 6901) for faults of a backlog document; else empty
  std::vector<DiagnosticNote> notes;
  Severity severity = Severity::error;
  std::optional<Rewrite> rewrite = std::nullopt;
};

class Diagnostics {
 public:
  static constexpr std::size_t kMost = 10'000;

  // The severity is the code's, from its row. Line ends and control characters in message and hint, which come from the
  // input, are replaced.
  Diagnostic& add(Code code, Span span, std::string message, std::string hint = {});
  void add(Diagnostic diagnostic);

  [[nodiscard]] bool has_errors() const;
  [[nodiscard]] bool empty() const { return all_.empty(); }
  // What came after the first kMost is only counted: a hostile input could have a fault for each of its bytes.
  [[nodiscard]] std::size_t dropped() const { return dropped_; }
  // In reading order: by file, offset, code, message; repetitions once, with the notes of the first use.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

 private:
  std::vector<Diagnostic> all_;
  Diagnostic last_dropped_{};
  std::size_t dropped_ = 0;
  bool has_errors_ = false;
};

}  // namespace sprintd
