// The expressions of the packs: from scalars of YAML to Programs, each in its scope, with the type its place asks for
// and the definitions of the pack in whose text it stands.
//
// Neighbours: rules/lang does the work, scopes.h says what is in scope, Usage (usage.h) keeps what was mentioned;
// pack_reader.cc and declarations.cc bring the scalars. Borrows the Definitions, the Trees that keep what
// compiled, and the Diagnostics; one thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "rules/base/diagnostic.h"
#include "rules/lang/checker.h"
#include "rules/lang/environment.h"
#include "rules/lang/program.h"
#include "rules/lang/template.h"
#include "rules/lang/value.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/ruleset/scopes.h"
#include "rules/ruleset/usage.h"
#include "rules/ruleset/written_packs.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

// A plain scalar that YAML reads as a boolean or number, written as the language writes it ("True": "true", ".5":
// "0.5"); anything else as it stands.
struct ExpressionText {
  std::string text;
  Origin origin;
};
ExpressionText expression_text(const yaml::Node& scalar);

class Expressions {
 public:
  // `packs`: the pack of each text; its index is the scope of its definitions.
  Expressions(const Scopes& scopes, const lang::Definitions& definitions, std::map<FileId, std::uint32_t> packs,
              Trees& trees, Diagnostics& diagnostics)
      : scopes_(&scopes),
        definitions_(&definitions),
        packs_(std::move(packs)),
        trees_(&trees),
        diagnostics_(&diagnostics),
        usage_(definitions) {}

  // Of a condition, number, person or timestamp; `key` is how messages call the place. A null node, and one with a
  // fault, give the empty Program.
  lang::Program compile(const yaml::Node* scalar, ValueKind kind, std::string_view key, const Slots& scope);
  lang::Program condition(const yaml::Node* scalar, std::string_view key, const Slots& scope) {
    return compile(scalar, ValueKind::condition, key, scope);
  }
  // A condition that decides a queue: it may not ask for the queue of an item.
  lang::Program queue_condition(const yaml::Node& scalar, std::string_view queue);
  lang::Template message(const yaml::Node* scalar, const Slots& scope);
  // Where the scope is not known: faults of syntax, and what is used.
  void parse_only(const yaml::Node* scalar);
  void see_message(const yaml::Node* scalar);

  [[nodiscard]] const Usage& usage() const { return usage_; }

 private:
  struct Compiled {
    lang::NodePtr tree;
    lang::Program program;
  };
  [[nodiscard]] std::uint32_t pack_of(const yaml::Node& scalar) const;
  Compiled compile_tree(const yaml::Node& scalar, ValueKind kind, std::string_view key, const Slots& scope);
  [[nodiscard]] lang::Expected expected(ValueKind kind, std::string_view key) const;
  bool check_number(const lang::Program& program, const lang::Node& tree, std::string_view key);

  const Scopes* scopes_;
  const lang::Definitions* definitions_;
  std::map<FileId, std::uint32_t> packs_;
  Trees* trees_;
  Diagnostics* diagnostics_;
  Usage usage_;
};

// The value of a Program that reads no variable and no backlog, if it is a bool or a number.
std::optional<bool> constant_bool(const lang::Program& program);
std::optional<double> constant_number(const lang::Program& program);

}  // namespace sprintd::ruleset
