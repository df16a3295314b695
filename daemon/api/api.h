// What the socket offers: each request to its call, each call to the engine, each answer back with its status.
//
// Neighbours: routes.def lists the calls, daemon/http brings requests, rules/engine answers. Holds the snapshot that
// answers depend on; decisions on kept backlogs are answered on the calling thread, everything that may take long
// aside. Safe from many threads at once; must outlive the answers it owes.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/api/in_flight.h"
#include "daemon/api/reload.h"
#include "daemon/api/snapshot.h"
#include "daemon/http/server.h"
#include "daemon/http/target.h"
#include "daemon/store/backlog_store.h"
#include "daemon/store/decision_writer.h"
#include "rules/engine/answer.h"

namespace sprintd::api {

// A request that was answered, for the log and the metrics.
struct Served {
  std::string_view method, target;
  std::string_view route;  // "/v1/backlogs/{id}"; "none" for one that no call has
  std::string_view caller, trace;
  int status;
  std::size_t bytes_in, bytes_out;
  std::chrono::microseconds took;
  std::span<const engine::VerdictCount> verdicts;  // what was told, by these rules
  std::span<const outcome::Decision::Answer> decided;
  const ruleset::RuleSet& rules;
};

// The log of decisions, as far as the calls need it.
struct Recording {
  store::DecisionWriter* writer = nullptr;  // null: nothing is recorded
  std::string path = {};                    // of what it writes, for reading
};

struct Surroundings {
  const engine::Engine* engine = nullptr;
  Snapshot first;  // what is in force at the start
  BacklogLimits backlogs = {};
  InFlight::Limits in_flight = {};
  std::uint64_t max_steps = eval::kMaxRequestSteps;  // that one request may take
  store::BacklogStore* backlog_store = nullptr;      // null: kept backlogs end with the process
  Recording recording = {};
  std::function<ReloadOutcome()> reload;                 // blocks; empty: nothing is loaded anew
  std::function<ReloadStatus()> reload_status;           // empty likewise
  std::function<Instant()> now;                          // the wall clock
  std::function<void(std::function<void()>)> run_aside;  // on a thread of the pool
  // Reloads, which wait for quiet files: not on the pool, whose threads many of them would hold. Empty: run_aside.
  std::function<void(std::function<void()>)> run_reload = {};
  std::function<void(const Served&)> on_served;
  std::function<std::string()> metrics = {};  // as Prometheus reads them; empty: there are none
};

class Api final : public http::Handler {
 public:
  explicit Api(Surroundings surroundings);

  CurrentSnapshot& snapshot() { return snapshot_; }
  // Requests that wait for an answer.
  [[nodiscard]] std::size_t in_flight() const { return in_flight_.count(); }

  void handle(http::Request request, http::Respond respond) override;
  http::Response refuse(int status, std::string_view why) override;

 private:
  // A request that found its call: what the path's {id} was, and how the answer shall look.
  struct Call {
    http::Request request;
    std::string_view route = "none";
    std::string id;
    std::map<std::string, std::string> query;
    SnapshotPtr at;  // the one that the whole answer is made of
    Caller caller;
    std::string trace;
    std::size_t bytes_in = 0;
    std::vector<engine::VerdictCount> verdicts;  // what was told, for the metrics
    std::vector<outcome::Decision::Answer> decided;
    std::vector<store::DecisionEntry> entries;  // what is to be recorded
    InFlight::Place place = nullptr;
    report::Format format = report::Format::json;
    report::Style style;
  };
  struct Route;
  static const Route* find_route(const http::Request& request, const http::Target& target, std::string& id,
                                 std::string& allowed);

  http::Response post_audits(Call& call);
  http::Response post_decisions(Call& call);
  http::Response get_decisions(Call& call);
  http::Response get_backlogs(Call& call);
  http::Response put_backlog(Call& call);
  http::Response get_backlog(Call& call);
  http::Response delete_backlog(Call& call);
  http::Response get_packs(Call& call);
  http::Response reload_packs(Call& call);
  http::Response get_rules(Call& call);
  http::Response get_rule(Call& call);
  http::Response get_healthz(Call& call);
  http::Response get_readyz(Call& call);
  http::Response get_version(Call& call);
  http::Response get_openapi(Call& call);
  http::Response get_metrics(Call& call);

  // The refusal of a caller who may not; nothing for one who may.
  static std::optional<http::Response> refuse_caller(const Call& call, Privilege needed);
  using Change = CurrentSnapshot::Change;
  [[nodiscard]] http::Response refuse_change(const Call& call, const Result<Change>& change) const;
  static std::optional<http::Response> refuse_forged(const Call& call, const engine::DecisionRequest& request);
  [[nodiscard]] engine::Desk desk(const Call& call) const;
  template <typename Request>
  http::Response answer(Call& call, engine::Parsed<Request> parsed) const;
  void run(const Route& route, const std::shared_ptr<Call>& call, const http::Respond& serve);
  void record(Call& call, http::Response response, const http::Respond& serve);

  Surroundings around_;
  CurrentSnapshot snapshot_;
  InFlight in_flight_;
};

}  // namespace sprintd::api
