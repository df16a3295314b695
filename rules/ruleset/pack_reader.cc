#include "rules/ruleset/pack_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/declarations.h"
#include "rules/ruleset/pack_version.h"
#include "rules/yaml/parse.h"

namespace sprintd::ruleset {
namespace {

constexpr std::string_view kVersion = "1";
constexpr std::string_view kNoQueue = "unclassified";

std::vector<Clause> read_clauses(const yaml::Node* clauses, Diagnostics& diagnostics) {
  std::vector<Clause> result;
  if (clauses == nullptr) return result;
  for (const auto& [key, value] : clauses->entries) {
    if (!check_id(key, ValueKind::clause, "the id of a clause", diagnostics)) continue;
    if (!value.is_scalar()) {
      diagnostics.add(Code::pack_shape_wrong, value.span,
                      fmt::format("clause '{}' must be a text; this is {}", key.text, form_name(value)));
      continue;
    }
    if (is_empty(value)) {
      diagnostics.add(Code::pack_value_empty, key.span, fmt::format("clause '{}' is empty", key.text),
                      "give it the sentence that it stands for");
      continue;
    }
    result.push_back({.id = key.text, .text = value.text, .span = key.span});
  }
  return result;
}

LintLevels read_lint_levels(const yaml::Node* lints, Diagnostics& diagnostics) {
  LintLevels levels;
  if (lints == nullptr) return levels;
  for (const auto& [key, value] : lints->entries) {
    const auto lint = find_lint(key.text);
    if (!lint) {
      const auto near = nearest_lint(key.text);
      diagnostics.add(Code::pack_lint_unknown, key.span, fmt::format("there is no lint '{}'", key.text),
                      near ? fmt::format("did you mean '{}'?", *near) : std::string());
    }
    const auto level = value.is_scalar() ? find_lint_level(value.text) : std::nullopt;
    if (!level) {
      diagnostics.add(Code::pack_choice_unknown, value.span,
                      fmt::format("the level of a lint is one of {}; this is {}", kLintLevelWords,
                                  value.is_scalar() ? fmt::format("'{}'", value.text) : std::string(form_name(value))));
    }
    if (lint && level) levels.set(*lint, *level);
  }
  return levels;
}

std::string read_version(const BlockReader& root, Diagnostics& diagnostics) {
  auto version = root.text("version");
  if (version.empty() || parse_pack_version(version)) return version;
  diagnostics.add(Code::pack_version_malformed, root.span("version"), fmt::format("'{}' is no version", version),
                  "write up to four numbers with dots between them: 1.2");
  return version;
}

template <typename Declarations, typename Read>
void read_list(const BlockReader& root, std::string_view key, PackScope& pack, Declarations& into, Read read) {
  const auto* list = root.find(key);
  if (list == nullptr) return;
  for (const auto& block : list->items) {
    auto declaration = read(block, pack);
    if (block.is_mapping()) into.push_back(std::move(declaration));
  }
}

bool says_nothing(const yaml::Node& root) {
  constexpr std::string_view kSaying[] = {"authority", "rules", "limits", "queues", "waivers", "imports", "overrides"};
  return std::ranges::none_of(kSaying, [&](std::string_view key) {
    const auto* node = root.find(key);
    return node != nullptr && (node->is_scalar() || !node->items.empty() || !node->entries.empty());
  });
}

}  // namespace

namespace {

// What a document is that has no `pack`, by keys that no pack has; "" when it may be one with faults.
std::string_view other_kind(const yaml::Node& root) {
  if (!root.is_mapping() || root.find("pack") != nullptr) return {};
  if (root.find("cases") != nullptr) return "a file of tests";
  if (root.find("items") != nullptr || root.find("sprints") != nullptr || root.find("sprint") != nullptr) {
    return "a backlog";
  }
  if (root.find("people") != nullptr || root.find("teams") != nullptr) return "an organisation";
  return {};
}

}  // namespace

std::optional<Document> read_needs(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  auto root = yaml::parse_yaml(sources, file, diagnostics);
  if (!root) return std::nullopt;
  if (const auto* version = root->find("sprintd");
      version != nullptr && version->is_scalar() && !is_empty(*version) && version->text != kVersion) {
    diagnostics.add(Code::pack_version_unknown, version->span,
                    fmt::format("version '{}' of the rule language is not known", version->text),
                    fmt::format("this program reads version {}", kVersion));
    return std::nullopt;
  }
  if (const auto other = other_kind(*root); !other.empty()) {
    diagnostics.add(Code::pack_shape_wrong, root->entries.front().key.span,
                    fmt::format("this is {}, not a pack", other), "a pack has the key 'pack' with its id");
    return std::nullopt;
  }
  Document document{.file = file, .root = std::move(*root), .id = {}, .id_span = {}};
  if (const auto* id = document.root.find("pack"); id != nullptr && id->is_scalar()) {
    document.id = id->text;
    document.id_span = id->span;
  }
  return document;
}

Pack read_head(const Document& document, const Sources& sources, Diagnostics& diagnostics) {
  BlockReader root(document.root, Section::root, diagnostics);
  Pack pack;
  pack.id = root.id("pack");
  pack.version = read_version(root, diagnostics);
  pack.title = root.text("title");
  if (root.choice("owner")) pack.owner = root.text("owner");
  pack.file = sources.name(document.file);
  pack.file_id = document.file;
  pack.id_span = document.id_span;
  if (const auto* node = root.find("source")) {
    const BlockReader source(*node, Section::source, diagnostics);
    pack.source_document = source.text("document");
    pack.source_revision = source.text("revision");
  }
  pack.clauses = read_clauses(root.find("clauses"), diagnostics);
  pack.lint_levels = read_lint_levels(root.find("lints"), diagnostics);
  if (document.root.is_mapping() && says_nothing(document.root)) {
    diagnostics.add(Code::empty_pack, document.id_span.known() ? document.id_span : document.root.span,
                    "the pack has no rule, authority, limit, queue or waiver");
  }
  return pack;
}

std::vector<std::string> queue_names(const Document& document) {
  std::vector<std::string> names;
  if (const auto* queues = document.root.find("queues"); queues != nullptr && queues->is_mapping()) {
    for (const auto& entry : queues->entries) names.push_back(entry.key.text);
  }
  return names;
}

PackReader::PackReader(const Document& document, std::uint32_t index, Expressions& expressions, Reading& reading)
    : root_(document.root, Section::root, told_already_),
      pack_{.index = index,
            .pack = &reading.rules.packs[index],
            .expressions = &expressions,
            .reading = &reading,
            .ids = {}} {}

void PackReader::read_queues() {
  const auto* queues = root_.find("queues");
  if (queues == nullptr) return;
  auto& diagnostics = pack_.reading->diagnostics;
  for (const auto& [key, value] : queues->entries) {
    bool ok = check_id(key, ValueKind::name, "the name of a queue", diagnostics);
    if (key.text == kNoQueue) {
      ok = false;
      diagnostics.add(Code::pack_id_malformed, key.span,
                      fmt::format("'{}' is the queue of items that match no queue", kNoQueue), "choose another name");
    }
    if (!value.is_scalar()) {
      diagnostics.add(Code::pack_shape_wrong, value.span,
                      fmt::format("queue '{}' must be a condition; this is {}", key.text, form_name(value)),
                      "quote an expression that starts with [ or {");
      continue;
    }
    if (is_empty(value)) {
      diagnostics.add(Code::pack_value_empty, key.span, fmt::format("queue '{}' is empty", key.text),
                      "give it a condition over item");
      continue;
    }
    Queue queue{.name = key.text,
                .matches = pack_.expressions->queue_condition(value, key.text),
                .pack = pack_.index,
                .span = key.span};
    if (constant_bool(queue.matches) == false) {
      diagnostics.add(Code::never_holds, value.span,
                      fmt::format("the condition of queue '{}' is always false", key.text), "it stays empty");
    }
    if (ok) pack_.reading->rules.queues.push_back(std::move(queue));
  }
}

void PackReader::read_waiver(const yaml::Node& node) {
  BlockReader block(node, Section::waivers, pack_.reading->diagnostics);
  Waiver waiver{.pack = pack_.index,
                .rule = block.text("rule"),
                .subject = block.text("subject"),
                .reason = block.text("reason"),
                .approved_by = block.text("approved_by"),
                .from = block.date("from"),
                .until = block.date("until"),
                .sprints = block.count("sprints").value_or(0),
                .span = block.span("rule")};
  check_window({waiver.from, waiver.until}, block, block);
  if (block.wrote("sprints") && !block.wrote("from")) {
    block.diagnostics().add(Code::pack_key_misplaced, block.span("sprints"), "a waiver has 'sprints' without 'from'",
                            "say from which day they count: from: 2026-03-02");
  }
  if (waiver.rule.empty()) return;
  waiver.rule = qualified(waiver.rule, *pack_.pack);
  pack_.reading->waived.push_back({waiver.rule, waiver.span});
  pack_.reading->rules.waivers.push_back(std::move(waiver));
}

void PackReader::read_declarations() {
  auto& rules = pack_.reading->rules;
  read_list(root_, "authority", pack_, rules.authorities, read_authority);
  read_list(root_, "rules", pack_, rules.rules, read_rule);
  read_list(root_, "limits", pack_, rules.limits, read_limit);
  if (const auto* waivers = root_.find("waivers")) {
    for (const auto& waiver : waivers->items) read_waiver(waiver);
  }
}

}  // namespace sprintd::ruleset
