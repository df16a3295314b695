#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/base/diagnostic_text.h"
#include "rules/json/reader.h"

namespace sprintd {
namespace {

struct Case {
  std::string text;
  std::string rendered;  // all faults
};

TEST_CASE("the strict reader says what is wrong and where") {
  const std::vector<Case> cases = {
      {"", "t.json:1:1: error[E0402]: the text is empty\n    1 | \n      | ^\n"},
      {"{\"a\": 1,}",
       "t.json:1:9: error[E0402]: expected a key in double quotes, found '}' (at /a)\n"
       "    1 | {\"a\": 1,}\n"
       "      |         ^ remove the comma before it\n"},
      {"[1, 2,]",
       "t.json:1:7: error[E0402]: expected a value, found ']' (at /2)\n"
       "    1 | [1, 2,]\n"
       "      |       ^ remove the comma before it\n"},
      {"{\"a\": 1\n \"b\": 2}",
       "t.json:2:2: error[E0402]: expected ',' or '}', found '\"' (at /a)\n"
       "    2 |  \"b\": 2}\n"
       "      |  ^\n"},
      {"{\"a\" 1}",
       "t.json:1:6: error[E0402]: expected ':' after a key, found '1' (at /a)\n"
       "    1 | {\"a\" 1}\n"
       "      |      ^\n"},
      {"{\"a\": None}",
       "t.json:1:7: error[E0402]: expected a value, found 'None' (at /a)\n"
       "    1 | {\"a\": None}\n"
       "      |       ^^^^ write null\n"},
      {"{\"a\": [1, 'x']}",
       "t.json:1:11: error[E0402]: expected a value, found ''x'' (at /a/1)\n"
       "    1 | {\"a\": [1, 'x']}\n"
       "      |           ^^^ strings have double quotes\n"},
      {"{} x",
       "t.json:1:4: error[E0402]: expected the end of the text, found 'x'\n"
       "    1 | {} x\n"
       "      |    ^\n"},
      {"{\"a\": [",
       "t.json:1:8: error[E0402]: expected a value or ']', found the end of the text (at /a)\n"
       "    1 | {\"a\": [\n"
       "      |        ^\n"},
      {"[\"ä\\x\"]",
       "t.json:1:4: error[E0403]: unknown escape (at /0)\n"
       "    1 | [\"ä\\x\"]\n"
       "      |    ^^\n"},
      {"[\"\\ud83d.\"]",
       "t.json:1:3: error[E0403]: half of a surrogate pair (at /0)\n"
       "    1 | [\"\\ud83d.\"]\n"
       "      |   ^^^^^^\n"},
      {"[\"a\nb\"]",
       "t.json:1:2: error[E0403]: string without an end on its line (at /0)\n"
       "    1 | [\"a\n"
       "      |  ^ close it, or write \\n for a new line\n"},
      {"[007]",
       "t.json:1:2: error[E0404]: malformed number '007' (at /0)\n"
       "    1 | [007]\n"
       "      |  ^^^\n"},
      {"[1e999]",
       "t.json:1:2: error[E0404]: number beyond the range of a double (at /0)\n"
       "    1 | [1e999]\n"
       "      |  ^^^^^\n"},
      {"{\"a/b\": 1, \"c~\": {\"x\": 1, \"x\": 2}, \"a\\u002fb\": 3}",
       "t.json:1:27: error[E0406]: key 'x' stands here twice (at /c~0/x)\n"
       "    1 | {\"a/b\": 1, \"c~\": {\"x\": 1, \"x\": 2}, \"a\\u002fb\": 3}\n"
       "      |                           ^^^\n"
       "t.json:1:19: note: first here\n"
       "    1 | {\"a/b\": 1, \"c~\": {\"x\": 1, \"x\": 2}, \"a\\u002fb\": 3}\n"
       "      |                   ^^^\n"
       "\n"
       "t.json:1:36: error[E0406]: key 'a/b' stands here twice (at /a~1b)\n"
       "    1 | {\"a/b\": 1, \"c~\": {\"x\": 1, \"x\": 2}, \"a\\u002fb\": 3}\n"
       "      |                                    ^^^^^^^^^^\n"
       "t.json:1:2: note: first here\n"
       "    1 | {\"a/b\": 1, \"c~\": {\"x\": 1, \"x\": 2}, \"a\\u002fb\": 3}\n"
       "      |  ^^^^^\n"},
  };
  for (const auto& [text, rendered] : cases) {
    Sources sources;
    const auto file = *sources.add("t.json", text);
    Arena arena;
    Diagnostics diagnostics;
    const auto reader = json::make_strict_reader(sources, file, arena, diagnostics);
    reader->skip();
    reader->finish();
    PlaceFinder places(sources);
    const auto all = diagnostics.sorted();
    INFO("text: " << text);
    CHECK(render_diagnostics(all, places) == rendered);
  }
}

template <typename Reader>
void check_values(Reader& reader) {
  std::string_view key;
  REQUIRE(reader.kind() == PullReader::Kind::object);
  CHECK(reader.span().begin == 1);
  reader.begin_object();
  REQUIRE(reader.next_key(key));
  CHECK(key == "s");
  CHECK(reader.key_span().begin == 3);
  CHECK(reader.span().begin == 8);
  CHECK(reader.string() == "plain");
  REQUIRE(reader.next_key(key));
  CHECK(reader.string() == "a\"\xc3\xa4\xf0\x9f\x98\x80\n");
  REQUIRE(reader.next_key(key));
  reader.begin_array();
  REQUIRE(reader.next_element());
  CHECK(reader.kind() == PullReader::Kind::integer);
  CHECK(reader.integer() == -7);
  REQUIRE(reader.next_element());
  CHECK(reader.kind() == PullReader::Kind::real);
  CHECK(reader.real() == 2.5);
  REQUIRE(reader.next_element());
  CHECK(reader.kind() == PullReader::Kind::real);
  CHECK(reader.real() == 1e19);
  REQUIRE(reader.next_element());
  CHECK(reader.real() == 8.0);
  REQUIRE(reader.next_element());
  CHECK(reader.boolean());
  REQUIRE(reader.next_element());
  CHECK(reader.kind() == PullReader::Kind::null);
  reader.null();
  REQUIRE_FALSE(reader.next_element());
  REQUIRE_FALSE(reader.next_key(key));
  CHECK(reader.finish());
}

TEST_CASE("both readers give the same values, places and borrowed strings") {
  const std::string text =
      " { \"s\": \"plain\", \"e\": \"a\\\"\\u00e4\\ud83d\\ude00\\n\",\n"
      "  \"n\": [-7, 2.5, 10000000000000000000, 8, true, null]}";
  Sources sources;
  const auto file = *sources.add("t.json", text);
  Arena arena;
  Diagnostics diagnostics;
  const auto fast = json::make_fast_reader(sources, file, arena);
  check_values(*fast);
  const auto strict = json::make_strict_reader(sources, file, arena, diagnostics);
  check_values(*strict);
  CHECK(diagnostics.empty());
}

TEST_CASE("strings without a backslash stay in the source text") {
  Sources sources;
  const auto file = *sources.add("t.json", R"(["plain", "esc\u0061ped"])");
  Arena arena;
  const auto reader = json::make_fast_reader(sources, file, arena);
  reader->begin_array();
  reader->next_element();
  CHECK(static_cast<const void*>(reader->string().data()) == sources.text(file).data() + 2);
  CHECK(arena.used() == 0);
  reader->next_element();
  CHECK(reader->string() == "escaped");
  CHECK(arena.used() > 0);
}

TEST_CASE("after a fault a reader is broken and stays so") {
  Sources sources;
  const auto file = *sources.add("t.json", R"([1, oops, 2])");
  Arena arena;
  Diagnostics diagnostics;
  const auto check = [](auto& reader) {
    reader.begin_array();
    reader.next_element();
    reader.skip();
    reader.next_element();
    CHECK(reader.kind() == PullReader::Kind::broken);
    reader.skip();
    CHECK(reader.failed());
    CHECK_FALSE(reader.next_element());
    CHECK(reader.kind() == PullReader::Kind::broken);
    CHECK_FALSE(reader.finish());
  };
  check(*json::make_fast_reader(sources, file, arena));
  check(*json::make_strict_reader(sources, file, arena, diagnostics));
  CHECK(diagnostics.sorted().size() == 1);
}

}  // namespace
}  // namespace sprintd
