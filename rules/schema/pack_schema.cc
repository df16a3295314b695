// Packs, files of tests and lists of sign-offs, by the table of keys.

#include <fmt/format.h>
#include <utility>

#include "rules/base/lint_level.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/schema/parts.h"
#include "rules/schema/schemas.h"

namespace sprintd::schema {
namespace {

using ruleset::PackKey;
using ruleset::Presence;
using ruleset::Section;
using ruleset::section_under;
using ruleset::ValueKind;

// The definition of a section whose mapping stands under a key.
std::string_view name_of(Section section) {
  switch (section) {
    case Section::root:
      return "pack";
    case Section::source:
      return "source";
    case Section::authority:
      return "authority";
    case Section::rules:
      return "rule";
    case Section::limits:
      return "limit";
    case Section::waivers:
      return "waiver";
    case Section::effective:
      return "effective";
    case Section::imports:
      return "import";
    case Section::parameter:
      return "parameter";
    case Section::overrides:
      return "override";
    case Section::test:
      return "tests";
    case Section::cases:
      return "case";
    case Section::findings:
      return "finding";
    case Section::unnoticed:
      return "unnoticed";
    case Section::test_may:
      return "question";
    case Section::sign_off_file:
      return "sign_off_file";
    case Section::sign_offs:
      return "sign_off";
  }
  return "";
}

void write_constant(json::Writer& json) { write_type(json, {"string", "number", "boolean", "array"}); }

// What stands behind the author's own names.
void write_free_values(json::Writer& json, const PackKey& key) {
  json.member("type", "object");
  json.key("additionalProperties").begin_object();
  if (key.name == "define") {
    write_constant(json);
  } else if (key.name == "parameters" && key.section == Section::root) {
    json.key("anyOf").begin_array().begin_object();
    write_constant(json);
    json.end_object();
    write_reference(json, name_of(Section::parameter));
    json.end_array();
  } else if (key.name == "parameters") {
    write_constant(json);
  } else if (key.name == "with") {
    json.member("type", "object");
  } else if (key.name == "unset") {
    json.member("type", "array");
  } else if (key.name == "lints") {
    // YAML 1.1 reads off as false.
    json.key("enum").begin_array().value("off").value(false).value("note").value("warning").value("error").end_array();
  } else {
    write_scalar(json);
  }
  json.end_object();
  if (key.name != "lints") return;
  json.key("propertyNames").begin_object().key("enum").begin_array();
  for (const auto lint : all_lints()) json.value(lint_name(lint));
  for (const auto lint : all_lints()) json.value(code_info(lint).name);
  json.end_array().end_object();
}

void write_pattern(json::Writer& json, std::string_view pattern) {
  write_type(json, {"string", "integer"});
  json.member("pattern", pattern);
}

void write_items(json::Writer& json, std::string_view pattern) {
  json.member("type", "array").key("items").begin_object();
  if (pattern.empty()) {
    write_scalar(json);
  } else {
    write_pattern(json, pattern);
  }
  json.end_object();
}

void write_value(json::Writer& json, const PackKey& key) {
  switch (key.value) {
    case ValueKind::version:
      json.key("enum").begin_array().value(1).value("1").end_array();
      return;
    case ValueKind::id:
      return write_pattern(json, "^[a-z0-9-]+$");
    case ValueKind::name:
      return write_pattern(json, "^[a-z0-9_-]+$");
    case ValueKind::names:
      return write_items(json, "^[a-z0-9_-]+$");
    case ValueKind::texts:
      return write_items(json, {});
    case ValueKind::pack_version:
    case ValueKind::pack_versions:
      return write_type(json, {"string", "number"});
    case ValueKind::constant:
      return write_constant(json);
    case ValueKind::date:
      write_type(json, {"string"});
      json.member("pattern", kDayOrInstant);
      return;
    case ValueKind::choice: {
      const auto choices = ruleset::choices_of(key);
      if (choices.size() != 1 || choices.front() != "true") return write_enum(json, choices);
      json.key("enum").begin_array().value(true).value("true").end_array();
      return;
    }
    case ValueKind::count:
      json.member("type", "integer").member("minimum", 1);
      return;
    case ValueKind::rule_name:
    case ValueKind::clause:
    case ValueKind::text:
    case ValueKind::condition:
    case ValueKind::number:
    case ValueKind::person:
    case ValueKind::timestamp:
    case ValueKind::template_text:
      return write_scalar(json);
    case ValueKind::list:
      json.member("type", "array").key("items");
      return write_reference(json, name_of(*section_under(key)));
    case ValueKind::free_mapping:
      return write_free_values(json, key);
    case ValueKind::source:
    case ValueKind::effective:
    case ValueKind::test_may:
      json.key("allOf").begin_array();
      write_reference(json, name_of(*section_under(key)));
      json.end_array();
      return;
    case ValueKind::document:
      return write_type(json, {"string", "object"});
    case ValueKind::any:
      return;
  }
}

void write_mapping(json::Writer& json, Section section) {
  json.member("type", "object").member("additionalProperties", false);
  json.key("properties").begin_object();
  for (const auto& key : ruleset::pack_keys(section)) {
    if (key.presence == Presence::later) continue;
    json.key(key.name).begin_object().member("description", key.doc);
    write_value(json, key);
    json.end_object();
  }
  json.end_object();
  json.key("required").begin_array();
  for (const auto& key : ruleset::pack_keys(section)) {
    if (key.presence == Presence::required) json.value(key.name);
  }
  json.end_array();
  if (section != Section::limits) return;
  json.key("anyOf").begin_array();
  for (const auto* bound : {"at_most", "at_least"}) {
    json.begin_object().key("required").begin_array().value(bound).end_array().end_object();
  }
  json.end_array();
}

// The document is the mapping of `root`; `others` are what its keys refer to.
std::string write(std::string_view name, std::string_view title, std::string_view description, Section root,
                  std::initializer_list<Section> others) {
  std::string out;
  json::Writer json(out, 2);
  json.begin_object();
  write_head(json, name, title, description);
  write_mapping(json, root);
  json.key("definitions").begin_object();
  for (const auto section : others) {
    json.key(name_of(section)).begin_object();
    write_mapping(json, section);
    json.end_object();
  }
  json.end_object().end_object();
  return out + '\n';
}

}  // namespace

std::string pack_schema() {
  return write("pack", "A rule pack", "Who may pull what into a sprint, and what must hold.", Section::root,
               {Section::source, Section::authority, Section::rules, Section::limits, Section::waivers,
                Section::effective, Section::imports, Section::parameter, Section::overrides});
}

std::string test_schema() {
  return write("test", "Tests of rule packs", "Changes to a backlog, and what packs must say of it.", Section::test,
               {Section::cases, Section::findings, Section::unnoticed, Section::test_may});
}

std::string sign_offs_schema() {
  return write("sign-offs", "A list of sign-offs", "Who has agreed to which text of which pack.",
               Section::sign_off_file, {Section::sign_offs});
}

}  // namespace sprintd::schema
