// Random expressions of a wanted type, as text: well-typed by construction, from the function table and the schema.
//
// Neighbours: random_world.h has the names; judge_test.cc checks, compiles and runs what comes out. One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "rules/lang/function_table.h"
#include "tests/judge/random_source.h"
#include "tests/judge/random_world.h"

namespace sprintd::lang::judge {

class RandomExpression {
 public:
  RandomExpression(const Scenery& scenery, RandomSource& random) : scenery_(scenery), random_(random) {}

  // Nested at most `depth` levels deep.
  std::string of(const Type& type, int depth);
  // One of those that expressions commonly have.
  Type any_type();

 private:
  using Bindings = std::map<std::string, Type>;
  struct Local {
    std::string name;
    Type type;
  };

  Type simple_type();
  std::string leaf(const Type& type);
  std::string literal(const Type& type);
  // Each of these is empty where it has nothing of the type.
  std::string name_of(const Type& type);
  std::string field_of(const Type& type, int depth);
  std::string call_of(const Type& type, int depth);
  std::string macro_of(const Type& type, int depth);
  std::string optional_of(const Type& type, int depth);
  std::string collection_of(const Type& type, int depth);
  std::string definition_of(const Type& type, int depth);
  std::string written(const Overload& overload, const std::vector<std::string>& arguments);
  // A variable of this type is known in the body.
  std::string with_local(const Type& variable, const Type& body, int depth, std::string& name);

  const Scenery& scenery_;
  RandomSource& random_;
  std::vector<Local> locals_;
};

}  // namespace sprintd::lang::judge
