// The commands for those who write packs: new, test, doc.
#include <sys/stat.h>

#include "tests/cli/cli_bench.h"

namespace sprintd::cli {

TEST_CASE("a new pack is right, tested whole, and never written over another") {
  const Bench bench;
  const auto folder = bench.path("");
  const auto ran = bench.run({"new", "team-rules", "--dir", folder});
  CHECK(ran.exit == 0);
  CHECK(contains(ran.out, "next: sprintctl test "));
  const auto checked = bench.run({"check", bench.path("team-rules.yaml")});
  CHECK(checked.exit == 0);
  CHECK(checked.err.empty());
  CHECK(checked.out == "✓ 1 pack: 1 rule, 1 authority, 0 limits\n");
  const auto tested = bench.run({"test", bench.path("team-rules.test.yaml"), "--threshold", "100", "--mutate"});
  INFO(tested.out);
  CHECK(tested.exit == 0);
  CHECK(bench.run({"fmt", "--check", bench.path("team-rules.yaml"), bench.path("team-rules.test.yaml")}).exit == 0);

  const auto again = bench.run({"new", "team-rules", "--dir", folder});
  CHECK(again.exit == 2);
  CHECK(contains(again.err, "team-rules.yaml is there already"));
  const auto misnamed = bench.run({"new", "Team Rules", "--dir", folder});
  CHECK(misnamed.exit == 2);
  CHECK(contains(misnamed.err, "'Team Rules' is no name for a pack: it consists of small letters, digits and -"));
  const auto nowhere = bench.run({"new", "team-rules", "--dir", bench.path("no/such/folder")});
  CHECK(nowhere.exit == 2);
  CHECK(contains(nowhere.err, "E0705"));
}

TEST_CASE("levels of lints are set in the pack and on the command line, which counts more") {
  const Bench bench;
  const std::string head = "sprintd: 1\npack: team\ntitle: Team\n";
  const std::string rules = "rules:\n  - {id: small, for: item, require: item.points <= 8, severity: warning}\n";
  const auto plain = bench.write("plain.yaml", head + rules);
  const auto quiet = bench.write("quiet.yaml", head + "lints: {missing-owner: off}\n" + rules);
  const auto strict = bench.write("strict.yaml", head + "lints: {missing-owner: error}\n" + rules);

  const auto noted = bench.run({"check", plain});
  CHECK(noted.exit == 0);
  CHECK(contains(noted.err, "note[E0354]: the pack 'team' has no 'owner'"));
  CHECK(contains(noted.out, "✓ 1 pack: 1 rule"));
  CHECK(bench.run({"check", quiet}).err.empty());
  CHECK(contains(bench.run({"check", quiet, "--lint", "E0354=warning"}).err, "warning[E0354]"));
  const auto refused = bench.run({"check", strict});
  CHECK(refused.exit == 1);
  CHECK(refused.out.empty());
  CHECK(contains(refused.err, "error[E0354]"));
  CHECK(bench.run({"check", strict, "--lint", "all=error", "--lint", "missing-owner=off"}).exit == 0);
  CHECK(contains(bench.run({"check", strict, "--format", "json"}).out, R"("severity":"error")"));
  // Lints are advice to who writes: whoever asks gets an answer.
  CHECK(bench.run({"audit", bench.path("board.json"), "--packs", strict, "--fail-on", "never"}).exit == 0);
}

TEST_CASE("check --fix mends the files, and says what is left") {
  const Bench bench;
  const std::string head = "sprintd: 1\npack: team\ntitle: Team\nowner: tech_lead\n";
  const std::string rules =
      "rules:\n  - {id: small, for: item, require: item.points <= 8, severity: note, gates: []}\n";
  const auto pack = bench.write("mended.yaml", head + "define:\n  least: 1\n" + rules);
  const auto mended = bench.run({"check", pack, "--fix"});
  CHECK(mended.exit == 0);
  CHECK(mended.err.empty());
  CHECK(contains(mended.out, "mended " + pack + ": 1 change\n✓ 1 pack: 1 rule"));
  CHECK(bench.read("mended.yaml") == head + rules);
  CHECK_FALSE(contains(bench.run({"check", pack, "--fix"}).out, "mended"));
  CHECK(contains(bench.run({"check", "-", "--fix"}).err, "--fix writes files"));

  const auto wrong = bench.write("wrong.yaml", head + "define:\n  least: 1\nrulez: []\n");
  CHECK(bench.run({"check", wrong, "--fix"}).exit == 2);
  CHECK(bench.read("wrong.yaml") == head + "define:\n  least: 1\nrulez: []\n");
}

TEST_CASE("a waiver has expired from the day after its last") {
  const Bench bench;
  const auto pack = bench.write("waived.yaml",
                                "sprintd: 1\npack: team\ntitle: Team\nowner: tech_lead\nrules:\n"
                                "  - {id: small, for: item, require: item.points <= 8, severity: warning}\nwaivers:\n"
                                "  - {rule: small, subject: A-2, reason: Split in the next sprint, approved_by: ada, "
                                "until: 2026-03-02}\n");
  CHECK(bench.run({"check", pack, "--as-of", "2026-03-02T23:59:59Z"}).err.empty());
  CHECK(contains(bench.run({"check", pack, "--as-of", "2026-03-03"}).err, "warning[E0362]"));
}

TEST_CASE("tests of packs from the command line") {
  const Bench bench;
  const std::string head = "sprintd: 1\npacks: [pack.yaml]\nbacklog: board.json\nnow: 2026-03-02\ncases:\n";
  const auto good =
      bench.write("good.test.yaml", head + "  - case: two is large\n    findings: [{rule: small, subject: A-2}]\n");
  const auto failing = bench.write("failing.test.yaml", head + "  - case: nothing is large\n    findings: []\n");
  const auto faulty = bench.write("faulty.test.yaml", head + "  - case: what\n");

  CHECK(bench.run({"test", good}).exit == 0);
  CHECK(bench.run({"test", good}).out == "✓ 1 passed, 0 failed\n");
  CHECK(bench.run({"test", good, "--run", "nothing like it"}).exit == 2);
  CHECK(bench.run({"test", good, "--threshold", "90"}).exit == 1);
  CHECK(bench.run({"test", good, "--threshold", "10"}).exit == 0);
  CHECK(bench.run({"test", good, "--mutate"}).exit == 1);
  CHECK(bench.run({"test", good, failing}).exit == 1);
  CHECK(bench.run({"test", good, failing, faulty}).exit == 2);
  const auto all = bench.run({"test", bench.path(""), "--format", "junit", "--format", "json=" + bench.path("r.json")});
  CHECK(all.exit == 2);
  CHECK(contains(all.out, "<testsuites name=\"sprintctl test\" tests=\"3\" failures=\"1\" errors=\"1\">"));
  CHECK(contains(bench.read("r.json"), R"("passed":1,"failed":1,"not_run":0,"files_not_read":1)"));
  CHECK(contains(bench.run({"test", good, "--format", "html"}).err,
                 "unknown format 'html'; there are: text, json, junit"));
  CHECK(bench.run({"test", bench.path("nothing-here")}).exit == 2);

  // A folder of packs may have tests beside them: they are no packs.
  CHECK(bench.run({"audit", bench.path("board.json"), "--packs", bench.path(""), "--fail-on", "never"}).exit == 0);
}

TEST_CASE("a handbook page of a pack, with examples from its tests") {
  const Bench bench;
  REQUIRE(bench.run({"new", "team-rules", "--dir", bench.path("")}).exit == 0);
  const auto pack = bench.path("team-rules.yaml");
  const auto tests = bench.path("team-rules.test.yaml");
  const auto page =
      bench.run({"doc", pack, "--tests", tests, "--format", "markdown", "--format", "html=" + bench.path("page.html")});
  CHECK(page.exit == 0);
  CHECK(page.out == R"(# team-rules

## What it says

Pack team-rules, owned by engineering\_manager. It says what Team handbook says.

### R1

> A user story is small enough to be finished within a sprint.

**small-stories** (rule for each item, warning)

    item.points <= largest
    where item.kind == "user_story"

- ✓ nothing is said about small stories, nor about large chores
- ✗ a story that is too large is found: “US-1 has 9 points”
- ? without an estimate nobody knows

### R2

> Who leads a project breaks down its user stories.

**break-down-stories** (who may break\_down)

    person == item.project.lead
    for items with item.kind == "user_story"

- ✓ the project lead may break its stories down
- ✗ others may not
)");
  const auto html = bench.read("page.html");
  CHECK(contains(html, "<h3 id=\"R1\">R1</h3>\n<blockquote>A user story"));
  CHECK(contains(html,
                 "<pre><code>item.points &lt;= largest\nwhere item.kind == "
                 "&quot;user_story&quot;</code></pre>\n<ul>\n<li class=\"pass\">nothing is said"));
  CHECK(contains(html, "<li class=\"fail\">a story that is too large is found: “US-1 has 9 points”</li>"));
  CHECK(html.ends_with("</html>\n"));
  // What no rule says, and a rule that says no clause.
  const auto bare = bench.write("bare.yaml",
                                "sprintd: 1\npack: bare\nclauses: {B1: People are *happy*.}\nrules:\n"
                                "  - {id: small, for: item, require: item.points <= 8}\n");
  const auto text = bench.run({"doc", bare}).out;
  CHECK(contains(text, "### B1\n\n> People are \\*happy\\*.\n\n*No rule says this: people see to it.*\n"));
  CHECK(contains(text, "*Rules that cite no clause:*\n\n**small** (rule for each item, error)\n"));
  CHECK(bench.run({"doc", pack, "--tests", bench.path("nothing")}).exit == 2);
  CHECK(bench.run({"doc", bench.write("bad.yaml", "sprintd: 1\npakc: x\n")}).exit == 2);
  CHECK(contains(bench.run({"doc", pack, "--format", "pdf"}).err, "unknown format 'pdf'; there are: markdown, html"));
}

TEST_CASE("a folder without tests is told so") {
  const Bench bench;
  const auto ran = bench.run({"test", bench.path("")});
  CHECK(ran.exit == 2);
  CHECK(contains(ran.err, "E0906"));
}

TEST_CASE("an imported pack is found beside the one that imports it, and its parameters are set with --param") {
  const Bench bench;
  bench.write("base.yaml",
              "sprintd: 1\npack: base\ntitle: Base\nowner: tech_lead\nparameters: {most: 8.0}\ndefine: {idle: 1}\n"
              "rules: [{id: small, for: item, require: item.points <= params.most, severity: warning}]\n");
  const auto team = bench.write("team.yaml",
                                "sprintd: 1\npack: team\ntitle: Team\nowner: tech_lead\nimports: [{pack: base}]\n"
                                "overrides: [{rule: small, reason: We split, severity: error}]\n");
  const auto audit = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"audit", "--packs", team, bench.path("board.json"), "--as-of", "2026-03-02"};
    words.insert(words.end(), more.begin(), more.end());
    return bench.run(words);
  };
  CHECK(audit({}).exit == 1);
  CHECK(audit({"--param", "most=13"}).exit == 0);
  CHECK(audit({"--param", "base/most=13.5"}).exit == 0);
  CHECK(
      contains(audit({"--param", "least=1"}).err, "--param least:1:1: error[E0333]: no pack has a parameter 'least'"));
  CHECK(contains(audit({"--param", "most"}).err, "--param most: write NAME=VALUE"));
  // Lints of the imported pack are for who can mend it, and so are fixes.
  const auto base = bench.read("base.yaml");
  const auto checked = bench.run({"check", team, "--fix"});
  CHECK(checked.exit == 0);
  CHECK(checked.err.empty());
  CHECK(bench.read("base.yaml") == base);
  CHECK(contains(bench.run({"check", bench.path("base.yaml")}).err, "E0341"));
}

