#include "rules/engine/request.h"

#include <catch2/catch.hpp>

#include "rules/engine/answer.h"
#include "rules/engine/inline_document.h"

namespace sprintd::engine {
namespace {

template <typename Request>
std::string faults(const Parsed<Request>& parsed) {
  return report::write_diagnostics(parsed.diagnostics, parsed.sources, report::Format::text, {});
}

}  // namespace

TEST_CASE("a value cut out of a body keeps its line and column") {
  struct Row {
    std::string body;
    std::string document;
  };
  const std::vector<Row> rows = {
      {R"({"b": {"x": 1}, "c": 2})", R"(      {"x": 1})"},
      {"{\"ä\": 1,\n \"é\": {\"x\": \"}\\\"\"}}", "\n      {\"x\": \"}\\\"\"}"},
      {R"({"b": {"x": [{}, {"y": []}]}})", R"(      {"x": [{}, {"y": []}]})"},
  };
  for (const auto& row : rows) CHECK(cut_out(row.body, row.body.find('{', 1)) == row.document);
}

TEST_CASE("an audit is asked for with an inline backlog") {
  const auto parsed = parse_audit_request(
      R"({"sprints": ["s-1"], "as_of": "2026-03-02", "backlog": {"items": []}, "organisation": {"people": []}})");
  REQUIRE(parsed.request);
  CHECK(parsed.request->sprints == std::vector<std::string>{"s-1"});
  CHECK(parsed.request->as_of == "2026-03-02");
  REQUIRE(parsed.request->backlog.documents.size() == 2);
  CHECK(parsed.request->backlog.documents[0].name == "<request>");
  CHECK(parsed.request->backlog.documents[1].part == backlog::Document::Part::organisation);
}

TEST_CASE("what is written is read again as it was") {
  AuditRequest audit;
  audit.backlog.documents = {{"org.yaml", "people: []\n", backlog::Document::Part::organisation},
                             {"a \"b\".json", "{\"items\": [\"\\u00e9\"]}\r\n", backlog::Document::Part::backlog}};
  audit.sprints = {"s-1", "s-2"};
  audit.as_of = "2026-03-02T15:00:00Z";
  const auto again = parse_audit_request(write_request(audit));
  REQUIRE(again.request);
  REQUIRE(again.request->backlog.documents.size() == 2);
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(again.request->backlog.documents[i].name == audit.backlog.documents[i].name);
    CHECK(again.request->backlog.documents[i].text == audit.backlog.documents[i].text);
    CHECK(again.request->backlog.documents[i].part == audit.backlog.documents[i].part);
  }
  CHECK(again.request->sprints == audit.sprints);
  CHECK(again.request->as_of == audit.as_of);

  DecisionRequest decisions;
  decisions.backlog.backlog_id = "board";
  decisions.many = true;
  decisions.questions = {{"bob", "pull", "TD-1", ""}, {"ada", "break_down", "US-2", "s-1"}};
  const auto asked = parse_decision_request(write_request(decisions));
  REQUIRE(asked.request);
  CHECK(asked.request->many);
  REQUIRE(asked.request->questions.size() == 2);
  CHECK(asked.request->questions[1].sprint == "s-1");
  CHECK(asked.request->backlog.backlog_id == "board");
}

TEST_CASE("every fault of a request is told at once, with its place") {
  const auto parsed =
      parse_decision_request("{\"persn\": \"bob\",\n \"action\": 5,\n \"item\": \"TD-1\", \"backlog\": [1]}");
  CHECK_FALSE(parsed.request);
  CHECK(faults(parsed) ==
        "<request>:1:1: error[E0810]: a question names its `action`\n"
        "    1 | {\"persn\": \"bob\",\n"
        "      | ^\n"
        "\n"
        "<request>:1:1: error[E0810]: a question names its `person`\n"
        "    1 | {\"persn\": \"bob\",\n"
        "      | ^\n"
        "\n"
        "<request>:1:1: error[E0810]: no backlog: give `backlog`, `backlog_id` or `documents`\n"
        "    1 | {\"persn\": \"bob\",\n"
        "      | ^\n"
        "\n"
        "<request>:1:2: error[E0810]: unknown key 'persn' (at /persn)\n"
        "    1 | {\"persn\": \"bob\",\n"
        "      |  ^^^^^^^ did you mean 'person'?\n"
        "\n"
        "<request>:2:12: error[E0810]: a string must stand here, this is a number (at /action)\n"
        "    2 |  \"action\": 5,\n"
        "      |            ^\n"
        "\n"
        "<request>:3:29: error[E0810]: an object must stand here, this is an array (at /backlog)\n"
        "    3 |  \"item\": \"TD-1\", \"backlog\": [1]}\n"
        "      |                             ^\n");
}

TEST_CASE("requests that mean nothing are refused") {
  struct Row {
    std::string body;
    std::string message;
  };
  const std::vector<Row> rows = {
      {R"({"backlog_id": "b", "action": "a", "item": "i"})", "a question names its `person`"},
      {R"({"questions": [], "backlog_id": "b"})", "`questions` is empty"},
      {R"({"questions": [{"person": "p", "action": "a", "item": "i"}], "person": "p", "backlog_id": "b"})",
       "one question stands at the root or several in `questions`, not both"},
      {R"({"person": "p", "action": "a", "item": "i"})", "no backlog: give `backlog`, `backlog_id` or `documents`"},
      {R"({"person": "p", "action": "a", "item": "i", "backlog_id": "b", "backlog": {}})",
       "a request brings its backlog or names one: `backlog_id` stands alone"},
      {R"({"person": "p", "action": "a", "item": "i", "organisation": {}})",
       "no backlog: give `backlog`, `backlog_id` or `documents`"},
      {R"({"person": "p", "action": "a", "item": "i", "documents": [{"part": "page", "text": ""}]})",
       "a part is 'backlog' or 'organisation', not 'page'"},
      {R"([])", "an object must stand here, this is an array"},
      {R"(nonsense)", ""},
      {R"({"person": "p")", ""},
      {"", ""},
  };
  for (const auto& row : rows) {
    INFO(row.body);
    const auto parsed = parse_decision_request(row.body);
    CHECK_FALSE(parsed.request);
    REQUIRE_FALSE(parsed.diagnostics.empty());
    if (!row.message.empty()) CHECK(parsed.diagnostics.front().message == row.message);
  }
}

TEST_CASE("a style crosses the socket, and an odd one does not") {
  const report::Style style{.colour = true, .width = 72, .verbose = true};
  CHECK(parse_style_query(write_style_query(style)) == style);
  CHECK(parse_style_query("") == report::Style{});
  for (const auto* odd : {"width=5", "width=abc", "width=72x", "colour=1", "color=true", "x", "width=99999999999"}) {
    INFO(odd);
    CHECK_FALSE(parse_style_query(odd));
  }
}

TEST_CASE("an answer crosses the socket in its headers") {
  Answer answer;
  answer.outcome = Answer::Outcome::bad_input;
  answer.worst = Severity::warning;
  answer.complete = false;
  Answer again;
  for (const auto& [name, value] : answer_headers(answer)) read_answer_header(name, value, again);
  CHECK(again.outcome == answer.outcome);
  CHECK(again.worst == answer.worst);
  CHECK(again.complete == answer.complete);
  CHECK(again.allowed == answer.allowed);
  read_answer_header("sprintd-worst", "none", again);
  CHECK_FALSE(again.worst);
}

}  // namespace sprintd::engine
