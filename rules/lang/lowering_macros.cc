// Loops: all, exists, exists_one, map and filter.
#include <algorithm>

#include "rules/lang/lowering.h"

namespace sprintd::lang {

namespace {

constexpr std::size_t kElement = 3;  // of a loop's four values on the stack

}  // namespace

// range; loop; body; step. The loop's values are range, position, result so far, element.
void Lowering::lower(const Node& node, const ComprehensionNode& macro, Role role) {
  using Macro = ComprehensionNode::Macro;
  lower(*macro.range, role == Role::silent ? Role::silent : Role::operand);
  const auto base = emit_.height() - 1;
  const auto mark = mark_;
  const bool tests = macro.macro != Macro::map && macro.macro != Macro::filter;
  const auto role_of_body = tests && role != Role::silent ? Role::condition : Role::silent;
  if (traced() && role_of_body == Role::condition) {
    mark_ += 2;
    code_.marks = std::max(code_.marks, mark_);
    emit_.emit(Op::mark, node.span, mark);
  }
  const auto loop = emit_.emit(Op::loop, node.span, static_cast<std::size_t>(macro.macro));
  local(macro.local) = {base + kElement, true};
  const auto body = emit_.here();
  switch (macro.macro) {
    case Macro::all:
    case Macro::exists:
    case Macro::exists_one:
      lower_test(macro, role_of_body, body);
      break;
    case Macro::filter:
      lower(*macro.condition, Role::silent);
      emit_.emit(Op::filter_step, macro.condition->span, 0, body);
      break;
    case Macro::map:
      lower_map(macro, body);
      break;
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
  const bool decides = macro.macro != ComprehensionNode::Macro::all;
  if (marked) emit_.emit(Op::keep_deciding, macro.condition->span, mark, decides ? 1 : 0);
  emit_.emit(Op::test_step, macro.condition->span, static_cast<std::size_t>(macro.macro), body);
}

void Lowering::lower_map(const ComprehensionNode& macro, std::uint32_t body) {
  if (macro.condition != nullptr) {
    lower(*macro.condition, Role::silent);
    emit_.emit(Op::collect_unless, macro.condition->span, 0, body);
  }
  lower(*macro.result, Role::silent);
  emit_.emit(Op::map_step, macro.result->span, 0, body);
}

}  // namespace sprintd::lang
