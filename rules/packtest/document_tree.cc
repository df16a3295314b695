#include "rules/packtest/document_tree.h"

#include <string_view>

#include "rules/backlog/load.h"
#include "rules/base/arena.h"
#include "rules/json/reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::packtest {
namespace {

using Kind = PullReader::Kind;

yaml::Node string_node(std::string_view text, Span span) {
  yaml::Node node;
  node.style = yaml::Node::Style::double_quoted;
  node.span = span;
  node.text = text;
  return node;
}

yaml::Node node_of(PullReader& reader, std::string_view source) {
  const auto kind = reader.kind();
  yaml::Node node;
  node.span = reader.span();
  if (kind == Kind::string) return string_node(reader.string(), node.span);
  if (kind == Kind::array) {
    node.kind = yaml::Node::Kind::sequence;
    reader.begin_array();
    while (reader.next_element()) node.items.push_back(node_of(reader, source));
  } else if (kind == Kind::object) {
    node.kind = yaml::Node::Kind::mapping;
    std::string_view key;
    reader.begin_object();
    while (reader.next_key(key)) {
      auto name = string_node(key, reader.key_span());
      node.entries.push_back({std::move(name), node_of(reader, source)});
    }
  } else {
    // A number, true, false or null: in YAML's core schema the same text means the same.
    reader.skip();
    node.text = source.substr(node.span.begin, node.span.end - node.span.begin);
  }
  return node;
}

}  // namespace

std::optional<yaml::Node> read_tree(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const auto text = sources.text(file);
  if (!backlog::is_json(text)) return yaml::parse_yaml(sources, file, diagnostics);
  Arena arena;
  const auto reader = json::make_strict_reader(sources, file, arena, diagnostics);
  auto node = node_of(*reader, text);
  if (!reader->finish()) return std::nullopt;
  return node;
}

}  // namespace sprintd::packtest
