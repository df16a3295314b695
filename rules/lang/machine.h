// One run of a Program: everything an instruction may touch, and the instructions that are more than a line.
//
// Neighbours: evaluator.cc has the loop over the instructions; operations.cc fields, operators and calls, loops.cc the
// macros. A Machine lives for one run and borrows the Evaluator's memory. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/bytecode.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/function_table.h"

namespace sprintd::lang {

struct Machine {
  const Code& code;
  const std::vector<Span>& spans;
  const Activation& activation;
  CallContext context;
  Evaluator::Memo* memos;
  std::uint64_t run;
  std::size_t* marks;
  std::vector<Observation>* observations;
  Coverage* coverage;  // null: nobody asks

  [[nodiscard]] bool exhausted() const {
    return context.steps > context.budget.steps || context.out_of_memory || context.arena.used() > context.budget.bytes;
  }
  // `at` is the position of the instruction that fails.
  Value fail(std::size_t at, std::string_view message) const { return make_error(context.arena, message, spans[at]); }
  [[nodiscard]] Value stop(std::size_t at) const;
  // An error made without a place gets this one.
  [[nodiscard]] Value placed(std::size_t at, const Value& value) const;

  // The checker has seen to it that the row is of the entity, or that it is only known when this runs.
  Value field(std::size_t at, const Value& row, EntityType entity, std::uint16_t slot) const {
    if (!row.is(Value::Kind::entity) || row.entity != entity) [[unlikely]]
      return no_field(at, row);
    const Value value = activation.facts->field(row.entity, row.row, slot, context.arena);
    if (value.is(Value::Kind::null)) [[unlikely]]
      return absent(row, slot);
    return value;
  }
  [[nodiscard]] Value variable(std::size_t at, std::uint32_t slot) const {
    if (slot < activation.variables.size()) return activation.variables[slot];
    return no_variable(at);
  }
  Value variable_field(std::size_t at, std::uint32_t variable, EntityType entity, std::uint16_t slot) const {
    if (variable < activation.variables.size()) return field(at, activation.variables[variable], entity, slot);
    return no_variable(at);
  }

  // operations.cc
  [[nodiscard]] Value no_elements(std::size_t at, const Value& value) const;
  [[nodiscard]] Value no_position(std::size_t at, const Value& index) const;
  Value no_field(std::size_t at, const Value& value) const;
  [[nodiscard]] Value no_variable(std::size_t at) const;
  [[nodiscard]] static Value absent(const Value& row, std::uint16_t slot);
  Value optional_field(std::size_t at, const Value& value, EntityType entity, std::uint16_t slot) const;
  Value optional_select(std::size_t at, const Value& value, const DynamicName& name);
  Value has_field(std::size_t at, const Value& row, EntityType entity, std::uint16_t slot) const;
  Value select(std::size_t at, const Value& value, const DynamicName& name);
  Value has_name(std::size_t at, const Value& value, const DynamicName& name);
  Value index(std::size_t at, const Value& container, const Value& index);
  Value optional_index(std::size_t at, const Value& container, const Value& index);
  // optionals.cc: an optional that make_list and make_map skip when it is none, and take the value of.
  Value leave_out(std::size_t at, const Value& value) const;
  // True: there is no value, the other one counts. False: `value` is what counts.
  bool otherwise(std::size_t at, bool unwraps, Value& value) const;
  // True: top[1] is the value of the optional *top. False: *top is the result.
  bool open_optional(std::size_t at, Value* top) const;
  Value close_optional(std::size_t at, bool wraps, const Value& value) const;
  Value make_list(std::size_t at, const Value* first, std::size_t count);
  Value make_map(std::size_t at, const Value* first, std::size_t count);
  Value join_logic(std::size_t at, const Value& left, const Value& right, bool decides) const;
  Value negate(std::size_t at, const Value& value) const;
  [[nodiscard]] Value no_choice(std::size_t at, const Value& condition) const;
  Value compare(std::size_t at, Comparison comparison, const Value& left, const Value& right);
  Value contained(std::size_t at, const Value& element, const Value& container);
  Value arithmetic(std::size_t at, Op op, const Value* operands);
  Value call(std::size_t at, const CallSite& site, const Value* arguments);
  Value call_by_kind(std::size_t at, const DynamicCall& call, const Value* arguments, std::size_t count);
  Value call_host(std::size_t at, const HostCall& host, const Value* arguments, std::size_t count);
  Value match(std::size_t at, const Value& text, std::uint32_t pattern);

  // loops.cc: `loop` points at the loop's five values: range, position, result so far, and the variables.
  // True: the first element is there. False: *loop is the result.
  bool begin_loop(std::size_t at, ComprehensionNode::Macro macro, bool two_variables, std::uint32_t exit, Value* loop);
  // True: the next element is there. False: *loop is the result.
  static bool next_element(Value* loop) {
    const auto position = static_cast<std::uint32_t>(++loop[1].i);
    if (position == loop[0].size) {
      *loop = loop[2];
      return false;
    }
    const bool one_of_list = loop[0].is(Value::Kind::list) && loop[1].slot == 0;
    if (one_of_list) {
      loop[3] = loop[0].values[position];
    } else {
      set_variables(loop, position);
    }
    return true;
  }
  static void set_variables(Value* loop, std::uint32_t position);
  bool test_step(std::size_t at, ComprehensionNode::Macro macro, const Value& condition, Value* loop) const;
  bool filter_step(std::size_t at, const Value& condition, Value* loop) const;
  // Whether the element is to be collected; a failure goes into the result.
  bool to_collect(std::size_t at, const Value& condition, Value* loop) const;
  [[nodiscard]] Value no_condition(std::size_t at, const Value& value) const;
  bool map_step(std::size_t at, ComprehensionNode::Macro macro, const Value& value, Value* loop);
  void insert_all(std::size_t at, const Value& entries, Value& map);

  // evidence.cc
  void cover(std::size_t at, const Value& value) const;
  void observe(std::size_t at, const Value& value) const;
  void mark(std::uint16_t number) const { marks[number] = observations->size(); }
  void keep_right(std::uint16_t number, bool truth, const Value& value) const;
  void keep_deciding(std::uint16_t number, bool truth, const Value& condition) const;
};

// Evidence without repetitions, cut to kMaxObservations.
void keep_distinct(std::vector<Observation>& observations);

// Where in a list an index points: a whole number of any kind within it.
std::optional<std::uint32_t> list_position(const Value& list, const Value& index);

// The unknown, else the error, of several values, the leftmost of each; null when there is none.
const Value* first_failure(const Value* values, std::size_t count);

}  // namespace sprintd::lang
