#include "rules/yaml/tree_builder.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

#include "rules/yaml/eaten.h"
#include "rules/yaml/scalar_place.h"

namespace sprintd::yaml {
namespace {

constexpr std::string_view kSpace = " \t\r\n";
constexpr std::string_view kNameEnd = " \t\r\n[]{},";

bool is_space(char c) { return kSpace.contains(c); }

}  // namespace

Span TreeBuilder::span(std::size_t begin, std::size_t end) const {
  return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(begin, end))};
}

// Blanks, line ends and comments.
std::size_t TreeBuilder::skip_space(std::size_t offset) const {
  while (offset < source_.size()) {
    if (is_space(source_[offset])) {
      ++offset;
    } else if (source_[offset] == '#' && (offset == 0 || is_space(source_[offset - 1]))) {
      offset = std::min(source_.find('\n', offset), source_.size());
    } else {
      break;
    }
  }
  return offset;
}

void TreeBuilder::report_tag(std::size_t begin, std::size_t end) {
  if (const auto eaten = eaten_by_tag(source_, file_, begin)) return report(*eaten, source_, diagnostics_);
  diagnostics_.add(Code::yaml_tag, span(begin, end),
                   fmt::format("the tag '{}' is not read", source_.substr(begin, end - begin)),
                   "leave it out; a text that looks like a number goes into quotes");
}

// The first byte behind an anchor and a tag at `offset`.
std::size_t TreeBuilder::skip_properties(std::size_t offset) {
  bool has_anchor = false;
  bool has_tag = false;
  while ((at(offset) == '&' && !has_anchor) || (at(offset) == '!' && !has_tag)) {
    const auto end = std::min(source_.find_first_of(kNameEnd, offset), source_.size());
    if (at(offset) == '!') {
      has_tag = true;
      report_tag(offset, end);
    } else {
      has_anchor = true;
      // The operator && of an expression, or a name that nobody would give to an anchor.
      if (const auto eaten = eaten_by_anchor(source_, file_, offset)) report(*eaten, source_, diagnostics_);
    }
    offset = skip_space(end);
  }
  return offset;
}

Mark TreeBuilder::moved(Mark mark, std::size_t offset) const {
  if (offset == mark.offset) return mark;
  const auto line = source_.rfind('\n', offset - 1);
  return {offset, offset - (line == std::string_view::npos ? 0 : line + 1)};
}

bool TreeBuilder::is_null_here(Mark mark, std::size_t begin) const {
  if (!open_.empty()) {
    const auto& open = open_.back();
    if (mark.offset < open.done) return false;
    const bool is_key = open.node.is_mapping() && !open.key;
    if (!open.is_flow && (is_key ? mark.column < open.column : mark.column <= open.column)) return false;
  }
  constexpr auto kNulls = std::to_array<std::string_view>({"null", "Null", "NULL", "~"});
  return std::ranges::any_of(kNulls, [&](std::string_view word) {
    if (source_.substr(begin, word.size()) != word) return false;
    const char next = at(begin + word.size());
    return next == '\0' || next == ':' || kNameEnd.contains(next);
  });
}

// A value that was left out stands behind its colon or dash.
std::size_t TreeBuilder::place_of_nothing(Mark mark) const {
  if (open_.empty()) return std::min(mark.offset, source_.size());
  const auto& open = open_.back();
  const auto next = skip_space(open.done);
  if (open.key && at(next) == ':') return next + 1;
  if (open.node.is_sequence() && !open.is_flow && at(next) == '-') return next + 1;
  return open.key || open.is_flow ? open.done : std::max(open.done, std::min(mark.offset, source_.size()));
}

void TreeBuilder::null(Mark mark, std::size_t anchor) {
  const auto offset = anchor != 0 || at(mark.offset) == '!' ? skip_properties(mark.offset) : mark.offset;
  remember(anchor, true);
  Node node;
  if (is_null_here(moved(mark, offset), offset)) {
    const std::size_t length = source_[offset] == '~' ? 1 : 4;
    node.text = source_.substr(offset, length);
    node.span = span(offset, offset + length);
    node.origin = Origin::verbatim(file_, node.span.begin, static_cast<std::uint32_t>(length));
  } else {
    const auto place = place_of_nothing(mark);
    node.span = span(place, place);
    node.origin = Origin::verbatim(file_, node.span.begin, 0);
  }
  add_leaf(std::move(node));
}

