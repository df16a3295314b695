// The checker at work on one expression: scopes, definitions in use, types found so far.
//
// Neighbours: check() (checker.h) makes one; its parts are check_names.cc (names and fields), check_calls.cc and
// call_faults.cc (functions and operators), check_collections.cc (lists, maps, comprehensions), check_definitions.cc,
// check_values.cc (values that a field can never have) and adaptation.cc (int literals as doubles). Private to these
// files. One thread, one use.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/checker.h"
#include "rules/lang/inference.h"

namespace sprintd::lang {

// A comprehension variable or a parameter, while its scope is open.
struct Local {
  std::string name;
  std::uint32_t number = 0;
  Type type;
};

// A field that can have one of a few values only.
struct Enumerated {
  EntityType entity{};
  const Field* field = nullptr;          // null: not so
  std::vector<std::string> others = {};  // what it may be besides: of .orValue("none")
};

// The text that is being checked: the expression itself, or the body of a definition in use. Locals do not cross it.
struct Frame {
  std::vector<Local> locals;
  std::optional<std::uint32_t> definition;
  Span use;
};

// A function that a call may mean. Points into the function table or the schema.
struct Candidate {
  std::span<const Type> arguments;
  const Type* result = nullptr;
  std::int32_t overload = -1;
  std::int32_t host_function = -1;
  bool has_code = true;  // else the evaluator has an instruction for it
};

struct Match {
  Type result;
  std::int32_t overload = -1;
  std::int32_t host_function = -1;
};

// "write item.?points", for a field where an optional is asked for; empty for anything else.
std::string optional_access(const Node& node);

class Checking {
 public:
  Checking(const Environment& environment, Diagnostics& diagnostics);

  bool run(Node& root, const Expected& expected);

 private:
  void check(Node& node);
  void check_kind(Node& node);
  void check_result(Node& root, const Expected& expected);
  void settle(Node& node);

  // check_names.cc
  void check_name(Node& node, const NameNode& name);
  void check_select(Node& node);
  // The type of the field of a value of this type; error after a fault.
  Type field_type(Node& node, const SelectNode& select, const Type& type);
  Type entity_field_type(Node& node, const SelectNode& select, EntityType entity);
  bool resolve_variable(Node& node, std::string_view name);
  bool resolve_type_name(Node& node, std::string_view name);
  bool resolve_qualified(Node& node);
  bool report_unknown_member(Node& node, const std::string& name);
  [[nodiscard]] const Local* find_local(std::string_view name) const;
  [[nodiscard]] const Variable* find_variable(std::string_view name) const;
  void report_unknown_name(const Node& node, const std::string& name);
  void report_unknown_field(const SelectNode& select, EntityType entity);
  void report_no_fields(const Node& node, const SelectNode& select, const Type& type);
  [[nodiscard]] bool is_text_value(std::string_view word) const;
  [[nodiscard]] std::vector<std::string_view> names_in_scope() const;
  // The names that `name` may mean inside the container, best first.
  [[nodiscard]] std::vector<std::string> container_names(std::string_view name) const;

  // check_calls.cc
  void check_call(Node& node);
  void resolve_call(Node& node, const std::vector<Node*>& operands);
  void join_function_name(CallNode& call);
  [[nodiscard]] bool is_known_name(std::string_view name) const;
  [[nodiscard]] bool means_namespace(const std::string& name, const std::string& function) const;
  [[nodiscard]] std::vector<Candidate> candidates(std::string_view function, bool member) const;
  std::optional<Match> match(const std::vector<Candidate>& candidates, const std::vector<Type>& types);
  std::optional<Match> match_adapted(const std::vector<Candidate>& candidates, const std::vector<Node*>& operands,
                                     const std::vector<Type>& types);

