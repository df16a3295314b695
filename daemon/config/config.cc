#include "daemon/config/config.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "daemon/config/config_keys.h"
#include "rules/base/suggest.h"
#include "rules/yaml/node.h"
#include "rules/yaml/parse.h"

namespace sprintd::config {
namespace {

using yaml::Node;

class Reader {
 public:
  Reader(Config& config, Diagnostics& diagnostics, std::string folder)
      : config_(config), diagnostics_(diagnostics), folder_(std::move(folder)) {}

  void read(const Node& root) {
    if (!root.is_mapping()) return wrong(root, "the configuration is a mapping of keys to values");
    read_section("", root);
  }

 private:
  void read_section(std::string_view section, const Node& mapping) {
    for (const auto& [key, value] : mapping.entries) {
      const auto row =
          std::ranges::find_if(keys(), [&](const Key& k) { return k.section == section && k.name == key.text; });
      if (row != keys().end()) {
        std::visit([&](const auto& shape) { read_value(*row, shape, value); }, row->shape);
      } else if (section.empty() && is_section(key.text)) {
        if (value.is_mapping()) {
          read_section(key.text, value);
        } else {
          wrong(value, fmt::format("{} is a mapping of keys to values", key.text));
        }
      } else {
        unknown_key(section, key);
      }
    }
  }

  static bool is_section(std::string_view name) {
    return std::ranges::any_of(keys(), [&](const Key& key) { return !key.section.empty() && key.section == name; });
  }

  void unknown_key(std::string_view section, const Node& key) {
    std::set<std::string_view> known;
    for (const auto& row : keys()) {
      if (row.section == section) known.insert(row.name);
      if (section.empty() && !row.section.empty()) known.insert(row.section);
    }
    const std::vector<std::string_view> names(known.begin(), known.end());
    const auto nearest = suggest(key.text, names);
    diagnostics_.add(
        Code::config_key_unknown, key.span,
        section.empty() ? fmt::format("the configuration has no key '{}'", key.text)
                        : fmt::format("{} has no key '{}'", section, key.text),
        nearest ? fmt::format("did you mean '{}'?", *nearest) : fmt::format("it has {}", fmt::join(names, ", ")));
  }

  void read_value(const Key& key, const Text& shape, const Node& value) {
    if (!value.is_scalar()) return wrong(value, fmt::format("{} is a single value", key.name));
    if (!shape.choices.empty() && std::ranges::find(shape.choices, value.text) == shape.choices.end()) {
      const auto nearest = suggest(value.text, shape.choices);
      return wrong(value, fmt::format("{} is one of {}", key.name, fmt::join(shape.choices, ", ")),
                   nearest ? fmt::format("did you mean '{}'?", *nearest) : "");
    }
    config_.*shape.member = shape.is_path ? resolve(value.text) : value.text;
  }

  void read_value(const Key& key, const Paths& shape, const Node& value) {
    auto& paths = config_.*shape.member;
    read_list(key, value, "path", paths);
    for (auto& path : paths) path = resolve(path);
  }

  void read_value(const Key& key, const Texts& shape, const Node& value) {
    read_list(key, value, "text", config_.*shape.member);
  }

  void read_list(const Key& key, const Node& value, std::string_view noun, std::vector<std::string>& list) {
    list.clear();
    if (value.is_scalar()) return list.push_back(value.text);
    if (!value.is_sequence()) return wrong(value, fmt::format("{} is a list of {}s", key.name, noun));
    for (const auto& element : value.items) {
      if (element.is_scalar()) {
        list.push_back(element.text);
      } else {
        wrong(element, fmt::format("a {} is a single value", noun));
      }
    }
  }

  void read_value(const Key& /*key*/, const Callers& shape, const Node& value) {
    config_.*shape.member = read_caller_rows(value, folder_, diagnostics_);
  }

  void read_value(const Key& key, const Flag& shape, const Node& value) {
    const bool is_boolean = value.is_scalar() && yaml::scalar_type(value) == yaml::ScalarType::boolean;
    if (!is_boolean) return wrong(value, fmt::format("{} is true or false", key.name));
    config_.*shape.member = value.text.starts_with('t') || value.text.starts_with('T');
  }

  void read_value(const Key& key, const Whole& shape, const Node& value) {
    const auto text = value.is_scalar() ? std::string_view(value.text) : std::string_view();
    auto digits = text;
    if (shape.octal && digits.starts_with("0o")) digits.remove_prefix(2);
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), number, shape.octal ? 8 : 10);
    if (error != std::errc{} || end != digits.data() + digits.size() || number < shape.least || number > shape.most) {
      return wrong(value,
                   shape.octal
                       ? fmt::format("{} is an octal mode from {:04o} to {:04o}", key.name, shape.least, shape.most)
                       : fmt::format("{} is a whole number from {} to {}", key.name, shape.least, shape.most));
    }
    config_.*shape.member = number;
  }

  void wrong(const Node& node, std::string message, std::string hint = {}) {
    diagnostics_.add(Code::config_value_wrong, node.span, std::move(message), std::move(hint));
  }

  [[nodiscard]] std::string resolve(const std::string& path) const {
    if (path.empty()) return path;
    return (std::filesystem::path(folder_) / path).lexically_normal().string();
  }

  Config& config_;
  Diagnostics& diagnostics_;
  std::string folder_;
};

}  // namespace

LoadedConfig load_config(std::string name, std::string text, const std::string& folder) {
  LoadedConfig loaded;
  Diagnostics diagnostics;
  const auto file = loaded.sources.add(std::move(name), std::move(text));
  if (!file) {
    diagnostics.add(file.error().code, {}, file.error().message);
  } else if (const auto root = yaml::parse_yaml(loaded.sources, *file, diagnostics)) {
    Config config;
    Reader(config, diagnostics, folder).read(*root);
    if (!diagnostics.has_errors()) loaded.config = std::move(config);
  }
  loaded.diagnostics = diagnostics.sorted();
  return loaded;
}

}  // namespace sprintd::config
