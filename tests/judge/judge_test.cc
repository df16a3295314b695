#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fmt/format.h>

#include "rules/base/origin.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lang/checker.h"
#include "rules/lang/closed_tree.h"
#include "rules/lang/compiler.h"
#include "rules/lang/parser.h"
#include "rules/lang/value_text.h"
#include "tests/judge/random_expression.h"
#include "tests/support/reference_evaluator.h"

namespace sprintd::lang::judge {
namespace {

// Sanitizers and unoptimised code take their time; the seeds are the same, so what is compared there is compared first.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kExpressions = 45'000;
#else
constexpr std::size_t kExpressions = 1'500;
#endif
constexpr std::size_t kWorlds = 25;
constexpr std::uint64_t kSeed = 1;

std::size_t number_from(const char* variable, std::size_t otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

bool is_limit(const Value& value) {
  return value.is(Value::Kind::error) && (value.error->message.find("too many steps") != std::string_view::npos ||
                                          value.error->message.find("too much memory") != std::string_view::npos);
}

struct Court {
  const Scenery& scenery;
  Environment environment;
  Evaluator evaluator{Budget{.steps = 200'000, .bytes = std::size_t{4} << 20}};
  std::size_t compared = 0;
  std::size_t limited = 0;

  // What is different, in words; empty where nothing is.
  std::string difference(const Node& root, const RandomWorld& world) {
    const auto program = compile(root, environment);
    const auto plain = evaluator.run(program, world.activation());
    if (is_limit(plain)) {
      ++limited;
      return "";
    }
    auto found = reference::disagreement(root, scenery.schema, world.activation(), plain);
    if (!found.empty()) return found;
    const auto plain_text = constant_text(plain);
    Evidence evidence;
    const auto traced = constant_text(evaluator.run(program, world.activation(), evidence));
    return traced == plain_text ? "" : fmt::format("{} plain, but {} traced", plain_text, traced);
  }

  // The smallest part that still differs.
  const Node& smallest(const Node& root, const RandomWorld& world) {
    const Node* at = &root;
    for (bool again = true; again;) {
      again = false;
      const auto* whole = at;
      for_each_child(*whole, [&](const Node& child) {
        if (!again && stands_alone(child) && !difference(child, world).empty()) {
          at = &child;
          again = true;
        }
      });
    }
    return *at;
  }

  // Refers to no variable of a macro around it.
  static bool stands_alone(const Node& node) {
    if (const auto* call = std::get_if<CallNode>(&node.is); call != nullptr && call->function == "?_") return false;
    std::vector<std::uint32_t> bound;
    return only_bound(node, bound);
  }

  static bool only_bound(const Node& node, std::vector<std::uint32_t>& bound) {
    if (const auto* name = std::get_if<NameNode>(&node.is)) {
      return name->refers != NameNode::Refers::local || std::ranges::find(bound, name->local) != bound.end();
    }
    if (const auto* walk = std::get_if<ComprehensionNode>(&node.is)) {
      bound.push_back(walk->first.local);
      bound.push_back(walk->second.local);
    } else if (const auto* bind = std::get_if<BindNode>(&node.is)) {
      bound.push_back(bind->variable.local);
    } else if (const auto* definition = std::get_if<DefinitionNode>(&node.is)) {
      bound.insert(bound.end(), definition->locals.begin(), definition->locals.end());
    }
    bool good = true;
    for_each_child(node, [&](const Node& child) { good = good && only_bound(child, bound); });
    return good;
  }
};

}  // namespace

TEST_CASE("the evaluator and the reference agree on random expressions over random rows") {
  const auto seed = number_from("SPRINTD_JUDGE_SEED", kSeed);
  const auto expressions = number_from("SPRINTD_JUDGE_COUNT", kExpressions);
  const Scenery scenery;
  std::vector<RandomWorld> worlds;
  worlds.reserve(kWorlds);
  for (std::size_t i = 0; i < kWorlds; ++i) worlds.emplace_back(scenery, seed * 1'000 + i);
  Court comparison{.scenery = scenery, .environment = scenery.environment()};
  std::size_t refused = 0;
  std::size_t differences = 0;
  for (std::size_t i = 0; i < expressions && differences < 10; ++i) {
    RandomSource random(seed * 1'000'003 + i);
    RandomExpression expression(scenery, random);
    constexpr std::size_t kDepths = 4;
    const auto text = expression.of(expression.any_type(), 1 + static_cast<int>(random.below(kDepths)));
    const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
    Diagnostics diagnostics;
    const auto root = parse({text, &origin}, diagnostics);
    if (root == nullptr || !check(*root, comparison.environment, Expected{}, diagnostics)) {
      if (++refused <= 3) UNSCOPED_INFO(text << "\n" << diagnostics.sorted().front().message);
      continue;
    }
    for (const auto& world : worlds) {
      ++comparison.compared;
      const auto difference = comparison.difference(*root, world);
      if (difference.empty()) continue;
      ++differences;
      const auto& part = comparison.smallest(*root, world);
      UNSCOPED_INFO("seed " << seed << ", expression " << i << ": " << text << "\nof it: " << expression_text(part)
                            << "\n"
                            << comparison.difference(part, world));
      break;
    }
  }
  CHECK(differences == 0);
  // Nearly all are well-typed, and nearly none meets a limit.
  CHECK(refused * 20 <= expressions);
  CHECK(comparison.limited * 20 <= comparison.compared);
  if (std::getenv("SPRINTD_JUDGE_TELL") != nullptr) {
    WARN(comparison.compared << " comparisons, " << refused << " of " << expressions << " expressions refused, "
                             << comparison.limited << " limited");
  }
}

}  // namespace sprintd::lang::judge
