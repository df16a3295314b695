#include "rules/lang/evaluator.h"

#include <algorithm>

#include "rules/lang/equality.h"
#include "rules/lang/machine.h"

namespace sprintd::lang {

namespace {

template <typename T>
bool holds(Comparison comparison, T left, T right) {
  switch (comparison) {
    case Comparison::equal:
      return left == right;
    case Comparison::not_equal:
      return left != right;
    case Comparison::less:
      return left < right;
    case Comparison::less_or_equal:
      return left <= right;
    case Comparison::greater:
      return left > right;
    case Comparison::greater_or_equal:
      return left >= right;
  }
  return false;
}

// The common cases without a call.
Value compare_fast(Machine& machine, std::size_t at, Comparison comparison, const Value& left, const Value& right) {
  if (left.kind == right.kind) {
    if (left.is(Value::Kind::real)) return Value::of(holds(comparison, left.d, right.d));
    if (left.is(Value::Kind::integer) && !scales_differ(left, right))
      return Value::of(holds(comparison, left.i, right.i));
    if (left.is(Value::Kind::string) && comparison <= Comparison::not_equal) {
      constexpr std::uint64_t kBytesOfStep = 64;
      machine.context.steps += left.size / kBytesOfStep;
      return Value::of((left.string() == right.string()) == (comparison == Comparison::equal));
    }
  }
  return machine.compare(at, comparison, left, right);
}

// Integers that overflow, and other kinds, take the long way.
Value compute_fast(Machine& machine, std::size_t at, Op op, const Value* operands) {
  const Value& left = operands[0];
  const Value& right = operands[1];
  if (left.is(Value::Kind::real) && right.is(Value::Kind::real)) {
    switch (op) {
      case Op::add:
        return Value::of(left.d + right.d);
      case Op::subtract:
        return Value::of(left.d - right.d);
      case Op::multiply:
        return Value::of(left.d * right.d);
      default:
        break;
    }
  } else if (left.is(Value::Kind::integer) && right.is(Value::Kind::integer)) {
    std::int64_t result = 0;
    if (op == Op::add && !__builtin_add_overflow(left.i, right.i, &result)) return Value::of(result);
    if (op == Op::subtract && !scales_differ(left, right) && !__builtin_sub_overflow(left.i, right.i, &result)) {
      return Value::of(result);
    }
    if (op == Op::multiply && !__builtin_mul_overflow(left.i, right.i, &result)) return Value::of(result);
  }
  return machine.arithmetic(at, op, operands);
}

ComprehensionNode::Macro macro_of(std::uint16_t operand) {
  return static_cast<ComprehensionNode::Macro>(operand % kTwoVariables);
}

// Whether an element of all or exists leaves the answer to those behind it.
bool passes_on(ComprehensionNode::Macro macro, const Value& condition) {
  using Macro = ComprehensionNode::Macro;
  if (!condition.is(Value::Kind::boolean)) return false;
  return condition.b ? macro == Macro::all : macro == Macro::exists;
}

Value execute(Machine& machine, const Instruction* const code, Value* const stack) {
  const auto& program = machine.code;
  const Value* const constants = program.constants.data();
  const Instruction* next = code;
  Value* top = stack - 1;  // the value on top of the stack

  for (;;) {
    const Instruction in = *next;
    const auto at = static_cast<std::size_t>(next - code);
    ++next;
    // A loop goes back to its body and pays for the instructions it took.
    const auto again = [&] {
      machine.context.steps += static_cast<std::uint64_t>(next - code) - in.b;
      next = code + in.b;
    };
    switch (in.op) {
      case Op::constant:
        *++top = constants[in.b];
        break;
      case Op::variable:
        *++top = machine.variable(at, in.b);
        break;
      case Op::local:
        ++top;
        *top = stack[in.b];
        break;
      case Op::field:
        *top = machine.field(at, *top, in.entity, in.a);
        break;
      case Op::variable_field:
        *++top = machine.variable_field(at, in.b, in.entity, in.a);
        break;
      case Op::local_field:
        ++top;
        *top = machine.field(at, stack[in.b], in.entity, in.a);
        break;
      case Op::select:
        *top = machine.select(at, *top, program.names[in.b]);
        break;
      case Op::optional_field:
        *top = machine.optional_field(at, *top, in.entity, in.a);
        break;
      case Op::optional_select:
        *top = machine.optional_select(at, *top, program.names[in.b]);
        break;
      case Op::has_field:
        *top = machine.has_field(at, *top, in.entity, in.a);
        break;
      case Op::has_name:
        *top = machine.has_name(at, *top, program.names[in.b]);
        break;
      case Op::index:
        --top;
        *top = machine.index(at, top[0], top[1]);
        break;
      case Op::optional_index:
        --top;
        *top = machine.optional_index(at, top[0], top[1]);
        break;
      case Op::leave_out:
        *top = machine.leave_out(at, *top);
        break;
      case Op::make_list:
        top -= in.b;
        ++top;
        *top = machine.make_list(at, top, in.b);
        break;
      case Op::make_map:
        top -= std::size_t{2} * in.b;
        ++top;
        *top = machine.make_map(at, top, in.b);
        break;

      case Op::jump:
        next = code + in.b;
        break;
      case Op::and_jump:
        if (top->is_false()) next = code + in.b;
        break;
      case Op::or_jump:
        if (top->is_true()) next = code + in.b;
        break;
      case Op::and_join:
      case Op::or_join:
        --top;
        // The left side did not decide, else there had been a jump.
        if (top[0].is(Value::Kind::boolean) && top[1].is(Value::Kind::boolean)) {
          *top = Value::of(top[1].b);
        } else {
          *top = machine.join_logic(at, top[0], top[1], in.op == Op::or_join);
        }
        break;
      case Op::choose:
        if (top->is(Value::Kind::boolean)) {
          next = top->b ? next + 1 : code + in.b;
          --top;
        } else if (!top->is_failure()) {
          *top = machine.no_choice(at, *top);
        }
        break;
      case Op::negate_bool:
        *top = machine.negate(at, *top);
        break;

      case Op::compare:
        --top;
        *top = compare_fast(machine, at, static_cast<Comparison>(in.a), top[0], top[1]);
        break;
      case Op::compare_constant:
        *top = compare_fast(machine, at, static_cast<Comparison>(in.a), *top, constants[in.b]);
        break;
      case Op::contained:
        --top;
        *top = machine.contained(at, top[0], top[1]);
        break;
      case Op::contained_constant:
        *top = machine.contained(at, *top, constants[in.b]);
        break;
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::modulo:
        --top;
        *top = compute_fast(machine, at, in.op, top);
        break;

      case Op::call:
        top -= in.a;
        ++top;
        *top = machine.call(at, program.calls[in.b], top);
        if (machine.exhausted()) return machine.stop(at);
        break;
      case Op::call_by_kind:
        top -= in.a;
        ++top;
        *top = machine.call_by_kind(at, program.dynamic_calls[in.b], top, in.a);
        if (machine.exhausted()) return machine.stop(at);
        break;
      case Op::call_host:
        top -= in.a;
        ++top;
        *top = machine.call_host(at, program.host_calls[in.b], top, in.a);
        break;
      case Op::match:
        *top = machine.match(at, *top, in.b);
        break;

      case Op::otherwise:
        if (machine.otherwise(at, in.a != 0, *top)) {
          --top;
        } else {
          next = code + in.b;
        }
        break;
      case Op::open_optional:
        if (machine.open_optional(at, top)) {
          ++top;
        } else {
          next = code + in.b;
        }
        break;
      case Op::close_optional:
        *top = machine.close_optional(at, in.a != 0, *top);
        break;

      case Op::recall:
        if (machine.memos[in.a].run == machine.run) {
          *++top = machine.memos[in.a].value;
          next = code + in.b;
        }
        break;
      case Op::remember:
        machine.memos[in.a] = {machine.run, *top};
        break;
      case Op::leave:
        top[-in.a] = *top;
        top -= in.a;
        break;

      case Op::loop:
        if (machine.begin_loop(at, macro_of(in.a), in.a >= kTwoVariables, in.b, top)) {
          top += 4;
        } else {
          next = code + in.b;
        }
        if (machine.exhausted()) return machine.stop(at);
        break;
      case Op::test_step:
        top -= 5;
        if (passes_on(macro_of(in.a), top[5]) ? machine.next_element(top)
                                              : machine.test_step(at, macro_of(in.a), top[5], top)) {
          top += 4;
          again();
        }
        if (machine.exhausted()) return machine.stop(at);
        break;
      case Op::filter_step:
        top -= 5;
        if (machine.filter_step(at, top[5], top)) {
          top += 4;
          again();
        }
        if (machine.exhausted()) return machine.stop(at);
        break;
      case Op::collect_unless: {
        top -= 5;
        const auto exit = top[1].size;
        if (machine.to_collect(at, top[5], top)) {
          top += 4;
        } else if (machine.next_element(top)) {
          top += 4;
          again();
        } else {
          next = code + exit;
        }
        if (machine.exhausted()) return machine.stop(at);
        break;
      }
      case Op::map_step:
        top -= 5;
        if (machine.map_step(at, macro_of(in.a), top[5], top)) {
          top += 4;
          again();
        }
        if (machine.exhausted()) return machine.stop(at);
        break;

      case Op::cover:
        machine.cover(at, *top);
        break;
      case Op::observe:
        machine.observe(at, *top);
        break;
      case Op::mark:
        machine.mark(in.a);
        break;
      case Op::keep_right:
        machine.keep_right(in.a, in.b != 0, *top);
        break;
      case Op::keep_deciding:
        machine.keep_deciding(in.a, in.b != 0, *top);
        break;

      case Op::finish:
        machine.context.steps += static_cast<std::uint64_t>(next - code);
        return machine.exhausted() ? machine.stop(at) : *top;
    }
  }
}

}  // namespace

Evaluator::Evaluator(Budget budget) : budget_(budget) {}

Value Evaluator::run(const Program& program, const Activation& activation) {
  if (coverage_ == nullptr) return run(program, activation, nullptr);
  std::vector<Observation> ignored;
  return run(program, activation, &ignored);
}

Value Evaluator::run(const Program& program, const Activation& activation, Evidence& evidence) {
  evidence.observations.clear();
  const Value value = run(program, activation, &evidence.observations);
  keep_distinct(evidence.observations);
  return value;
}

Value Evaluator::run(const Program& program, const Activation& activation, std::vector<Observation>* observations) {
  arena_.clear();
  if (!program) return make_error(arena_, "there is no program to run");
  if (spent()) return make_error(arena_, "the request takes too many steps");
  auto budget = budget_;
  budget.steps = std::min(budget.steps, last_step_ - steps_);
  const Code& code = program.code();
  if (stack_.size() < code.max_stack) stack_.resize(code.max_stack);
  if (memos_.size() < code.memos) memos_.resize(code.memos);
  if (marks_.size() < code.marks) marks_.resize(code.marks);
  const auto& instructions = observations == nullptr ? code.plain : code.traced;
  Machine machine{code,          instructions.spans,
                  activation,    {arena_, activation.facts, 0, false, budget},
                  memos_.data(), ++runs_,
                  marks_.data(), observations,
                  coverage_};
  const Value value = execute(machine, instructions.all.data(), stack_.data());
  steps_ += machine.context.steps;
  exhausted_ = machine.exhausted();
  return value;
}

}  // namespace sprintd::lang
