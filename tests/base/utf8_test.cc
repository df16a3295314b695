#include "rules/base/utf8.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using sprintd::find_bad_utf8;

TEST_CASE("well-formed and other bytes") {
  struct Row {
    std::string text;
    std::optional<std::size_t> expected;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"", std::nullopt, "nothing"},
      {"plain text of more than eight bytes", std::nullopt, "ASCII"},
      {"\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbf", std::nullopt,
       "the edges of two and three bytes"},
      {"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", std::nullopt, "the edges of four"},
      {"12345678\xff", 8, "behind a whole word"},
      {"1234567\x80", 7, "a continuation alone"},
      {"\xc0\x80", 0, "overlong, two bytes"},
      {"\xc1\xbf", 0, "the last of them"},
      {"a\xe0\x9f\xbf", 1, "overlong, three bytes"},
      {"\xed\xa0\x80", 0, "a surrogate"},
      {"\xf0\x8f\xbf\xbf", 0, "overlong, four bytes"},
      {"\xf4\x90\x80\x80", 0, "above U+10FFFF"},
      {"\xf5\x80\x80\x80", 0, "far above"},
      {"ab\xc3", 2, "cut after one byte"},
      {"ab\xe2\x82", 2, "after two"},
      {"ab\xf0\x9f\x98", 2, "after three"},
      {"\xc3(", 0, "no continuation"},
  };
  for (const auto& row : rows) {
    INFO(row.why);
    CHECK(find_bad_utf8(row.text) == row.expected);
  }
}

TEST_CASE("a text becomes one line that cannot steer a terminal") {
  CHECK(sprintd::one_line("plain \xc3\xa4") == "plain \xc3\xa4");
  CHECK(sprintd::one_line("a\r\nb\tc") == "a  b c");
  CHECK(sprintd::one_line("\x1b[2J\x7f") == "\xef\xbf\xbd[2J\xef\xbf\xbd");
  CHECK(sprintd::one_line("\xc2\x9b\xc2\xa0\xc2") == "\xef\xbf\xbd\xc2\xa0\xc2");
  CHECK(sprintd::one_line("").empty());
}
