#include "rules/yaml/scalar_place.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "tests/yaml/yaml_desk.h"

using namespace sprintd;
using namespace sprintd::yaml;

namespace {

// The source piece of each decoded byte range that holds `piece`.
std::string source_of(const Desk& desk, const Node& node, std::string_view piece) {
  const auto at = node.text.find(piece);
  REQUIRE(at != std::string::npos);
  return std::string(desk.source(node.origin.span(at, at + piece.size())));
}

struct Draw {
  std::mt19937 random;

  std::size_t below(std::size_t n) { return random() % n; }
  template <typename T>
  const T& one_of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }
};

const std::vector<std::string> kWords = {"item",
                                         "points",
                                         "<=",
                                         "\xc3\xa4rger",
                                         "\xf0\x9f\x98\x80",
                                         "a.b",
                                         "size()",
                                         "\xe2\x82\xac",
                                         "x",
                                         "gr\xc3\xbc\xc3\x9f"
                                         "e"};

// One scalar of a style as it stands behind "key: ", with lines to follow indented by two or more.
std::string plain(Draw& draw) {
  std::string text = "p";
  for (std::size_t i = draw.below(12); i > 0; --i) {
    text += draw.one_of<std::string>({" ", " ", "  ", "\n  ", " \n\n    ", "\n \n\n  ", "\t", "\r\n  "});
    text += draw.one_of(kWords);
  }
  return text;
}

std::string quoted(Draw& draw, char quote) {
  std::string text(1, quote);
  for (std::size_t i = draw.below(12); i > 0; --i) {
    text += draw.one_of(kWords);
    if (quote == '\'') {
      text += draw.one_of<std::string>({" ", "''", "\n  ", "  \n\n  ", "\\", "# ", ": ", "\r\n  "});
    } else {
      text += draw.one_of<std::string>({" ", "\\\"", "\\n", "\\u00e4", "\\x41", "\\U0001F600", "\\\n   ", "\\\n\n  ",
                                        "\n  ", "\\t ", "\\L", "'", "# ", " \n \n  ", "\\ \n  ", "\\\\"});
    }
  }
  return text + "e" + quote;
}

std::string block(Draw& draw, char sign) {
  std::string text(1, sign);
  const bool is_explicit = draw.below(3) == 0;
  if (is_explicit) text += "2";
  text += draw.one_of<std::string>({"", "-", "+"});
  text += draw.one_of<std::string>({"\n", " # comment\n", "\r\n"});
  text += "  f\n";
  for (std::size_t i = draw.below(12); i > 0; --i) {
    text += draw.one_of<std::string>({"", "", "  ", "    ", "  "});
    if (!text.ends_with('\n')) text += draw.one_of(kWords) + draw.one_of<std::string>({"", " x", " # y", "  "});
    text += draw.one_of<std::string>({"\n", "\n", "\r\n"});
  }
  return text;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

TEST_CASE("pieces of scalars found in the source") {
  struct Row {
    std::string text, piece, expected, why;
  };
  const std::vector<Row> rows = {
      {"a: one two", "two", "two", "plain"},
      {"a: one\n  two\n\n  three", "three", "three", "plain over lines"},
      {"a: one\n  two", "one two", "one\n  two", "across a fold"},
      {"a: 'it''s so'", "so", "so", "behind a doubled quote"},
      {"a: 'it''s so'", "'", "''", "the doubled quote"},
      {"a: \"x\\ty\"", "y", "y", "behind an escape"},
      {"a: \"x\\u00e4y\"", "\xc3\xa4", "\\u00e4", "all of an escape of two bytes"},
      {"a: \"x\\U0001F600y\"", "\xf0\x9f\x98\x80", "\\U0001F600", "of four"},
      {"a: \"x\\Ly\"", "\xe2\x80\xa8", "\\L", "longer than its escape"},
      {"a: \"one\\\n   two\"", "two", "two", "behind an escaped line end"},
      {"a: |\n  one\n    two\n  three\n", "three", "three", "literal"},
      {"a: |\n  one\n    two\n", "  two", "  two", "deeper than the block"},
      {"a: |3\n     one\n   two\n", "two", "two", "with an indentation indicator"},
      {"a: >\n  one\n  two\n\n  three\n", "three", "three", "folded"},
      {"a: >\n  one\n    two\n  three\n", "three", "three", "folded around a deeper line"},
      {"a: >\n\n  one\n  two\n", "two", "two", "folded behind an empty line"},
      {"- |\n one\n two\n", "two", "two", "a block in a list"},
      {"a: |\r\n  one\r\n  two\r\n", "two", "two", "CRLF"},
      {"a: &x \"q\\tr\"", "r", "r", "behind an anchor"},
      {"a: &x\n  # comment\n  plain", "plain", "plain", "behind an anchor and a comment"},
      {"{a: [x, y z]}", "z", "z", "in brackets"},
  };
  for (const auto& row : rows) {
    INFO(row.why << "\n" << row.text);
    const Desk desk(row.text);
    REQUIRE(desk.root);
    const Node* node = &*desk.root;
    while (!node->is_scalar()) node = node->is_sequence() ? &node->items.back() : &node->entries.back().value;
    CHECK(source_of(desk, *node, row.piece) == row.expected);
  }
}

TEST_CASE("every letter of random scalars maps back to itself or to its escape") {
  Draw draw{std::mt19937(20260302)};
  std::size_t letters = 0;
  for (int round = 0; round < 4000; ++round) {
    const auto style = static_cast<Node::Style>(round % 5);
    const auto scalar = style == Node::Style::plain           ? plain(draw)
                        : style == Node::Style::single_quoted ? quoted(draw, '\'')
                        : style == Node::Style::double_quoted ? quoted(draw, '"')
                        : style == Node::Style::literal       ? block(draw, '|')
                                                              : block(draw, '>');
    const auto text = "first: 1\nkey: " + scalar + "\nlast: 2\n";
    INFO(text);
    const Desk desk(text);
    INFO(desk.faults());
    REQUIRE(desk.root);
    const auto* node = desk.root->find("key");
    REQUIRE(node);
    CHECK(node->style == style);
    CHECK(place_scalar(text, desk.file, node->span.begin, node->text).exact);
    for (std::size_t i = 0; i < node->text.size(); ++i) {
      const auto span = node->origin.span(i, i + 1);
      REQUIRE(span.begin >= node->span.begin);
      REQUIRE(span.end <= node->span.end + 1);
      if (!is_letter(node->text[i])) continue;
      ++letters;
      const char found = text[span.begin];
      REQUIRE((found == node->text[i] || (found == '\\' && text[span.begin + 1] == 'x')));
    }
  }
  CHECK(letters > 20'000);
}

TEST_CASE("where the two readings differ, every part is the whole") {
  const std::string_view source = "a: \"one\"\n";
  const auto place = place_scalar(source, FileId{0}, 3, "two");
  CHECK_FALSE(place.exact);
  CHECK(place.origin.span(1, 2) == Span{FileId{0}, 3, 8});
}
