#include "rules/engine/answer.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>

#include "rules/report/record.h"

namespace sprintd::engine {
namespace {

using Outcome = Answer::Outcome;

constexpr std::array<std::string_view, 4> kOutcomeNames = {"answered", "bad_request", "bad_input", "bad_packs"};
constexpr std::string_view kNone = "none";

std::string_view name_of(Outcome outcome) { return kOutcomeNames[static_cast<std::size_t>(outcome)]; }

std::string_view true_or_false(bool value) { return value ? "true" : "false"; }

std::string_view media_type_of(report::Format format, Outcome outcome) {
  if (format == report::Format::text) return "text/plain; charset=utf-8";
  if (outcome != Outcome::answered) return "application/problem+json";
  return report::format_info(format).media_type;
}

bool same_header(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

report::Producer producer() { return {version()}; }

std::vector<Diagnostic> one_fault(Code code, std::string message) {
  Diagnostics faults;
  faults.add(code, {}, std::move(message));
  return faults.sorted();
}

Answer refuse(const Desk& desk, Outcome outcome, int status, const std::vector<Diagnostic>& faults,
              const Sources& sources) {
  return refuse(outcome, status, faults, sources, desk.format, desk.style);
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const auto& d) { return d.severity == Severity::error; });
}

// A backlog and a time to answer about, or the refusal that explains why there is none.
struct Ground {
  BacklogPtr backlog;
  Instant as_of{};
  std::optional<Answer> refusal;
};

Ground lay_ground(const Desk& desk, BacklogChoice& choice, const std::string& as_of) {
  Ground ground;
  ground.backlog = desk.kept;
  if (!ground.backlog) {
    auto loaded = desk.engine->load_backlog(std::move(choice.documents), desk.organisation);
    if (!loaded.backlog) {
      ground.refusal = refuse(desk, Outcome::bad_input, 422, loaded.diagnostics, loaded.sources);
      return ground;
    }
    ground.backlog = std::move(loaded.backlog);
  }
  const auto quarrels =
      desk.clerk != nullptr ? desk.clerk->quarrels() : desk.engine->meet(*desk.rules, *ground.backlog);
  if (has_error(quarrels)) {
    ground.refusal = refuse(desk, Outcome::bad_packs, 422, quarrels, desk.rules->sources);
    return ground;
  }
  const auto time = as_of.empty() ? std::optional(desk.now) : read_as_of(as_of, ground.backlog->zone());
  if (!time) {
    auto message = fmt::format("'{}' is no time: give a day (2026-03-02) or an instant (2026-03-02T15:00:00Z)", as_of);
    ground.refusal = refuse(desk, Outcome::bad_request, 422, one_fault(Code::as_of_invalid, std::move(message)), {});
    return ground;
  }
  ground.as_of = *time;
  return ground;
}

std::optional<Severity> worst_of(const outcome::Audit& audit) {
  std::optional<Severity> worst;
  const auto take = [&](Severity severity) {
    if (!worst || severity < *worst) worst = severity;
  };
  for (const auto& finding : audit.findings) {
    if (finding.verdict != outcome::Verdict::waived) take(finding.severity);
  }
  for (const auto& group : audit.unknowns) take(group.severity);
  if (!audit.conflicts.empty()) take(Severity::error);
  return worst;
}

std::vector<VerdictCount> verdicts_of(const outcome::Audit& audit) {
  using outcome::Verdict;
  std::vector<VerdictCount> verdicts;
  for (const auto& [declaration, in_force, tally, replaced_by] : audit.tallies) {
    for (const auto& [verdict, count] : {std::pair{Verdict::pass, tally.pass},
                                         {Verdict::fail, tally.fail},
                                         {Verdict::unknown, tally.unknown},
                                         {Verdict::broken, tally.broken},
                                         {Verdict::waived, tally.waived}}) {
      if (count > 0) verdicts.push_back({.declaration = declaration, .verdict = verdict, .count = count});
    }
  }
  return verdicts;
}

// What is told of a decision beside its bytes.
void tell(const outcome::Decision& decision, const Desk& desk, Answer& answer) {
  answer.decided.push_back(decision.answer);
  for (const auto& reason : decision.reasons) {
    if (reason.kind == outcome::Reason::Kind::no_authority) continue;
    answer.verdicts.push_back({.declaration = reason.declaration, .verdict = reason.verdict});
  }
  if (desk.records) answer.records.push_back(report::decision_record(decision));
}

}  // namespace

std::array<std::pair<std::string_view, std::string_view>, 4> answer_headers(const Answer& answer) {
  return {{{"Sprintd-Outcome", name_of(answer.outcome)},
           {"Sprintd-Worst", answer.worst ? severity_name(*answer.worst) : kNone},
           {"Sprintd-Complete", true_or_false(answer.complete)},
           {"Sprintd-Allowed", true_or_false(answer.allowed)}}};
}

