// The figures for Prometheus: what they count, and that Prometheus reads them.

#include "daemon/metrics/metrics.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <string>

#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using test::Daemon;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("metrics count what was answered, and promtool finds no fault in them") {
  Daemon daemon([](const test::TemporaryFolder& folder) {
    std::filesystem::create_directory(folder.file("state"));
    return fmt::format(
        "packs: [{0}/etc/packs/engineering-leadership.yaml]\norganisation: {0}/examples/organisation.yaml\n"
        "state: state\ndecision_log: {{mode: durable}}\n",
        test::kRoot);
  });
  const auto board = *read_file(test::kRoot + "/examples/sprint-42.json");
  CHECK(daemon.ask(test::post("/v1/backlogs/board", board, "PUT"))->status == 201);
  for (const auto* person : {"emil", "emil", "ada"}) {
    const auto body = fmt::format(
        R"({{"person":"{}","action":"pull","item":"TD-12","backlog_id":"board","as_of":"2026-03-02"}})", person);
    CHECK(daemon.ask(test::post("/v1/decisions", body))->status == 200);
  }
  CHECK(daemon.ask(test::post("/v1/audits", R"({"backlog_id":"board","as_of":"2026-03-02"})"))->status == 200);
  CHECK(daemon.ask(test::get("/no/such/call"))->status == 404);
  const auto reply = daemon.ask(test::get("/metrics"));
  REQUIRE(reply->status == 200);
  CHECK(reply->headers.at("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  const auto& text = reply->body;
  for (const auto* line : {
           R"(sprintd_requests_total{method="POST",route="/v1/decisions",status="200"} 3)",
           R"(sprintd_requests_total{method="GET",route="none",status="404"} 1)",
           R"(sprintd_request_duration_seconds_count{route="/v1/audits"} 1)",
           R"(sprintd_decisions_total{answer="refused"} 2)",
           R"(sprintd_decisions_total{answer="allowed"} 1)",
           R"(sprintd_verdicts_total{rule="engineering-leadership/one-project-each",verdict="fail"} 1)",
           R"(sprintd_decision_log_recorded_total 4)",
           R"(sprintd_decision_log_dropped_total 0)",
           R"(sprintd_backlogs 1)",
           R"(sprintd_set_generation 1)",
           R"(sprintd_set_stale 0)",
           R"(sprintd_reloads_total{result="succeeded"} 0)",
           R"(sprintd_build_info{version="0.1.0"} 1)",
       }) {
    INFO(line);
    CHECK(has(text, line));
  }
  // Every row of the table is there, and described.
  const auto described = *read_file(test::kRoot + "/docs/operations.md");
  for (const auto& metric : metrics::all_metrics()) {
    INFO(metric.name);
    CHECK(has(text, fmt::format("# HELP {} {}\n", metric.name, metric.help)));
    CHECK(has(described, fmt::format("| `{}` | {} |\n", metric.name, metric.help)));
  }
  const auto file = daemon.folder().write("metrics", text);
  const auto checked = fmt::format("promtool check metrics < {0} > {0}.said 2>&1", file);
  const int exit = std::system(checked.c_str());
  INFO(*read_file(file + ".said"));
  CHECK(exit == 0);
  CHECK(read_file(file + ".said")->empty());
}

TEST_CASE("labels that a client chooses do not break the lines") {
  metrics::Metrics metrics;
  metrics.count_request("none", "GE\"T\n\\", 404, 0.1);
  CHECK(has(metrics.text({}), R"(method="GE\"T\n\\")"));
}
