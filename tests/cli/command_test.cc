#include "cli/command.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <map>
#include <unistd.h>

#include "tests/cli/cli_bench.h"

namespace sprintd::cli {

TEST_CASE("each exit code, and what is said with it") {
  const Bench bench;
  const auto pack = bench.path("pack.yaml");
  const auto board = bench.path("board.json");
  const auto bad_pack = bench.write("bad-pack.yaml", "sprintd: 1\npack: x\nruls: []\n");
  const auto bad_board = bench.write("bad.json", R"({"items": [{"id": "A-1", "poinst": 3}]})");
  const auto broken_board = bench.write("broken.json", R"({"items": [)");
  const auto breaking =
      bench.write("breaking.yaml",
                  "sprintd: 1\npack: b\nrules:\n  - {id: r, for: item, require: '1 / int(item.points - 5) >= 0'}\n");
  const auto empty_board = bench.write(
      "empty.json", R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "s-1", "state": "planned"}, "items": []})");
  const auto odd_sprint = "no sprint 's-9'";

  struct Row {
    std::vector<std::string> words;
    int exit;
    std::string out, err;  // parts
  };
  const std::vector<Row> rows = {
      // 0: clean, or below --fail-on
      {{"audit", board, "--packs", pack}, 0, "! small", ""},
      {{"audit", board, "--packs", pack, "--fail-on", "never"}, 0, "! small", ""},
      {{"may", "ada", "pull", "A-1", "--backlog", board, "--packs", pack}, 0, "✓ Yes: Ada (ada) may pull A-1", ""},
      {{"eval", "item.points * 2.0", "--item", "A-2", "--backlog", board, "--packs", pack}, 0, "26\n", ""},
      {{"eval", "item.assignee.name", "--item", "A-2", "--backlog", board, "--packs", pack},
       0,
       "unknown: item.assignee of A-2 is absent\n",
       ""},
      {{"check", pack, "--lint", "all=off"}, 0, "✓ 1 pack: 1 rule, 1 authority, 0 limits\n", ""},
      {{"explain", "missing-owner"}, 0, "note[E0354]: pack without an owner", ""},
      {{"explain", "E0354"}, 0, "lints: {missing-owner: off}", ""},
      {{"rules", "--packs", pack}, 0, "! house/small", ""},
      {{"explain", "E0107"}, 0, "error[E0107]: unknown field", ""},
      {{"explain", "small", "--packs", pack}, 0, "item.points <= 8", ""},
      {{"explain", "math.greatest"}, 0, "math.greatest  Numbers\n\n  math.greatest(N) -> N\n", ""},
      {{"explain", "size", "--packs", bad_pack}, 0, "  string.size() -> int\n", ""},
      {{"explain", "exists"}, 0, "  list.exists(x, condition)\n", ""},
      {{"explain", "in"}, 0, "  T in list(T) -> bool\n", ""},
      {{"explain", "&&"}, 0, "  bool && bool -> bool\n", ""},
      {{"explain", "-"}, 0, "  int - int -> int\n", ""},
      {{"explain", "seniority"}, 0, "  seniority(string) -> int\n", ""},
      {{"explain", "has", "--format", "json"}, 0, R"({"schema":"sprintd.function/v1","function":"has")", ""},
      {{"--help"}, 0, "Commands:", ""},
      {{"audit", "--help"}, 0, "--fail-on", ""},
      {{"--version"}, 0, "sprintctl 0.", ""},
      // 1: findings at or above --fail-on, or not allowed
      {{"audit", board, "--packs", pack, "--fail-on", "warning"}, 1, "! small", ""},
      {{"audit", board, "--packs", pack, "--fail-on", "note"}, 1, "! small", ""},
      {{"may", "bob", "pull", "A-1", "--backlog", board, "--packs", pack}, 1, "✗ No: Bob (bob) may not pull A-1", ""},
      {{"may", "bob", "pull", "A-2", "--backlog", board, "--packs", pack}, 1, "? Not known, so no:", ""},
      {{"may", "bob", "launch", "A-1", "--backlog", board, "--packs", pack}, 1, "✗ No:", ""},
      // 2: usage, packs, nothing checked, incomplete
      {{}, 2, "", "no command"},
      {{"audti"}, 2, "", "unknown command 'audti': did you mean 'audit'?"},
      {{"--verbose"}, 2, "", "unknown option '--verbose'"},
      {{"audit", "--pakcs", pack, board}, 2, "", "unknown option '--pakcs': did you mean '--packs'?"},
      {{"audit", board, "--packs", pack, "--format", "jsn"},
       2,
       "",
       "unknown format 'jsn'; there are: json, text: did you mean 'json'?"},
      {{"audit", board, "--packs", pack, "--fail-on", "panic"}, 2, "", "--fail-on"},
      {{"audit", board, "--packs", pack, "--format", "json", "--format", "text"},
       2,
       "",
       "two formats for standard output"},
      {{"audit", "--packs", pack}, 2, "", "no backlog: name its files"},
      {{"audit", board, "--packs", bad_pack}, 2, "", "did you mean 'rules'"},
      {{"audit", board, "--packs", bench.path("nothing")}, 2, "", "no such file or directory"},
      {{"audit", board}, 2, "", "no rule packs found"},
      {{"audit", board, "--packs", pack, "--socket", "s.sock"}, 2, "", "--packs and --socket exclude each other"},
      {{"audit", board, "--packs", pack, "--sprint", "s-9"}, 2, "", odd_sprint},
      {{"audit", board, "--packs", pack, "--as-of", "tomorrow"}, 2, "", "'tomorrow' is no time"},
      {{"audit", empty_board, "--packs", pack}, 2, "Nothing was checked", ""},
      {{"audit", board, "--packs", breaking}, 2, "Incomplete", ""},
      {{"audit", "--backlog", "board", "--packs", pack}, 2, "", "--socket PATH"},
      {{"may", "nobody", "pull", "A-1", "--backlog", board, "--packs", pack}, 2, "", "no person 'nobody'"},
      {{"may", "ada", "pull", "--backlog", board}, 2, "", "ITEM is required"},
      {{"eval", "item.poinst", "--item", "A-1", "--backlog", board, "--packs", pack},
       2,
       "",
       "<expression>:1:6: error[E0107]"},
      {{"eval", "1 / 0 == 2", "--backlog", board, "--packs", pack}, 2, "", "division by zero"},
      {{"check", bad_pack}, 2, "", "a pack has no key 'ruls'"},
      {{"check", pack, "--lint", "mising-owner=off"}, 2, "", "did you mean 'missing-owner'?"},
      {{"check", pack, "--lint", "missing-owner"}, 2, "", "write missing-owner=LEVEL"},
      {{"check", pack, "--lint", "missing-owner=quiet"}, 2, "", "'missing-owner=quiet' sets no level"},
      {{"check", pack, "--as-of", "soon"}, 2, "", "'soon' is no time"},
      {{"explain", "missing-ownr"}, 2, "", "did you mean 'missing-owner'?"},
      {{"explain", "smal", "--packs", pack}, 2, "", "did you mean 'small'?"},
      {{"explain", "startWith", "--packs", pack}, 2, "", "no rule, code, lint or function 'startWith'"},
      {{"explain", "startWith", "--packs", pack}, 2, "", "did you mean 'startsWith'?"},
      {{"explain", "math.gretest"}, 2, "", "did you mean 'math.greatest'?"},
      {{"explain", "greatest"}, 2, "", "did you mean 'math.greatest'?"},
      {{"explain", "something"}, 2, "", "no rule packs found"},
      {{"import", "nosuch", board}, 2, "", "nosuch"},
      {{"status"}, 2, "", "--socket PATH"},
      // 3: input
      {{"audit", bench.path("none.json"), "--packs", pack}, 3, "", "cannot read"},
      {{"audit", bad_board, "--packs", pack}, 3, "", "did you mean 'points'?"},
      {{"audit", broken_board, "--packs", pack}, 3, "", "broken.json:1:"},
      {{"audit", board, "--organisation", bench.path("none.yaml"), "--packs", pack}, 3, "", "cannot read"},
      // 4: no daemon
      {{"audit", board, "--socket", bench.path("no.sock")}, 4, "", "gives no answer"},
      {{"status", "--socket", board}, 4, "", "gives no answer"},
      // 5: output
      {{"audit", board, "--packs", pack, "--format", "json=/dev/full"}, 5, "", "cannot write /dev/full: No space left"},
      {{"audit", board, "--packs", pack, "--format", "json=" + bench.path("no/such/folder")}, 5, "", "cannot write"},
  };
  for (const auto& row : rows) {
    const auto ran = bench.run(row.words);
    INFO(fmt::format("sprintctl {}\n{}{}", fmt::join(row.words, " "), ran.out, ran.err));
    CHECK(ran.exit == row.exit);
    CHECK(contains(ran.out, row.out));
    CHECK(contains(ran.err, row.err));
    if (row.exit == 0 || row.exit == 1) CHECK(ran.err.empty());
    if (row.exit >= 3) CHECK(ran.out.empty());
  }
}

