#include "tests/judge/trial.h"

#include <deque>
#include <fmt/format.h>
#include <optional>

#include "rules/lang/function_table.h"
#include "tests/judge/expression_maker.h"
#include "tests/judge/judgement.h"
#include "tests/judge/shrinking.h"

namespace sprintd::judge {

namespace {

constexpr std::size_t kWorlds = 16;
constexpr std::size_t kExpressions = 40;
constexpr std::size_t kLargest = 120;  // parts of an expression
constexpr std::size_t kKeptRefusals = 20;

class Trial {
 public:
  Trial(const WorldSchema& schema, std::uint64_t seed, std::size_t most_differences, Tally& tally)
      : schema_(schema),
        seed_(seed),
        most_differences_(most_differences),
        tally_(tally),
        random_(seed),
        maker_(schema, random_) {}

  void run() {
    for (std::size_t i = 0; i < kWorlds; ++i) worlds_.emplace_back(schema_, random_);
    for (int i = 0; i < 5; ++i) define(i);
    const auto environment = schema_.environment(definitions_.all());
    const auto overloads = lang::all_overloads();
    for (std::size_t i = 0; i < kExpressions && tally_.differences.size() < most_differences_; ++i) {
      std::optional<std::size_t> overload;
      if (i % 4 == 0) overload = (seed_ * (kExpressions / 4) + i / 4) % overloads.size();
      const auto expression =
          overload ? maker_.call_of(overloads[*overload], 3) : maker_.any(2 + static_cast<int>(random_.below(4)));
      if (expression.size() <= kLargest) judge(expression, environment, overload);
    }
  }

 private:
  // Its body may use the definitions before it.
  void define(int number) {
    Defined defined{fmt::format("def{}", number), {}, maker_.any_type(1)};
    Scope scope;
    std::vector<std::string> names;
    const auto count = random_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      names.push_back(fmt::format("q{}", i));
      defined.parameters.push_back(maker_.any_type(1));
      scope.push_back({names.back(), defined.parameters.back()});
    }
    definitions_.add(defined.name, names, maker_.make(defined.result, scope, 3).text());
    maker_.may_use(std::move(defined));
  }

  void judge(const Written& expression, const lang::Environment& environment, std::optional<std::size_t> overload) {
    ++tally_.made;
    const auto text = expression.text();
    Judgement judgement(text, environment);
    if (!judgement.accepted()) {
      ++tally_.refused;
      if (tally_.refusals.size() < kKeptRefusals) tally_.refusals.push_back(text + "\n    " + judgement.faults());
      return;
    }
    for (const auto& world : worlds_) {
      const auto verdict = judgement.over(world);
      ++(verdict.compared ? tally_.compared : tally_.skipped);
      if (verdict.compared && verdict.failed) ++tally_.failed;
      if (verdict.compared && !verdict.failed && overload) ++tally_.values_of[*overload];
      if (verdict.difference.empty()) continue;
      tally_.differences.push_back(tell(expression, environment, world));
      return;
    }
  }

  std::string tell(const Written& expression, const lang::Environment& environment, const World& world) const {
    const auto differs = [&](const Written& candidate) {
      Judgement judgement(candidate.text(), environment);
      return judgement.accepted() && !judgement.over(world).difference.empty();
    };
    const auto text = shrunk(expression, differs).text();
    const auto difference = Judgement(text, environment).over(world).difference;
    const bool defined = text.find("def") != std::string::npos;
    return fmt::format("seed {}: {}\n{}\n{}{}", seed_, text, difference,
                       world.text(defined ? text + definitions_.text() : text), defined ? definitions_.text() : "");
  }

  const WorldSchema& schema_;
  std::uint64_t seed_;
  std::size_t most_differences_;
  Tally& tally_;
  Random random_;
  ExpressionMaker maker_;
  std::deque<World> worlds_;
  DefinitionTexts definitions_;
};

}  // namespace

void try_out(const WorldSchema& schema, std::uint64_t seed, std::size_t most_differences, Tally& tally) {
  Trial(schema, seed, most_differences, tally).run();
}

}  // namespace sprintd::judge
