// From the typed tree to instructions: which ones an expression becomes.
//
// Neighbours: compiler.cc runs it twice over a tree, for the plain and the traced code; emitter.h writes. By idea:
// lowering.cc names, fields, literals, definitions; lowering_calls.cc operators and functions; lowering_macros.cc
// loops. Lives while one tree is compiled; depth is bounded by the tree (kMaxDepth).
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/ast.h"
#include "rules/lang/bytecode.h"
#include "rules/lang/constant_value.h"
#include "rules/lang/emitter.h"
#include "rules/lang/environment.h"

namespace sprintd::lang {

class Lowering {
 public:
  enum class Stream : std::uint8_t { plain, traced };

  Lowering(Code& code, Constants& constants, const Environment& environment, Stream stream);

  void lower_all(const Node& root);

 private:
  // What a sub-expression is for the evidence.
  enum class Role : std::uint8_t {
    condition,  // a truth that decides: its operands are evidence, not itself
    operand,    // what a condition is about: evidence
    chain,      // x.y of x.y.z: the whole is evidence, the steps are not
    silent,     // part of a value that is evidence as a whole
  };
  struct Local {
    std::size_t position = 0;  // on the stack
    bool element = false;      // the variable of a macro
  };

  void lower(const Node& node, Role role);
  void lower(const Node& node, const NameNode& name, Role role);
  void lower(const Node& node, const SelectNode& select, Role role);
  void lower(const Node& node, const ListNode& list, Role role);
  void lower(const Node& node, const MapNode& map, Role role);
  void lower(const Node& node, const BindNode& bind, Role role);
  void lower(const Node& node, const DefinitionNode& definition, Role role);
  void lower(const Node& node, const CallNode& call, Role role);
  void lower(const Node& node, const ComprehensionNode& macro, Role role);

  void lower_both(const Node& node, const CallNode& call, Role role);  // && and ||
  void lower_choice(const Node& node, const CallNode& call, Role role);
  void lower_comparison(const Node& node, const CallNode& call, Comparison comparison, Role role);
  void lower_in(const Node& node, const CallNode& call, Role role);
  void lower_index(const Node& node, const CallNode& call, Role role);
  void lower_function(const Node& node, const CallNode& call, Role role);
  void lower_otherwise(const Node& node, const CallNode& call, Role role);  // or, orValue
  // The position in Code::patterns of the regular expression of a call, where it is a constant.
  [[nodiscard]] std::optional<std::size_t> constant_pattern(const Overload& overload, const CallNode& call);
  [[nodiscard]] std::optional<std::size_t> pattern_of(std::string_view text);
  bool lower_match(const Node& node, const CallNode& call, Role role);
  void lower_definition_body(const Node& node, const DefinitionNode& definition, Role role);
  void lower_test(const ComprehensionNode& macro, Role role, std::uint32_t body);
  void lower_map(const ComprehensionNode& macro, std::uint32_t body);
  void lower_optional_map(const Node& node, const ComprehensionNode& macro, Role role);

  void observe(Span span, bool wanted);
  // Of a condition that was just lowered, unless its parts say it all.
  void cover(const Node& condition);
  void reads(std::int32_t variable);
  [[nodiscard]] std::uint32_t dynamic_name(std::string_view name);
  [[nodiscard]] static EntityType entity_of(const SelectNode& select);
  [[nodiscard]] const Field* field_of(const SelectNode& select, const Node& node) const;
  Local& local(std::uint32_t number);
  [[nodiscard]] bool traced() const { return stream_ == Stream::traced; }

  Code& code_;
  Constants& constants_;
  const Environment& environment_;
  Stream stream_;
  Emitter emit_;
  std::vector<Local> locals_;  // by the number that check() gave
  std::map<std::pair<std::uint32_t, bool>, std::size_t> memos_;
  std::size_t mark_ = 0;  // the next free one
};

}  // namespace sprintd::lang
