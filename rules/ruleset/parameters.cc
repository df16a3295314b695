#include "rules/ruleset/parameters.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/lang/compiler.h"
#include "rules/lang/lexer.h"
#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/constant_text.h"
#include "rules/ruleset/expressions.h"
#include "rules/yaml/parse.h"

namespace sprintd::ruleset {
namespace {

using Kind = lang::Type::Kind;

constexpr std::string_view kPrefix = "params.";

struct TypeWord {
  std::string_view word;
  Kind kind;
};
constexpr auto kTypeWords = std::to_array<TypeWord>({{"bool", Kind::boolean},
                                                     {"int", Kind::integer},
                                                     {"double", Kind::real},
                                                     {"string", Kind::string},
                                                     {"duration", Kind::duration},
                                                     {"timestamp", Kind::timestamp},
                                                     {"list", Kind::list}});

struct Declared {
  std::uint32_t pack;
  std::string name;
  Span span;
  lang::Type type;
  std::string doc;
  ExpressionText default_value;
};

struct Value {
  ExpressionText text;
  lang::Type type;
};

struct Setting {
  ExpressionText value;
  std::string set_by;
  Span span;
};

class ParameterReader {
 public:
  ParameterReader(const lang::Schema& schema, Reading& reading) : schema_(&schema), reading_(&reading) {
    environment_.schema = schema_;
  }

  void declare(std::uint32_t pack, const yaml::Node& mapping) {
    for (const auto& [key, value] : mapping.entries) {
      if (!is_name(key)) continue;
      // Its uses are known, whatever is wrong with the value.
      auto declared = read_declaration(pack, key, value);
      if (declared) {
        declared_.push_back(std::move(*declared));
      } else {
        reading_->definitions.add({fmt::format("{}{}", kPrefix, key.text), {}, nullptr, key.span, pack});
      }
    }
  }

  void set_by_importer(std::uint32_t importer, const Import& import) {
    if (import.parameters == nullptr) return;
    for (const auto& [key, value] : import.parameters->entries) {
      const auto* declared = find(import.pack, key.text);
      if (declared == nullptr) {
        report_unknown(key.span, key.text, import.pack);
      } else {
        set(*declared, value, key.span, reading_->rules.packs[importer].id);
      }
    }
  }

  void set_from_outside(const ParameterSetting& setting) {
    auto& sources = reading_->rules.sources;
    const auto file = sources.add(fmt::format("{} {}", kSettingsName, setting.name), setting.value);
    if (!file) {
      reading_->diagnostics.add(file.error().code, {}, file.error().message);
      return;
    }
    const Span span{*file, 0, static_cast<std::uint32_t>(setting.value.size())};
    const auto* declared = find_from_outside(setting.name, span);
    if (declared == nullptr) return;
    const auto value = yaml::parse_yaml(sources, *file, reading_->diagnostics);
    if (!value) return;
    settings_.erase({declared->pack, declared->name});  // comes before what importers say
    set(*declared, *value, span, std::string(kSettingsName));
  }

  void settle() {
    for (const auto& declared : declared_) {
      const auto setting = settings_.find({declared.pack, declared.name});
      const bool is_set = setting != settings_.end();
      const auto& value = is_set ? setting->second.value : declared.default_value;
      reading_->definitions.add(fmt::format("{}{}", kPrefix, declared.name), {}, {value.text, &value.origin},
                                declared.span, reading_->diagnostics, declared.pack);
      reading_->rules.packs[declared.pack].parameters.push_back(
          {.name = declared.name,
           .doc = declared.doc,
           .type = schema_->type_name(declared.type),
           .value = value.text,
           .default_value = declared.default_value.text,
           .set_by = is_set ? setting->second.set_by : std::string(),
           .span = declared.span});
    }
  }

 private:
  bool is_name(const yaml::Node& key) {
    const auto good = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    const std::string_view name = key.text;
    if (!name.empty() && std::ranges::all_of(name, good) && (name[0] < '0' || name[0] > '9') &&
        !lang::is_reserved(name)) {
      return true;
    }
    malformed(key.span, fmt::format("the name of a parameter consists of letters, digits and _, not '{}'", name));
    return false;
  }

  std::optional<Declared> read_declaration(std::uint32_t pack, const yaml::Node& key, const yaml::Node& node) {
    Declared declared{.pack = pack, .name = key.text, .span = key.span, .type = {}, .doc = {}, .default_value = {}};
    const yaml::Node* value = &node;
    std::optional<Kind> wanted;
    if (node.is_mapping()) {
      BlockReader block(node, Section::parameter, reading_->diagnostics);
      declared.doc = block.text("doc");
      if (block.choice("type")) {
        const auto word = block.text("type");
        wanted = std::ranges::find(kTypeWords, std::string_view(word), &TypeWord::word)->kind;
      }
      value = block.find("default");
      if (value == nullptr || (block.wrote("type") && !wanted)) return std::nullopt;
    }
    auto read = read_value(*value, wanted);
    if (!read) return std::nullopt;
    if (wanted && read->type.kind != *wanted) {
      report_type(value->span, key.text, std::ranges::find(kTypeWords, *wanted, &TypeWord::kind)->word, read->type);
      return std::nullopt;
    }
    declared.type = std::move(read->type);
    declared.default_value = std::move(read->text);
    return declared;
  }

