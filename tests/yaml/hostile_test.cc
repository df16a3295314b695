#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/yaml/yaml_desk.h"

using namespace sprintd;
using namespace sprintd::yaml;

namespace {

constexpr std::string_view kSeed = R"(sprintd: 1
clauses: {TL7: "Tech Leads own\
  the queue", PL2: 'it''s so'}
define:
  kinds: &kinds [tech_debt, chore] # comment
  may(p, t): p in t.members && p.track == "x"
rules:
  - id: one
    require: >-
      a.size() <= 1

        || b
    message: |2
        deep
      less
    other: *kinds
  - {id: two, gates: [pull], when: ~, ? x : y}
last: plain text
  over lines
)";

// Every span lies in the text, and every child in its parent unless an alias brought it there.
void check_spans(const Node& node, std::size_t size) {
  REQUIRE(node.span.begin <= node.span.end);
  REQUIRE(node.span.end <= size);
  if (node.is_scalar() && !node.text.empty()) {
    const auto whole = node.origin.span(0, node.text.size());
    REQUIRE(whole.begin <= whole.end);
    REQUIRE(whole.end <= size + 1);
  }
  for (const auto& item : node.items) check_spans(item, size);
  for (const auto& [key, value] : node.entries) {
    check_spans(key, size);
    check_spans(value, size);
  }
}

void check_text(const std::string& text) {
  INFO(text);
  const Desk desk(text);
  REQUIRE(desk.root.has_value() != desk.diagnostics.has_errors());
  for (const auto& fault : desk.diagnostics.sorted()) {
    REQUIRE(fault.span.begin <= fault.span.end);
    REQUIRE(fault.span.end <= text.size() + 1);
    REQUIRE_FALSE(fault.message.empty());
  }
  REQUIRE(desk.faults().empty() == desk.diagnostics.empty());
  if (desk.root) check_spans(*desk.root, text.size());
}

}  // namespace

TEST_CASE("mutated texts are read or refused, never crash, and places stay in the text") {
  REQUIRE(Desk(std::string(kSeed)).root);
  std::mt19937 random(7);
  const std::string_view signs = " \n\t:-?[]{},#&*!|>'\"%@`\\a1~.<\r";
  for (int round = 0; round < 6000; ++round) {
    std::string text(kSeed.substr(random() % 40, 20 + random() % kSeed.size()));
    for (auto edits = 1 + random() % 6; edits > 0; --edits) {
      const auto at = random() % (text.size() + 1);
      const auto sign = signs[random() % signs.size()];
      switch (random() % 4) {
        case 0:
          text.insert(at, 1, sign);
          break;
        case 1:
          text.erase(at, 1 + random() % 3);
          break;
        case 2:
          text.resize(at);
          break;
        default:
          if (at < text.size()) text[at] = sign;
      }
    }
    check_text(text);
  }
}

TEST_CASE("every short text of signs is read or refused") {
  const std::string_view signs = " \n:-?[]{},#&*!|>'\"%a~";
  std::string text(3, ' ');
  for (const char a : signs) {
    for (const char b : signs) {
      for (const char c : signs) {
        text = {a, b, c};
        check_text(text);
        check_text("k: " + text);
      }
    }
  }
}
