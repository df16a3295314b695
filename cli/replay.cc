#include "cli/replay.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "rules/engine/answer.h"

namespace sprintd::cli {
namespace {

constexpr std::size_t kCachedBacklogs = 16;  // records that follow each other are about the same few

std::vector<std::string> without(const std::vector<std::string>& lines, const std::vector<std::string>& others) {
  std::vector<std::string> rest;
  std::ranges::set_difference(lines, others, std::back_inserter(rest));
  return rest;
}

std::string first_line(std::string text) { return text.substr(0, text.find('\n')); }

class Replay {
 public:
  Replay(store::DecisionLog& log, const engine::Engine& engine, engine::RuleSetPtr rules)
      : log_(log), engine_(engine), rules_(std::move(rules)) {}

  void take(std::int64_t id, std::string_view body) {
    auto record = store::read_record(body);
    if (!record) return leave(id, "it is no record");
    if (report_.first_at.empty()) report_.first_at = record->at;
    report_.last_at = record->at;
    const auto* backlog = find_backlog(*record);
    if (backlog == nullptr) return;
    auto answer = ask(*record, *backlog);
    if (answer.records.empty()) return leave(id, first_line(answer.body));
    // The same form, so that the same is compared.
    const auto now = store::read_record(fmt::format(R"({{"id":{},{}}})", id, answer.records.front()));
    if (!now) return leave(id, "the new answer cannot be read");
    const bool is_same = now->answer == record->answer && now->verdicts == record->verdicts;
    // What is masked is absent, and a rule may say something else of what is absent.
    if (!is_same && backlog->is_masked) {
      return leave(id, "another answer, but what is masked in its backlog may be why");
    }
    ++(record->kind == "audit" ? report_.audits : report_.decisions);
    report_.with_masked_texts += backlog->is_masked ? 1 : 0;
    if (is_same) return;
    report_.changes.push_back({.record = std::move(*record), .after = now->answer, .gone = {}, .brought = {}});
    auto& change = report_.changes.back();
    change.gone = without(change.record.verdicts, now->verdicts);
    change.brought = without(now->verdicts, change.record.verdicts);
  }

  ReplayReport finish() { return std::move(report_); }

 private:
  struct Loaded {
    engine::BacklogPtr backlog;  // null: `why` not
    bool is_masked = false;
    std::string why;
  };

  void leave(std::int64_t id, std::string why) { report_.left.push_back({.id = id, .why = std::move(why)}); }

  const Loaded* find_backlog(const store::ReadRecord& record) {
    std::string key;
    for (const auto& input : record.inputs) key += fmt::format("{} {} {}\n", input.part, input.name, input.digest);
    auto found = loaded_.find(key);
    if (found == loaded_.end()) {
      if (loaded_.size() >= kCachedBacklogs) loaded_.clear();
      found = loaded_.emplace(std::move(key), load(record)).first;
    }
    if (found->second.backlog != nullptr) return &found->second;
    leave(record.id, found->second.why);
    return nullptr;
  }

  Loaded load(const store::ReadRecord& record) {
    Loaded result;
    std::vector<backlog::Document> documents;
    for (const auto& input : record.inputs) {
      auto text = log_.text(input.digest);
      if (!text || !*text) {
        result.why = text ? "the text that it is about is not in the log any more" : text.error().message;
        return result;
      }
      result.is_masked = result.is_masked || (*text)->is_masked;
      documents.push_back({.name = input.name,
                           .text = std::move((*text)->text),
                           .part = input.part == "organisation" ? backlog::Document::Part::organisation
                                                                : backlog::Document::Part::backlog});
    }
    auto loaded = engine_.load_backlog(std::move(documents));
    result.backlog = std::move(loaded.backlog);
    if (result.backlog == nullptr) {
      result.why =
          result.is_masked ? "what is masked in its backlog is needed to read it" : "its backlog does not load";
      if (!loaded.diagnostics.empty()) result.why += ": " + loaded.diagnostics.front().message;
    }
    return result;
  }

  engine::Answer ask(const store::ReadRecord& record, const Loaded& loaded) {
    engine::Desk desk{.engine = &engine_,
                      .rules = rules_,
                      .organisation = nullptr,
                      .kept = loaded.backlog,
                      .now = {},
                      .format = report::Format::text,
                      .style = {},
                      .records = true};
    const auto& asked = record.question;
    if (record.kind == "audit") {
      return engine::answer(desk, engine::AuditRequest{.backlog = {}, .sprints = asked.sprints, .as_of = asked.as_of});
    }
    engine::DecisionRequest request;
    request.as_of = asked.as_of;
    request.questions.push_back(
        {.person = asked.person, .action = asked.action, .item = asked.item, .sprint = asked.sprint});
    return engine::answer(desk, std::move(request));
  }

  store::DecisionLog& log_;
  const engine::Engine& engine_;
  engine::RuleSetPtr rules_;
  std::map<std::string, Loaded> loaded_;
  ReplayReport report_;
};

}  // namespace

Result<ReplayReport> replay(store::DecisionLog& log, const engine::Engine& engine, const engine::RuleSetPtr& rules) {
  Replay run(log, engine, rules);
  const auto all = log.each([&](const store::Record& record) {
    run.take(record.id, record.body);
    return true;
  });
  if (!all) return std::unexpected(all.error());
  return run.finish();
}

}  // namespace sprintd::cli
