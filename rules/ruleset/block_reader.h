// One mapping of a pack, read by the table of keys: what is unknown, missing or of the wrong form is reported at once.
//
// Neighbours: pack_keys.h is the table, rules/yaml gave the tree; pack_reader.cc, declarations.cc ask for the values by
// name. A value that was reported reads as absent, so a fault is told once. Borrows the node and the Diagnostics; one
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/yaml/node.h"

namespace sprintd::ruleset {

constexpr std::uint32_t kMaxCount = 1'000'000;

class BlockReader {
 public:
  // Reports every fault of form. A node that is no mapping reads as one without keys.
  BlockReader(const yaml::Node& block, Section section, Diagnostics& diagnostics);

  // The value of a key if it is there and has the form of its row; else null.
  [[nodiscard]] const yaml::Node* find(std::string_view key) const;
  [[nodiscard]] std::string text(std::string_view key) const;  // "" when it is not there
  [[nodiscard]] Span span(std::string_view key) const;         // of its value, else of the whole mapping
  // The position of the word among the choices of the row.
  std::optional<std::size_t> choice(std::string_view key);
  // A whole number from 1 to kMaxCount.
  std::optional<std::uint32_t> count(std::string_view key);
  // An instant or an existing day, as written.
  std::string date(std::string_view key);
  // An id or name whose letters are those of its ValueKind; "" when absent or reported.
  std::string id(std::string_view key);
  std::vector<const yaml::Node*> names(std::string_view key);  // well-formed, each once
  std::vector<const yaml::Node*> texts(std::string_view key);  // scalars, each once

  // The keys that the author wrote, right or wrong.
  [[nodiscard]] bool wrote(std::string_view key) const { return block_->find(key) != nullptr; }
  [[nodiscard]] Diagnostics& diagnostics() { return *diagnostics_; }
  [[nodiscard]] std::string noun() const;  // "rule 'ready'", "a rule"

 private:
  void check_keys();
  void report_unknown(const yaml::Node& key);
  [[nodiscard]] bool is_meant(std::string_view key) const;
  void check_form(const PackKey& row, const yaml::Entry& entry);

  const yaml::Node* block_;
  Section section_;
  Diagnostics* diagnostics_;
  std::vector<const yaml::Entry*> well_formed_;
  std::vector<std::string_view> meant_;  // keys that a misspelt one was taken for: they are not missing, too
};

// "a list", "a mapping", "a text"
std::string_view form_name(const yaml::Node& node);
// No text at all, or only blanks; null in YAML's sense.
bool is_empty(const yaml::Node& scalar);
// Reports Code::pack_id_malformed unless the text has only the letters of `kind` (id, name or clause).
bool check_id(const yaml::Node& scalar, ValueKind kind, std::string_view what, Diagnostics& diagnostics);

}  // namespace sprintd::ruleset
