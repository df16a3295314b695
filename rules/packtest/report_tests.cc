#include "rules/packtest/report_tests.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "rules/json/writer.h"
#include "rules/packtest/junit.h"
#include "rules/packtest/report_coverage.h"
#include "rules/report/page.h"
#include "rules/report/text_parts.h"

namespace sprintd::packtest {
namespace {

using report::Ink;
using report::Page;

constexpr std::array<std::string_view, 3> kFormats = {"text", "json", "junit"};

std::string_view kind_name(Difference::Kind kind) {
  switch (kind) {
    case Difference::Kind::missing:
      return "missing";
    case Difference::Kind::unexpected:
      return "unexpected";
    case Difference::Kind::message:
      return "message";
    case Difference::Kind::reason:
      return "reason";
  }
  return "?";
}

std::string_view outcome_name(const CaseResult& one) {
  if (one.faulty) return "faulty";
  return one.passed() ? "passed" : "failed";
}

// --- text

void put_line(Page& page, std::string_view sign, Ink ink, const Difference& difference, std::string_view message) {
  page.line(4, 8).put_whole(sign, ink).put(" ").put(difference.rule, Ink::strong).put("  ");
  page.put(fmt::format("{}  {}", difference.subject, outcome::verdict_name(difference.verdict)));
  if (!message.empty()) page.put("  ").put(message, ink);
  page.end();
}

void put_difference(Page& page, const Difference& difference) {
  switch (difference.kind) {
    case Difference::Kind::missing:
      put_line(page, "-", Ink::error, difference, difference.message);
      break;
    case Difference::Kind::unexpected:
      put_line(page, "+", Ink::good, difference, difference.message);
      break;
    case Difference::Kind::message:
      put_line(page, "-", Ink::error, difference, difference.expected_message);
      put_line(page, "+", Ink::good, difference, difference.message);
      break;
    case Difference::Kind::reason:
      put_line(page, "·", Ink::plain, difference, difference.message);
      break;
  }
  if (!difference.instead.empty()) page.line(8, 10).put(difference.instead).end();
  for (const auto& [expression, value] : difference.evidence) {
    page.line(8, 10).put(fmt::format("{} = {}", expression, value), Ink::faint).end();
  }
  page.line(8, 10).put(fmt::format("rule at {}", difference.place), Ink::faint).end();
}

bool has_two_sides(const CaseResult& one) {
  return std::ranges::any_of(one.differences, [](const Difference& d) { return d.kind != Difference::Kind::reason; });
}

void put_case(Page& page, const CaseResult& one) {
  if (one.passed()) {
    page.line(0, 4).put("✓ ", Ink::good).put(one.name).end();
    return;
  }
  page.line(0, 4).put("✗ ", Ink::error).put(one.name, Ink::strong).end();
  page.line(4, 4).put(one.place, Ink::faint).end();
  if (one.faulty) page.line(4, 4).put("it could not be run: see above").end();
  for (const auto& problem : one.problems) page.line(4, 4).put(problem).end();
  if (has_two_sides(one)) {
    page.line(4, 4).put("- expected", Ink::error).put("  ").put("+ found", Ink::good).end();
  }
  for (const auto& difference : one.differences) put_difference(page, difference);
}

void put_mutations(Page& page, const MutationReport& report) {
  const auto all = report.noticed + report.survivors.size();
  page.line(0, 4).put("mutations ", Ink::strong);
  page.put(fmt::format("{} of {} small changes of the packs are noticed", report.noticed, all)).end();
  for (const auto& [mutation, reason] : report.survivors) {
    page.line(2, 6).put(mutation.rule, Ink::strong).put(fmt::format(": {}  ", mutation.change()));
    if (reason.empty()) {
      page.put("not noticed  ", Ink::error);
    } else {
      page.put(fmt::format("explained: {}  ", reason), Ink::good);
    }
    page.put(mutation.place, Ink::faint).end();
  }
  for (const auto& one : report.unnecessary) {
    page.line(2, 6).put("explained, but noticed or not made: ", Ink::error).put(one).end();
  }
}

std::string text_of(const std::vector<FileResult>& files, const MutationReport* mutations, const report::Style& style) {
  std::string out;
  Page page(out, style);
  for (const auto& file : files) {
    for (const auto& faults : file.faults) {
      out += report::write_diagnostics(faults.diagnostics, faults.sources, report::Format::text, style);
      out += '\n';
    }
    const auto all_passed = std::ranges::all_of(file.cases, &CaseResult::passed);
    if (all_passed && !style.verbose) continue;
    page.line().put(file.name, Ink::strong).end();
    for (const auto& one : file.cases) {
      if (style.verbose || !one.passed()) put_case(page, one);
    }
    page.blank_line();
  }
  const auto summary = summary_of(files);
  const bool good = summary.all_passed();
  page.line().put(good ? "✓ " : "✗ ", good ? Ink::good : Ink::error);
  page.put(fmt::format("{} passed, {} failed", summary.passed, summary.failed));
  if (summary.faulty > 0) page.put(fmt::format(", {} not run", summary.faulty));
  if (summary.unreadable > 0) {
    page.put(fmt::format(", {} {} not read", summary.unreadable, summary.unreadable == 1 ? "file" : "files"));
  }
  if (summary.cases() + summary.unreadable == 0) page.put(": there is no case, or none of that name");
  page.end();
  const auto coverage = coverage_of(files);
  if (!coverage.rules.empty()) put_coverage(page, coverage);
  if (mutations != nullptr) put_mutations(page, *mutations);
  return out;
}

// --- JSON

void write_difference(json::Writer& json, const Difference& difference) {
  json.begin_object();
  json.member("kind", kind_name(difference.kind));
  json.member("rule", std::string_view(difference.rule));
  json.member("subject", std::string_view(difference.subject));
  json.member("verdict", outcome::verdict_name(difference.verdict));
  if (difference.kind == Difference::Kind::message) {
    json.member("expected_message", std::string_view(difference.expected_message));
  }
  if (!difference.message.empty()) json.member("message", std::string_view(difference.message));
  if (!difference.instead.empty()) json.member("instead", std::string_view(difference.instead));
  json.key("evidence").begin_array();
  for (const auto& [expression, value] : difference.evidence) {
    json.begin_object();
    json.member("expression", std::string_view(expression));
    json.member("value", std::string_view(value));
    json.end_object();
  }
  json.end_array();
  json.member("place", std::string_view(difference.place));
  json.end_object();
}

void write_case(json::Writer& json, const CaseResult& one) {
  json.begin_object();
  json.member("case", std::string_view(one.name));
  json.member("place", std::string_view(one.place));
  json.member("outcome", outcome_name(one));
  json.key("problems").begin_array();
  for (const auto& problem : one.problems) json.value(std::string_view(problem));
  json.end_array();
  json.key("differences").begin_array();
  for (const auto& difference : one.differences) write_difference(json, difference);
  json.end_array();
  json.end_object();
}

void write_mutations(json::Writer& json, const MutationReport& report) {
  json.begin_object();
  json.member("noticed", std::uint64_t{report.noticed});
  json.key("survivors").begin_array();
  for (const auto& [mutation, reason] : report.survivors) {
    json.begin_object();
    json.member("rule", std::string_view(mutation.rule));
    json.member("change", std::string_view(mutation.change()));
    json.member("place", std::string_view(mutation.place));
    if (!reason.empty()) json.member("reason", std::string_view(reason));
    json.end_object();
  }
  json.end_array();
  json.key("unnecessary_explanations").begin_array();
  for (const auto& one : report.unnecessary) json.value(std::string_view(one));
  json.end_array();
  json.end_object();
}

std::string json_of(const std::vector<FileResult>& files, const MutationReport* mutations) {
  std::string out;
  json::Writer json(out);
  const auto summary = summary_of(files);
  json.begin_object();
  json.member("schema", "sprintd.test-results/v1");
  json.member("passed", std::uint64_t{summary.passed});
  json.member("failed", std::uint64_t{summary.failed});
  json.member("not_run", std::uint64_t{summary.faulty});
  json.member("files_not_read", std::uint64_t{summary.unreadable});
  json.key("files").begin_array();
  for (const auto& file : files) {
    json.begin_object();
    json.member("file", std::string_view(file.name));
    json.key("faults").begin_array();
    for (const auto& faults : file.faults) {
      auto text = report::write_diagnostics(faults.diagnostics, faults.sources, report::Format::json, {});
      while (text.ends_with('\n')) text.pop_back();
      json.raw(text);
    }
    json.end_array();
    json.key("cases").begin_array();
    for (const auto& one : file.cases) write_case(json, one);
    json.end_array();
    json.end_object();
  }
  json.end_array();
  if (const auto coverage = coverage_of(files); !coverage.rules.empty()) {
    json.key("coverage");
    write_coverage(json, coverage);
  }
  if (mutations != nullptr) {
    json.key("mutations");
    write_mutations(json, *mutations);
  }
  json.end_object();
  out += '\n';
  return out;
}

}  // namespace

PackCoverage coverage_of(const std::vector<FileResult>& files) {
  PackCoverage coverage;
  for (const auto& file : files) coverage.add(file.coverage);
  return coverage;
}

std::span<const std::string_view> format_names() { return kFormats; }

std::optional<Format> find_format(std::string_view name) {
  const auto found = std::ranges::find(kFormats, name);
  if (found == kFormats.end()) return std::nullopt;
  return static_cast<Format>(found - kFormats.begin());
}

Summary summary_of(std::span<const FileResult> files) {
  Summary summary;
  for (const auto& file : files) {
    if (!file.was_read) ++summary.unreadable;
    for (const auto& one : file.cases) ++(one.faulty ? summary.faulty : one.passed() ? summary.passed : summary.failed);
  }
  return summary;
}

std::string details_of(const CaseResult& one) {
  std::string out;
  Page page(out, {.colour = false, .width = report::kMaxWidth});
  put_case(page, one);
  return out;
}

std::string write_results(const std::vector<FileResult>& files, const MutationReport* mutations, Format format,
                          const report::Style& style) {
  switch (format) {
    case Format::text:
      break;
    case Format::json:
      return json_of(files, mutations);
    case Format::junit:
      return junit_of(files);
  }
  return text_of(files, mutations, style);
}

}  // namespace sprintd::packtest
