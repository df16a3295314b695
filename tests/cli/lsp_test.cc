// The language server as an editor talks with it: message by message in process, and through the pipes of the program.

#include <array>
#include <catch2/catch.hpp>
#include <csignal>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/lsp/language_server.h"
#include "cli/lsp/message_stream.h"
#include "cli/lsp/positions.h"
#include "rules/base/files.h"
#include "tests/cli/cli_bench.h"

namespace sprintd::lsp {
namespace {

const std::string kUri = "file:///nowhere/team.yaml";
constexpr const char* kPack = R"(sprintd: 1
pack: team
owner: tech_lead
title: The team
source: {document: Rules}
clauses: {T1: Items are small.}
rules:
  - id: small
    for: item
    require: item.points <= 8
    because: T1
    message: "${item.id} is large"
    remedy: Split it.
)";

class Editor {
 public:
  explicit Editor(Json capabilities = Json::object()) {
    request("initialize", {{"capabilities", std::move(capabilities)}});
    notify("initialized", Json::object());
  }

  std::vector<Json> send(const Json& message) { return server_.handle(message.dump()); }
  Json request(std::string_view method, Json parameters) {
    const auto answers =
        send({{"jsonrpc", "2.0"}, {"id", ++last_id_}, {"method", method}, {"params", std::move(parameters)}});
    REQUIRE(answers.size() == 1);
    REQUIRE(answers.front()["id"] == last_id_);
    return answers.front();
  }
  std::vector<Json> notify(std::string_view method, Json parameters) {
    return send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(parameters)}});
  }
  void open(std::string_view uri, std::string_view text) {
    notify("textDocument/didOpen",
           {{"textDocument", {{"uri", uri}, {"languageId", "yaml"}, {"version", 1}, {"text", text}}}});
  }
  Json ask(std::string_view what, std::size_t line, std::size_t character, std::string_view uri = kUri) {
    return request(
        fmt::format("textDocument/{}", what),
        {{"textDocument", {{"uri", uri}}}, {"position", {{"line", line}, {"character", character}}}})["result"];
  }
  // The messages of what is wrong, by document.
  std::map<std::string, std::vector<std::string>> check() {
    std::map<std::string, std::vector<std::string>> wrong;
    for (const auto& notice : server_.check()) {
      REQUIRE(notice["method"] == "textDocument/publishDiagnostics");
      auto& messages = wrong[notice["params"]["uri"]];
      for (const auto& one : notice["params"]["diagnostics"]) {
        const auto& start = one["range"]["start"];
        messages.push_back(fmt::format("{}:{} {} {}", start["line"].get<int>(), start["character"].get<int>(),
                                       one["code"].get<std::string>(), one["message"].get<std::string>()));
      }
    }
    return wrong;
  }
  Server& server() { return server_; }

 private:
  Server server_{{}, Instant{}};
  int last_id_ = 0;
};

using Wrong = std::map<std::string, std::vector<std::string>>;

}  // namespace

TEST_CASE("the server says what it can do, and how it counts") {
  Server server({}, Instant{});
  const auto answers = server.handle(
      R"({"jsonrpc":"2.0","id":"a","method":"initialize","params":{"capabilities":{"general":{"positionEncodings":["utf-8"]}}}})");
  REQUIRE(answers.size() == 1);
  CHECK(answers[0]["id"] == "a");
  const auto& can = answers[0]["result"]["capabilities"];
  CHECK(can["positionEncoding"] == "utf-8");
  CHECK(can["textDocumentSync"]["change"] == 2);
  for (const auto* what : {"hoverProvider", "definitionProvider", "documentFormattingProvider"})
    CHECK(can[what] == true);
  CHECK(can.contains("completionProvider"));
  CHECK(answers[0]["result"]["serverInfo"]["name"] == "sprintctl lsp");
}

