#include "rules/ruleset/define_section.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/function_table.h"
#include "rules/lang/lexer.h"
#include "rules/lang/macros.h"
#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/constant_text.h"
#include "rules/ruleset/expressions.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::ruleset {
namespace {

constexpr auto kTypeNames =
    std::to_array<std::string_view>({"bool", "bytes", "double", "duration", "dyn", "int", "list", "map", "null_type",
                                     "string", "timestamp", "type", "uint"});

bool is_identifier(std::string_view word) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return !word.empty() && letter(word.front()) &&
         std::ranges::all_of(word, [&](char c) { return letter(c) || digit(c); });
}

bool is_word_of_language(std::string_view word) {
  return lang::is_reserved(word) || word == "in" || word == "true" || word == "false" || word == "null";
}

// What the name means already; "" for a free one.
std::string_view taken_by(std::string_view name, const lang::Schema& schema) {
  if (name == "params") return "a variable";
  for (std::size_t slot = 0; slot < kSlots; ++slot) {
    if (slot_name(static_cast<Slot>(slot)) == name) return "a variable";
  }
  if (std::ranges::find(kTypeNames, name) != kTypeNames.end()) return "a type";
  if (!lang::macro_usage(name).empty() || !lang::overloads_of(name, false).empty()) return "a function";
  const auto& host = schema.functions();
  if (std::ranges::find(host, name, &lang::HostFunction::name) != host.end()) return "a function";
  return {};
}

// A word of the key, without the blanks around it.
struct Word {
  std::string_view text;
  Span span;
};

Word trimmed(const yaml::Node& key, std::size_t begin, std::size_t end) {
  const std::string_view text = key.text;
  while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
  while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  return {text.substr(begin, end - begin), key.origin.span(begin, end)};
}

struct Signature {
  Word name;
  std::vector<Word> parameters;
};

class SectionReader {
 public:
  SectionReader(const lang::Schema& schema, std::uint32_t scope, lang::Definitions& definitions,
                Diagnostics& diagnostics)
      : schema_(&schema), scope_(scope), diagnostics_(&diagnostics), definitions_(&definitions) {}

  void read(const yaml::Entry& entry) {
    const auto signature = read_signature(entry.key);
    if (!signature || !may_take(signature->name)) return;
    const auto body = read_body(entry, !signature->parameters.empty());
    std::vector<std::string> parameters;
    for (const auto& parameter : signature->parameters) parameters.emplace_back(parameter.text);
    Diagnostics told_already;
    const Origin nowhere = Origin::whole(signature->name.span);
    const auto source = body ? lang::SourceText{body->text, &body->origin} : lang::SourceText{"", &nowhere};
    definitions_->add(std::string(signature->name.text), std::move(parameters), source, signature->name.span,
                      body ? *diagnostics_ : told_already, scope_);
  }

 private:
  std::optional<Signature> read_signature(const yaml::Node& key) {
    const std::string_view text = key.text;
    const auto open = std::min(text.find('('), text.size());
    Signature signature{.name = trimmed(key, 0, open), .parameters = {}};
    if (!check_word(signature.name, key, "the name of a definition")) return std::nullopt;
    if (open == text.size()) return signature;
    const auto close = text.find(')', open);
    if (close == std::string_view::npos || close + 1 != text.size()) {
      return malformed(key.span, fmt::format("'{}' is not a name with its parameters in parentheses", text));
    }
    if (trimmed(key, open + 1, close).text.empty()) {
      return malformed(key.span, fmt::format("'{}' has no parameters", text),
                       fmt::format("write '{}'", signature.name.text));
    }
    for (auto begin = open + 1; begin <= close;) {
      const auto end = std::min(text.find(',', begin), close);
      const auto word = trimmed(key, begin, end);
      if (!check_word(word, key, "a parameter")) return std::nullopt;
      const auto is_same = [&](const Word& other) { return other.text == word.text; };
      if (std::ranges::any_of(signature.parameters, is_same)) {
        return malformed(word.span, fmt::format("'{}' has the parameter '{}' twice", signature.name.text, word.text));
      }
      signature.parameters.push_back(word);
      begin = end + 1;
    }
    return signature;
  }

  bool check_word(const Word& word, const yaml::Node& key, std::string_view what) {
    if (is_identifier(word.text) && !is_word_of_language(word.text)) return true;
    if (is_identifier(word.text)) {
      malformed(word.span, fmt::format("'{}' is a reserved word of the language", word.text));
      return false;
    }
    std::string better(word.text);
    std::ranges::replace(better, '-', '_');
    malformed(word.text.empty() ? key.span : word.span,
              fmt::format("{} consists of letters, digits and _, not '{}'", what, word.text),
              is_identifier(better) ? fmt::format("write '{}'", better) : std::string());
    return false;
  }

  bool may_take(const Word& name) {
    if (const auto taken = taken_by(name.text, *schema_); !taken.empty()) {
      diagnostics_->add(Code::pack_definition_shadows, name.span,
                        fmt::format("'{}' is {} of the language already", name.text, taken), "choose another name");
      return false;
    }
    if (const auto* first = definitions_->find(name.text, scope_)) {
      auto& fault =
          diagnostics_->add(Code::pack_definition_shadows, name.span, fmt::format("'{}' is defined twice", name.text));
      fault.notes.push_back({first->name_span, "first defined here"});
      return false;
    }
    return true;
  }

  std::optional<ExpressionText> read_body(const yaml::Entry& entry, bool is_function) {
    const auto& value = entry.value;
    if (value.is_scalar()) {
      if (!is_empty(value)) return expression_text(value);
      diagnostics_->add(Code::pack_value_empty, entry.key.span, fmt::format("'{}' is empty", entry.key.text),
                        "give it an expression");
      return std::nullopt;
    }
    if (value.is_mapping() || is_function) {
      const auto what = is_function ? "a function is defined by an expression" : "a constant is a scalar or a list";
      diagnostics_->add(Code::pack_constant_malformed, value.span,
                        fmt::format("{}; this is {}", what, form_name(value)),
                        "quote an expression that starts with [ or {");
      return std::nullopt;
    }
    auto constant = constant_text(value, *diagnostics_);
    if (!constant) return std::nullopt;
    return ExpressionText{std::move(constant->text), std::move(constant->origin)};
  }

  std::optional<Signature> malformed(Span span, std::string message, std::string hint = {}) {
    diagnostics_->add(Code::pack_definition_malformed, span, std::move(message), std::move(hint));
    return std::nullopt;
  }

  const lang::Schema* schema_;
  std::uint32_t scope_;
  Diagnostics* diagnostics_;
  lang::Definitions* definitions_;
};

}  // namespace

void read_definitions(const yaml::Node& mapping, const lang::Schema& schema, std::uint32_t scope,
                      lang::Definitions& definitions, Diagnostics& diagnostics) {
  SectionReader reader(schema, scope, definitions, diagnostics);
  for (const auto& entry : mapping.entries) reader.read(entry);
}

}  // namespace sprintd::ruleset