TEST_CASE("a reader that went away is exit 5, and no crash") {
  const Bench bench;
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  ::close(ends[0]);
  const auto ignored = std::signal(SIGPIPE, SIG_IGN);
  const auto ran = bench.run_into(ends[1], {"audit", bench.path("board.json"), "--packs", bench.path("pack.yaml")});
  std::signal(SIGPIPE, ignored);
  ::close(ends[1]);
  CHECK(ran.exit == 5);
  CHECK(contains(ran.err, "cannot write standard output: Broken pipe"));
}

TEST_CASE("several formats are written at once, each where it was told") {
  const Bench bench;
  const auto ran = bench.run({"audit", bench.path("board.json"), "--packs", bench.path("pack.yaml"), "--format", "text",
                              "--format", "json=" + bench.path("report.json")});
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, "! small"));
  CHECK(bench.read("report.json").starts_with(R"({"schema":"sprintd.audit/v1")"));
}

TEST_CASE("faults come as JSON where JSON was asked for") {
  const Bench bench;
  const auto bad = bench.write("bad.json", R"({"items": [{"id": "A-1", "poinst": 3}]})");
  const auto ran = bench.run({"audit", bad, "--packs", bench.path("pack.yaml"), "--format", "json"});
  CHECK(ran.exit == 3);
  CHECK(ran.err.empty());
  CHECK(ran.out.starts_with(R"({"type":"urn:sprintd:error:E04)"));
  CHECK(contains(ran.out, R"("pointer":"/items/0/poinst")"));
}

TEST_CASE("packs are found by option, variable, or beside the program") {
  const Bench bench;
  const auto board = bench.path("board.json");
  CHECK(bench.run({"audit", board}, {{"SPRINTD_PACKS", bench.path("pack.yaml")}}).exit == 0);
  CHECK(bench.run({"audit", board}, {{"SPRINTD_PACKS", bench.path("nothing")}}).exit == 2);
  CHECK(bench.run({"audit", board, "--packs", bench.path("pack.yaml")}, {{"SPRINTD_PACKS", "/nothing"}}).exit == 0);
  fs::create_directories(bench.path("share/sprintd/packs"));
  bench.write("share/sprintd/packs/house.yaml", kPack);
  CHECK(bench.run({"audit", board}).exit == 0);
}

TEST_CASE("colour follows the option, the terminal and NO_COLOR") {
  const Bench bench;
  const std::vector<std::string> words = {"audit", bench.path("board.json"), "--packs", bench.path("pack.yaml")};
  auto always = words;
  always.insert(always.end(), {"--color", "always"});
  CHECK_FALSE(contains(bench.run(words).out, "\x1b["));
  CHECK(contains(bench.run(always).out, "\x1b["));
}

TEST_CASE("the same question gives the same bytes") {
  const Bench bench;
  for (const auto* format : {"text", "json"}) {
    const std::vector<std::string> words = {
        "audit", bench.path("board.json"), "--packs", bench.path("pack.yaml"), "--format", format};
    CHECK(bench.run(words).out == bench.run(words).out);
  }
}

TEST_CASE("a day given as time is its first instant where the organisation is") {
  const Bench bench;
  const auto board = bench.write(
      "zone.json", R"({"schema": "sprintd.backlog/v1", "organisation": {"time_zone": "Europe/Berlin", "people": []},
    "sprint": {"id": "s-1", "state": "planned"}, "items": [{"id": "A-1", "points": 1}]})");
  const auto ran = bench.run(
      {"eval", "string(now)", "--backlog", board, "--as-of", "2026-07-01", "--packs", bench.path("pack.yaml")});
  CHECK(ran.out == "2026-06-30T22:00:00Z\n");
}

TEST_CASE("two pages are one backlog") {
  const Bench bench;
  const auto more = bench.write(
      "more.json",
      R"({"schema": "sprintd.backlog/v1", "sprint": {"id": "s-1", "starts": "2026-03-02", "ends": "2026-03-13",
    "state": "planned"}, "items": [{"id": "B-1", "points": 21}]})");
  const auto ran = bench.run({"audit", bench.path("board.json"), more, "--packs", bench.path("pack.yaml")});
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, "B-1"));
  CHECK(contains(ran.out, "A-2"));
}

}  // namespace sprintd::cli