TEST_CASE("what is no proper message is refused, and the server goes on") {
  Server fresh({}, Instant{});
  const auto code = [&](Server& server, std::string_view message) {
    const auto answers = server.handle(message);
    return answers.empty() ? 0 : answers.front()["error"]["code"].get<int>();
  };
  CHECK(code(fresh, R"({"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":{}})") == -32002);
  Editor editor;
  auto& server = editor.server();
  CHECK(code(server, "{") == -32700);
  CHECK(code(server, "[]") == -32600);
  CHECK(code(server, "3") == -32600);
  CHECK(code(server, R"({"id":1})") == -32600);
  CHECK(code(server, R"({"id":1,"method":7})") == -32600);
  CHECK(code(server, R"({"id":1,"method":"workspace/symbol"})") == -32601);
  CHECK(code(server, R"({"id":1,"method":"initialize","params":{}})") == -32600);
  CHECK(code(server, R"({"id":1,"method":"textDocument/hover"})") == -32602);
  CHECK(code(server, R"({"id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":3}}})") == -32602);
  CHECK(code(server, R"({"id":1,"result":null})") == 0);
  CHECK(code(server, R"({"method":"textDocument/didOpen","params":[]})") == 0);
  CHECK(code(server, R"({"method":"$/setTrace","params":{}})") == 0);
  editor.open(kUri, kPack);
  const auto position = R"({"id":1,"method":"textDocument/hover","params":{"textDocument":{"uri":")" + kUri +
                        R"("},"position":{"line":-3,"character":1e9}}})";
  server.handle(position);
  CHECK(editor.ask("hover", 99999, 99999).is_null());
  CHECK(editor.ask("hover", 0, 0, "file:///other.yaml").is_null());
  CHECK(editor.request("shutdown", nullptr)["result"].is_null());
  CHECK(code(server, R"({"id":1,"method":"textDocument/hover"})") == -32600);
  server.handle(R"({"method":"exit"})");
  CHECK(server.has_ended());
  CHECK(server.ended_well());
}

