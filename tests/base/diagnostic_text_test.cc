#include "rules/base/diagnostic_text.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <string>
#include <vector>

using namespace sprintd;

namespace {

// One file with a text, and the diagnostics that point into it.
struct Desk {
  Sources sources;
  FileId file = FileId::none;
  Diagnostics diagnostics;

  explicit Desk(std::string text, std::string name = "team.yaml") {
    file = sources.add(std::move(name), std::move(text)).value();
  }
  [[nodiscard]] Span find(std::string_view piece) const {
    const auto at = static_cast<std::uint32_t>(sources.text(file).find(piece));
    return {file, at, at + static_cast<std::uint32_t>(piece.size())};
  }
  [[nodiscard]] std::string shown(DiagnosticStyle style = {}) const {
    PlaceFinder places(sources);
    return render_diagnostics(diagnostics.sorted(), places, style);
  }
};

}  // namespace

TEST_CASE("a fault with its line, carets and hint") {
  Desk desk("sprintd: 1\nrules:\n  - id: small\n    require: item.point <= 8\n", "etc/packs/team.yaml");
  desk.diagnostics.add(Code::unknown_field, desk.find("point"), "item has no field 'point'",
                       "did you mean 'points' (double, estimate in story points)?");
  CHECK(desk.shown() ==
        "etc/packs/team.yaml:4:19: error[E0107]: item has no field 'point'\n"
        "    4 |     require: item.point <= 8\n"
        "      |                   ^^^^^ did you mean 'points' (double, estimate in story points)?\n");
}

TEST_CASE("no hint leaves no blank behind the carets") {
  Desk desk("abc");
  desk.diagnostics.add(Code::unknown_field, desk.find("b"), "no");
  CHECK(desk.shown() ==
        "team.yaml:1:2: error[E0107]: no\n"
        "    1 | abc\n"
        "      |  ^\n");
}

TEST_CASE("a point shows one caret, also at the end of a line and of the text") {
  Desk desk("ab\ncd");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 2, 2}, "first");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 5, 5}, "second");
  CHECK(desk.shown() ==
        "team.yaml:1:3: error[E0107]: first\n"
        "    1 | ab\n"
        "      |   ^\n"
        "\n"
        "team.yaml:2:3: error[E0107]: second\n"
        "    2 | cd\n"
        "      |   ^\n");
}

TEST_CASE("a span of several lines is underlined to the end of its first") {
  Desk desk("key: one\n  two\n  three\n");
  desk.diagnostics.add(Code::unknown_field, desk.find("one\n  two\n  three"), "long");
  CHECK(desk.shown() ==
        "team.yaml:1:6: error[E0107]: long\n"
        "    1 | key: one\n"
        "      |      ^^^\n");
}

TEST_CASE("columns are code points, tabs and control characters one column") {
  Desk desk("\tgr\xc3\xb6\xc3\x9f\x1b[1m: \xf0\x9f\x98\x80 bad\r\n");
  desk.diagnostics.add(Code::unknown_field, desk.find("bad"), "wide");
  CHECK(desk.shown() ==
        "team.yaml:1:14: error[E0107]: wide\n"
        "    1 |  gr\xc3\xb6\xc3\x9f\xef\xbf\xbd[1m: \xf0\x9f\x98\x80 bad\n"
        "      |              ^^^\n");
}

TEST_CASE("bytes that are no UTF-8 are shown as the replacement character") {
  Desk desk("name: caf\xe9 x");
  desk.diagnostics.add(Code::text_not_utf8, Span{desk.file, 9, 10}, "not UTF-8");
  CHECK(desk.shown() ==
        "team.yaml:1:10: error[E0201]: not UTF-8\n"
        "    1 | name: caf\xef\xbf\xbd x\n"
        "      |          ^\n");
}

TEST_CASE("sequences of the right length that are no code points are shown as the replacement character") {
  struct Row {
    const char *bytes, *why;
  };
  for (const auto& [bytes, why] : {Row{"\xf4\xbc\xbc\xbc", "above U+10FFFF"}, Row{"\xed\xa0\x80", "a surrogate"},
                                   Row{"\xe0\x80\xaf", "an overlong form"}, Row{"\xf0\x80\x80\xaf", "another"}}) {
    CAPTURE(why);
    Desk desk(fmt::format("id: {}\n", bytes));
    desk.diagnostics.add(Code::text_not_utf8, Span{desk.file, 4, 5}, "not UTF-8");
    CHECK(desk.shown() ==
          "team.yaml:1:5: error[E0201]: not UTF-8\n"
          "    1 | id: \xef\xbf\xbd\n"
          "      |     ^\n");
  }
}

