// Every call of the socket: its answer, its status, and its refusals as problem documents.

#include "daemon/api/api.h"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "daemon/api/trace_context.h"
#include "rules/base/files.h"
#include "rules/engine/pack_files.h"

using namespace sprintd;

namespace {

const std::string kRoot = SPRINTD_SOURCE_DIR;

engine::RuleSetPtr load_rules(const engine::Engine& engine) {
  auto texts = engine::read_packs({kRoot + "/etc/packs/engineering-leadership.yaml"});
  REQUIRE(texts);
  return engine.load_packs(std::move(*texts)).rules;
}

engine::BacklogPtr load_organisation(const engine::Engine& engine) {
  std::vector<backlog::Document> documents(1);
  documents[0].name = "organisation.yaml";
  documents[0].text = *read_file(kRoot + "/examples/organisation.yaml");
  documents[0].part = backlog::Document::Part::organisation;
  return engine.load_backlog(std::move(documents)).backlog;
}

// An Api with everything on the calling thread, and a clock that stands still.
class Socket {
 public:
  explicit Socket(api::BacklogLimits limits = {.count = 2}) : api_(surroundings(limits)) {}

  http::Response ask(std::string method, std::string target, std::string body = {}, http::Headers headers = {}) {
    std::optional<http::Response> answer;
    api_.handle({.method = std::move(method),
                 .target = std::move(target),
                 .headers = std::move(headers),
                 .body = std::move(body)},
                [&](http::Response response) { answer = std::move(response); });
    REQUIRE(answer);
    return std::move(*answer);
  }

  // Work that is to be done aside waits until it is finished.
  void hold_work(bool held) { is_held_ = held; }
  // The status of a request that was answered at once; 0 for one that waits.
  int begin(std::string target, std::shared_ptr<const http::Peer> peer) {
    auto status = std::make_shared<int>(0);
    api_.handle({.method = "POST", .target = std::move(target), .headers = {}, .body = "{}", .peer = std::move(peer)},
                [status](const http::Response& response) { *status = response.status; });
    return *status;
  }
  // How much waited.
  std::size_t finish_work() {
    const auto held = std::exchange(held_, {});
    for (const auto& work : held) work();
    return held.size();
  }

  http::Response keep_example(const std::string& id = "board") {
    return ask("PUT", "/v1/backlogs/" + id, *read_file(kRoot + "/examples/sprint-42.json"));
  }

 private:
  api::Surroundings surroundings(api::BacklogLimits limits) {
    return {.engine = &engine_,
            .first = {.rules = load_rules(engine_),
                      .organisation = load_organisation(engine_),
                      .callers = nullptr,
                      .digest = "sha256:first",
                      .backlogs = {}},
            .backlogs = limits,
            .in_flight = {.all = 3, .per_caller = 2},
            .reload = {},
            .reload_status = {},
            .now = [] { return *parse_instant("2026-03-02T08:00:00Z", TimeZone{}); },
            .run_aside =
                [this](std::function<void()> work) {
                  if (!is_held_) return work();
                  held_.push_back(std::move(work));
                },
            .on_served = {}};
  }

