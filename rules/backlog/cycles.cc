#include "rules/backlog/cycles.h"

#include <algorithm>
#include <cstdint>

namespace sprintd::backlog {

using table::Row;

std::vector<std::vector<Row>> find_cycles(Row rows, const Successors& successors) {
  enum class State : std::uint8_t { unseen, on_path, done, reported };
  struct Step {
    Row row;
    std::size_t next;  // successor to try
  };
  std::vector<State> states(rows, State::unseen);
  std::vector<std::vector<Row>> cycles;
  std::vector<Step> path;
  for (Row start = 0; start < rows; ++start) {
    if (states[start] != State::unseen) continue;
    states[start] = State::on_path;
    path.push_back({start, 0});
    while (!path.empty()) {
      auto& step = path.back();
      const auto targets = successors(step.row);
      if (step.next == targets.size()) {
        if (states[step.row] == State::on_path) states[step.row] = State::done;
        path.pop_back();
        continue;
      }
      const auto target = targets[step.next++];
      if (target == table::kNoRow) continue;
      if (states[target] == State::unseen) {
        states[target] = State::on_path;
        path.push_back({target, 0});
      } else if (states[target] == State::on_path && states[step.row] == State::on_path) {
        std::vector<Row> cycle;
        for (auto at = path.size(); cycle.empty() || cycle.back() != target; --at) cycle.push_back(path[at - 1].row);
        std::ranges::reverse(cycle);
        const bool is_new = std::ranges::none_of(cycle, [&](Row row) { return states[row] == State::reported; });
        for (const auto row : cycle) states[row] = State::reported;
        std::ranges::rotate(cycle, std::ranges::min_element(cycle));
        if (is_new) cycles.push_back(std::move(cycle));
      }
    }
  }
  return cycles;
}

}  // namespace sprintd::backlog
