#include "plugins/jira/mapping_tree.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "plugins/jira/words.h"

namespace jira {
namespace {

constexpr std::size_t kMaxDepth = 8;  // what a mapping needs is three deep
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Thrown through the parser to end it: what is wrong was reported.
struct Stop {};

// Builds the tree from the parser's events. The library's own tree takes keys that repeat silently, and its loop over
// documents never ends for some texts (a comma outside of brackets).
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(std::string_view text, std::size_t skipped, Report& report)
      : text_(text), skipped_(skipped), report_(report) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) stop(mark, "a mapping file holds one YAML document");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { put(node_at(mark, MappingNode::Kind::null)); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { stop(mark, "a mapping file has no aliases"); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) override {
    auto node = node_at(mark, MappingNode::Kind::scalar);
    node.text = value;
    // Plain words carry the tag "?"; a quoted one ends with its quote.
    const bool is_quoted =
        tag == "!" && node.begin < text_.size() && (text_[node.begin] == '"' || text_[node.begin] == '\'');
    const auto line_end = std::min(text_.find('\n', node.begin), text_.size());
    node.end = std::min(node.begin + value.size() + (is_quoted ? 2 : 0), line_end);
    if (tag == "?" && (value == "~" || value == "null")) node.kind = MappingNode::Kind::null;
    put(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, MappingNode::Kind::list);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {
    open(mark, MappingNode::Kind::map);
  }
  void OnMapEnd() override { close(); }

  void report(const YAML::Mark& mark, std::string message) {
    const auto begin = offset(mark);
    report_.add_mapping(Severity::error, begin, begin, std::move(message));
  }

  std::optional<MappingNode> root;

 private:
  [[noreturn]] void stop(const YAML::Mark& mark, std::string message) {
    report(mark, std::move(message));
    throw Stop();
  }
  std::uint64_t offset(const YAML::Mark& mark) const {
    return mark.is_null() ? 0 : std::min(text_.size(), static_cast<std::size_t>(mark.pos) + skipped_);
  }
  MappingNode node_at(const YAML::Mark& mark, MappingNode::Kind kind) const {
    MappingNode node;
    node.kind = kind;
    node.begin = offset(mark);
    node.end = node.begin;
    return node;
  }
  void open(const YAML::Mark& mark, MappingNode::Kind kind) {
    if (open_.size() >= kMaxDepth) stop(mark, "nested deeper than a mapping is");
    open_.push_back(node_at(mark, kind));
    open_.back().end = open_.back().begin + 1;
  }
  void close() {
    auto node = std::move(open_.back());
    open_.pop_back();
    put(std::move(node));
  }
  void put(MappingNode node) {
    if (open_.empty()) {
      root = std::move(node);
    } else if (auto& top = open_.back(); top.kind == MappingNode::Kind::map && top.keys.size() == top.elements.size()) {
      top.keys.push_back(std::move(node));
    } else {
      top.elements.push_back(std::move(node));
    }
  }

  std::string_view text_;
  std::size_t skipped_;
  Report& report_;
  std::size_t documents_ = 0;
  std::vector<MappingNode> open_;
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
  const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  TreeBuilder builder(text, skipped, report);
  try {
    std::istringstream stream{std::string(text.substr(skipped))};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const Stop&) {
    return {};
  } catch (const YAML::Exception& error) {
    builder.report(error.mark, error.msg);
    return {};
  }
  MappingNode empty;
  empty.kind = MappingNode::Kind::map;
  if (!builder.root || builder.root->kind == MappingNode::Kind::null) return empty;
  return *std::move(builder.root);
}

}  // namespace jira
