// The call that reads the log of decisions, page by page.

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <span>
#include <string>
#include <utility>

#include "daemon/api/api.h"
#include "daemon/api/call_limits.h"
#include "daemon/api/problem.h"
#include "daemon/store/decision_log.h"
#include "rules/json/writer.h"

namespace sprintd::api {
namespace {

std::optional<std::int64_t> whole(std::string_view text, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1 || number > most) return std::nullopt;
  return number;
}

constexpr std::array<std::string_view, 2> kKinds = {"decision", "audit"};
constexpr std::array<std::string_view, 5> kAnswers = {"allowed", "refused", "unknown", "complete", "incomplete"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::ranges::find(words, word) != words.end();
}

// What the query asks for, or what is wrong with it.
std::expected<store::RecordQuery, std::string> read_query(const std::map<std::string, std::string>& parameters) {
  store::RecordQuery query;
  for (const auto& [name, value] : parameters) {
    if (value.empty()) return std::unexpected(fmt::format("{} has no value", name));
    if (name == "before") {
      const auto number = whole(value, std::numeric_limits<std::int64_t>::max());
      if (!number) return std::unexpected("before is the id of a record");
      query.before = *number;
    } else if (name == "limit") {
      const auto number = whole(value, kMostRecords);
      if (!number) return std::unexpected(fmt::format("limit is a whole number from 1 to {}", kMostRecords));
      query.limit = static_cast<std::size_t>(*number);
    } else if (name == "since" || name == "until") {
      const auto time = parse_instant(value, TimeZone(), name == "since" ? DayEdge::first : DayEdge::last);
      if (!time) return std::unexpected(fmt::format("{} is a day or an instant of UTC: 2026-03-02", name));
      (name == "since" ? query.since : query.until) = time;
    } else if (name == "person") {
      query.person = value;
    } else if (name == "item") {
      query.item = value;
    } else if (name == "action") {
      query.action = value;
    } else if (name == "kind") {
      if (!is_one_of(value, kKinds)) return std::unexpected(fmt::format("kind is one of {}", fmt::join(kKinds, ", ")));
      query.kind = value;
    } else if (name == "answer") {
      if (!is_one_of(value, kAnswers)) {
        return std::unexpected(fmt::format("answer is one of {}", fmt::join(kAnswers, ", ")));
      }
      query.answer = value;
    } else {
      return std::unexpected(fmt::format(
          "the query knows before, limit, since, until, person, item, action, kind and answer, and not '{}'", name));
    }
  }
  return query;
}

// The query of the next page: the same, before another record.
std::string next_page(const http::Request& request, std::int64_t before) {
  std::string target;
  std::string_view rest = request.target;
  const auto question = rest.find('?');
  target = fmt::format("{}?before={}", rest.substr(0, question), before);
  if (question == std::string_view::npos) return target;
  rest.remove_prefix(question + 1);
  while (!rest.empty()) {
    const auto end = std::min(rest.find('&'), rest.size());
    if (const auto parameter = rest.substr(0, end); !parameter.starts_with("before=")) {
      target += fmt::format("&{}", parameter);
    }
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return target;
}

}  // namespace

http::Response Api::get_decisions(Call& call) {
  if (auto refusal = refuse_caller(call, Privilege::read_log)) return std::move(*refusal);
  if (around_.recording.writer == nullptr) {
    return problem(404, Code::decision_log_absent, "this daemon records no decisions");
  }
  auto query = read_query(call.query);
  if (!query) return problem(400, Code::request_malformed, query.error());
  const auto limit = query->limit++;  // one more tells whether there is another page
  // A connection of its own: the writer does not wait for readers, nor they for it.
  auto log = store::DecisionLog::open_for_reading(around_.recording.path);
  auto records = log ? log->find(*query) : Result<std::vector<store::Record>>(std::unexpected(log.error()));
  if (!records) {
    auto response = problem(503, records.error().code, records.error().message);
    response.headers.emplace_back("Retry-After", "5");
    return response;
  }
  const bool has_more = records->size() > limit;
  if (has_more) records->pop_back();
  std::string body;
  json::Writer out(body);
  out.begin_object().member("schema", "sprintd.decision_log/v1").key("records").begin_array();
  for (const auto& record : *records) {
    out.raw(fmt::format(R"({},"hash":"{}"}})", std::string_view(record.body).substr(0, record.body.size() - 1),
                        record.hash));
  }
  out.end_array();
  if (has_more) {
    out.member("next", std::string_view(next_page(call.request, records->back().id)));
  }
  out.end_object();
  body += '\n';
  return {.status = 200,
          .content_type = "application/json",
          .headers = {{"Cache-Control", "no-store"}},
          .body = std::move(body)};
}

}  // namespace sprintd::api
