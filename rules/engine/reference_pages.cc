#include "rules/engine/reference_pages.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/backlog/fields.h"
#include "rules/base/lint_level.h"
#include "rules/engine/function_pages.h"
#include "rules/engine/lint_pages.h"
#include "rules/ruleset/pack_keys.h"

namespace sprintd::engine {
namespace {

using backlog::FieldInfo;
using backlog::FieldType;
using ruleset::PackKey;
using ruleset::Section;
using ruleset::ValueKind;

// A cell of a table may not hold a bar as it is.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string_view kind_words(ValueKind kind) {
  switch (kind) {
    case ValueKind::version:
      return "`1`";
    case ValueKind::id:
      return "an id: small letters, digits, `-`";
    case ValueKind::name:
      return "a name: small letters, digits, `-`, `_`";
    case ValueKind::names:
      return "a list of names";
    case ValueKind::texts:
      return "a list of texts";
    case ValueKind::clause:
      return "id of a clause, or pack/id";
    case ValueKind::pack_version:
      return "a version: numbers with dots";
    case ValueKind::pack_versions:
      return "comparisons of versions";
    case ValueKind::constant:
      return "a constant: text or list";
    case ValueKind::rule_name:
      return "id of a rule, authority or limit, or pack/id";
    case ValueKind::text:
      return "a text";
    case ValueKind::date:
      return "a day or an instant";
    case ValueKind::choice:
      return "one of";
    case ValueKind::count:
      return "a whole number from 1";
    case ValueKind::condition:
      return "a condition";
    case ValueKind::number:
      return "an expression: a number";
    case ValueKind::person:
      return "an expression: a person";
    case ValueKind::timestamp:
      return "an expression: a timestamp";
    case ValueKind::template_text:
      return "a text with `${expressions}`";
    case ValueKind::list:
      return "a list, see below";
    case ValueKind::free_mapping:
      return "a mapping with names of the author's";
    case ValueKind::source:
    case ValueKind::effective:
    case ValueKind::test_may:
      return "a mapping, see below";
    case ValueKind::document:
      return "a file's name, or a document";
    case ValueKind::any:
      return "anything";
  }
  return "";
}

std::string value_words(const PackKey& key) {
  if (key.value != ValueKind::choice) return std::string(kind_words(key.value));
  return fmt::format("`{}`", fmt::join(ruleset::choices_of(key), "`, `"));
}

std::string_view title_of(Section section) {
  switch (section) {
    case Section::root:
      return "A pack";
    case Section::parameter:
      return "A parameter, written as a mapping";
    case Section::test:
      return "A file of tests";
    case Section::sign_off_file:
      return "A list of sign-offs";
    case Section::source:
      return "source";
    case Section::authority:
      return "authority";
    case Section::rules:
      return "rules";
    case Section::limits:
      return "limits";
    case Section::waivers:
      return "waivers";
    case Section::effective:
      return "effective";
    case Section::imports:
      return "imports";
    case Section::overrides:
      return "overrides";
    case Section::cases:
      return "cases";
    case Section::findings:
      return "findings";
    case Section::unnoticed:
      return "unnoticed";
    case Section::test_may:
      return "may";
    case Section::sign_offs:
      return "sign_offs";
  }
  return "";
}

std::string keys_of(Section section) {
  auto text = fmt::format("\n## {}\n\n| key | value | needed | what it is |\n|---|---|---|---|\n", title_of(section));
  for (const auto& key : ruleset::pack_keys(section)) {
    const auto needed = key.presence == ruleset::Presence::required ? "yes"
                        : key.presence == ruleset::Presence::later  ? "not in this version"
                                                                    : "";
    text += fmt::format("| `{}` | {} | {} | {} |\n", key.name, cell(value_words(key)), needed, cell(key.doc));
  }
  return text;
}

std::string type_words(const FieldInfo& field) {
  const auto target = backlog::entity_name(field.target);
  switch (field.type) {
    case FieldType::boolean:
      return "boolean";
    case FieldType::integer:
      return "whole number";
    case FieldType::real:
      return "number";
    case FieldType::string:
      return "text";
    case FieldType::choice:
      return fmt::format("`{}`", fmt::join(field.choices, "`, `"));
    case FieldType::date:
      return "day or instant (a day: its first instant)";
    case FieldType::end_date:
      return "day or instant (a day: its last instant)";
    case FieldType::instant:
      return "instant";
    case FieldType::reference:
      return fmt::format("id of a {}", target);
    case FieldType::string_list:
      return "list of texts";
    case FieldType::reference_list:
      return fmt::format("list of ids of {}", target);
    case FieldType::record_list:
      return fmt::format("list of [{0}](#{0})", target);
    case FieldType::ladder:
      return "mapping of tracks to lists of rungs";
    case FieldType::open:
      return "anything";
  }
  return "";
}

std::string bounds_words(const FieldInfo& field) {
  const bool is_number = field.type == FieldType::integer || field.type == FieldType::real;
  if (!is_number) return {};
  if (std::isfinite(field.minimum) && std::isfinite(field.maximum)) {
    return fmt::format(", {} to {}", field.minimum, field.maximum);
  }
  return std::isfinite(field.minimum) ? fmt::format(", at least {}", field.minimum) : std::string();
}

std::string origin_words(const FieldInfo& field) {
  if (field.origin == backlog::FieldOrigin::contextual) return "computed, for the sprint and time of the question";
  if (field.origin == backlog::FieldOrigin::derived) return "computed from the backlog";
  if (field.required) return "required";
  return field.when_absent == backlog::WhenAbsent::empty ? "absent: empty" : "absent: unknown";
}

}  // namespace

