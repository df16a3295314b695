#include "plugins/jira/mapping_tree.h"

#include <algorithm>
#include <yaml-cpp/yaml.h>

#include "plugins/jira/words.h"

namespace jira {
namespace {

// What a mapping needs is three deep; a tree that goes on (an alias may even contain itself) is cut here.
constexpr int kMaxDepth = 8;
// Aliases of aliases multiply; no mapping has so many values.
constexpr std::size_t kMaxNodes = 100'000;
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

class TreeReader {
 public:
  TreeReader(std::string_view text, Report& report)
      : text_(text), skipped_(text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0), report_(report) {}

  MappingNode read(const YAML::Node& node, int depth) {
    MappingNode result;
    if (given_up_) return result;
    place(node, result);
    if (depth > kMaxDepth || ++nodes_ > kMaxNodes) {
      given_up_ = true;
      report_.add_mapping(Severity::error, result.begin, result.end,
                          depth > kMaxDepth ? "nested deeper than a mapping is" : "more values than a mapping has");
      return result;
    }
    if (node.IsScalar()) {
      result.kind = MappingNode::Kind::scalar;
      result.text = node.Scalar();
    } else if (node.IsSequence()) {
      result.kind = MappingNode::Kind::list;
      for (const auto& element : node) result.elements.push_back(read(element, depth + 1));
    } else if (node.IsMap()) {
      result.kind = MappingNode::Kind::map;
      for (const auto& entry : node) {
        result.keys.push_back(read(entry.first, depth + 1));
        result.elements.push_back(read(entry.second, depth + 1));
      }
    }
    return result;
  }

  std::uint64_t offset(const YAML::Mark& mark) const {
    return mark.is_null() ? 0 : std::min(text_.size(), static_cast<std::size_t>(mark.pos) + skipped_);
  }

 private:
  void place(const YAML::Node& node, MappingNode& result) const {
    result.begin = offset(node.Mark());
    std::size_t length = 1;
    if (node.IsScalar()) {
      const char first = result.begin < text_.size() ? text_[result.begin] : '\0';
      length = node.Scalar().size() + (first == '"' || first == '\'' ? 2 : 0);
    }
    const auto line_end = std::min(text_.find('\n', result.begin), text_.size());
    result.end = std::min<std::uint64_t>(result.begin + length, line_end);
  }

  std::string_view text_;
  std::size_t skipped_;
  Report& report_;
  std::size_t nodes_ = 0;
  bool given_up_ = false;
};

}  // namespace

MappingNode read_mapping_tree(std::string_view text, Report& report) {
  if (text.size() > kMaxMappingBytes) {
    report.add_mapping(Severity::error, 0, 0, "a mapping file may be at most 1 MB");
    return {};
  }
  if (const auto end = utf8_until(text); end != text.size()) {
    report.add_mapping(Severity::error, end, end, "the mapping file is not UTF-8");
    return {};
  }
  TreeReader reader(text, report);
  try {
    const auto documents = YAML::LoadAll(std::string(text));
    MappingNode empty;
    empty.kind = MappingNode::Kind::map;
    if (documents.empty() || documents.front().IsNull()) return empty;
    if (documents.size() > 1) {
      const auto begin = reader.offset(documents[1].Mark());
      report.add_mapping(Severity::error, begin, begin, "a mapping file holds one YAML document");
      return {};
    }
    return reader.read(documents.front(), 0);
  } catch (const YAML::Exception& error) {
    const auto begin = reader.offset(error.mark);
    report.add_mapping(Severity::error, begin, begin, error.msg);
    return {};
  }
}

}  // namespace jira
