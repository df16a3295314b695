#include "daemon/metrics/metrics.h"

#include <array>
#include <fmt/format.h>
#include <mutex>
#include <prometheus/counter.h>
#include <prometheus/family.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>
#include <sstream>
#include <unordered_map>

namespace sprintd::metrics {
namespace {

const MetricInfo& info_of(Metric metric) { return all_metrics()[static_cast<std::size_t>(metric)]; }

// A decision takes some microseconds, a large audit a second.
const prometheus::Histogram::BucketBoundaries kSeconds = {0.00001, 0.00003, 0.0001, 0.0003, 0.001, 0.003, 0.01,
                                                          0.03,    0.1,     0.3,    1,      3,     10};

template <typename Kind>
auto builder(Metric metric) {
  auto make = [] {
    if constexpr (std::is_same_v<Kind, prometheus::Counter>) {
      return prometheus::BuildCounter();
    } else {
      return prometheus::BuildHistogram();
    }
  }();
  return make.Name(std::string(info_of(metric).name)).Help(std::string(info_of(metric).help));
}

}  // namespace

const std::vector<MetricInfo>& all_metrics() {
  static const std::vector<MetricInfo> kMetrics = {
#define X(member, type, name, help) {Metric::member, #type, name, help},
#include "daemon/metrics/metrics.def"
#undef X
  };
  return kMetrics;
}

// The library finds a child of a family by hashing all of its labels; what is counted with each request is found by one
// short key instead.
struct Metrics::Counted {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = builder<prometheus::Counter>(Metric::requests).Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      builder<prometheus::Histogram>(Metric::request_seconds).Register(registry);
  prometheus::Family<prometheus::Counter>& decisions =
      builder<prometheus::Counter>(Metric::decisions).Register(registry);
  prometheus::Family<prometheus::Counter>& verdicts = builder<prometheus::Counter>(Metric::verdicts).Register(registry);

  std::mutex finding;
  std::string key;  // room to build one in
  std::unordered_map<std::string, prometheus::Counter*> counters;
  std::unordered_map<std::string, prometheus::Histogram*> histograms;

  prometheus::Counter& counter(prometheus::Family<prometheus::Counter>& family, Metric metric, std::string_view a,
                               std::string_view b, int c, const auto& labels) {
    const std::scoped_lock lock(finding);
    key.clear();
    fmt::format_to(std::back_inserter(key), "{}\n{}\n{}\n{}", static_cast<int>(metric), a, b, c);
    auto& found = counters[key];
    if (found == nullptr) found = &family.Add(labels());
    return *found;
  }

  prometheus::Histogram& histogram(std::string_view route) {
    const std::scoped_lock lock(finding);
    key = route;
    auto& found = histograms[key];
    if (found == nullptr) found = &seconds.Add({{"route", key}}, kSeconds);
    return *found;
  }
};

Metrics::Metrics() : counted_(std::make_unique<Counted>()) {}
Metrics::~Metrics() = default;

void Metrics::count_request(std::string_view route, std::string_view method, int status, double seconds) {
  counted_
      ->counter(counted_->requests, Metric::requests, route, method, status,
                [&] {
                  return Labels{{"route", std::string(route)},
                                {"method", std::string(method)},
                                {"status", std::to_string(status)}};
                })
      .Increment();
  counted_->histogram(route).Observe(seconds);
}

void Metrics::count_decision(std::string_view answer) {
  counted_
      ->counter(counted_->decisions, Metric::decisions, answer, {}, 0,
                [&] { return Labels{{"answer", std::string(answer)}}; })
      .Increment();
}

void Metrics::count_verdicts(std::string_view rule, std::string_view verdict, std::uint32_t count) {
  counted_
      ->counter(counted_->verdicts, Metric::verdicts, rule, verdict, 0,
                [&] { return Labels{{"rule", std::string(rule)}, {"verdict", std::string(verdict)}}; })
      .Increment(count);
}

std::string Metrics::text(const std::vector<Sample>& samples) const {
  auto families = counted_->registry.Collect();
  for (const auto& row : all_metrics()) {
    prometheus::MetricFamily family;
    family.name = row.name;
    family.help = row.help;
    family.type = row.type == "total" ? prometheus::MetricType::Counter : prometheus::MetricType::Gauge;
    for (const auto& sample : samples) {
      if (sample.metric != row.metric) continue;
      auto& metric = family.metric.emplace_back();
      for (const auto& [name, value] : sample.labels) metric.label.push_back({name, value});
      (row.type == "total" ? metric.counter.value : metric.gauge.value) = sample.value;
    }
    if (!family.metric.empty()) families.push_back(std::move(family));
  }
  std::ostringstream out;
  prometheus::TextSerializer().Serialize(out, families);
  return std::move(out).str();
}

}  // namespace sprintd::metrics
