#include "daemon/api/api.h"

#include <array>
#include <exception>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "daemon/api/problem.h"
#include "daemon/api/recording.h"
#include "daemon/api/trace_context.h"

namespace sprintd::api {

using Clock = std::chrono::steady_clock;

struct Api::Route {
  std::string_view method;
  std::string_view path;
  http::Response (Api::*handler)(Call&);
  enum class Where { here, pool, reloads } where;
  enum class Query { style, kept, records, any } query;
};

namespace {

// Whether the segments fit a path of the table; `id` becomes what stands for {id}.
bool fits(std::string_view path, const std::vector<std::string>& segments, std::string& id) {
  std::size_t next = 0;
  for (path.remove_prefix(1); next < segments.size(); ++next) {
    const auto end = path.find('/');
    const auto expected = path.substr(0, end);
    if (expected == "{id}") {
      id = segments[next];
    } else if (expected != segments[next]) {
      return false;
    }
    if (end == std::string_view::npos) return next + 1 == segments.size();
    path.remove_prefix(end + 1);
  }
  return false;
}

std::string_view query_of(std::string_view target) {
  const auto question = target.find('?');
  return question == std::string_view::npos ? std::string_view{} : target.substr(question + 1);
}

std::string format_ids(const store::DecisionWriter::Ids& ids) {
  return ids.first == ids.last ? fmt::format("{}", ids.first) : fmt::format("{}-{}", ids.first, ids.last);
}

http::Response refuse_busy(InFlight::Full full) {
  auto response =
      full == InFlight::Full::all
          ? problem(503, Code::daemon_too_busy, "as many requests wait for an answer as may")
          : problem(429, Code::caller_too_busy, "as many requests of this caller wait for an answer as may");
  response.headers.emplace_back("Retry-After", "1");
  return response;
}

// A decision by the clerk of the kept backlog. One under whom an answer failed does not come back.
engine::Answer ask(engine::Desk at, const KeptBacklog* kept, engine::DecisionRequest request) {
  if (kept == nullptr) return engine::answer(at, std::move(request));
  auto clerk = kept->clerk->take();
  if (clerk == nullptr) clerk = std::make_unique<engine::Clerk>(*at.engine, at.rules, at.kept);
  at.clerk = clerk.get();
  auto answer = engine::answer(at, std::move(request));
  kept->clerk->put_back(std::move(clerk));
  return answer;
}

engine::Answer ask(const engine::Desk& at, const KeptBacklog*, engine::AuditRequest request) {
  return engine::answer(at, std::move(request));
}

// Bodies up to this size are read on the I/O thread: parsing them takes less than a hop to the pool.
constexpr std::size_t kSmallBody = 32 * 1024;

}  // namespace

Api::Api(Surroundings surroundings)
    : around_(std::move(surroundings)),
      snapshot_(*around_.engine, std::move(around_.first), around_.backlogs, around_.backlog_store),
      in_flight_(around_.in_flight) {}

const Api::Route* Api::find_route(const http::Request& request, const http::Target& target, std::string& id,
                                  std::string& allowed) {
  static constexpr auto kRoutes = std::to_array<Route>({
#define X(method, path, handler, where, query, doc) \
  {method, path, &Api::handler, Route::Where::where, Route::Query::query},
#include "daemon/api/routes.def"
#undef X
  });
  for (const auto& route : kRoutes) {
    if (!fits(route.path, target.segments, id)) continue;
    if (route.method == request.method) return &route;
    if (!allowed.empty()) allowed += ", ";
    allowed += route.method;
    if (route.method == "GET") allowed += ", HEAD";
  }
  return nullptr;
}

http::Response Api::refuse(int status, std::string_view why) {
  const auto code = status == 408   ? Code::request_too_slow
                    : status == 400 ? Code::request_malformed
                    : status == 500 ? Code::internal_failure
                                    : Code::request_too_large;
  return problem(status, code, std::string(why));
}

void Api::handle(http::Request request, http::Respond respond) {
  const auto begin = Clock::now();
  const auto target = http::parse_target(request.target);
  if (!target) {
    return respond(problem(400, Code::request_malformed, fmt::format("'{}' is not a path", request.target)));
  }
  auto call = std::make_shared<Call>();
  std::string allowed;
  const auto* route = find_route(request, *target, call->id, allowed);

  // Answers, and tells the log. Owns what it needs: it may run on another thread, after this function.
  http::Respond serve = [this, begin, call, respond = std::move(respond)](http::Response response) {
    response.headers.emplace_back("Sprintd-Set", call->at->digest);
    if (around_.on_served) {
      around_.on_served({.method = call->request.method,
                         .target = call->request.target,
                         .route = call->route,
                         .caller = call->caller.name,
                         .trace = call->trace,
                         .status = response.status,
                         .bytes_in = call->bytes_in,
                         .bytes_out = response.body.size(),
                         .took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin),
                         .verdicts = call->verdicts,
                         .decided = call->decided,
                         .rules = *call->at->rules});
    }
    call->place.reset();
    respond(std::move(response));
  };

