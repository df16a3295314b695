#include "rules/base/suggest.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace sprintd {
namespace {

// Code points, ASCII letters in lower case. Bytes that are no UTF-8 stand for themselves.
std::u32string folded(std::string_view text) {
  std::u32string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) == 0x80 && !result.empty() && result.back() >= 0x80) {
      result.back() = (result.back() << 6) | (byte & 0x3fu);
    } else {
      result.push_back(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
    }
  }
  return result;
}

// Restricted Damerau-Levenshtein: three rows of the table are enough.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string_view> suggest(std::string_view word, std::span<const std::string_view> candidates) {
  const auto wanted = folded(word);
  // Never everything: a word of one letter would be near to every other.
  const std::size_t limit =
      std::min(std::max<std::size_t>(1, wanted.size() / 3), wanted.size() - (wanted.empty() ? 0 : 1));
  if (wanted.empty()) return std::nullopt;
  std::optional<std::string_view> best;
  std::size_t best_distance = limit;
  for (const auto candidate : candidates) {
    const auto other = folded(candidate);
    const auto longer = std::max(wanted.size(), other.size());
    if (longer - std::min(wanted.size(), other.size()) > best_distance) continue;
    const auto d = distance(wanted, other);
    if (d > best_distance) continue;
    if (!best || d < best_distance || candidate < *best) best = candidate;
    best_distance = d;
  }
  return best;
}

}  // namespace sprintd
