// Everything that answers depend on, as of one moment: rules, organisation, kept backlogs.
//
// Neighbours: api.h takes one at the beginning of a call and uses no other until its answer is made, so no answer mixes
// two; daemon/app replaces rules and organisation. A Snapshot is immutable; CurrentSnapshot is safe from many threads
// at once, and changes backlogs on the disk (daemon/store) before anybody sees them changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/api/callers.h"
#include "daemon/api/idle_clerk.h"
#include "daemon/store/backlog_store.h"
#include "daemon/store/decision_entry.h"
#include "rules/engine/engine.h"

namespace sprintd::api {

// A backlog that a client put, with the organisation of the daemon if it brought none.
struct KeptBacklog {
  store::RecordedInputPtr text;  // as it came
  engine::BacklogPtr backlog;    // null when it does not fit
  std::string media_type;
  std::string owner;  // name of the caller who put it
  Instant at{};       // when
  // Why it does not fit the organisation that the daemon has now; null when it does. Nothing is answered about it until
  // it is put again.
  std::shared_ptr<const backlog::Loaded> misfit = nullptr;
  // Of this backlog and the rules of its snapshot; another one where either changes.
  std::shared_ptr<IdleClerk> clerk = std::make_shared<IdleClerk>();

  // Of RFC 9110, with its quotes: the same text has the same.
  [[nodiscard]] std::string entity_tag() const { return '"' + text->digest + '"'; }
};

struct Snapshot {
  engine::RuleSetPtr rules;
  engine::BacklogPtr organisation;  // may be null
  // Who may ask what; null: no table, so whoever can open the socket may everything.
  std::shared_ptr<const std::vector<CallerRow>> callers = nullptr;
  std::string digest;            // of all that was loaded: packs, parameters, sign-offs, organisation
  std::uint64_t generation = 1;  // counts the sets that were in force since the start
  Instant since{};               // when this set came in force
  store::RecordedInputPtr organisation_text = nullptr;
  std::map<std::string, KeptBacklog, std::less<>> backlogs;

  [[nodiscard]] const KeptBacklog* find_backlog(std::string_view id) const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

// The text of a document of a backlog that was loaded, of which it has one with this name.
store::RecordedInputPtr text_of(const engine::BacklogPtr& backlog, std::string_view name, std::string_view part);

// What may be kept.
struct BacklogLimits {
  std::size_t count = 256;
  std::size_t bytes = std::size_t{1} << 30;  // of their texts
  std::size_t count_per_caller = 64;
};

class CurrentSnapshot {
 public:
  // `store` may be null: then backlogs live as long as the process.
  CurrentSnapshot(const engine::Engine& engine, Snapshot first, BacklogLimits limits, store::BacklogStore* store);

  [[nodiscard]] SnapshotPtr get() const;

  enum class Change : std::uint8_t {
    created,
    replaced,
    removed,
    absent,          // nothing of that id to remove
    unwanted,        // the condition does not hold
    full,            // BacklogLimits
    full_of_caller,  // BacklogLimits::count_per_caller
  };
  // Whether what is kept now (null: nothing) may be changed.
  using Condition = std::function<bool(const KeptBacklog* kept)>;
  // `backlog` was read with the organisation `read_with`. Fails where it cannot be written to the disk; then what was
  // kept stays.
  Result<Change> put(std::string_view id, KeptBacklog backlog, const engine::BacklogPtr& read_with,
                     const Condition& condition);
  Result<Change> remove(std::string_view id, const Condition& condition);
  // What the store has, read with the organisation of now. Call it once, at the start.
  Result<void> restore();

  // Another set, all at once. Kept backlogs are read anew where the organisation is another one.
  // `next` has no generation and no backlogs of its own.
  void replace(Snapshot next);

 private:
  [[nodiscard]] KeptBacklog fitted(std::string_view id, KeptBacklog backlog,
                                   const engine::BacklogPtr& organisation) const;
  [[nodiscard]] std::optional<Change> over_limits(const Snapshot& now, std::string_view id,
                                                  const KeptBacklog& backlog) const;
  void set(std::shared_ptr<const Snapshot> next);

  const engine::Engine* engine_;
  BacklogLimits limits_;
  store::BacklogStore* store_;
  std::mutex changing_;         // one change after the other; readers do not wait for it
  mutable std::mutex reading_;  // held for the copy of a pointer
  SnapshotPtr current_;
};

}  // namespace sprintd::api
