// A compiled expression: its code, its constants, and the source place of each instruction.
//
// Made by compile() (compiler.h), run by Evaluator (evaluator.h), printed by print_program() (program_text.h). Fields
// are slots of a Schema: a Program knows no YAML and no backlog. Immutable; safe to run from many threads at once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "rules/base/span.h"
#include "rules/lang/type.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

struct Code;  // bytecode.h: instructions and constants

class Program {
 public:
  Program();
  explicit Program(std::shared_ptr<const Code> code, Type type);

  [[nodiscard]] explicit operator bool() const { return code_ != nullptr; }
  [[nodiscard]] const Type& type() const { return type_; }
  [[nodiscard]] const Code& code() const { return *code_; }
  // True when it reads no variable: its value is the same for every activation.
  [[nodiscard]] bool is_constant() const;
  // Whether it reads the variable of this slot: itself, through a definition, or by a field or host function that
  // depends on it.
  [[nodiscard]] bool reads(std::uint16_t variable_slot) const;

 private:
  std::shared_ptr<const Code> code_;
  Type type_;
};

}  // namespace sprintd::lang
