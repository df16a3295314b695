#include "rules/editor/name_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sprintd::editor {

using ruleset::ValueKind;

std::string value_words(const ruleset::PackKey& key) {
  switch (key.value) {
    case ValueKind::condition:
      return "a condition (bool)";
    case ValueKind::number:
      return "a number";
    case ValueKind::person:
      return "a person";
    case ValueKind::timestamp:
      return "a timestamp";
    case ValueKind::template_text:
      return "a text with ${expressions}";
    case ValueKind::text:
      return "a text";
    case ValueKind::texts:
    case ValueKind::names:
      return "a list of words";
    case ValueKind::list:
      return "a list";
    case ValueKind::free_mapping:
    case ValueKind::source:
    case ValueKind::effective:
    case ValueKind::test_may:
      return "a mapping";
    case ValueKind::date:
      return "a date: 2026-03-02";
    case ValueKind::count:
      return "a whole number from 1";
    case ValueKind::constant:
      return "a constant";
    case ValueKind::choice:
      return fmt::format("{}", fmt::join(ruleset::choices_of(key), ", "));
    case ValueKind::version:
    case ValueKind::pack_version:
    case ValueKind::pack_versions:
      return "a version";
    case ValueKind::id:
    case ValueKind::name:
      return "a word";
    case ValueKind::clause:
      return "a clause";
    case ValueKind::rule_name:
      return "a rule, authority or limit";
    case ValueKind::document:
      return "a file, or a document";
    case ValueKind::any:
      return "";
  }
  return "";
}

ClausePlace find_clause(const View& view, std::string_view id) {
  const auto slash = id.find('/');
  const auto own = id.substr(slash == std::string_view::npos ? 0 : slash + 1);
  for (const auto index : view.seen_packs()) {
    const auto& pack = view.pack(index);
    if (slash != std::string_view::npos && pack.id != id.substr(0, slash)) continue;
    const auto clause = std::ranges::find(pack.clauses, own, &ruleset::Clause::id);
    if (clause != pack.clauses.end()) return {index, &*clause};
  }
  return {};
}

std::string clause_words(const View& view, const Declared& declared) {
  const auto* because = declared.section == ruleset::Section::root ? nullptr : declared.node->find("because");
  if (because == nullptr || !because->is_scalar()) return {};
  const auto [pack, clause] = find_clause(view, because->text);
  return clause == nullptr ? std::string() : fmt::format("{}: {}", clause->id, clause->text);
}

std::string written(const View& view, Span span) {
  const auto text = view.sources().text(span.file);
  const auto begin = std::min<std::size_t>(span.begin, text.size());
  const auto end = std::min<std::size_t>(span.end, text.size());
  const auto line = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const auto column = begin - (line == std::string_view::npos ? 0 : line + 1);
  std::string result;
  for (auto at = begin; at < end;) {
    const auto stop = std::min({text.find('\n', at), end});
    auto piece = text.substr(at, stop - at);
    if (at != begin) {
      const auto blanks = std::min(piece.find_first_not_of(' '), piece.size());
      piece.remove_prefix(std::min(blanks, column));
    }
    result += piece;
    if (stop < end) result += '\n';
    at = stop + 1;
  }
  while (result.ends_with('\n') || result.ends_with(' ')) result.pop_back();
  return result;
}

std::string definition_signature(const lang::Definition& definition) {
  if (definition.parameters.empty()) return definition.name;
  return fmt::format("{}({})", definition.name, fmt::join(definition.parameters, ", "));
}

}  // namespace sprintd::editor
