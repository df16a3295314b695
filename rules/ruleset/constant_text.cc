#include "rules/ruleset/constant_text.h"

#include <fmt/format.h>

#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/expressions.h"

namespace sprintd::ruleset {
namespace {

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      result += '\\';
      result += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      result += c;
    }
  }
  return result + '"';
}

class Writer {
 public:
  Writer(FileId file, Diagnostics& diagnostics)
      : result_{.text = {}, .origin = Origin(file)}, diagnostics_(&diagnostics) {}

  void write(const yaml::Node& node) {
    if (node.is_sequence()) return write_list(node);
    if (node.is_mapping() || (yaml::scalar_type(node) == yaml::ScalarType::null)) {
      ok_ = false;
      diagnostics_->add(Code::pack_constant_malformed, node.span,
                        fmt::format("an element of a constant list is a text, a number or a boolean; this is {}",
                                    node.is_mapping() ? "a mapping" : "empty"));
      return;
    }
    const bool is_text = yaml::scalar_type(node) == yaml::ScalarType::string;
    piece(is_text ? quoted(node.text) : expression_text(node).text, node.span);
  }

  std::optional<ConstantText> take() {
    if (!ok_) return std::nullopt;
    return std::move(result_);
  }

 private:
  void write_list(const yaml::Node& list) {
    piece("[", {list.span.file, list.span.begin, list.span.begin + 1});
    for (std::size_t i = 0; i < list.items.size(); ++i) {
      if (i > 0) result_.text += ", ";
      write(list.items[i]);
    }
    piece("]", {list.span.file, list.span.end - 1, list.span.end});
  }

  // Its first byte stands at the first of the span, its last at the last: all that a caret under the whole piece needs.
  void piece(std::string_view text, Span span) {
    const auto at = static_cast<std::uint32_t>(result_.text.size());
    const auto last = at + static_cast<std::uint32_t>(text.size()) - 1;
    result_.origin.add_run(at, span.begin);
    result_.origin.add_run(last, span.end > span.begin ? span.end - 1 : span.begin);
    result_.text += text;
    result_.origin.add_run(last + 1, span.end);
  }

  ConstantText result_;
  Diagnostics* diagnostics_;
  bool ok_ = true;
};

}  // namespace

std::optional<ConstantText> constant_text(const yaml::Node& list, Diagnostics& diagnostics) {
  Writer writer(list.span.file, diagnostics);
  writer.write(list);
  return writer.take();
}

}  // namespace sprintd::ruleset
