// A document as an editor sees it: the text under the cursor, what it builds on, and what names mean in it.
//
// Neighbours: completion.h and hover.h answer from it; cli/lsp makes one for each question and brings the
// texts. It lives on packs that do not load: rules/ruleset/open_packs.h reads names, whatever else is wrong. Pure;
// borrows the Schema; one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/editor/cursor.h"
#include "rules/editor/known_ids.h"
#include "rules/engine/pack_files.h"
#include "rules/lang/schema.h"
#include "rules/ruleset/open_packs.h"
#include "rules/ruleset/scopes.h"
#include "rules/yaml/node.h"

namespace sprintd::editor {

enum class DocumentKind : std::uint8_t { pack, test };

// How a view gets at texts beside its own: from open documents or files.
struct TextFinder {
  engine::FindPack import;
  // By the name that a file of tests has for it.
  std::function<std::optional<ruleset::PackText>(const std::string& name, const std::string& test)> named;
};

// A rule, authority, limit or queue as it is written.
struct Declared {
  std::uint32_t pack = 0;
  ruleset::Section section = ruleset::Section::rules;  // root: a queue
  std::string id;
  Span span;                         // of its id
  const yaml::Node* node = nullptr;  // its mapping; of a queue its condition
};

class View {
 public:
  // `schema`: of backlogs. `cursor`: a byte of the text.
  View(const ruleset::PackText& document, DocumentKind kind, std::size_t cursor, const lang::Schema& schema,
       const TextFinder& find);
  View(const View&) = delete;
  View& operator=(const View&) = delete;

  [[nodiscard]] DocumentKind kind() const { return kind_; }
  [[nodiscard]] std::string_view text() const { return text_; }
  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] const Cursor& cursor() const { return cursor_; }
  [[nodiscard]] const Meaning& meaning() const { return meaning_; }

  [[nodiscard]] const ruleset::OpenedPacks& packs() const { return packs_; }
  [[nodiscard]] const Sources& sources() const { return packs_.reading.rules.sources; }
  [[nodiscard]] const ruleset::Scopes& scopes() const { return scopes_; }
  // The pack that the document is; nothing when it has no id yet, and of a test.
  [[nodiscard]] std::optional<std::uint32_t> own_pack() const { return own_; }
  // Its own pack first, then those that it imports or, of a test, all.
  [[nodiscard]] const std::vector<std::uint32_t>& seen_packs() const { return seen_; }
  [[nodiscard]] const ruleset::Pack& pack(std::uint32_t index) const { return packs_.reading.rules.packs[index]; }

  // Of the backlog and organisation of a test.
  [[nodiscard]] const std::vector<KnownId>& known_ids() const { return known_ids_; }

  // Of the packs seen.
  [[nodiscard]] const std::vector<Declared>& declared() const { return declared_; }
  [[nodiscard]] std::vector<std::string> actions() const;
  [[nodiscard]] std::vector<std::string> topics() const;
  // A rule, authority or limit by id or pack/id, as the document would name it; null when there is none.
  [[nodiscard]] const Declared* find_declared(std::string_view name) const;

  // The mappings around the cursor that could be read, from the root; of the document alone.
  [[nodiscard]] std::vector<const yaml::Node*> around() const;
  // The value of a key beside the cursor; null when there is none.
  [[nodiscard]] const yaml::Node* sibling(std::string_view key) const;

 private:
  void collect(std::uint32_t pack);
  void collect_ids(const std::string& name, const TextFinder& find);

  DocumentKind kind_;
  std::string text_;
  std::size_t offset_;
  Cursor cursor_;
  Meaning meaning_;
  ruleset::PackText readable_;  // the document as it can be read
  yaml::Node root_;
  ruleset::OpenedPacks packs_;
  ruleset::Scopes scopes_;
  std::optional<std::uint32_t> own_;
  std::vector<std::uint32_t> seen_;
  std::vector<Declared> declared_;
  std::vector<KnownId> known_ids_;
};

}  // namespace sprintd::editor
