#include "rules/packtest/report_coverage.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/packtest/source_words.h"

namespace sprintd::packtest {
namespace {

using report::Ink;

}  // namespace

std::string percent_text(const PackCoverage& coverage) {
  const auto wanted = coverage.wanted();
  if (wanted == 0) return "100.0";
  const auto tenths = 1000 * coverage.seen() / wanted;
  return fmt::format("{}.{}", tenths / 10, tenths % 10);
}

void put_coverage(report::Page& page, const PackCoverage& coverage) {
  page.line(0, 4).put("coverage ", Ink::strong).put(fmt::format("{} %", percent_text(coverage)), Ink::strong);
  page.put(fmt::format(": {} of {} that {} {} and {} {} of conditions can be", coverage.seen(), coverage.wanted(),
                       coverage.rules.size(), coverage.rules.size() == 1 ? "rule" : "rules", coverage.parts.size(),
                       coverage.parts.size() == 1 ? "part" : "parts"));
  page.end();
  for (const auto& [id, rule] : coverage.rules) {
    std::vector<std::string_view> never;
    if (!rule.passed) never.emplace_back("to pass");
    if (!rule.failed) never.emplace_back("to fail");
    if (!rule.unknown) never.emplace_back("to be unknown");
    if (never.empty()) continue;
    page.line(2, 6).put(id, Ink::strong).put(fmt::format("  never seen {}  ", fmt::join(never, ", ")));
    page.put(rule.place, Ink::faint).end();
  }
  for (const auto& [place, part] : coverage.parts) {
    if (part.holds && part.fails) continue;
    const auto* never = part.holds ? "always held" : part.fails ? "never held" : "never evaluated";
    page.line(2, 6)
        .put(part.text, Ink::strong)
        .put(fmt::format("  {}  ", never))
        .put(place_text(place.file, place.place), Ink::faint)
        .end();
  }
}

void write_coverage(json::Writer& json, const PackCoverage& coverage) {
  json.begin_object();
  json.member("wanted", std::uint64_t{coverage.wanted()});
  json.member("seen", std::uint64_t{coverage.seen()});
  json.key("rules").begin_array();
  for (const auto& [id, rule] : coverage.rules) {
    json.begin_object();
    json.member("rule", std::string_view(id));
    json.member("place", std::string_view(rule.place));
    json.member("passed", rule.passed);
    json.member("failed", rule.failed);
    json.member("unknown", rule.unknown);
    json.end_object();
  }
  json.end_array();
  json.key("parts").begin_array();
  for (const auto& [place, part] : coverage.parts) {
    json.begin_object();
    json.member("place", std::string_view(place_text(place.file, place.place)));
    json.member("text", std::string_view(part.text));
    json.member("held", part.holds);
    json.member("did_not_hold", part.fails);
    json.end_object();
  }
  json.end_array();
  json.end_object();
}

}  // namespace sprintd::packtest