  // call_faults.cc
  void report_unknown_function(const CallNode& call);
  [[nodiscard]] bool names_element(const CallNode& call) const;
  [[nodiscard]] bool looks_like_macro(const CallNode& call) const;
  void report_wrong_count(const CallNode& call, const std::vector<Candidate>& candidates);
  void report_no_match(const Node& node, const std::vector<Candidate>& candidates, const std::vector<Node*>& operands);
  void report_operator(const Node& node, const std::vector<Node*>& operands);
  bool report_argument(const CallNode& call, const std::vector<Candidate>& candidates,
                       const std::vector<Node*>& operands);
  void report_no_form(const CallNode& call, const std::vector<Candidate>& candidates,
                      const std::vector<Node*>& operands);
  bool report_null_comparison(const Node& node, const std::vector<Node*>& operands);
  // For an operand that is an optional where a value is asked for.
  [[nodiscard]] std::string condition_hint(const Node& node) const;
  [[nodiscard]] std::string hint_for_place(std::string_view function, const Node& left, const Node& right) const;
  [[nodiscard]] std::string optional_hint(const Node& operand) const;
  [[nodiscard]] bool is_optional(const Node& node) const { return type_of(node).kind == Type::Kind::optional; }
  void report_in_namespace(const CallNode& call, const std::string& name);
  [[nodiscard]] std::string signature_hint(const CallNode& call, const std::vector<Candidate>& candidates) const;
  [[nodiscard]] std::string conversion_hint(std::string_view function, const Node& left, const Node& right) const;
  [[nodiscard]] std::string unknown_function_hint(const CallNode& call) const;

  // check_collections.cc
  void check_list(Node& node, ListNode& list);
  void check_map(Node& node, MapNode& map);
  // Of an element of a list or a value of a map; of `?element` what the optional holds.
  Type check_element(Node& node);
  void check_comprehension(Node& node, ComprehensionNode& walk);
  // Opens the variables of a macro over a value of this type; false after a fault.
  bool open_variables(ComprehensionNode& walk, const Type& range);
  Type type_of_comprehension(const ComprehensionNode& walk, const Type& range, const Type& element);
  void check_condition(const Node& condition, const ComprehensionNode& walk);
  void check_bind(Node& node, BindNode& bind);

  // check_definitions.cc
  void use_definition(Node& node, const Definition& definition, std::vector<NodePtr> arguments);
  void check_body(Node& node, const Definition& definition, std::vector<NodePtr> arguments);
  void report_argument_count(const Definition& definition, Span span, std::size_t count);
  bool report_cycle(std::uint32_t definition);
  bool grow(const Definition& definition, Span use);

  // check_values.cc
  void check_values(const CallNode& call);
  [[nodiscard]] Enumerated enumerated_by(const Node& node) const;
  [[nodiscard]] Enumerated enumerated_by_call(const CallNode& call) const;
  [[nodiscard]] Enumerated either(Enumerated values, const Node& other) const;
  void check_keys_against(const Enumerated& enumerated, const Node& map, const std::vector<Span>& uses);
  void check_against(const Enumerated& enumerated, const Node& values, const std::vector<Span>& uses);
  void check_argument_against(const Enumerated& enumerated, std::uint32_t local, const std::vector<Span>& uses);

  // adaptation.cc
  [[nodiscard]] bool adaptable(const Node& node) const;
  void adapt(Node& node);

  void report(Code code, Span span, std::string message, std::string hint = {}, std::vector<Span> inner_uses = {});
  // Silent when an operand is at fault already.
  [[nodiscard]] Type type_of(const Node& node) const { return types_.resolve(node.type); }
  std::uint32_t open_local(std::vector<Local>& locals, std::string name, Type type, Enumerated values,
                           const Node* argument = nullptr);
  [[nodiscard]] std::string name_of(const Node& node) const;  // "item.points (double)"
  [[nodiscard]] const Schema& schema() const { return *environment_.schema; }
  // Of the definitions: that of the one whose body is being checked, else the expression's.
  [[nodiscard]] std::uint32_t scope() const;
  [[nodiscard]] const Definition* find_definition(std::string_view name) const;
  [[nodiscard]] std::vector<const Definition*> definitions_in_sight() const;

  const Environment& environment_;
  Diagnostics& diagnostics_;
  Inference types_;
  std::vector<Frame> frames_;
  // By number of the local: the field that its values come from, and the argument, if it is a parameter.
  struct Origins {
    Enumerated values;
    const Node* argument = nullptr;
  };
  std::vector<Origins> local_origins_;
  std::size_t nodes_ = 0;
  int depth_ = 0;
  bool failed_ = false;
  bool stopped_ = false;  // a limit was reached: what follows would be noise
};

}  // namespace sprintd::lang
