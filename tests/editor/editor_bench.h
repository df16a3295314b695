// Texts with the cursor marked, and packs that lie beside them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "rules/editor/view.h"
#include "rules/eval/backlog_schema.h"

namespace sprintd::editor {

// A pack that others import.
inline constexpr const char* kBasePack = R"(sprintd: 1
pack: base
version: 1.2
title: The base
parameters:
  share: {default: 0.15, doc: what is kept for technical work}
clauses:
  TL1: Tech Leads pull technical work.
  TL2: A part of each sprint is technical.
define:
  technical_kinds: [tech_debt, chore]
  is_large(i, most): i.points > most
queues:
  technical: item.kind in technical_kinds
authority:
  - id: pull-technical
    action: pull
    items: item.queue == "technical"
    allow: acts_as(person, "tech_lead", item.team)
    because: TL1
limits:
  - id: technical-share
    for: sprint
    items: item.queue == "technical"
    sum: item.points
    at_least: params.share * sprint.capacity
    because: TL2
rules:
  - id: ready
    for: item
    require: has(item.points) && !is_large(item, 13.0)
)";

// The view of "team.yaml", or of "team.test.yaml", with the cursor at "|"; "^" stands for a "|" of the text.
class Bench {
 public:
  View& view(std::string text, DocumentKind kind = DocumentKind::pack) {
    const auto at = text.find('|');
    text.erase(at, 1);
    for (auto& c : text) c = c == '^' ? '|' : c;
    return view_at(std::move(text), at, kind);
  }

  View& view_at(std::string text, std::size_t at, DocumentKind kind = DocumentKind::pack) {
    const TextFinder find = {
        .import = [](const std::string& id, const std::string&) -> std::optional<ruleset::PackText> {
          if (id != "base") return std::nullopt;
          return ruleset::PackText{"base.yaml", kBasePack};
        },
        .named = [](const std::string& name, const std::string&) -> std::optional<ruleset::PackText> {
          if (name != "base.yaml") return std::nullopt;
          return ruleset::PackText{"base.yaml", kBasePack};
        },
    };
    const auto name = kind == DocumentKind::pack ? "team.yaml" : "team.test.yaml";
    views_.push_back(std::make_unique<View>(ruleset::PackText{name, std::move(text)}, kind, at, schema_, find));
    return *views_.back();
  }

 private:
  lang::Schema schema_ = eval::backlog_schema();
  std::vector<std::unique_ptr<View>> views_;
};

inline const std::string kHead = "sprintd: 1\npack: team\nimports:\n  - pack: base\n";

}  // namespace sprintd::editor
