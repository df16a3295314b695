// Definitions of a pack, put in where they are used and checked there, each use with its own types.
#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/lang/ast_copy.h"
#include "rules/lang/checking.h"
#include "rules/lang/limits.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

}  // namespace

void Checking::use_definition(Node& node, const Definition& definition, std::vector<NodePtr> arguments) {
  for (auto& argument : arguments) check(*argument);
  const auto index = environment_.definitions->index_of(definition);
  node.type = Kind::error;
  if (arguments.size() != definition.parameters.size()) {
    report_argument_count(definition, node.span, arguments.size());
  } else if (definition.body == nullptr) {
    failed_ = true;  // reported when the pack was read
  } else if (!report_cycle(index) && grow(definition, node.span)) {
    check_body(node, definition, std::move(arguments));
  }
}

void Checking::check_body(Node& node, const Definition& definition, std::vector<NodePtr> arguments) {
  Frame frame;
  frame.definition = environment_.definitions->index_of(definition);
  frame.use = node.span;
  DefinitionNode use{.definition = *frame.definition,
                     .name = definition.name,
                     .parameters = definition.parameters,
                     .arguments = std::move(arguments),
                     .body = copy_tree(*definition.body),
                     .locals = {},
                     .as_double = false};
  bool faulty = false;
  for (std::size_t i = 0; i < use.parameters.size(); ++i) {
    const auto& argument = *use.arguments[i];
    auto type = type_of(argument);
    faulty = faulty || type.kind == Kind::error;
    use.locals.push_back(
        open_local(frame.locals, use.parameters[i], std::move(type), enumerated_by(argument), &argument));
  }
  frames_.push_back(std::move(frame));
  check(*use.body);
  frames_.pop_back();
  node.type = faulty ? Type(Kind::error) : type_of(*use.body);
  node.is = std::move(use);
}

void Checking::report_argument_count(const Definition& definition, Span span, std::size_t count) {
  const auto takes = definition.parameters.size();
  if (takes == 0) {
    report(Code::wrong_argument_count, span, fmt::format("{} takes no arguments", definition.name),
           fmt::format("write {} without parentheses", definition.name));
    return;
  }
  report(Code::wrong_argument_count, span,
         fmt::format("{}() takes {} argument{}, not {}", definition.name, takes, takes == 1 ? "" : "s", count),
         fmt::format("write {}({})", definition.name, fmt::join(definition.parameters, ", ")));
}

// One fault for each cycle, whichever of its definitions was used: it is told from the first in the pack.
bool Checking::report_cycle(std::uint32_t definition) {
  const auto first = std::ranges::find_if(frames_, [&](const Frame& frame) { return frame.definition == definition; });
  if (first == frames_.end()) return false;
  std::vector<std::uint32_t> cycle;
  for (auto frame = first; frame != frames_.end(); ++frame) cycle.push_back(*frame->definition);
  std::ranges::rotate(cycle, std::ranges::min_element(cycle));
  const auto& head = environment_.definitions->at(cycle.front());
  auto message = fmt::format("definition '{}' uses itself", head.name);
  if (cycle.size() > 1) {
    message += ": ";
    for (const auto member : cycle) message += fmt::format("{} -> ", environment_.definitions->at(member).name);
    message += head.name;
  }
  failed_ = true;
  if (!stopped_) {
    diagnostics_.add(Code::definition_cycle, head.name_span.known() ? head.name_span : head.body->span,
                     std::move(message), "a definition builds on others only");
  }
  return true;
}

bool Checking::grow(const Definition& definition, Span use) {
  nodes_ += count_nodes(*definition.body);
  if (nodes_ <= kMaxNodes) return true;
  report(Code::expression_too_large, use,
         fmt::format("with its definitions, this expression has more than {} parts", kMaxNodes),
         "let definitions use each other less often");
  stopped_ = true;
  return false;
}

}  // namespace sprintd::lang
