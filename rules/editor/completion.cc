#include "rules/editor/completion.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "rules/base/lint_level.h"
#include "rules/editor/expression_completion.h"
#include "rules/editor/expression_cursor.h"
#include "rules/editor/name_words.h"

namespace sprintd::editor {
namespace {

using backlog::EntityKind;
using ruleset::PackKey;
using ruleset::Presence;
using ruleset::Section;
using ruleset::ValueKind;
using Kind = Completion::Kind;

// What an editor writes behind a key: a list or mapping begins on the next line.
std::string_view behind_key(const PackKey& key) {
  switch (key.value) {
    case ValueKind::list:
    case ValueKind::free_mapping:
    case ValueKind::source:
    case ValueKind::effective:
    case ValueKind::test_may:
    case ValueKind::texts:
      return ":";
    default:
      return ": ";
  }
}

class Collector {
 public:
  explicit Collector(const View& view) : view_(&view) {}

  std::vector<Completion> take() { return std::move(all_); }

  void add_keys(Section section) {
    const auto nodes = view_->around();
    const yaml::Node* mapping = nullptr;
    for (const auto* node : nodes) {
      if (node->is_mapping()) mapping = node;
    }
    // At the root of a text that has nothing yet, and where the mapping has not begun, no key is taken.
    const bool is_inside = section == root() || nodes.size() > 1;
    for (const bool required : {true, false}) {
      for (const auto& key : ruleset::pack_keys(section)) {
        if (key.presence == Presence::later || (key.presence == Presence::required) != required) continue;
        if (section == Section::overrides && !fits_override(key)) continue;
        const bool is_here = view_->cursor().has_colon && word() == key.name;
        if (is_inside && mapping != nullptr && mapping->find(key.name) != nullptr && !is_here) continue;
        auto insert = std::string(key.name);
        if (!view_->cursor().has_colon) insert += behind_key(key);
        all_.push_back({Kind::key, std::string(key.name), std::move(insert), value_words(key), std::string(key.doc)});
      }
    }
  }

  // A list whose first element is not there yet.
  void add_element(const PackKey& list) {
    const auto under = ruleset::section_under(list);
    if (!under) return;
    const auto first = ruleset::pack_keys(*under).front().name;
    const auto text = fmt::format("- {}: ", first);
    all_.push_back({Kind::key, text, text, std::string(ruleset::section_noun(*under)), std::string(list.doc)});
  }

  void add_values(const PackKey& key) {
    if (key.section == Section::findings && key.name == "rule") return add_rules(false);
    if (key.name == "rules" && key.value == ValueKind::texts) return add_rules(false);
    if (key.name == "clauses" && key.value == ValueKind::texts) {
      add_clauses();
      add(Kind::clause, "no-authority", "where no authority speaks about the item");
      return;
    }
    if (key.name == "conflicts") return add_topics();
    if (key.section == Section::test_may && key.name == "person") return add_ids({EntityKind::person});
    if (key.section == Section::test_may && key.name == "item") return add_ids({EntityKind::item});
    if (key.name == "sprint") return add_ids({EntityKind::sprint});
    if (key.section == Section::findings && key.name == "subject") return add_ids({});
    switch (key.value) {
      case ValueKind::version:
        return add(Kind::choice, "1", std::string(key.doc));
      case ValueKind::choice:
        for (const auto choice : ruleset::choices_of(key)) add(Kind::choice, choice, {});
        return;
      case ValueKind::clause:
        return add_clauses();
      case ValueKind::rule_name:
        return add_rules(key.section == Section::overrides);
      case ValueKind::names:
      case ValueKind::name:
        for (const auto& action : view_->actions()) add(Kind::name, action, "an action");
        return;
      case ValueKind::id:
        if (key.name == "topic") add_topics();
        return;
      default:
        return;
    }
  }

  void add_names(const PackKey& names, bool at_key) {
    if (names.name == "lints") {
      if (!at_key) {
        for (const auto level : {"off", "note", "warning", "error"}) add(Kind::choice, level, {});
        return;
      }
      for (const auto lint : all_lints()) {
        const auto& info = code_info(lint);
        add_name(lint_name(lint), fmt::format("{} ({})", info.title, info.name), std::string(info.page));
      }
    } else if (names.name == "parameters" && at_key) {
      add_parameters(names.section);
    } else if (names.name == "with" || names.name == "unset") {
      add_changes(names.name == "with", at_key);
    }
  }

 private:
  // Of an override whose rule is known: the keys that such a declaration has, and those of every override.
  [[nodiscard]] bool fits_override(const PackKey& key) const {
    if (key.name == "rule" || key.name == "reason" || key.name == "off") return true;
    const auto* rule = view_->sibling("rule");
    const auto* declared = rule != nullptr && rule->is_scalar() ? view_->find_declared(rule->text) : nullptr;
    return declared == nullptr || ruleset::find_key(declared->section, key.name) != nullptr;
  }

