#include "rules/yaml/parse.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "rules/yaml/syntax_fault.h"
#include "rules/yaml/text_check.h"
#include "rules/yaml/tree_builder.h"
#include "rules/yaml/tree_check.h"

namespace sprintd::yaml {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Thrown through yaml-cpp to end a parse whose fault is already reported.
struct Stop {};

class Events final : public YAML::EventHandler {
 public:
  Events(TreeBuilder& builder, std::string_view source, std::size_t shift, FileId file, Diagnostics& diagnostics)
      : builder_(builder), source_(source), shift_(shift), file_(file), diagnostics_(diagnostics) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ == 0) return;
    const auto offset = offset_of(mark);
    if (source_.substr(offset, 3) == "---") {
      const auto begin = static_cast<std::uint32_t>(offset);
      diagnostics_.add(Code::yaml_several_documents, {file_, begin, begin + 3}, "a second document starts here",
                       "one file is one document: put it into a file of its own");
    } else {
      report_syntax_fault({"text behind the document", offset}, source_, file_, diagnostics_);
    }
    throw Stop{};
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.null(place_of(mark), anchor); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override { builder_.alias(place_of(mark), anchor); }
  void OnScalar(const YAML::Mark& mark, const std::string& /*tag*/, YAML::anchor_t anchor,
                const std::string& value) override {
    builder_.scalar(place_of(mark), anchor, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    begin(Node::Kind::sequence, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { builder_.end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    begin(Node::Kind::mapping, mark, tag, anchor, style);
  }
  void OnMapEnd() override { builder_.end(); }

  [[nodiscard]] std::size_t offset_of(const YAML::Mark& mark) const {
    const auto offset = mark.pos < 0 ? 0 : static_cast<std::size_t>(mark.pos);
    return std::min(offset + shift_, source_.size());
  }

 private:
  [[nodiscard]] Mark place_of(const YAML::Mark& mark) const {
    return {offset_of(mark), mark.column < 0 ? 0 : static_cast<std::size_t>(mark.column)};
  }
  void begin(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
             YAML::EmitterStyle::value style) {
    const bool is_flow = style == YAML::EmitterStyle::Flow;
    if (!builder_.begin(kind, is_flow, place_of(mark), anchor, tag != "?")) throw Stop{};
  }

  TreeBuilder& builder_;
  std::string_view source_;
  std::size_t shift_;
  FileId file_;
  Diagnostics& diagnostics_;
  int documents_ = 0;
};

// yaml-cpp reads past its last token where a text ends with an anchor or a tag; an explicit end of the document keeps
// it from that.
std::istringstream input_of(std::string_view text) {
  std::string input(text);
  input += text.ends_with('\n') || text.empty() ? "...\n" : "\n...\n";
  return std::istringstream(std::move(input));
}

bool is_nothing(const Node& node) { return node.is_scalar() && node.style == Node::Style::plain && node.text.empty(); }

}  // namespace

std::optional<Node> parse_yaml(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  const auto source = sources.text(file);
  Diagnostics found;
  std::optional<Node> root;
  if (check_text(source, file, found)) {
    const std::size_t shift = source.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    TreeBuilder builder(source, file, found);
    Events events(builder, source, shift, file, found);
    try {
      auto input = input_of(source.substr(shift));
      YAML::Parser parser(input);
      while (parser.HandleNextDocument(events)) {
      }
      if (!builder.root() || is_nothing(*builder.root())) {
        builder.root().emplace().kind = Node::Kind::mapping;
        builder.root()->span = {file, 0, 0};
      }
      check_tree(*builder.root(), builder.aliases(), found);
      root = std::move(builder.root());
    } catch (const Stop&) {
    } catch (const YAML::Exception& fault) {
      report_syntax_fault({fault.msg, events.offset_of(fault.mark)}, source, file, found);
    }
  }
  const bool is_good = !found.has_errors();
  for (auto& diagnostic : found.sorted()) diagnostics.add(std::move(diagnostic));
  if (!is_good) return std::nullopt;
  return root;
}

}  // namespace sprintd::yaml
