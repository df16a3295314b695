#include "rules/base/places.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace sprintd;

namespace {

// The slow reader that judges the indexed one: counts from the start each time.
Place counted(std::string_view text, std::size_t offset) {
  Place place;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xc0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

}  // namespace

TEST_CASE("places of offsets") {
  struct Row {
    std::string text;
    std::uint32_t offset;
    Place expected;
    std::string_view line;
    std::string_view why;
  };
  const std::vector<Row> rows = {
      {"", 0, {1, 1}, "", "an empty text has one place"},
      {"abc", 0, {1, 1}, "abc", "the first byte"},
      {"abc", 3, {1, 4}, "abc", "the end"},
      {"abc", 99, {1, 4}, "abc", "behind the end is the end"},
      {"a\nb\n", 1, {1, 2}, "a", "a line end belongs to its line"},
      {"a\nb\n", 2, {2, 1}, "b", "the next line"},
      {"a\nb\n", 4, {3, 1}, "", "after the last line end"},
      {"a\r\nb", 3, {2, 1}, "b", "CRLF ends a line once"},
      {"ab\r\nb", 1, {1, 2}, "ab", "the line is shown without its CRLF"},
      {"\xc3\xa4\xc3\xb6x", 4, {1, 3}, "\xc3\xa4\xc3\xb6x", "umlauts are one column"},
      {"\xf0\x9f\x98\x80x", 4, {1, 2}, "\xf0\x9f\x98\x80x", "so is an emoji"},
      {"\tx", 1, {1, 2}, "\tx", "so is a tab"},
  };
  for (const auto& row : rows) {
    INFO(row.why);
    Sources sources;
    const auto file = sources.add("f", row.text).value();
    PlaceFinder places(sources);
    CHECK(places.find(file, row.offset) == row.expected);
    CHECK(places.line_around(file, row.offset) == row.line);
  }
}

TEST_CASE("places across the borders of blocks agree with counting") {
  std::string text;
  for (int i = 0; text.size() < 3 * 4096; ++i) text += i % 7 == 0 ? "\xe2\x82\xac\n" : i % 3 == 0 ? "\xc3\xa4" : "line";
  Sources sources;
  const auto file = sources.add("f", text).value();
  PlaceFinder places(sources);
  for (const std::size_t border : {4096u, 8192u, 12288u}) {
    for (std::size_t offset = border - 5; offset <= border + 5 && offset <= text.size(); ++offset) {
      INFO(offset);
      CHECK(places.find(file, static_cast<std::uint32_t>(offset)) == counted(text, offset));
    }
  }
}

TEST_CASE("a text of exactly one block, and one very long line") {
  for (const std::size_t size : {4095u, 4096u, 4097u, 3'000'000u}) {
    INFO(size);
    Sources sources;
    const auto file = sources.add("f", std::string(size, 'x')).value();
    PlaceFinder places(sources);
    CHECK(places.find(file, static_cast<std::uint32_t>(size)) == Place{1, static_cast<std::uint32_t>(size) + 1});
    CHECK(places.find(file, 4090) == Place{1, 4091});
  }
}

TEST_CASE("two files have places of their own") {
  Sources sources;
  const auto a = sources.add("a", "1\n2").value();
  const auto b = sources.add("b", "12345").value();
  PlaceFinder places(sources);
  CHECK(places.find(a, 2) == Place{2, 1});
  CHECK(places.find(b, 2) == Place{1, 3});
  CHECK(places.find(Span{a, 2, 3}) == Place{2, 1});
}
