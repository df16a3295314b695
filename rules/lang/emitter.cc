#include "rules/lang/emitter.h"

#include <algorithm>

namespace sprintd::lang {

std::uint32_t Emitter::emit(Op op, Span span, std::size_t a, std::size_t b) {
  const auto& info = op_info(op);
  const auto popped = [](Operand meaning, std::size_t operand) { return meaning == Operand::count ? operand : 0; };
  height_ -= popped(info.a, a);
  height_ -= popped(info.b, op == Op::make_map ? 2 * b : b);
  height_ = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(height_) + info.effect);
  code_.max_stack = std::max(code_.max_stack, height_ + 1);
  out_.all.push_back({op, {}, static_cast<std::uint16_t>(a), static_cast<std::uint32_t>(b)});
  out_.spans.push_back(span);
  return here() - 1;
}

void Emitter::emit_field(Op op, Span span, EntityType entity, std::size_t slot, std::size_t b) {
  out_.all[emit(op, span, slot, b)].entity = entity;
}

std::uint32_t Emitter::constant(const Value& value) {
  constexpr std::size_t kCompared = 64;  // enough to share what repeats, and never quadratic
  const auto size = code_.constants.size();
  for (std::size_t i = size > kCompared ? size - kCompared : 0; i < size; ++i) {
    const Value& known = code_.constants[i];
    if (known.kind == value.kind && known.slot == value.slot && known.size == value.size && known.i == value.i)
      return static_cast<std::uint32_t>(i);
    const bool text = value.is(Value::Kind::string) && known.is(Value::Kind::string);
    if (text && known.string() == value.string()) return static_cast<std::uint32_t>(i);
  }
  code_.constants.push_back(value);
  return static_cast<std::uint32_t>(size);
}

}  // namespace sprintd::lang
