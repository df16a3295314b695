// Numbers by chance, the same from a seed everywhere: the standard's distributions differ between libraries.
//
// Neighbours: everything that is made by chance in tests/judge. A value; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sprintd::judge {

// splitmix64.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15;
    std::uint64_t x = state_;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EB;
    return x ^ (x >> 31U);
  }
  // 0 .. count - 1; count is small, so that the first ones are hardly likelier.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(next() % count); }
  bool chance(std::size_t percent) { return below(100) < percent; }

  template <typename Range>
  const auto& one_of(const Range& range) {
    return range[below(std::size(range))];
  }

 private:
  std::uint64_t state_;
};

}  // namespace sprintd::judge