  void add(Kind kind, std::string_view word, std::string detail, std::string doc = {}) {
    all_.push_back({kind, std::string(word), std::string(word), std::move(detail), std::move(doc)});
  }
  void add_name(std::string_view name, std::string detail, std::string doc) {
    const auto* behind = view_->cursor().has_colon ? "" : ": ";
    all_.push_back(
        {Kind::name, std::string(name), fmt::format("{}{}", name, behind), std::move(detail), std::move(doc)});
  }

  [[nodiscard]] Section root() const { return view_->kind() == DocumentKind::pack ? Section::root : Section::test; }
  [[nodiscard]] std::string_view word() const {
    const auto& key = view_->cursor().key;
    return view_->text().substr(key.begin, key.end - key.begin);
  }

  void add_clauses() {
    for (const auto pack : view_->seen_packs()) {
      for (const auto& clause : view_->pack(pack).clauses) add(Kind::clause, clause.id, clause.text);
    }
  }

  void add_rules(bool imported_alone) {
    for (const auto& one : view_->declared()) {
      if (one.section == Section::root || (imported_alone && view_->own_pack() == one.pack)) continue;
      // A test may name a rule by its id alone where only one pack has it.
      const auto same = [&](const Declared& other) { return other.section != Section::root && other.id == one.id; };
      const bool is_only = view_->kind() == DocumentKind::test && std::ranges::count_if(view_->declared(), same) == 1;
      const bool is_own = view_->own_pack() == one.pack || is_only;
      const auto name = is_own ? one.id : fmt::format("{}/{}", view_->pack(one.pack).id, one.id);
      add(Kind::rule, name, std::string(ruleset::section_noun(one.section)), clause_words(*view_, one));
    }
  }

  // Of these kinds; of all if there are none.
  void add_ids(const std::vector<EntityKind>& kinds, bool as_name = false) {
    for (const auto& one : view_->known_ids()) {
      if (!kinds.empty() && std::ranges::find(kinds, one.kind) == kinds.end()) continue;
      auto detail = std::string(backlog::entity_name(one.kind));
      as_name ? add_name(one.id, std::move(detail), one.name) : add(Kind::name, one.id, std::move(detail), one.name);
    }
  }

  // Of `with` and `unset`: first an id, then fields that a document can write.
  void add_changes(bool with_values, bool at_key) {
    const auto& meaning = view_->meaning();
    if (meaning.depth == 0) {
      if (at_key) add_ids({}, true);
      return;
    }
    const auto& ids = view_->known_ids();
    const auto changed = std::ranges::find(ids, meaning.name, &KnownId::id);
    if (changed == ids.end()) return;
    for (const auto& field : backlog::fields_of(changed->kind)) {
      if (field.origin != backlog::FieldOrigin::written || field.name == "id") continue;
      const bool is_it = with_values && !at_key && view_->cursor().path.back() == field.name;
      if (is_it) {
        for (const auto choice : field.choices) add(Kind::choice, choice, std::string(field.doc));
      } else if (at_key || !with_values) {
        with_values ? add_name(field.name, std::string(field.doc), {})
                    : add(Kind::field, field.name, std::string(field.doc));
      }
    }
  }

  void add_topics() {
    for (const auto& topic : view_->topics()) add(Kind::name, topic, "a topic");
  }

  // Of the pack that the import beside the cursor names; of a test those of all.
  void add_parameters(Section section) {
    std::string_view imported;
    for (const auto* node : view_->around()) {
      const auto* pack = node->is_mapping() && section == Section::imports ? node->find("pack") : nullptr;
      if (pack != nullptr && pack->is_scalar()) imported = pack->text;
    }
    if (section == Section::root) return;
    for (const auto index : view_->seen_packs()) {
      const auto& pack = view_->pack(index);
      if (section == Section::imports && pack.id != imported) continue;
      for (const auto& parameter : pack.parameters) {
        add_name(parameter.name, fmt::format("{} = {}", parameter.type, parameter.default_value), parameter.doc);
      }
    }
  }

  const View* view_;
  std::vector<Completion> all_;
};

}  // namespace

Completions complete(const View& view) {
  if (const auto expression = expression_at(view)) return complete_expression(view, *expression);
  const auto& cursor = view.cursor();
  const auto& meaning = view.meaning();
  Collector collector(view);
  // "- word" may be the key of a mapping or the element of a list of words: the table knows.
  const bool is_word_of_list = cursor.at_key && meaning.key != nullptr && meaning.section.has_value();
  if (meaning.names != nullptr) {
    collector.add_names(*meaning.names, cursor.at_key);
  } else if (cursor.at_key && !is_word_of_list && meaning.section) {
    collector.add_keys(*meaning.section);
  } else if (cursor.at_key && meaning.key != nullptr && meaning.key->value == ValueKind::list) {
    collector.add_element(*meaning.key);
  } else if (meaning.key != nullptr) {
    collector.add_values(*meaning.key);
  }
  const auto range = cursor.at_key ? cursor.key : cursor.value;
  // Only a word on the line of the cursor is replaced.
  const auto line = view.text().substr(range.begin, range.end - range.begin).find('\n');
  return {line == std::string_view::npos ? range : Range{view.offset(), view.offset()}, collector.take()};
}

}  // namespace sprintd::editor
