// What a Program consists of: instructions for a stack machine, and what they refer to.
//
// Neighbours: the compiler (compiler.cc) makes it, the evaluator runs it, print_program() (program_text.h) shows it.
// The table of instructions is opcodes.def. Immutable once compiled; constants live in its own Arena.
//
// The height of the stack is known at each instruction, so locals are positions of the stack and there are no frames.
// The traced code computes the same as the plain one, and says besides which values were operands of conditions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/base/arena.h"
#include "rules/base/span.h"
#include "rules/lang/ast.h"
#include "rules/lang/function_table.h"
#include "rules/lang/pattern.h"
#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

enum class Op : std::uint8_t {
#define X(name, effect, a, b, doc) name,
#include "rules/lang/opcodes.def"
#undef X
};

// What the operand of an instruction is.
enum class Operand : std::uint8_t {
  none,
  constant,      // position in Code::constants
  variable,      // slot in the Activation
  local,         // position on the stack
  field,         // slot of a field of Instruction::entity
  name,          // position in Code::names
  count,         // so many values
  target,        // position in the instructions
  comparison,    // a Comparison
  call,          // position in Code::calls
  dynamic_call,  // position in Code::dynamic_calls
  host,          // position in Code::host_calls
  pattern,       // position in Code::patterns
  memo,          // number of a definition's value
  macro,         // a ComprehensionNode::Macro
  mark,          // number of a mark of evidence
  truth,         // 0 or 1
};

struct OpInfo {
  const char* name;
  int effect;
  Operand a;
  Operand b;
  const char* doc;
};
const OpInfo& op_info(Op op);

enum class Comparison : std::uint8_t { equal, not_equal, less, less_or_equal, greater, greater_or_equal };

// Added to the Macro of a loop that has two variables.
constexpr std::size_t kTwoVariables = 0x100;

struct Instruction {
  Op op;
  EntityType entity{};  // where a is a field: whose
  std::uint16_t a = 0;
  std::uint32_t b = 0;
};
static_assert(sizeof(Instruction) == 8);

struct Instructions {
  std::vector<Instruction> all;
  std::vector<Span> spans;  // of each, the sub-expression that it computes
};

// The kinds of values that an argument may have, one bit for each.
using KindSet = std::uint32_t;
constexpr KindSet kind_bit(Value::Kind kind) { return KindSet{1} << static_cast<unsigned>(kind); }
KindSet kinds_accepted(const Type& type);

struct CallSite {
  const Overload* overload;
  std::vector<KindSet> kinds;
  std::optional<std::size_t> pattern = std::nullopt;  // position in Code::patterns
};

struct DynamicCall {
  std::string name;
  bool member = false;
  std::vector<const Overload*> candidates;
};

struct HostCall {
  std::string name;
  std::uint16_t slot = 0;
  std::vector<Type> arguments;
};

// A field read from a value whose type is not known before: the field of each entity type that has one of this name.
struct DynamicName {
  std::string name;
  std::vector<std::int32_t> slots;  // by EntityType; -1: it has none

  [[nodiscard]] std::int32_t slot_in(const Value& row) const {
    const auto entity = static_cast<std::size_t>(row.entity);
    return entity < slots.size() ? slots[entity] : -1;
  }
};

struct Code {
  Code();
  ~Code();
  Code(const Code&) = delete;
  Code& operator=(const Code&) = delete;

  Instructions plain;
  Instructions traced;
  std::size_t max_stack = 0;
  std::size_t memos = 0;
  std::size_t marks = 0;

  Arena arena;  // of the constants
  std::vector<Value> constants;
  std::deque<Type> types;  // that constants name
  std::vector<CallSite> calls;
  std::vector<DynamicCall> dynamic_calls;
  std::vector<HostCall> host_calls;
  std::vector<DynamicName> names;
  std::vector<Pattern> patterns;

  std::vector<std::uint16_t> reads;  // slots of the variables that the value depends on, sorted
};

}  // namespace sprintd::lang
