// Facts over small tables for the schema of backlog_sample.h, and expressions run over them.
//
// Neighbours: tests of the compiler, the evaluator, functions and templates. A SampleRun owns all it needs; what it
// prints is compared with tables. Header only, one thread.
#pragma once

#include <array>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "rules/base/origin.h"
#include "rules/lang/compiler.h"
#include "rules/lang/constant_faults.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/facts.h"
#include "rules/lang/parser.h"
#include "rules/lang/time_value.h"
#include "rules/lang/value_text.h"
#include "tests/lang/backlog_sample.h"
#include "tests/lang/expression_faults.h"
#include "tests/support/reference_evaluator.h"

namespace sprintd::lang::testing {

// Rows by hand: what was not set is absent.
class SampleFacts : public Facts {
 public:
  explicit SampleFacts(const BacklogSample& sample) : sample_(sample), zone_(*TimeZone::load("Europe/Berlin")) {
    // Items: 0 is complete, 1 has hardly anything, 2 and 3 lie between.
    text(sample.item, 0, "id", "TD-12");
    text(sample.item, 0, "title", "Drop the old queue");
    text(sample.item, 0, "kind", "tech_debt");
    set(sample.item, 0, "points", Value::of(3.0));
    set(sample.item, 0, "priority", Value::of(std::int64_t{1}));
    set(sample.item, 0, "assignee", Value::of_entity(sample.person, 1));
    set(sample.item, 0, "helpers", rows(sample.person, {0, 2}));
    set(sample.item, 0, "labels", list({string("queue"), string("core")}));
    set(sample.item, 0, "created", *parse_timestamp("2026-03-02T10:00:00Z"));
    set(sample.item, 0, "project", Value::of_entity(sample.project, 0));
    set(sample.item, 0, "fields", map({{string("risk"), Value::of(std::int64_t{3})}, {string("area"), string("db")}}));
    text(sample.item, 1, "id", "US-1");
    set(sample.item, 1, "labels", list({}));
    set(sample.item, 1, "helpers", rows(sample.person, {}));
    set(sample.item, 1, "title", Value::null());
    text(sample.item, 2, "id", "BUG-7");
    set(sample.item, 2, "points", Value::of(13.0));
    set(sample.item, 2, "assignee", Value::of_entity(sample.person, 0));
    text(sample.item, 3, "id", "BUG-8");
    set(sample.item, 3, "points", Value::of(5.0));

    text(sample.person, 0, "id", "ada");
    text(sample.person, 0, "name", "Ada L.");
    set(sample.person, 0, "capacity", Value::of(8.0));
    set(sample.person, 0, "manager", Value::of_entity(sample.person, 2));
    set(sample.person, 0, "leads", rows(sample.project, {0, 1}));
    text(sample.person, 1, "id", "bob");
    text(sample.person, 1, "name", "Bob K.");
    set(sample.person, 1, "manager", Value::of_entity(sample.person, 0));
    set(sample.person, 1, "leads", rows(sample.project, {}));
    text(sample.person, 2, "id", "grace");
    text(sample.person, 2, "name", "Grace H.");

    text(sample.project, 0, "id", "atlas");
    text(sample.project, 0, "state", "active");
    set(sample.project, 0, "lead", Value::of_entity(sample.person, 1));
    set(sample.project, 0, "complexity", Value::of(std::int64_t{3}));
    text(sample.project, 1, "id", "borea");
    text(sample.project, 1, "state", "done");
  }

  void set(EntityType entity, std::uint32_t row, std::string_view field, Value value) {
    cells_[{entity, row, sample_.schema.field(entity, field)->slot}] = value;
  }

