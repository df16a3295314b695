#include "rules/lang/program_text.h"

#include <array>
#include <fmt/format.h>

#include "rules/lang/bytecode.h"
#include "rules/lang/macros.h"
#include "rules/lang/value_text.h"

namespace sprintd::lang {

namespace {

std::string comparison_text(std::size_t comparison) {
  static constexpr std::array<const char*, 6> kSigns = {"==", "!=", "<", "<=", ">", ">="};
  return kSigns[comparison];
}

std::string macro_text(std::size_t macro) {
  const auto plain = static_cast<ComprehensionNode::Macro>(macro % kTwoVariables);
  return std::string(macro_name(plain, macro >= kTwoVariables));
}

std::string overload_text(const Overload& overload) {
  std::string arguments;
  for (const auto& type : overload.arguments) {
    if (!arguments.empty()) arguments += ", ";
    arguments += type_word(type);
  }
  return fmt::format("{}({})", overload.name, arguments);
}

std::string operand_text(Operand meaning, std::size_t operand, EntityType entity, const Code& code) {
  switch (meaning) {
    case Operand::none:
      return "";
    case Operand::constant:
      return constant_text(code.constants[operand]);
    case Operand::variable:
      return fmt::format("${}", operand);
    case Operand::local:
      return fmt::format("stack {}", operand);
    case Operand::field:
      return fmt::format("#{}.{}", static_cast<int>(entity), operand);
    case Operand::name:
      return code.names[operand].name;
    case Operand::count:
      return fmt::format("{}", operand);
    case Operand::target:
      return fmt::format("-> {}", operand);
    case Operand::comparison:
      return comparison_text(operand);
    case Operand::call:
      return overload_text(*code.calls[operand].overload);
    case Operand::dynamic_call:
      return code.dynamic_calls[operand].name;
    case Operand::host:
      return code.host_calls[operand].name;
    case Operand::pattern:
      return fmt::format("/{}/", code.patterns[operand].text());
    case Operand::memo:
      return fmt::format("memo {}", operand);
    case Operand::macro:
      return macro_text(operand);
    case Operand::mark:
      return fmt::format("mark {}", operand);
    case Operand::truth:
      return operand != 0 ? "true" : "false";
  }
  return "";
}

std::string print(const std::vector<Instruction>& instructions, const Code& code) {
  std::string text;
  for (std::size_t i = 0; i < instructions.size(); ++i) {
    const auto& instruction = instructions[i];
    const auto& info = op_info(instruction.op);
    text += fmt::format("{:>3} {}", i, info.name);
    for (const auto& operand : {operand_text(info.a, instruction.a, instruction.entity, code),
                                operand_text(info.b, instruction.b, instruction.entity, code)}) {
      if (!operand.empty()) text += " " + operand;
    }
    text += "\n";
  }
  return text;
}

}  // namespace

std::string print_program(const Program& program) {
  return program ? print(program.code().plain.all, program.code()) : "";
}

std::string print_traced_program(const Program& program) {
  return program ? print(program.code().traced.all, program.code()) : "";
}

}  // namespace sprintd::lang