TEST_CASE("faults and lints come as somebody types, and go") {
  Editor editor;
  editor.open(kUri, kPack);
  CHECK(editor.check() == Wrong{{kUri, {}}});
  CHECK(editor.check().empty());  // nothing new
  const auto change = [&](int line, int from, int to, std::string_view text) {
    editor.notify(
        "textDocument/didChange",
        {{"textDocument", {{"uri", kUri}, {"version", 2}}},
         {"contentChanges",
          {{{"range", {{"start", {{"line", line}, {"character", from}}}, {"end", {{"line", line}, {"character", to}}}}},
            {"text", text}}}}});
  };
  change(9, 18, 24, "point");
  CHECK(editor.server().wants_check());
  CHECK(editor.check() == Wrong{{kUri,
                                 {"9:18 E0107 item has no field 'point'\n"
                                  "did you mean 'points' (double, estimate in story points)?"}}});
  change(9, 18, 23, "points");
  CHECK(editor.check() == Wrong{{kUri, {}}});
  editor.notify("textDocument/didChange", {{"textDocument", {{"uri", kUri}, {"version", 3}}},
                                           {"contentChanges", {{{"text", "sprintd: 1\npack: team\nruls: []\n"}}}}});
  const auto wrong = editor.check();
  REQUIRE(wrong.at(kUri).size() >= 1);
  CHECK(wrong.at(kUri).back().starts_with("2:0 E0302 a pack has no key 'ruls'"));
  const auto closed = editor.notify("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}});
  REQUIRE(closed.size() == 1);
  CHECK(closed[0]["params"]["diagnostics"].empty());
}

TEST_CASE("a pack is checked with what it imports, as it stands in the editor") {
  Editor editor;
  editor.open("file:///nowhere/base.yaml",
              "sprintd: 1\npack: base\nowner: tech_lead\nversion: 1.0\ndefine: {big: 8.0}\n");
  const auto importer =
      "sprintd: 1\npack: team\nowner: tech_lead\nimports:\n  - pack: base\nclauses: {T1: Small.}\n"
      "rules:\n  - id: small\n    for: item\n    require: item.points <= big\n    because: T1\n"
      "    message: \"${item.id} is large\"\n";
  editor.open(kUri, importer);
  editor.check();
  editor.notify("textDocument/didChange",
                {{"textDocument", {{"uri", "file:///nowhere/base.yaml"}, {"version", 2}}},
                 {"contentChanges",
                  {{{"text", "sprintd: 1\npack: base\nowner: tech_lead\nversion: 1.0\ndefine: {big: '8.0 +'}\n"}}}}});
  const auto wrong = editor.check();
  REQUIRE(wrong.at(kUri).size() == 1);
  CHECK(wrong.at(kUri)[0] == "3:0 E0101 base.yaml:5:21: expected a value, found the end");
  CHECK(wrong.at("file:///nowhere/base.yaml").back() == "4:20 E0101 expected a value, found the end");
  // Definitions of the other document are found, whatever is wrong there.
  const auto target = editor.ask("definition", 9, 30);
  CHECK(target["uri"] == "file:///nowhere/base.yaml");
  CHECK(target["range"]["start"] == Json{{"line", 4}, {"character", 9}});
}

TEST_CASE("tests of packs are run as somebody types") {
  const cli::Bench bench;
  bench.write("team.yaml", kPack);
  const auto test = bench.path("team.test.yaml");
  const auto uri = uri_of_path(test);
  Editor editor;
  const std::string head =
      "sprintd: 1\npacks: [team.yaml]\nnow: 2026-03-02\nbacklog:\n  schema: sprintd.backlog/v1\n"
      "  sprint: {id: s-1, state: planned}\n  items: [{id: A-1, kind: chore, points: 13, sprint: s-1}]\n";
  editor.open(uri, head + "cases:\n  - case: large\n    findings: [{rule: small, subject: A-1}]\n");
  CHECK(editor.check() == Wrong{{uri, {}}});
  editor.open(uri, head + "cases:\n  - case: none\n    findings: []\n");
  const auto wrong = editor.check();
  REQUIRE(wrong.at(uri).size() == 1);
  CHECK(wrong.at(uri)[0] == "8:10 E0907 the case does not come out as it says\n+ small A-1 fail  A-1 is large");
}

TEST_CASE("other YAML is left alone") {
  Editor editor;
  editor.open("file:///x/workflow.yaml", "name: ci\non: [push]\n");
  CHECK(editor.check() == Wrong{{"file:///x/workflow.yaml", {}}});
  CHECK(editor.ask("completion", 1, 0, "file:///x/workflow.yaml").is_null());
  CHECK(editor.request("textDocument/formatting", {{"textDocument", {{"uri", "file:///x/workflow.yaml"}}}})["result"]
            .is_null());
}

TEST_CASE("completion, hover and formatting in characters of the editor") {
  Editor editor;
  // An astral character counts twice in UTF-16.
  const std::string text =
      "sprintd: 1\npack: team\nclauses: {T1: 😀}\nrules:\n  - id: small\n    for: item\n"
      "    require: '\"😀\" == item.title && item.'\n";
  editor.open(kUri, text);
  const auto line = 6;
  const auto character = std::string("    require: '\"xx\" == item.title && item.").size();
  const auto found = editor.ask("completion", line, character);
  REQUIRE(found["items"].size() > 10);
  CHECK(found["items"][0]["label"] == "id");
  const Json at = {{"line", line}, {"character", character}};
  CHECK(found["items"][0]["textEdit"] == Json{{"range", {{"start", at}, {"end", at}}}, {"newText", "id"}});
  CHECK(
      editor.ask("hover", line, 28)["contents"]["value"].get<std::string>().starts_with("```cel\nitem.title: string"));

  editor.open(kUri, "sprintd: 1\npack: team\nrules:\n    - id: small\n      for: item\n      require: true\n");
  const auto edits = editor.request("textDocument/formatting", {{"textDocument", {{"uri", kUri}}}})["result"];
  REQUIRE(edits.size() == 1);
  CHECK(edits[0]["newText"] == "\nrules:\n  - id: small\n    for: item\n    require: true\n");
  CHECK(edits[0]["range"]["start"] == Json{{"line", 2}, {"character", 0}});
}

TEST_CASE("mechanical remedies are quick fixes") {
  Editor editor;
  editor.open(kUri,
              "sprintd: 1\npack: team\nowner: tech_lead\nclauses: {T1: Small.}\nrules:\n  - id: small\n    for: item\n"
              "    require: item.points <= 8\n    because: T1\n    message: \"${item.id}\"\ndefine: {unused: 3}\n");
  editor.check();
  const Json range = {{"start", {{"line", 0}, {"character", 0}}}, {"end", {{"line", 99}, {"character", 0}}}};
  const auto fixes =
      editor.request("textDocument/codeAction",
                     {{"textDocument", {{"uri", kUri}}}, {"range", range}, {"context", Json::object()}})["result"];
  REQUIRE(fixes.size() == 1);
  CHECK(fixes[0]["kind"] == "quickfix");
  CHECK(fixes[0]["title"].get<std::string>().ends_with("(unused-definition)"));
  CHECK(fixes[0]["edit"]["changes"][kUri].size() == 1);
}

TEST_CASE("places of an editor and bytes") {
  const std::string_view text = "aé\n😀b\r\n\nx";
  const Positions utf16(text, Encoding::utf16);
  const Positions utf8(text, Encoding::utf8);
  CHECK(utf16.at(3) == Position{0, 2});
  CHECK(utf16.at(8) == Position{1, 2});
  CHECK(utf8.at(8) == Position{1, 4});
  CHECK(utf16.offset_of({1, 2}) == 8);
  CHECK(utf16.offset_of({1, 3}) == 9);
  CHECK(utf16.offset_of({1, 99}) == 9);  // before the line end
  CHECK(utf16.offset_of({9, 0}) == text.size());
  CHECK(utf16.offset_of({3, 1}) == text.size());
  for (const auto* positions : {&utf16, &utf8}) {
    for (const std::size_t offset : {0U, 1U, 3U, 4U, 8U, 9U, 11U, 12U, 13U}) {
      CHECK(positions->offset_of(positions->at(offset)) == (offset == 11 ? 11U : offset));
    }
  }
  CHECK(path_of_uri("file:///a%20b/%C3%A9.yaml") == "/a b/é.yaml");
  CHECK(path_of_uri("file:///a%2") == "/a%2");
  CHECK(path_of_uri("untitled:1") == "untitled:1");
  CHECK(uri_of_path("/a b/é#.yaml") == "file:///a%20b/%C3%A9%23.yaml");
}

TEST_CASE("a session through pipes, from the first message to the exit code") {
  const auto program = std::string(SPRINTD_TEST_BIN_DIR) + "/sprintctl";
  std::array<int, 2> to{}, from{};
  REQUIRE(::pipe(to.data()) == 0);
  REQUIRE(::pipe(from.data()) == 0);
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::dup2(to[0], 0);
    ::dup2(from[1], 1);
    for (const int end : {to[0], to[1], from[0], from[1]}) ::close(end);
    ::execl(program.c_str(), program.c_str(), "lsp", nullptr);
    ::_exit(127);
  }
  ::close(to[0]);
  ::close(from[1]);
  MessageStream stream(from[0], to[1]);
  const auto next = [&]() {
    const auto message = stream.read();
    REQUIRE(message);
    REQUIRE(message->has_value());
    return Json::parse(**message);
  };
  REQUIRE(stream.write(R"({"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}})"));
  CHECK(next()["id"] == 1);
  const Json open = {
      {"jsonrpc", "2.0"},
      {"method", "textDocument/didOpen"},
      {"params", {{"textDocument", {{"uri", kUri}, {"version", 1}, {"text", "sprintd: 1\npack: Team\n"}}}}}};
  REQUIRE(stream.write(open.dump()));
  const auto diagnostics = next();
  CHECK(diagnostics["method"] == "textDocument/publishDiagnostics");
  CHECK(diagnostics["params"]["diagnostics"][0]["range"]["start"]["line"] == 1);
  REQUIRE(stream.write(R"({"jsonrpc":"2.0","id":2,"method":"shutdown"})"));
  CHECK(next()["id"] == 2);
  REQUIRE(stream.write(R"({"jsonrpc":"2.0","method":"exit"})"));
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == 0);
  ::close(to[1]);
  ::close(from[0]);
}

TEST_CASE("what is not framed as messages are is told") {
  struct Row {
    std::string input;
    bool is_refused;
  };
  const std::vector<Row> rows = {
      {"", false},
      {"Content-Length: 5\r\n", false},        // cut off
      {"Content-Length: 5\r\n\r\n{}", false},  // cut off
      {"hello\r\n\r\n{}", true},               // no length
      {"Content-Length: x\r\n\r\n{}", true},
      {"Content-Length: -3\r\n\r\n{}", true},
      {"Content-Length: 99999999999\r\n\r\n{}", true},
      {std::string(5000, 'a'), true},
  };
  for (const auto& row : rows) {
    INFO(row.input.substr(0, 60));
    std::array<int, 2> pipe{};
    REQUIRE(::pipe(pipe.data()) == 0);
    REQUIRE(::write(pipe[1], row.input.data(), row.input.size()) == static_cast<ssize_t>(row.input.size()));
    ::close(pipe[1]);
    MessageStream stream(pipe[0], 1);
    const auto message = stream.read();
    CHECK(message.has_value() == !row.is_refused);
    if (message) CHECK_FALSE(message->has_value());
    ::close(pipe[0]);
  }
}

}  // namespace sprintd::lsp
