// Operators and functions.
#include <algorithm>
#include <array>
#include <optional>

#include "rules/lang/limits.h"
#include "rules/lang/lowering.h"
#include "rules/lang/pattern.h"

namespace sprintd::lang {

namespace {

struct NamedComparison {
  std::string_view function;
  Comparison comparison;
  Comparison mirrored;  // a < b is b > a
};
constexpr std::array<NamedComparison, 6> kComparisons = {{
    {"_==_", Comparison::equal, Comparison::equal},
    {"_!=_", Comparison::not_equal, Comparison::not_equal},
    {"_<_", Comparison::less, Comparison::greater},
    {"_<=_", Comparison::less_or_equal, Comparison::greater_or_equal},
    {"_>_", Comparison::greater, Comparison::less},
    {"_>=_", Comparison::greater_or_equal, Comparison::less_or_equal},
}};

struct NamedOp {
  std::string_view function;
  Op op;
};
constexpr std::array<NamedOp, 5> kArithmetic = {{
    {"_+_", Op::add},
    {"_-_", Op::subtract},
    {"_*_", Op::multiply},
    {"_/_", Op::divide},
    {"_%_", Op::modulo},
}};

const NamedComparison* comparison_named(std::string_view function) {
  const auto* found = std::ranges::find(kComparisons, function, &NamedComparison::function);
  return found != kComparisons.end() ? found : nullptr;
}

std::optional<Op> arithmetic_named(std::string_view function) {
  const auto* found = std::ranges::find(kArithmetic, function, &NamedOp::function);
  return found != kArithmetic.end() ? std::optional(found->op) : std::nullopt;
}

// The integer as a double where doubles are compared with it, which is quicker, and the same below 2^53.
Value comparable(const Value& constant, const Type& with) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  const bool adapts = with.kind == Type::Kind::real && constant.is(Value::Kind::integer);
  if (!adapts || constant.i > kExact || constant.i < -kExact) return constant;
  return Value::of(static_cast<double>(constant.i));
}

}  // namespace

void Lowering::lower(const Node& node, const CallNode& call, Role role) {
  const auto role_of_operand = role == Role::silent ? Role::silent : Role::operand;
  if (call.function == "_&&_" || call.function == "_||_") return lower_both(node, call, role);
  if (call.function == "_?_:_") return lower_choice(node, call, role);
  if (call.function == "_[_]" || call.function == "_[?_]") return lower_index(node, call, role);
  if (call.function == "or" || call.function == "orValue") return lower_otherwise(node, call, role);
  if (call.function == "?_") {
    lower(*call.arguments[0], role_of_operand);
    emit_.emit(Op::leave_out, node.span);
    return;
  }
  if (call.function == "@in") return lower_in(node, call, role_of_operand);
  if (call.function == "!_") {
    lower(*call.arguments[0], role == Role::silent ? Role::silent : Role::condition);
    emit_.emit(Op::negate_bool, node.span);
    return;
  }
  if (const auto* comparison = comparison_named(call.function)) {
    return lower_comparison(node, call, comparison->comparison, role_of_operand);
  }
  if (const auto op = arithmetic_named(call.function)) {
    lower(*call.arguments[0], role_of_operand);
    lower(*call.arguments[1], role_of_operand);
    emit_.emit(*op, node.span);
    return;
  }
  lower_function(node, call, role);
}

// left; jump behind the end if it decides; right; join. Only the side that decided is evidence.
void Lowering::lower_both(const Node& node, const CallNode& call, Role role) {
  const bool both = call.function == "_&&_";
  const auto role_of_side = role == Role::silent ? Role::silent : Role::condition;
  const bool marked = traced() && role_of_side == Role::condition;
  const auto mark = mark_;
  if (marked) {
    mark_ += 2;
    code_.marks = std::max(code_.marks, mark_);
    emit_.emit(Op::mark, node.span, mark);
  }
  lower(*call.arguments[0], role_of_side);
  cover(*call.arguments[0]);
  const auto decided = emit_.emit(both ? Op::and_jump : Op::or_jump, node.span);
  if (marked) emit_.emit(Op::mark, node.span, mark + 1);
  lower(*call.arguments[1], role_of_side);
  cover(*call.arguments[1]);
  emit_.emit(both ? Op::and_join : Op::or_join, node.span);
  if (marked) {
    emit_.emit(Op::keep_right, node.span, mark, both ? 0 : 1);
    mark_ = mark;
  }
  emit_.land(decided);
}

void Lowering::lower_choice(const Node& node, const CallNode& call, Role role) {
  lower(*call.arguments[0], role == Role::silent ? Role::silent : Role::condition);
  cover(*call.arguments[0]);
  const auto choose = emit_.emit(Op::choose, call.arguments[0]->span);
  const auto height = emit_.height();
  const auto failed = emit_.emit(Op::jump, node.span);
  lower(*call.arguments[1], role);
  const auto chosen = emit_.emit(Op::jump, node.span);
  emit_.land(choose);
  emit_.set_height(height);
  lower(*call.arguments[2], role);
  emit_.land(failed);
  emit_.land(chosen);
}

