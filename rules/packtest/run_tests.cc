#include "rules/packtest/run_tests.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fnmatch.h>
#include <utility>

#include "rules/base/suggest.h"
#include "rules/engine/answer.h"
#include "rules/engine/pack_files.h"
#include "rules/packtest/changes.h"
#include "rules/packtest/compare.h"
#include "rules/packtest/document_tree.h"
#include "rules/packtest/source_words.h"
#include "rules/packtest/test_file.h"

namespace sprintd::packtest {
namespace {

namespace fs = std::filesystem;

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::ranges::any_of(diagnostics, [](const Diagnostic& d) { return d.severity == Severity::error; });
}

// FileIds stay what they are.
Sources copy_of(const Sources& sources) {
  Sources copy;
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const auto file = static_cast<FileId>(i);
    (void)copy.add(std::string(sources.name(file)), std::string(sources.text(file)));  // it fitted before
  }
  return copy;
}

bool is_chosen(std::string_view name, std::string_view pattern) {
  const auto anywhere = fmt::format("*{}*", pattern);
  return pattern.empty() || fnmatch(anywhere.c_str(), std::string(name).c_str(), 0) == 0;
}

class Run {
 public:
  Run(const engine::Engine& engine, const Options& options, const ReadFile& read_file)
      : engine_(engine), options_(options), read_file_(read_file) {}

  FileResult run(std::string name, std::string text) {
    result_.name = name;
    folder_ = fs::path(name).parent_path();
    const auto file = sources_.add(std::move(name), std::move(text));
    if (!file) return fail(file.error().code, {}, file.error().message);
    auto read = read_test_file(sources_, *file, diagnostics_);
    if (!read) return fail();
    test_ = std::move(*read);
    file_ = *file;
    result_.was_read = true;
    note_explanations();
    load_packs();
    load_documents();
    if (diagnostics_.has_errors() || rules_ == nullptr) {
      for (const auto& one : test_.cases) {
        if (is_chosen(one.name, options_.run)) begin(one).faulty = true;
      }
      return fail();
    }
    if (options_.coverage) recorder_.emplace(*rules_, result_.imported);
    for (const auto& one : test_.cases) {
      if (is_chosen(one.name, options_.run)) run_case(one);
      if (options_.stop_early && !result_.cases.empty() && !result_.cases.back().passed()) break;
    }
    if (recorder_) result_.coverage = recorder_->result();
    return std::move(result_);
  }

 private:
  FileResult fail(Code code, Span span, std::string message) {
    diagnostics_.add(code, span, std::move(message));
    return fail();
  }
  FileResult fail() {
    if (!diagnostics_.empty()) result_.faults.push_back({diagnostics_.sorted(), std::move(sources_)});
    return std::move(result_);
  }

  [[nodiscard]] std::string beside(const std::string& path) const { return (folder_ / path).lexically_normal(); }

  // Reports at the place that names the file.
  std::optional<std::string> read(const Named& named) {
    auto text = read_file_(beside(named.text));
    if (text) return std::move(*text);
    diagnostics_.add(text.error().code, named.span, text.error().message);
    return std::nullopt;
  }

  void note_explanations() {
    for (const auto& [rule, change, reason, span] : test_.unnoticed) {
      result_.explanations.push_back({rule, change, reason, place_text(sources_, span)});
    }
  }

  void load_packs() {
    std::vector<ruleset::PackText> texts;
    for (const auto& pack : test_.packs) {
      result_.packs.push_back(beside(pack.text));
      if (auto text = read(pack)) texts.push_back({beside(pack.text), std::move(*text)});
    }
    if (texts.size() < test_.packs.size()) return;
    if (texts.empty()) {
      diagnostics_.add(Code::packs_missing, {file_, 0, 0}, "'packs' names no pack",
                       "name the file of the pack: [team.yaml]");
      return;
    }
    const auto named = texts.size();
    engine::add_imports(texts,
                        [this](const std::string& id, const std::string& importer) -> std::optional<ruleset::PackText> {
                          for (auto& path : engine::import_paths(id, importer, options_.pack_places)) {
                            if (auto text = read_file_(path))
                              return ruleset::PackText{std::move(path), std::move(*text)};
                          }
                          return std::nullopt;
                        });
    for (auto one = texts.begin() + static_cast<std::ptrdiff_t>(named); one != texts.end(); ++one) {
      result_.imported.push_back(one->name);
    }
    auto loaded = engine_.load_packs(std::move(texts), settings());
    rules_ = std::move(loaded.rules);
    if (rules_ == nullptr) result_.faults.push_back({std::move(loaded.diagnostics), std::move(loaded.sources)});
  }

