// Outcomes as people and programs read them. The same outcome gives the same bytes.
//
// Neighbours: rules/outcome is the input; scribe.h writes many decisions; formats are rows of formats.def;
// colour and width are the caller's. Pure functions. Every text ends with a line end.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/places.h"
#include "rules/outcome/outcome.h"

namespace sprintd::report {

enum class Format : std::uint8_t {
#define X(name, media_type, doc) name,
#include "rules/report/formats.def"
#undef X
};

struct FormatInfo {
  Format format;
  std::string_view name;
  std::string_view media_type;
  std::string_view doc;
};
std::span<const FormatInfo> all_formats();
const FormatInfo& format_info(Format format);
std::optional<Format> find_format(std::string_view name);
// The format that an Accept header (RFC 9110, 12.5.1) likes best; JSON when it does not care, nothing when none fits.
std::optional<Format> choose_format(std::string_view accept);

constexpr int kMinWidth = 20, kMaxWidth = 1000;

struct Style {
  bool colour = false;
  int width = 100;       // columns
  bool verbose = false;  // text: also what passed and the subjects of groups
  friend bool operator==(const Style&, const Style&) = default;
};

// Who answers: part of every JSON answer.
struct Producer {
  std::string_view version;  // of the engine
};

std::string write_audit(const outcome::Audit& audit, const Producer& producer, Format format, const Style& style);
std::string write_decision(const outcome::Decision& decision, const Producer& producer, Format format,
                           const Style& style);
std::string write_rules(const ruleset::RuleSet& rules, Format format, const Style& style);
// What a case of the rule's tests shows: its name, what became of the rule, and the message that it states.
struct RuleExample {
  outcome::Verdict verdict = outcome::Verdict::pass;
  std::string what;
  std::string message;
};
std::string write_rule(const ruleset::RuleSet& rules, const ruleset::Declaration& rule, Format format,
                       const Style& style, std::span<const RuleExample> examples = {});
std::string write_code(Code code, Format format, const Style& style);
std::string write_diagnostics(const std::vector<Diagnostic>& diagnostics, const Sources& sources, Format format,
                              const Style& style);
// What stands in for an answer that could not be given: JSON is a problem document (RFC 9457) with the diagnostics in
// it, text the same as write_diagnostics.
std::string write_problem(const std::vector<Diagnostic>& diagnostics, const Sources& sources, int status, Format format,
                          const Style& style);

}  // namespace sprintd::report
