#include "rules/report/page.h"

#include <catch2/catch.hpp>

#include "rules/report/display_width.h"

namespace sprintd::report {

TEST_CASE("the width of a text is what a terminal shows") {
  struct Row {
    std::string text;
    int width;
  };
  const std::vector<Row> rows = {
      {"", 0},
      {"abc", 3},
      {"naïve", 5},
      {"e\xcc\x81", 1},
      {"列を捨てる", 10},
      {"한국어", 6},
      {"✗ ! · ✓ ?", 9},
      {"🚀", 2},
      {"\xff\xfe", 2},
      {"Ａ", 2},
      {"a\xe2\x80\x8b"
       "b",
       2},
      {"\xf0\x9f", 2},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(display_width(row.text) == row.width);
  }
}

TEST_CASE("data cannot steer the terminal") {
  struct Row {
    std::string text, shown;
  };
  const std::vector<Row> rows = {
      {"plain ünd 列", "plain ünd 列"},
      {"\x1b[31mred", "\xef\xbf\xbd[31mred"},
      {"two\nlines\tand a tab", "two lines and a tab"},
      {"\xc2\x9b"
       "31m",
       "\xef\xbf\xbd"
       "31m"},
      {"abc\xe2\x80\xae"
       "fed",
       "abc\xef\xbf\xbd"
       "fed"},
      {"half \xe2\x82", "half \xef\xbf\xbd\xef\xbf\xbd"},
      {std::string("nul\0!", 5), "nul\xef\xbf\xbd!"},
      {"\xc0\xaf overlong \xe0\x80\xaf", "\xef\xbf\xbd\xef\xbf\xbd overlong \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
  };
  for (const auto& row : rows) CHECK(printable(row.text) == row.shown);
}

TEST_CASE("lines break at blanks, go on under their text, and never inside a word") {
  struct Row {
    int width;
    std::string text, page;
  };
  const std::vector<Row> rows = {
      {40, "fits", "  fits\n"},
      {20, "one two three four five", "  one two three four\n    five\n"},
      {20, "averyveryverylongwordthatisnotbroken end", "  averyveryverylongwordthatisnotbroken\n    end\n"},
      {20, "列を捨 てる列を 捨てる", "  列を捨 てる列を\n    捨てる\n"},
      {20, "two  blanks stay", "  two  blanks stay\n"},
  };
  for (const auto& row : rows) {
    std::string out;
    Page page(out, {.colour = false, .width = row.width, .verbose = false});
    page.line(2, 4).put(row.text).end();
    CHECK(out == row.page);
  }
}

TEST_CASE("words put together of several inks break as one, and no colour runs over a line's end") {
  std::string out;
  Page page(out, {.colour = true, .width = 18, .verbose = false});
  page.line(0, 2).put("a long begin ", Ink::faint).put("(", Ink::plain).put("bobby", Ink::strong).put(")").end();
  CHECK(out == "\x1b[2ma long begin\x1b[0m\n  (\x1b[1mbobby\x1b[0m)\n");
}

TEST_CASE("what stands at the right edge gives way when there is no room") {
  const auto line = [](std::string_view left) {
    std::string out;
    Page page(out, {.colour = false, .width = 20, .verbose = false});
    page.line().put(left).put_right("pack:12", Ink::faint).end();
    return out;
  };
  CHECK(line("left") == "left         pack:12\n");
  CHECK(line("left but longer") == "left but longer\n");
}

}  // namespace sprintd::report
