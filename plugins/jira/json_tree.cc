#include "plugins/jira/json_tree.h"

#include <array>
#include <charconv>
#include <ranges>

namespace jira {
namespace {

template <typename Number>
void write_number(Number number, std::string& out) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void write_string(std::string_view text, std::string& out) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

struct Writer {
  std::string& out;

  void operator()(std::monostate) { out += "null"; }
  void operator()(bool value) { out += value ? "true" : "false"; }
  void operator()(std::int64_t value) { write_number(value, out); }
  void operator()(double value) { write_number(value, out); }
  void operator()(const std::string& value) { write_string(value, out); }
  void operator()(const Json::Array& elements) {
    out += '[';
    bool first = true;
    for (const auto& element : elements) {
      if (!std::exchange(first, false)) out += ',';
      write_json(element, out);
    }
    out += ']';
  }
  void operator()(const Json::Object& members) {
    out += '{';
    bool first = true;
    for (const auto& [key, value] : members) {
      if (!std::exchange(first, false)) out += ',';
      write_string(key, out);
      out += ':';
      write_json(value, out);
    }
    out += '}';
  }
};

}  // namespace

std::string_view Json::string() const {
  const auto* text = std::get_if<std::string>(&value_);
  return text != nullptr ? std::string_view(*text) : std::string_view();
}

const Json::Array& Json::elements() const {
  static const Array kNone;
  const auto* array = std::get_if<Array>(&value_);
  return array != nullptr ? *array : kNone;
}

const Json::Object& Json::members() const {
  static const Object kNone;
  const auto* object = std::get_if<Object>(&value_);
  return object != nullptr ? *object : kNone;
}

bool Json::is_true() const {
  const auto* value = std::get_if<bool>(&value_);
  return value != nullptr && *value;
}

bool Json::is_false() const {
  const auto* value = std::get_if<bool>(&value_);
  return value != nullptr && !*value;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json kNull;
  for (const auto& [name, value] : members() | std::views::reverse) {
    if (name == key) return value;
  }
  return kNull;
}

std::string Json::id() const {
  if (const auto* number = integer()) return std::to_string(*number);
  return std::string(string());
}

Json& Json::set(std::string_view key, Json value) {
  if (is_null()) value_ = Object();
  std::get<Object>(value_).emplace_back(key, std::move(value));
  return *this;
}

Json& Json::push(Json value) {
  if (is_null()) value_ = Array();
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

void write_json(const Json& value, std::string& out) { std::visit(Writer{out}, value.value_); }

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

std::string pointer_step(std::size_t index) { return "/" + std::to_string(index); }

}  // namespace jira
