// Loops: all, exists, exists_one, map and filter.
#include <algorithm>

#include "rules/lang/lowering.h"

namespace sprintd::lang {

namespace {

constexpr std::size_t kFirst = 3;  // of a loop's five values on the stack
constexpr std::size_t kSecond = 4;

}  // namespace

// range; loop; body; step. The loop's values are range, position, result so far and the variables.
void Lowering::lower(const Node& node, const ComprehensionNode& macro, Role role) {
  using Macro = ComprehensionNode::Macro;
  if (macro.macro == Macro::opt_map || macro.macro == Macro::opt_flat_map) return lower_optional_map(node, macro, role);
  lower(*macro.range, role == Role::silent ? Role::silent : Role::operand);
  const auto base = emit_.height() - 1;
  const auto mark = mark_;
  const bool tests = macro.macro == Macro::all || macro.macro == Macro::exists || macro.macro == Macro::exists_one;
  const bool two = !macro.second.name.empty();
  const auto role_of_body = tests && role != Role::silent ? Role::condition : Role::silent;
  if (traced() && role_of_body == Role::condition) {
    mark_ += 2;
    code_.marks = std::max(code_.marks, mark_);
    emit_.emit(Op::mark, node.span, mark);
  }
  const auto loop = emit_.emit(Op::loop, node.span, static_cast<std::size_t>(macro.macro) | (two ? kTwoVariables : 0));
  local(macro.first.local) = {base + kFirst, true};
  if (two) local(macro.second.local) = {base + kSecond, true};
  const auto body = emit_.here();
  switch (macro.macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      lower_test(macro, role_of_body, body);
      break;
    case Macro::filter:
      lower(*macro.condition, Role::silent);
      cover(*macro.condition);
      emit_.emit(Op::filter_step, macro.condition->span, 0, body);
      break;
    default:
      lower_map(macro, body);
  }
  emit_.land(loop);
  emit_.set_height(base + 1);
  mark_ = mark;
  observe(node.span, !tests && role == Role::operand);
}

void Lowering::lower_test(const ComprehensionNode& macro, Role role, std::uint32_t body) {
  const bool marked = traced() && role == Role::condition;
  const auto mark = mark_ - 2;
  if (marked) emit_.emit(Op::mark, macro.condition->span, mark + 1);
  lower(*macro.condition, role);
  cover(*macro.condition);
  const bool decides = macro.macro != ComprehensionNode::Macro::all;
  if (marked) emit_.emit(Op::keep_deciding, macro.condition->span, mark, decides ? 1 : 0);
  emit_.emit(Op::test_step, macro.condition->span, static_cast<std::size_t>(macro.macro), body);
}

void Lowering::lower_map(const ComprehensionNode& macro, std::uint32_t body) {
  if (macro.condition != nullptr) {
    lower(*macro.condition, Role::silent);
    cover(*macro.condition);
    emit_.emit(Op::collect_unless, macro.condition->span, 0, body);
  }
  lower(*macro.result, Role::silent);
  const auto two = macro.second.name.empty() ? 0 : kTwoVariables;
  emit_.emit(Op::map_step, macro.result->span, static_cast<std::size_t>(macro.macro) | two, body);
}

// optional; open_optional; result; close_optional; leave both.
void Lowering::lower_optional_map(const Node& node, const ComprehensionNode& macro, Role role) {
  lower(*macro.range, role == Role::silent ? Role::silent : Role::operand);
  const auto open = emit_.emit(Op::open_optional, node.span);
  local(macro.first.local) = {emit_.height() - 1, true};
  lower(*macro.result, Role::silent);
  const bool wraps = macro.macro == ComprehensionNode::Macro::opt_map;
  emit_.emit(Op::close_optional, node.span, wraps ? 1 : 0);
  emit_.emit(Op::leave, node.span, 2);
  emit_.land(open);
  observe(node.span, role == Role::operand);
}

}  // namespace sprintd::lang
