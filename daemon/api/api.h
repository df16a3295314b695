// What the socket offers: each request to its call, each call to the engine, each answer back with its status.
//
// Neighbours: routes.def lists the calls, daemon/http brings requests, rules/engine answers. Holds the snapshot that
// answers depend on; decisions on kept backlogs are answered on the calling thread, everything that may take long
// aside. Safe from many threads at once; must outlive the answers it owes.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "daemon/api/reload.h"
#include "daemon/api/snapshot.h"
#include "daemon/http/server.h"
#include "daemon/http/target.h"
#include "rules/engine/answer.h"

namespace sprintd::api {

// A request that was answered, for the log.
struct Served {
  std::string_view method, target;
  int status;
  std::size_t bytes_in, bytes_out;
  std::chrono::microseconds took;
};

struct Surroundings {
  const engine::Engine* engine = nullptr;
  Snapshot first;  // what is in force at the start
  std::size_t most_backlogs = 256;
  std::function<ReloadOutcome()> reload;                 // blocks; empty: nothing is loaded anew
  std::function<ReloadStatus()> reload_status;           // empty likewise
  std::function<Instant()> now;                          // the wall clock
  std::function<void(std::function<void()>)> run_aside;  // on a thread of the pool
  std::function<void(const Served&)> on_served;
};

class Api final : public http::Handler {
 public:
  explicit Api(Surroundings surroundings);

  CurrentSnapshot& snapshot() { return snapshot_; }

  void handle(http::Request request, http::Respond respond) override;
  http::Response refuse(int status, std::string_view why) override;

 private:
  // A request that found its call: what the path's {id} was, and how the answer shall look.
  struct Call {
    http::Request request;
    std::string id;
    SnapshotPtr at;  // the one that the whole answer is made of
    Caller caller;
    report::Format format = report::Format::json;
    report::Style style;
  };
  struct Route;
  static const Route* find_route(const http::Request& request, const http::Target& target, std::string& id,
                                 std::string& allowed);

  http::Response post_audits(Call& call);
  http::Response post_decisions(Call& call);
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

  // The refusal of a caller who may not; nothing for one who may.
  static std::optional<http::Response> refuse_caller(const Call& call, Privilege needed);
  static std::optional<http::Response> refuse_forged(const Call& call, const engine::DecisionRequest& request);
  [[nodiscard]] engine::Desk desk(const Call& call) const;
  template <typename Request>
  http::Response answer(const Call& call, engine::Parsed<Request> parsed) const;

  Surroundings around_;
  CurrentSnapshot snapshot_;
};

}  // namespace sprintd::api
