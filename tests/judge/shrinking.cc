#include "tests/judge/shrinking.h"

#include <array>
#include <cstddef>

namespace sprintd::judge {

namespace {

constexpr int kMostTries = 3'000;

// The smallest texts there are; the checker refuses those that do not fit.
constexpr std::array kSmallest = {"true", "false", "0",   "1",  "0.0", "1.0", "0u",   "''",
                                  "'a'",  "[]",    "[1]", "{}", "i",   "s",   "item", "optional.none()"};

// Every place in the tree, the outer ones first.
void collect(Written& from, std::vector<Written*>& places) {
  places.push_back(&from);
  for (auto& part : from.parts) collect(part, places);
}

std::vector<Written> replacements(const Written& place) {
  std::vector<Written> out(place.parts.begin(), place.parts.end());
  for (const auto& part : place.parts) out.insert(out.end(), part.parts.begin(), part.parts.end());
  if (place.size() > 1 || place.form.size() > 2) {
    for (const auto* text : kSmallest) {
      if (place.size() > 1 || std::string_view(text).size() < place.form.size()) out.push_back({text, place.type, {}});
    }
  }
  return out;
}

}  // namespace

Written shrunk(Written expression, const std::function<bool(const Written&)>& shows) {
  int tries = 0;
  const auto place = [&expression](std::size_t number) {
    std::vector<Written*> places;
    collect(expression, places);
    return number < places.size() ? places[number] : nullptr;
  };
  for (bool smaller = true; smaller && tries < kMostTries;) {
    smaller = false;
    for (std::size_t i = 0; !smaller && place(i) != nullptr; ++i) {
      const auto before = *place(i);
      for (const auto& candidate : replacements(before)) {
        *place(i) = candidate;
        smaller = ++tries <= kMostTries && shows(expression);
        if (smaller) break;
      }
      if (!smaller) *place(i) = before;
    }
  }
  return expression;
}

}  // namespace sprintd::judge
