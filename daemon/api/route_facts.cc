#include "daemon/api/route_facts.h"

#include <algorithm>

namespace sprintd::api {
namespace {

using config::Privilege;

constexpr std::string_view kOutcome = "Sprintd-Outcome Sprintd-Worst Sprintd-Complete Sprintd-Allowed Sprintd-Decision";

constexpr auto kFacts = std::to_array<RouteFacts>({
    {.handler = "post_audits",
     .body = "AuditRequest",
     .headers = "traceparent",
     .answers = {{{200, Media::chosen, "Audit", kOutcome, "the audit, whatever it found"}}},
     .refusals = {404, 406, 422},
     .doc = "Every rule about every subject of the sprints. An audit full of errors is an answer, too."},
    {.handler = "post_decisions",
     .body = "DecisionRequest|DecisionsRequest",
     .headers = "traceparent",
     .answers = {{{200, Media::chosen, "Decision|Decisions", kOutcome, "the decision or decisions, yes or no"}}},
     .refusals = {404, 406, 422},
     .privilege = Privilege::decide_for_others,
     .doc = "A \"no\" is an answer, too. If one of many questions names somebody who is not there, none is answered. "
            "A caller without the privilege asks about itself alone."},
    {.handler = "get_decisions",
     .answers = {{{200, Media::json, "DecisionLog", "Cache-Control", "a page of records"}}},
     .refusals = {404, 406},
     .privilege = Privilege::read_log},
    {.handler = "get_backlogs",
     .answers = {{{200, Media::json, "KeptBacklogs", "", "what is kept"}}},
     .refusals = {406}},
    {.handler = "put_backlog",
     .body = "Backlog",
     .body_may_be_yaml = true,
     .headers = "If-Match If-None-Match",
     .answers = {{{200, Media::json, "Kept", "ETag", "it replaced what was kept"},
                  {201, Media::json, "Kept", "ETag", "it is kept now"}}},
     .refusals = {406, 412, 415, 422},
     .privilege = Privilege::write_backlogs,
     .doc = "A document with faults is refused, and what was kept before stays."},
    {.handler = "get_backlog",
     .headers = "If-None-Match",
     .answers = {{{200, Media::as_kept, "Backlog", "ETag", "the document, byte for byte"},
                  {304, Media::none, "", "ETag", "it is what If-None-Match names"}}},
     .refusals = {404}},
    {.handler = "delete_backlog",
     .headers = "If-Match If-None-Match",
     .answers = {{{204, Media::none, "", "", "it is forgotten"}}},
     .refusals = {404, 406, 412},
     .privilege = Privilege::write_backlogs},
    {.handler = "get_packs",
     .answers = {{{200, Media::json, "Packs", "Cache-Control", "packs in force"}}},
     .refusals = {406}},
    {.handler = "reload_packs",
     .answers = {{{200, Media::json, "Reloaded", "Cache-Control", "what was loaded is in force"}}},
     .refusals = {406, 422},
     .privilege = Privilege::reload,
     .doc = "All or nothing: with one fault (422) what was in force stays."},
    {.handler = "get_rules", .answers = {{{200, Media::chosen, "Rules", "", "rules in force"}}}, .refusals = {406}},
    {.handler = "get_rule", .answers = {{{200, Media::chosen, "Rule", "", "the rule"}}}, .refusals = {404, 406}},
    {.handler = "get_healthz", .answers = {{{200, Media::json, "Health", "Cache-Control", "it runs"}}}},
    {.handler = "get_readyz",
     .answers = {{{200, Media::json, "Readiness", "Cache-Control", "it answers questions"},
                  {503, Media::json, "Readiness", "Cache-Control",
                   "it does not, since what it answers could not be recorded, or is too busy to say"}}}},
    {.handler = "get_openapi", .answers = {{{200, Media::json, "OpenApi", "", "OpenAPI 3.1"}}}},
    {.handler = "get_metrics", .answers = {{{200, Media::figures, "", "Cache-Control", "text format 0.0.4"}}}},
    {.handler = "get_version", .answers = {{{200, Media::json, "Version", "Cache-Control", "what it is"}}}},
});

constexpr auto kHandlers = std::to_array<std::string_view>({
#define X(method, path, handler, where, query, doc) #handler,
#include "daemon/api/routes.def"
#undef X
});

// Each call has one row, and each row a call.
constexpr bool fits_routes() {
  if (kFacts.size() != kHandlers.size()) return false;
  return std::ranges::all_of(kHandlers, [](std::string_view handler) {
    return std::ranges::count(kFacts, handler, &RouteFacts::handler) == 1;
  });
}
static_assert(fits_routes(), "every call of routes.def needs one row of kFacts");

constexpr auto kRefusals = std::to_array<Refusal>({
    {400, "", true,
     "no HTTP request, no path, a query with unknown or wrong parameters (E0803), or a body that is no JSON or has "
     "wrong keys (E0402, E0810)"},
    {401, "WWW-Authenticate", false, "over TCP: no token, or an unknown one (E0817)"},
    {403, "", true, "the caller may not do this (E0816), or asks about somebody else (E0815)"},
    {404, "", true, "no such path or rule (E0806), no such backlog (E0811), no log of decisions (E0831)"},
    {405, "Allow", false, "the path is there, and not for this method (E0807)"},
    {406, "", false, "no format of this call fits Accept (E0809)"},
    {408, "", false, "the rest of the request did not come within limits.request_seconds (E0805)"},
    {412, "", true, "what is kept is not what If-Match or If-None-Match expect (E0833)"},
    {413, "", false, "the body is above limits.body_bytes (E0804)"},
    {415, "", true, "a backlog is not of this Content-Type (E0808)"},
    {422, "", true,
     "faults in the backlog, the organisation or the packs (E01xx to E04xx), or names that they do not know (E05xx)"},
    {429, "Retry-After", true,
     "this caller has limits.requests_per_caller requests in flight, or keeps limits.backlogs_per_caller backlogs "
     "(E0818)"},
    {431, "", false, "header or trailer above limits.header_bytes or limits.header_count (E0804)"},
    {500, "", true, "an internal failure; please report it (E0812)"},
    {503, "Retry-After", true,
     "limits.requests requests wait for an answer (E0819), as many backlogs are kept as may (E0814), or what is "
     "answered cannot be recorded (E0830) or written (E0834)"},
});

constexpr std::string_view kBoard = R"({"schema": "sprintd.backlog/v1",
 "sprint": {"id": "s-42", "name": "Sprint 42", "team": "core", "starts": "2026-03-02", "ends": "2026-03-13",
            "state": "planned", "capacity": 50},
 "items": [{"id": "TD-12", "title": "Drop the old queue", "kind": "tech_debt", "status": "todo", "points": 3,
            "priority": 3, "project": "atlas", "assignee": "bob"},
           {"id": "AT-1", "title": "Show the route on the map", "kind": "user_story", "status": "todo", "points": 5,
            "value": 8, "priority": 1, "project": "atlas", "assignee": "bob", "broken_down_by": "bob"}]})";
