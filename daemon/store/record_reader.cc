#include "daemon/store/record_reader.h"

#include <algorithm>
#include <utility>

#include "rules/base/arena.h"
#include "rules/json/reader.h"

namespace sprintd::store {
namespace {

using Kind = PullReader::Kind;

// What a member means stands here once, for whatever order they come in.
class Reading {
 public:
  explicit Reading(PullReader& in) : in_(in) {}

  bool record(ReadRecord& record) {
    return object([&](std::string_view key) {
      if (key == "id") return integer(record.id);
      if (key == "previous") return text(record.previous);
      if (key == "at") return text(record.at);
      if (key == "kind") return text(record.kind);
      if (key == "answer") return text(record.answer);
      if (key == "digest") return text(record.packs);
      if (key == "question") return question(record.question);
      if (key == "reasons" || key == "findings") return verdicts(record.verdicts);
      if (key == "inputs") return inputs(record.inputs);
      if (key == "masked") record.is_masked = true;
      return skip();
    });
  }

 private:
  bool question(ReadRecord::Question& asked) {
    return object([&](std::string_view key) {
      if (key == "person") return text(asked.person);
      if (key == "action") return text(asked.action);
      if (key == "item") return text(asked.item);
      if (key == "sprint") return text(asked.sprint);
      if (key == "as_of") return text(asked.as_of);
      if (key == "sprints") return list([&] { return text(asked.sprints.emplace_back()); });
      return skip();
    });
  }

  bool verdicts(std::vector<std::string>& lines) {
    return list([&] {
      std::string rule, subject, verdict;
      const bool is_good = object([&](std::string_view key) {
        if (key == "rule") return text(rule);
        if (key == "subject") return text(subject);
        if (key == "verdict") return text(verdict);
        return skip();
      });
      auto line = std::move(rule);
      for (const auto& part : {subject, verdict}) {
        if (!part.empty()) line += (line.empty() ? "" : " ") + part;
      }
      lines.push_back(std::move(line));
      return is_good;
    });
  }

  bool inputs(std::vector<ReadRecord::Input>& inputs) {
    return list([&] {
      auto& input = inputs.emplace_back();
      return object([&](std::string_view key) {
        if (key == "part") return text(input.part);
        if (key == "name") return text(input.name);
        if (key == "digest") return text(input.digest);
        return skip();
      });
    });
  }

  template <typename Member>
  bool object(Member member) {
    if (in_.kind() != Kind::object) return skip();
    in_.begin_object();
    bool is_good = true;
    for (std::string_view key; in_.next_key(key);) is_good = member(key) && is_good;
    return is_good && !in_.failed();
  }

  template <typename Element>
  bool list(Element element) {
    if (in_.kind() != Kind::array) return skip();
    in_.begin_array();
    bool is_good = true;
    while (in_.next_element()) is_good = element() && is_good;
    return is_good;
  }

  bool text(std::string& into) {
    if (in_.kind() != Kind::string) return skip();
    into = in_.string();
    return true;
  }

  bool integer(std::int64_t& into) {
    if (in_.kind() != Kind::integer) return skip();
    into = in_.integer();
    return true;
  }

  // Masked members are null.
  bool skip() {
    in_.skip();
    return true;
  }

  PullReader& in_;
};

}  // namespace

std::optional<ReadRecord> read_record(std::string_view body) {
  Sources sources;
  Arena arena;
  Diagnostics faults;
  const auto file = sources.add("record", std::string(body));
  if (!file) return std::nullopt;
  const auto reader = json::make_strict_reader(sources, *file, arena, faults);
  if (reader->kind() != Kind::object) return std::nullopt;
  ReadRecord record;
  const bool is_good = Reading(*reader).record(record);
  if (!reader->finish() || !is_good || faults.has_errors() || record.id == 0) return std::nullopt;
  std::ranges::sort(record.verdicts);
  return record;
}

}  // namespace sprintd::store
