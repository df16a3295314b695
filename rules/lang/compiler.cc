#include "rules/lang/compiler.h"

#include <fmt/format.h>
#include <memory>
#include <utility>

#include "rules/lang/ast_walk.h"
#include "rules/lang/bytecode.h"
#include "rules/lang/lowering.h"
#include "rules/lang/parser.h"
#include "rules/lang/pattern.h"
#include "rules/lang/time_value.h"

namespace sprintd::lang {

namespace {

const std::string* text_literal(const Node& node) {
  const auto* literal = std::get_if<LiteralNode>(&node.is);
  return literal != nullptr ? std::get_if<std::string>(&literal->value) : nullptr;
}

// What matches("(") or date("2026-02-30") would only say when it runs, said when it loads.
void check_text_argument(const CallNode& call, Diagnostics& diagnostics) {
  if (call.arguments.empty()) return;
  const Node& argument = *call.arguments.back();
  const auto* text = text_literal(argument);
  if (text == nullptr) return;
  if (call.function == "matches") {
    const Pattern pattern(*text);
    if (pattern.valid()) return;
    diagnostics.add(sprintd::Code::bad_pattern, argument.span,
                    fmt::format("not a regular expression: {}", pattern.fault()));
  } else if (call.function == "timestamp" && !parse_timestamp(*text)) {
    diagnostics.add(sprintd::Code::bad_time, argument.span, "not a timestamp", "write it as '2026-03-02T15:00:00Z'");
  } else if (call.function == "duration" && !parse_duration(*text)) {
    diagnostics.add(sprintd::Code::bad_time, argument.span, "not a duration", "write it as '1h30m'");
  } else if (call.function == "date" && (text->size() != 10 || !parse_instant(*text, TimeZone()))) {
    diagnostics.add(sprintd::Code::bad_time, argument.span, "not a date", "write it as '2026-03-01'");
  }
}

void check_text_arguments(const Node& node, Diagnostics& diagnostics) {
  const auto* call = std::get_if<CallNode>(&node.is);
  if (call != nullptr && call->host_function < 0) check_text_argument(*call, diagnostics);
  for_each_child(node, [&diagnostics](const Node& child) { check_text_arguments(child, diagnostics); });
}

}  // namespace

bool check_constants(const Node& root, Diagnostics& diagnostics) {
  Diagnostics found;
  check_text_arguments(root, found);
  for (auto& fault : found.sorted()) diagnostics.add(std::move(fault));
  return !found.has_errors();
}

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
  return check_constants(*root, diagnostics) ? compile(*root, environment) : Program();
}

}  // namespace sprintd::lang
