// A JSON value as a tree, read or made: what issues are taken from, and what the backlog document is built of.
//
// Neighbours: json_text.h reads texts into it, everything else in this folder walks it. Looking for what is not there
// gives the null value, so that paths into a tracker's answer can be written without asking at each step. Plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace jira {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  // in the order of the text

  Json() = default;
  explicit Json(bool value) : value_(value) {}
  explicit Json(std::int64_t value) : value_(value) {}
  explicit Json(double value) : value_(value) {}
  explicit Json(std::string value) : value_(std::move(value)) {}
  explicit Json(std::string_view value) : value_(std::string(value)) {}
  explicit Json(const char* value) : value_(std::string(value)) {}
  explicit Json(Array value) : value_(std::move(value)) {}
  explicit Json(Object value) : value_(std::move(value)) {}

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::monostate>(value_); }
  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }
  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }
  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

  // Empty for values of another kind.
  [[nodiscard]] std::string_view string() const;
  [[nodiscard]] const Array& elements() const;
  [[nodiscard]] const Object& members() const;
  [[nodiscard]] bool is_true() const;
  [[nodiscard]] bool is_false() const;
  [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }
  [[nodiscard]] const double* real() const { return std::get_if<double>(&value_); }

  // The member's value; of a repeated key the last.
  [[nodiscard]] const Json& operator[](std::string_view key) const;
  // A string as it is, a whole number in digits: trackers write ids both ways. Else empty.
  [[nodiscard]] std::string id() const;

  // Appends to an object (a null becomes one) or an array.
  Json& set(std::string_view key, Json value);
  Json& push(Json value);

 private:
  friend void write_json(const Json& value, std::string& out);

  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

// Compact, UTF-8, the same tree gives the same bytes. Finite numbers only.
void write_json(const Json& value, std::string& out);

// A step of a JSON pointer (RFC 6901), with its slash.
std::string pointer_step(std::string_view key);
std::string pointer_step(std::size_t index);

}  // namespace jira
