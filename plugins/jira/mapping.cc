#include "plugins/jira/mapping.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "plugins/jira/mapping_tree.h"
#include "plugins/jira/words.h"

namespace jira {
namespace {

using sprint_plugin_sdk::KnownIds;
using Kind = MappingNode::Kind;

constexpr std::array<std::string_view, 8> kKinds = {"user_story", "tech_debt",     "chore",      "infrastructure",
                                                    "bug",        "documentation", "deployment", "spike"};
constexpr std::array<std::string_view, 4> kStatuses = {"todo", "doing", "done", "cancelled"};
constexpr std::array<std::string_view, 2> kDirections = {"blocked_by", "blocks"};
constexpr std::array<std::string_view, 9> kItemFields = {"acceptance_criteria", "appetite",  "broken_down_by",
                                                         "consulted",           "epic",      "helpers",
                                                         "pulled_at",           "pulled_by", "value"};

bool is_identifier(std::string_view text) {
  return !text.empty() && text.front() >= 'a' && text.front() <= 'z' &&
         std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

// Reads the values of the keys; every fault is reported where it stands, and reading goes on.
class Reader {
 public:
  Reader(const std::optional<KnownIds>& known, Report& report) : known_(known), report_(report) {}

  void error(const MappingNode& node, std::string message, std::string hint = {}) {
    report_.add_mapping(Severity::error, node.begin, node.end, std::move(message), std::move(hint));
  }

  std::string text(const MappingNode& node) {
    if (node.kind == Kind::scalar && !node.text.empty()) return node.text;
    error(node, "expected a word");
    return {};
  }

  std::string one_of(const MappingNode& node, std::string_view what, std::span<const std::string_view> words) {
    auto word = text(node);
    if (word.empty() || std::ranges::find(words, word) != words.end()) return word;
    std::string all;
    for (const auto candidate : words) all += (all.empty() ? "" : ", ") + std::string(candidate);
    const auto hint = did_you_mean(word, words);
    error(node, "'" + word + "' is no " + std::string(what), hint.empty() ? "one of " + all : hint);
    return {};
  }

  // Packs may declare kinds of their own, so a strange one is a fault only if it cannot be a name.
  std::string kind(const MappingNode& node) {
    auto word = text(node);
    if (word.empty() || std::ranges::find(kKinds, word) != kKinds.end()) return word;
    const auto hint = did_you_mean(word, kKinds);
    if (!is_identifier(word)) {
      error(node, "'" + word + "' cannot be a kind",
            hint.empty() ? "kinds are lower case words such as tech_debt" : hint);
    } else if (!hint.empty()) {
      report_.add_mapping(Severity::warning, node.begin, node.end,
                          "'" + word + "' is none of the kinds that every pack knows", hint);
    }
    return word;
  }

  int priority(const MappingNode& node) {
    if (node.kind == Kind::scalar && node.text.size() == 1 && node.text[0] >= '1' && node.text[0] <= '5') {
      return node.text[0] - '0';
    }
    error(node, "a priority is a number from 1 (first) to 5");
    return 0;
  }

  Named named(const MappingNode& node, std::string_view what, std::vector<std::string_view> KnownIds::* ids) {
    Named result{text(node), node.begin, node.end};
    if (!result.id.empty() && known_ && std::ranges::find((*known_).*ids, result.id) == ((*known_).*ids).end()) {
      error(node, "the organisation has no " + std::string(what) + " '" + result.id + "'",
            did_you_mean(result.id, (*known_).*ids));
    }
    return result;
  }

  // Calls entry(key, node of the key, value) for each; keys stand once.
  template <typename Entry>
  void map(const MappingNode& node, Entry entry) {
    if (node.kind == Kind::null) return;
    if (node.kind != Kind::map) return error(node, "expected a map, `name: value` lines");
    std::set<std::string, std::less<>> seen;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const auto& key = node.keys[i];
      if (key.kind != Kind::scalar) {
        error(key, "a key is a word");
      } else if (!seen.insert(lower(key.text)).second) {
        error(key, "'" + key.text + "' stands twice");
      } else {
        entry(lower(key.text), key, node.elements[i]);
      }
    }
  }

  // A list of words, or one word.
  void words(const MappingNode& node, std::set<std::string, std::less<>>& into) {
    if (node.kind == Kind::scalar)
      into.insert(lower(node.text));
    else if (node.kind != Kind::list)
      error(node, "expected a list of words");
    if (node.kind != Kind::list) return;
    for (const auto& element : node.elements) into.insert(lower(text(element)));
  }

  void known_keys(const MappingNode& key, std::string_view what, std::span<const std::string_view> words) {
    if (std::ranges::find(words, key.text) != words.end()) return;
    std::string all;
    for (const auto word : words) all += (all.empty() ? "" : ", ") + std::string(word);
    const auto hint = did_you_mean(key.text, words);
    error(key, std::string(what) + " '" + key.text + "' is unknown", hint.empty() ? "one of " + all : hint);
  }

 private:
  const std::optional<KnownIds>& known_;
  Report& report_;
};

using Key = void (*)(Reader&, const MappingNode&, Mapping&);
struct Row {
  std::string_view key;
  Key read;
};

void names(Reader& r, const MappingNode& node, std::string_view what, std::vector<std::string_view> KnownIds::* ids,
           ByName<Named>& into) {
  r.map(node, [&](const std::string& key, const MappingNode&, const MappingNode& value) {
    into.insert_or_assign(key, r.named(value, what, ids));
  });
}

// Every key of a mapping file, in alphabetical order.
constexpr std::array<Row, 16> kRows = {{
    {"boards", [](Reader& r, const MappingNode& n, Mapping& m) { names(r, n, "team", &KnownIds::teams, m.boards); }},
    {"cancelled", [](Reader& r, const MappingNode& n, Mapping& m) { r.words(n, m.cancelled); }},
    {"components",
     [](Reader& r, const MappingNode& n, Mapping& m) { names(r, n, "project", &KnownIds::projects, m.components); }},
    {"custom_fields",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       r.map(n, [&](const std::string&, const MappingNode& key, const MappingNode& value) {
         if (!is_identifier(key.text)) return r.error(key, "'" + key.text + "' cannot be a field", "lower case words");
         m.custom_fields.insert_or_assign(key.text, r.text(value));
       });
     }},
    {"default_kind", [](Reader& r, const MappingNode& n, Mapping& m) { m.default_kind = r.kind(n); }},
    {"fields",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       r.map(n, [&](const std::string&, const MappingNode& key, const MappingNode& value) {
         r.known_keys(key, "field", kItemFields);
         m.fields.insert_or_assign(key.text, r.text(value));
       });
     }},
    {"kinds",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       r.map(n, [&](const std::string& key, const MappingNode&, const MappingNode& value) {
         m.kinds.insert_or_assign(key, r.kind(value));
       });
     }},
    {"links",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       m.blocked_by.clear();
       m.blocks.clear();
       r.map(n, [&](const std::string&, const MappingNode& key, const MappingNode& value) {
         r.known_keys(key, "direction", kDirections);
         r.words(value, key.text == "blocks" ? m.blocks : m.blocked_by);
       });
     }},
    {"people", [](Reader& r, const MappingNode& n, Mapping& m) { names(r, n, "person", &KnownIds::people, m.people); }},
    {"points", [](Reader& r, const MappingNode& n, Mapping& m) { m.points = r.text(n); }},
    {"priorities",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       r.map(n, [&](const std::string& key, const MappingNode&, const MappingNode& value) {
         m.priorities.insert_or_assign(key, r.priority(value));
       });
     }},
    {"project",
     [](Reader& r, const MappingNode& n, Mapping& m) { m.project = r.named(n, "project", &KnownIds::projects); }},
    {"projects",
     [](Reader& r, const MappingNode& n, Mapping& m) { names(r, n, "project", &KnownIds::projects, m.projects); }},
    {"sprint", [](Reader& r, const MappingNode& n, Mapping& m) { m.sprint_field = r.text(n); }},
    {"statuses",
     [](Reader& r, const MappingNode& n, Mapping& m) {
       r.map(n, [&](const std::string& key, const MappingNode&, const MappingNode& value) {
         m.statuses.insert_or_assign(key, r.one_of(value, "status", kStatuses));
       });
     }},
    {"team", [](Reader& r, const MappingNode& n, Mapping& m) { m.team = r.named(n, "team", &KnownIds::teams); }},
}};

}  // namespace

