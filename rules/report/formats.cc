#include <algorithm>
#include <array>
#include <charconv>

#include "rules/report/report.h"

namespace sprintd::report {
namespace {

constexpr auto kFormats = std::to_array<FormatInfo>({
#define X(name, media_type, doc) {Format::name, #name, media_type, doc},
#include "rules/report/formats.def"
#undef X
});

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The text up to the separator, which is taken off `rest` with it.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto at = std::min(rest.find(separator), rest.size());
  const auto part = trim(rest.substr(0, at));
  rest.remove_prefix(std::min(at + 1, rest.size()));
  return part;
}

bool same_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

bool covers(std::string_view range, std::string_view media_type) {
  if (range == "*/*") return true;
  if (range.ends_with("/*")) {
    const auto type = media_type.substr(0, media_type.find('/') + 1);
    return same_ignoring_case(range.substr(0, range.size() - 1), type);
  }
  return same_ignoring_case(range, media_type);
}

// 0 to 1000; a weight that is none counts as 1.
int weight_of(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = next_part(parameters, ';');
    if (!parameter.starts_with("q=") && !parameter.starts_with("Q=")) continue;
    double weight = 1;
    const auto text = parameter.substr(2);
    std::from_chars(text.data(), text.data() + text.size(), weight);
    return static_cast<int>(std::clamp(weight, 0.0, 1.0) * 1000);
  }
  return 1000;
}

}  // namespace

std::span<const FormatInfo> all_formats() { return kFormats; }

const FormatInfo& format_info(Format format) { return kFormats[static_cast<std::size_t>(format)]; }

std::optional<Format> find_format(std::string_view name) {
  const auto row = std::ranges::find(kFormats, name, &FormatInfo::name);
  if (row == kFormats.end()) return std::nullopt;
  return row->format;
}

std::optional<Format> choose_format(std::string_view accept) {
  if (trim(accept).empty()) return Format::json;
  std::optional<Format> best;
  int best_weight = 0;
  while (!accept.empty()) {
    auto choice = next_part(accept, ',');
    const auto range = next_part(choice, ';');
    const int weight = weight_of(choice);
    const auto fit = std::ranges::find_if(kFormats, [&](const auto& row) { return covers(range, row.media_type); });
    if (fit != kFormats.end() && weight > best_weight) {
      best = fit->format;
      best_weight = weight;
    }
  }
  return best;
}

}  // namespace sprintd::report
