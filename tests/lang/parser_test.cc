#include "rules/lang/parser.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "rules/base/origin.h"
#include "rules/lang/ast_copy.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/limits.h"
#include "tests/lang/expression_faults.h"

namespace sprintd::lang {
namespace {

using namespace std::string_view_literals;

NodePtr parse_text(std::string_view text, Diagnostics& diagnostics) {
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
  return parse({.text = text, .origin = &origin}, diagnostics);
}

// The tree, or the faults.
std::string parsed(std::string_view text) {
  Diagnostics diagnostics;
  const auto root = parse_text(text, diagnostics);
  CHECK((root != nullptr) == diagnostics.empty());
  return root != nullptr ? print_ast(*root) : testing::fault_lines(diagnostics);
}

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string repeated(std::string_view part, int times, std::string_view last = "") {
  std::string out;
  for (int i = 0; i < times; ++i) out += part;
  return out + std::string(last);
}

}  // namespace

TEST_CASE("operators bind as CEL says") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"a", "a"},
      {"a + b * c", "(_+_ a (_*_ b c))"},
      {"(a + b) * c", "(_*_ (_+_ a b) c)"},
      {"a - b - c", "(_-_ (_-_ a b) c)"},
      {"a / b % c", "(_%_ (_/_ a b) c)"},
      {"a < b == c", "(_==_ (_<_ a b) c)"},
      {"a && b || c && d", "(_||_ (_&&_ a b) (_&&_ c d))"},
      {"a || b || c || d", "(_||_ (_||_ a b) (_||_ c d))"},
      {"a && b && c", "(_&&_ (_&&_ a b) c)"},
      {"a ? b : c ? d : e", "(_?_:_ a b (_?_:_ c d e))"},
      {"a || b ? c : d", "(_?_:_ (_||_ a b) c d)"},
      {"!a.b", "(!_ (. a b))"},
      {"!!a", "(!_ (!_ a))"},
      {"-a.b + c", "(_+_ (-_ (. a b)) c)"},
      {"a - -1", "(_-_ a -1)"},
      {"a in b", "(@in a b)"},
      {"a in b && c", "(_&&_ (@in a b) c)"},
      {"a != b", "(_!=_ a b)"},
      {"a <= b", "(_<=_ a b)"},
      {"a >= b", "(_>=_ a b)"},
      {"a[b][c].d", "(. (_[_] (_[_] a b) c) d)"},
      {"a.b(c).d(e, f)", "((a .b c) .d e f)"},
      {"f()", "(f)"},
      {"f(a, b + c)", "(f a (_+_ b c))"},
      {".a.b", "(. .a b)"},
      {"a.`content-type`", "(. a content-type)"},
      {"a.for + a.if()", "(_+_ (. a for) (a .if))"},
      {"index + inn", "(_+_ index inn)"},
      {"a // the rest\n + b // of it", "(_+_ a b)"},
  }));
  CAPTURE(text);
  CHECK(parsed(text) == expected);
}

TEST_CASE("literals mean what they say") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"0", "0"},
      {"42u", "42u"},
      {"42U", "42u"},
      {"0xFf", "255"},
      {"0xffu", "255u"},
      {"-0x10", "-16"},
      {"9223372036854775807", "9223372036854775807"},
      {"-9223372036854775808", "-9223372036854775808"},
      {"- 9223372036854775808", "-9223372036854775808"},
      {"18446744073709551615u", "18446744073709551615u"},
      {"1.5", "1.5"},
      {".5", "0.5"},
      {"-.5e1", "-5.0"},
      {"1e3", "1000.0"},
      {"0e+0", "0.0"},
      {"1e-400", "0.0"},
      {"-(1)", "(-_ 1)"},
      {"--1", "(-_ -1)"},
      {"1.size()", "(1 .size)"},
      {"-1.abs()", "(-1 .abs)"},
      {"true", "true"},
      {"false", "false"},
      {"null", "null"},
      {"\"a\"", "\"a\""},
      {"'a\"b'", "\"a\\\"b\""},
      {"'''a'b\nc'''", "\"a'b\\nc\""},
      {"\"\"\"a\"b\r\nc\"\"\"", "\"a\\\"b\\nc\""},
      {"''", "\"\""},
      {"''''''", "\"\""},
      {"r'\\d'", "\"\\\\d\""},
      {"R\"\\\"", "\"\\\\\""},
      {"'\\x41\\101\\u0041\\U00000041'", "\"AAAA\""},
      {"'\\?\\\"\\'\\`\\\\'", "\"?\\\"'`\\\\\""},
      {"'\\u00fc' == 'ü'", "(_==_ \"ü\" \"ü\")"},
      {"'\\xfc'", "\"ü\""},
      {"b'\\xfc\\374'", "b\"\\xfc\\xfc\""},
      {"b'ü'", "b\"\\xc3\\xbc\""},
      {"bR'\\d'", "b\"\\\\d\""},
      {"[]", "(list)"},
      {"[1, a,]", "(list 1 a)"},
      {"{}", "(dict)"},
      {"{'a': 1, b: c,}", "(dict \"a\":1 b:c)"},
  }));
  CAPTURE(text);
  CHECK(parsed(text) == expected);
}

