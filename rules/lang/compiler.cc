#include "rules/lang/compiler.h"

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "rules/lang/ast_walk.h"
#include "rules/lang/bytecode.h"
#include "rules/lang/limits.h"
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
class ConstantTexts {
 public:
  explicit ConstantTexts(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  void check(const Node& node) {
    const auto* call = std::get_if<CallNode>(&node.is);
    if (call != nullptr && call->host_function < 0) check_argument(*call);
    for_each_child(node, [this](const Node& child) { check(child); });
  }

 private:
  void check_argument(const CallNode& call) {
    if (call.arguments.empty()) return;
    const Node& argument = *call.arguments.back();
    const auto* text = text_literal(argument);
    if (text == nullptr) return;
    if (call.function == "matches") {
      const auto& fault = pattern_fault(*text);
      if (!fault.empty()) diagnostics_.add(sprintd::Code::bad_pattern, argument.span, fault);
    } else if (call.function == "timestamp" && !parse_timestamp(*text)) {
      diagnostics_.add(sprintd::Code::bad_time, argument.span, "not a timestamp", "write it as '2026-03-02T15:00:00Z'");
    } else if (call.function == "duration" && !parse_duration(*text)) {
      diagnostics_.add(sprintd::Code::bad_time, argument.span, "not a duration", "write it as '1h30m'");
    } else if (call.function == "date" && (text->size() != 10 || !parse_instant(*text, TimeZone()))) {
      diagnostics_.add(sprintd::Code::bad_time, argument.span, "not a date", "write it as '2026-03-01'");
    }
  }

  // Each text is looked at once, however often its definition is used; those above kMaxPatterns when they run.
  const std::string& pattern_fault(const std::string& text) {
    static const std::string kNone;
    const auto known = pattern_faults_.find(text);
    if (known != pattern_faults_.end()) return known->second;
    if (pattern_faults_.size() == kMaxPatterns) return kNone;
    const Pattern pattern(text);
    return pattern_faults_.emplace(text, pattern.valid() ? kNone : "not a regular expression: " + pattern.fault())
        .first->second;
  }

  Diagnostics& diagnostics_;
  std::map<std::string, std::string> pattern_faults_;  // by text; empty for a good one
};

}  // namespace

bool check_constants(const Node& root, Diagnostics& diagnostics) {
  Diagnostics found;
  ConstantTexts(found).check(root);
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
