#include "bench/generated_backlog.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <iterator>
#include <string_view>

namespace sprintd::bench {
namespace {

constexpr std::size_t kTeamSize = 8;
constexpr std::array<std::string_view, 5> kLevels = {"engineer_1", "engineer_2", "senior_1", "senior_2", "staff_1"};
constexpr std::array<std::string_view, 6> kKinds = {"user_story", "tech_debt",      "bug",
                                                    "chore",      "infrastructure", "spike"};

class Generator {
 public:
  explicit Generator(std::size_t items) : items_(items), teams_(std::clamp<std::size_t>(items / 500, 1, 50)) {}

  std::string write() {
    out_.reserve(items_ * 280 + 64 * 1024);
    add(R"({{"schema":"sprintd.backlog/v1","organisation":{{"time_zone":"Europe/Berlin",)"
        R"("ladder":{{"technical":["engineer_1","engineer_2","senior_1","senior_2","staff_1"],"management":["em"]}},)");
    write_people();
    write_teams();
    write_projects();
    add(R"("agreements":[]}},"sprint":{{"id":"s-1","name":"Sprint 1","team":"t0","starts":"2026-03-02",)"
        R"("ends":"2026-03-13","state":"planned"}},"items":[)");
    for (std::size_t i = 0; i < items_; ++i) write_item(i);
    out_ += "]}";
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void add(fmt::format_string<Args...> format, Args&&... args) {
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
  }
  void comma(bool is_first) {
    if (!is_first) out_ += ',';
  }

  // Person t*8 of each team is its tech lead; the second leads its project.
  void write_people() {
    out_ += R"("people":[{"id":"em","name":"Emma","track":"management","level":"em","capacity":0})";
    for (std::size_t p = 0; p < teams_ * kTeamSize; ++p) {
      const auto level = p % kTeamSize == 0 ? kLevels[3] : kLevels[p % 3];
      add(R"(,{{"id":"p{}","name":"Person {}","track":"technical","level":"{}","manager":"em","capacity":100000}})", p,
          p, level);
    }
    out_ += "],";
  }

  void write_teams() {
    out_ += R"("teams":[)";
    for (std::size_t t = 0; t < teams_; ++t) {
      comma(t == 0);
      add(R"({{"id":"t{}","name":"Team {}","engineering_manager":"em","tech_leads":["p{}"],"members":[)", t, t,
          t * kTeamSize);
      for (std::size_t m = 0; m < kTeamSize; ++m) {
        comma(m == 0);
        add(R"("p{}")", t * kTeamSize + m);
      }
      out_ += "]}";
    }
    out_ += "],";
  }

  void write_projects() {
    out_ += R"("projects":[)";
    for (std::size_t t = 0; t < teams_; ++t) {
      comma(t == 0);
      const auto lead = t * kTeamSize + 1;
      add(R"({{"id":"j{0}","name":"Project {0}","team":"t{0}","lead":"p{1}","complexity":2,"state":"active",)"
          R"("starts":"2026-01-05","ends":"2026-12-31","lead_history":[{{"person":"p{1}","from":"2026-01-05"}}],)"
          R"("status_updates":[{{"by":"p{1}","at":"2026-02-27T09:00:00Z"}}]}})",
          t, lead);
    }
    out_ += "],";
  }

  void write_item(std::size_t i) {
    comma(i == 0);
    const auto team = i % teams_;
    const auto kind = kKinds[i % kKinds.size()];
    add(R"({{"id":"I-{}","title":"Item number {} of many","kind":"{}","status":"todo","points":{},"priority":{},)", i,
        i, kind, i % 13 + 1, i % 5 + 1);
    add(R"("project":"j{}","assignee":"p{}",)", team, team * kTeamSize + 2 + i % 6);
    if (kind == "tech_debt" || kind == "chore" || kind == "infrastructure") {
      add(R"("pulled_by":"p{}","pulled_at":"2026-02-27T15:00:00Z",)", team * kTeamSize);
    }
    if (kind == "user_story") add(R"("broken_down_by":"p{}",)", team * kTeamSize + 1);
    if (i % 4 != 3) out_ += R"("description":"What is to be done, and why it is worth it.",)";
    out_ += R"("acceptance_criteria":["it works"],"labels":["a","b"]})";
  }

  std::size_t items_;
  std::size_t teams_;
  std::string out_;
};

}  // namespace

std::string generate_backlog(std::size_t items) { return Generator(items).write(); }

}  // namespace sprintd::bench
