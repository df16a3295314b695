#include "rules/base/suggest.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using sprintd::suggest;

namespace {

std::string suggested(std::string_view word, const std::vector<std::string_view>& candidates) {
  return std::string(suggest(word, candidates).value_or("(nothing)"));
}

}  // namespace

TEST_CASE("the nearest candidate is suggested") {
  struct Row {
    std::string_view word;
    std::vector<std::string_view> candidates;
    std::string_view expected;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"point", {"priority", "points", "project"}, "points", "a letter is missing"},
      {"pionts", {"points", "paints"}, "points", "a transposition is one step"},
      {"Points", {"points"}, "points", "case does not count"},
      {"POINTS", {"id", "points"}, "points", "nor for whole words"},
      {"priorty", {"priority"}, "priority", "one of seven"},
      {"assinee", {"assignee", "assigned"}, "assignee", "the nearest, not the first"},
      {"cat", {"hat", "bat", "mat"}, "bat", "of equally near ones the first in the alphabet"},
      {"title", {"kind", "status"}, "(nothing)", "too far"},
      {"ab", {"cd"}, "(nothing)", "both letters differ"},
      {"id", {"is"}, "is", "at least one step is allowed"},
      {"x", {"y"}, "(nothing)", "never every letter of the word"},
      {"", {"a"}, "(nothing)", "nothing was written"},
      {"abc", {}, "(nothing)", "no candidates"},
      {"teh_lead", {"tech_lead"}, "tech_lead", "a letter in the middle"},
      {"abcdef", {"badcef"}, "badcef", "two transpositions in six letters"},
      {"abcde", {"badce"}, "(nothing)", "two transpositions in five letters are too many"},
      {"gr\xc3\xb6\xc3\x9f", {"gross"}, "(nothing)", "letters count, not bytes: three steps in four letters"},
      {"gr\xc3\xb6\xc3\x9f"
       "e",
       {"gro\xc3\x9f"
        "e"},
       "gro\xc3\x9f"
       "e",
       "one letter of five"},
  };
  for (const auto& row : rows) {
    INFO(row.why << ": " << row.word);
    CHECK(suggested(row.word, row.candidates) == row.expected);
  }
}
