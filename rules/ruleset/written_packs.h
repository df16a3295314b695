// The packs as they were written: their YAML, and the checked tree of each expression.
//
// Neighbours: load_packs() (load_packs.h) keeps it beside the rule set, rules/lint looks through it for mistakes. The
// rule set does not need it: who only asks questions lets it go.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rules/base/span.h"
#include "rules/lang/ast.h"
#include "rules/lang/program.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

// A text that was read as YAML, in a version of the rule language that this program knows.
struct Document {
  FileId file = FileId::none;
  yaml::Node root;
  std::string id;  // "" when it has none
  Span id_span;
};

struct WrittenExpression {
  lang::NodePtr tree;  // checked, definitions inlined
  lang::Program program;
};

// Expressions that compiled, by the scalar that they were written in.
class Trees {
 public:
  void add(const yaml::Node& scalar, lang::NodePtr tree, lang::Program program);
  // Null when there is none.
  [[nodiscard]] const WrittenExpression* find(const yaml::Node& scalar) const;
  [[nodiscard]] auto begin() const { return trees_.begin(); }
  [[nodiscard]] auto end() const { return trees_.end(); }

 private:
  using Place = std::pair<FileId, std::uint32_t>;
  std::map<Place, WrittenExpression> trees_;
};

struct Written {
  std::vector<Document> documents;  // in the order of RuleSet::packs
  Trees trees;
};

}  // namespace sprintd::ruleset