std::string keys_page() {
  std::string page =
      "# Keys\n\n"
      "Every key of packs, of files of tests and of lists of sign-offs, mapping by mapping. `sprintctl check` refuses\n"
      "others, and suggests. [writing-rules.md](../writing-rules.md) shows them at work. This page is made from the "
      "table of\nkeys by `./dev docs`.\n";
  for (std::size_t i = 0; i < ruleset::kSections; ++i) page += keys_of(static_cast<Section>(i));
  return page;
}

std::string fields_page() {
  std::string page =
      "# Fields\n\n"
      "Everything that a backlog document can say, and that conditions can read: `item.assignee.manager.name`. What "
      "is\n"
      "computed is read, never written. A field that is absent is *unknown* in conditions unless its row says that it "
      "is\nempty then. [backlog.md](../backlog.md) has the document as a whole. This page is made from the table of "
      "fields by\n`./dev docs`.\n";
  for (std::size_t i = 0; i < backlog::kEntityKinds; ++i) {
    const auto kind = static_cast<backlog::EntityKind>(i);
    page += fmt::format("\n## {}\n\n| field | type | origin | what it is |\n|---|---|---|---|\n",
                        backlog::entity_name(kind));
    for (const auto& field : backlog::fields_of(kind)) {
      page += fmt::format("| `{}` | {}{} | {} | {} |\n", field.name, cell(type_words(field)), bounds_words(field),
                          origin_words(field), cell(field.doc));
    }
  }
  return page;
}

std::string diagnostics_page() {
  std::string page =
      "# Diagnostics\n\n"
      "Every code of a message, with the page that `sprintctl explain CODE` prints. Codes are never reused. "
      "[lints.md](lints.md)\nhas those of packs that load. This page is made from the tables of codes by `./dev "
      "docs`.\n\n"
      "| code | severity | title |\n|---|---|---|\n";
  std::string pages;
  for (const auto& info : all_codes()) {
    if (is_lint(info.code)) continue;
    page += fmt::format("| [{0}](#{1}) | {2} | {3} |\n", info.name, fmt::format("e{}", info.name.substr(1)),
                        severity_name(info.severity), cell(info.title));
    pages += fmt::format("\n## {}\n\n{}: {}.\n\n{}", info.name, severity_name(info.severity), info.title, info.page);
  }
  return page + pages;
}

std::span<const ReferencePage> reference_pages() {
  static constexpr auto kPages = std::to_array<ReferencePage>({{"keys.md", keys_page},
                                                               {"fields.md", fields_page},
                                                               {"diagnostics.md", diagnostics_page},
                                                               {"functions.md", functions_page},
                                                               {"lints.md", lints_page}});
  return kPages;
}

}  // namespace sprintd::engine
