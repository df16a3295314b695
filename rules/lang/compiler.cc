#include "rules/lang/compiler.h"

#include <memory>
#include <string>
#include <utility>

#include "rules/lang/bytecode.h"
#include "rules/lang/constant_faults.h"
#include "rules/lang/lowering.h"
#include "rules/lang/parser.h"

namespace sprintd::lang {

Program compile(const Node& root, const Environment& environment) {
  auto code = std::make_shared<lang::Code>();
  Constants constants(*code, environment, Constants::Computed::folded);
  Lowering(*code, constants, environment, Lowering::Stream::plain).lower_all(root);
  Lowering(*code, constants, environment, Lowering::Stream::traced).lower_all(root);
  return Program(std::move(code), root.type);
}

Program compile(SourceText source, const Environment& environment, const Expected& expected, Diagnostics& diagnostics) {
  const auto root = parse(source, diagnostics);
  if (root == nullptr || !check(*root, environment, expected, diagnostics)) return {};
  return check_constants(*root, environment, diagnostics) ? compile(*root, environment) : Program();
}

}  // namespace sprintd::lang
