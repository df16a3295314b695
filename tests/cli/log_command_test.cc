// sprintctl log: is the daemon's log of decisions as it was written, and what would other packs answer?

#include <array>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <vector>

#include "daemon/store/decision_log.h"
#include "rules/base/digest.h"
#include "tests/cli/cli_bench.h"

using namespace sprintd;
using namespace sprintd::cli;

namespace {

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

store::RecordedInputPtr board() {
  return std::make_shared<const store::RecordedInput>(store::RecordedInput{
      .digest = digest_of(std::array{kBoard}), .name = "board", .part = "backlog", .text = kBoard, .owner = nullptr});
}

// As the daemon would have recorded it.
store::DecisionEntry entry(std::string_view kind_and_answer) {
  return {.at = Instant{1'772'438'400'000'000},
          .members = fmt::format(R"({},"inputs":[{{"part":"backlog","name":"board","digest":"{}"}}])", kind_and_answer,
                                 board()->digest),
          .inputs = {board()}};
}

store::DecisionEntry decision(std::string_view person, std::string_view item, std::string_view answer,
                              std::string_view verdict) {
  return entry(fmt::format(R"("kind":"decision","question":{{"person":"{}","action":"pull","item":"{}","sprint":"s-1",)"
                           R"("as_of":"2026-03-02T00:00:00Z"}},"answer":"{}",)"
                           R"("reasons":[{{"rule":"house/pull","verdict":"{}","message":"m"}}])",
                           person, item, answer, verdict));
}

store::DecisionEntry audit() {
  return entry(R"("kind":"audit","question":{"sprints":["s-1"],"as_of":"2026-03-02T00:00:00Z"},"answer":"complete",)"
               R"("findings":[{"rule":"house/small","subject":"item/A-2","verdict":"fail"}],"left_out":0)");
}

std::string write_log(const Bench& bench, const std::vector<store::DecisionEntry>& entries,
                      const std::vector<std::string>& masked = {}) {
  auto path = bench.path("decisions.db");
  auto log = store::DecisionLog::open_for_writing(path, store::DecisionLog::Sync::lazy);
  REQUIRE(log);
  REQUIRE(log->append(entries, log->last_id() + 1, masked));
  return path;
}

}  // namespace

TEST_CASE("log verify says that the log is as it was written, and where it is not") {
  const Bench bench;
  const auto log = write_log(bench, {decision("ada", "A-1", "allowed", "pass"), audit()});
  const auto good = bench.run({"log", "verify", log});
  CHECK(good.exit == 0);
  CHECK(has(good.out,
            "as it was written\n  2 records, 1 to 2\n  1 text of backlogs and organisations\n  last hash sha256:"));
  const auto head = good.out.substr(good.out.find("sha256:"), 71);
  CHECK(bench.run({"log", "verify", log, "--head", head}).exit == 0);
  const auto other = bench.run({"log", "verify", log, "--head", std::string(64, '0')});
  CHECK(other.exit == 1);
  CHECK(has(other.out, ": no record has the hash sha256:0000"));
  {
    auto database = store::Database::open(log, store::Database::Access::write);
    REQUIRE(database->run("update records set body = replace(body, 'allowed', 'refused') where id = 1"));
  }
  const auto broken = bench.run({"log", "verify", log});
  CHECK(broken.exit == 1);
  CHECK(has(broken.out, "broken at record 1: its text does not have its hash"));
  const auto as_json = bench.run({"log", "verify", log, "--format", "json"});
  CHECK(as_json.exit == 1);
  CHECK(has(as_json.out, R"("intact":false,)"));
  CHECK(has(as_json.out, R"("broken_at":1,)"));
}

TEST_CASE("log replay asks the same of other packs, and shows what would change") {
  const Bench bench;
  const auto log =
      write_log(bench, {decision("ada", "A-1", "allowed", "pass"), decision("bob", "A-1", "refused", "fail"), audit()});
  const auto same = bench.run({"log", "replay", log, "--packs", bench.path("pack.yaml")});
  INFO(same.out << same.err);
  CHECK(same.exit == 0);
  CHECK(has(
      same.out,
      "asked again: 2 decisions and 1 audit, 2026-03-02T08:00:00Z to 2026-03-02T08:00:00Z\nnothing would change\n"));

  auto pack = std::string(kPack);
  pack.replace(pack.find("person == item.assignee"), 23, "person.id == \"bob\"");
  pack.replace(pack.find("points <= 8"), 11, "points <= 4");
  const auto changed = bench.run({"log", "replay", log, "--packs", bench.write("new.yaml", pack)});
  CHECK(changed.exit == 1);
  CHECK(changed.out ==
        "asked again: 2 decisions and 1 audit, 2026-03-02T08:00:00Z to 2026-03-02T08:00:00Z\n"
        "3 would change\n"
        "\n#1 2026-03-02T08:00:00Z  ada pull A-1: allowed -> refused\n"
        "  - house/pull pass\n"
        "  + house/pull fail\n"
        "\n#2 2026-03-02T08:00:00Z  bob pull A-1: refused -> allowed\n"
        "  - house/pull fail\n"
        "  + house/pull pass\n"
        "\n#3 2026-03-02T08:00:00Z  audit of s-1: complete\n"
        "  + house/small item/A-1 fail\n");
  const auto as_json = bench.run({"log", "replay", log, "--packs", bench.path("new.yaml"), "--format", "json"});
  CHECK(has(as_json.out,
            R"("before":"allowed","after":"refused","gone":["house/pull pass"],"brought":["house/pull fail"]})"));
}

TEST_CASE("log replay says what it could not ask, and is not clean then") {
  const Bench bench;
  const auto masked = write_log(bench, {decision("ada", "A-1", "allowed", "pass")}, {"title", "message"});
  const auto without_titles = bench.run({"log", "replay", masked, "--packs", bench.path("pack.yaml")});
  INFO(without_titles.out << without_titles.err);
  CHECK(without_titles.exit == 0);
  CHECK(has(without_titles.out, "1 with masked texts, in which what is masked is absent"));

  const Bench other;
  const auto log = write_log(
      other, {decision("ada", "A-1", "allowed", "pass"), decision("ada", "A-9", "allowed", "pass")}, {"person"});
  const auto left = other.run({"log", "replay", log, "--packs", other.path("pack.yaml")});
  CHECK(left.exit == 2);
  CHECK(has(left.out, "2 records could not be asked\n  #1  "));
}

TEST_CASE("log: words, options and files that are none") {
  const Bench bench;
  const auto log = write_log(bench, {audit()});
  CHECK(bench.run({"log", "look", log}).exit == 2);
  CHECK(bench.run({"log", "replay", log}, {{"SPRINTD_PACKS", bench.path("pack.yaml")}}).exit == 0);
  CHECK(bench.run({"log", "verify", log, "--head", "sha256:abc"}).exit == 2);
  CHECK(bench.run({"log", "verify", log, "--packs", "x"}).exit == 2);
  CHECK(bench.run({"log", "replay", log, "--packs", bench.path("pack.yaml"), "--head", "x"}).exit == 2);
  CHECK(bench.run({"log", "verify", bench.path("absent.db")}).exit == 3);
  CHECK(bench.run({"log", "verify", bench.path("pack.yaml")}).exit == 3);
  const Bench empty;
  const auto nothing = empty.run({"log", "verify", write_log(empty, {})});
  CHECK(nothing.exit == 2);  // green with nothing checked is red
}
