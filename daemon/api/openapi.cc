#include "daemon/api/openapi.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>
#include <string_view>

#include "daemon/api/call_limits.h"
#include "daemon/api/openapi_schemas.h"
#include "daemon/api/route_facts.h"
#include "rules/engine/answer.h"
#include "rules/json/writer.h"
#include "rules/schema/parts.h"

namespace sprintd::api {
namespace {

enum class Query { style, kept, records, any };

struct Route {
  std::string_view method, path, handler;
  Query query;
  std::string_view doc;
};

constexpr auto kRoutes = std::to_array<Route>({
#define X(method, path, handler, where, query, doc) {method, path, #handler, Query::query, doc},
#include "daemon/api/routes.def"
#undef X
});

constexpr std::string_view kAbout =
    R"(Who may pull what into a sprint, and what is wrong with a sprint, by rules in packs.

The daemon listens on a Unix socket, `curl --unix-socket /run/sprintd/sprintd.sock http://localhost/version`, and on
127.0.0.1 if its configuration says so; there each request needs a token. `HEAD` works wherever `GET` does. A path that is
not described here gets 404, a method that its path does not take 405 with `Allow`. An answer that could not be given is a
problem document, or text for those who ask for text.

The examples are meant to be asked in the order of `x-sprintd-tour`, of a daemon with the packs and the organisation of
the repository's examples: each gets the status that stands there.)";

struct Header {
  std::string_view name, form, doc;
};
constexpr auto kHeaders = std::to_array<Header>({
    {"Sprintd-Set", "digest",
     "of all texts that were loaded together, and that the answer is made of; absent where the request could not be "
     "read"},
    {"Sprintd-Outcome", "'answered'|'bad_request'|'bad_input'|'bad_packs'",
     "whether there is an answer, else what is wrong: the question, the backlog, or packs and organisation"},
    {"Sprintd-Worst", "Severity|'none'", "of what an audit found to fail, break or be unknown, without what is waived"},
    {"Sprintd-Complete", "'true'|'false'", "an audit that judged everything, and something at all"},
    {"Sprintd-Allowed", "'true'|'false'", "all decisions were yes"},
    {"Sprintd-Decision", "text", "id, or first and last id, of the records in the log of decisions, if there is one"},
    {"ETag", "text", "of the kept document, with quotes"},
    {"Cache-Control", "'no-store'", "it may be another one the next moment"},
    {"Retry-After", "text", "seconds after which to ask again"},
    {"Allow", "text", "methods that the path takes"},
    {"WWW-Authenticate", "'Bearer'", "what is missing"},
});

struct Parameter {
  std::string_view name, schema, doc;  // a schema in JSON
};
constexpr auto kStyle = std::to_array<Parameter>({
    {"colour", R"({"type":"boolean","default":false})", "text: in colour"},
    {"width", "", "text: columns"},
    {"verbose", R"({"type":"boolean","default":false})", "text: also what passed, and the subjects of groups"},
});
constexpr auto kRecords = std::to_array<Parameter>({
    {"before", R"({"type":"integer","minimum":1,"maximum":9223372036854775807})",
     "records older than the one with this id: the next page"},
    {"limit", "", "most records of the page"},
    {"since", "day", "not answered before this day or instant, UTC"},
    {"until", "day", "not answered after this day or instant, UTC"},
    {"person", "text", "decisions about this person"},
    {"item", "text", "decisions about this item"},
    {"action", "text", "decisions about this action"},
    {"kind", R"({"enum":["decision","audit"]})", "what was asked for"},
    {"answer", "Answer|'complete'|'incomplete'", "what was answered"},
});
constexpr auto kRequestHeaders = std::to_array<Parameter>({
    {"If-Match", "text", "ETags with quotes, or *: only if what is kept has one of them"},
    {"If-None-Match", "text", "ETags with quotes, or *: only if what is kept has none of them"},
    {"traceparent", "text", "of W3C Trace Context: its trace id stands in the log, and in the record of the answer"},
});

std::string lower_case(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

// Calls each(word) for each word between `separator`s.
template <typename Each>
void each_word(std::string_view text, char separator, Each each) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    if (end > 0) each(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void write_range(json::Writer& json, std::int64_t least, std::int64_t most, std::int64_t usual) {
  json.begin_object().member("type", "integer").member("minimum", least).member("maximum", most);
  json.member("default", usual).end_object();
}

void write_schema(json::Writer& json, const Parameter& parameter) {
  if (parameter.name == "width") {
    write_range(json, report::kMinWidth, report::kMaxWidth, report::Style().width);
  } else if (parameter.name == "limit") {
    write_range(json, 1, kMostRecords, kDefaultRecords);
  } else if (parameter.schema.starts_with('{')) {
    json.raw(parameter.schema);
  } else {
    write_form(json, parameter.schema);
  }
}

// What an example says for a parameter; empty: nothing.
std::string_view value_in(const Example& example, std::string_view place, std::string_view name) {
  if (place == "path") return example.id;
  if (place == "header") {
    const auto colon = example.header.find(':');
    return example.header.substr(0, colon) == name ? example.header.substr(colon + 2) : std::string_view();
  }
  std::string_view value;
  each_word(example.query, '&', [&](std::string_view piece) {
    const auto equals = piece.find('=');
    if (piece.substr(0, equals) == name) value = piece.substr(equals + 1);
  });
  return value;
}

bool is_typed(std::string_view value) {
  return value == "true" || value == "false" ||
         std::ranges::all_of(value, [](unsigned char c) { return std::isdigit(c) != 0; });
}

bool may_refuse(const RouteFacts& facts, int status) {
  const auto has = [&](const auto& list) { return std::ranges::find(list, status) != list.end(); };
  return has(kEveryRefusal) || has(facts.refusals) || (status == 403 && facts.privilege);
}

class Document {
 public:
  explicit Document(std::string& out) : json_(out) {}

  void write() {
    json_.begin_object().member("openapi", "3.1.0");
    json_.key("info").begin_object().member("title", "sprintd").member("version", engine::version());
    json_.member("description", kAbout).end_object();
    json_.key("servers").begin_array().begin_object().member("url", "http://localhost");
    json_.member("description", "over the Unix socket, or with the port of the configuration").end_object().end_array();
    // Who comes over the Unix socket is known by the kernel.
    json_.key("security").raw(R"([{},{"bearer":[]}])");
    write_paths();
    json_.key("components").begin_object();
    write_security();
    write_headers();
    write_responses();
    json_.key("schemas").begin_object();
    write_schemas(json_);
    json_.key("OpenApi").raw(R"({"description":"a document like this one","type":"object"})");
    json_.end_object().end_object();
    write_tour();
    json_.end_object();
  }

 private:
  void write_paths() {
    json_.key("paths").begin_object();
    for (std::size_t i = 0; i < kRoutes.size(); ++i) {
      const auto path = kRoutes[i].path;
      const auto before = std::span(kRoutes).first(i);
      if (std::ranges::find(before, path, &Route::path) != before.end()) continue;
      json_.key(path).begin_object();
      for (const auto& route : kRoutes) {
        if (route.path == path) write_operation(route);
      }
      json_.end_object();
    }
    json_.end_object();
  }

  void write_operation(const Route& route) {
    const auto& facts = facts_of(route.handler);
    json_.key(lower_case(route.method)).begin_object().member("operationId", route.handler);
    json_.member("summary", route.doc);
    auto description = std::string(facts.doc);
    if (facts.privilege) {
      description += fmt::format("{}Needs the privilege `{}` where the configuration has `callers`.",
                                 description.empty() ? "" : " ", config::privilege_name(*facts.privilege));
    }
    if (!description.empty()) json_.member("description", std::string_view(description));
    write_parameters(route, facts);
    if (!facts.body.empty()) write_body(route, facts);
    write_answers(facts);
    json_.end_object();
  }

  void write_parameters(const Route& route, const RouteFacts& facts) {
    json_.key("parameters").begin_array();
    if (route.path.find("{id}") != std::string_view::npos) write_id(route);
    if (route.query == Query::style || route.query == Query::kept) {
      for (const auto& parameter : kStyle) write_parameter(route, "query", parameter);
    } else if (route.query == Query::records) {
      for (const auto& parameter : kRecords) write_parameter(route, "query", parameter);
    }
    each_word(facts.headers, ' ', [&](std::string_view name) {
      write_parameter(route, "header", *std::ranges::find(kRequestHeaders, name, &Parameter::name));
    });
    json_.end_array();
  }

  void write_id(const Route& route) {
    json_.begin_object().member("name", "id").member("in", "path").member("required", true);
    if (route.path.find("backlogs") != std::string_view::npos) {
      json_.member("description", "of the kept backlog").key("schema").begin_object().member("type", "string");
      json_.member("maxLength", std::uint64_t{kMaxIdBytes}).member("pattern", kIdPattern).end_object();
    } else {
      json_.member("description", "of the rule, or pack%2Fid with that of its pack").key("schema");
      write_form(json_, "word");
    }
    write_examples_of(route, "path", "id");
    json_.end_object();
  }

  void write_parameter(const Route& route, std::string_view place, const Parameter& parameter) {
    json_.begin_object().member("name", parameter.name).member("in", place);
    json_.member("description", parameter.doc).key("schema");
    write_schema(json_, parameter);
    write_examples_of(route, place, parameter.name);
    json_.end_object();
  }

  void write_examples_of(const Route& route, std::string_view place, std::string_view name) {
    bool is_open = false;
    for (const auto& example : examples()) {
      const auto value = value_in(example, place, name);
      if (example.handler != route.handler || value.empty()) continue;
      if (!is_open) json_.key("examples").begin_object();
      is_open = true;
      json_.key(example.name).begin_object().key("value");
      if (place == "query" && is_typed(value)) {
        json_.raw(value);
      } else {
        json_.value(value);
      }
      json_.end_object();
    }
    if (is_open) json_.end_object();
  }

  void write_body(const Route& route, const RouteFacts& facts) {
    json_.key("requestBody").begin_object().member("required", true).key("content").begin_object();
    write_body_content(route, facts, "application/json");
    if (facts.body_may_be_yaml) write_body_content(route, facts, "application/yaml");
    json_.end_object().end_object();
  }

  void write_body_content(const Route& route, const RouteFacts& facts, std::string_view media_type) {
    const bool is_json = media_type == "application/json";
    json_.key(media_type).begin_object().key("schema");
    write_form(json_, facts.body);
    json_.key("examples").begin_object();
    for (const auto& example : examples()) {
      if (example.handler != route.handler || example.body.starts_with('{') != is_json) continue;
      json_.key(example.name).begin_object().member("summary", example.summary).key("value");
      if (is_json) {
        json_.raw(example.body);
      } else {
        json_.value(example.body);
      }
      json_.end_object();
    }
    json_.end_object().end_object();
  }

  void write_answers(const RouteFacts& facts) {
    json_.key("responses").begin_object();
    for (const auto& answer : facts.answers) {
      if (answer.status != 0) write_answer(answer, may_refuse(facts, answer.status));
    }
    for (const auto& refusal : refusals()) {
      const bool is_written =
          std::ranges::find(facts.answers, refusal.status, &GoodAnswer::status) != facts.answers.end();
      if (is_written || !may_refuse(facts, refusal.status)) continue;
      const auto status = fmt::format("{}", refusal.status);
      json_.key(status);
      write_component(json_, "responses", status);
    }
    json_.end_object();
  }

  void write_answer(const GoodAnswer& answer, bool may_be_refusal) {
    json_.key(fmt::format("{}", answer.status)).begin_object().member("description", answer.doc);
    write_header_references(fmt::format("Sprintd-Set {}", may_be_refusal ? "" : answer.headers));
    write_content(answer, may_be_refusal);
    json_.end_object();
  }

  void write_header_references(std::string_view names) {
    json_.key("headers").begin_object();
    each_word(names, ' ', [&](std::string_view name) {
      json_.key(name);
      write_component(json_, "headers", name);
    });
    json_.end_object();
  }

  void write_content(const GoodAnswer& answer, bool may_be_refusal) {
    if (answer.media == Media::none) return;
    json_.key("content").begin_object();
    if (answer.media == Media::figures) {
      write_text("text/plain");
    } else {
      write_media("application/json", answer.form);
      if (answer.media == Media::as_kept) write_media("application/yaml", answer.form);
      if (answer.media == Media::chosen) {
        for (const auto& format : report::all_formats()) {
          if (format.format != report::Format::json) write_text(format.media_type);
        }
      }
    }
    if (may_be_refusal) write_media("application/problem+json", "Problem");
    json_.end_object();
  }

  void write_media(std::string_view media_type, std::string_view form) {
    json_.key(media_type).begin_object().key("schema");
    write_form(json_, form);
    json_.end_object();
  }
  void write_text(std::string_view media_type) { write_media(media_type, "text"); }

  void write_security() {
    json_.key("securitySchemes").begin_object().key("bearer").begin_object().member("type", "http");
    json_.member("scheme", "bearer");
    json_.member("description", "a token of `callers`; needed over TCP, taken over the Unix socket");
    json_.end_object().end_object();
  }

  void write_headers() {
    json_.key("headers").begin_object();
    for (const auto& header : kHeaders) {
      json_.key(header.name).begin_object().member("description", header.doc).key("schema");
      write_form(json_, header.form);
      json_.end_object();
    }
    json_.end_object();
  }

  void write_responses() {
    json_.key("responses").begin_object();
    for (const auto& refusal : refusals()) {
      json_.key(fmt::format("{}", refusal.status)).begin_object().member("description", refusal.doc);
      write_header_references(fmt::format(
          "Sprintd-Set Sprintd-Outcome Sprintd-Worst Sprintd-Complete Sprintd-Allowed {}", refusal.headers));
      json_.key("content").begin_object();
      write_media("application/problem+json", "Problem");
      if (refusal.by_accept) write_text(report::format_info(report::Format::text).media_type);
      json_.end_object().end_object();
    }
    json_.end_object();
  }

  void write_tour() {
    json_.key("x-sprintd-tour").begin_array();
    for (const auto& example : examples()) {
      json_.begin_object().member("operationId", example.handler).member("example", example.name);
      json_.member("summary", example.summary);
      if (!example.accept.empty()) json_.member("accept", example.accept);
      json_.member("status", example.status).end_object();
    }
    json_.end_array();
  }

  json::Writer json_;
};

}  // namespace

const std::string& openapi_document() {
  static const std::string document = [] {
    std::string out;
    Document(out).write();
    return out + '\n';
  }();
  return document;
}

}  // namespace sprintd::api
