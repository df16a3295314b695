// What must hold for every backlog: order changes nothing, and knowing less never allows more.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <random>

#include "tests/eval/world.h"

using namespace sprintd;
using namespace sprintd::eval;

namespace {

using Random = std::mt19937;  // the same numbers everywhere, unlike the distributions of the library

std::size_t below(Random& random, std::size_t bound) { return random() % bound; }

template <typename T>
void shuffle_all(std::vector<T>& list, Random& random) {
  for (auto left = list.size(); left > 1; --left) std::swap(list[left - 1], list[below(random, left)]);
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

// A thing of a document: fields that may be removed one by one, and those that must stay.
struct Thing {
  std::string fixed;
  std::vector<std::string> loose;
};

std::string text_of(const Thing& thing) {
  auto parts = thing.loose;
  parts.insert(parts.begin(), thing.fixed);
  return fmt::format("{{{}}}", join(parts, ", "));
}

std::string text_of(const std::vector<Thing>& things) {
  std::vector<std::string> texts;
  for (const auto& thing : things) texts.push_back(text_of(thing));
  return fmt::format("[{}]", join(texts, ", "));
}

struct World {
  std::vector<Thing> people, teams, projects, delegations, items;

  [[nodiscard]] std::string text() const {
    return fmt::format(
        "sprint: {{id: s, team: t0, starts: 2026-03-02}}\norganisation:\n  ladder: {{technical: [e1, e2, s1], "
        "management: "
        "[em]}}\n  people: {}\n  teams: {}\n  projects: {}\n  delegations: {}\nitems: {}\n",
        text_of(people), text_of(teams), text_of(projects), text_of(delegations), text_of(items));
  }
  [[nodiscard]] std::vector<std::vector<Thing>*> lists() { return {&people, &teams, &projects, &delegations, &items}; }
  void shuffle(Random& random) {
    for (auto* list : lists()) shuffle_all(*list, random);
  }
};

World random_world(Random& random) {
  World world;
  const auto person = [&] { return fmt::format("p{}", below(random, 5)); };
  const auto maybe = [&](Thing& thing, const std::string& field) {
    if (below(random, 6) != 0) thing.loose.push_back(field);
  };
  for (int i = 0; i < 5; ++i) {
    Thing p{fmt::format("id: p{}", i), {}};
    if (below(random, 4) != 0) {
      maybe(p, below(random, 3) == 0 ? "level: em" : fmt::format("level: e{}", 1 + below(random, 2)));
    }
    maybe(p, fmt::format("capacity: {}.1", below(random, 9)));
    world.people.push_back(p);
  }
  for (int i = 0; i < 2; ++i) {
    Thing t{fmt::format("id: t{}", i), {}};
    maybe(t, fmt::format("tech_leads: [{}]", person()));
    maybe(t, fmt::format("engineering_manager: {}", person()));
    maybe(t, fmt::format("members: [{}]", person()));
    world.teams.push_back(t);
  }
  for (int i = 0; i < 3; ++i) {
    Thing p{fmt::format("id: x{}", i), {}};
    maybe(p, fmt::format("team: t{}", below(random, 2)));
    maybe(p, fmt::format("lead: {}", person()));
    maybe(p, below(random, 3) == 0 ? "state: done" : "state: active");
    world.projects.push_back(p);
  }
  for (int i = 0; i < 2; ++i) {
    Thing d{fmt::format("person: {}, for: {}, role: tech_lead, team: t{}, until: 2026-03-20", person(), person(),
                        below(random, 2)),
            {}};
    maybe(d, fmt::format("from: 2026-02-{:02}", 20 + below(random, 9)));
    world.delegations.push_back(d);
  }
  const std::vector<std::string> kinds{"chore", "user_story", "bug"};
  for (int i = 0; i < 8; ++i) {
    Thing item{fmt::format("id: I{}", i), {}};
    maybe(item, "kind: " + kinds[below(random, kinds.size())]);
    maybe(item, fmt::format("points: {}.{}", below(random, 7), below(random, 4)));
    maybe(item, fmt::format("project: x{}", below(random, 3)));
    maybe(item, "assignee: " + person());
    maybe(item, "pulled_by: " + person());
    maybe(item, "pulled_at: 2026-02-25");
    maybe(item, "description: text");
    world.items.push_back(item);
  }
  return world;
}

const std::vector<std::string> kFirst{
    "  - {id: pull-technical, action: pull, items: item.queue == 'technical', allow: \"acts_as(person, 'tech_lead', "
    "item.team)\", recorded: item.pulled_by, recorded_at: item.pulled_at}",
    "  - {id: pull-product, action: pull, items: item.queue == 'product', allow: person == "
    "item.team.engineering_manager, "
    "recorded: item.pulled_by}",
};
const std::vector<std::string> kSecond{
    "  - {id: small, for: item, require: item.points <= 5.0, gates: [pull]}",
    "  - {id: led, for: project, require: project.lead.capacity > 1.0, gates: [pull]}",
    "  - {id: senior, for: project, require: project.lead.seniority >= seniority('e2')}",
    "  - {id: mine, for: person, require: \"person.items.all(i, i.project.lead == person || i.points < 3.0)\"}",
    "  - {id: shared, for: team, require: team.members.size() > 1, severity: warning}",
};
const std::vector<std::string> kThird{
    "  - {id: capacity, for: person, sum: item.points, at_most: person.capacity}",
    "  - {id: debt, for: sprint, items: item.queue == 'technical', sum: item.points, at_least: 3, severity: warning}",
    "  - {id: many, for: project, sum: 1, at_most: 2, severity: note}",
};

// Two packs; the lists inside and the packs themselves in any order.
std::vector<std::string> packs(Random& random) {
  auto authorities = kFirst;
  auto rules = kSecond;
  auto limits = kThird;
  shuffle_all(authorities, random);
  shuffle_all(rules, random);
  shuffle_all(limits, random);
  std::vector<std::string> all{
      fmt::format("sprintd: 1\npack: one\nqueues:\n  technical: item.kind == 'chore'\nauthority:\n{}\n",
                  join(authorities, "\n")),
      fmt::format("sprintd: 1\npack: two\nqueues:\n  product: item.kind == 'user_story'\nrules:\n{}\nlimits:\n{}\n",
                  join(rules, "\n"), join(limits, "\n"))};
  shuffle_all(all, random);
  return all;
}

Lines audit_of(const std::vector<std::string>& pack_texts, const World& world) {
  AuditOptions options;
  options.as_of = at("2026-03-01");
  const auto result = audit(load_rules(pack_texts), load_backlog_text(world.text()), options);
  REQUIRE(result);
  auto lines = lines_of(*result);
  for (const auto& f : result->findings) {
    for (const auto& e : f.evidence) lines.push_back(e.expression + " = " + e.value);
  }
  for (const auto& t : result->tallies) {
    lines.push_back(fmt::format("{} {} {} {} {}", outcome::declaration(*result->rules, t.declaration).qualified_id,
                                t.tally.pass, t.tally.fail, t.tally.unknown, t.tally.not_applicable));
  }
  return lines;
}

using Answer = outcome::Decision::Answer;

std::vector<Answer> answers(const std::shared_ptr<const ruleset::RuleSet>& rules, const World& world) {
  Decider decider(rules, load_backlog_text(world.text()));
  std::vector<Answer> all;
  for (int p = 0; p < 5; ++p) {
    for (int i = 0; i < 8; ++i) {
      const auto person = fmt::format("p{}", p);
      const auto item = fmt::format("I{}", i);
      const auto answer = decider.answer({person, "pull", item, "", at("2026-03-01")});
      REQUIRE(answer);
      all.push_back(*answer);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("The order of files, rules, people and items never changes an audit") {
  Random random(20260301);
  bool found_something = false;
  for (int round = 0; round < 25; ++round) {
    auto world = random_world(random);
    const auto expected = audit_of(packs(random), world);
    found_something = found_something || expected.size() > 20;
    world.shuffle(random);
    INFO(world.text());
    CHECK(audit_of(packs(random), world) == expected);
  }
  CHECK(found_something);
}

TEST_CASE("A field that is taken away never turns a no or an unknown into a yes") {
  Random random(42);
  const auto rules = load_rules(packs(random));
  std::size_t allowed = 0;
  std::size_t taken = 0;
  for (int round = 0; round < 30; ++round) {
    auto world = random_world(random);
    const auto before = answers(rules, world);
    allowed += static_cast<std::size_t>(std::ranges::count(before, Answer::allowed));
    for (auto* list : world.lists()) {
      for (auto& thing : *list) {
        for (std::size_t i = 0; i < thing.loose.size(); ++i) {
          const auto field = thing.loose[i];
          // An item without a project takes the sprint's team: that is another fact, not less knowledge.
          if (field.starts_with("project:") || field.starts_with("team:")) continue;
          thing.loose.erase(thing.loose.begin() + static_cast<std::ptrdiff_t>(i));
          const auto after = answers(rules, world);
          ++taken;
          for (std::size_t q = 0; q < before.size(); ++q) {
            INFO(field << " of " << thing.fixed << "\n" << world.text());
            if (before[q] != Answer::allowed) CHECK(after[q] != Answer::allowed);
          }
          thing.loose.insert(thing.loose.begin() + static_cast<std::ptrdiff_t>(i), field);
        }
      }
    }
  }
  CHECK(allowed > 10);
  CHECK(taken > 200);
}
