#include "rules/json/pointer.h"

#include <fmt/format.h>

namespace sprintd::json {

void append_pointer(std::string& pointer, std::string_view key) {
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
}

void append_pointer(std::string& pointer, std::size_t index) {
  pointer += '/';
  pointer += fmt::format_int(index).c_str();
}

}  // namespace sprintd::json