void read_answer_header(std::string_view name, std::string_view value, Answer& answer) {
  if (same_header(name, "Sprintd-Outcome")) {
    const auto row = std::ranges::find(kOutcomeNames, value);
    if (row != kOutcomeNames.end()) answer.outcome = static_cast<Outcome>(row - kOutcomeNames.begin());
  } else if (same_header(name, "Sprintd-Worst")) {
    answer.worst.reset();
    for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
      if (value == severity_name(severity)) answer.worst = severity;
    }
  } else if (same_header(name, "Sprintd-Complete")) {
    answer.complete = value == "true";
  } else if (same_header(name, "Sprintd-Allowed")) {
    answer.allowed = value == "true";
  }
}

std::string write_style_query(const report::Style& style) {
  return fmt::format("colour={}&width={}&verbose={}", style.colour, style.width, style.verbose);
}

std::optional<report::Style> parse_style_query(std::string_view query) {
  report::Style style;
  while (!query.empty()) {
    const auto end = std::min(query.find('&'), query.size());
    const auto parameter = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) return std::nullopt;
    const auto name = parameter.substr(0, equals);
    const auto value = parameter.substr(equals + 1);
    if (name == "width") {
      const auto [rest, error] = std::from_chars(value.data(), value.data() + value.size(), style.width);
      if (error != std::errc() || rest != value.data() + value.size()) return std::nullopt;
      if (style.width < report::kMinWidth || style.width > report::kMaxWidth) return std::nullopt;
    } else if (name == "colour" || name == "verbose") {
      if (value != "true" && value != "false") return std::nullopt;
      (name == "colour" ? style.colour : style.verbose) = value == "true";
    } else {
      return std::nullopt;
    }
  }
  return style;
}

std::optional<Instant> read_as_of(std::string_view text, const TimeZone& zone) {
  return parse_instant(text, zone, DayEdge::first);
}

Answer refuse(Outcome outcome, int status, const std::vector<Diagnostic>& diagnostics, const Sources& sources,
              report::Format format, const report::Style& style) {
  Answer answer;
  answer.body = report::write_problem(diagnostics, sources, status, format, style);
  answer.media_type = media_type_of(format, outcome);
  answer.outcome = outcome;
  answer.status = status;
  answer.complete = false;
  answer.allowed = false;
  return answer;
}

Answer refuse(Outcome outcome, int status, const Error& error, report::Format format, const report::Style& style) {
  return refuse(outcome, status, one_fault(error.code, error.message), Sources(), format, style);
}

Answer answer(const Desk& desk, AuditRequest request) {
  auto ground = lay_ground(desk, request.backlog, request.as_of);
  if (ground.refusal) return std::move(*ground.refusal);

  const auto audit = desk.engine->audit(
      desk.rules, ground.backlog,
      {.as_of = ground.as_of, .sprints = std::move(request.sprints), .evidence = true, .max_steps = desk.max_steps});
  if (!audit) return refuse(Outcome::bad_request, 422, audit.error(), desk.format, desk.style);

  Answer answer;
  answer.body = report::write_audit(*audit, producer(), desk.format, desk.style);
  answer.media_type = media_type_of(desk.format, Outcome::answered);
  answer.worst = worst_of(*audit);
  answer.complete = !audit->incomplete && !audit->nothing_checked;
  answer.verdicts = verdicts_of(*audit);
  if (desk.records) answer.records.push_back(report::audit_record(*audit));
  return answer;
}

Answer answer(const Desk& desk, DecisionRequest request) {
  auto ground = lay_ground(desk, request.backlog, request.as_of);
  if (ground.refusal) return std::move(*ground.refusal);

  std::optional<Clerk> newcomer;
  auto& clerk = desk.clerk != nullptr ? *desk.clerk : newcomer.emplace(*desk.engine, desk.rules, ground.backlog);
  auto& decider = clerk.decider();
  decider.limit_steps(desk.max_steps);
  std::vector<outcome::Decision> decisions;
  Diagnostics faults;
  for (std::size_t i = 0; i < request.questions.size(); ++i) {
    const auto& asked = request.questions[i];
    auto decision = decider.decide({.person = asked.person,
                                    .action = asked.action,
                                    .item = asked.item,
                                    .sprint = asked.sprint,
                                    .as_of = ground.as_of});
    if (decision) {
      decisions.push_back(std::move(*decision));
      continue;
    }
    auto& fault = faults.add(decision.error().code, {}, decision.error().message);
    if (request.many) fault.pointer = fmt::format("/questions/{}", i);
  }
  if (!faults.empty()) return refuse(desk, Outcome::bad_request, 422, faults.sorted(), {});

  Answer answer;
  auto& scribe = clerk.scribe();
  answer.body = request.many ? scribe.write_all(decisions, producer(), desk.format, desk.style)
                             : scribe.write(decisions.front(), producer(), desk.format, desk.style);
  answer.media_type = media_type_of(desk.format, Outcome::answered);
  answer.allowed =
      std::ranges::all_of(decisions, [](const auto& d) { return d.answer == outcome::Decision::Answer::allowed; });
  for (const auto& decision : decisions) tell(decision, desk, answer);
  return answer;
}

}  // namespace sprintd::engine