TEST_CASE("a long line is cut around its caret") {
  const std::string long_line = std::string(300, 'a') + "HERE" + std::string(300, 'b');
  Desk middle(long_line);
  middle.diagnostics.add(Code::unknown_field, middle.find("HERE"), "middle", "hint");
  CHECK(middle.shown() ==
        "team.yaml:1:301: error[E0107]: middle\n"
        "    1 | \xe2\x80\xa6" +
            std::string(49, 'a') + "HERE" + std::string(45, 'b') +
            "\xe2\x80\xa6\n"
            "      | " +
            std::string(50, ' ') + "^^^^ hint\n");

  Desk start("HERE" + std::string(300, 'b'));
  start.diagnostics.add(Code::unknown_field, start.find("HERE"), "start");
  CHECK(start.shown() ==
        "team.yaml:1:1: error[E0107]: start\n"
        "    1 | HERE" +
            std::string(95, 'b') +
            "\xe2\x80\xa6\n"
            "      | ^^^^\n");

  Desk end(std::string(300, 'a') + "HERE");
  end.diagnostics.add(Code::unknown_field, end.find("HERE"), "end");
  CHECK(end.shown() ==
        "team.yaml:1:301: error[E0107]: end\n"
        "    1 | \xe2\x80\xa6" +
            std::string(95, 'a') +
            "HERE\n"
            "      | " +
            std::string(96, ' ') + "^^^^\n");

  Desk whole(std::string(300, 'a'));
  whole.diagnostics.add(Code::unknown_field, Span{whole.file, 0, 300}, "all of it");
  CHECK(whole.shown() ==
        "team.yaml:1:1: error[E0107]: all of it\n"
        "    1 | " +
            std::string(99, 'a') +
            "\xe2\x80\xa6\n"
            "      | " +
            std::string(100, '^') + "\n");
}

TEST_CASE("a line of exactly the width is not cut") {
  Desk desk(std::string(100, 'a'));
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 99, 100}, "last");
  CHECK(desk.shown() ==
        "team.yaml:1:100: error[E0107]: last\n"
        "    1 | " +
            std::string(100, 'a') +
            "\n"
            "      | " +
            std::string(99, ' ') + "^\n");
}

TEST_CASE("notes follow with their own line") {
  Desk desk("define:\n  a: item.point\nrules:\n  b: a > 3\n");
  auto& fault = desk.diagnostics.add(Code::unknown_field, desk.find("point"), "item has no field 'point'");
  fault.notes.push_back({desk.find("a > 3"), "used here"});
  fault.notes.push_back({Span{}, "fields come from the schema"});
  CHECK(desk.shown() ==
        "team.yaml:2:11: error[E0107]: item has no field 'point'\n"
        "    2 |   a: item.point\n"
        "      |           ^^^^^\n"
        "team.yaml:4:6: note: used here\n"
        "    4 |   b: a > 3\n"
        "      |      ^^^^^\n"
        "note: fields come from the schema\n");
}

TEST_CASE("line numbers of any length keep the gutter straight") {
  Desk desk(std::string(123456, '\n') + "x");
  desk.diagnostics.add(Code::unknown_field, desk.find("x"), "far down");
  CHECK(desk.shown() ==
        "team.yaml:123457:1: error[E0107]: far down\n"
        "123457 | x\n"
        "       | ^\n");
}

TEST_CASE("a fault without a place is one line") {
  Desk desk("");
  desk.diagnostics.add(Code::file_unreadable, Span{}, "team.yaml is not there");
  CHECK(desk.shown() == "error[E0701]: team.yaml is not there\n");
}

TEST_CASE("a JSON pointer stands behind the message") {
  Desk desk("{}", "b.json");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 0, 2}, "bad").pointer = "/items/3";
  CHECK(desk.shown() ==
        "b.json:1:1: error[E0107]: bad (at /items/3)\n"
        "    1 | {}\n"
        "      | ^^\n");
}

