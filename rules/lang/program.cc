#include "rules/lang/program.h"

#include <algorithm>
#include <utility>

#include "rules/lang/bytecode.h"

namespace sprintd::lang {

Program::Program() = default;
Program::Program(std::shared_ptr<const Code> code, Type type) : code_(std::move(code)), type_(std::move(type)) {}

bool Program::is_constant() const { return code_ == nullptr || code_->reads.empty(); }

bool Program::reads(std::uint16_t variable_slot) const {
  return code_ != nullptr && std::ranges::binary_search(code_->reads, variable_slot);
}

}  // namespace sprintd::lang