  [[nodiscard]] ruleset::PackSettings settings() const {
    ruleset::PackSettings settings;
    if (test_.parameters == nullptr) return settings;
    for (const auto& [name, value] : test_.parameters->entries) {
      settings.parameters.push_back(
          {name.text, std::string(sources_.text(file_).substr(value.span.begin, value.span.end - value.span.begin))});
    }
    return settings;
  }

  // False, with the reason among the faults, when the case names a rule that there is not.
  bool knows_rules(const Case& one) {
    Diagnostics diagnostics;
    const auto check = [&](const Named& name) {
      if (rules_->find(name.text) != nullptr) return;
      std::vector<std::string_view> ids;
      const auto add_all = [&ids](const auto& list) {
        for (const auto& rule : list) ids.insert(ids.end(), {rule.id, rule.qualified_id});
      };
      add_all(rules_->rules);
      add_all(rules_->authorities);
      add_all(rules_->limits);
      const auto near = suggest(name.text, ids);
      diagnostics.add(Code::test_rule_unknown, name.span,
                      fmt::format("the packs have no rule, authority or limit '{}'", name.text),
                      near ? fmt::format("did you mean '{}'?", *near) : std::string());
    };
    for (const auto& name : one.rules) check(name);
    for (const auto& finding : one.findings.value_or(std::vector<ExpectedFinding>())) check(finding.rule);
    return nothing_wrong(diagnostics);
  }

  // The same for what the findings are about.
  bool knows_subjects(const Case& one, const backlog::Backlog& backlog) {
    using backlog::EntityKind;
    Diagnostics diagnostics;
    for (const auto& finding : one.findings.value_or(std::vector<ExpectedFinding>())) {
      bool known = false;
      std::vector<std::string_view> ids;
      for (const auto kind : {EntityKind::organisation, EntityKind::person, EntityKind::team, EntityKind::project,
                              EntityKind::sprint, EntityKind::item}) {
        known = known || backlog.find(kind, finding.subject.text).has_value();
        const auto rows = kind == EntityKind::organisation ? 1 : backlog.rows(kind);
        for (table::Row row = 0; row < rows; ++row) ids.push_back(backlog.id(kind, row));
      }
      if (known || std::ranges::find(ids, std::string_view(finding.subject.text)) != ids.end()) continue;
      const auto near = suggest(finding.subject.text, ids);
      diagnostics.add(Code::test_subject_unknown, finding.subject.span,
                      fmt::format("the backlog has no '{}'", finding.subject.text),
                      near ? fmt::format("did you mean '{}'?", *near) : std::string());
    }
    return nothing_wrong(diagnostics);
  }

  bool nothing_wrong(const Diagnostics& diagnostics) {
    if (diagnostics.has_errors()) result_.faults.push_back({diagnostics.sorted(), copy_of(sources_)});
    return !diagnostics.has_errors();
  }

  void load_documents() {
    load_document(test_.organisation, true);
    load_document(test_.backlog, false);
    if (!test_.backlog.given()) {
      diagnostics_.add(Code::pack_key_missing, {file_, 0, 0}, "a file of tests needs 'backlog'",
                       "name a backlog document, or write one here");
    }
  }

  void load_document(const DocumentChoice& choice, bool is_organisation) {
    if (choice.inline_root != nullptr) {
      documents_.push_back({*choice.inline_root, is_organisation});
      files_.push_back(file_);
      return;
    }
    if (!choice.given()) return;
    auto text = read(choice.file);
    if (!text) return;
    const auto file = sources_.add(beside(choice.file.text), std::move(*text));
    if (!file) return diagnostics_.add(file.error().code, choice.file.span, file.error().message), void();
    auto tree = read_tree(sources_, *file, diagnostics_);
    if (!tree) return;
    documents_.push_back({std::move(*tree), is_organisation});
    files_.push_back(*file);
  }