constexpr std::string_view kNextBoard = R"(schema: sprintd.backlog/v1
sprint: {id: s-43, team: core, starts: 2026-03-16, ends: 2026-03-27}
items:
  - {id: AT-2, title: Share a route, kind: user_story, points: 5, project: atlas}
)";

// In this order: what is asked about is there.
constexpr auto kExamples = std::to_array<Example>({
    {"get_healthz", "alive", "ask whether it runs", 200},
    {"get_readyz", "ready", "ask whether it answers questions", 200},
    {"get_version", "version", "ask what it is", 200},
    {"get_openapi", "description", "get this document", 200},
    {"put_backlog", "board", "keep a board", 201, "board", {}, {}, {}, kBoard},
    {"put_backlog", "again", "replace it", 200, "board", "verbose=true", {}, "If-Match: *", kBoard},
    {"put_backlog", "only_new", "keep it if there is none", 412, "board", {}, {}, "If-None-Match: *", kBoard},
    {"put_backlog", "yaml", "keep one in YAML", 201, "next-board", {}, {}, {}, kNextBoard},
    {"put_backlog",
     "faulty",
     "items need ids",
     422,
     "faulty",
     {},
     {},
     {},
     R"({"schema": "sprintd.backlog/v1", "items": [{"title": "Drop the old queue"}]})"},
    {"get_backlogs", "all", "list what is kept", 200},
    {"get_backlog", "board", "get it as it came", 200, "board"},
    {"get_backlog", "yaml", "one in YAML comes as YAML", 200, "next-board", {}, "application/yaml"},
    {"get_backlog", "known", "get it if it is another one", 304, "board", {}, {}, "If-None-Match: *"},
    {"get_backlog", "absent", "one that is not kept", 404, "nobody"},
    {"post_decisions",
     "one",
     "may Emil pull it? No",
     200,
     {},
     {},
     {},
     {},
     R"({"person": "emil", "action": "pull", "item": "TD-12", "backlog_id": "board", "as_of": "2026-03-02"})"},
    {"post_decisions",
     "text",
     "the same for people",
     200,
     {},
     "width=80&colour=false&verbose=true",
     "text/plain",
     {},
     R"({"person": "ada", "action": "pull", "item": "TD-12", "backlog_id": "board", "as_of": "2026-03-02"})"},
    {"post_decisions",
     "many",
     "several questions at once",
     200,
     {},
     {},
     {},
     {},
     R"({"backlog_id": "board", "as_of": "2026-03-02T09:00:00Z",
 "questions": [{"person": "ada", "action": "pull", "item": "TD-12"},
               {"person": "emil", "action": "pull", "item": "TD-12", "sprint": "s-42"}]})"},
    {"post_decisions",
     "unknown_person",
     "somebody who is not there",
     422,
     {},
     {},
     {},
     {},
     R"({"person": "adda", "action": "pull", "item": "TD-12", "backlog_id": "board"})"},
    {"post_audits",
     "kept",
     "audit what is kept",
     200,
     {},
     {},
     {},
     {},
     R"({"backlog_id": "board", "sprints": ["s-42"], "as_of": "2026-03-02"})"},
    {"post_audits",
     "inline",
     "with the backlog in the request",
     200,
     {},
     {},
     {},
     {},
     R"({"backlog": {"schema": "sprintd.backlog/v1", "sprint": {"id": "s-1", "team": "core"},
             "items": [{"id": "A-1", "kind": "user_story", "points": 8}]}, "as_of": "2026-03-02"})"},
    {"post_audits",
     "documents",
     "with texts of files, and an organisation of its own",
     200,
     {},
     {},
     {},
     {},
     R"({"documents": [{"name": "board.yaml", "text": "schema: sprintd.backlog/v1\nsprint: {id: s-1, team: a}\nitems: [{id: A-1}]\n"},
               {"name": "people.yaml", "part": "organisation", "text": "people: [{id: ada}]\nteams: [{id: a, members: [ada]}]\n"}]})"},
    {"post_audits", "absent", "a backlog that is not kept", 404, {}, {}, {}, {}, R"({"backlog_id": "nobody"})"},
    {"get_decisions", "newest", "the last two", 200, {}, "limit=2"},
    {"get_decisions", "refused", "what Emil was refused", 200, {}, "person=emil&answer=refused&since=2026-01-01"},
    {"get_packs", "packs", "what is in force", 200},
    {"get_rules", "rules", "the rules", 200},
    {"get_rule", "rule", "one of them", 200, "pull-technical-queue"},
    {"get_rule", "qualified", "with its pack", 200, "engineering-leadership/pull-technical-queue"},
    {"reload_packs", "reload", "load packs, organisation and configuration anew", 200},
    {"get_metrics", "figures", "what Prometheus reads", 200},
    {"delete_backlog", "forget", "forget a board", 204, "next-board"},
    {"delete_backlog", "forgotten", "it is not there any more", 404, "next-board"},
});

}  // namespace

std::span<const RouteFacts> route_facts() { return kFacts; }
const RouteFacts& facts_of(std::string_view handler) {
  return *std::ranges::find(kFacts, handler, &RouteFacts::handler);
}
std::span<const Refusal> refusals() { return kRefusals; }
std::span<const Example> examples() { return kExamples; }

}  // namespace sprintd::api