TEST_CASE("diff tells what another version of a pack changes, and exits with 1 when it changes something") {
  const Bench bench;
  const auto old_pack = bench.path("pack.yaml");
  std::string text(kPack);
  text.replace(text.find("severity: warning"), 17, "severity: error");
  const auto new_pack = bench.write("new.yaml", text);
  const auto board = bench.path("board.json");
  const auto same = bench.run({"diff", old_pack, old_pack, "--backlog", board, "--as-of", "2026-03-02"});
  CHECK(same.exit == 0);
  CHECK(same.out == "✓ No verdict changes on 1 backlog; 0 of 4 answers change\n");
  const auto changed =
      bench.run({"diff", old_pack, new_pack, "--backlog", board, "--backlog", board, "--as-of", "2026-03-02"});
  CHECK(changed.exit == 1);
  CHECK(contains(changed.out, "warning → error"));
  CHECK(contains(changed.out, "≠ 2 verdicts change on 2 backlogs: 2 warning → error; 0 of 8 answers change"));
  CHECK(contains(bench.run({"diff", old_pack, new_pack}).err, "name one with --backlog FILE"));
  CHECK(bench.run({"diff", old_pack, bench.path("nothing.yaml"), "--backlog", board}).exit == 2);
  CHECK(bench.run({"diff", old_pack, new_pack, "--backlog", bench.path("nothing.json")}).exit == 3);
  CHECK(contains(bench.run({"diff", old_pack, new_pack, "--backlog", board, "--as-of", "soon"}).err,
                 "'soon' is no time"));
}

