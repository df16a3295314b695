// A YAML document as a tree with exact places: what the text says, and where each piece of it stands.
//
// Neighbours: parse_yaml() (parse.h) makes it; rules/ruleset reads packs from it, NodeReader (node_reader.h) gives it a
// PullReader's face for backlogs. Plain values; texts are copies, spans point into the Sources.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/origin.h"
#include "rules/base/span.h"

namespace sprintd::yaml {

struct Entry;

struct Node {
  enum class Kind : std::uint8_t { scalar, sequence, mapping };
  enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded };

  Kind kind = Kind::scalar;
  Style style = Style::plain;
  Span span;  // from the first byte (quote, dash, brace, block indicator) to one past the last; an alias: the alias
  std::string text;            // scalar: decoded
  Origin origin;               // scalar: from decoded text to source
  std::vector<Node> items;     // sequence
  std::vector<Entry> entries;  // mapping, in the order of the text, keys unique

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
  // The value of a mapping's key; null when there is none.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

struct Entry {
  Node key;  // always a scalar
  Node value;
};

// What a plain scalar means by YAML's core schema (quoted ones are always strings).
enum class ScalarType : std::uint8_t { null, boolean, integer, real, string };
ScalarType scalar_type(const Node& scalar);

}  // namespace sprintd::yaml
