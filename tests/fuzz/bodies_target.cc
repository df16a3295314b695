// Bodies of the calls that take one: the first byte chooses the call, the rest of the first line is the query and,
// after a blank, what is accepted; the body follows.
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <utility>

#include "daemon/api/api.h"
#include "rules/base/utf8.h"
#include "rules/engine/engine.h"
#include "rules/json/reader.h"
#include "tests/fuzz/small_world.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

constexpr Instant kNow{1'772'712'000'000'000};  // 2026-03-05T12:00:00Z

const engine::Engine& shared_engine() {
  static const engine::Engine kEngine;
  return kEngine;
}

// The daemon's calls over the small world, whose backlog is kept as "board".
class Desk {
 public:
  Desk() : api_(surroundings()) {}

  http::Response ask(std::string method, std::string target, std::string accept, std::string body) {
    std::optional<http::Response> answer;
    api_.handle({.method = std::move(method),
                 .target = std::move(target),
                 .headers = {{"Accept", std::move(accept)}},
                 .body = std::move(body)},
                [&](http::Response response) {
                  promise(!answer, "a request is answered once");
                  answer = std::move(response);
                });
    promise(answer.has_value(), "a request is answered");
    return std::move(*answer);
  }

 private:
  static api::Surroundings surroundings() {
    api::Snapshot first{.rules = small_rules(), .organisation = nullptr, .digest = "sha256:small", .backlogs = {}};
    const auto& backlog = small_backlog();
    first.backlogs["board"] = {.text = api::text_of(backlog, backlog->sources().name(FileId{0}), "backlog"),
                               .backlog = backlog,
                               .media_type = "application/yaml",
                               .owner = {}};
    return {.engine = &shared_engine(),
            .first = std::move(first),
            .backlogs = {.count = 2},
            .reload = {},
            .reload_status = {},
            .now = [] { return kNow; },
            .run_aside = [](std::function<void()> work) { work(); },
            .on_served = {}};
  }

  api::Api api_;
};

struct AskedCall {
  std::string_view method, path;
  std::array<int, 7> statuses;  // that docs/socket.md names; the rest is 0
};
constexpr auto kCalls = std::to_array<AskedCall>({
    {"POST", "/v1/decisions", {200, 400, 404, 406, 422}},
    {"POST", "/v1/audits", {200, 400, 404, 406, 422}},
    {"PUT", "/v1/backlogs/x", {200, 201, 400, 406, 415, 422, 503}},
});

const AskedCall& call_of(char first) {
  if (first == 'a') return kCalls[1];
  if (first == 'p') return kCalls[2];
  return kCalls[0];
}

bool is_json_text(std::string_view text) {
  Sources sources;
  const auto file = sources.add("answer", std::string(text));
  Arena arena;
  Diagnostics faults;
  const auto reader = json::make_strict_reader(sources, *file, arena, faults);
  reader->skip();
  return reader->finish();
}

void promise_good_response(const AskedCall& call, const http::Response& response) {
  promise(response.status != 500, "nothing fails inside");
  promise(std::ranges::find(call.statuses, response.status) != call.statuses.end(), "the status is a documented one");
  promise(!response.body.empty(), "an answer says something");
  promise(!find_bad_utf8(response.body), "an answer is UTF-8");
  const bool is_json = response.content_type.find("json") != std::string::npos;
  promise(is_json || response.content_type.starts_with("text/plain"), "an answer is JSON or text");
  if (is_json) promise(is_json_text(response.body), "a JSON answer is JSON");
  if (is_json && response.status >= 400) {
    promise(response.content_type == "application/problem+json", "what is refused is a problem document");
    promise(response.body.find(R"("code":"E)") != std::string::npos, "a problem has a code");
  }
  for (const auto& [name, value] : response.headers) {
    const auto is_plain = [](char c) { return c >= ' ' && c < 127; };
    promise(std::ranges::all_of(name + value, is_plain), "a header is plain text");
  }
}

// What was kept comes back as it was, and can be asked about.
void promise_kept(Desk& desk, const std::string& body) {
  promise(desk.ask("GET", "/v1/backlogs/x", "", "").body == body, "a kept backlog comes back as it came");
  promise_good_response(kCalls[1], desk.ask("POST", "/v1/audits", "", R"({"backlog_id":"x"})"));
  promise_good_response(kCalls[1], desk.ask("POST", "/v1/audits", "text/plain", R"({"backlog_id":"x"})"));
}

void run(std::string_view bytes) {
  if (bytes.empty()) return;
  const auto& call = call_of(bytes.front());
  const auto line = bytes.substr(1, bytes.find('\n') - 1);
  const std::string body(bytes.substr(std::min(bytes.size(), line.size() + 2)));
  const auto query = line.substr(0, line.find(' '));
  const auto accept = line.substr(std::min(line.size(), query.size() + 1));
  auto target = std::string(call.path);
  if (!query.empty()) target += fmt::format("?{}", query);
  Desk desk;
  const auto response = desk.ask(std::string(call.method), target, std::string(accept), body);
  promise_good_response(call, response);
  if (response.status == 201) promise_kept(desk, body);
}

std::vector<std::string> words() {
  std::vector<std::string> words = {"width=80",
                                    "colour=true",
                                    "verbose=true",
                                    " text/plain",
                                    " application/json",
                                    " */*;q=0.1",
                                    "&",
                                    "%20",
                                    "\"board\"",
                                    R"("person":"ada")",
                                    R"("action":"pull")",
                                    R"("item":"TD-1")",
                                    R"("sprint":"s2")",
                                    R"("sprints":["s2"])",
                                    R"("as_of":"2026-03-05")",
                                    R"("backlog_id":"board")",
                                    R"("questions":[{"person":"ada","action":"pull","item":"US-1"}])",
                                    R"("documents":[{"name":"a","part":"backlog","text":""}])",
                                    R"("backlog":{"schema":"sprintd.backlog/v1"})",
                                    R"("organisation":{)",
                                    "schema: sprintd.backlog/v1\\n"};
  for (auto& word : backlog_target().words()) words.push_back(std::move(word));
  return words;
}

}  // namespace

Target bodies_target() { return {"bodies", run, words}; }

}  // namespace sprintd::fuzz
