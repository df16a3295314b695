// Figures for Prometheus: counted as answers go out, or read from the other parts when somebody asks.
//
// Neighbours: metrics.def is the table; daemon/app counts and brings the levels; metrics.cc alone includes
// prometheus-cpp. Safe from many threads at once. Format: https://prometheus.io/docs/instrumenting/exposition_formats/.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sprintd::metrics {

enum class Metric : std::uint8_t {
#define X(member, type, name, help) member,
#include "daemon/metrics/metrics.def"
#undef X
};

struct MetricInfo {
  Metric metric;
  std::string_view type;  // "counter", "histogram", "level", "total"
  std::string_view name, help;
};
const std::vector<MetricInfo>& all_metrics();

using Labels = std::map<std::string, std::string>;

// A level or a total as it is now.
struct Sample {
  Metric metric;
  double value;
  Labels labels = {};
};

class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  void count_request(std::string_view route, std::string_view method, int status, double seconds);
  void count_decision(std::string_view answer);
  void count_verdicts(std::string_view rule, std::string_view verdict, std::uint32_t count);

  // All of them in the text format, with these for the rows that are read.
  [[nodiscard]] std::string text(const std::vector<Sample>& samples) const;

 private:
  struct Counted;
  std::unique_ptr<Counted> counted_;
};

}  // namespace sprintd::metrics
