// An expression before it is text: what is written, with gaps for its parts, so that parts can be replaced.
//
// Neighbours: ExpressionMaker (expression_maker.h) makes them, shrinking.h replaces their parts. Values.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/lang/type.h"

namespace sprintd::judge {

struct Written {
  std::string form;  // each '@' is a gap
  lang::Type type;   // what it was made for
  std::vector<Written> parts;

  static constexpr char kGap = '@';

  [[nodiscard]] std::string text() const {
    std::string out;
    write(out);
    return out;
  }
  [[nodiscard]] std::size_t size() const {
    std::size_t size = 1;
    for (const auto& part : parts) size += part.size();
    return size;
  }

 private:
  void write(std::string& out) const {
    auto part = parts.begin();
    for (const char c : form) {
      if (c == kGap) {
        (part++)->write(out);
      } else {
        out += c;
      }
    }
  }
};

}  // namespace sprintd::judge
