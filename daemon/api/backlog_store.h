// The backlogs that the daemon keeps, by id, in memory.
//
// Neighbours: api.h puts and reads them. Snapshots are immutable, so a reader keeps using what it got while another
// call replaces it. Safe from many threads at once.
#pragma once

#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "rules/engine/engine.h"

namespace sprintd::api {

struct KeptBacklog {
  engine::BacklogPtr backlog;
  std::string media_type;  // of the text as it came: its first source
};

class BacklogStore {
 public:
  explicit BacklogStore(std::size_t most) : most_(most) {}

  enum class Put : std::uint8_t { created, replaced, full };
  Put put(std::string_view id, KeptBacklog backlog);
  [[nodiscard]] std::optional<KeptBacklog> find(std::string_view id) const;
  bool remove(std::string_view id);
  [[nodiscard]] std::size_t size() const;

 private:
  std::size_t most_;
  mutable std::mutex mutex_;
  std::map<std::string, KeptBacklog, std::less<>> kept_;
};

}  // namespace sprintd::api
