// Clauses and rules that do not find each other, and heads of packs that leave out who and what.

#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "rules/lint/lints.h"

namespace sprintd::lint {
namespace {

void lint_rules_of_clauses(const Packs& packs, std::uint32_t pack, Diagnostics& found) {
  const auto& clauses = packs.rules().packs[pack].clauses;
  for (const auto& clause : clauses) {
    const auto says = [&](const Block& block) {
      const auto& cited = block.declaration->clause;
      return cited && cited->pack == pack && clauses[cited->index].id == clause.id;
    };
    if (std::ranges::any_of(packs.blocks(), says)) continue;
    found.add(Code::clause_without_rule, clause.span, fmt::format("no rule says clause '{}'", clause.id),
              "cite it with 'because', if one does");
  }
}

void lint_clauses_of_rules(const Packs& packs, Diagnostics& found) {
  for (const auto& block : packs.blocks()) {
    if (packs.rules().packs[block.pack].clauses.empty() || block.find("because") != nullptr) continue;
    found.add(Code::rule_without_clause, block.declaration->span, fmt::format("{} cites no clause", block.noun()),
              "say with 'because' which clause it encodes");
  }
}

std::string only_words(std::string_view text) {
  std::string words;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const bool is_word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (is_word) words += c;
  }
  return words;
}

void lint_repeated(const std::vector<ruleset::Clause>& clauses, Diagnostics& found) {
  std::map<std::string, const ruleset::Clause*> first;
  for (const auto& clause : clauses) {
    const auto [other, is_new] = first.emplace(only_words(clause.text), &clause);
    if (is_new) continue;
    auto& fault = found.add(Code::repeated_clause, clause.span,
                            fmt::format("clause '{}' has the text of '{}'", clause.id, other->second->id),
                            "leave one out, or give it its own sentence");
    fault.notes.push_back({other->second->span, "the other one"});
  }
}

void lint_head(const Packs& packs, std::uint32_t pack, Diagnostics& found) {
  const auto place = packs.written().documents[pack].id_span;
  const auto& head = packs.rules().packs[pack];
  const auto missing = [&](Code lint, std::string_view key, std::string_view hint) {
    if (packs.root(pack, key) == nullptr) {
      found.add(lint, place, fmt::format("the pack '{}' has no '{}'", head.id, key), std::string(hint));
    }
  };
  missing(Code::missing_title, "title", "say what people call the pack");
  missing(Code::missing_owner, "owner", "say which role may change it");
  if (!head.clauses.empty()) missing(Code::missing_source, "source", "say which document the clauses are from");
}

}  // namespace

void lint_clauses(const Packs& packs, Diagnostics& found) {
  for (std::uint32_t pack = 0; pack < packs.rules().packs.size(); ++pack) {
    lint_rules_of_clauses(packs, pack, found);
    lint_repeated(packs.rules().packs[pack].clauses, found);
    lint_head(packs, pack, found);
  }
  lint_clauses_of_rules(packs, found);
}

}  // namespace sprintd::lint
