#include <catch2/catch.hpp>

#include "rules/lang/bytecode.h"
#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::SampleRun;
using testing::ValueCase;

TEST_CASE("positions in a text count code points") {
  static constexpr ValueCase kCases[] = {
      {"'aβ😀c'.charAt(2)", "\"😀\""},
      {"'abc'.charAt(3)", "\"\""},
      {"'aβc'.charAt(4)", "error: position 4 is out of range of a text of 3"},
      {"'abc'.charAt(-1)", "error: position -1 is out of range of a text of 3"},
      {"'aβcβ'.indexOf('β')", "1"},
      {"'aβcβ'.indexOf('β', 2)", "3"},
      {"'abc'.indexOf('x')", "-1"},
      {"'abc'.indexOf('', 9)", "3"},
      {"'abc'.indexOf('a', -1)", "error: position -1 is out of range of a text of 3"},
      {"'aβcβ'.lastIndexOf('β')", "3"},
      {"'aβcβ'.lastIndexOf('β', 2)", "1"},
      {"'abc'.lastIndexOf('')", "3"},
      {"'abc'.lastIndexOf('c', 9)", "-1"},
      {"'abc'.lastIndexOf('', -1)", "error: position -1 is out of range of a text of 3"},
      {"'abc'.lastIndexOf('a', -1)", "error: position -1 is out of range of a text of 3"},
      {"'TD-β2'.substring(3)", "\"β2\""},
      {"'TD-β2'.substring(3, 4)", "\"β\""},
      {"'abc'.substring(3)", "\"\""},
      {"'abc'.substring(4)", "error: position 4 is out of range of a text of 3"},
      {"'abc'.substring(1, 9)", "error: position 9 is out of range of a text of 3"},
      {"'abc'.substring(2, 1)", "error: a part of a text cannot go from 2 back to 1"},
      {"'aβ😀'.reverse()", "\"😀βa\""},
  };
  check_values(kCases);
}

TEST_CASE("texts are changed, split and put together") {
  static constexpr ValueCase kCases[] = {
      {"'TaÄß'.lowerAscii()", "\"taÄß\""},
      {"'taäß'.upperAscii()", "\"TAäß\""},
      {"'\\u00a0\\t x y\\u3000'.trim()", "\"x y\""},
      {"' \\t'.trim()", "\"\""},
      {"'a-b-c'.replace('-', '+')", "\"a+b+c\""},
      {"'a-b-c'.replace('-', '+', 1)", "\"a+b-c\""},
      {"'a-b-c'.replace('-', '+', 0)", "\"a-b-c\""},
      {"'a-b-c'.replace('-', '', -5)", "\"abc\""},
      {"'aβ'.replace('', '_')", "\"_a_β_\""},
      {"'aβ'.replace('', '_', 2)", "\"_a_β\""},
      {"'a,b,,c'.split(',')", "[\"a\", \"b\", \"\", \"c\"]"},
      {"'a,b,c'.split(',', 2)", "[\"a\", \"b,c\"]"},
      {"'a,b,c'.split(',', 0)", "[]"},
      {"'a,b,c'.split(',', -1)", "[\"a\", \"b\", \"c\"]"},
      {"'aβc'.split('')", "[\"a\", \"β\", \"c\"]"},
      {"'aβc'.split('', 2)", "[\"a\", \"βc\"]"},
      {"''.split(',')", "[\"\"]"},
      {"''.split('')", "[]"},
      {"strings.quote('a\"\\n\\\\')", "\"\\\"a\\\\\\\"\\\\n\\\\\\\\\\\"\""},
  };
  check_values(kCases);
}

