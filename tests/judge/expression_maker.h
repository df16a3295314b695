// Makes well-typed expressions by chance: what is asked for is a type, what comes is an expression of it.
//
// Neighbours: written.h is what it makes; call_forms.cc finds calls in the function table by their signatures, so a new
// function is covered without a word here; macro_forms.cc has the macros, literals.cc the literals. Deterministic from
// the Random it is given. One thread.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/lang/function_table.h"
#include "tests/judge/random.h"
#include "tests/judge/random_world.h"
#include "tests/judge/written.h"

namespace sprintd::judge {

// A variable of a macro, of cel.bind or of a definition, in scope.
struct Local {
  std::string name;
  lang::Type type;
};
using Scope = std::vector<Local>;

// A definition that may be used: the types of its parameters, and what it gives for them.
struct Defined {
  std::string name;
  std::vector<lang::Type> parameters;
  lang::Type result;
};

class ExpressionMaker {
 public:
  ExpressionMaker(const WorldSchema& world, Random& random) : world_(world), random_(random) {}

  void may_use(Defined definition) { definitions_.push_back(std::move(definition)); }
  // Of any type.
  Written any(int depth);
  Written make(const lang::Type& type, const Scope& scope, int depth);
  // A call of this row of the function table, whatever it gives.
  Written call_of(const lang::Overload& overload, int depth);
  lang::Type any_type(int depth);

 private:
  Written leaf(const lang::Type& type, const Scope& scope);
  std::optional<Written> name(const lang::Type& type, const Scope& scope);
  std::optional<Written> field(const lang::Type& type, const Scope& scope, int depth);
  std::optional<Written> definition(const lang::Type& type, const Scope& scope, int depth);
  Written dynamic(const lang::Type& type, const Scope& scope, int depth);
  Written bind(const lang::Type& type, const Scope& scope, int depth);
  std::optional<Written> host_call(const lang::Type& type, const Scope& scope, int depth);

  // literals.cc
  Written literal(const lang::Type& type, const Scope& scope, int depth);
  std::string scalar_literal(lang::Type::Kind kind);
  Written list_literal(const lang::Type& type, const Scope& scope, int depth);
  Written map_literal(const lang::Type& type, const Scope& scope, int depth);

  // call_forms.cc
  std::optional<Written> call(const lang::Type& type, const Scope& scope, int depth);
  Written written_call(const lang::Overload& overload, const std::vector<lang::Type>& types, const lang::Type& result,
                       const Scope& scope, int depth);
  // An argument that the function can do something with, where a text or number by chance hardly would be.
  std::optional<Written> apt_argument(std::string_view function, std::size_t argument, std::size_t count);

  // macro_forms.cc
  std::optional<Written> macro(const lang::Type& type, const Scope& scope, int depth);
  Written test_macro(const Scope& scope, int depth);
  Written list_macro(const lang::Type& type, const Scope& scope, int depth);
  Written map_macro(const lang::Type& type, const Scope& scope, int depth);
  Written optional_macro(const lang::Type& type, const Scope& scope, int depth);
  // The range of a macro and what its variables are.
  struct Range {
    Written range;
    lang::Type element;  // of one variable
    lang::Type first;    // of two
    lang::Type second;
  };
  Range any_range(const Scope& scope, int depth);
  lang::Type scalar_type();
  lang::Type key_type();
  std::string new_name(const Scope& scope);

  const WorldSchema& world_;
  Random& random_;
  std::vector<Defined> definitions_;
};

}  // namespace sprintd::judge