TEST_CASE("macros become what they mean") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"has(a.b.c)", "(has (. a b) c)"},
      {"a.all(x, x > 1)", "(all x in a (_>_ x 1))"},
      {"a.exists(x, x)", "(exists x in a x)"},
      {"a.exists_one(x, x)", "(exists_one x in a x)"},
      {"a.filter(x, x)", "(filter x in a x)"},
      {"a.map(x, x + 1)", "(map x in a -> (_+_ x 1))"},
      {"a.map(x, x > 0, x + 1)", "(map x in a (_>_ x 0) -> (_+_ x 1))"},
      {"a.b(c).map(x, x.map(y, y))", "(map x in (a .b c) -> (map y in x -> y))"},
      {"map(a, b)", "(map a b)"},
      {"a.has(b.c)", "(a .has (. b c))"},
  }));
  CAPTURE(text);
  CHECK(parsed(text) == expected);
}

TEST_CASE("every fault is reported, at its place") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"", "0-0 E0101 an expression is missing here"},
      {" // nothing", "11-11 E0101 an expression is missing here"},
      {"a +", "3-3 E0101 expected a value, found the end"},
      {"(a", "2-2 E0101 expected ')', found the end\n  0:0-1 opened here"},
      {"a b", "2-3 E0101 expected an operator or the end, found 'b'"},
      {"a and b", "2-5 E0101 expected an operator or the end, found 'and' | write && for and"},
      {"a or b", "2-4 E0101 expected an operator or the end, found 'or' | write || for or"},
      {"not a", "4-5 E0101 expected an operator or the end, found 'a' | write ! for not"},
      {"a not in b", "2-5 E0101 expected an operator or the end, found 'not' | write !(a in b) for a not in b"},
      {"a contains 'b'", "2-10 E0101 expected an operator or the end, found 'contains' | write .contains(...)"},
      {"a = b", "2-3 E0105 '=' is not an operator | write =="},
      {"a & b | c", "2-3 E0105 '&' is not an operator | write &&\n6-7 E0105 '|' is not an operator | write ||"},
      {"a <> b", "2-4 E0105 '<>' is not an operator | write !="},
      {"a;", "1-2 E0105 ';' has no meaning here | an expression has no end mark"},
      {"a == “b”",
       "5-8 E0105 '“' has no meaning here | write straight quotes: \"\n"
       "9-12 E0105 '”' has no meaning here | write straight quotes: \""},
      {"a # b", "2-3 E0105 '#' has no meaning here | a comment starts with //"},
      {"3days",
       "0-5 E0105 '3days' is neither a number nor a name | a name does not start with a digit; between a number and a "
       "name stands an operator or a blank"},
      {"0x", "0-2 E0105 this number has no digits | write for instance 0xff"},
      {"a == 'b", "5-7 E0102 this string is not closed | add the closing quote"},
      {"'a\nc'",
       "0-2 E0102 this string is not closed | add the closing quote\n"
       "4-5 E0102 this string is not closed | add the closing quote"},
      {"'\\d' + '\\w'",
       "1-3 E0103 there is no escape \\d | write \\\\d, or a raw string: r'...'\n8-10 E0103 there is no escape \\w | "
       "write \\\\w, or a raw string: r'...'"},
      {"'\\x4'", "1-4 E0103 this escape needs 2 hexadecimal digits"},
      {"'\\ud800'", "1-7 E0103 U+D800 is not a Unicode character"},
      {"'\\U00110000'", "1-11 E0103 U+110000 is not a Unicode character"},
      {"b'\\u0041'", "2-4 E0103 bytes have no escape \\u | write the bytes with \\x, or a string"},
      {"'\\400'", "1-3 E0103 octal escapes have three digits, from \\000 to \\377"},
      {"9223372036854775808",
       "0-19 E0104 9223372036854775808 is too large for a number of 64 bits | the largest int is 9223372036854775807"},
      {"99999999999999999999",
       "0-20 E0104 99999999999999999999 is too large for a number of 64 bits | the largest int is 9223372036854775807"},
      {"18446744073709551616u",
       "0-21 E0104 18446744073709551616u is too large for a number of 64 bits | the largest uint is "
       "18446744073709551615u"},
      {"1e400", "0-5 E0104 1e400 is too large for a double | the largest double is about 1.8e308"},
      {"[1, , +, 2]", "4-5 E0101 expected a value, found ','\n6-7 E0101 expected a value, found '+'"},
      {"f(*, [/], 2)", "2-3 E0101 expected a value, found '*'\n6-7 E0101 expected a value, found '/'"},
      {"{1, 2: }",
       "2-3 E0101 expected ':' and the value of this key, found ','\n7-8 E0101 expected a value, found '}'"},
      {"f(a,)", "4-5 E0101 expected an argument, found ')'"},
      {"[a b]", "3-4 E0101 expected ',' or ']', found 'b'"},
      {"[a)", "2-3 E0101 expected ',' or ']', found ')'"},
      {"a[1", "3-3 E0101 expected ']', found the end\n  0:1-2 opened here"},
      {"a ? b", "5-5 E0101 expected ':' and the value for the other case, found the end"},
      {"a.", "2-2 E0101 expected a field, found the end"},
      {"a.in", "2-4 E0101 expected a field, found 'in'"},
      {"a.5", "2-3 E0101 expected a field, found '5'"},
      {"a.?5", "3-4 E0101 expected a field, found '5'"},
      {"a ? b ? c : d : e",
       "6-7 E0101 expected ':' and the value for the other case, found '?' | a choice inside a choice stands in "
       "parentheses"},
      {"a.`b`(c)", "5-6 E0101 expected an operator or the end, found '('"},
      {"if + for",
       "0-2 E0120 'if' is a reserved word of CEL | a choice is written condition ? a : b\n"
       "5-8 E0120 'for' is a reserved word of CEL | choose another name"},
      {"Item{points: 3, f: {1: 2}} == a",
       "0-26 E0119 rules build no protobuf messages | a map is written {\"field\": value}"},
      {"a.b{}", "0-5 E0119 rules build no protobuf messages | a map is written {\"field\": value}"},
      {"has(a)", "4-5 E0114 has() asks whether a field is there, and this is not a field | write has(x.field)"},
      {"has(a.b, c)", "0-3 E0109 has() takes 1 argument, not 2 | write has(x.field)"},
      {"a.all(x)", "2-5 E0109 all() takes 2 or 3 arguments, not 1 | write list.all(x, condition)"},
      {"a.map(x)",
       "2-5 E0109 map() takes 2 or 3 arguments, not 1 | write list.map(x, result) or list.map(x, condition, result)"},
      {"a.exists(x.y, x)",
       "9-12 E0114 the first argument of exists() is the name for each element | write list.exists(x, condition)"},
      {"a.exists(l == 1, true)",
       "9-15 E0114 the first argument of exists() is the name for each element | write list.exists(x, condition)"},
  }));
  CAPTURE(text);
  CHECK(parsed(text) == expected);
}

