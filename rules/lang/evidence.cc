// What the traced code notes: which values decided, and what the parts of conditions were.
#include <algorithm>

#include "rules/lang/machine.h"

namespace sprintd::lang {

namespace {

// Room to forget what turns out not to have decided.
constexpr std::size_t kMaxNoted = 256;

bool same(const Observation& a, const Observation& b) {
  return a.span == b.span && a.value.kind == b.value.kind && a.value.size == b.value.size && a.value.i == b.value.i;
}

void forget(std::vector<Observation>& observations, std::size_t first, std::size_t last) {
  observations.erase(observations.begin() + static_cast<std::ptrdiff_t>(first),
                     observations.begin() + static_cast<std::ptrdiff_t>(last));
}

}  // namespace

void Machine::cover(std::size_t at, const Value& value) const {
  if (coverage == nullptr || !value.is(Value::Kind::boolean)) return;
  const auto part = coverage->parts.find(spans[at]);
  if (part != coverage->parts.end()) (value.b ? part->second.holds : part->second.fails) = true;
}

void Machine::observe(std::size_t at, const Value& value) const {
  if (observations->size() < kMaxNoted) observations->push_back({spans[at], value});
}

// marks[number]: where the left side's evidence begins, the next mark: where the right side's does.
void Machine::keep_right(std::uint16_t number, bool truth, const Value& value) const {
  if (value.is(Value::Kind::boolean) && value.b == truth) forget(*observations, marks[number], marks[number + 1U]);
}

// marks[number]: where the loop's evidence begins, the next mark: where this element's does. Without a deciding
// element the first failure is what there is to say.
void Machine::keep_deciding(std::uint16_t number, bool truth, const Value& condition) const {
  const auto loop = marks[number];
  const auto element = marks[number + 1U];
  if (condition.is(Value::Kind::boolean) && condition.b == truth) {
    forget(*observations, loop, element);
  } else if (!condition.is_failure() || element != loop) {
    observations->resize(element);
  }
}

void add_parts(const Program& program, Coverage& coverage) {
  if (!program) return;
  const auto& traced = program.code().traced;
  for (std::size_t i = 0; i < traced.all.size(); ++i) {
    if (traced.all[i].op == Op::cover) coverage.parts.try_emplace(traced.spans[i]);
  }
}

void keep_distinct(std::vector<Observation>& observations) {
  std::vector<Observation> kept;
  for (const auto& observation : observations) {
    if (kept.size() == kMaxObservations) break;
    if (std::ranges::none_of(kept, [&](const Observation& other) { return same(other, observation); })) {
      kept.push_back(observation);
    }
  }
  observations = std::move(kept);
}

}  // namespace sprintd::lang
