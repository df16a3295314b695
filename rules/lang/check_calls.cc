// Which function a call means, by its name and by the types of its arguments; operators are functions.
#include <algorithm>
#include <bit>
#include <iterator>
#include <map>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/lang/checking.h"
#include "rules/lang/function_table.h"

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

bool is_open(const Type& type) { return type.kind == Kind::dyn || type.kind == Kind::variable; }

// Does the type alone say that the value is of the parameter's kind?
bool decides(const Type& type, const Type& parameter) { return is_open(parameter) || type.kind == parameter.kind; }

bool is_simple(const Type& type) { return type.kind >= Kind::boolean && type.kind <= Kind::bytes; }

// A quick look before types are inferred: two different simple types never fit.
bool may_fit(const Type& type, const Type& parameter) {
  return !is_simple(type) || !is_simple(parameter) || type.kind == parameter.kind;
}

std::string dotted(const Node& node) {
  if (const auto* name = std::get_if<NameNode>(&node.is)) return name->name;
  const auto* select = std::get_if<SelectNode>(&node.is);
  if (select == nullptr || select->test_only || select->optional) return {};
  auto out = dotted(*select->operand);
  if (!out.empty()) out += "." + select->field;
  return out;
}

Type adapted(const Type& type) {
  return type.kind == Kind::list ? Type::list(adapted(type.parameters[0])) : Type(Kind::real);
}

}  // namespace

void Checking::check_call(Node& node) {
  auto& call = std::get<CallNode>(node.is);
  if (call.target != nullptr) join_function_name(call);
  if (call.target != nullptr && means_namespace(dotted(*call.target), call.function)) {
    const bool is_macro = dotted(*call.target) == "cel";  // its first argument is a new name
    for (auto& argument : call.arguments) {
      if (!is_macro) check(*argument);
    }
    node.type = Kind::error;
    return report_in_namespace(call, dotted(*call.target) + "." + call.function);
  }
  if (call.target == nullptr) {
    if (const auto* definition = find_definition(call.function)) {
      return use_definition(node, *definition, std::move(call.arguments));
    }
  }
  if (looks_like_macro(call)) {
    check(*call.target);
    node.type = Kind::error;
    return report_unknown_function(call);
  }
  if (names_element(call)) {
    check(*call.target);
    node.type = Kind::error;
    return report_wrong_count(call, candidates(call.function, true));
  }
  std::vector<Node*> operands;
  if (call.target != nullptr) operands.push_back(call.target.get());
  for (auto& argument : call.arguments) operands.push_back(argument.get());
  bool faulty = false;
  for (auto* operand : operands) {
    check(*operand);
    faulty = faulty || type_of(*operand).kind == Kind::error;
  }
  if (faulty && !candidates(call.function, call.target != nullptr).empty()) {
    node.type = Kind::error;
    return;
  }
  resolve_call(node, operands);
}

void Checking::resolve_call(Node& node, const std::vector<Node*>& operands) {
  auto& call = std::get<CallNode>(node.is);
  node.type = Kind::error;
  const auto all = candidates(call.function, call.target != nullptr);
  std::vector<Candidate> of_this_arity;
  std::ranges::copy_if(all, std::back_inserter(of_this_arity),
                       [&](const Candidate& c) { return c.arguments.size() == operands.size(); });
  if (of_this_arity.empty() && environment_.typing == Typing::dynamic) {
    node.type = Kind::dyn;  // an error when it is called
    return;
  }
  if (all.empty()) {
    const bool silent = call.target != nullptr && type_of(*call.target).kind == Kind::error;
    if (silent) return;
    return report_unknown_function(call);
  }
  if (of_this_arity.empty()) return report_wrong_count(call, all);
  std::vector<Type> types;
  for (const auto* operand : operands) types.push_back(type_of(*operand));
  if (report_null_comparison(node, operands)) return;
  auto found = match(of_this_arity, types);
  if (!found && environment_.adapts_literals) found = match_adapted(of_this_arity, operands, types);
  if (!found) return report_no_match(node, of_this_arity, operands);
  node.type = found->result;
  node.overload = found->overload;
  call.host_function = found->host_function;
  check_values(call);
}

// list.any(x, ...), which CEL calls exists: the name is new, and no fault of its own.
bool Checking::looks_like_macro(const CallNode& call) const {
  if (call.target == nullptr || call.arguments.size() < 2 || !candidates(call.function, true).empty()) return false;
  const auto* name = std::get_if<NameNode>(&call.arguments[0]->is);
  return name != nullptr && !is_known_name(name->name);
}

