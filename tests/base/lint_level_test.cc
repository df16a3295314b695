// Names and levels of lints.
#include "rules/base/lint_level.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace sprintd;

TEST_CASE("a lint is found by its name and by its code") {
  CHECK(find_lint("unused-definition") == Code::unused_definition);
  CHECK(find_lint("E0341") == Code::unused_definition);
  CHECK(lint_name(Code::unused_definition) == "unused-definition");
  CHECK_FALSE(find_lint("unused_definition"));
  CHECK_FALSE(find_lint("E0107"));
  CHECK_FALSE(is_lint(Code::pack_key_unknown));
  CHECK(lint_name(Code::pack_key_unknown).empty());
  CHECK(nearest_lint("unused-definitions") == "unused-definition");
}

TEST_CASE("every lint lies in the range of lints, is no error by itself and has a name of its own") {
  std::set<std::string_view> names;
  for (const auto lint : all_lints()) {
    const auto& info = code_info(lint);
    INFO(info.name << " " << lint_name(lint));
    CHECK(info.name >= "E0340");
    CHECK(info.name <= "E0399");
    CHECK(info.severity != Severity::error);
    CHECK(names.insert(lint_name(lint)).second);
    CHECK(find_lint(lint_name(lint)) == lint);
  }
}

TEST_CASE("a level is off or a severity") {
  CHECK(find_lint_level("off") == LintLevel::off);
  CHECK(find_lint_level("error") == LintLevel::error);
  CHECK_FALSE(find_lint_level("Off"));
  Diagnostic found{.code = Code::unused_definition, .span = {}, .message = "m", .hint = {}, .pointer = {}, .notes = {}};
  CHECK_FALSE(at_level(found, LintLevel::off));
  CHECK(at_level(found, LintLevel::note)->severity == Severity::note);
  CHECK(at_level(found, LintLevel::warning)->severity == Severity::warning);
  CHECK(at_level(found, LintLevel::error)->severity == Severity::error);
}