TEST_CASE("a pack is signed, and refused once it has changed") {
  const Bench bench;
  const std::string text =
      "sprintd: 1\npack: team\ntitle: Team\nowner: engineering_manager\n"
      "rules: [{id: small, for: item, require: item.points <= 20, severity: note}]\n";
  const auto pack = bench.write("team.yaml", text);
  const auto organisation = bench.write(
      "org.yaml",
      "people: [{id: ada, name: Ada}, {id: bob, name: Bob}]\nteams: [{id: core, engineering_manager: ada}]\n");
  const auto check = [&](const std::string& list) {
    return bench.run({"check", pack, "--signed-off", list, "--organisation", organisation});
  };
  const auto by_ada = bench.write("ada.yaml", bench.run({"sign", pack, "--by", "ada"}).out);
  const auto by_bob = bench.write("bob.yaml", bench.run({"sign", pack, "--by", "bob"}).out);
  CHECK(check(by_ada).exit == 0);
  CHECK(contains(check(by_bob).err, "error[E0506]"));
  CHECK(check(by_bob).exit == 1);
  CHECK(check(bench.path("none.yaml")).exit == 2);
  bench.write("team.yaml", text + "# a word\n");
  CHECK(check(by_ada).exit == 2);
  CHECK(contains(check(by_ada).err, "error[E0338]: the pack 'team' has changed since it was signed off"));
  CHECK(bench.run({"audit", "--packs", pack, "--signed-off", by_ada, bench.path("board.json")}).exit == 2);
}

