#include "rules/ruleset/expression_source.h"

#include "rules/lang/bytecode.h"

namespace sprintd::ruleset {

std::string expression_source(const lang::Program& program, const Sources& sources) {
  std::string line;
  if (!program) return line;
  // The whole expression is what its last instruction computes.
  const auto span = program.code().plain.spans.back();
  for (const char c : sources.text(span.file).substr(span.begin, span.end - span.begin)) {
    const bool is_blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!is_blank) {
      line += c;
    } else if (!line.empty() && line.back() != ' ') {
      line += ' ';
    }
  }
  return line;
}

}  // namespace sprintd::ruleset
