// A sum of numbers that does not depend on their order.
//
// Neighbours: limits (audit_limits.cc). Halves, quarters and whole numbers are added exactly as multiples of 1/1024;
// the rest is kept and added in order of size. A value.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace sprintd::eval {

class ExactSum {
 public:
  void add(double value) {
    const double scaled = value * kScale;
    if (std::abs(scaled) < kLargest && std::abs(static_cast<double>(exact_)) < kLargest &&
        scaled == std::trunc(scaled)) {
      exact_ += static_cast<std::int64_t>(scaled);
    } else {
      rest_.push_back(value);
    }
  }
  [[nodiscard]] double value() const {
    auto ordered = rest_;
    std::ranges::sort(ordered);
    double sum = static_cast<double>(exact_) / kScale;
    for (const double v : ordered) sum += v;
    return sum;
  }

 private:
  static constexpr double kScale = 1024;
  static constexpr double kLargest = 4503599627370496.0;  // 2^52: no digit is lost below
  std::int64_t exact_ = 0;
  std::vector<double> rest_;
};

}  // namespace sprintd::eval
