// What the word under the cursor is: the one reading behind hover and go to definition.
//
// Neighbours: hover.cc words it and finds its place. Pure; borrows the View.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "rules/base/code.h"
#include "rules/editor/name_words.h"
#include "rules/editor/view.h"
#include "rules/lang/function_reference.h"
#include "rules/lang/schema.h"

namespace sprintd::editor {

struct KeySubject {
  const ruleset::PackKey* key;
};
struct LintSubject {
  Code lint;
};
struct PackSubject {
  std::uint32_t pack;
};
struct ActionSubject {
  std::string action;
};
struct ParameterSubject {
  std::uint32_t pack;
  const ruleset::Parameter* parameter;
};
struct VariableSubject {
  lang::Variable variable;
};
struct FieldSubject {
  lang::EntityType entity;
  const lang::Field* field;
};
struct FunctionSubject {
  lang::FunctionEntry function;
};
struct DefinitionSubject {
  const lang::Definition* definition;
};
struct FileSubject {
  std::string name;  // as a file of tests names it
};

struct Subject {
  Range range;
  std::variant<KeySubject, LintSubject, ClausePlace, const Declared*, PackSubject, ActionSubject, ParameterSubject,
               VariableSubject, FieldSubject, FunctionSubject, DefinitionSubject, FileSubject>
      is;
};

std::optional<Subject> subject_at(const View& view);

}  // namespace sprintd::editor
