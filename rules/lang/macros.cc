#include "rules/lang/macros.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <memory>
#include <optional>
#include <utility>

namespace sprintd::lang {
namespace {

using Macro = ComprehensionNode::Macro;

enum class Part : std::uint8_t { none, required, optional };

// One way to write a macro: its arguments are the variables, then the condition, then the result.
struct Row {
  std::string_view name;
  Macro macro;
  std::size_t variables;
  Part condition;
  bool result;
  std::string_view usage;
  std::string_view doc;

  [[nodiscard]] std::size_t least() const {
    return variables + (condition == Part::required ? 1 : 0) + (result ? 1 : 0);
  }
  [[nodiscard]] std::size_t most() const { return least() + (condition == Part::optional ? 1 : 0); }
};

constexpr auto kMacros = std::to_array<Row>({
    {"all", Macro::all, 1, Part::required, false, "list.all(x, condition)",
     "whether the condition holds for each element (key of a map); true for an empty list"},
    {"all", Macro::all, 2, Part::required, false, "list.all(i, x, condition)",
     "the same, with the position (key of a map) and the element (value)"},
    {"exists", Macro::exists, 1, Part::required, false, "list.exists(x, condition)",
     "whether the condition holds for at least one element (key of a map)"},
    {"exists", Macro::exists, 2, Part::required, false, "list.exists(i, x, condition)",
     "the same, with the position (key of a map) and the element (value)"},
    {"exists_one", Macro::exists_one, 1, Part::required, false, "list.exists_one(x, condition)",
     "whether the condition holds for exactly one element (key of a map)"},
    {"exists_one", Macro::exists_one, 2, Part::required, false, "list.exists_one(i, x, condition)",
     "the same, with the position (key of a map) and the element (value)"},
    {"existsOne", Macro::exists_one, 1, Part::required, false, "list.existsOne(x, condition)",
     "another name of exists_one"},
    {"existsOne", Macro::exists_one, 2, Part::required, false, "list.existsOne(i, x, condition)",
     "another name of exists_one"},
    {"filter", Macro::filter, 1, Part::required, false, "list.filter(x, condition)",
     "the elements (keys of a map) for which the condition holds"},
    {"map", Macro::map, 1, Part::optional, true, "list.map(x, result) or list.map(x, condition, result)",
     "what becomes of each element (key of a map) for which the condition, if there is one, holds"},
    {"transformList", Macro::map, 2, Part::optional, true,
     "list.transformList(i, x, result) or list.transformList(i, x, condition, result)",
     "the list of what becomes of each position (key of a map) and element (value)"},
    {"transformMap", Macro::transform_map, 2, Part::optional, true,
     "map.transformMap(k, v, result) or map.transformMap(k, v, condition, result)",
     "the map with the same keys (positions of a list) and what becomes of each value"},
    {"transformMapEntry", Macro::transform_map_entry, 2, Part::optional, true,
     "map.transformMapEntry(k, v, {key: value}) or map.transformMapEntry(k, v, condition, {key: value})",
     "the map of all entries that the results have; an error where a key comes twice"},
    {"sortBy", Macro::sort_by, 1, Part::none, true, "list.sortBy(x, key)",
     "the elements in ascending order of their keys; equal ones stay in their order"},
    {"optMap", Macro::opt_map, 1, Part::none, true, "optional.optMap(x, result)",
     "an optional of what becomes of the value, or none"},
    {"optFlatMap", Macro::opt_flat_map, 1, Part::none, true, "optional.optFlatMap(x, optional)",
     "what becomes of the value, which is an optional itself, or none"},
});

// What CEL calls the result so far of its comprehensions, which no variable may hide.
constexpr std::string_view kAccumulator = "__result__";
constexpr std::string_view kHasUsage = "has(x.field)";
constexpr std::string_view kBindUsage = "cel.bind(x, value, expression)";

const Row* find_row(std::string_view name) {
  const auto row = std::ranges::find(kMacros, name, &Row::name);
  return row == kMacros.end() ? nullptr : &*row;
}

bool refuse(Diagnostics& diagnostics, Code code, Span span, std::string message, std::string_view usage) {
  diagnostics.add(code, span, std::move(message), fmt::format("write {}", usage));
  return false;
}

bool refuse_count(Diagnostics& diagnostics, const CallNode& call, std::string_view takes, std::string_view usage) {
  return refuse(
      diagnostics, Code::wrong_argument_count, call.function_span,
      fmt::format("{}() takes {}, not {}", usage.substr(0, usage.find('(')) == "cel.bind" ? "cel.bind" : call.function,
                  takes, call.arguments.size()),
      usage);
}

bool expand_has(Node& node, Diagnostics& diagnostics) {
  auto& call = std::get<CallNode>(node.is);
  if (call.arguments.size() != 1) return refuse_count(diagnostics, call, "1 argument", kHasUsage);
  const auto* select = std::get_if<SelectNode>(&call.arguments[0]->is);
  if (select == nullptr || select->test_only) {
    return refuse(diagnostics, Code::macro_misuse, call.arguments[0]->span,
                  "has() asks whether a field is there, and this is not a field", kHasUsage);
  }
  auto field = std::move(std::get<SelectNode>(call.arguments[0]->is));
  field.test_only = true;
  node.is = std::move(field);
  return true;
}

// math.greatest(a, b, c, ...) takes any number of arguments: as a list, from three on.
void gather_arguments(Node& node) {
  auto& call = std::get<CallNode>(node.is);
  auto list = std::make_unique<Node>();
  list->span = call.arguments.front()->span;
  list->span.end = call.arguments.back()->span.end;
  list->is = ListNode{std::move(call.arguments)};
  call.arguments.clear();
  call.arguments.push_back(std::move(list));
}

// The name that an argument gives to a variable, if it is one.
std::optional<Binder> binder(const Node& argument) {
  const auto* name = std::get_if<NameNode>(&argument.is);
  if (name == nullptr || name->name.find('.') != std::string::npos || name->name == kAccumulator) return std::nullopt;
  return Binder{.name = name->name, .span = argument.span, .local = 0};
}

bool expand_bind(Node& node, Diagnostics& diagnostics) {
  auto& call = std::get<CallNode>(node.is);
  if (call.arguments.size() != 3) return refuse_count(diagnostics, call, "3 arguments", kBindUsage);
  const auto variable = binder(*call.arguments[0]);
  if (!variable) {
    return refuse(diagnostics, Code::macro_misuse, call.arguments[0]->span,
                  "the first argument of cel.bind() is the name for the value", kBindUsage);
  }
  node.is =
      BindNode{.variable = *variable, .value = std::move(call.arguments[1]), .body = std::move(call.arguments[2])};
  return true;
}

std::vector<const Row*> rows_of(std::string_view name) {
  std::vector<const Row*> rows;
  for (const auto& row : kMacros) {
    if (row.name == name) rows.push_back(&row);
  }
  return rows;
}

std::string counts_of(const std::vector<const Row*>& rows) {
  const auto least = rows.front()->least();
  const auto most = rows.back()->most();
  return least == most ? fmt::format("{} arguments", least) : fmt::format("{} or {} arguments", least, most);
}

bool expand_comprehension(Node& node, const std::vector<const Row*>& rows, Diagnostics& diagnostics) {
  auto& call = std::get<CallNode>(node.is);
  auto& arguments = call.arguments;
  const auto fitting = std::ranges::find_if(
      rows, [&](const Row* row) { return arguments.size() >= row->least() && arguments.size() <= row->most(); });
  if (fitting == rows.end()) return refuse_count(diagnostics, call, counts_of(rows), rows.front()->usage);
  const auto& row = **fitting;
  ComprehensionNode walk;
  walk.macro = row.macro;
  walk.macro_span = call.function_span;
  for (std::size_t i = 0; i < row.variables; ++i) {
    const auto variable = binder(*arguments[i]);
    if (!variable) {
      const auto which = row.variables == 1 ? "first argument" : i == 0 ? "first argument" : "second argument";
      return refuse(diagnostics, Code::macro_misuse, arguments[i]->span,
                    fmt::format("the {} of {}() is the name for each {}", which, row.name,
                                row.variables == 2 && i == 0 ? "position or key" : "element"),
                    row.usage);
    }
    (i == 0 ? walk.first : walk.second) = *variable;
  }
  if (row.variables == 2 && walk.first.name == walk.second.name) {
    return refuse(diagnostics, Code::macro_misuse, walk.second.span,
                  fmt::format("both variables of {}() have the name '{}'", row.name, walk.second.name), row.usage);
  }
  walk.range = std::move(call.target);
  if (arguments.size() > row.variables + (row.result ? 1 : 0)) walk.condition = std::move(arguments[row.variables]);
  if (row.result) walk.result = std::move(arguments.back());
  node.is = std::move(walk);
  return true;
}

bool is_name(const NodePtr& node, std::string_view name) {
  const auto* is = node == nullptr ? nullptr : std::get_if<NameNode>(&node->is);
  return is != nullptr && is->name == name;
}

}  // namespace

bool macro_takes(std::string_view name, std::size_t variables) {
  return std::ranges::any_of(kMacros, [&](const Row& row) { return row.name == name && row.variables == variables; });
}

bool is_member_macro(std::string_view name) { return find_row(name) != nullptr; }

std::string_view macro_usage(std::string_view name) {
  if (name == "has") return kHasUsage;
  const auto* row = find_row(name);
  return row == nullptr ? std::string_view{} : row->usage;
}

std::vector<std::string_view> macro_names() {
  std::vector<std::string_view> names = {"has"};
  for (const auto& row : kMacros) {
    if (names.back() != row.name) names.push_back(row.name);
  }
  return names;
}

std::string_view macro_name(const ComprehensionNode& walk) { return macro_name(walk.macro, !walk.second.name.empty()); }

std::string_view macro_name(Macro macro, bool two_variables) {
  const std::size_t variables = two_variables ? 2 : 1;
  const auto row =
      std::ranges::find_if(kMacros, [&](const Row& r) { return r.macro == macro && r.variables == variables; });
  return row == kMacros.end() ? std::string_view{} : row->name;
}

std::vector<MacroDoc> macro_docs() {
  std::vector<MacroDoc> docs = {
      {"has", kHasUsage, "whether a field is there; false when any step on the way to it is absent"},
      {"cel.bind", kBindUsage, "the expression, in which x stands for the value, which is computed once"}};
  for (const auto& row : kMacros) docs.push_back({row.name, row.usage, row.doc});
  return docs;
}

bool expand_macro(Node& node, Diagnostics& diagnostics) {
  const auto& call = std::get<CallNode>(node.is);
  if (call.target == nullptr) return call.function != "has" || expand_has(node, diagnostics);
  if (call.function == "bind" && is_name(call.target, "cel")) return expand_bind(node, diagnostics);
  const bool compares = call.function == "greatest" || call.function == "least";
  if (compares && is_name(call.target, "math") && call.arguments.size() > 2) gather_arguments(node);
  const auto rows = rows_of(call.function);
  return rows.empty() || expand_comprehension(node, rows, diagnostics);
}

}  // namespace sprintd::lang
