#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/yaml/yaml_desk.h"

using namespace sprintd;
using namespace sprintd::yaml;

namespace {

// A tree as one line: scalars in <>, each with the place of its first byte.
std::string shown(const Node& node) {
  const auto place = "@" + std::to_string(node.span.begin) + "-" + std::to_string(node.span.end);
  if (node.is_scalar()) return "<" + node.text + ">" + place;
  std::string text = node.is_sequence() ? "[" : "{";
  for (const auto& item : node.items) text += shown(item) + " ";
  for (const auto& [key, value] : node.entries) text += shown(key) + "=" + shown(value) + " ";
  if (text.back() == ' ') text.pop_back();
  return text + (node.is_sequence() ? "]" : "}") + place;
}

}  // namespace

TEST_CASE("trees and where they stand") {
  struct Row {
    std::string text, expected, why;
  };
  const std::vector<Row> rows = {
      {"", "{}@0-0", "nothing is an empty mapping"},
      {"# comment only\n", "{}@0-0", "so is a comment"},
      {"---\n", "{}@0-0", "and an empty document"},
      {"&x", "{}@0-0", "an anchor at the end of the text (yaml-cpp would read past its tokens)"},
      {"a: 1", "{<a>@0-1=<1>@3-4}@0-4", "a key and its value"},
      {"--- \na: 1\n...\n", "{<a>@5-6=<1>@8-9}@5-9", "document marks"},
      {"\xef\xbb\xbf"
       "a: 1",
       "{<a>@3-4=<1>@6-7}@3-7", "a byte order mark"},
      {"a: 1\r\nb: 2\r\n", "{<a>@0-1=<1>@3-4 <b>@6-7=<2>@9-10}@0-10", "CRLF"},
      {"- a\n- - b\n  - c\n-\n  d: e\n", "[<a>@2-3 [<b>@8-9 <c>@14-15]@6-15 {<d>@20-21=<e>@23-24}@20-24]@0-24",
       "lists"},
      {"a:\n- x\n- y\nb: z\n", "{<a>@0-1=[<x>@5-6 <y>@9-10]@3-10 <b>@11-12=<z>@14-15}@0-15", "a list below its key"},
      {"[a, {b: c}, [ ], { }]", "[<a>@1-2 {<b>@5-6=<c>@8-9}@4-10 []@12-15 {}@17-20]@0-21", "brackets"},
      {"[a: 1, b]", "[{<a>@1-2=<1>@4-5}@1-5 <b>@7-8]@0-9", "a pair in a list"},
      {"{\"a\":1, 'b': [x # ]\n ]}", "{<a>@1-4=<1>@5-6 <b>@8-11=[<x>@14-15]@13-22}@0-23", "a comment in brackets"},
      {"? a\n: b\n? c\n", "{<a>@2-3=<b>@6-7 <c>@10-11=<>@11-11}@0-11", "explicit keys"},
      {"\xc3\xa4: \xf0\x9f\x98\x80\nb: \xe2\x82\xac",
       "{<\xc3\xa4>@0-2=<\xf0\x9f\x98\x80>@4-8 <b>@9-10=<\xe2\x82\xac>@12-15}@0-15", "bytes, not characters"},
      {"a:\nb: \nc: ~\nd: null\n", "{<a>@0-1=<>@2-2 <b>@3-4=<>@5-5 <c>@7-8=<~>@10-11 <d>@12-13=<null>@15-19}@0-19",
       "nothing stands behind its colon"},
      {"a:\nnull: 1\n", "{<a>@0-1=<>@2-2 <null>@3-7=<1>@9-10}@0-10", "a key that is called null is no value"},
      {"a: &x\nnull: 1\n", "{<a>@0-1=<>@2-2 <null>@6-10=<1>@12-13}@0-13", "nor behind an anchor"},
      {"-\n- null\n- \n", "[<>@1-1 <null>@4-8 <>@10-10]@0-10", "nothing behind a dash"},
      {"{a, b: , c: null}", "{<a>@1-2=<>@2-2 <b>@4-5=<>@6-6 <c>@9-10=<null>@12-16}@0-17", "nothing in brackets"},
      {"a: &x 1\nb: *x\n", "{<a>@0-1=<1>@6-7 <b>@8-9=<1>@11-13}@0-13", "an alias stands where it stands"},
      {"a: &m\n  k: v\nb: *m\n", "{<a>@0-1={<k>@8-9=<v>@11-12}@8-12 <b>@13-14={<k>@8-9=<v>@11-12}@16-18}@0-18",
       "what is in it stands where it was written"},
      {"&k a: 1\nb: *k\n", "{<a>@3-4=<1>@6-7 <b>@8-9=<a>@11-13}@0-13",
       "an anchor of the first key is not the mapping's"},
      {"a: &x [1]\nb: &x 2\nc: *x\n", "{<a>@0-1=[<1>@7-8]@6-9 <b>@10-11=<2>@16-17 <c>@18-19=<2>@21-23}@0-23",
       "the last anchor of a name counts"},
      {"a: >-\n  x\n  y\nb: |+\n  z\n\nc: d", "{<a>@0-1=<x y>@3-13 <b>@14-15=<z\n\n>@17-24 <c>@25-26=<d>@28-29}@0-29",
       "blocks of text"},
      {"just text", "<just text>@0-9", "a scalar alone"},
  };
  for (const auto& row : rows) {
    INFO(row.why << "\n" << row.text);
    const Desk desk(row.text);
    CHECK(desk.faults().empty());
    REQUIRE(desk.root);
    CHECK(shown(*desk.root) == row.expected);
  }
}