TEST_CASE("carets go through the origin of the text") {
  Origin origin(FileId{3});
  origin.add_run(0, 100);
  origin.add_run(4, 200);
  origin.set_end(8, 204);
  Diagnostics diagnostics;
  const auto root = parse({.text = "abcd + e", .origin = &origin}, diagnostics);
  REQUIRE(root != nullptr);
  CHECK(root->span == Span{FileId{3}, 100, 204});
  const auto& call = std::get<CallNode>(root->is);
  CHECK(call.function_span == Span{FileId{3}, 201, 202});
  CHECK(call.arguments[1]->span == Span{FileId{3}, 203, 204});
}

TEST_CASE("spans cover what was written, parentheses of operands included") {
  Diagnostics diagnostics;
  const auto root = parse_text("(a + b) * has(c.d)[-1]", diagnostics);
  REQUIRE(root != nullptr);
  const auto& product = std::get<CallNode>(root->is);
  CHECK(root->span == Span{FileId{0}, 0, 22});
  CHECK(product.arguments[0]->span == Span{FileId{0}, 1, 6});
  const auto& index = std::get<CallNode>(product.arguments[1]->is);
  CHECK(product.arguments[1]->span == Span{FileId{0}, 10, 22});
  CHECK(index.arguments[0]->span == Span{FileId{0}, 10, 18});
  CHECK(index.arguments[1]->span == Span{FileId{0}, 19, 21});
}

