// JSON out, compact or indented: the same values give the same bytes.
//
// Neighbours: rules/report and the programs write with it. Appends to a string it borrows; keeps track of commas and
// nesting; wrong nesting is an assertion, not an error. Doubles are written shortest (8.0 is 8), those that JSON cannot
// say are null; strings are escaped as RFC 8259 asks, bytes that are not UTF-8 become U+FFFD. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sprintd::json {

class Writer {
 public:
  explicit Writer(std::string& out, int indent = 0) : out_(&out), indent_(indent) {}

  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& value(std::string_view text);
  Writer& value(const char* text) { return value(std::string_view(text)); }
  Writer& value(bool value);
  Writer& value(double value);
  Writer& value(std::int64_t value);
  Writer& value(std::uint64_t value);
  Writer& value(std::uint32_t number) { return value(std::uint64_t{number}); }
  Writer& value(int number) { return value(std::int64_t{number}); }
  Writer& null();
  // A value that is JSON already.
  Writer& raw(std::string_view json);

  template <typename T>
  Writer& member(std::string_view name, T v) {
    key(name);
    return value(v);
  }

 private:
  Writer& end(char bracket);
  void before_value();
  void new_line();

  std::string* out_;
  int indent_;
  std::vector<bool> has_elements_;  // one for each open array or object
  bool after_key_ = false;
};

}  // namespace sprintd::json