TEST_CASE("what a scalar means") {
  struct Row {
    std::string_view text;
    ScalarType expected;
  };
  const std::vector<Row> rows = {
      {"", ScalarType::null},        {"~", ScalarType::null},       {"null", ScalarType::null},
      {"Null", ScalarType::null},    {"NULL", ScalarType::null},    {"nUll", ScalarType::string},
      {"true", ScalarType::boolean}, {"True", ScalarType::boolean}, {"FALSE", ScalarType::boolean},
      {"yes", ScalarType::string},   {"on", ScalarType::string},    {"y", ScalarType::string},
      {"tRue", ScalarType::string},  {"0", ScalarType::integer},    {"-12", ScalarType::integer},
      {"+3", ScalarType::integer},   {"007", ScalarType::integer},  {"0x1F", ScalarType::integer},
      {"0o17", ScalarType::integer}, {"0o8", ScalarType::string},   {"0x", ScalarType::string},
      {"-0x1", ScalarType::string},  {"1_000", ScalarType::string}, {"1.5", ScalarType::real},
      {".5", ScalarType::real},      {"1.", ScalarType::real},      {"1e3", ScalarType::real},
      {"-1.5E-3", ScalarType::real}, {".", ScalarType::string},     {"e3", ScalarType::string},
      {"1e", ScalarType::string},    {".inf", ScalarType::real},    {"-.INF", ScalarType::real},
      {".nan", ScalarType::real},    {"-.nan", ScalarType::string}, {"inf", ScalarType::string},
      {"-", ScalarType::string},     {"+", ScalarType::string},     {"2026-03-02", ScalarType::string},
      {"12:30", ScalarType::string}, {"1.2.3", ScalarType::string}, {"0b1", ScalarType::string},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    Node node;
    node.text = row.text;
    CHECK(scalar_type(node) == row.expected);
    node.style = Node::Style::single_quoted;
    CHECK(scalar_type(node) == ScalarType::string);
  }
}

TEST_CASE("a value is found by its key") {
  const Desk desk("a: 1\nb: {c: 2}\n");
  REQUIRE(desk.root);
  REQUIRE(desk.root->find("b"));
  CHECK(desk.root->find("b")->find("c")->text == "2");
  CHECK(desk.root->find("c") == nullptr);
}

TEST_CASE("aliases expand up to a bound") {
  // Ten times ten: each line has ten aliases of the line before.
  const auto laughs = [](int lines) {
    std::string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n";
    for (int i = 1; i < lines; ++i) {
      text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [";
      for (int j = 0; j < 10; ++j) text += (j > 0 ? ", *a" : "*a") + std::to_string(i - 1);
      text += "]\n";
    }
    return text;
  };
  CHECK(Desk(laughs(4)).root);
  const Desk desk(laughs(9));
  CHECK_FALSE(desk.root);
  CHECK(desk.faults() ==
        R"(t.yaml:5:45: error[E0210]: up to here, aliases stand for more than 100000 values or 16 MB of text
    5 | a4: &a4 [*a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3, *a3]
      |                                             ^^^
)");
}

TEST_CASE("a long text cannot be copied for ever") {
  std::string text = "a: &a " + std::string(1'000'000, 'x') + "\nb: [";
  for (int i = 0; i < 17; ++i) text += "*a, ";
  const Desk desk(text + "]\n");
  CHECK_FALSE(desk.root);
  REQUIRE(desk.diagnostics.sorted().size() == 1);
  CHECK(desk.diagnostics.sorted()[0].code == Code::yaml_alias_expansion);
}

TEST_CASE("depth is bounded") {
  const auto brackets = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  CHECK(Desk(brackets(64)).root);
  struct Row {
    std::string text, why;
  };
  std::string aliases = "a0: &a0 [x]\n";
  for (int i = 1; i < 70; ++i) {
    aliases += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + "]\n";
  }
  std::string dashes, keys;
  for (int i = 0; i < 10'000; ++i) dashes += "- ";
  for (int i = 0; i < 10'000; ++i) keys += "{a: ";
  const std::vector<Row> rows = {
      {brackets(65), "one too many"},
      {brackets(10'000), "ten thousand"},
      {std::string(10'000, '['), "never closed"},
      {std::string(1'000'000, '['), "a million"},
      {std::string(10'000, '{'), "braces"},
      {dashes, "dashes"},
      {keys, "mappings in brackets"},
      {aliases, "aliases of aliases"},
  };
  for (const auto& row : rows) {
    INFO(row.why);
    const Desk desk(row.text);
    CHECK_FALSE(desk.root);
    REQUIRE_FALSE(desk.diagnostics.empty());
    CHECK(desk.diagnostics.sorted()[0].code == Code::yaml_too_deep);
  }
}

TEST_CASE("a text of more than 16 MB is not read") {
  const Desk desk("a: " + std::string((16u << 20) - 2, 'x'));
  CHECK_FALSE(desk.root);
  CHECK(desk.diagnostics.sorted().at(0).code == Code::yaml_too_long);
}
