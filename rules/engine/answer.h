// Answers ready to be sent or printed: the one place that makes their bytes, in process and behind the socket.
//
// Neighbours: request.h gives the questions, rules/report writes; sprintctl prints the body and turns the rest into an
// exit code, the daemon turns it into a status and the headers below, from which sprintctl makes the same Answer
// again. A question that cannot be answered (bad request, bad backlog) is an Answer too, whose body says why.
// Pure functions; safe from many threads at once.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/engine/clerk.h"
#include "rules/engine/engine.h"
#include "rules/engine/request.h"

namespace sprintd::engine {

// So often, a rule said so.
struct VerdictCount {
  outcome::DeclarationRef declaration;
  outcome::Verdict verdict = outcome::Verdict::pass;
  std::uint32_t count = 1;
};

struct Answer {
  enum class Outcome : std::uint8_t {
    answered,
    bad_request,  // the question is malformed, or names what is not there: exit 2, status 400 or 422
    bad_input,    // the backlog has faults: exit 3, status 422
    bad_packs,    // packs and organisation do not fit: exit 2, status 422
  };
  std::string body;
  std::string_view media_type;  // with charset where it is text
  Outcome outcome = Outcome::answered;
  int status = 200;               // HTTP
  std::optional<Severity> worst;  // audit: of what failed, broke or is unknown; waived findings do not count
  bool complete = true;           // audit: not stopped by a limit or a broken rule, and something was checked
  bool allowed = true;            // decisions: all of them

  // What was answered, apart from how it looks; empty for what could not be answered.
  std::vector<VerdictCount> verdicts;  // of each rule that spoke; a rule may stand in several
  std::vector<outcome::Decision::Answer> decided;
  std::vector<std::string> records;  // where the desk asks for them: rules/report/record.h, one for each question
};

// What a daemon tells beside the body, so that a client needs not read it:
//   Sprintd-Outcome: answered | bad_request | bad_input | bad_packs    Sprintd-Worst: error | warning | note | none
//   Sprintd-Complete: true | false                                     Sprintd-Allowed: true | false
std::array<std::pair<std::string_view, std::string_view>, 4> answer_headers(const Answer& answer);
// Takes one of these headers (the name in any case) into the answer; others are ignored.
void read_answer_header(std::string_view name, std::string_view value, Answer& answer);

// How the answer shall look: `?colour=true&width=100&verbose=true` of a request, all optional.
std::string write_style_query(const report::Style& style);
// Nothing when a parameter is unknown or has a value that it cannot have. Widths are 20 to 1000.
std::optional<report::Style> parse_style_query(std::string_view query);

// With what a question is answered.
struct Desk {
  const Engine* engine = nullptr;
  RuleSetPtr rules;
  BacklogPtr organisation;  // loaded apart, for backlogs that bring none; may be null
  BacklogPtr kept;          // the backlog of the request's backlog_id; null: load the request's documents
  Instant now{};            // when the request names no time
  report::Format format = report::Format::json;
  report::Style style;
  bool records = false;                              // Answer::records are wanted
  std::uint64_t max_steps = eval::kMaxRequestSteps;  // of the language, for all questions of a request
  Clerk* clerk = nullptr;                            // of `rules` and `kept`, for decisions; null: a new one answers
};

Answer answer(const Desk& desk, AuditRequest request);
Answer answer(const Desk& desk, DecisionRequest request);

// For questions that did not come so far: Parsed::diagnostics, an unknown backlog_id, an Error of the world.
Answer refuse(Answer::Outcome outcome, int status, const std::vector<Diagnostic>& diagnostics, const Sources& sources,
              report::Format format, const report::Style& style);
Answer refuse(Answer::Outcome outcome, int status, const Error& error, report::Format format,
              const report::Style& style);

// "2026-03-02" is the first instant of that day in the zone, as date("2026-03-02") is in rules; else RFC 3339.
std::optional<Instant> read_as_of(std::string_view text, const TimeZone& zone);

}  // namespace sprintd::engine
