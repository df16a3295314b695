#include "plugins/jira/json_text.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace jira {
namespace {

// Builds the tree from the parser's events. The open containers are values of their own until they close.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return put(Json()); }
  bool boolean(bool value) override { return put(Json(value)); }
  bool number_integer(number_integer_t value) override { return put(Json(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) override {
    if (value <= static_cast<number_unsigned_t>(INT64_MAX)) return put(Json(static_cast<std::int64_t>(value)));
    return put(Json(static_cast<double>(value)));
  }
  bool number_float(number_float_t value, const string_t&) override { return put(Json(value)); }
  bool string(string_t& value) override { return put(Json(std::move(value))); }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Json(Json::Object())); }
  bool start_array(std::size_t) override { return open(Json(Json::Array())); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& name) override {
    open_.back().key = std::move(name);
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception& error) override {
    // The library's text begins with its own name in brackets and a place: "[json.exception....] parse error at line 1,
    // column 2: syntax error ...". What follows is for people.
    std::string_view what = error.what();
    if (const auto close = what.find("] "); close != std::string_view::npos) what.remove_prefix(close + 2);
    if (const auto at = what.find("column "); at != std::string_view::npos) {
      if (const auto colon = what.find(": ", at); colon != std::string_view::npos) what.remove_prefix(colon + 2);
    }
    fault = JsonFault{position == 0 ? 0 : position - 1, std::string(what)};
    return false;
  }

  bool too_deep = false;
  JsonFault fault{0, {}};
  Json root;

 private:
  struct Open {
    Json container;
    std::string key;  // of the member that comes next
  };

  bool put(Json value) {
    if (open_.empty()) {
      root = std::move(value);
    } else if (auto& top = open_.back(); top.container.is_array()) {
      top.container.push(std::move(value));
    } else {
      top.container.set(top.key, std::move(value));
    }
    return true;
  }
  bool open(Json container) {
    too_deep = open_.size() >= kMaxJsonDepth;
    if (!too_deep) open_.push_back({std::move(container), {}});
    return !too_deep;
  }
  bool close() {
    auto closed = std::move(open_.back().container);
    open_.pop_back();
    return put(std::move(closed));
  }

  std::vector<Open> open_;
};

// Where the text opens one container more than allowed: brackets outside strings, as the parser saw them until there.
std::uint64_t offset_too_deep(std::string_view text) {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxJsonDepth) return i;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return text.size();
}

}  // namespace

std::expected<Json, JsonFault> read_json(std::string_view text) {
  TreeBuilder builder;
  if (nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return std::move(builder.root);
  if (builder.too_deep) {
    return std::unexpected(
        JsonFault{offset_too_deep(text), "nested deeper than " + std::to_string(kMaxJsonDepth) + " levels"});
  }
  return std::unexpected(std::move(builder.fault));
}

}  // namespace jira