  engine::Engine engine_;
  bool is_held_ = false;
  std::vector<std::function<void()>> held_;
  api::Api api_;
};

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

std::string header(const http::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace

TEST_CASE("operations: alive, ready, version") {
  Socket socket;
  CHECK(socket.ask("GET", "/healthz").body == "{\"status\":\"ok\"}\n");
  CHECK(socket.ask("GET", "/healthz?probe=1").status == 200);
  const auto ready = socket.ask("GET", "/readyz");
  CHECK(has(ready.body, R"("ready":true,"stale":false,"from_copy":false,"packs":1,)"));
  CHECK(has(ready.body, R"("organisation":true,"backlogs":0)"));
  const auto version = socket.ask("GET", "/version");
  CHECK(has(version.body, R"({"name":"sprintd","version":")"));
  CHECK(has(version.body, R"("packs":["engineering-leadership"])"));
}

TEST_CASE("a backlog is kept, replaced, read back as it came, and forgotten") {
  Socket socket;
  const auto created = socket.keep_example();
  CHECK(created.status == 201);
  CHECK(created.body == "{\"id\":\"board\",\"items\":12,\"sprints\":1}\n");
  CHECK(socket.keep_example().status == 200);
  const auto got = socket.ask("GET", "/v1/backlogs/board");
  CHECK(got.status == 200);
  CHECK(got.body == *read_file(kRoot + "/examples/sprint-42.json"));
  CHECK(got.content_type == "application/json");
  CHECK(socket.ask("DELETE", "/v1/backlogs/board").status == 204);
  CHECK(socket.ask("GET", "/v1/backlogs/board").status == 404);
  CHECK(socket.ask("DELETE", "/v1/backlogs/board").status == 404);
}

TEST_CASE("a backlog with faults replaces nothing and says all of them") {
  Socket socket;
  socket.keep_example();
  const auto refused = socket.ask("PUT", "/v1/backlogs/board",
                                  R"({"schema":"sprintd.backlog/v1","items":[{"id":"A","point":3},{"id":"A"}]})");
  CHECK(refused.status == 422);
  CHECK(refused.content_type == "application/problem+json");
  CHECK(has(refused.body, "point"));
  CHECK(has(refused.body, "/items/0/point"));
  CHECK(has(refused.body, "/items/1"));
  CHECK(socket.ask("GET", "/v1/backlogs/board").body == *read_file(kRoot + "/examples/sprint-42.json"));
}

TEST_CASE("no more backlogs are kept than the limit") {
  Socket socket;
  CHECK(socket.keep_example("a").status == 201);
  CHECK(socket.keep_example("b").status == 201);
  const auto full = socket.keep_example("c");
  CHECK(full.status == 503);
  CHECK(has(full.body, "E0814"));
  CHECK(socket.keep_example("a").status == 200);
}

TEST_CASE("ids that are none are refused") {
  Socket socket;
  for (const char* id : {"a%20b", "..", "%2e%2e", "a%2Fb", "%C3%A4"}) {
    CAPTURE(id);
    CHECK(socket.keep_example(id).status == 400);
  }
  CHECK(socket.keep_example(std::string(129, 'a')).status == 400);
  CHECK(socket.keep_example("").status == 400);
}

TEST_CASE("a decision is allowed, refused or unknown, by one question or many") {
  Socket socket;
  socket.keep_example();
  const auto ask = [&](const std::string& question) { return socket.ask("POST", "/v1/decisions", question); };
  const auto allowed = ask(R"({"person":"ada","action":"pull","item":"TD-12","backlog_id":"board"})");
  CHECK(allowed.status == 200);
  CHECK(has(allowed.body, R"("answer":"allowed")"));
  CHECK(header(allowed, "Sprintd-Allowed") == "true");
  const auto refused = ask(R"({"person":"emil","action":"pull","item":"TD-12","backlog_id":"board"})");
  CHECK(has(refused.body, R"("answer":"refused")"));
  CHECK(has(refused.body, "Emil is not a tech lead of Core"));
  CHECK(header(refused, "Sprintd-Allowed") == "false");
  const auto unknown = ask(R"({"person":"ada","action":"pull","item":"TD-15","backlog_id":"board"})");
  CHECK(has(unknown.body, R"("answer":"unknown")"));
  CHECK(has(unknown.body, "item.acceptance_criteria"));
  const auto many = ask(
      R"({"questions":[{"person":"ada","action":"pull","item":"TD-12"},{"person":"emil","action":"pull","item":"TD-12"}],"backlog_id":"board"})");
  CHECK(has(many.body, R"("answer":"allowed")"));
  CHECK(has(many.body, R"("answer":"refused")"));
}

TEST_CASE("an audit comes as JSON or text, of a kept or an inline backlog") {
  Socket socket;
  socket.keep_example();
  const auto json = socket.ask("POST", "/v1/audits", R"({"backlog_id":"board"})");
  CHECK(json.status == 200);
  CHECK(json.content_type == "application/json");
  CHECK(has(json.body, "engineering-leadership/pull-technical-queue"));
  const auto text = socket.ask("POST", "/v1/audits", R"({"backlog_id":"board"})", {{"accept", "text/plain"}});
  CHECK(text.content_type.starts_with("text/plain"));
  CHECK(has(text.body, "Sprint 42"));
  const auto inline_backlog =
      socket.ask("POST", "/v1/audits", "{\"backlog\":" + *read_file(kRoot + "/examples/sprint-42.json") + "}");
  CHECK(inline_backlog.status == 200);
  CHECK(header(inline_backlog, "Sprintd-Worst") == "error");
}

TEST_CASE("the rules in force, and one of them") {
  Socket socket;
  CHECK(has(socket.ask("GET", "/v1/rules").body, "engineering-leadership/few-reports"));
  CHECK(has(socket.ask("GET", "/v1/rules/few-reports").body, "Tech Leads have at most 4 direct reports"));
  CHECK(socket.ask("GET", "/v1/rules/engineering-leadership%2Ffew-reports").status == 200);
  CHECK(socket.ask("GET", "/v1/rules/none").status == 404);
}

TEST_CASE("what cannot be answered is a problem with a code") {
  Socket socket;
  socket.keep_example();
  struct Row {
    const char *method, *target, *body;
    int status;
    const char* code;
  };
  const std::vector<Row> rows = {
      {"GET", "/nowhere", "", 404, "E0806"},
      {"GET", "/v1/audits", "", 405, "E0807"},
      {"DELETE", "/healthz", "", 405, "E0807"},
      {"GET", "*", "", 400, "E0803"},
      {"GET", "/v1/rules?width=7", "", 400, "E0803"},
      {"POST", "/v1/audits", R"({"backlog_id":"none"})", 404, "E0811"},
      {"POST", "/v1/audits", "no JSON", 400, ""},
      {"POST", "/v1/audits", "", 400, ""},
      {"POST", "/v1/decisions", R"({"person":"ada","backlog_id":"board"})", 400, ""},
      {"POST", "/v1/decisions", R"({"person":"nobody","action":"pull","item":"TD-12","backlog_id":"board"})", 422, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.method, row.target, row.body);
    const auto response = socket.ask(row.method, row.target, row.body);
    CHECK(response.status == row.status);
    CHECK(response.content_type == "application/problem+json");
    CHECK(has(response.body, row.code));
  }
  CHECK(header(socket.ask("GET", "/v1/audits"), "Allow") == "POST");
  CHECK(header(socket.ask("POST", "/v1/backlogs/x"), "Allow") == "PUT, GET, HEAD, DELETE");
  CHECK(socket.ask("GET", "/v1/rules", "", {{"Accept", "image/png"}}).status == 406);
  CHECK(socket.ask("PUT", "/v1/backlogs/x", "a", {{"Content-Type", "image/png"}}).status == 415);
}

TEST_CASE("a body that is nested too deeply is refused") {
  Socket socket;
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  for (const std::size_t depth : {std::size_t{65}, std::size_t{1'000'000}}) {
    CAPTURE(depth);
    const auto text = nested(depth);
    const auto backlog = R"({"schema":"sprintd.backlog/v1","items":[{"id":"A","fields":{"a":)" + text + "}}]}";
    const auto inline_backlog = "{\"backlog\":" + backlog + "}";
    for (const char* call : {"/v1/decisions", "/v1/audits"}) {
      for (const auto& body : {text, "{\"x\":" + text + "}", inline_backlog}) {
        const auto response = socket.ask("POST", call, body);
        CHECK((response.status == 400 || response.status == 422));
        CHECK(response.content_type == "application/problem+json");
      }
    }
    const auto put = socket.ask("PUT", "/v1/backlogs/x", backlog);
    CHECK(put.status == 422);
    CHECK(put.content_type == "application/problem+json");
    CHECK(socket.ask("PUT", "/v1/backlogs/x", "schema: sprintd.backlog/v1\nitems: " + text).status == 422);
  }
}

TEST_CASE("a backlog is changed only if it is what the caller saw") {
  Socket socket;
  const auto text = *read_file(kRoot + "/examples/sprint-42.json");
  const auto put = [&](http::Headers headers) {
    return socket.ask("PUT", "/v1/backlogs/board", text, std::move(headers)).status;
  };
  CHECK(put({{"If-Match", "*"}}) == 412);  // there is none
  CHECK(put({{"If-None-Match", "*"}}) == 201);
  CHECK(put({{"If-None-Match", "*"}}) == 412);
  const auto got = socket.ask("GET", "/v1/backlogs/board");
  const auto tag = header(got, "ETag");
  CHECK(tag.starts_with("\"sha256:"));
  CHECK(put({{"if-match", "\"other\", " + tag}}) == 200);
  CHECK(put({{"If-Match", "\"other\""}}) == 412);
  CHECK(put({{"If-Match", "W/" + tag}}) == 412);
  const auto unchanged = socket.ask("GET", "/v1/backlogs/board", {}, {{"If-None-Match", tag}});
  CHECK(unchanged.status == 304);
  CHECK(unchanged.body.empty());
  CHECK(header(unchanged, "ETag") == tag);
  const auto refused = socket.ask("DELETE", "/v1/backlogs/board", {}, {{"If-Match", "\"other\""}});
  CHECK(refused.status == 412);
  CHECK(has(refused.body, "\"code\":\"E0833\""));
  CHECK(socket.ask("DELETE", "/v1/backlogs/board", {}, {{"If-Match", tag}}).status == 204);
}

TEST_CASE("kept backlogs are listed, and limited: all, their bytes, and those of one caller") {
  Socket socket;
  CHECK(socket.ask("GET", "/v1/backlogs").body == "{\"schema\":\"sprintd.backlogs/v1\",\"backlogs\":[]}\n");
  CHECK(socket.keep_example("b").status == 201);
  CHECK(socket.keep_example("a").status == 201);
  const auto list = socket.ask("GET", "/v1/backlogs").body;
  CHECK(has(list, R"({"id":"a","etag":"\"sha256:)"));
  CHECK(
      has(list,
          R"("bytes":3826,"fits":true,"items":12,"sprints":1,"put_by":"","put_at":"2026-03-02T08:00:00Z"},{"id":"b")"));
  const auto full = socket.keep_example("c");
  CHECK(full.status == 503);
  CHECK(has(full.body, "\"code\":\"E0814\""));
  CHECK(header(full, "Retry-After") == "60");
  CHECK(socket.keep_example("b").status == 200);

  Socket small({.count = 9, .bytes = 4'000});
  CHECK(small.keep_example("a").status == 201);
  CHECK(small.keep_example("b").status == 503);
  CHECK(small.keep_example("a").status == 200);

  Socket shared({.count = 9, .count_per_caller = 1});
  CHECK(shared.keep_example("a").status == 201);
  const auto too_many = shared.keep_example("b");
  CHECK(too_many.status == 429);
  CHECK(has(too_many.body, "\"code\":\"E0818\""));
  CHECK_FALSE(header(too_many, "Retry-After").empty());
}

TEST_CASE("more requests than may wait are refused at once, of one caller and of all") {
  Socket socket;
  socket.hold_work(true);
  const auto peer = [](uid_t user) {
    return std::make_shared<const http::Peer>(http::Peer{.user = user, .groups = {}});
  };
  CHECK(socket.begin("/v1/audits", peer(1)) == 0);  // waits
  CHECK(socket.begin("/v1/audits", peer(1)) == 0);
  CHECK(socket.begin("/v1/audits", peer(1)) == 429);
  CHECK(socket.begin("/v1/audits", peer(2)) == 0);
  CHECK(socket.begin("/v1/audits", peer(2)) == 503);
  CHECK(socket.ask("GET", "/healthz").status == 200);
  CHECK(socket.finish_work() == 3);
  CHECK(socket.begin("/v1/audits", peer(1)) == 0);
  CHECK(socket.finish_work() == 1);
}

TEST_CASE("a trace is known by its header, if that is as it should be") {
  constexpr std::string_view kTrace = "4bf92f3577b34da6a3ce929d0e0e4736";
  const auto with = [](std::string_view version, std::string_view trace, std::string_view rest) {
    return std::string(version) + "-" + std::string(trace) + "-" + std::string(rest);
  };
  const std::string parent = "00f067aa0ba902b7-01";
  CHECK(api::trace_id(with("00", kTrace, parent)) == kTrace);
  CHECK(api::trace_id(with("cc", kTrace, parent + "-more")) == kTrace);
  for (const auto& bad :
       {std::string(), with("00", kTrace, parent + "-more"), with("ff", kTrace, parent),
        with("00", "00000000000000000000000000000000", parent), with("00", "4BF92F3577B34DA6A3CE929D0E0E4736", parent),
        with("00", kTrace, "0000000000000000-01"), with("0", kTrace, parent), with("00", kTrace, "x")}) {
    CHECK(api::trace_id(bad).empty());
  }
}
