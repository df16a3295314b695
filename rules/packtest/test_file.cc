#include "rules/packtest/test_file.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "rules/ruleset/block_reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::packtest {
namespace {

using ruleset::BlockReader;
using ruleset::Section;

Named named(const BlockReader& block, std::string_view key) { return {block.text(key), block.span(key)}; }

std::vector<Named> named_all(const std::vector<const yaml::Node*>& nodes) {
  std::vector<Named> all;
  for (const auto* node : nodes) all.push_back({node->text, node->span});
  return all;
}

DocumentChoice read_choice(const BlockReader& root, std::string_view key) {
  const auto* value = root.find(key);
  if (value == nullptr) return {};
  if (value->is_mapping()) return {value, {}};
  return {nullptr, {value->text, value->span}};
}

ExpectedFinding read_finding(const yaml::Node& node, Diagnostics& diagnostics) {
  static constexpr std::array kVerdicts = {outcome::Verdict::fail, outcome::Verdict::unknown, outcome::Verdict::broken,
                                           outcome::Verdict::waived};
  BlockReader block(node, Section::findings, diagnostics);
  ExpectedFinding finding{
      .rule = named(block, "rule"), .subject = named(block, "subject"), .message = {}, .span = node.span};
  if (const auto verdict = block.choice("verdict")) finding.verdict = kVerdicts[*verdict];
  if (block.find("message") != nullptr) finding.message = block.text("message");
  return finding;
}

class CaseReader {
 public:
  CaseReader(const yaml::Node& node, Diagnostics& diagnostics)
      : node_(node), diagnostics_(diagnostics), block_(node, Section::cases, diagnostics) {}

  Case read() {
    Case out;
    out.name = block_.text("case");
    out.span = block_.span("case");
    out.now = block_.date("now");
    out.sprint = block_.text("sprint");
    out.with = changes("with");
    out.unset = changes("unset");
    out.rules = named_all(block_.texts("rules"));
    if (const auto* findings = block_.find("findings")) {
      out.findings.emplace();
      for (const auto& finding : findings->items) out.findings->push_back(read_finding(finding, diagnostics_));
    }
    out.conflicts = named_all(block_.texts("conflicts"));
    if (const auto* may = block_.find("may")) out.answer = read_answer(*may);
    check_expectation();
    return out;
  }

 private:
  // With the form of each change checked; nothing where one is wrong.
  const yaml::Node* changes(std::string_view key) {
    const auto* all = block_.find(key);
    if (all == nullptr) return nullptr;
    bool good = true;
    for (const auto& [id, change] : all->entries) {
      const bool fits = key == "with" ? change.is_mapping() : change.is_sequence();
      if (fits) continue;
      good = false;
      diagnostics_.add(
          Code::pack_shape_wrong, change.span,
          fmt::format("'{}' of {} must be {}; this is {}", key, id.text,
                      key == "with" ? "a mapping of fields" : "a list of fields", ruleset::form_name(change)),
          key == "with"        ? std::string("write {points: 8}")
          : change.is_scalar() ? fmt::format("write [{}]", change.text)
                               : std::string("write [points]"));
    }
    return good ? all : nullptr;
  }

  ExpectedAnswer read_answer(const yaml::Node& may) {
    BlockReader block(may, Section::test_may, diagnostics_);
    ExpectedAnswer out;
    out.person = named(block, "person");
    out.action = {block.id("action"), block.span("action")};
    out.item = named(block, "item");
    out.sprint = named(block, "sprint");
    if (const auto answer = block_.choice("answer")) out.answer = static_cast<outcome::Decision::Answer>(*answer);
    if (block_.find("clauses") != nullptr) out.clauses = named_all(block_.texts("clauses"));
    return out;
  }

  void check_expectation() {
    const auto wrote = [this](std::string_view key) { return block_.wrote(key); };
    const auto refuse = [this](std::string_view key, std::string message, std::string hint) {
      const auto* value = node_.find(key);
      diagnostics_.add(Code::test_expectation_unclear, value == nullptr ? block_.span("case") : value->span,
                       std::move(message), std::move(hint));
    };
    if (!node_.is_mapping()) return;
    if (wrote("may") && wrote("findings")) {
      refuse("findings", "a case expects either findings or an answer", "make two cases of it");
    } else if (!wrote("may") && !wrote("findings")) {
      refuse("case", "the case does not say what it expects",
             "write 'findings' (a list; [] for none), or 'may' with 'answer'");
    } else if (wrote("may") && !wrote("answer")) {
      refuse("may", "the case does not say which answer it expects", "write answer: allowed, refused or unknown");
    } else if (wrote("may") && wrote("rules")) {
      refuse("rules", "'rules' chooses the rules of an audit, and this case asks a question", "leave it out");
    } else if (wrote("may") && wrote("conflicts")) {
      refuse("conflicts", "'conflicts' are those of an audit, and this case asks a question", "leave it out");
    }
    for (const auto* key : {"answer", "clauses"}) {
      if (wrote(key) && !wrote("may")) refuse(key, fmt::format("'{}' needs a question", key), "write 'may'");
    }
  }

  const yaml::Node& node_;
  Diagnostics& diagnostics_;
  BlockReader block_;
};

void check_names(const std::vector<Case>& cases, Diagnostics& diagnostics) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto first = std::ranges::find(cases, cases[i].name, &Case::name);
    if (first == cases.begin() + static_cast<std::ptrdiff_t>(i) || cases[i].name.empty()) continue;
    diagnostics.add(Code::test_case_repeated, cases[i].span, fmt::format("there are two cases '{}'", cases[i].name))
        .notes.push_back({first->span, "the other one"});
  }
}

}  // namespace

std::optional<TestFile> read_test_file(const Sources& sources, FileId file, Diagnostics& diagnostics) {
  Diagnostics faults;
  TestFile out;
  if (auto tree = yaml::parse_yaml(sources, file, faults)) {
    out.root = std::make_unique<const yaml::Node>(std::move(*tree));
    if (const auto* pack = out.root->find("pack"); pack != nullptr && out.root->find("cases") == nullptr) {
      diagnostics.add(Code::pack_shape_wrong, pack->span, "this is a pack, not a file of tests",
                      "a file of tests names packs and has cases");
      return std::nullopt;
    }
    BlockReader block(*out.root, Section::test, faults);
    if (const auto* version = block.find("sprintd"); version != nullptr && version->text != "1") {
      faults.add(Code::pack_version_unknown, version->span,
                 fmt::format("this program reads version 1 of the rule language, not '{}'", version->text));
    }
    out.packs = named_all(block.texts("packs"));
    out.backlog = read_choice(block, "backlog");
    out.organisation = read_choice(block, "organisation");
    out.parameters = block.find("parameters");
    out.now = block.date("now");
    if (const auto* unnoticed = block.find("unnoticed")) {
      for (const auto& node : unnoticed->items) {
        const BlockReader one(node, Section::unnoticed, faults);
        out.unnoticed.push_back({one.text("rule"), one.text("change"), one.text("reason"), node.span});
      }
    }
    if (const auto* cases = block.find("cases")) {
      for (const auto& node : cases->items) out.cases.push_back(CaseReader(node, faults).read());
      check_names(out.cases, faults);
    }
  }
  const bool good = !faults.has_errors() && out.root != nullptr;
  for (auto& fault : faults.sorted()) diagnostics.add(std::move(fault));
  if (!good) return std::nullopt;
  return out;
}

}  // namespace sprintd::packtest
