// How many requests wait for an answer, all together and of each caller: beyond a limit the next is refused at once.
//
// Neighbours: api.h asks before it begins something that takes long. Safe from many threads at once; must outlive the
// places it gives out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace sprintd::api {

class InFlight {
 public:
  struct Limits {
    std::size_t all = 256;
    std::size_t per_caller = 64;
  };
  enum class Full : std::uint8_t { all, caller };
  // Held from the beginning of a request to its answer.
  using Place = std::shared_ptr<void>;

  explicit InFlight(Limits limits) : limits_(limits) {}

  std::expected<Place, Full> enter(const std::string& caller);
  [[nodiscard]] std::size_t count() const;

 private:
  void leave(const std::string& caller);

  const Limits limits_;
  mutable std::mutex mutex_;
  std::size_t count_ = 0;
  std::map<std::string, std::size_t> by_caller_;  // only those who have some
};

}  // namespace sprintd::api
