// Numbers that look random and are the same everywhere for one seed: splitmix64 (Steele, Lea and Flood, 2014).
//
// Neighbours: all of tests/judge. Standard distributions differ between libraries, so choices are made here. A value.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace sprintd::lang::judge {

class RandomSource {
 public:
  explicit RandomSource(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15U;
    auto z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  // From 0 up to, not including, `end`.
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(next() % end); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  template <typename T, std::size_t kSize>
  const T& of(const T (&choices)[kSize]) {
    return choices[below(kSize)];
  }

 private:
  std::uint64_t state_;
};

}  // namespace sprintd::lang::judge
