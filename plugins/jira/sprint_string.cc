#include "plugins/jira/sprint_string.h"

#include <algorithm>
#include <array>
#include <vector>

#include "plugins/jira/words.h"

namespace jira {
namespace {

constexpr std::string_view kPrefix = "com.atlassian.greenhopper.service.sprint.Sprint@";
constexpr std::string_view kNull = "<null>";

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool is_number_or_null(std::string_view text) { return is_number(text) || text == kNull; }
bool is_state(std::string_view text) { return text == "ACTIVE" || text == "CLOSED" || text == "FUTURE"; }
bool is_time(std::string_view text) { return text == kNull || instant_text(text).has_value(); }
bool is_flag(std::string_view text) { return text == "true" || text == "false" || text == kNull; }
bool is_anything(std::string_view) { return true; }

// The keys that Jira writes, and what their values look like: `,id=` inside a name is a key only if a number follows.
struct Key {
  std::string_view name;
  bool (*fits)(std::string_view value);  // the text up to the next comma
  bool free_text;
};
constexpr std::array<Key, 13> kKeys = {{{"id", is_number, false},
                                        {"rapidViewId", is_number_or_null, false},
                                        {"state", is_state, false},
                                        {"name", is_anything, true},
                                        {"goal", is_anything, true},
                                        {"startDate", is_time, false},
                                        {"endDate", is_time, false},
                                        {"completeDate", is_time, false},
                                        {"activatedDate", is_time, false},
                                        {"sequence", is_number_or_null, false},
                                        {"synced", is_flag, false},
                                        {"autoStartStop", is_flag, false},
                                        {"incompleteIssuesDestinationId", is_number_or_null, false}}};

struct Boundary {
  const Key* key;
  std::size_t begin;  // of the key
  std::size_t value;
};

// Every place where a key could begin.
std::vector<Boundary> candidates(std::string_view body) {
  std::vector<Boundary> found;
  for (std::size_t at = 0; at < body.size(); at = std::min(body.find(',', at), body.size() - 1) + 1) {
    const auto rest = body.substr(at);
    for (const auto& key : kKeys) {
      if (!rest.starts_with(key.name) || rest.substr(key.name.size(), 1) != "=") continue;
      const auto value = rest.substr(key.name.size() + 1);
      if (key.fits(value.substr(0, value.find(',')))) found.push_back({&key, at, at + key.name.size() + 1});
    }
  }
  return found;
}

}  // namespace

bool is_sprint_string(std::string_view text) { return text.starts_with(kPrefix); }

std::optional<std::map<std::string, std::string, std::less<>>> parse_sprint_string(std::string_view text) {
  const auto open = text.find('[');
  if (!is_sprint_string(text) || open == std::string_view::npos || !text.ends_with(']')) return std::nullopt;
  const auto body = text.substr(open + 1, text.size() - open - 2);

  // Each key stands once. Of several places the first is right as long as no free text has begun before it; after
  // that, the earlier ones are more likely to be part of the text than the last.
  const auto found = candidates(body);
  std::vector<Boundary> taken;
  const auto first_free = std::ranges::find_if(found, [](const Boundary& b) { return b.key->free_text; });
  for (const auto& key : kKeys) {
    const auto is_key = [&](const Boundary& b) { return b.key == &key; };
    const auto first = std::ranges::find_if(found, is_key);
    if (first == found.end()) continue;
    if (first <= first_free) {
      taken.push_back(*first);
    } else {
      taken.push_back(*std::find_if(found.rbegin(), found.rend(), is_key));
    }
  }
  std::ranges::sort(taken, {}, &Boundary::begin);

  std::map<std::string, std::string, std::less<>> values;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const auto end = i + 1 < taken.size() ? taken[i + 1].begin - 1 : body.size();
    const auto value = body.substr(taken[i].value, end - taken[i].value);
    if (value != kNull) values.emplace(taken[i].key->name, value);
  }
  if (!values.contains("id")) return std::nullopt;
  return values;
}

}  // namespace jira
