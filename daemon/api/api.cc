#include "daemon/api/api.h"

#include <array>
#include <exception>
#include <fmt/format.h>
#include <memory>
#include <utility>

#include "daemon/api/problem.h"

namespace sprintd::api {

using Clock = std::chrono::steady_clock;

struct Api::Route {
  std::string_view method;
  std::string_view path;
  http::Response (Api::*handler)(Call&);
  bool aside;
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

// Bodies up to this size are read on the I/O thread: parsing them takes less than a hop to the pool.
constexpr std::size_t kSmallBody = 32 * 1024;

}  // namespace

Api::Api(Surroundings surroundings)
    : around_(std::move(surroundings)), snapshot_(*around_.engine, std::move(around_.first), around_.most_backlogs) {}

const Api::Route* Api::find_route(const http::Request& request, const http::Target& target, std::string& id,
                                  std::string& allowed) {
  static constexpr auto kRoutes = std::to_array<Route>({
#define X(method, path, handler, aside, doc) {method, path, &Api::handler, aside},
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
  auto serve = [this, begin, call, respond = std::move(respond)](http::Response response) {
    response.headers.emplace_back("Sprintd-Set", call->at->digest);
    if (around_.on_served) {
      around_.on_served({.method = call->request.method,
                         .target = call->request.target,
                         .status = response.status,
                         .bytes_in = call->request.body.size(),
                         .bytes_out = response.body.size(),
                         .took = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin)});
    }
    respond(std::move(response));
  };

  const auto accept = std::string(request.header("Accept"));
  const auto format = report::choose_format(accept);
  const auto style = engine::parse_style_query(query_of(request.target));
  call->request = std::move(request);
  call->at = snapshot_.get();
  const auto* callers = call->at->callers.get();
  call->caller = callers == nullptr ? unrestricted_caller() : find_caller(*callers, call->request.peer.get());
  if (route == nullptr) {
    if (allowed.empty()) {
      return serve(problem(404, Code::route_unknown, fmt::format("there is no {}", call->request.target)));
    }
    auto response = problem(405, Code::method_not_allowed,
                            fmt::format("{} does not take {}", call->request.target, call->request.method));
    response.headers.emplace_back("Allow", allowed);
    return serve(std::move(response));
  }
  if (!format) {
    return serve(problem(406, Code::not_acceptable, fmt::format("no format of this call fits 'Accept: {}'", accept)));
  }
  const bool takes_style = target->segments.front() == "v1";  // probes add parameters of their own to /healthz
  if (takes_style && !style) {
    return serve(problem(400, Code::request_malformed, "the query knows colour, width (20 to 1000) and verbose"));
  }
  call->format = *format;
  call->style = style.value_or(report::Style{});

  auto run = [this, handler = route->handler, call, serve = std::move(serve)] {
    try {
      serve((this->*handler)(*call));
    } catch (const std::exception& failure) {
      serve(problem(500, Code::internal_failure, failure.what()));
    }
  };
  const bool is_long = route->aside || call->request.body.size() > kSmallBody;
  if (is_long) {
    around_.run_aside(std::move(run));
  } else {
    run();
  }
}

engine::Desk Api::desk(const Call& call) const {
  return {.engine = around_.engine,
          .rules = call.at->rules,
          .organisation = call.at->organisation,
          .kept = nullptr,
          .now = around_.now(),
          .format = call.format,
          .style = call.style};
}

template <typename Request>
http::Response Api::answer(const Call& call, engine::Parsed<Request> parsed) const {
  if (!parsed.request) {
    return to_response(engine::refuse(engine::Answer::Outcome::bad_request, 400, parsed.diagnostics, parsed.sources,
                                      call.format, call.style));
  }
  auto at = desk(call);
  const auto& choice = parsed.request->backlog;
  if (!choice.backlog_id.empty()) {
    const auto* kept = call.at->find_backlog(choice.backlog_id);
    if (kept == nullptr) {
      return problem(404, Code::backlog_unknown, fmt::format("no backlog '{}' is kept here", choice.backlog_id),
                     call.format, call.style);
    }
    if (kept->misfit != nullptr) {
      return to_response(engine::refuse(engine::Answer::Outcome::bad_input, 422, kept->misfit->diagnostics,
                                        kept->misfit->sources, call.format, call.style));
    }
    at.kept = kept->backlog;
  }
  return to_response(engine::answer(at, std::move(*parsed.request)));
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
