#include "rules/editor/view.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <utility>

#include "rules/editor/readable.h"
#include "rules/engine/pack_files.h"
#include "rules/yaml/parse.h"

namespace sprintd::editor {
namespace {

using ruleset::PackText;
using ruleset::Section;

yaml::Node empty_mapping() {
  yaml::Node node;
  node.kind = yaml::Node::Kind::mapping;
  return node;
}

yaml::Node read_tree(const PackText& text) {
  Sources sources;
  Diagnostics faults;
  const auto file = sources.add(text.name, text.text);
  auto root = file ? yaml::parse_yaml(sources, *file, faults) : std::nullopt;
  return root && root->is_mapping() ? std::move(*root) : empty_mapping();
}

// The document as it can be read, and every pack that it builds on.
std::vector<PackText> texts_of(const PackText& readable_document, DocumentKind kind, const yaml::Node& root,
                               const TextFinder& find) {
  std::vector<PackText> texts;
  if (kind == DocumentKind::pack) texts.push_back(readable_document);
  if (const auto* named = root.find("packs"); named != nullptr && kind == DocumentKind::test) {
    for (const auto& name : named->items) {
      auto text = name.is_scalar() ? find.named(name.text, readable_document.name) : std::nullopt;
      if (!text) continue;
      text->text = readable(*text, text->text.size());
      texts.push_back(std::move(*text));
    }
  }
  engine::add_imports(texts, [&](const std::string& id, const std::string& importer) {
    auto text = find.import(id, importer);
    if (text) text->text = readable(*text, text->text.size());
    return text;
  });
  return texts;
}

std::optional<std::uint32_t> pack_named(const ruleset::OpenedPacks& packs, std::string_view file) {
  const auto& all = packs.reading.rules.packs;
  const auto pack = std::ranges::find(all, file, &ruleset::Pack::file);
  if (pack == all.end()) return std::nullopt;
  return static_cast<std::uint32_t>(pack - all.begin());
}

}  // namespace

View::View(const PackText& document, DocumentKind kind, std::size_t cursor, const lang::Schema& schema,
           const TextFinder& find)
    : kind_(kind),
      text_(document.text),
      offset_(std::min(cursor, document.text.size())),
      cursor_(find_cursor(text_, offset_)),
      meaning_(meaning_of(cursor_, kind == DocumentKind::pack ? Section::root : Section::test)),
      readable_{document.name, readable(document, offset_)},
      root_(read_tree(readable_)),
      packs_(ruleset::open_packs(texts_of(readable_, kind, root_, find), schema)),
      scopes_(packs_.schema) {
  const auto count = static_cast<std::uint32_t>(packs_.reading.rules.packs.size());
  if (kind == DocumentKind::pack) own_ = pack_named(packs_, document.name);
  if (own_) {
    seen_ = {*own_};
    const auto& imports = pack(*own_).imports;
    seen_.insert(seen_.end(), imports.begin(), imports.end());
  } else {
    for (std::uint32_t index = 0; index < count; ++index) seen_.push_back(index);
  }
  for (const auto index : seen_) collect(index);
  if (kind == DocumentKind::test) collect_ids(document.name, find);
}

void View::collect_ids(const std::string& name, const TextFinder& find) {
  for (const auto* key : {"backlog", "organisation"}) {
    const auto* document = root_.find(key);
    if (document == nullptr) continue;
    if (document->is_mapping()) {
      add_known_ids(*document, known_ids_);
    } else if (auto text = document->is_scalar() ? find.named(document->text, name) : std::nullopt) {
      text->text = readable(*text, text->text.size());
      add_known_ids(read_tree(*text), known_ids_);
    }
  }
}

void View::collect(std::uint32_t pack) {
  const auto& root = packs_.documents[pack].root;
  for (const auto section : {Section::rules, Section::authority, Section::limits}) {
    const auto key = section == Section::rules ? "rules" : section == Section::authority ? "authority" : "limits";
    const auto* list = root.find(key);
    if (list == nullptr) continue;
    for (const auto& node : list->items) {
      const auto* id = node.find("id");
      if (id == nullptr || !id->is_scalar() || id->text.empty()) continue;
      declared_.push_back({pack, section, id->text, id->span, &node});
    }
  }
  if (const auto* queues = root.find("queues")) {
    for (const auto& [name, condition] : queues->entries) {
      declared_.push_back({pack, Section::root, name.text, name.span, &condition});
    }
  }
}

std::vector<std::string> View::actions() const {
  std::set<std::string> all;
  for (const auto& one : declared_) {
    const auto* action = one.section == Section::authority ? one.node->find("action") : nullptr;
    if (action != nullptr && action->is_scalar() && !action->text.empty()) all.insert(action->text);
  }
  return {all.begin(), all.end()};
}

std::vector<std::string> View::topics() const {
  std::set<std::string> all;
  for (const auto& one : declared_) {
    if (one.section == Section::root) continue;
    const auto* topic = one.node->find("topic");
    all.insert(topic != nullptr && topic->is_scalar() ? topic->text : one.id);
  }
  return {all.begin(), all.end()};
}

const Declared* View::find_declared(std::string_view name) const {
  const auto slash = name.find('/');
  const auto matches = [&](const Declared& one) {
    if (one.section == Section::root) return false;
    if (slash == std::string_view::npos) return one.id == name;
    return one.id == name.substr(slash + 1) && pack(one.pack).id == name.substr(0, slash);
  };
  const auto found = std::ranges::find_if(declared_, matches);
  return found == declared_.end() ? nullptr : &*found;
}

std::vector<const yaml::Node*> View::around() const {
  std::vector<const yaml::Node*> nodes = {&root_};
  for (const auto& step : cursor_.path) {
    const auto* node = nodes.back();
    const yaml::Node* next = nullptr;
    if (step == "-") {
      // The element that begins last before the cursor.
      for (const auto& item : node->items) {
        if (item.span.begin <= offset_) next = &item;
      }
    } else {
      next = node->find(step);
    }
    if (next == nullptr) break;
    nodes.push_back(next);
  }
  std::erase_if(nodes, [](const yaml::Node* node) { return node->is_scalar(); });
  return nodes;
}

const yaml::Node* View::sibling(std::string_view key) const {
  const auto nodes = around();
  for (auto node = nodes.rbegin(); node != nodes.rend(); ++node) {
    if ((*node)->is_mapping()) return (*node)->find(key);
  }
  return nullptr;
}

}  // namespace sprintd::editor