TEST_CASE("an empty text can have a fault") {
  Desk desk("");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 0, 0}, "empty");
  CHECK(desk.shown() ==
        "team.yaml:1:1: error[E0107]: empty\n"
        "    1 | \n"
        "      | ^\n");
}

TEST_CASE("in colour") {
  Desk desk("abc");
  auto& fault = desk.diagnostics.add(Code::unknown_field, desk.find("b"), "no", "hint");
  fault.notes.push_back({desk.find("c"), "see"});
  CHECK(desk.shown({.colour = true}) ==
        "\x1b[1mteam.yaml:1:2: \x1b[0m\x1b[1;31merror[E0107]:\x1b[0m no\n"
        "\x1b[34m    1 |\x1b[0m abc\n"
        "\x1b[34m      |\x1b[0m  \x1b[1;31m^ hint\x1b[0m\n"
        "\x1b[1mteam.yaml:1:3: \x1b[0m\x1b[1;36mnote:\x1b[0m see\n"
        "\x1b[34m    1 |\x1b[0m abc\n"
        "\x1b[34m      |\x1b[0m   \x1b[1;36m^\x1b[0m\n");
}

TEST_CASE("diagnostics are sorted by place, repetitions once") {
  Desk desk("ab");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 1, 2}, "second");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 0, 1}, "first");
  desk.diagnostics.add(Code::unknown_field, Span{desk.file, 1, 2}, "second");
  const auto sorted = desk.diagnostics.sorted();
  REQUIRE(sorted.size() == 2);
  CHECK(sorted[0].message == "first");
  CHECK(sorted[1].message == "second");
  CHECK(desk.diagnostics.has_errors());
}

TEST_CASE("every code has a number of its own, and a page") {
  std::vector<std::string_view> names;
  for (const auto& info : all_codes()) {
    INFO(info.name);
    CHECK(info.name.size() == 5);
    CHECK_FALSE(info.title.empty());
    CHECK(info.page.size() > 40);
    CHECK(info.page.ends_with('\n'));
    CHECK(find_code(info.name) == info.code);
    names.push_back(info.name);
  }
  std::ranges::sort(names);
  CHECK(std::ranges::adjacent_find(names) == names.end());
  CHECK_FALSE(find_code("E9999"));
}

TEST_CASE("faults beyond the bound are counted, and still faults") {
  Desk desk("x");
  for (std::size_t i = 0; i < Diagnostics::kMost + 5; ++i) {
    desk.diagnostics.add(Code::unknown_field, Span{desk.file, 0, 1}, std::to_string(i)).notes.push_back({});
  }
  CHECK(desk.diagnostics.dropped() == 5);
  CHECK(desk.diagnostics.sorted().size() == Diagnostics::kMost);
  CHECK(desk.diagnostics.has_errors());
}

TEST_CASE("a very long line costs no more than what is shown of it") {
  const std::string piece = "{\"\xc3\xa4\": 1}, ";
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += piece;
  Desk desk(text);
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const auto begin = static_cast<std::uint32_t>(text.size() - (i + 1) * piece.size());
    desk.diagnostics.add(Code::unknown_field, Span{desk.file, begin, begin + 4}, "one of many");
  }
  const auto shown = desk.shown();
  CHECK(shown.size() < 5000 * 400);
  std::string end = "\xe2\x80\xa6" + piece.substr(1);
  for (int i = 0; i < 9; ++i) end += piece;
  CHECK(shown.substr(shown.rfind("team.yaml")) == "team.yaml:1:1999991: error[E0107]: one of many\n    1 | " + end +
                                                      "\n      | " + std::string(90, ' ') + "^^^\n");
}

TEST_CASE("what a message quotes cannot break its line or steer the terminal") {
  Diagnostics diagnostics;
  diagnostics.add(Code::backlog_unknown_key, {}, "no key 'a\nb\tc\x1b[2Jd\xc2\x9b' \xc3\xa4", "is it '\r\x7f'?");
  const auto all = diagnostics.sorted();
  CHECK(all.front().message == "no key 'a b c\xef\xbf\xbd[2Jd\xef\xbf\xbd' \xc3\xa4");
  CHECK(all.front().hint == "is it ' \xef\xbf\xbd'?");
}
