#include "cli/ask.h"

#include <algorithm>
#include <fmt/format.h>

#include "cli/input_files.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "cli/socket_client.h"

namespace sprintd::cli {
namespace {

using engine::Answer;

Exit exit_of(const Answer& answer, const Arguments& arguments) {
  switch (answer.outcome) {
    case Answer::Outcome::bad_request:
    case Answer::Outcome::bad_packs:
      return Exit::usage;
    case Answer::Outcome::bad_input:
      return Exit::input;
    case Answer::Outcome::answered:
      break;
  }
  if (!answer.complete) return Exit::usage;
  if (!answer.allowed) return Exit::findings;
  if (!answer.worst || arguments.fail_on == "never") return Exit::clean;
  for (const auto severity : {Severity::error, Severity::warning, Severity::note}) {
    if (arguments.fail_on == severity_name(severity)) return *answer.worst <= severity ? Exit::findings : Exit::clean;
  }
  return Exit::clean;
}

// An answer that says why there is none goes to standard error when it is for people.
Exit print(const Answer& answer, const Output& output, const Arguments& arguments, const Process& process, Show& show) {
  const auto exit = exit_of(answer, arguments);
  if (answer.outcome == Answer::Outcome::answered || output.format != report::Format::text) {
    return show.print(output, answer.body, exit);
  }
  (void)write_all(process.err, answer.body, "standard error");
  return exit;
}

Answer answer_of(SocketReply reply) {
  Answer answer;
  answer.status = reply.status;
  if (reply.status >= 400) answer.outcome = Answer::Outcome::bad_request;
  for (const auto& [name, value] : reply.headers) engine::read_answer_header(name, value, answer);
  answer.body = std::move(reply.body);
  return answer;
}

Exit exit_of_failure(const Error& error) {
  return error.code == Code::daemon_not_understood ? Exit::internal : Exit::daemon;
}

Exit ask_daemon(const Arguments& arguments, const Process& process, Show& show, const std::string& method,
                const std::string& path, const std::string& body) {
  auto exit = Exit::clean;
  for (const auto& output : arguments.outputs) {
    const auto query = engine::write_style_query(show.style(output));
    auto reply = ask_socket(arguments.socket,
                            {.method = method,
                             .target = fmt::format("{}?{}", path, query),
                             .accept = std::string(report::format_info(output.format).media_type),
                             .body = body},
                            arguments.timeout);
    if (!reply) return show.fault(reply.error(), exit_of_failure(reply.error()));
    const int status = reply->status;
    const auto answer = answer_of(std::move(*reply));
    auto printed = print(answer, output, arguments, process, show);
    if (status >= 500) printed = status == 503 || status == 504 ? Exit::daemon : Exit::internal;
    exit = worse(exit, printed);
  }
  return exit;
}

template <typename Request>
Exit answer_here(const Arguments& arguments, const Process& process, const engine::Engine& engine, Show& show,
                 Request request) {
  auto rules = load_rules(engine, pack_places(arguments, process), arguments, process, show);
  if (!rules) return rules.error();
  auto exit = Exit::clean;
  for (std::size_t i = 0; i < arguments.outputs.size(); ++i) {
    const auto& output = arguments.outputs[i];
    const bool is_last = i + 1 == arguments.outputs.size();
    const engine::Desk desk{.engine = &engine,
                            .rules = *rules,
                            .organisation = nullptr,
                            .kept = nullptr,
                            .now = process.now,
                            .format = output.format,
                            .style = show.style(output)};
    const auto answer = engine::answer(desk, is_last ? std::move(request) : Request(request));
    exit = worse(exit, print(answer, output, arguments, process, show));
  }
  return exit;
}

template <typename Request>
Exit ask_either(const Arguments& arguments, Process& process, Request request, const std::string& path) {
  Show show(arguments, process);
  if (!arguments.socket.empty() && !arguments.packs.empty()) {
    return show.fault({Code::usage_invalid, "--packs and --socket exclude each other: the daemon has packs of its own"},
                      Exit::usage);
  }
  const engine::Engine engine;
  auto backlog = read_backlog(arguments, process, engine, show);
  if (!backlog) return backlog.error();
  request.backlog = std::move(*backlog);
  request.as_of = as_of(arguments, process);
  if (!arguments.socket.empty()) {
    return ask_daemon(arguments, process, show, "POST", path, engine::write_request(request));
  }
  return answer_here(arguments, process, engine, show, std::move(request));
}

}  // namespace

std::string as_of(const Arguments& arguments, const Process& process) {
  return arguments.as_of.empty() ? format_instant(process.now) : arguments.as_of;
}

Exit ask(const Arguments& arguments, Process& process, engine::AuditRequest request) {
  return ask_either(arguments, process, std::move(request), "/v1/audits");
}

Exit ask(const Arguments& arguments, Process& process, engine::DecisionRequest request) {
  return ask_either(arguments, process, std::move(request), "/v1/decisions");
}

Exit ask_for(const Arguments& arguments, Process& process, const std::string& target) {
  Show show(arguments, process);
  return ask_daemon(arguments, process, show, "GET", target, {});
}

}  // namespace sprintd::cli
