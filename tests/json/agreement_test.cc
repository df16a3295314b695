// The two readers must call the same texts JSON: the loader trusts the fast one and asks the strict one for places.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "rules/json/reader.h"

namespace sprintd {
namespace {

struct Case {
  std::string text;
  bool is_json;
};

std::string nested(int depth, const std::string& open, const std::string& inner, const std::string& close) {
  std::string text;
  for (int i = 0; i < depth; ++i) text += open;
  text += inner;
  for (int i = 0; i < depth; ++i) text += close;
  return text;
}

std::vector<Case> cases() {
  using namespace std::string_literals;
  return {
      {"{}", true},
      {"[]", true},
      {"null", true},
      {"true", true},
      {"false", true},
      {"0", true},
      {"-0", true},
      {"-0.0e-0", true},
      {"12", true},
      {"1.5", true},
      {"1e3", true},
      {"1E+3", true},
      {"9223372036854775807", true},
      {"9223372036854775808", true},
      {"-9223372036854775809", true},
      {"1e308", true},
      {"1e-400", true},
      {" \t\r\n 1 \n", true},
      {R"("")", true},
      {R"("a")", true},
      {R"("\"\\\/\b\f\n\r\t\u0041")", true},
      {R"("\ud83d\ude00")", true},
      {R"("\u0000")", true},
      {"\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"", true},
      {"\"\x7f\"", true},
      {R"({"a":1,"b":[1,2,{"c":null}],"d":{}})", true},
      {R"([[],{},[{}]])", true},
      {"\xef\xbb\xbf{}", true},
      {"[ 1 , 2 ]", true},
      {R"({"" : ""})", true},
      {nested(64, "[", "", "]"), true},
      {nested(64, "[", "1", "]"), true},
      {nested(63, "{\"a\":", "{}", "}"), true},
      {nested(65, "[", "", "]"), false},
      {nested(64, "{\"a\":", "{}", "}"), false},
      {nested(100000, "[", "", "]"), false},
      {nested(100000, "[", "", ""), false},
      {"", false},
      {" ", false},
      {"\xef\xbb\xbf", false},
      {"\xef\xbb", false},
      {"{", false},
      {"[", false},
      {"}", false},
      {"]", false},
      {",", false},
      {":", false},
      {"[1,]", false},
      {"[,1]", false},
      {"[1 2]", false},
      {"[1,,2]", false},
      {"[1]]", false},
      {"[1}", false},
      {"{]", false},
      {"{} {}", false},
      {"1 2", false},
      {"nulll", false},
      {"nul", false},
      {"truefalse", false},
      {"true\"a\"", false},
      {"True", false},
      {"NaN", false},
      {"Infinity", false},
      {"-Infinity", false},
      {"01", false},
      {"-01", false},
      {"+1", false},
      {"-", false},
      {"1.", false},
      {".5", false},
      {"1e", false},
      {"1e+", false},
      {"1.e3", false},
      {"0x10", false},
      {"1_000", false},
      {"1a", false},
      {"1\"a\"", false},
      {"1e309", false},
      {"-1e400", false},
      {"[1\f]", false},
      {"[\v1]", false},
      {"[1\x1a]", false},
      {"{a:1}", false},
      {"{'a':1}", false},
      {R"({"a"})", false},
      {R"({"a":})", false},
      {R"({"a" 1})", false},
      {R"({"a":1,})", false},
      {R"({,"a":1})", false},
      {R"({"a":1 "b":2})", false},
      {R"({"a":1;"b":2})", false},
      {R"({"a"::1})", false},
      {R"({1:2})", false},
      {R"({"a":1}})", false},
      {R"({"a":1,"a":2})", false},
      {R"({"a":{"b":1,"c":2,"b":3}})", false},
      {R"({"a":1,"\u0061":2})", false},
      {R"("a)", false},
      {R"("a\")", false},
      {R"("\x")", false},
      {R"("\u12")", false},
      {R"("\u12g4")", false},
      {R"("\u+123")", false},
      {R"("\ud83d")", false},
      {R"("\ud83dx")", false},
      {R"("\ude00")", false},
      {R"("\ud83d\u0041")", false},
      {R"("\U0041")", false},
      {"\"a\nb\"", false},
      {"\"a\tb\"", false},
      {"\"\\\n\"", false},
      {"\"a\0b\""s, false},
      {"\0"s, false},
      {"[1]\0"s, false},
      {"\"\xff\"", false},
      {"\"\xc0\x80\"", false},
      {"\"\xed\xa0\x80\"", false},
      {"\"\xf4\x90\x80\x80\"", false},
      {"\"\xe2\x82\"", false},
      {"\xa0[]", false},
      {"[1] // one", false},
      {"/* one */ [1]", false},
      {R"({"a":"b"c})", false},
      {R"(["a""b"])", false},
      {R"({"\x":1})", false},
      {R"(["a\u00e4b", "\\"])", true},
  };
}

bool fast_accepts(const std::string& text) {
  Sources sources;
  const auto file = *sources.add("text.json", text);
  Arena arena;
  const auto reader = json::make_fast_reader(sources, file, arena);
  reader->skip();
  return reader->finish();
}

Diagnostics strict_faults(const std::string& text) {
  Sources sources;
  const auto file = *sources.add("text.json", text);
  Arena arena;
  Diagnostics diagnostics;
  const auto reader = json::make_strict_reader(sources, file, arena, diagnostics);
  reader->skip();
  const bool finished = reader->finish();
  CHECK(finished == !reader->failed());
  if (!finished) CHECK(diagnostics.has_errors());
  for (const auto& fault : diagnostics.sorted()) {
    CHECK(fault.span.begin <= fault.span.end);
    CHECK(fault.span.end <= text.size());
  }
  return diagnostics;
}

std::string mutate(std::string text, std::mt19937& random) {
  static const std::string kBytes = "{}[]:,\"\\ \n0123456789-+.eEtrufalsn\x01\x7f\xc3\xa4\xff";
  const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  for (auto edits = 1 + pick(3); edits > 0 && !text.empty(); --edits) {
    const auto at = pick(text.size());
    switch (pick(4)) {
      case 0:
        text[at] = kBytes[pick(kBytes.size())];
        break;
      case 1:
        text.insert(at, 1, kBytes[pick(kBytes.size())]);
        break;
      case 2:
        text.erase(at, 1 + pick(3));
        break;
      default:
        std::swap(text[at], text[pick(text.size())]);
    }
  }
  return text;
}

TEST_CASE("both readers accept exactly what RFC 8259 and the depth limit allow") {
  for (const auto& [text, is_json] : cases()) {
    INFO("text: " << text.substr(0, 80));
    CHECK(fast_accepts(text) == is_json);
    CHECK(strict_faults(text).empty() == is_json);
  }
}

TEST_CASE("both readers agree on random edits of valid texts") {
  const std::vector<std::string> seeds = {
      R"({"id":"TD-12","title":"Drop \"it\"","points":3,"labels":["a","b\u00e4"],"blocked_by":[],"done":false})",
      "[1, -2.5e3, 0.125, {\"a\": null, \"b\": {\"c\": [true, false]}},\n \"\\ud83d\\ude00 \xf0\x9f\x98\x80\"]",
      R"({"a":{"b":{"c":{"d":[[],[[]],{}]}}},"e":"","f":1e10})",
  };
  std::mt19937 random(20260302);
  int accepted = 0;
  for (int round = 0; round < 6000; ++round) {
    const auto text = mutate(seeds[static_cast<std::size_t>(round) % seeds.size()], random);
    const bool fast = fast_accepts(text);
    accepted += fast ? 1 : 0;
    INFO("text: " << text);
    REQUIRE(strict_faults(text).empty() == fast);
  }
  // A mutation that never, or always, breaks the text would test nothing.
  CHECK(accepted > 300);
  CHECK(accepted < 5700);
}

}  // namespace
}  // namespace sprintd