  CaseResult& begin(const Case& one) {
    auto& result = result_.cases.emplace_back();
    result.name = one.name;
    result.place = place_text(sources_, one.span);
    result.span = one.span;
    return result;
  }

  void run_case(const Case& one) {
    auto& result = begin(one);
    const auto backlog = knows_rules(one) ? backlog_of(one) : nullptr;
    if (backlog == nullptr || !knows_subjects(one, *backlog)) {
      result.faulty = true;
      return;
    }
    const auto now = engine::read_as_of(one.now.empty() ? test_.now : one.now, backlog->zone());
    if (one.findings) {
      eval::AuditOptions options;
      options.as_of = *now;  // its form was checked when the file was read
      if (!one.sprint.empty()) options.sprints.push_back(one.sprint);
      if (recorder_) options.coverage = &recorder_->parts();
      const auto audit = engine_.audit(rules_, backlog, options);
      if (!audit) return result.problems.push_back(audit.error().message);
      if (recorder_) recorder_->see(*audit);
      compare_findings(one, *audit, result);
      return explain(options, backlog, result);
    }
    const auto& asked = *one.answer;
    const auto& sprint = asked.sprint.text.empty() ? one.sprint : asked.sprint.text;
    eval::Decider decider(rules_, backlog);
    if (recorder_) decider.watch(&recorder_->parts());
    const auto decision = decider.decide({asked.person.text, asked.action.text, asked.item.text, sprint, *now});
    if (!decision) return result.problems.push_back(decision.error().message);
    if (recorder_) recorder_->see(*decision);
    compare_answer(asked, *decision, result);
  }

  // Asks once more, for what the rules saw where a finding is missing.
  void explain(eval::AuditOptions options, const engine::BacklogPtr& backlog, CaseResult& result) {
    const auto is_missing = [](const Difference& one) { return one.kind == Difference::Kind::missing; };
    if (std::ranges::none_of(result.differences, is_missing)) return;
    std::vector<outcome::Quiet> quiet;
    options.coverage = nullptr;
    options.quiet = &quiet;
    if (const auto audit = engine_.audit(rules_, backlog, options)) explain_missing(*audit, quiet, result);
  }

  // Null, with the reason among the faults, where there is none.
  engine::BacklogPtr backlog_of(const Case& one) {
    auto changed = documents_;
    Diagnostics diagnostics;
    apply_changes(one, changed, diagnostics);
    if (!nothing_wrong(diagnostics)) return nullptr;
    std::vector<backlog::Tree> trees;
    for (std::size_t i = 0; i < changed.size(); ++i) {
      trees.push_back(
          {&changed[i].root, files_[i],
           changed[i].is_organisation ? backlog::Document::Part::organisation : backlog::Document::Part::backlog});
    }
    auto loaded = backlog::load_backlog(trees, copy_of(sources_));
    if (loaded.backlog == nullptr) {
      result_.faults.push_back({std::move(loaded.diagnostics), std::move(loaded.sources)});
      return nullptr;
    }
    auto quarrels = engine_.meet(*rules_, *loaded.backlog);
    if (has_errors(quarrels)) {
      result_.faults.push_back({std::move(quarrels), copy_of(rules_->sources)});
      return nullptr;
    }
    return std::move(loaded.backlog);
  }

  const engine::Engine& engine_;
  const Options& options_;
  const ReadFile& read_file_;
  fs::path folder_;
  Sources sources_;
  FileId file_ = FileId::none;
  Diagnostics diagnostics_;
  TestFile test_;
  engine::RuleSetPtr rules_;
  std::vector<Changed> documents_;
  std::vector<FileId> files_;  // of the documents
  std::optional<CoverageRecorder> recorder_;
  FileResult result_;
};

}  // namespace

FileResult run_tests(const engine::Engine& engine, std::string name, std::string text, const Options& options,
                     const ReadFile& read_file) {
  return Run(engine, options, read_file).run(std::move(name), std::move(text));
}

}  // namespace sprintd::packtest
