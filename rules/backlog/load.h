// Documents to a Backlog, or every fault in them with its place.
//
// Neighbours: rules/json and rules/yaml read the texts, builder.h fills the columns, derive.h adds what follows from
// them. Fast first (simdjson); after any fault everything is read again by the strict reader, which finds the places,
// so the fast path keeps none. Nothing is half-loaded. Pure.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/backlog/backlog.h"
#include "rules/base/diagnostic.h"
#include "rules/base/result.h"
#include "rules/base/sources.h"
#include "rules/yaml/node.h"

namespace sprintd::backlog {

struct Document {
  enum class Part : std::uint8_t {
    backlog,
    organisation
  };  // an organisation file holds the organisation's keys at its root
  std::string name;  // for messages: the file's name as the user gave it
  std::string text;
  Part part = Part::backlog;
};

struct Loaded {
  std::shared_ptr<const Backlog> backlog;  // null when there was an error
  Sources sources;                         // only when backlog is null: what the diagnostics point into
  std::vector<Diagnostic> diagnostics;     // sorted; warnings may accompany a backlog
};

// Is the document JSON? When its first byte that is not white space is `{`; else it is YAML.
bool is_json(std::string_view text);

// Several backlog documents are pages of one: the same sprints may repeat, items may not. Pages after an organisation
// may bring more of its people, and nothing else of it. `base`, an organisation loaded before, serves documents that
// bring none; its rows are copied.
Loaded load_backlog(std::vector<Document> documents, const Backlog* base = nullptr);

// A document that was read into a tree before, of a text in Sources that are given with it: what a test of a pack makes
// of a document and its changes.
struct Tree {
  const yaml::Node* root = nullptr;
  FileId file = FileId::none;
  Document::Part part = Document::Part::backlog;
};
Loaded load_backlog(const std::vector<Tree>& trees, Sources sources);

}  // namespace sprintd::backlog
