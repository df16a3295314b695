#include "daemon/api/in_flight.h"

namespace sprintd::api {

std::expected<InFlight::Place, InFlight::Full> InFlight::enter(const std::string& caller) {
  const std::scoped_lock lock(mutex_);
  if (count_ >= limits_.all) return std::unexpected(Full::all);
  const auto found = by_caller_.find(caller);
  if (found != by_caller_.end() && found->second >= limits_.per_caller) return std::unexpected(Full::caller);
  ++count_;
  ++by_caller_[caller];
  return Place(this, [caller](void* self) { static_cast<InFlight*>(self)->leave(caller); });
}

std::size_t InFlight::count() const {
  const std::scoped_lock lock(mutex_);
  return count_;
}

void InFlight::leave(const std::string& caller) {
  const std::scoped_lock lock(mutex_);
  --count_;
  const auto found = by_caller_.find(caller);
  if (--found->second == 0) by_caller_.erase(found);
}

}  // namespace sprintd::api
