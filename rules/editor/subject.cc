#include "rules/editor/subject.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/base/lint_level.h"
#include "rules/editor/expression_cursor.h"

namespace sprintd::editor {
namespace {

using lang::Type;
using ruleset::PackKey;
using ruleset::Section;
using ruleset::ValueKind;

std::optional<ParameterSubject> find_parameter(const View& view, std::string_view name, std::string_view pack_id) {
  for (const auto index : view.seen_packs()) {
    const auto& pack = view.pack(index);
    if (!pack_id.empty() && pack.id != pack_id) continue;
    const auto found = std::ranges::find(pack.parameters, name, &ruleset::Parameter::name);
    if (found != pack.parameters.end()) return ParameterSubject{index, &*found};
  }
  return std::nullopt;
}

// The word around a byte: what blanks, quotes, commas and brackets leave.
Range word_at(std::string_view text, Range around, std::size_t offset) {
  constexpr std::string_view kEnds = " \t\r\n\"',[]{}";
  auto begin = std::min(offset, text.size());
  while (begin > around.begin && kEnds.find(text[begin - 1]) == std::string_view::npos) --begin;
  auto end = std::min(offset, text.size());
  while (end < text.size() && end < around.end && kEnds.find(text[end]) == std::string_view::npos) ++end;
  return {begin, end};
}

std::optional<Subject> subject_in_text(const View& view, const ExpressionCursor& at) {
  if (at.valued == nullptr || at.valued->name != "queue") return std::nullopt;
  for (const auto& one : view.declared()) {
    if (one.section == Section::root && one.id == at.word) return Subject{at.range, &one};
  }
  return std::nullopt;
}

std::optional<Subject> member_subject(const View& view, const ExpressionCursor& at) {
  const auto& schema = *at.environment.schema;
  if (at.target && at.target->kind != Type::Kind::error) {
    auto target = *at.target;
    if (target.kind == Type::Kind::optional && !target.parameters.empty()) target = Type(target.parameters.front());
    if (target.kind == Type::Kind::entity && !at.is_called) {
      if (const auto* field = schema.field(target.entity, at.word)) {
        return Subject{at.range, FieldSubject{target.entity, field}};
      }
    }
  }
  if (at.qualifier == "params") {
    const auto own = view.own_pack();
    if (const auto found = find_parameter(view, at.word, own ? view.pack(*own).id : ""))
      return Subject{at.range, *found};
  }
  const auto functions = lang::function_reference(schema);
  const auto* function = lang::find_function(functions, fmt::format("{}.{}", at.qualifier, at.word));
  if (function == nullptr) function = lang::find_function(functions, at.word);
  if (function == nullptr || !at.is_called) return std::nullopt;
  return Subject{at.range, FunctionSubject{*function}};
}

std::optional<Subject> name_subject(const ExpressionCursor& at) {
  const auto& environment = at.environment;
  const auto variable = std::ranges::find(environment.variables, at.word, &lang::Variable::name);
  if (variable != environment.variables.end() && !at.is_called) return Subject{at.range, VariableSubject{*variable}};
  if (const auto* definition = environment.definitions->find(at.word, environment.scope)) {
    return Subject{at.range, DefinitionSubject{definition}};
  }
  const auto functions = lang::function_reference(*environment.schema);
  const auto* function = at.word.empty() ? nullptr : lang::find_function(functions, at.word);
  if (function == nullptr) return std::nullopt;
  return Subject{at.range, FunctionSubject{*function}};
}

std::optional<Subject> subject_of_expression(const View& view, const ExpressionCursor& at) {
  if (at.place == ExpressionCursor::Place::text) return subject_in_text(view, at);
  if (at.place == ExpressionCursor::Place::member) return member_subject(view, at);
  return name_subject(at);
}

std::optional<Subject> subject_of_value(const View& view, const PackKey& key, Range around) {
  const auto range = word_at(view.text(), around, view.offset());
  const auto word = view.text().substr(range.begin, range.end - range.begin);
  if (word.empty()) return std::nullopt;
  const auto declared = [&]() -> std::optional<Subject> {
    const auto* found = view.find_declared(word);
    return found == nullptr ? std::nullopt : std::optional(Subject{range, found});
  };
  if (key.value == ValueKind::clause || key.name == "clauses") {
    const auto place = find_clause(view, word);
    return place.clause == nullptr ? std::nullopt : std::optional(Subject{range, place});
  }
  if (key.value == ValueKind::rule_name || (key.name == "rules" && key.value == ValueKind::texts)) return declared();
  if (key.name == "packs" && key.value == ValueKind::texts) return Subject{range, FileSubject{std::string(word)}};
  if (key.section == Section::imports && key.name == "pack") {
    for (const auto index : view.seen_packs()) {
      if (view.pack(index).id == word) return Subject{range, PackSubject{index}};
    }
    return std::nullopt;
  }
  const bool is_action = key.name == "action" || key.value == ValueKind::names;
  const auto actions = view.actions();
  if (is_action && std::ranges::find(actions, word) != actions.end()) {
    return Subject{range, ActionSubject{std::string(word)}};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Subject> subject_at(const View& view) {
  if (const auto expression = expression_at(view)) return subject_of_expression(view, *expression);
  const auto& cursor = view.cursor();
  const auto& meaning = view.meaning();
  if (!cursor.at_key) {
    return meaning.key == nullptr ? std::nullopt : subject_of_value(view, *meaning.key, cursor.value);
  }
  if (meaning.key != nullptr && meaning.section) return subject_of_value(view, *meaning.key, cursor.key);
  const auto word = view.text().substr(cursor.key.begin, cursor.key.end - cursor.key.begin);
  if (meaning.names != nullptr) {
    if (meaning.names->name == "lints") {
      const auto lint = find_lint(word);
      return lint ? std::optional(Subject{cursor.key, LintSubject{*lint}}) : std::nullopt;
    }
    if (meaning.names->name != "parameters") return std::nullopt;
    std::string_view imported;
    for (const auto* node : view.around()) {
      const auto* pack =
          node->is_mapping() && meaning.names->section == Section::imports ? node->find("pack") : nullptr;
      if (pack != nullptr && pack->is_scalar()) imported = pack->text;
    }
    const auto found = find_parameter(view, word, imported);
    return found ? std::optional(Subject{cursor.key, *found}) : std::nullopt;
  }
  const auto* key = meaning.section ? ruleset::find_key(*meaning.section, word) : nullptr;
  return key == nullptr ? std::nullopt : std::optional(Subject{cursor.key, KeySubject{key}});
}

}  // namespace sprintd::editor