  // A constant, with its type; of a wanted string or double, what is written without quotes or point.
  std::optional<Value> read_value(const yaml::Node& node, std::optional<Kind> wanted) {
    if (node.is_mapping() || (node.is_scalar() && is_empty(node))) {
      malformed(node.span, fmt::format("a parameter is a number, a text or a list; this is {}",
                                       node.is_mapping() ? "a mapping" : "empty"));
      return std::nullopt;
    }
    const auto written = node.is_scalar() ? yaml::scalar_type(node) : yaml::ScalarType::null;
    ExpressionText text;
    if (node.is_sequence() || (wanted == Kind::string && written == yaml::ScalarType::string)) {
      auto constant = constant_text(node, reading_->diagnostics);
      if (!constant) return std::nullopt;
      text = {std::move(constant->text), std::move(constant->origin)};
    } else {
      text = expression_text(node);
      if (wanted == Kind::real && written == yaml::ScalarType::integer) {
        text = {fmt::format("{}.0", text.text), Origin::whole(node.span)};
      }
    }
    const auto program = lang::compile({text.text, &text.origin}, environment_, {.type = std::nullopt, .what = {}},
                                       reading_->diagnostics);
    if (!program) return std::nullopt;
    return Value{std::move(text), program.type()};
  }

  void set(const Declared& declared, const yaml::Node& node, Span span, std::string set_by) {
    auto value = read_value(node, declared.type.kind);
    if (!value) return;
    const auto type = schema_->type_name(declared.type);
    const bool is_empty_list = node.is_sequence() && node.items.empty() && declared.type.kind == Kind::list;
    if (schema_->type_name(value->type) != type && !is_empty_list) {
      return report_type(node.span, declared.name, type, value->type);
    }
    const auto [before, is_new] =
        settings_.try_emplace({declared.pack, declared.name}, Setting{std::move(value->text), std::move(set_by), span});
    if (is_new || before->second.value.text == value->text.text) return;
    auto& fault = reading_->diagnostics.add(
        Code::pack_parameter_set_twice, span,
        fmt::format("'{}' of pack '{}' gets two values", declared.name, reading_->rules.packs[declared.pack].id),
        fmt::format("agree on one, or set it with {}", kSettingsName));
    fault.notes.push_back({before->second.span, fmt::format("here it is {}", before->second.value.text)});
  }

  void report_type(Span span, std::string_view name, std::string_view type, const lang::Type& found) {
    reading_->diagnostics.add(Code::pack_parameter_type, span,
                              fmt::format("parameter '{}' is {}; this is {}", name, type, schema_->type_name(found)));
  }

  void malformed(Span span, std::string message) {
    reading_->diagnostics.add(Code::pack_parameter_malformed, span, std::move(message));
  }

  [[nodiscard]] const Declared* find(std::uint32_t pack, std::string_view name) const {
    const auto found =
        std::ranges::find_if(declared_, [&](const Declared& one) { return one.pack == pack && one.name == name; });
    return found == declared_.end() ? nullptr : &*found;
  }

  const Declared* find_from_outside(std::string_view name, Span span) {
    const auto slash = name.find('/');
    const Declared* found = nullptr;
    for (const auto& declared : declared_) {
      const auto& pack = reading_->rules.packs[declared.pack].id;
      const bool is_it = slash == std::string_view::npos
                             ? declared.name == name
                             : pack == name.substr(0, slash) && declared.name == name.substr(slash + 1);
      if (!is_it) continue;
      if (found != nullptr) {
        auto& fault = reading_->diagnostics.add(
            Code::pack_parameter_unknown, span, fmt::format("two packs have a parameter '{}'", name),
            fmt::format("write {}/{} or {}/{}", reading_->rules.packs[found->pack].id, name, pack, name));
        fault.notes.push_back({found->span, "one of them"});
        return nullptr;
      }
      found = &declared;
    }
    if (found == nullptr) report_unknown(span, name, std::nullopt);
    return found;
  }

  void report_unknown(Span span, std::string_view name, std::optional<std::uint32_t> pack) {
    std::vector<std::string> names;
    for (const auto& declared : declared_) {
      if (pack && declared.pack != *pack) continue;
      const bool whole = name.find('/') != std::string_view::npos;
      names.push_back(whole ? fmt::format("{}/{}", reading_->rules.packs[declared.pack].id, declared.name)
                            : declared.name);
    }
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const auto near = suggest(name, candidates);
    const auto who = pack ? fmt::format("pack '{}' has", reading_->rules.packs[*pack].id) : std::string("no pack has");
    reading_->diagnostics.add(
        Code::pack_parameter_unknown, span, fmt::format("{} {}parameter '{}'", who, pack ? "no " : "a ", name),
        near ? fmt::format("did you mean '{}'?", *near)
             : (names.empty() ? std::string() : fmt::format("it has {}", fmt::join(names, ", "))));
  }

  const lang::Schema* schema_;
  Reading* reading_;
  lang::Environment environment_;
  std::vector<Declared> declared_;
  std::map<std::pair<std::uint32_t, std::string>, Setting> settings_;
};

const yaml::Node* parameters_of(const Document& document) {
  const auto* mapping = document.root.find("parameters");
  return mapping != nullptr && mapping->is_mapping() ? mapping : nullptr;
}

}  // namespace

std::optional<ParameterSetting> parse_setting(std::string_view text) {
  const auto equals = text.find('=');
  if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
  return ParameterSetting{std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))};
}

void read_parameters(const std::vector<Document>& documents, const Imports& imports,
                     const std::vector<ParameterSetting>& settings, const lang::Schema& schema, Reading& reading) {
  ParameterReader reader(schema, reading);
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    if (const auto* mapping = parameters_of(documents[i])) reader.declare(i, *mapping);
  }
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const auto& one : imports.of[i]) reader.set_by_importer(i, one);
  }
  for (const auto& setting : settings) reader.set_from_outside(setting);
  reader.settle();
}

}  // namespace sprintd::ruleset