void TreeBuilder::scalar(Mark mark, std::size_t anchor, std::string_view decoded) {
  const auto begin = skip_properties(mark.offset);
  remember(anchor, true);
  auto place = place_scalar(source_, file_, static_cast<std::uint32_t>(std::min(begin, source_.size())), decoded);
  Node node;
  node.style = place.style;
  node.text = decoded;
  node.span = place.span;
  node.origin = std::move(place.origin);
  if (node.style == Node::Style::plain) {
    if (const auto eaten = eaten_by_comment(source_, file_, node.span.begin, node.span.end, true)) {
      report(*eaten, source_, diagnostics_);
    }
  }
  add_leaf(std::move(node));
}

void TreeBuilder::alias(Mark mark, std::size_t anchor) {
  const auto end = std::min(source_.find_first_of(kNameEnd, mark.offset), source_.size());
  Node node;
  node.span = span(mark.offset, end);
  if (anchor == 0 || anchor > anchors_.size() || !anchors_[anchor - 1].is_complete) {
    diagnostics_.add(Code::yaml_alias_expansion, node.span, "this alias stands inside of what it copies");
  } else {
    aliases_.push_back({count_, anchors_[anchor - 1].node});
  }
  // Never taken for a key or value of its own: the tree with a fault is not given out.
  node.text = source_.substr(mark.offset, end - mark.offset);
  add_leaf(std::move(node));
}

bool TreeBuilder::begin(Node::Kind kind, bool is_flow, Mark mark, std::size_t anchor, bool has_tag) {
  if (open_.size() == kMaxDepth) {
    diagnostics_.add(Code::yaml_too_deep, span(mark.offset, mark.offset + 1),
                     fmt::format("values are nested more than {} levels deep", kMaxDepth));
    return false;
  }
  // Without a property of its own, an anchor here belongs to the first key.
  const auto begin = anchor != 0 || has_tag ? skip_properties(mark.offset) : mark.offset;
  const auto column = moved(mark, begin).column;
  remember(anchor, false);
  Open open{.node = {}, .key = {}, .done = begin, .column = column, .anchor = anchor, .is_flow = is_flow};
  open.node.kind = kind;
  open.node.span = span(begin, begin);
  // A mapping within a list in brackets has none of its own: [a: 1].
  if (is_flow && (at(begin) == '[' || at(begin) == '{')) open.done = begin + 1;
  open_.push_back(std::move(open));
  ++count_;
  return true;
}

// One past the last byte of a collection.
std::size_t TreeBuilder::close_of(const Open& open) const {
  const char first = at(open.node.span.begin);
  if (!open.is_flow || open.done == open.node.span.begin || (first != '[' && first != '{')) return open.done;
  const char last = open.node.is_sequence() ? ']' : '}';
  if ((first == '[') != open.node.is_sequence()) return open.done;
  auto offset = skip_space(open.done);
  while (offset < source_.size() && source_[offset] != last) offset = skip_space(offset + 1);
  return std::min(offset + 1, source_.size());
}

void TreeBuilder::end() {
  auto open = std::move(open_.back());
  open_.pop_back();
  open.node.span.end = static_cast<std::uint32_t>(close_of(open));
  if (open.anchor != 0) anchors_[open.anchor - 1].is_complete = true;
  add(std::move(open.node));
}

void TreeBuilder::remember(std::size_t anchor, bool is_complete) {
  if (anchor == 0) return;
  if (anchors_.size() < anchor) anchors_.resize(anchor, {0, false});
  anchors_[anchor - 1] = {count_, is_complete};
}

void TreeBuilder::add_leaf(Node node) {
  ++count_;
  add(std::move(node));
}

void TreeBuilder::add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  auto& open = open_.back();
  open.done = std::max<std::size_t>(open.done, node.span.end);
  if (open.node.is_sequence()) {
    open.node.items.push_back(std::move(node));
  } else if (!open.key) {
    open.key = std::move(node);
  } else {
    open.node.entries.push_back({std::move(*open.key), std::move(node)});
    open.key.reset();
  }
}

}  // namespace sprintd::yaml
