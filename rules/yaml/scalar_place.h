// Where a scalar stands in its source, and the way back from each of its decoded bytes.
//
// Neighbours: parse.cc calls it with what yaml-cpp decoded, which tells neither style nor end. The source is decoded
// a second time here; where the two readings should ever differ, every part of the text maps to the whole scalar, so
// that a place may be coarse but is never wrong. Pure.
#pragma once

#include <cstdint>
#include <string_view>

#include "rules/base/origin.h"
#include "rules/base/span.h"
#include "rules/yaml/node.h"

namespace sprintd::yaml {

struct ScalarPlace {
  Node::Style style = Node::Style::plain;
  Span span;
  Origin origin;
  bool exact = true;  // false: the two readings differ, `origin` is the whole
};

// `begin` is the first byte of the scalar itself: behind its anchor.
ScalarPlace place_scalar(std::string_view source, FileId file, std::uint32_t begin, std::string_view decoded);

}  // namespace sprintd::yaml
