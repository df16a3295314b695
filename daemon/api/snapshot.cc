#include "daemon/api/snapshot.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "rules/base/digest.h"

namespace sprintd::api {

const KeptBacklog* Snapshot::find_backlog(std::string_view id) const {
  const auto found = backlogs.find(id);
  return found == backlogs.end() ? nullptr : &found->second;
}

store::RecordedInputPtr text_of(const engine::BacklogPtr& backlog, std::string_view name, std::string_view part) {
  const auto& sources = backlog->sources();
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    if (sources.name(FileId{file}) != name) continue;
    const auto text = sources.text(FileId{file});
    return std::make_shared<const store::RecordedInput>(store::RecordedInput{.digest = digest_of(std::array{text}),
                                                                             .name = std::string(name),
                                                                             .part = part,
                                                                             .text = text,
                                                                             .owner = backlog,
                                                                             .is_kept = true});
  }
  return nullptr;
}

CurrentSnapshot::CurrentSnapshot(const engine::Engine& engine, Snapshot first, BacklogLimits limits,
                                 store::BacklogStore* store)
    : engine_(&engine), limits_(limits), store_(store), current_(std::make_shared<const Snapshot>(std::move(first))) {}

SnapshotPtr CurrentSnapshot::get() const {
  const std::scoped_lock lock(reading_);
  return current_;
}

void CurrentSnapshot::set(SnapshotPtr next) {
  // The old one is freed after the lock: a large backlog takes its time to go.
  const std::scoped_lock lock(reading_);
  current_.swap(next);
}

KeptBacklog CurrentSnapshot::fitted(std::string_view id, KeptBacklog backlog,
                                    const engine::BacklogPtr& organisation) const {
  std::vector<backlog::Document> documents;
  documents.push_back(
      {.name = std::string(id), .text = std::string(backlog.text->text), .part = backlog::Document::Part::backlog});
  auto loaded = engine_->load_backlog(std::move(documents), organisation);
  backlog.backlog = loaded.backlog;
  if (loaded.backlog) {
    backlog.misfit = nullptr;
    backlog.text = text_of(backlog.backlog, id, "backlog");
  } else {
    backlog.misfit = std::make_shared<const backlog::Loaded>(std::move(loaded));
  }
  return backlog;
}

std::optional<CurrentSnapshot::Change> CurrentSnapshot::over_limits(const Snapshot& now, std::string_view id,
                                                                    const KeptBacklog& backlog) const {
  std::size_t count = 1, of_caller = 1, bytes = backlog.text->text.size();
  for (const auto& [other_id, other] : now.backlogs) {
    if (other_id == id) continue;
    ++count;
    of_caller += other.owner == backlog.owner ? 1 : 0;
    bytes += other.text->text.size();
  }
  if (count > limits_.count || bytes > limits_.bytes) return Change::full;
  if (of_caller > limits_.count_per_caller) return Change::full_of_caller;
  return std::nullopt;
}

Result<CurrentSnapshot::Change> CurrentSnapshot::put(std::string_view id, KeptBacklog backlog,
                                                     const engine::BacklogPtr& read_with, const Condition& condition) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  const auto* kept = old->find_backlog(id);
  if (!condition(kept)) return Change::unwanted;
  if (const auto over = over_limits(*old, id, backlog)) return *over;
  if (store_ != nullptr) {
    const auto stored = store_->put({.id = std::string(id),
                                     .media_type = backlog.media_type,
                                     .text = std::string(backlog.text->text),
                                     .owner = backlog.owner,
                                     .at = backlog.at});
    if (!stored) return std::unexpected(stored.error());
  }
  auto next = std::make_shared<Snapshot>(*old);
  // The organisation may have changed since the backlog was read.
  if (read_with != old->organisation) backlog = fitted(id, std::move(backlog), old->organisation);
  next->backlogs.insert_or_assign(std::string(id), std::move(backlog));
  const auto change = kept == nullptr ? Change::created : Change::replaced;
  set(std::move(next));
  return change;
}

Result<CurrentSnapshot::Change> CurrentSnapshot::remove(std::string_view id, const Condition& condition) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  const auto* kept = old->find_backlog(id);
  if (kept == nullptr) return Change::absent;
  if (!condition(kept)) return Change::unwanted;
  if (store_ != nullptr) {
    if (const auto removed = store_->remove(id); !removed) return std::unexpected(removed.error());
  }
  auto next = std::make_shared<Snapshot>(*old);
  next->backlogs.erase(next->backlogs.find(id));
  set(std::move(next));
  return Change::removed;
}

Result<void> CurrentSnapshot::restore() {
  if (store_ == nullptr) return {};
  const std::scoped_lock lock(changing_);
  const auto old = get();
  auto next = std::make_shared<Snapshot>(*old);
  const auto read = store_->each([&](store::StoredBacklog stored) {
    const auto owner = std::make_shared<const std::string>(std::move(stored.text));
    KeptBacklog kept{.text = std::make_shared<const store::RecordedInput>(
                         store::RecordedInput{.digest = digest_of(std::array{std::string_view(*owner)}),
                                              .name = stored.id,
                                              .part = "backlog",
                                              .text = *owner,
                                              .owner = owner,
                                              .is_kept = true}),
                     .backlog = nullptr,
                     .media_type = std::move(stored.media_type),
                     .owner = std::move(stored.owner),
                     .at = stored.at};
    next->backlogs.emplace(stored.id, fitted(stored.id, std::move(kept), old->organisation));
  });
  if (!read) return read;
  set(std::move(next));
  return {};
}

void CurrentSnapshot::replace(Snapshot following) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  auto next = std::make_shared<Snapshot>(std::move(following));
  next->generation = old->generation + 1;
  const bool same_organisation = next->organisation == old->organisation;
  for (const auto& [id, kept] : old->backlogs) {
    auto again = same_organisation ? kept : fitted(id, kept, next->organisation);
    again.clerk = std::make_shared<IdleClerk>();
    next->backlogs.emplace(id, std::move(again));
  }
  set(std::move(next));
}

}  // namespace sprintd::api
