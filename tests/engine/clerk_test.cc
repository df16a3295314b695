// A clerk who answered before gives the same bytes as a new one, whatever was asked in between.

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/base/files.h"
#include "rules/engine/answer.h"
#include "rules/engine/pack_files.h"

using namespace sprintd;

namespace {

const std::string kRoot = SPRINTD_SOURCE_DIR;

backlog::Document document(const std::string& path, backlog::Document::Part part) {
  auto text = read_file(kRoot + path);
  REQUIRE(text);
  return {.name = path, .text = std::move(*text), .part = part};
}

engine::DecisionRequest about(std::string_view person, std::string_view action, std::string_view item,
                              std::string_view as_of) {
  engine::DecisionRequest request;
  request.backlog.backlog_id = "board";
  request.questions = {{std::string(person), std::string(action), std::string(item), ""}};
  request.as_of = as_of;
  return request;
}

}  // namespace

TEST_CASE("a clerk who answered before gives the same bytes as a new one") {
  const engine::Engine engine;
  auto texts = engine::read_packs({kRoot + "/etc/packs/engineering-leadership.yaml"});
  REQUIRE(texts);
  std::vector<backlog::Document> documents;
  documents.push_back(document("/examples/sprint-42.json", backlog::Document::Part::backlog));
  documents.push_back(document("/examples/organisation.yaml", backlog::Document::Part::organisation));
  engine::Desk desk;
  desk.engine = &engine;
  desk.rules = engine.load_packs(std::move(*texts)).rules;
  desk.kept = engine.load_backlog(std::move(documents)).backlog;
  REQUIRE(desk.rules);
  REQUIRE(desk.kept);

  engine::Clerk clerk(engine, desk.rules, desk.kept);
  int allowed = 0, refused = 0;
  for (const auto format : {report::Format::json, report::Format::text}) {
    desk.format = format;
    for (const std::string_view as_of : {"2026-03-02", "2021-01-01", "no time"}) {
      for (const std::string_view item : {"TD-12", "AT-1", "TD-15", "nothing"}) {
        for (const std::string_view person : {"ada", "bob", "emil", "nobody"}) {
          for (const std::string_view action : {"pull", "break_down", "eat"}) {
            desk.clerk = nullptr;
            const auto fresh = engine::answer(desk, about(person, action, item, as_of));
            desk.clerk = &clerk;
            const auto used = engine::answer(desk, about(person, action, item, as_of));
            INFO(person << ' ' << action << ' ' << item << ' ' << as_of);
            CHECK(used.body == fresh.body);
            CHECK(used.status == fresh.status);
            CHECK(used.allowed == fresh.allowed);
            ++(fresh.allowed ? allowed : refused);
          }
        }
      }
    }
  }
  CHECK(allowed > 0);
  CHECK(refused > 0);
}
