// What names mean inside one expression: the variables in scope, the definitions of the pack, the schema behind both.
//
// Neighbours: rules/ruleset makes one for each place an expression can stand in (an item rule sees `item`, an authority
// `person` and `item`); check() (checker.h) reads it. Immutable while in use.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/base/origin.h"
#include "rules/lang/ast.h"
#include "rules/lang/schema.h"
#include "rules/lang/value.h"

namespace sprintd::lang {

// An expression as its author wrote it.
struct SourceText {
  std::string_view text;  // decoded
  const Origin* origin;   // the way back to the file
};

struct Variable {
  std::string name;
  Type type;
  std::uint16_t slot = 0;  // position in the Activation
  std::string doc;
};

// A named expression or function of a pack (`define:`), parsed once, checked anew at each use, with the variables of
// the use and the names of its own scope. A name may have a dot in it: `params.share`.
struct Definition {
  std::string name;
  std::vector<std::string> parameters;
  std::shared_ptr<const Node> body;  // null when it did not parse: uses are silent, the fault was reported
  Span name_span;
  std::uint32_t scope = 0;
};

// Definitions by name and scope; a pack is a scope, and sees what it has let in beside its own. A cycle among them is a
// diagnostic of check(), at the use.
class Definitions {
 public:
  // Parses the body; faults go to `diagnostics`. A second definition of a name in a scope is refused by the caller
  // beforehand.
  void add(std::string name, std::vector<std::string> parameters, SourceText body, Span name_span,
           Diagnostics& diagnostics, std::uint32_t scope = 0);
  void add(Definition definition);
  // Lets expressions of `scope` use this one, where they have no name like it of their own.
  void let_in(std::uint32_t scope, std::uint32_t definition);
  [[nodiscard]] const Definition* find(std::string_view name, std::uint32_t scope = 0) const;
  // By name.
  [[nodiscard]] std::vector<const Definition*> seen_from(std::uint32_t scope) const;
  [[nodiscard]] const Definition& at(std::uint32_t index) const { return all_[index]; }
  [[nodiscard]] const std::vector<Definition>& all() const { return all_; }
  [[nodiscard]] std::uint32_t index_of(const Definition& definition) const {
    return static_cast<std::uint32_t>(&definition - all_.data());
  }

 private:
  using Names = std::map<std::string, std::uint32_t, std::less<>>;  // to the index
  std::vector<Definition> all_;
  std::map<std::uint32_t, Names> seen_;  // by scope
};

// How much is asked about types before an expression runs. With `dynamic` every value is dyn, as where CEL runs without
// a checker: what does not fit is an error when it runs.
enum class Typing : std::uint8_t { checked, dynamic };

struct Environment {
  const Schema* schema = nullptr;
  const Definitions* definitions = nullptr;  // may be null
  std::uint32_t scope = 0;                   // of definitions
  std::vector<Variable> variables;
  std::string container;  // CEL's namespace for resolving names; empty for rules
  Typing typing = Typing::checked;
  bool adapts_literals = true;  // 2 * sprint.capacity; false: CEL to the letter
};

}  // namespace sprintd::lang
