#include "daemon/config/config_schema.h"

#include <set>

#include "daemon/config/config_keys.h"
#include "rules/schema/parts.h"

namespace sprintd::config {
namespace {

void write_form(json::Writer& json, const Text& text) {
  if (text.choices.empty()) {
    schema::write_scalar(json);
  } else {
    schema::write_enum(json, text.choices);
  }
}

void write_texts(json::Writer& json) {
  schema::write_type(json, {"string", "array"});
  json.key("items").begin_object();
  schema::write_scalar(json);
  json.end_object();
}

void write_form(json::Writer& json, const Paths& /*paths*/) { write_texts(json); }
void write_form(json::Writer& json, const Texts& /*texts*/) { write_texts(json); }

void write_form(json::Writer& json, const Callers& /*callers*/) {
  json.member("type", "array").key("items").begin_object();
  json.member("type", "object").member("additionalProperties", false).key("properties").begin_object();
  for (const auto* name : {"user", "group", "token", "person"}) {
    json.key(name).begin_object();
    schema::write_type(json, {"string", "integer"});
    json.end_object();
  }
  json.key("may").begin_object().key("anyOf").begin_array().begin_object();
  const auto names = privilege_names();
  schema::write_enum(json, names);
  json.end_object().begin_object().member("type", "array").key("items").begin_object();
  schema::write_enum(json, names);
  json.end_object().end_object().end_array().end_object();
  json.end_object().end_object();
}

void write_form(json::Writer& json, const Flag& /*flag*/) { json.member("type", "boolean"); }

void write_form(json::Writer& json, const Whole& whole) {
  if (whole.octal) {  // 0660 is a text in YAML 1.2, an octal number in 1.1
    schema::write_type(json, {"string", "integer"});
    return;
  }
  json.member("type", "integer").member("minimum", whole.least).member("maximum", whole.most);
}

void write_keys(json::Writer& json, std::string_view section) {
  for (const auto& key : keys()) {
    if (key.section != section) continue;
    json.key(key.name).begin_object().member("description", key.doc);
    std::visit([&](const auto& shape) { write_form(json, shape); }, key.shape);
    json.end_object();
  }
}

}  // namespace

std::string config_schema() {
  std::string out;
  json::Writer json(out, 2);
  json.begin_object();
  schema::write_head(json, "config", "The configuration of sprintd", "Where the daemon listens, and what it loads.");
  json.member("type", "object").member("additionalProperties", false);
  json.key("properties").begin_object();
  write_keys(json, "");
  std::set<std::string_view> sections;
  for (const auto& key : keys()) {
    if (!key.section.empty()) sections.insert(key.section);
  }
  for (const auto section : sections) {
    json.key(section).begin_object().member("type", "object").member("additionalProperties", false);
    json.key("properties").begin_object();
    write_keys(json, section);
    json.end_object().end_object();
  }
  json.end_object().end_object();
  return out + '\n';
}

}  // namespace sprintd::config