TEST_CASE("format puts values where its clauses stand") {
  static constexpr ValueCase kCases[] = {
      {"'%s has %.1f'.format([item.id, item.points])", "\"TD-12 has 3.0\""},
      {"'%d%%'.format([i])", "\"7%\""},
      {"'%d %d'.format([n, 2.5])", "\"3 2.5\""},
      {"'%s'.format([1e21])", "\"1000000000000000000000\""},
      {"'%s'.format([[1, 'a', null, true, b'x', 2.5]])", "\"[1, a, null, true, x, 2.5]\""},
      {"'%s'.format([{'b': 1, 'a': [2]}])", "\"{a: [2], b: 1}\""},
      {"'%s'.format([duration('90m')])", "\"5400s\""},
      {"'%s'.format([b'\\xff a\\xe2\\x82'])", "\"\uFFFD a\uFFFD\uFFFD\""},
      {"'%s'.format([6.02214e23])", "\"602214000000000000000000\""},
      {"'%s %s %d'.format([-1.5e-7, 123.456, -0.0])", "\"-0.00000015 123.456 -0\""},
      {"'%s'.format([timestamp('2026-03-02T15:00:00.5Z')])", "\"2026-03-02T15:00:00.5Z\""},
      {"'%s %s %s'.format([int, type(now), list])", "\"int google.protobuf.Timestamp list\""},
      {"'%s'.format([item.helpers])", "\"[ada, grace]\""},
      {"'%x %X %x'.format([255, -255, 'hi'])", "\"ff -FF 6869\""},
      {"'%o %b %b'.format([8, 5, true])", "\"10 101 1\""},
      {"'%b'.format([-9223372036854775808])", "\"-1000000000000000000000000000000000000000000000000000000000000000\""},
      {"'%f %e %.0f'.format([1, 12345u, 2.5])", "\"1.000000 1.234500e+04 2\""},
      {"'%f %s'.format([0.0 / 0.0, -1.0 / 0.0])", "\"NaN -Infinity\""},
      {"'%s'.format([i, n])", "fault: 16-17 E0145 there is no clause for n | the text has 1"},
      {"'%s'.format([?optional.none(), i])", "\"7\""},
      {"('%s ' + s).format([i, n])", "\"7 text\""},
      {"'%s %s'.format([1])", "fault: 4-6 E0145 there is no value for %s | the list has 1"},
      {"'%q'.format([1])",
       "fault: 1-3 E0145 format() has no clause %q | it has %s, %d, %f, %.2f, %e, %b, %o, %x, %X; a percent sign is "
       "written %%"},
      {"'%'.format([])",
       "fault: 1-2 E0145 format() has no clause % | it has %s, %d, %f, %.2f, %e, %b, %o, %x, %X; a percent sign is "
       "written %%"},
      {"'%.f'.format([1])",
       "fault: 1-4 E0145 format() has no clause %.f | it has %s, %d, %f, %.2f, %e, %b, %o, %x, %X; a percent sign is "
       "written %%"},
      {"('%.f' + s).format([1])", "error: behind %. of format() stands how many digits to write: %.2f"},
      {"'%.-1f'.format([1])",
       "fault: 1-4 E0145 format() has no clause %.- | it has %s, %d, %f, %.2f, %e, %b, %o, %x, %X; a percent sign is "
       "written %%"},
      {"'%.1101f'.format([1])", "error: format() writes at most 1100 digits behind the point"},
      {"'%.99999999999f'.format([1])", "error: format() writes at most 1100 digits behind the point"},
      {"'%d'.format([s])", "fault: 13-14 E0145 %d writes a number; s is a string | write %s, which takes any value"},
      {"'%s %.1f'.format([s, item.title])",
       "fault: 21-31 E0145 %f writes a number; item.title is a string | write %s, which takes any value"},
      {"'%d'.format([dyn('x')])", "error: %d of format() writes a number, not \"x\" (string)"},
      {"'%x'.format([1.5])",
       "fault: 13-16 E0145 %x writes a whole number, a text or bytes; 1.5 is a double | write %s, which takes any "
       "value"},
      {"'%x'.format([dyn(1.5)])", "error: %x of format() writes a whole number, a text or bytes, not 1.5 (double)"},
      {"'%b'.format([null])", "error: %b of format() writes a whole number or a bool, not null"},
      {"'%s'.format([optional.of(1)])", "error: %s of format() cannot write optional.of(1) (optional)"},
      {"'%s'.format([items[1].points])", "unknown(0.2 of 1)"},
      {"'%s'.format(part)", "\"1\""},
      {"'%s %s'.format(part)", "unknown(0.2 of 8)"},
  };
  check_values(kCases);
}