void Lowering::lower_comparison(const Node& node, const CallNode& call, Comparison comparison, Role role) {
  const Node& left = *call.arguments[0];
  const Node& right = *call.arguments[1];
  if (const auto constant = constants_.value(right)) {
    lower(left, role);
    const auto operand = emit_.constant(comparable(*constant, left.type));
    emit_.emit(Op::compare_constant, node.span, static_cast<std::size_t>(comparison), operand);
  } else if (const auto mirrored = constants_.value(left)) {
    lower(right, role);
    const auto operand = emit_.constant(comparable(*mirrored, right.type));
    comparison = comparison_named(call.function)->mirrored;
    emit_.emit(Op::compare_constant, node.span, static_cast<std::size_t>(comparison), operand);
  } else {
    lower(left, role);
    lower(right, role);
    emit_.emit(Op::compare, node.span, static_cast<std::size_t>(comparison));
  }
}

void Lowering::lower_in(const Node& node, const CallNode& call, Role role) {
  lower(*call.arguments[0], role);
  const auto container = constants_.value(*call.arguments[1]);
  const bool noted = traced() && std::holds_alternative<DefinitionNode>(call.arguments[1]->is);
  if (container && !noted) {
    emit_.emit(Op::contained_constant, node.span, 0, emit_.constant(*container));
    return;
  }
  lower(*call.arguments[1], role);
  emit_.emit(Op::contained, node.span);
}

void Lowering::lower_index(const Node& node, const CallNode& call, Role role) {
  lower(*call.arguments[0], role == Role::silent ? Role::silent : Role::chain);
  lower(*call.arguments[1], role == Role::silent ? Role::silent : Role::operand);
  emit_.emit(call.function == "_[_]" ? Op::index : Op::optional_index, node.span);
  observe(node.span, role == Role::operand || role == Role::condition);
}

void Lowering::lower_otherwise(const Node& node, const CallNode& call, Role role) {
  lower(*call.target, Role::silent);
  const auto found = emit_.emit(Op::otherwise, node.span, call.function == "orValue" ? 1 : 0);
  lower(*call.arguments[0], Role::silent);
  if (call.function == "or") emit_.emit(Op::close_optional, node.span, 0);
  emit_.land(found);
  observe(node.span, role == Role::operand || role == Role::condition);
}

void Lowering::lower_function(const Node& node, const CallNode& call, Role role) {
  const auto role_of_argument = role == Role::silent ? Role::silent : Role::operand;
  const bool is_operator = call.function == "-_";
  const bool noted = !is_operator && (role == Role::operand || role == Role::condition);
  if (lower_match(node, call, role_of_argument)) return observe(node.span, noted);

  if (call.target != nullptr) lower(*call.target, role_of_argument);
  for (const auto& argument : call.arguments) lower(*argument, role_of_argument);
  const auto count = call.arguments.size() + (call.target != nullptr ? 1 : 0);

  if (call.host_function >= 0) {
    const auto& host = environment_.schema->functions()[static_cast<std::size_t>(call.host_function)];
    reads(host.depends_on);
    emit_.emit(Op::call_host, node.span, count, code_.host_calls.size());
    code_.host_calls.push_back({host.name, host.slot, host.arguments});
  } else if (node.overload >= 0) {
    const auto* overload = &all_overloads()[static_cast<std::size_t>(node.overload)];
    CallSite site{overload, {}, constant_pattern(*overload, call)};
    for (const auto& argument : overload->arguments) site.kinds.push_back(kinds_accepted(argument));
    emit_.emit(Op::call, node.span, count, code_.calls.size());
    code_.calls.push_back(std::move(site));
  } else {
    DynamicCall dynamic{call.function, call.target != nullptr, {}};
    for (const auto index : overloads_of(call.function, dynamic.member)) {
      const auto& overload = all_overloads()[index];
      if (overload.call != nullptr && overload.arguments.size() == count) dynamic.candidates.push_back(&overload);
    }
    emit_.emit(Op::call_by_kind, node.span, count, code_.dynamic_calls.size());
    code_.dynamic_calls.push_back(std::move(dynamic));
  }
  observe(node.span, noted);
}

std::optional<std::size_t> Lowering::constant_pattern(const Overload& overload, const CallNode& call) {
  if (overload.pattern_argument < 0) return std::nullopt;
  const auto text = constants_.value(*call.arguments[static_cast<std::size_t>(overload.pattern_argument)]);
  if (!text || !text->is(Value::Kind::string)) return std::nullopt;
  return pattern_of(text->string());
}

std::optional<std::size_t> Lowering::pattern_of(std::string_view text) {
  const auto known = std::ranges::find(code_.patterns, text, &Pattern::text);
  if (known != code_.patterns.end()) return static_cast<std::size_t>(known - code_.patterns.begin());
  if (code_.patterns.size() == kMaxPatterns) return std::nullopt;  // compiled at each call
  Pattern pattern(text);
  if (!pattern.valid()) return std::nullopt;  // fails when it runs, as any call
  code_.patterns.push_back(std::move(pattern));
  return code_.patterns.size() - 1;
}

bool Lowering::lower_match(const Node& node, const CallNode& call, Role role) {
  if (call.function != "matches" || call.host_function >= 0) return false;
  const bool member = call.target != nullptr;
  if (call.arguments.size() != (member ? 1U : 2U)) return false;
  const auto pattern = constants_.value(*call.arguments.back());
  if (!pattern || !pattern->is(Value::Kind::string)) return false;
  const auto compiled = pattern_of(pattern->string());
  if (!compiled) return false;
  lower(member ? *call.target : *call.arguments[0], role);
  emit_.emit(Op::match, node.span, 0, *compiled);
  return true;
}

}  // namespace sprintd::lang