TEST_CASE("fmt lays files out in one way, and keeps their mode and links") {
  const Bench bench;
  const std::string before =
      "sprintd: 1\npack: team\nrules:\n-   id: a   # small\n    for: item\n    require: item.points <= 8\n";
  const std::string after =
      "sprintd: 1\npack: team\n\nrules:\n  - id: a   # small\n    for: item\n    require: item.points <= 8\n";
  const auto pack = bench.write("team.yaml", before);
  const auto link = bench.path("link.yaml");
  fs::create_symlink("team.yaml", link);
  fs::permissions(pack, fs::perms::owner_read | fs::perms::owner_write);
  const auto checked = bench.run({"fmt", pack, "--check"});
  CHECK(checked.exit == 1);
  CHECK(contains(checked.out, pack + " is laid out in another way\n  from line 3:\n  - rules:\n"));
  CHECK(bench.read("team.yaml") == before);

  CHECK(bench.run({"fmt", link}).out == "formatted " + link + "\n");
  CHECK(bench.read("team.yaml") == after);
  CHECK(fs::is_symlink(link));
  CHECK(fs::status(pack).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  const auto again = bench.run({"fmt", pack, "--check"});
  CHECK(again.exit == 0);
  CHECK(again.out.empty());

  const auto wrong = bench.write("wrong.yaml", "rules: [a\n");
  CHECK(bench.run({"fmt", wrong}).exit == 2);
  CHECK(contains(bench.run({"fmt", wrong}).err, "wrong.yaml:"));
  CHECK(bench.read("wrong.yaml") == "rules: [a\n");
}

TEST_CASE("explain shows what the tests of a rule show") {
  const Bench bench;
  bench.run({"new", "team-rules", "--dir", bench.path("")});
  const auto pack = bench.path("team-rules.yaml");
  const auto beside = bench.run({"explain", "small-stories", "--packs", pack});
  INFO(beside.out);
  CHECK(contains(beside.out, "What its tests expect\n"));
  CHECK(contains(beside.out, "✗ "));
  fs::create_directory(bench.path("elsewhere"));
  fs::rename(bench.path("team-rules.test.yaml"), bench.path("elsewhere/t.test.yaml"));
  CHECK_FALSE(contains(bench.run({"explain", "small-stories", "--packs", pack}).out, "What its tests expect"));
  const auto named = bench.run({"explain", "small-stories", "--packs", pack, "--tests", bench.path("elsewhere")});
  CHECK(named.out == beside.out);
  CHECK(contains(bench.run({"explain", "small-stories", "--packs", pack, "--format", "json"}).out, "\"examples\":[]"));
}

TEST_CASE("answers that a case expects are examples of the authorities and gates whose clauses it names") {
  const Bench bench;
  const auto packs = std::string(SPRINTD_SOURCE_DIR) + "/etc/packs";
  const auto authority = bench.run({"explain", "engineering-leadership/pull-technical-queue", "--packs", packs});
  CHECK(contains(authority.out, "✗ TL7 others may not\n"));
  CHECK(contains(authority.out, "✗ TL7 infrastructure is technical work, too\n"));
  CHECK_FALSE(contains(authority.out, "TL3 what is not ready"));
  const auto gate = bench.run({"explain", "engineering-leadership/definition-of-ready", "--packs", packs});
  CHECK(contains(gate.out, "✗ N9 what is not ready may not be pulled\n"));
  CHECK_FALSE(contains(gate.out, "TL7 others may not"));
}

TEST_CASE("tests find imported packs where every command does") {
  const Bench bench;
  bench.write("team.yaml",
              "sprintd: 1\npack: team\nimports:\n  - pack: engineering-leadership\nrules:\n"
              "  - {id: small, for: item, require: item.points <= 8}\n");
  const auto test =
      bench.write("team.test.yaml",
                  "sprintd: 1\npacks: [team.yaml]\nnow: 2026-03-02\nbacklog: {schema: sprintd.backlog/v1, sprint: {id: "
                  "s, state: planned},\n"
                  "  items: [{id: A-1, points: 13, sprint: s}]}\ncases:\n  - case: large\n    rules: [small]\n"
                  "    findings: [{rule: small, subject: A-1}]\n");
  const auto run = bench.run({"test", test}, {{"SPRINTD_PACKS", std::string(SPRINTD_SOURCE_DIR) + "/etc/packs"}});
  CHECK(run.exit == 0);
  CHECK(contains(run.out, "1 passed, 0 failed"));
}

TEST_CASE("what is no pack is called by its name") {
  const Bench bench;
  const auto tests = bench.write("t.yaml", "sprintd: 1\npacks: [a.yaml]\ncases: []\n");
  CHECK(contains(bench.run({"check", tests}).err, "this is a file of tests, not a pack"));
  const auto board = bench.write("b.yaml", "schema: sprintd.backlog/v1\nitems: []\n");
  const auto checked = bench.run({"check", board});
  CHECK(checked.exit == 2);
  CHECK(contains(checked.err, "this is a backlog, not a pack"));
  CHECK_FALSE(contains(checked.err, "E0302"));
}

TEST_CASE("mutations need cases that pass, and say so") {
  const Bench bench;
  bench.write("team.yaml", "sprintd: 1\npack: team\nrules:\n  - {id: small, for: item, require: item.points <= 8}\n");
  const auto test =
      bench.write("team.test.yaml",
                  "sprintd: 1\npacks: [team.yaml]\nnow: 2026-03-02\nbacklog: {schema: sprintd.backlog/v1, "
                  "sprint: {id: s, state: planned}, items: [{id: A-1, points: 1, sprint: s}]}\n"
                  "cases:\n  - {case: large, findings: [{rule: small, subject: A-1}]}\n");
  const auto run = bench.run({"test", test, "--mutate"});
  CHECK(run.exit == 1);
  CHECK(contains(run.err, "--mutate is left out: it needs cases that all pass"));
}

TEST_CASE("only a file that may be written is replaced, and nothing is left behind") {
  const Bench bench;
  const auto pipe = bench.path("pipe");
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const auto refused = replace_file(pipe, "text");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().message == "cannot write " + pipe + ": it is no file");
  CHECK(fs::is_fifo(pipe));

  const std::string untidy = "sprintd: 1\npack: p\n\n\n";
  const auto kept = bench.write("kept.yaml", untidy);
  fs::permissions(kept, fs::perms::owner_read);
  const auto ran = bench.run({"fmt", kept});
  CHECK(ran.exit == 5);
  CHECK(contains(ran.err, "cannot write " + kept + ": it is read-only"));
  CHECK(bench.read("kept.yaml") == untidy);
  CHECK_FALSE(replace_file(bench.path("missing.yaml"), "text"));
  for (const auto& entry : fs::directory_iterator(bench.path(""))) {
    CHECK(entry.path().filename().string().find("yaml.") == std::string::npos);
  }
}

}  // namespace sprintd::cli