TEST_CASE("base64 is written and read") {
  static constexpr ValueCase kCases[] = {
      {"base64.encode(b'hello')", "\"aGVsbG8=\""},
      {"base64.encode(b'')", "\"\""},
      {"base64.encode(b'\\xff\\xfe\\xfd')", "\"//79\""},
      {"base64.decode('aGVsbG8=')", "b\"hello\""},
      {"base64.decode('aGVsbG8')", "b\"hello\""},
      {"base64.decode('aGVsbA==')", "b\"hell\""},
      {"base64.decode('')", "b\"\""},
      {"base64.decode('a')", "error: 'a' is not base64"},
      {"base64.decode('aGVsbG8==')", "error: 'aGVsbG8==' is not base64"},
      {"base64.decode('a b=')", "error: 'a b=' is not base64"},
  };
  check_values(kCases);
}

TEST_CASE("regular expressions replace and extract") {
  static constexpr ValueCase kCases[] = {
      {"regex.replace('TD-12 TD-13', 'TD-([0-9]+)', r'#\\1')", "\"#12 #13\""},
      {"regex.replace('aaa', 'a', 'b', 2)", "\"bba\""},
      {"regex.replace('aaa', 'a', 'b', 0)", "\"aaa\""},
      {"regex.replace('aβ', '', '-')", "\"-a-β-\""},
      {"regex.replace('abc', 'x*', '-')", "\"-a-b-c-\""},
      {"regex.replace('baac', 'a*', '-')", "\"-b-c-\""},
      {"regex.replace('a.b', r'\\.', r'\\\\')", "\"a\\\\b\""},
      {"regex.replace('ab', '(a)|(b)', r'[\\2]')", "\"[][b]\""},
      {"regex.replace('a', 'a', r'\\1')", "error: the replacement names group 1, and the pattern has 0"},
      {"regex.replace('a', 'a', r'\\')",
       "error: the replacement ends with a single backslash; two of them stand for one"},
      {"regex.replace('a', 'a', r'\\q')",
       "error: behind a backslash in a replacement stands the number of a group, or a second backslash"},
      {"regex.extract('TD-12', '[0-9]+')", "optional.of(\"12\")"},
      {"regex.extract('TD-12', 'TD-([0-9]+)')", "optional.of(\"12\")"},
      {"regex.extract('TD-', 'TD-([0-9]*)')", "optional.none()"},
      {"regex.extract('x', 'y')", "optional.none()"},
      {"regex.extract('ab', '(a)(b)')",
       "error: the pattern has 2 groups in parentheses, and one at most says what to extract; (?:...) groups without "
       "extracting"},
      {"regex.extractAll('a1 b2', '[a-z]([0-9])')", "[\"1\", \"2\"]"},
      {"regex.extractAll('x', 'y')", "[]"},
      {"'a1'.matches(s + '(')", "error: 'text(' is not a regular expression: '(' is not closed"},
      {"regex.extract('a', s + '(')", "error: 'text(' is not a regular expression: '(' is not closed"},
      {"regex.replace(s, s, s)", "\"text\""},
  };
  check_values(kCases);
}

TEST_CASE("a pattern that is a constant is compiled with the program") {
  SampleRun run;
  CHECK(run.compile("regex.extract(item.id, '[0-9]+').hasValue()").code().patterns.size() == 1);
  CHECK(run.compile("regex.extract(item.id, s).hasValue()").code().patterns.empty());
}

TEST_CASE("texts that grow without end are stopped before they cost") {
  static constexpr auto kMemory = "error: the expression needs too much memory";
  const char* const expressions[] = {
      "cel.bind(a, lists.range(999).map(x, s).join(), a.replace('', a))",
      "cel.bind(a, lists.range(999).map(x, s).join(), regex.replace(a, 't', a))",
      "cel.bind(a, lists.range(999).map(x, s).join(), '%s'.format([lists.range(999).map(x, a)]))",
      "cel.bind(a, lists.range(999).map(x, s).join(), lists.range(999).map(x, a.split('')).size())",
      "cel.bind(a, lists.range(999).map(x, s).join(), lists.range(999).map(x, strings.quote(a)).size())",
      "cel.bind(a, bytes(lists.range(999).map(x, s).join()), lists.range(999).map(x, base64.encode(a)).size())",
      "cel.bind(a, lists.range(999).map(x, s).join(), lists.range(999).map(x, regex.extractAll(a, '.')).size())",
  };
  SampleRun run;
  run.evaluator = Evaluator({.steps = kMaxSteps, .bytes = std::size_t{1} << 20});
  for (const auto* expression : expressions) {
    INFO(expression);
    CHECK(run.value(expression) == kMemory);
  }
}

}  // namespace sprintd::lang
