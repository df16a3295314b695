#include "rules/yaml/node_reader.h"

#include <charconv>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace sprintd::yaml {
namespace {

// What fits; the text is known to be an integer of the core schema.
std::optional<std::int64_t> whole_number(std::string_view text) {
  int base = 10;
  if (text.starts_with("0x") || text.starts_with("0o")) {
    base = text[1] == 'x' ? 16 : 8;
    text.remove_prefix(2);
  } else if (text.starts_with('+')) {
    text.remove_prefix(1);
  }
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

double real_number(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  auto digits = text;
  if (is_negative || text.starts_with('+')) digits.remove_prefix(1);
  if (digits == ".nan" || digits == ".NaN" || digits == ".NAN") return std::numeric_limits<double>::quiet_NaN();
  double number = 0;
  if (digits == ".inf" || digits == ".Inf" || digits == ".INF") {
    number = std::numeric_limits<double>::infinity();
  } else if (digits.starts_with("0x") || digits.starts_with("0o")) {
    const double base = digits[1] == 'x' ? 16 : 8;
    for (const char c : digits.substr(2)) number = number * base + (c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  } else {
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    // Too large or too small for a double: the C library says infinity or zero where from_chars says nothing.
    if (result.ec != std::errc()) number = std::strtod(std::string(digits).c_str(), nullptr);
  }
  return is_negative ? -number : number;
}

class NodeReader final : public PullReader {
 public:
  explicit NodeReader(const Node& root) : current_(&root) {}

  Kind kind() override {
    if (current_->is_sequence()) return Kind::array;
    if (current_->is_mapping()) return Kind::object;
    switch (scalar_type(*current_)) {
      case ScalarType::null:
        return Kind::null;
      case ScalarType::boolean:
        return Kind::boolean;
      case ScalarType::integer:
        return whole_number(current_->text) ? Kind::integer : Kind::real;
      case ScalarType::real:
        return Kind::real;
      case ScalarType::string:
        return Kind::string;
    }
    return Kind::string;
  }
  Span span() override { return current_->span; }

  void null() override {}
  bool boolean() override { return current_->text.front() == 't' || current_->text.front() == 'T'; }
  std::int64_t integer() override { return whole_number(current_->text).value_or(0); }
  double real() override { return real_number(current_->text); }
  std::string_view string() override { return current_->text; }
  void skip() override {}

  void begin_object() override { open_.push_back({current_, 0}); }
  bool next_key(std::string_view& key) override {
    auto& [node, next] = open_.back();
    if (next == node->entries.size()) {
      open_.pop_back();
      return false;
    }
    const auto& entry = node->entries[next++];
    key_span_ = entry.key.span;
    key = entry.key.text;
    current_ = &entry.value;
    return true;
  }
  Span key_span() override { return key_span_; }

  void begin_array() override { open_.push_back({current_, 0}); }
  bool next_element() override {
    auto& [node, next] = open_.back();
    if (next == node->items.size()) {
      open_.pop_back();
      return false;
    }
    current_ = &node->items[next++];
    return true;
  }

  [[nodiscard]] bool failed() const override { return false; }

 private:
  // A collection being read, and its next child.
  struct Open {
    const Node* node;
    std::size_t next;
  };

  const Node* current_;
  std::vector<Open> open_;
  Span key_span_;
};

}  // namespace

std::unique_ptr<PullReader> make_reader(const Node& root) { return std::make_unique<NodeReader>(root); }

}  // namespace sprintd::yaml
