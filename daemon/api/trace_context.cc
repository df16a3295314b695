#include "daemon/api/trace_context.h"

#include <algorithm>

namespace sprintd::api {
namespace {

bool is_hex(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool is_zero(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c == '0'; });
}

}  // namespace

// version "-" trace-id "-" parent-id "-" trace-flags: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01. Version
// 00 has no more; later ones may append, behind a dash. ff is no version; ids are not all zero.
std::string_view trace_id(std::string_view traceparent) {
  constexpr std::size_t kLength = 55;
  if (traceparent.size() < kLength || (traceparent.size() > kLength && traceparent[kLength] != '-')) return {};
  const auto version = traceparent.substr(0, 2);
  const auto trace = traceparent.substr(3, 32);
  const auto parent = traceparent.substr(36, 16);
  const bool has_dashes = traceparent[2] == '-' && traceparent[35] == '-' && traceparent[52] == '-';
  if (!has_dashes || !is_hex(version) || version == "ff") return {};
  if (version == "00" && traceparent.size() != kLength) return {};
  if (!is_hex(trace) || is_zero(trace) || !is_hex(parent) || is_zero(parent)) return {};
  return is_hex(traceparent.substr(53, 2)) ? trace : std::string_view{};
}

}  // namespace sprintd::api