// list.sum(x, x.points): a function that takes no such thing, used as if it were a macro. The name is no fault of its
// own.
bool Checking::names_element(const CallNode& call) const {
  if (call.target == nullptr || call.arguments.size() < 2) return false;
  const auto* name = std::get_if<NameNode>(&call.arguments[0]->is);
  if (name == nullptr || is_known_name(name->name)) return false;
  const auto all = candidates(call.function, true);
  return !all.empty() && std::ranges::none_of(all, [&](const Candidate& candidate) {
    return candidate.arguments.size() == call.arguments.size() + 1;
  });
}

// math.greatest(a, b): a function whose name has dots, not a function called on a variable.
void Checking::join_function_name(CallNode& call) {
  const auto prefix = dotted(*call.target);
  if (prefix.empty() || is_known_name(prefix.substr(0, prefix.find('.', 1)))) return;
  for (const auto& name : container_names(prefix + "." + call.function)) {
    if (candidates(name, false).empty()) continue;
    call.function = name;
    call.target = nullptr;
    return;
  }
}

// `math` of math.greatest, or `set` of set.contains, where nothing else has this name.
bool Checking::means_namespace(const std::string& name, const std::string& function) const {
  if (name.empty() || is_known_name(name.substr(0, name.find('.')))) return false;
  std::vector<std::string_view> namespaces = {"cel"};
  for (const auto known : function_names()) {
    if (const auto dot = known.rfind('.'); dot != std::string_view::npos) namespaces.push_back(known.substr(0, dot));
  }
  if (std::ranges::find(namespaces, std::string_view(name)) != namespaces.end()) return true;
  const auto near = suggest(name, namespaces);
  return near && !candidates(std::string(*near) + "." + function, false).empty();
}

bool Checking::is_known_name(std::string_view name) const {
  if (find_local(name) != nullptr || find_definition(name) != nullptr) return true;
  return std::ranges::any_of(container_names(name),
                             [this](const std::string& candidate) { return find_variable(candidate) != nullptr; });
}

std::vector<Candidate> Checking::candidates(std::string_view function, bool member) const {
  std::vector<Candidate> found;
  for (const auto index : overloads_of(function, member)) {
    const auto& row = all_overloads()[index];
    found.push_back({.arguments = row.arguments,
                     .result = &row.result,
                     .overload = index,
                     .host_function = -1,
                     .has_code = row.call != nullptr});
  }
  const auto& hosts = schema().functions();
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (hosts[i].name != function || hosts[i].member != member) continue;
    found.push_back({.arguments = hosts[i].arguments,
                     .result = &hosts[i].result,
                     .overload = -1,
                     .host_function = static_cast<std::int32_t>(i),
                     .has_code = true});
  }
  return found;
}

std::optional<Match> Checking::match(const std::vector<Candidate>& candidates, const std::vector<Type>& types) {
  std::optional<Match> found;
  for (const auto& candidate : candidates) {
    if (!std::ranges::equal(types, candidate.arguments, may_fit)) continue;
    std::map<std::string, Type> names;
    std::vector<Type> parameters;
    for (const auto& argument : candidate.arguments) parameters.push_back(types_.instantiate(argument, names));
    if (!types_.fit(types, parameters)) continue;
    const auto result = types_.resolve(types_.instantiate(*candidate.result, names));
    if (found) {
      if (found->result != result) found->result = Kind::dyn;
      found->overload = -1;  // several fit: the values decide
      continue;
    }
    const bool decided = candidate.has_code && std::ranges::equal(types, candidate.arguments, decides);
    found = Match{
        .result = result, .overload = decided ? candidate.overload : -1, .host_function = candidate.host_function};
  }
  return found;
}

// Tries the fewest adapted literals first, so that an int stays one where it can.
std::optional<Match> Checking::match_adapted(const std::vector<Candidate>& candidates,
                                             const std::vector<Node*>& operands, const std::vector<Type>& types) {
  constexpr std::size_t kMostTried = 4;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < operands.size() && places.size() < kMostTried; ++i) {
    if (adaptable(*operands[i])) places.push_back(i);
  }
  const auto choices = std::size_t{1} << places.size();
  for (std::size_t count = 1; count <= places.size(); ++count) {
    for (std::size_t choice = 1; choice < choices; ++choice) {
      if (static_cast<std::size_t>(std::popcount(choice)) != count) continue;
      auto changed = types;
      for (std::size_t i = 0; i < places.size(); ++i) {
        if ((choice >> i & 1) != 0) changed[places[i]] = adapted(types[places[i]]);
      }
      const auto found = match(candidates, changed);
      if (!found) continue;
      for (std::size_t i = 0; i < places.size(); ++i) {
        if ((choice >> i & 1) != 0) adapt(*operands[places[i]]);
      }
      return found;
    }
  }
  return std::nullopt;
}

}  // namespace sprintd::lang