  Value string(std::string text) { return Value::of(std::string_view{texts_.emplace_back(std::move(text))}); }
  Value list(std::vector<Value> values) { return Value::of_list(lists_.emplace_back(std::move(values))); }
  Value rows(EntityType entity, std::vector<std::uint32_t> numbers) {
    return Value::of_rows(entity, rows_.emplace_back(std::move(numbers)));
  }
  Value map(std::vector<MapEntry> entries) { return Value::of_map(maps_.emplace_back(std::move(entries))); }

  Value field(EntityType entity, std::uint32_t row, std::uint16_t slot, Arena&) const override {
    ++reads;
    const auto found = cells_.find({entity, row, slot});
    return found != cells_.end() ? found->second : Value::unknown({entity, slot, row});
  }
  bool present(EntityType entity, std::uint32_t row, std::uint16_t slot) const override {
    const auto found = cells_.find({entity, row, slot});
    return found != cells_.end() && !found->second.is(Value::Kind::null);
  }
  Value call(std::uint16_t function, std::span<const Value> arguments, Arena& arena) const override {
    constexpr std::uint16_t kSeniority = 1;
    if (function == kSeniority) {
      if (arguments[0].string() == "senior_1") return Value::of(std::int64_t{3});
      return make_error(arena, "there is no such rung");
    }
    if (arguments[0].row == 2) return Value::unknown({sample_.person, 0, 2});
    return Value::of(arguments[0].row == 0 && arguments[1].string() == "tech_lead");
  }
  std::string_view id(EntityType entity, std::uint32_t row) const override {
    return cells_.at({entity, row, 0}).string();
  }
  std::string_view entity_name(EntityType entity) const override { return sample_.schema.entity(entity).name; }
  const TimeZone& zone() const override { return zone_; }

  mutable int reads = 0;

 private:
  void text(EntityType entity, std::uint32_t row, std::string_view field, std::string value) {
    set(entity, row, field, string(std::move(value)));
  }

  const BacklogSample& sample_;
  TimeZone zone_;
  std::map<std::tuple<EntityType, std::uint32_t, std::uint16_t>, Value> cells_;
  std::deque<std::string> texts_;
  std::deque<std::vector<Value>> lists_;
  std::deque<std::vector<std::uint32_t>> rows_;
  std::deque<std::vector<MapEntry>> maps_;
};

// What always fails may run here, to see how it fails.
inline bool check_constants_but_for_failing(const Node& root, const Environment& environment, Diagnostics& faults) {
  Diagnostics found;
  check_constants(root, environment, found);
  bool good = true;
  for (const auto& fault : found.sorted()) {
    if (fault.code == sprintd::Code::always_fails) continue;
    faults.add(fault);
    good = false;
  }
  return good;
}

// Variables besides those of BacklogSample: `items` (all of them), `i` 7, `d` 2.5, `n` 3u, `s` "text", `yes` and `no`,
// `unk` (a bool that is absent), `part` ([1, absent, 3]), `ints` ([4, 1, 3]).
class SampleRun {
 public:
  SampleRun() : facts(sample), environment_(sample.environment(&definitions_)) {
    add("items", Type::list(Type::of_entity(sample.item)), facts.rows(sample.item, {0, 1, 2, 3}));
    add("i", Type::Kind::integer, Value::of(std::int64_t{7}));
    add("d", Type::Kind::real, Value::of(2.5));
    add("n", Type::Kind::uinteger, Value::of_uint(3));
    add("s", Type::Kind::string, facts.string("text"));
    add("yes", Type::Kind::boolean, Value::of(true));
    add("no", Type::Kind::boolean, Value::of(false));
    add("unk", Type::Kind::boolean, absent(9));
    const auto one = Value::of(std::int64_t{1});
    const auto three = Value::of(std::int64_t{3});
    add("part", Type::list(Type::Kind::integer), facts.list({one, absent(8), three}));
    add("ints", Type::list(Type::Kind::integer), facts.list({Value::of(std::int64_t{4}), one, three}));
    values_[0] = Value::of_entity(sample.item, 0);
    values_[1] = Value::of_entity(sample.person, 0);
    values_[2] = *parse_timestamp("2026-03-05T12:00:00Z");
    values_[3] = facts.map({{facts.string("a"), one}, {facts.string("who"), Value::of_entity(sample.person, 1)}});
  }

