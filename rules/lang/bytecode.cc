#include "rules/lang/bytecode.h"

namespace sprintd::lang {

Code::Code() : arena(256) {}
Code::~Code() = default;

const OpInfo& op_info(Op op) {
  static constexpr OpInfo kInfos[] = {
#define X(name, effect, a, b, doc) {#name, effect, Operand::a, Operand::b, doc},
#include "rules/lang/opcodes.def"
#undef X
  };
  return kInfos[static_cast<std::size_t>(op)];
}

KindSet kinds_accepted(const Type& type) {
  constexpr auto kKinds = static_cast<unsigned>(Value::Kind::error);
  KindSet set = 0;
  for (unsigned kind = 0; kind < kKinds; ++kind) {
    Value probe;
    probe.kind = static_cast<Value::Kind>(kind);
    probe.entity = type.entity;
    if (accepts(type, probe)) set |= kind_bit(probe.kind);
  }
  return set;
}

}  // namespace sprintd::lang
