// The log of decisions as a file: records and texts, the chain of hashes, masking, retention.

#include "daemon/store/decision_log.h"

#include <array>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <sys/stat.h>
#include <vector>

#include "daemon/store/decision_chain.h"
#include "daemon/store/mask.h"
#include "daemon/store/record_reader.h"
#include "rules/base/digest.h"
#include "tests/daemon/raw_client.h"

using namespace sprintd;
using namespace sprintd::store;

namespace {

constexpr Instant kMonday{1'772'438'400'000'000};  // 2026-03-02T08:00:00Z

RecordedInputPtr input_of(std::string text) {
  const auto owner = std::make_shared<const std::string>(std::move(text));
  return std::make_shared<const RecordedInput>(RecordedInput{.digest = digest_of(std::array{std::string_view(*owner)}),
                                                             .name = "board",
                                                             .part = "backlog",
                                                             .text = *owner,
                                                             .owner = owner});
}

DecisionEntry entry(std::string_view person, std::string_view item, Instant at = kMonday,
                    std::vector<RecordedInputPtr> inputs = {}) {
  std::string listed;
  for (const auto& input : inputs) {
    listed +=
        fmt::format(R"({}{{"part":"backlog","name":"board","digest":"{}"}})", listed.empty() ? "" : ",", input->digest);
  }
  return {
      .at = at,
      .members = fmt::format(R"("kind":"decision","question":{{"person":"{}","action":"pull","item":"{}"}},)"
                             R"("answer":"refused","reasons":[{{"rule":"p/r","verdict":"fail","message":"no {}"}}],)"
                             R"("inputs":[{}],"digest":"sha256:packs")",
                             person, item, person, listed),
      .inputs = std::move(inputs)};
}

class File {
 public:
  DecisionLog open() const {
    auto log = DecisionLog::open_for_writing(path(), DecisionLog::Sync::lazy);
    REQUIRE(log);
    return std::move(*log);
  }
  void append(std::vector<DecisionEntry> entries, std::vector<std::string> masked = {}) const {
    auto log = open();
    REQUIRE(log.append(entries, log.last_id() + 1, masked));
  }
  ChainReport verify(std::string_view head = "") const {
    auto log = DecisionLog::open_for_reading(path());
    REQUIRE(log);
    auto report = verify_chain(*log, head);
    REQUIRE(report);
    return *report;
  }
  // As somebody who can write the file would.
  void tamper(const std::string& statement) const {
    auto database = Database::open(path(), Database::Access::write);
    REQUIRE(database);
    REQUIRE(database->run(statement.c_str()));
  }
  std::vector<std::int64_t> find(const RecordQuery& query) const {
    auto log = DecisionLog::open_for_reading(path());
    const auto records = log->find(query);
    REQUIRE(records);
    std::vector<std::int64_t> ids;
    for (const auto& record : *records) ids.push_back(record.id);
    return ids;
  }
  std::string path() const { return folder_.file("decisions.db"); }

 private:
  test::TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("records follow each other, whoever opens the log") {
  const File file;
  const auto board = input_of("{\"items\":[]}");
  file.append({entry("ada", "A-1", kMonday, {board}), entry("bob", "A-2", kMonday, {board})});
  file.append({entry("cem", "A-3")});
  auto log = DecisionLog::open_for_reading(file.path());
  REQUIRE(log);
  CHECK(log->last_id() == 3);
  const auto records = log->find({});
  REQUIRE(records);
  REQUIRE(records->size() == 3);
  CHECK(records->back().body.starts_with(R"({"id":1,"previous":"","at":"2026-03-02T08:00:00Z","kind":"decision")"));
  CHECK(records->front().body.starts_with(fmt::format(R"({{"id":3,"previous":"{}")", (*records)[1].hash)));
  const auto text = log->text(board->digest);
  REQUIRE(text);
  REQUIRE(*text);
  CHECK((*text)->text == "{\"items\":[]}");
  struct stat status{};
  REQUIRE(::stat(file.path().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a read record is what was written") {
  const auto record = read_record(
      R"({"id":7,"previous":"sha256:a","at":"2026-03-02T08:00:00Z","kind":"audit","question":{"sprints":["s-1","s-2"],)"
      R"("as_of":"2026-03-02T00:00:00Z"},"answer":"complete","findings":[{"rule":"p/b","subject":"item/A-1","verdict":"fail"},)"
      R"({"rule":"p/a","subject":"item/A-1","verdict":"unknown"}],"inputs":[{"part":"backlog","name":"b","digest":"sha256:b"}],)"
      R"("digest":"sha256:p","new":{"a":[1]}})");
  REQUIRE(record);
  CHECK(record->id == 7);
  CHECK(record->question.sprints == std::vector<std::string>{"s-1", "s-2"});
  CHECK(record->verdicts == std::vector<std::string>{"p/a item/A-1 unknown", "p/b item/A-1 fail"});
  CHECK(record->inputs.front().digest == "sha256:b");
  for (const auto* bad : {"", "[]", "{", R"({"previous":""})", R"({"id":1,"id":2})", R"({"id":"1"})", "{\"id\":1} x"}) {
    CHECK_FALSE(read_record(bad));
  }
  CHECK(read_record(R"({"id":1,"question":null,"reasons":null,"kind":null})"));  // masked
}

TEST_CASE("a page is what was asked for, the newest first") {
  const File file;
  const auto later = Instant{static_cast<std::int64_t>(kMonday) + kMicrosPerDay};
  file.append({entry("ada", "A-1"), entry("bob", "A-1"), entry("ada", "A-2", later), entry("cem", "A-3", later)});
  CHECK(file.find({}) == std::vector<std::int64_t>{4, 3, 2, 1});
  CHECK(file.find({.limit = 2}) == std::vector<std::int64_t>{4, 3});
  CHECK(file.find({.before = 3, .limit = 1}) == std::vector<std::int64_t>{2});
  CHECK(file.find({.person = "ada"}) == std::vector<std::int64_t>{3, 1});
  CHECK(file.find({.person = "ada", .item = "A-2"}) == std::vector<std::int64_t>{3});
  CHECK(file.find({.person = "' or 1 --"}).empty());
  CHECK(file.find({.answer = "refused", .since = later}) == std::vector<std::int64_t>{4, 3});
  CHECK(file.find({.action = "pull", .until = kMonday}) == std::vector<std::int64_t>{2, 1});
  CHECK(file.find({.kind = "audit"}).empty());
}

TEST_CASE("the chain shows what was changed, put in and taken out") {
  const File file;
  file.append({entry("ada", "A-1", kMonday, {input_of("{\"items\":[1]}")}), entry("bob", "A-2"), entry("cem", "A-3")});
  const auto intact = file.verify();
  CHECK(intact.broken.empty());
  CHECK(intact.records == 3);
  CHECK(intact.texts == 1);
  struct Case {
    const char* statement;
    std::int64_t at;
    const char* why;
  };
  const auto [statement, at, why] = GENERATE(values<Case>({
      {"update records set body = replace(body, 'refused', 'allowed') where id = 2", 2, "does not have its hash"},
      {"delete from records where id = 2", 3, "does not follow"},
      {"delete from records where id = 3", 2, "the newest records are gone"},
      {"delete from records where id = 1", 2, "records before it are gone"},
      {"update records set id = 9 where id = 3", 9, "says that it is record 3"},
      {"update texts set text = '{}'", 3, "was changed"},
      {"delete from texts", 3, "is gone"},
      {"update texts set masked = 1, text = '{}'", 3, "was changed"},
      {"update records set at = 0 where id = 1", 1, "its text says that it is of 2026-03-02T08:00:00Z"},
      {"insert into records select 4, at, body, hash from records where id = 3", 4, "says that it is record 3"},
  }));
  file.tamper(statement);
  const auto broken = file.verify();
  INFO(statement << " gives " << broken.broken);
  CHECK(broken.broken_at == at);
  CHECK(broken.broken.find(why) != std::string::npos);
}

TEST_CASE("who makes a whole new chain does not have the hash that was noted elsewhere") {
  const File file, forged;
  file.append({entry("ada", "A-1"), entry("bob", "A-2")});
  const auto noted = file.verify().head;
  file.append({entry("cem", "A-3")});
  CHECK(file.verify(noted).broken.empty());
  forged.append({entry("ada", "A-1"), entry("bob", "A-9"), entry("cem", "A-3")});
  CHECK(forged.verify().broken.empty());
  CHECK(forged.verify(noted).broken == "no record has the hash " + noted);
}

TEST_CASE("what is masked is null in records and in texts, and the chain holds") {
  const File file;
  const auto board = input_of("items:\n  - {id: A-1, title: Secret plan, points: 3}\n");
  file.append({entry("ada", "A-1", kMonday, {board})}, {"person", "message", "title"});
  auto log = DecisionLog::open_for_reading(file.path());
  const auto body = log->find({})->front().body;
  CHECK(body.find("ada") == std::string::npos);
  CHECK(body.find(R"("question":{"person":null,"action":"pull","item":"A-1"})") != std::string::npos);
  const auto text = log->text(board->digest);
  CHECK((*text)->text == R"({"items":[{"id":"A-1","title":null,"points":3}]})");
  const auto report = file.verify();
  CHECK(report.broken.empty());
  CHECK(report.masked_texts == 1);
}

TEST_CASE("masking keeps everything else, and nothing of what it cannot read") {
  const std::vector<std::string> names = {"a", "b"};
  CHECK(mask_members(R"({"a":{"x":1},"c":[{"b":"s"},null,true,1.5,"t"]})", names) ==
        R"({"a":null,"c":[{"b":null},null,true,1.5,"t"]})");
  CHECK(mask_members("c: [1, {a: 2}]\nd: x\n", names) == R"({"c":[1,{"a":null}],"d":"x"})");
  CHECK_FALSE(mask_members("{\"a\":1", names));
  CHECK_FALSE(mask_members("a: [", names));
  CHECK_FALSE(mask_members("{\"c\":\"\xff\"}", names));
}

TEST_CASE("retention removes the oldest, and the chain begins where it stopped") {
  const File file;
  const auto day = [](int n) { return Instant{static_cast<std::int64_t>(kMonday) + n * kMicrosPerDay}; };
  const auto old_board = input_of("{\"items\":[]}"), board = input_of("{\"items\":[2]}");
  file.append({entry("ada", "A-1", day(0), {old_board}), entry("bob", "A-2", day(5), {board}),
               entry("cem", "A-3", day(9), {board})});
  {
    auto log = file.open();
    CHECK(log.remove_old({.days = 100}, day(10)) == 0);
    CHECK(log.remove_old({.days = 6}, day(10)) == 1);
    CHECK(log.remove_old({.days = 6}, day(10)) == 0);
    CHECK_FALSE(log.text(old_board->digest)->has_value());
    CHECK(log.text(board->digest)->has_value());
  }
  const auto report = file.verify();
  CHECK(report.broken.empty());
  CHECK(report.first == 2);
  {
    auto log = file.open();
    // The newest stays, however old: the next one follows it.
    CHECK(log.remove_old({.days = 1}, day(1'000)) == 1);
    CHECK(log.remove_old({.days = 1}, day(1'000)) == 0);
  }
  file.append({entry("dan", "A-4", day(1'000))});
  CHECK(file.verify().broken.empty());
  CHECK(file.find({}) == std::vector<std::int64_t>{4, 3});
}

TEST_CASE("a log that is too large loses its oldest records until it fits") {
  const File file;
  auto log = file.open();
  for (int round = 0; round < 40; ++round) {
    const std::vector<DecisionEntry> entries(50, entry("ada", std::string(200, 'x')));
    REQUIRE(log.append(entries, log.last_id() + 1, {}));
  }
  const Retention retention{.bytes = 400'000};
  int rounds = 0;
  for (auto removed = log.remove_old(retention, kMonday); removed && *removed > 0;
       removed = log.remove_old(retention, kMonday)) {
    REQUIRE(++rounds < 100);
  }
  CHECK(log.find({.limit = 10'000})->size() > 100);
  CHECK(log.find({.limit = 10'000})->size() < 2'000);
  CHECK(file.verify().broken.empty());
}

TEST_CASE("a file that is no log of decisions is told, not overwritten") {
  const test::TemporaryFolder folder;
  const auto text = folder.write("decisions.db", "this is a text and no database, and it is long enough to be one\n");
  const auto check = [](const Result<DecisionLog>& opened) {
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == Code::database_unusable);
    CHECK(opened.error().message.find("not a database") != std::string::npos);
  };
  check(DecisionLog::open_for_writing(text, DecisionLog::Sync::lazy));
  check(DecisionLog::open_for_reading(text));
  CHECK_FALSE(DecisionLog::open_for_reading(folder.file("absent.db")));
  CHECK_FALSE(DecisionLog::open_for_writing(folder.file("no/such/folder.db"), DecisionLog::Sync::lazy));
}
