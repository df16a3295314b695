#include "plugins/jira/words.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace jira {
namespace {

char lower_char(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Edits, with swapped neighbours as one, between two short words.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      cost[i][j] =
          std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

// Reads fixed digits and marks from the front of a text; stays failed once failed.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    if (!ok_ || rest_.size() < count) return fail();
    for (const char c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return fail();
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool skip(char c) {
    if (!ok_ || rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void expect(char c) {
    if (!skip(c)) fail();
  }
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

 private:
  int fail() {
    ok_ = false;
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

// Seconds east of UTC: Z, +01, +0100, +01:00.
int read_offset(Cursor& cursor) {
  if (cursor.skip('Z')) return 0;
  const bool west = cursor.skip('-');
  if (!west) cursor.expect('+');
  const int hours = cursor.digits(2);
  cursor.skip(':');
  const int minutes = cursor.at_end() ? 0 : cursor.digits(2);
  const int seconds = hours * 3600 + minutes * 60;
  return west ? -seconds : seconds;
}

}  // namespace

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower_char);
  return result;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::size_t utf8_until(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead >= 0xc2 && lead <= 0xdf ? 1 : (lead & 0xf0) == 0xe0 ? 2 : 3;
    if (lead >= 0x80 && (lead < 0xc2 || lead > 0xf4)) return i;
    std::uint32_t code = more == 0 ? lead : lead & (0x3fu >> more);
    if (more >= text.size() - i) return i;
    for (std::size_t k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xc0) != 0x80) return i;
      code = code << 6 | (next & 0x3fu);
    }
    if ((more == 2 && code < 0x800) || (more == 3 && (code < 0x10000 || code > 0x10ffff))) return i;
    if (code >= 0xd800 && code <= 0xdfff) return i;
    i += more + 1;
  }
  return text.size();
}

std::string did_you_mean(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kLongest = 64;
  if (word.size() > kLongest) return {};
  const auto asked = lower(word);
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string_view nearest;
  for (const auto candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const auto edits = distance(asked, lower(candidate));
    if (edits < best || (edits == best && !nearest.empty() && candidate < nearest)) {
      best = edits;
      nearest = candidate;
    }
  }
  return nearest.empty() ? std::string() : "did you mean '" + std::string(nearest) + "'?";
}

std::optional<std::string> instant_text(std::string_view text) {
  namespace chrono = std::chrono;
  Cursor cursor(text);
  const int year = cursor.digits(4);
  cursor.expect('-');
  const int month = cursor.digits(2);
  cursor.expect('-');
  const int day = cursor.digits(2);
  const chrono::year_month_day date{chrono::year{year}, chrono::month{static_cast<unsigned>(month)},
                                    chrono::day{static_cast<unsigned>(day)}};
  if (!cursor.ok() || !date.ok() || year < 1) return std::nullopt;
  if (cursor.at_end()) return std::string(text);

  if (!cursor.skip('T')) cursor.expect(' ');
  const int hour = cursor.digits(2);
  cursor.expect(':');
  const int minute = cursor.digits(2);
  const int second = cursor.skip(':') ? cursor.digits(2) : 0;
  int millis = 0;
  if (cursor.skip('.')) {
    for (int scale = 100; cursor.at_digit(); scale /= 10) millis += cursor.digits(1) * scale;
  }
  const int offset = read_offset(cursor);
  if (!cursor.ok() || !cursor.at_end() || hour > 23 || minute > 59 || second > 59) return std::nullopt;

  const auto instant =
      chrono::sys_days{date} + chrono::hours{hour} + chrono::minutes{minute} + chrono::seconds{second - offset};
  const auto days = chrono::floor<chrono::days>(instant);
  const chrono::year_month_day utc{days};
  const chrono::hh_mm_ss time{instant - days};
  if (static_cast<int>(utc.year()) < 1 || static_cast<int>(utc.year()) > 9999) return std::nullopt;
  char out[40];
  std::snprintf(out, sizeof out, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(utc.year()),
                static_cast<unsigned>(utc.month()), static_cast<unsigned>(utc.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), millis);
  std::string result(out);
  if (millis == 0) result.erase(19, 4);
  return result;
}

}  // namespace jira
