// A whole number that is written out may stand for a double where CEL has no overload: 2 * sprint.capacity.
#include <algorithm>

#include "rules/lang/checking.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

// Beyond this a double skips whole numbers.
constexpr std::int64_t kLargestExact = std::int64_t{1} << 53;

}  // namespace

// An int literal, a list or a choice of such, or a definition that is one.
bool Checking::adaptable(const Node& node) const {
  if (const auto* literal = std::get_if<LiteralNode>(&node.is)) {
    const auto* value = std::get_if<std::int64_t>(&literal->value);
    return value != nullptr && *value >= -kLargestExact && *value <= kLargestExact;
  }
  if (const auto* list = std::get_if<ListNode>(&node.is)) {
    return !list->elements.empty() &&
           std::ranges::all_of(list->elements, [this](const NodePtr& element) { return adaptable(*element); });
  }
  if (const auto* definition = std::get_if<DefinitionNode>(&node.is)) {
    return definition->parameters.empty() && definition->body != nullptr && adaptable(*definition->body);
  }
  const auto* call = std::get_if<CallNode>(&node.is);
  return call != nullptr && call->function == "_?_:_" && adaptable(*call->arguments[1]) &&
         adaptable(*call->arguments[2]);
}

void Checking::adapt(Node& node) {
  if (auto* literal = std::get_if<LiteralNode>(&node.is)) {
    literal->value = static_cast<double>(std::get<std::int64_t>(literal->value));
    node.type = Kind::real;
  } else if (auto* list = std::get_if<ListNode>(&node.is)) {
    for (auto& element : list->elements) adapt(*element);
    node.type = Type::list(list->elements.front()->type);
  } else if (auto* definition = std::get_if<DefinitionNode>(&node.is)) {
    adapt(*definition->body);
    definition->as_double = true;
    node.type = definition->body->type;
  } else if (auto* call = std::get_if<CallNode>(&node.is)) {
    adapt(*call->arguments[1]);
    adapt(*call->arguments[2]);
    node.type = call->arguments[1]->type;
  }
}

}  // namespace sprintd::lang