TEST_CASE("what is nested too deeply is refused, once") {
  const auto too_deep = [](const std::string& text) {
    Diagnostics diagnostics;
    const auto root = parse_text(text, diagnostics);
    CHECK(root == nullptr);
    const auto faults = diagnostics.sorted();
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].message == "this expression is nested more than 100 levels deep");
    return faults[0].code == Code::expression_too_deep;
  };
  CHECK(too_deep(repeated("a + ", 10'000, "a")));
  CHECK(too_deep(repeated("(", 10'000, "a") + repeated(")", 10'000)));
  CHECK(too_deep(repeated("[", 20'000)));
  CHECK(too_deep(repeated("f(", 10'000)));
  CHECK(too_deep(repeated("{1:", 10'000)));
  CHECK(too_deep(repeated("-", 20'000, "a")));
  CHECK(too_deep(repeated("!", 20'000, "a")));
  CHECK(too_deep("a" + repeated(".b", 10'000)));
  CHECK(too_deep("a" + repeated("[0]", 10'000)));
  CHECK(too_deep("a" + repeated(".f()", 10'000)));
  CHECK(too_deep(repeated("a?b:", 10'000, "c")));
}

TEST_CASE("what is within the limits is accepted") {
  CHECK(parsed(repeated("a + ", 99, "a")).starts_with("(_+_ "));
  CHECK(parsed(repeated("(", 99, "a") + repeated(")", 99)) == "a");
  CHECK(parsed(repeated("a && ", 9'999, "a")).starts_with("(_&&_ "));
  CHECK(parsed("[" + repeated("1,", 19'000) + "]").starts_with("(list 1 1"));
}

TEST_CASE("what is too long or too large is refused") {
  CHECK(parsed("'" + std::string(kMaxExpressionBytes, 'a') + "'") ==
        "0-0 E0117 this expression has 65538 bytes, more than 65536 | move lists of values to definitions");
  CHECK(parsed("[" + repeated("1,", 20'001) + "]") ==
        "40001-40002 E0118 this expression has more than 20000 parts | move lists of values to definitions");
}

TEST_CASE("no text makes the parser fail otherwise than with a fault") {
  // Every prefix, and every text with one byte left out or replaced, of an expression that has everything.
  const std::string whole =
      "!a.b[-1].c(d, 0x1fu) ? [1.5e3, 'x\\n', b\"\\377\"] : {r'\\': has(e.f), .g: h.all(i, i in j)} || k <= .5 // l";
  for (std::size_t i = 0; i <= whole.size(); ++i) {
    parsed(whole.substr(0, i));
    parsed(whole.substr(i));
    for (const char c : "\0\x80\xff()[]{}'\"`\\.,?-\n"sv) {
      auto changed = whole;
      if (i < changed.size()) changed[i] = c;
      parsed(changed);
    }
  }
}

TEST_CASE("an expression is printed as its author would write it") {
  const auto text =
      GENERATE(as<std::string_view>{}, "a + b * c", "(a + b) * c", "a - (b - c)", "a && b && c && d", "(a || b) && c",
               "!(a && b)", "-a.b", "-(a + b)", "a ? b : c ? d : e", "(a ? b : c) ? d : e", "a[b + c].d",
               "(a + b).f(c, [1, 2u, 2.5])", "{\"a\": null, \"b\": true}", "has(a.b)", "a.exists(x, x.b == \"c\")",
               "a.map(x, x > 0, x + 1)", "a in b", "a.`content-type`");
  Diagnostics diagnostics;
  const auto root = parse_text(text, diagnostics);
  REQUIRE(root != nullptr);
  CHECK(expression_text(*root) == text);
  CHECK(print_ast(*copy_tree(*root)) == print_ast(*root));
}

TEST_CASE("long expressions are cut in messages, never inside a character") {
  Diagnostics diagnostics;
  const auto root = parse_text("aaaa == 'üüüüüüüüüü'", diagnostics);
  REQUIRE(root != nullptr);
  CHECK(short_expression_text(*root, 14) == "aaaa == \"ü...");
  CHECK(short_expression_text(*root, 15) == "aaaa == \"ü...");
}

}  // namespace sprintd::lang
