// Everything that answers depend on, as of one moment: rules, organisation, kept backlogs.
//
// Neighbours: api.h takes one at the beginning of a call and uses no other until its answer is made, so no answer mixes
// two; daemon/app replaces rules and organisation. A Snapshot is immutable; CurrentSnapshot is safe from many threads
// at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "daemon/api/callers.h"
#include "rules/engine/engine.h"

namespace sprintd::api {

// A backlog that a client put, with the organisation of the daemon if it brought none.
struct KeptBacklog {
  engine::BacklogPtr backlog;
  std::string media_type;           // of the text as it came: its first source
  engine::BacklogPtr organisation;  // that the daemon had when it was read
  // Why it does not fit the organisation that the daemon has now; null when it does. Nothing is answered about it until
  // it is put again.
  std::shared_ptr<const backlog::Loaded> misfit;
};

struct Snapshot {
  engine::RuleSetPtr rules;
  engine::BacklogPtr organisation;  // may be null
  // Who may ask what; null: no table, so whoever can open the socket may everything.
  std::shared_ptr<const std::vector<CallerRow>> callers = nullptr;
  std::string digest;            // of all that was loaded: packs, parameters, sign-offs, organisation
  std::uint64_t generation = 1;  // counts the sets that were in force since the start
  Instant since{};               // when this set came in force
  std::map<std::string, KeptBacklog, std::less<>> backlogs;

  [[nodiscard]] const KeptBacklog* find_backlog(std::string_view id) const;
};
using SnapshotPtr = std::shared_ptr<const Snapshot>;

// The text of a kept backlog as it came.
std::string_view text_of(const KeptBacklog& kept, std::string_view id);

class CurrentSnapshot {
 public:
  CurrentSnapshot(const engine::Engine& engine, Snapshot first, std::size_t most_backlogs);

  [[nodiscard]] SnapshotPtr get() const;

  enum class Put : std::uint8_t { created, replaced, full };
  Put put(std::string_view id, KeptBacklog backlog);
  bool remove(std::string_view id);

  // Another set, all at once. Kept backlogs are read anew where the organisation is another one.
  // `next` has no generation and no backlogs of its own.
  void replace(Snapshot next);

 private:
  [[nodiscard]] KeptBacklog fitted(std::string_view id, KeptBacklog backlog,
                                   const engine::BacklogPtr& organisation) const;
  void set(std::shared_ptr<const Snapshot> next);

  const engine::Engine* engine_;
  std::size_t most_backlogs_;
  std::mutex changing_;         // one change after the other; readers do not wait for it
  mutable std::mutex reading_;  // held for the copy of a pointer
  SnapshotPtr current_;
};

}  // namespace sprintd::api