  void define(std::string name, std::vector<std::string> parameters, std::string body) {
    const auto& text = sources_.emplace_back(std::move(body));
    const auto& origin = origins_.emplace_back(Origin::verbatim(FileId{static_cast<std::uint32_t>(sources_.size())}, 0,
                                                                static_cast<std::uint32_t>(text.size())));
    Diagnostics diagnostics;
    definitions_.add(std::move(name), std::move(parameters), {text, &origin}, {}, diagnostics);
  }

  void use_item(std::uint32_t row) { values_[0] = Value::of_entity(sample.item, row); }

  // An empty Program when there are faults; they are then in `faults`.
  Program compile(const std::string& expression) {
    const auto& text = sources_.emplace_back(expression);
    const auto& origin = origins_.emplace_back(Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size())));
    Diagnostics diagnostics;
    const auto root = parse({text, &origin}, diagnostics);
    const bool good = root != nullptr && check(*root, environment_, {}, diagnostics) &&
                      check_constants_but_for_failing(*root, environment_, diagnostics);
    faults = fault_lines(diagnostics);
    return good ? lang::compile(*root, environment_) : Program();
  }

  [[nodiscard]] Activation activation() const { return {&facts, values_}; }
  [[nodiscard]] const Environment& environment() const { return environment_; }

  // The value in the exact form, or "fault: ...". The traced code and the reference evaluator must say the same.
  std::string value(const std::string& expression) {
    const auto program = compile(expression);
    if (!program) return "fault: " + faults;
    const auto plain = constant_text(evaluator.run(program, activation()));
    Evidence evidence;
    const auto traced = constant_text(evaluator.run(program, activation(), evidence));
    if (plain != traced) return plain + " but traced " + traced;
    const bool limited = plain.ends_with("too many steps") || plain.ends_with("too much memory");
    const auto disagreement = limited ? std::string() : judge(expression);
    return disagreement.empty() ? plain : disagreement;
  }

  // "text = value" for each observation, in order.
  std::vector<std::string> evidence(const std::string& expression) {
    const auto program = compile(expression);
    if (!program) return {"fault: " + faults};
    Evidence evidence;
    evaluator.run(program, activation(), evidence);
    std::vector<std::string> lines;
    for (const auto& [span, value] : evidence.observations) {
      const auto file = static_cast<std::uint32_t>(span.file);
      const auto& source = file == 0 ? expression : sources_[file - 1];
      lines.push_back(source.substr(span.begin, span.end - span.begin) + " = " + to_text(value, facts));
    }
    return lines;
  }

  BacklogSample sample;
  SampleFacts facts;
  Evaluator evaluator;
  std::string faults;

 private:
  std::string judge(const std::string& expression) {
    const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(expression.size()));
    Diagnostics diagnostics;
    const auto root = parse({expression, &origin}, diagnostics);
    check(*root, environment_, Expected{}, diagnostics);
    const auto program = lang::compile(*root, environment_);
    const auto real = evaluator.run(program, activation());
    return reference::disagreement(*root, sample.schema, activation(), real);
  }

  void add(std::string name, Type type, Value value) {
    const auto slot = static_cast<std::uint16_t>(environment_.variables.size());
    environment_.variables.push_back({std::move(name), std::move(type), slot, ""});
    values_.resize(slot + std::size_t{1});
    values_[slot] = value;
  }
  [[nodiscard]] Value absent(std::uint32_t row) const { return Value::unknown({sample.item, 2, row}); }

  Definitions definitions_;
  Environment environment_;
  std::vector<Value> values_;
  std::deque<std::string> sources_;
  std::deque<Origin> origins_;
};

}  // namespace sprintd::lang::testing
