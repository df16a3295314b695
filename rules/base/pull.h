// A structured document read value by value, whatever its syntax: the one face of JSON and YAML to loaders.
//
// Neighbours: rules/json and rules/yaml implement it, rules/backlog consumes it. There is always a current value, at
// first the document's root; exactly one of the calls of its kind (or skip) must consume it. After begin_object,
// next_key makes the key's value current until it says false; likewise begin_array and next_element.
// After a syntax fault kind() is `broken`, next_key and next_element say false, and failed() holds.
// Strings live as long as the Sources and the Arena that the reader was made with. One thread.
#pragma once

#include <cstdint>
#include <string_view>

#include "rules/base/span.h"

namespace sprintd {

class PullReader {
 public:
  enum class Kind : std::uint8_t { null, boolean, integer, real, string, array, object, broken };

  virtual ~PullReader() = default;

  virtual Kind kind() = 0;  // of the current value; does not consume it
  virtual Span span() = 0;  // of the current value; begin is exact, end may equal begin in a fast reader

  virtual void null() = 0;
  virtual bool boolean() = 0;
  virtual std::int64_t integer() = 0;  // a whole number that does not fit is of kind real
  virtual double real() = 0;           // accepts integer too
  virtual std::string_view string() = 0;
  virtual void skip() = 0;  // consumes any value, and checks all of it

  virtual void begin_object() = 0;
  virtual bool next_key(std::string_view& key) = 0;
  virtual Span key_span() = 0;  // of the key that next_key just gave
  virtual void begin_array() = 0;
  virtual bool next_element() = 0;

  [[nodiscard]] virtual bool failed() const = 0;
};

}  // namespace sprintd