Mapping::Mapping()
    : kinds{{"bug", "bug"},
            {"defect", "bug"},
            {"story", "user_story"},
            {"user story", "user_story"},
            {"technical debt", "tech_debt"},
            {"tech debt", "tech_debt"},
            {"chore", "chore"},
            {"infrastructure", "infrastructure"},
            {"documentation", "documentation"},
            {"deployment", "deployment"},
            {"spike", "spike"}},
      cancelled{"abandoned", "cancelled",   "canceled",   "cannot reproduce", "can't reproduce", "declined",
                "duplicate", "hold",        "incomplete", "invalid",          "needs more info", "not a bug",
                "obsolete",  "not our bug", "rejected",   "won't do",         "won't fix",       "works as designed"},
      priorities{{"blocker", 1}, {"highest", 1}, {"critical", 1}, {"high", 2},   {"major", 2},  {"medium", 3},
                 {"normal", 3},  {"low", 4},     {"minor", 4},    {"lowest", 5}, {"trivial", 5}},
      blocked_by{"is blocked by", "depends on", "has to be done after"},
      blocks{"blocks", "is dependent of", "is depended on by", "has to be done before"} {}

Mapping read_mapping(std::string_view text, const std::optional<KnownIds>& known, Report& report) {
  Mapping mapping;
  const auto root = read_mapping_tree(text, report);
  if (report.has_errors()) return mapping;
  Reader reader(known, report);
  std::array<std::string_view, kRows.size()> keys;
  std::ranges::transform(kRows, keys.begin(), &Row::key);
  reader.map(root, [&](const std::string&, const MappingNode& key, const MappingNode& value) {
    const auto row = std::ranges::find(kRows, key.text, &Row::key);
    if (row != kRows.end()) return row->read(reader, value, mapping);
    reader.known_keys(key, "key", keys);
  });
  return mapping;
}

}  // namespace jira
