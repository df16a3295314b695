#include "rules/editor/expression_completion.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <utility>

#include "rules/editor/name_words.h"
#include "rules/lang/function_reference.h"
#include "rules/lang/function_table.h"
#include "rules/lang/inference.h"
#include "rules/lang/lexer.h"
#include "rules/lang/macros.h"

namespace sprintd::editor {
namespace {

using lang::Type;
using Kind = Completion::Kind;

class Words {
 public:
  Words(const View& view, const ExpressionCursor& at)
      : view_(&view), at_(&at), schema_(at.environment.schema), functions_(lang::function_reference(*schema_)) {}

  std::vector<Completion> take() { return std::move(all_); }

  void add_names() {
    for (const auto& variable : at_->environment.variables) {
      add(Kind::variable, variable.name, variable.name, schema_->type_name(variable.type), variable.doc);
    }
    for (const auto* definition : at_->environment.definitions->seen_from(at_->environment.scope)) {
      add_definition(*definition, definition->name);
    }
    for (const auto& entry : functions_) {
      const bool is_word =
          lang::macro_usage(entry.name).empty() ? is_global(entry.name) : !lang::is_member_macro(entry.name);
      if (is_word) add_function(entry, entry.name);
    }
    for (const auto word : {"true", "false", "null"}) add(Kind::choice, word, word, {}, {});
  }

  void add_members(const Type& target) {
    if (target.kind == Type::Kind::entity || is_optional_entity(target)) {
      const auto entity = target.kind == Type::Kind::entity ? target.entity : target.parameters.front().entity;
      for (const auto& field : schema_->entity(entity).fields) {
        auto doc = field.doc;
        if (!field.values.empty()) doc += fmt::format("\n\nOne of {}.", fmt::join(field.values, ", "));
        add(Kind::field, field.name, field.name, schema_->type_name(field.type), std::move(doc));
      }
    }
    for (const auto& entry : functions_) {
      if (is_member_of(entry.name, target)) add_function(entry, entry.name);
    }
  }

  // What begins with "math." or "params.".
  void add_qualified(std::string_view qualifier) {
    const auto prefix = fmt::format("{}.", qualifier);
    for (const auto* definition : at_->environment.definitions->seen_from(at_->environment.scope)) {
      if (definition->name.starts_with(prefix)) add_definition(*definition, definition->name.substr(prefix.size()));
    }
    for (const auto& entry : functions_) {
      if (entry.name.starts_with(prefix)) add_function(entry, entry.name.substr(prefix.size()));
    }
  }

  void add_texts() {
    for (const auto& value : at_->values) {
      add(at_->valued->name == "queue" ? Kind::queue : Kind::choice, value, value,
          fmt::format("{} can be this", at_->valued->name), at_->valued->doc);
    }
  }

 private:
  void add(Kind kind, std::string label, std::string insert, std::string detail, std::string doc) {
    all_.push_back({kind, std::move(label), std::move(insert), std::move(detail), std::move(doc)});
  }

  void add_definition(const lang::Definition& definition, std::string name) {
    auto insert = name;
    if (!definition.parameters.empty() && !at_->is_called) insert += "(";
    auto doc = definition.body == nullptr ? std::string() : written(*view_, definition.body->span);
    add(Kind::definition, std::move(name), std::move(insert), definition_signature(definition), std::move(doc));
  }

  void add_function(const lang::FunctionEntry& entry, std::string name) {
    std::string doc;
    for (const auto& form : entry.forms) {
      doc += fmt::format("{}{}\n{}", doc.empty() ? "" : "\n\n", fmt::join(form.signatures, "\n"), form.doc);
    }
    auto insert = at_->is_called ? name : name + "(";
    add(Kind::function, std::move(name), std::move(insert), entry.forms.front().signatures.front(), std::move(doc));
  }

  [[nodiscard]] bool is_global(std::string_view name) const {
    const bool is_operator = name.find_first_of("_[]?:+-*/%<>=!&|. ") == 0 || name == "in";
    if (is_operator) return false;
    const auto& hosts = schema_->functions();
    const bool is_host =
        std::ranges::any_of(hosts, [&](const auto& host) { return host.name == name && !host.member; });
    return is_host || !lang::overloads_of(name, false).empty();
  }

  [[nodiscard]] static bool is_optional_entity(const Type& target) {
    return target.kind == Type::Kind::optional && !target.parameters.empty() &&
           target.parameters.front().kind == Type::Kind::entity;
  }

  [[nodiscard]] bool is_member_of(std::string_view name, const Type& target) const {
    if (lang::is_member_macro(name)) {
      const bool of_optional = lang::macro_usage(name).starts_with("optional.");
      if (of_optional) return target.kind == Type::Kind::optional;
      return target.kind == Type::Kind::list || target.kind == Type::Kind::map;
    }
    for (const auto index : lang::overloads_of(name, true)) {
      lang::Inference inference;
      std::map<std::string, Type> names;
      if (inference.fits(target, inference.instantiate(lang::all_overloads()[index].arguments.front(), names))) {
        return true;
      }
    }
    const auto& hosts = schema_->functions();
    return std::ranges::any_of(
        hosts, [&](const auto& host) { return host.name == name && host.member && host.arguments.front() == target; });
  }

  const View* view_;
  const ExpressionCursor* at_;
  const lang::Schema* schema_;
  std::vector<lang::FunctionEntry> functions_;
  std::vector<Completion> all_;
};

}  // namespace

Completions complete_expression(const View& view, const ExpressionCursor& at) {
  Words words(view, at);
  switch (at.place) {
    case ExpressionCursor::Place::name:
      words.add_names();
      break;
    case ExpressionCursor::Place::member:
      if (at.target && at.target->kind != Type::Kind::error) {
        words.add_members(*at.target);
      } else if (!at.qualifier.empty()) {
        words.add_qualified(at.qualifier);
      }
      break;
    case ExpressionCursor::Place::text:
      words.add_texts();
      break;
  }
  return {at.range, words.take()};
}

}  // namespace sprintd::editor
