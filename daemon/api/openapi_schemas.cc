#include "daemon/api/openapi_schemas.h"

#include <array>
#include <cctype>
#include <fmt/format.h>
#include <string>
#include <vector>

#include "rules/base/arena.h"
#include "rules/engine/answer.h"
#include "rules/json/copy_value.h"
#include "rules/json/reader.h"
#include "rules/schema/parts.h"
#include "rules/schema/schemas.h"

namespace sprintd::api {
namespace {

// A question is about one backlog; the organisation of a kept one was there when it was put.
constexpr std::string_view kOneBacklog =
    R"([{"required":["backlog"]},{"required":["backlog_id"],"not":{"required":["organisation"]}},)"
    R"({"required":["documents"]}])";

struct Row {
  enum class Kind { object, member, parts_of, masked, unmasked } kind;
  std::string_view name = {};    // of the object, or the member
  std::string_view one_of = {};  // of an object
  bool must = false;             // the member is there
  std::string_view form = {};    // of the member
  std::string_view doc = {};
};

constexpr bool must = true, may = false;
constexpr auto kRows = std::to_array<Row>({
#define OBJECT(name, one_of, doc) {Row::Kind::object, #name, one_of, false, {}, doc},
#define MEMBER(name, need, form, doc) {Row::Kind::member, name, {}, need, form, doc},
#define PARTS_OF(name) {Row::Kind::parts_of, #name},
#define MASKED {Row::Kind::masked},
#define UNMASKED {Row::Kind::unmasked},
#include "daemon/api/answers.def"
#undef OBJECT
#undef MEMBER
#undef PARTS_OF
#undef MASKED
#undef UNMASKED
});

// "role_period" -> "RolePeriod"
std::string camel_case(std::string_view name) {
  std::string out;
  bool is_start = true;
  for (const char c : name) {
    if (c != '_') out += is_start ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    is_start = c == '_';
  }
  return out;
}

void write_pattern(json::Writer& json, std::string_view pattern) {
  json.begin_object().member("type", "string").member("pattern", pattern).end_object();
}

// Calls each(row, masked) for every member of the object, those of other objects in it too.
template <typename Each>
void each_member(std::string_view object, Each each) {
  bool is_here = false;
  for (const auto& row : kRows) {
    if (row.kind == Row::Kind::object) is_here = row.name == object;
    if (!is_here) continue;
    if (row.kind == Row::Kind::member) each(row);
    if (row.kind == Row::Kind::parts_of) each_member(row.name, each);
  }
}

void write_object(json::Writer& json, const Row& object, bool is_masked) {
  json.key(object.name).begin_object().member("description", object.doc).member("type", "object");
  json.member("additionalProperties", false).key("properties").begin_object();
  each_member(object.name, [&](const Row& row) {
    json.key(row.name).begin_object().member("description", row.doc).key("allOf").begin_array();
    write_form(json, is_masked ? fmt::format("{}|null", row.form) : row.form);
    json.end_array().end_object();
  });
  json.end_object().key("required").begin_array();
  each_member(object.name, [&](const Row& row) {
    if (row.must) json.value(row.name);
  });
  json.end_array();
  if (!object.one_of.empty()) json.key("oneOf").raw(object.one_of);
  json.end_object();
}

void write_objects(json::Writer& json) {
  bool is_masked = false;
  for (const auto& row : kRows) {
    if (row.kind == Row::Kind::masked || row.kind == Row::Kind::unmasked) is_masked = row.kind == Row::Kind::masked;
    if (row.kind == Row::Kind::object) write_object(json, row, is_masked);
  }
}

// The names of values 0 to `last`.
template <typename Enum, typename Name>
void write_words(json::Writer& json, std::string_view schema, std::string_view doc, Enum last, Name name) {
  json.key(schema).begin_object().member("description", doc).member("type", "string").key("enum").begin_array();
  for (int i = 0; i <= static_cast<int>(last); ++i) json.value(name(static_cast<Enum>(i)));
  json.end_array().end_object();
}

void write_enumerations(json::Writer& json) {
  json.key("Code").begin_object().member("description", "stable codes of faults; `sprintctl explain CODE`");
  json.member("type", "string").key("enum").begin_array();
  for (const auto& info : all_codes()) json.value(info.name);
  json.end_array().end_object();
  write_words(json, "Severity", "how bad something is", Severity::note, severity_name);
  write_words(json, "Verdict", "what a rule says of a subject", outcome::Verdict::not_applicable,
              outcome::verdict_name);
  write_words(json, "Answer", "to a question", outcome::Decision::Answer::unknown, outcome::answer_name);
  write_words(json, "WaiverState", "whether a waiver is in use, and why not", outcome::WaiverState::over_budget,
              outcome::waiver_state_name);
  write_words(json, "SubjectKind", "what a rule speaks of", ruleset::SubjectKind::organisation,
              ruleset::subject_kind_name);
  write_words(json, "EntityKind", "what something is in a backlog",
              static_cast<backlog::EntityKind>(backlog::kEntityKinds - 1), backlog::entity_name);
}

void write_lists(json::Writer& json) {
  json.key("Documents").begin_object().member("type", "array").key("items");
  write_component(json, "schemas", "Document");
  // One that is no organisation.
  json.key("contains").raw(R"({"not":{"required":["part"],"properties":{"part":{"const":"organisation"}}}})");
  json.end_object();
  json.key("Questions").begin_object().member("type", "array").member("minItems", 1);
  json.member("maxItems", std::uint64_t{engine::kMaxQuestions}).key("items");
  write_component(json, "schemas", "Question");
  json.end_object();
}

// The members of an object that is JSON already, into the open one.
void write_members(json::Writer& json, std::string text) {
  Sources sources;
  Arena arena;
  Diagnostics none;
  const auto file = sources.add("members", std::move(text));
  const auto reader = json::make_strict_reader(sources, file.value(), arena, none);
  reader->begin_object();
  for (std::string_view name; reader->next_key(name);) {
    json.key(name);
    json::copy_value(*reader, json);
  }
}

// "#/definitions/role_period" -> "#/components/schemas/RolePeriod"
std::string adopted_text(std::string_view text) {
  constexpr std::string_view kDefinition = "#/definitions/";
  if (!text.starts_with(kDefinition)) return std::string(text);
  return fmt::format("#/components/schemas/{}", camel_case(text.substr(kDefinition.size())));
}

// The schema of a backlog, which has its definitions inside, as schemas beside each other.
void write_backlog(json::Writer& json) {
  Sources sources;
  Arena arena;
  Diagnostics none;
  const auto file = sources.add("backlog", schema::backlog_schema());
  const auto reader = json::make_strict_reader(sources, file.value(), arena, none);
  const json::CopyChanges changes{.of_text = adopted_text};
  std::string definitions;  // they stand in the middle, and come after it
  json::Writer aside(definitions);
  aside.begin_object();
  json.key("Backlog").begin_object();
  reader->begin_object();
  for (std::string_view key; reader->next_key(key);) {
    if (key.starts_with('$')) {
      reader->skip();
    } else if (key == "definitions") {
      reader->begin_object();
      for (std::string_view name; reader->next_key(name);) {
        aside.key(camel_case(name));
        json::copy_value(*reader, aside, changes);
      }
    } else {
      json.key(key);
      json::copy_value(*reader, json, changes);
    }
  }
  json.end_object();
  aside.end_object();
  write_members(json, definitions);
}

bool write_simple_form(json::Writer& json, std::string_view form) {
  if (form == "text") {
    json.begin_object().member("type", "string").end_object();
  } else if (form == "word") {
    json.begin_object().member("type", "string").member("minLength", 1).end_object();
  } else if (form == "count") {
    json.begin_object().member("type", "integer").member("minimum", 0).end_object();
  } else if (form == "flag") {
    json.begin_object().member("type", "boolean").end_object();
  } else if (form == "null") {
    json.begin_object().member("type", "null").end_object();
  } else if (form == "time") {
    json.begin_object().member("type", "string").member("format", "date-time").end_object();
  } else if (form == "day") {
    write_pattern(json, schema::kDayOrInstant);
  } else if (form == "digest") {
    write_pattern(json, "^sha256:[0-9a-f]{64}$");
  } else if (form.starts_with('\'')) {
    json.begin_object().member("const", form.substr(1, form.size() - 2)).end_object();
  } else {
    return false;
  }
  return true;
}

}  // namespace

void write_component(json::Writer& json, std::string_view kind, std::string_view name) {
  json.begin_object().member("$ref", std::string_view(fmt::format("#/components/{}/{}", kind, name))).end_object();
}

void write_form(json::Writer& json, std::string_view form) {
  if (form.find('|') != std::string_view::npos) {
    json.begin_object().key("anyOf").begin_array();
    while (!form.empty()) {
      const auto end = std::min(form.find('|'), form.size());
      write_form(json, form.substr(0, end));
      form.remove_prefix(std::min(end + 1, form.size()));
    }
    json.end_array().end_object();
  } else if (form.starts_with('[')) {
    json.begin_object().member("type", "array").key("items");
    write_form(json, form.substr(1, form.size() - 2));
    json.end_object();
  } else if (!write_simple_form(json, form)) {
    write_component(json, "schemas", form);
  }
}

void write_schemas(json::Writer& json) {
  write_objects(json);
  write_lists(json);
  write_enumerations(json);
  write_backlog(json);
}

}  // namespace sprintd::api
