// The packs as lints look at them: each declaration with its mapping in YAML and the trees of its expressions.
//
// Neighbours: rules/ruleset gives both halves; lints.h lists who looks. Borrows everything; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/base/calendar.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/ruleset/rule_set.h"
#include "rules/ruleset/written_packs.h"

namespace sprintd::lint {

// One rule, authority or limit.
struct Block {
  ruleset::Section section;
  const yaml::Node* node;
  std::uint32_t pack;
  const ruleset::Declaration* declaration;
  const ruleset::Rule* rule = nullptr;  // one of the three
  const ruleset::Authority* authority = nullptr;
  const ruleset::Limit* limit = nullptr;

  [[nodiscard]] std::string noun() const;  // "rule 'ready'"
  [[nodiscard]] const yaml::Node* find(std::string_view key) const { return node->find(key); }
};

class Packs {
 public:
  Packs(const ruleset::RuleSet& rules, const ruleset::Written& written, const lang::Schema& schema, Instant as_of);

  [[nodiscard]] const ruleset::RuleSet& rules() const { return *rules_; }
  [[nodiscard]] const ruleset::Written& written() const { return *written_; }
  [[nodiscard]] const lang::Schema& schema() const { return *schema_; }
  [[nodiscard]] Instant as_of() const { return as_of_; }
  [[nodiscard]] const std::vector<Block>& blocks() const { return blocks_; }
  // The value of a key of the pack's root; null when it has none.
  [[nodiscard]] const yaml::Node* root(std::uint32_t pack, std::string_view key) const;

  // The checked tree of an expression; null when the key is not there.
  [[nodiscard]] const lang::Node* tree(const yaml::Node* scalar) const;
  [[nodiscard]] const lang::Node* tree(const Block& block, std::string_view key) const { return tree(block.find(key)); }

 private:
  void add(std::uint32_t pack, ruleset::Section section);

  const ruleset::RuleSet* rules_;
  const ruleset::Written* written_;
  const lang::Schema* schema_;
  Instant as_of_;
  std::vector<Block> blocks_;  // pack by pack, authorities before rules before limits, each in the order of the text
};

}  // namespace sprintd::lint
