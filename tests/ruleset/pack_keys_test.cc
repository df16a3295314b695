#include "rules/ruleset/pack_keys.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <utility>

#include "rules/ruleset/rule_set.h"

namespace sprintd::ruleset {

TEST_CASE("the rows of a section stand together, each key once, each with a doc line") {
  std::set<std::pair<Section, std::string_view>> seen;
  std::size_t count = 0;
  for (std::size_t section = 0; section < kSections; ++section) {
    for (const auto& key : pack_keys(static_cast<Section>(section))) {
      INFO(section_noun(key.section) << ": " << key.name);
      CHECK(seen.emplace(key.section, key.name).second);
      CHECK_FALSE(key.doc.empty());
      CHECK((key.value == ValueKind::choice) == !key.choices.empty());
      CHECK((key.value == ValueKind::any) == (key.presence == Presence::later));
      ++count;
    }
  }
  CHECK(count == pack_keys().size());
}

TEST_CASE("choices stand in the order of the enum they are read into") {
  const auto subjects = choices_of(*find_key(Section::rules, "for"));
  REQUIRE(subjects.size() == 6);
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    CHECK(subjects[i] == subject_kind_name(static_cast<SubjectKind>(i)));
  }
  CHECK(choices_of(*find_key(Section::limits, "for")) == subjects);
  for (const auto section : {Section::rules, Section::authority, Section::limits}) {
    for (const auto* name : {"severity", "if_unknown"}) {
      const auto severities = choices_of(*find_key(section, name));
      REQUIRE(severities.size() == 3);
      for (std::size_t i = 0; i < severities.size(); ++i) {
        CHECK(severities[i] == severity_name(static_cast<Severity>(i)));
      }
    }
  }
  CHECK(choices_of(*find_key(Section::rules, "over")) == std::vector<std::string_view>{"sprint", "backlog"});
}

TEST_CASE("a key is found in its own section only") {
  CHECK(find_key(Section::rules, "require") != nullptr);
  CHECK(find_key(Section::limits, "require") == nullptr);
  CHECK(find_key(Section::root, "kinds")->presence == Presence::later);
}

}  // namespace sprintd::ruleset
