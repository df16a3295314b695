#include "rules/editor/hover.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <vector>

#include "rules/base/lint_level.h"
#include "rules/editor/subject.h"

namespace sprintd::editor {
namespace {

std::string fenced(std::string_view language, std::string_view text) {
  return fmt::format("```{}\n{}\n```", language, text);
}

std::string with_doc(std::string text, std::string_view doc) {
  return doc.empty() ? text : fmt::format("{}\n\n{}", text, doc);
}

std::string_view title_of(const ruleset::Pack& pack) { return pack.title.empty() ? pack.id : pack.title; }

// A Subject in words.
class Wording {
 public:
  explicit Wording(const View& view) : view_(&view) {}

  std::string operator()(const KeySubject& subject) const {
    const auto& key = *subject.key;
    const auto need = key.presence == ruleset::Presence::required ? "required" : "optional";
    return with_doc(fmt::format("**{}**: {} ({})", key.name, value_words(key), need), key.doc);
  }

  std::string operator()(const LintSubject& subject) const {
    const auto& info = code_info(subject.lint);
    return with_doc(fmt::format("**{}** ({}): {}", lint_name(subject.lint), info.name, info.title),
                    fenced("text", info.page));
  }

  std::string operator()(const ClausePlace& place) const {
    return with_doc(fmt::format("**{}** of {}", place.clause->id, title_of(view_->pack(place.pack))),
                    place.clause->text);
  }

  std::string operator()(const Declared* declared) const {
    if (declared->section == ruleset::Section::root) {
      return with_doc(fmt::format("queue **{}** of {}", declared->id, title_of(view_->pack(declared->pack))),
                      fenced("cel", written(*view_, declared->node->span)));
    }
    return with_doc(fenced("yaml", written(*view_, declared->node->span)), clause_words(*view_, *declared));
  }

  std::string operator()(const PackSubject& subject) const {
    const auto& pack = view_->pack(subject.pack);
    auto head = fmt::format("**{}**", title_of(pack));
    if (!pack.version.empty()) head += fmt::format(", version {}", pack.version);
    return with_doc(std::move(head),
                    pack.source_document.empty() ? std::string() : fmt::format("Encodes {}.", pack.source_document));
  }

  std::string operator()(const ActionSubject& subject) const {
    std::vector<std::string> lines;
    for (const auto& one : view_->declared()) {
      if (one.section == ruleset::Section::root) continue;
      const auto* action = one.node->find("action");
      const auto* gates = one.node->find("gates");
      const auto is_same = [&](const yaml::Node& node) { return node.text == subject.action; };
      if (action != nullptr && is_same(*action)) lines.push_back(fmt::format("- `{}` decides about it", one.id));
      if (gates != nullptr && std::ranges::any_of(gates->items, is_same)) {
        lines.push_back(fmt::format("- `{}` must pass for it", one.id));
      }
    }
    return with_doc(fmt::format("action **{}**", subject.action), fmt::format("{}", fmt::join(lines, "\n")));
  }

  std::string operator()(const ParameterSubject& subject) const {
    const auto& parameter = *subject.parameter;
    return with_doc(
        fenced("cel", fmt::format("params.{}: {} = {}", parameter.name, parameter.type, parameter.default_value)),
        parameter.doc);
  }

  std::string operator()(const VariableSubject& subject) const {
    const auto& [name, type, slot, doc] = subject.variable;
    return with_doc(fenced("cel", fmt::format("{}: {}", name, view_->packs().schema.type_name(type))), doc);
  }

  std::string operator()(const FieldSubject& subject) const {
    const auto& schema = view_->packs().schema;
    const auto& field = *subject.field;
    auto text = with_doc(fenced("cel", fmt::format("{}.{}: {}", schema.entity(subject.entity).name, field.name,
                                                   schema.type_name(field.type))),
                         field.doc);
    if (!field.values.empty()) text += fmt::format("\n\nOne of {}.", fmt::join(field.values, ", "));
    return text;
  }

  std::string operator()(const FunctionSubject& subject) const {
    std::string text;
    for (const auto& form : subject.function.forms) {
      if (!text.empty()) text += "\n\n";
      text += with_doc(fenced("cel", fmt::format("{}", fmt::join(form.signatures, "\n"))), form.doc);
    }
    return text;
  }

  std::string operator()(const DefinitionSubject& subject) const {
    const auto& definition = *subject.definition;
    auto text = definition_signature(definition);
    if (definition.body != nullptr) text += fmt::format(" = {}", written(*view_, definition.body->span));
    return fenced("cel", text);
  }

  std::string operator()(const FileSubject& /*subject*/) const { return {}; }

 private:
  const View* view_;
};

// Where a Subject was declared.
class Place {
 public:
  explicit Place(const View& view) : view_(&view) {}

  std::optional<Target> operator()(const ClausePlace& place) const { return at(place.clause->span); }
  std::optional<Target> operator()(const Declared* declared) const { return at(declared->span); }
  std::optional<Target> operator()(const PackSubject& subject) const { return at(view_->pack(subject.pack).id_span); }
  std::optional<Target> operator()(const ParameterSubject& subject) const { return at(subject.parameter->span); }
  std::optional<Target> operator()(const DefinitionSubject& subject) const { return at(subject.definition->name_span); }
  std::optional<Target> operator()(const ActionSubject& subject) const {
    for (const auto& one : view_->declared()) {
      const auto* action = one.section == ruleset::Section::authority ? one.node->find("action") : nullptr;
      if (action != nullptr && action->text == subject.action) return at(action->span);
    }
    return std::nullopt;
  }
  std::optional<Target> operator()(const FileSubject& subject) const { return Target{subject.name, {}}; }
  // Keys, variables, fields, functions and lints come with the program.
  template <typename Other>
  std::optional<Target> operator()(const Other& /*subject*/) const {
    return std::nullopt;
  }

 private:
  [[nodiscard]] std::optional<Target> at(Span span) const {
    if (!span.known()) return std::nullopt;
    return Target{std::string(view_->sources().name(span.file)), span};
  }

  const View* view_;
};

}  // namespace

std::optional<Hover> hover(const View& view) {
  const auto subject = subject_at(view);
  if (!subject) return std::nullopt;
  auto markdown = std::visit(Wording(view), subject->is);
  if (markdown.empty()) return std::nullopt;
  return Hover{subject->range, std::move(markdown)};
}

std::optional<Target> find_target(const View& view) {
  const auto subject = subject_at(view);
  return subject ? std::visit(Place(view), subject->is) : std::nullopt;
}

}  // namespace sprintd::editor
