#include "daemon/api/snapshot.h"

#include <utility>
#include <vector>

namespace sprintd::api {

const KeptBacklog* Snapshot::find_backlog(std::string_view id) const {
  const auto found = backlogs.find(id);
  return found == backlogs.end() ? nullptr : &found->second;
}

std::string_view text_of(const KeptBacklog& kept, std::string_view id) {
  const auto& sources = kept.backlog->sources();
  for (std::uint32_t file = 0; file < sources.size(); ++file) {
    if (sources.name(FileId{file}) == id) return sources.text(FileId{file});
  }
  return {};
}

CurrentSnapshot::CurrentSnapshot(const engine::Engine& engine, Snapshot first, std::size_t most_backlogs)
    : engine_(&engine), most_backlogs_(most_backlogs), current_(std::make_shared<const Snapshot>(std::move(first))) {}

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
  if (backlog.organisation == organisation) return backlog;
  std::vector<backlog::Document> documents;
  documents.push_back(
      {.name = std::string(id), .text = std::string(text_of(backlog, id)), .part = backlog::Document::Part::backlog});
  auto loaded = engine_->load_backlog(std::move(documents), organisation);
  backlog.organisation = organisation;
  if (loaded.backlog) {
    backlog.backlog = std::move(loaded.backlog);
    backlog.misfit = nullptr;
  } else {
    backlog.misfit = std::make_shared<const backlog::Loaded>(std::move(loaded));
  }
  return backlog;
}

CurrentSnapshot::Put CurrentSnapshot::put(std::string_view id, KeptBacklog backlog) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  const bool is_new = old->find_backlog(id) == nullptr;
  if (is_new && old->backlogs.size() >= most_backlogs_) return Put::full;
  auto next = std::make_shared<Snapshot>(*old);
  // The organisation may have changed since the backlog was read.
  next->backlogs.insert_or_assign(std::string(id), fitted(id, std::move(backlog), old->organisation));
  set(std::move(next));
  return is_new ? Put::created : Put::replaced;
}

bool CurrentSnapshot::remove(std::string_view id) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  if (old->find_backlog(id) == nullptr) return false;
  auto next = std::make_shared<Snapshot>(*old);
  next->backlogs.erase(next->backlogs.find(id));
  set(std::move(next));
  return true;
}

void CurrentSnapshot::replace(Snapshot following) {
  const std::scoped_lock lock(changing_);
  const auto old = get();
  auto next = std::make_shared<Snapshot>(std::move(following));
  next->generation = old->generation + 1;
  for (const auto& [id, kept] : old->backlogs) next->backlogs.emplace(id, fitted(id, kept, next->organisation));
  set(std::move(next));
}

}  // namespace sprintd::api