  const auto accept = std::string(request.header("Accept"));
  const auto format = report::choose_format(accept);
  const auto style = engine::parse_style_query(query_of(request.target));
  call->request = std::move(request);
  call->bytes_in = call->request.body.size();
  call->at = snapshot_.get();
  call->trace = trace_id(call->request.header("traceparent"));
  const auto* peer = call->request.peer.get();
  const auto* callers = call->at->callers.get();
  call->caller = callers == nullptr ? unrestricted_caller(peer)
                                    : find_caller(*callers, peer, bearer_of(call->request.header("Authorization")));
  if (call->request.from_network && !call->caller.has_token) {
    auto response =
        problem(401, Code::credentials_missing,
                call->request.header("Authorization").empty() ? "this listener wants 'Authorization: Bearer TOKEN'"
                                                              : "no row of 'callers' has this token");
    response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return serve(std::move(response));
  }
  if (route == nullptr) {
    if (allowed.empty()) {
      return serve(problem(404, Code::route_unknown, fmt::format("there is no {}", call->request.target)));
    }
    auto response = problem(405, Code::method_not_allowed,
                            fmt::format("{} does not take {}", call->request.target, call->request.method));
    response.headers.emplace_back("Allow", allowed);
    return serve(std::move(response));
  }
  call->route = route->path;
  using Query = Route::Query;
  if (!format && route->query != Query::any && route->query != Query::kept) {
    return serve(problem(406, Code::not_acceptable, fmt::format("no format of this call fits 'Accept: {}'", accept)));
  }
  // Probes add parameters of their own to /healthz.
  if ((route->query == Query::style || route->query == Query::kept) && !style) {
    return serve(problem(400, Code::request_malformed, "the query knows colour, width (20 to 1000) and verbose"));
  }
  call->query = std::move(target->query);
  call->format = format.value_or(report::Format::json);
  call->style = style.value_or(report::Style{});

  const bool is_long = route->where != Route::Where::here || call->request.body.size() > kSmallBody;
  if (!is_long) return run(*route, call, serve);
  auto place = in_flight_.enter(call->caller.name);
  if (!place) return serve(refuse_busy(place.error()));
  call->place = std::move(*place);
  auto work = [this, route, call, serve = std::move(serve)] { run(*route, call, serve); };
  if (route->where == Route::Where::reloads && around_.run_reload) return around_.run_reload(std::move(work));
  around_.run_aside(std::move(work));
}

void Api::run(const Route& route, const std::shared_ptr<Call>& call, const http::Respond& serve) {
  try {
    auto response = (this->*route.handler)(*call);
    if (call->entries.empty()) return serve(std::move(response));
    record(*call, std::move(response), serve);
  } catch (const std::exception& failure) {
    serve(problem(500, Code::internal_failure, failure.what()));
  }
}

// What is to be recorded is, before or after it is answered, as the mode of the log says.
void Api::record(Call& call, http::Response response, const http::Respond& serve) {
  auto& writer = *around_.recording.writer;
  const auto refused = [format = call.format, style = call.style](const Error& error) {
    auto refusal = problem(503, error.code, "no answer, since it cannot be recorded: " + error.message, format, style);
    refusal.headers.emplace_back("Retry-After", "1");
    return refusal;
  };
  if (writer.mode() == store::RecordMode::durable) {
    // The writer tells on its thread, maybe before submit() is back: the ids are not known here then.
    auto held = std::make_shared<http::Response>(std::move(response));
    const auto submitted =
        writer.submit(std::move(call.entries), [held, refused, serve](const Result<store::DecisionWriter::Ids>& ids) {
          if (!ids) return serve(refused(ids.error()));
          held->headers.emplace_back("Sprintd-Decision", format_ids(*ids));
          serve(std::move(*held));
        });
    if (!submitted) serve(refused(submitted.error()));
    return;
  }
  const auto ids = writer.submit(std::move(call.entries));
  if (!ids) return serve(refused(ids.error()));
  if (ids->first != 0) response.headers.emplace_back("Sprintd-Decision", format_ids(*ids));
  serve(std::move(response));
}

