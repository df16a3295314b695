#include "rules/format/layout.h"

#include <algorithm>

namespace sprintd::format {
namespace {

constexpr std::size_t kStep = 2;

class Layout {
 public:
  Layout(std::string_view text, const yaml::Node& root) : text_(text) {
    split();
    place(root, 0);
    for (const auto& entry : root.entries) {
      const auto first = line_at(entry.key.span.begin);
      lines_[first].opens_section = is_block(entry.value) && line_at(last_byte(entry.value)) > first;
    }
    if (odd_) {
      for (auto& line : lines_) line.begins_entry = false;
    }
  }

  std::vector<Line> take() { return std::move(lines_); }

 private:
  void split() {
    for (std::size_t begin = 0; begin <= text_.size();) {
      const auto end = std::min(text_.find('\n', begin), text_.size());
      lines_.push_back({.begin = begin, .end = end});
      begin = end + 1;
    }
  }

  [[nodiscard]] std::size_t line_at(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(lines_, offset, {}, &Line::begin);
    return static_cast<std::size_t>(after - lines_.begin()) - 1;
  }
  [[nodiscard]] std::size_t column(std::size_t offset) const { return offset - lines_[line_at(offset)].begin; }
  static std::size_t last_byte(const yaml::Node& node) {
    return node.span.end > node.span.begin ? node.span.end - 1 : node.span.begin;
  }
  [[nodiscard]] char first_byte(const yaml::Node& node) const {
    return node.span.begin < text_.size() ? text_[node.span.begin] : '\0';
  }
  [[nodiscard]] bool is_alias(const yaml::Node& node) const { return first_byte(node) == '*' && !node.is_scalar(); }
  // Over lines of its own, without brackets.
  [[nodiscard]] bool is_block(const yaml::Node& node) const {
    return !node.is_scalar() && !is_alias(node) && first_byte(node) != '{' && first_byte(node) != '[';
  }

  // What goes on after its first line belongs to that line.
  void keep_together(const yaml::Node& node) {
    if (is_alias(node) || node.span.end <= node.span.begin) return;
    for (auto line = line_at(node.span.begin) + 1; line <= line_at(last_byte(node)); ++line) {
      lines_[line].is_inside = true;
    }
  }

  void place(const yaml::Node& node, std::size_t wanted) {
    if (!is_block(node)) return keep_together(node);
    if (node.is_mapping()) {
      for (const auto& entry : node.entries) place_entry(entry, wanted);
    } else {
      for (const auto& item : node.items) place_item(item, wanted);
    }
  }

  void place_entry(const yaml::Entry& entry, std::size_t wanted) {
    const auto at = entry.key.span.begin;
    auto& line = lines_[line_at(at)];
    if (!line.begins_entry) {
      line.begins_entry = true;
      line.content = column(at);
      line.wanted_content = wanted;
      // A key behind something else ("? key", an anchor) is not ours to move.
      const auto before = text_.substr(line.begin, line.content);
      odd_ = odd_ || before.find_first_not_of(' ') != std::string_view::npos;
    } else if (line.content != column(at)) {
      odd_ = true;
    }
    place(entry.value, wanted + kStep);
  }

  void place_item(const yaml::Node& item, std::size_t wanted) {
    const auto at = item.span.begin;
    auto& line = lines_[line_at(at)];
    const auto before = text_.substr(line.begin, at - line.begin);
    const auto dash = before.find('-');
    if (line.begins_entry || dash == std::string_view::npos || before.find_first_not_of(' ') != dash ||
        before.find_first_not_of(' ', dash + 1) != std::string_view::npos) {
      odd_ = true;
      return;
    }
    line.begins_entry = line.has_dash = true;
    line.dash = dash;
    line.content = at - line.begin;
    line.wanted_dash = wanted;
    line.wanted_content = wanted + kStep;
    place(item, wanted + kStep);
  }

  std::string_view text_;
  std::vector<Line> lines_;
  bool odd_ = false;
};

}  // namespace

std::vector<Line> lay_out(std::string_view text, const yaml::Node& root) { return Layout(text, root).take(); }

}  // namespace sprintd::format
