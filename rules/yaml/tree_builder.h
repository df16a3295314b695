// Builds the tree from the events of a YAML parser, and finds in the source what the events do not tell.
//
// Neighbours: parse.cc feeds it from yaml-cpp; scalar_place.h places scalars, tree_check.h takes the finished tree. An
// event's offset may stand at an anchor or tag before the value, or, for a value that is not there, at what comes next.
// One tree, one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "rules/base/diagnostic.h"
#include "rules/yaml/node.h"
#include "rules/yaml/tree_check.h"

namespace sprintd::yaml {

// Where an event stands: its byte, and that byte's column from 0.
struct Mark {
  std::size_t offset;
  std::size_t column;
};

class TreeBuilder {
 public:
  TreeBuilder(std::string_view source, FileId file, Diagnostics& diagnostics)
      : source_(source), file_(file), diagnostics_(diagnostics) {}

  // Each adds a value. `anchor` is 0 for none, else counted from 1 in the order of the text; `has_tag` says that one
  // was written, false also where the parser does not say. False: too deep, feed nothing more.
  void null(Mark mark, std::size_t anchor);
  void scalar(Mark mark, std::size_t anchor, std::string_view decoded);
  void alias(Mark mark, std::size_t anchor);
  bool begin(Node::Kind kind, bool is_flow, Mark mark, std::size_t anchor, bool has_tag);
  void end();

  [[nodiscard]] std::optional<Node>& root() { return root_; }
  [[nodiscard]] const std::vector<Alias>& aliases() const { return aliases_; }

 private:
  struct Open {
    Node node;
    std::optional<Node> key;  // of a mapping, while its value is awaited
    std::size_t done;         // one past what was read of it
    std::size_t column;
    std::size_t anchor;
    bool is_flow;
  };
  struct Anchor {
    std::uint32_t node;
    bool is_complete;
  };

  [[nodiscard]] char at(std::size_t offset) const { return offset < source_.size() ? source_[offset] : '\0'; }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::size_t skip_space(std::size_t offset) const;
  std::size_t skip_properties(std::size_t offset);
  [[nodiscard]] Mark moved(Mark mark, std::size_t offset) const;
  void report_tag(std::size_t begin, std::size_t end);
  [[nodiscard]] bool is_null_here(Mark mark, std::size_t begin) const;
  [[nodiscard]] std::size_t place_of_nothing(Mark mark) const;
  [[nodiscard]] std::size_t close_of(const Open& open) const;
  void remember(std::size_t anchor, bool is_complete);
  void add_leaf(Node node);
  void add(Node node);

  std::string_view source_;
  FileId file_;
  Diagnostics& diagnostics_;
  std::vector<Open> open_;
  std::vector<Anchor> anchors_;
  std::vector<Alias> aliases_;
  std::optional<Node> root_;
  std::uint32_t count_ = 0;  // of nodes that were started
};

}  // namespace sprintd::yaml