engine::Desk Api::desk(const Call& call) const {
  return {.engine = around_.engine,
          .rules = call.at->rules,
          .organisation = call.at->organisation,
          .kept = nullptr,
          .now = around_.now(),
          .format = call.format,
          .style = call.style,
          .records = around_.recording.writer != nullptr,
          .max_steps = around_.max_steps};
}

template <typename Request>
http::Response Api::answer(Call& call, engine::Parsed<Request> parsed) const {
  if (!parsed.request) {
    return to_response(engine::refuse(engine::Answer::Outcome::bad_request, 400, parsed.diagnostics, parsed.sources,
                                      call.format, call.style));
  }
  auto at = desk(call);
  const auto& choice = parsed.request->backlog;
  std::vector<store::RecordedInputPtr> inputs;
  const KeptBacklog* kept = nullptr;
  if (!choice.backlog_id.empty()) {
    kept = call.at->find_backlog(choice.backlog_id);
    if (kept == nullptr) {
      return problem(404, Code::backlog_unknown, fmt::format("no backlog '{}' is kept here", choice.backlog_id),
                     call.format, call.style);
    }
    if (kept->misfit != nullptr) {
      return to_response(engine::refuse(engine::Answer::Outcome::bad_input, 422, kept->misfit->diagnostics,
                                        kept->misfit->sources, call.format, call.style));
    }
    at.kept = kept->backlog;
    inputs.push_back(kept->text);
  } else if (at.records) {
    inputs = copy_inputs(choice.documents);
  }
  auto answer = ask(std::move(at), kept, std::move(*parsed.request));
  if (!answer.records.empty()) {
    call.entries = entries_of(answer, *call.at, call.caller, call.trace, std::move(inputs), around_.now());
  }
  call.verdicts = std::move(answer.verdicts);
  call.decided = std::move(answer.decided);
  return to_response(std::move(answer));
}

http::Response Api::post_audits(Call& call) {
  return answer(call, engine::parse_audit_request(std::move(call.request.body)));
}

http::Response Api::post_decisions(Call& call) {
  auto parsed = engine::parse_decision_request(std::move(call.request.body));
  if (parsed.request) {
    if (auto refusal = refuse_forged(call, *parsed.request)) return std::move(*refusal);
  }
  return answer(call, std::move(parsed));
}

std::optional<http::Response> Api::refuse_caller(const Call& call, Privilege needed) {
  if (call.caller.may(needed)) return std::nullopt;
  return problem(403, Code::privilege_missing,
                 fmt::format("this caller may not {}: no row of 'callers' that matches it says so",
                             config::privilege_name(needed)),
                 call.format, call.style);
}

std::optional<http::Response> Api::refuse_forged(const Call& call, const engine::DecisionRequest& request) {
  if (call.caller.may(Privilege::decide_for_others)) return std::nullopt;
  for (const auto& question : request.questions) {
    if (!call.caller.person.empty() && question.person == call.caller.person) continue;
    const auto who = call.caller.person.empty() ? std::string("nobody of the organisation")
                                                : fmt::format("'{}'", call.caller.person);
    return problem(403, Code::person_not_caller,
                   fmt::format("the question is about '{}', and this caller is {}", question.person, who), call.format,
                   call.style);
  }
  return std::nullopt;
}

http::Response Api::get_rules(Call& call) {
  const auto& info = report::format_info(call.format);
  return {.status = 200,
          .content_type = std::string(info.media_type),
          .headers = {},
          .body = report::write_rules(*call.at->rules, call.format, call.style)};
}

http::Response Api::get_rule(Call& call) {
  const auto& rules = *call.at->rules;
  const auto* rule = rules.find(call.id);
  if (rule == nullptr) {
    return problem(404, Code::route_unknown, fmt::format("no rule '{}' is in force", call.id), call.format, call.style);
  }
  const auto& info = report::format_info(call.format);
  return {.status = 200,
          .content_type = std::string(info.media_type),
          .headers = {},
          .body = report::write_rule(rules, *rule, call.format, call.style)};
}

}  // namespace sprintd::api
