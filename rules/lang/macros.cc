#include "rules/lang/macros.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace sprintd::lang {
namespace {

using Macro = ComprehensionNode::Macro;

struct Row {
  std::string_view name;
  Macro macro;
  std::size_t least;
  std::size_t most;
  std::string_view usage;
};

constexpr auto kMacros = std::to_array<Row>({
    {"all", Macro::all, 2, 2, "list.all(x, condition)"},
    {"exists", Macro::exists, 2, 2, "list.exists(x, condition)"},
    {"exists_one", Macro::exists_one, 2, 2, "list.exists_one(x, condition)"},
    {"existsOne", Macro::exists_one, 2, 2, "list.existsOne(x, condition)"},
    {"filter", Macro::filter, 2, 2, "list.filter(x, condition)"},
    {"map", Macro::map, 2, 3, "list.map(x, result) or list.map(x, condition, result)"},
});

const Row* find_row(std::string_view name) {
  const auto row = std::ranges::find(kMacros, name, &Row::name);
  return row == kMacros.end() ? nullptr : &*row;
}

bool refuse(Diagnostics& diagnostics, Code code, Span span, std::string message, std::string_view usage) {
  diagnostics.add(code, span, std::move(message), fmt::format("write {}", usage));
  return false;
}

bool expand_has(Node& node, Diagnostics& diagnostics) {
  auto& call = std::get<CallNode>(node.is);
  if (call.arguments.size() != 1) {
    return refuse(diagnostics, Code::wrong_argument_count, call.function_span,
                  fmt::format("has() takes 1 argument, not {}", call.arguments.size()), "has(x.field)");
  }
  const auto* select = std::get_if<SelectNode>(&call.arguments[0]->is);
  if (select == nullptr || select->test_only) {
    return refuse(diagnostics, Code::macro_misuse, call.arguments[0]->span,
                  "has() asks whether a field is there, and this is not a field", "has(x.field)");
  }
  auto field = std::move(std::get<SelectNode>(call.arguments[0]->is));
  field.test_only = true;
  node.is = std::move(field);
  return true;
}

bool expand_comprehension(Node& node, const Row& row, Diagnostics& diagnostics) {
  auto& call = std::get<CallNode>(node.is);
  const auto count = call.arguments.size();
  if (count < row.least || count > row.most) {
    const auto takes =
        row.least == row.most ? fmt::format("{}", row.least) : fmt::format("{} or {}", row.least, row.most);
    return refuse(diagnostics, Code::wrong_argument_count, call.function_span,
                  fmt::format("{}() takes {} arguments, not {}", row.name, takes, count), row.usage);
  }
  const auto* variable = std::get_if<NameNode>(&call.arguments[0]->is);
  if (variable == nullptr || variable->name.find('.') != std::string::npos) {
    return refuse(diagnostics, Code::macro_misuse, call.arguments[0]->span,
                  fmt::format("the first argument of {}() is the name for each element", row.name), row.usage);
  }
  ComprehensionNode walk;
  walk.macro = row.macro;
  walk.range = std::move(call.target);
  walk.variable = variable->name;
  walk.variable_span = call.arguments[0]->span;
  walk.macro_span = call.function_span;
  if (row.macro == Macro::map) {
    walk.result = std::move(call.arguments.back());
    if (count == 3) walk.condition = std::move(call.arguments[1]);
  } else {
    walk.condition = std::move(call.arguments[1]);
  }
  node.is = std::move(walk);
  return true;
}

}  // namespace

bool is_member_macro(std::string_view name) { return find_row(name) != nullptr; }

std::string_view macro_usage(std::string_view name) {
  if (name == "has") return "has(x.field)";
  const auto* row = find_row(name);
  return row == nullptr ? std::string_view{} : row->usage;
}

bool expand_macro(Node& node, Diagnostics& diagnostics) {
  const auto& call = std::get<CallNode>(node.is);
  if (call.target == nullptr) return call.function != "has" || expand_has(node, diagnostics);
  const auto* row = find_row(call.function);
  return row == nullptr || expand_comprehension(node, *row, diagnostics);
}

}  // namespace sprintd::lang
