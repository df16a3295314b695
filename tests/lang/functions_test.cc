#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <set>

#include "rules/lang/function_table.h"
#include "tests/lang/value_cases.h"

namespace sprintd::lang {

using testing::check_values;
using testing::ValueCase;

TEST_CASE("every row of the table is a whole sentence about one signature") {
  std::set<std::string> seen;
  for (const auto& row : all_overloads()) {
    INFO(row.name);
    CHECK_FALSE(row.doc.empty());
    CHECK(row.cost > 0);
    CHECK((!row.member || !row.arguments.empty()));
    std::string signature = fmt::format("{}{}", row.name, row.member ? "." : "");
    for (const auto& type : row.arguments) signature += " " + type_word(type);
    CHECK(seen.insert(signature).second);
  }
  CHECK(overloads_of("size", true).size() == 4);
  CHECK(overloads_of("nothing", false).empty());
  const auto names = function_names();
  CHECK(std::ranges::is_sorted(names));
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("texts") {
  static constexpr ValueCase kCases[] = {
      {"'héllo'.size()", "5"},
      {"size('')", "0"},
      {"size(b'\\xc3\\xa9')", "2"},
      {"size('\\U0001F600a')", "2"},
      {"[1, 2].size() + size({1: 2}) + {}.size()", "3"},
      {"s.contains('ex')", "true"},
      {"s.contains('')", "true"},
      {"s.contains('texts')", "false"},
      {"s.contains('y')", "false"},
      {"s.startsWith('te')", "true"},
      {"s.startsWith('ex')", "false"},
      {"s.endsWith('xt')", "true"},
      {"s.endsWith('te')", "false"},
      {"s.matches('^t.*t$')", "true"},
      {"matches(s, 'x')", "true"},
      {"s.matches('^x')", "false"},
      {"s.matches(s)", "true"},
      {"s.matches('^' + s + '$')", "true"},
      {"s.matches('(' + s)", "error: '(text' is not a regular expression: '(' is not closed"},
      {"dyn(s).matches('x')", "true"},
      {"dyn(1).matches('x')", "error: matches() cannot be called on 1 (int)"},
      {"dyn(1).size()", "error: size() cannot be called on 1 (int)"},
      {"dyn(s).size()", "4"},
      {"size(dyn([1]))", "1"},
      {"dyn(s).startsWith(dyn(1))", "error: startsWith() cannot take 1 (int) when it is called on \"text\" (string)"},
  };
  check_values(kCases);
}

TEST_CASE("conversions keep the value or fail") {
  static constexpr ValueCase kCases[] = {
      {"int(i)", "7"},
      {"int(n)", "3"},
      {"int(18446744073709551615u)", "error: 18446744073709551615 is out of the range of int"},
      {"int(d)", "2"},
      {"int(-d)", "-2"},
      {"int(9223372036854775807.0)", "error: 9.223372036854776e+18 is out of the range of int"},
      {"int(-9223372036854775808.0)", "error: -9.223372036854776e+18 is out of the range of int"},
      {"int(0.0 / 0.0)", "error: NaN is out of the range of int"},
      {"int('-42')", "-42"},
      {"int('+42')", "42"},
      {"int('4 2')", "error: '4 2' is not an int"},
      {"int('')", "error: '' is not an int"},
      {"int('+-1')", "error: '+-1' is not an int"},
      {"int('9223372036854775808')", "error: '9223372036854775808' is not an int"},
      {"int(timestamp('1970-01-01T00:01:00.9Z'))", "60"},
      {"uint(n)", "3u"},
      {"uint(i)", "7u"},
      {"uint(-i)", "error: -7 is out of the range of uint"},
      {"uint(2.9)", "2u"},
      {"uint(-0.5)", "error: -0.5 is out of the range of uint"},
      {"uint(1e20)", "error: 1e+20 is out of the range of uint"},
      {"uint('12')", "12u"},
      {"uint('-1')", "error: '-1' is not a uint"},
      {"double(d)", "2.5"},
      {"double(i)", "7.0"},
      {"double(n)", "3.0"},
      {"double('1.5e3')", "1500.0"},
      {"double('-inf')", "-Infinity"},
      {"double('x')", "error: 'x' is not a double"},
      {"string(s)", "\"text\""},
      {"string(yes) + string(no)", "\"truefalse\""},
      {"string(i)", "\"7\""},
      {"string(n)", "\"3\""},
      {"string(d)", "\"2.5\""},
      {"string(-4.5e-3)", "\"-0.0045\""},
      {"string(1.0 / 0.0)", "\"+Inf\""},
      {"string(-1.0 / 0.0)", "\"-Inf\""},
      {"string(0.0 / 0.0)", "\"NaN\""},
      {"string(b'\\xc3\\xa9')", "\"é\""},
      {"string(b'\\xff')", "error: b\"\\xff\" is not UTF-8, the encoding of texts"},
      {"string(now)", "\"2026-03-05T12:00:00Z\""},
      {"string(duration('90m'))", "\"5400s\""},
      {"bytes('é')", "b\"\\xc3\\xa9\""},
      {"bytes(b'a')", "b\"a\""},
      {"bool('true') && bool('1') && bool('t') && bool('TRUE') && bool('True')", "true"},
      {"bool('false') || bool('0') || bool('f') || bool('FALSE') || bool('False')", "false"},
      {"bool(yes)", "true"},
      {"bool('TrUe')", "error: 'TrUe' is not a bool"},
      {"bool('a text that is much too long to be repeated in a message')",
       "error: 'a text that is much too long to be repea...' is not a bool"},
      {"timestamp(60)", "timestamp(\"1970-01-01T00:01:00Z\")"},
      {"timestamp(253402300800)", "error: timestamp out of range (years 1 to 9999): 253402300800 seconds"},
      {"timestamp(now) == now", "true"},
      {"timestamp(s)", "error: 'text' is not a timestamp such as '2026-03-02T15:00:00Z'"},
      {"duration(s)", "error: 'text' is not a duration such as '1h30m'"},
      {"duration(duration('1s'))", "duration(\"1s\")"},
      {"type(1u) == uint && type(d) == double && type(s) == string && type(b'') == bytes", "true"},
      {"type(null) == null_type && type({}) == map && type(items) == list && type(yes) == bool", "true"},
      {"type(item) == type(items[1])", "true"},
      {"type(dyn(item)) == type(dyn(person))", "false"},
      {"type(now) == type(duration('1s'))", "false"},
      {"dyn(i)", "7"},
      {"int(dyn(null))", "error: int() cannot take null"},
  };
  check_values(kCases);
}

TEST_CASE("timestamps and durations, to the nanosecond") {
  static constexpr ValueCase kCases[] = {
      {"timestamp('2026-03-02T15:00:00.5Z')", "timestamp(\"2026-03-02T15:00:00.5Z\")"},
      {"timestamp('2026-03-02T15:00:00.000000001+01:00')", "timestamp(\"2026-03-02T14:00:00.000000001Z\")"},
      {"timestamp('2026-03-02T15:00:00-08:30')", "timestamp(\"2026-03-02T23:30:00Z\")"},
      {"timestamp('0001-01-01T00:00:00Z')", "timestamp(\"0001-01-01T00:00:00Z\")"},
      {"timestamp('9999-12-31T23:59:59.999999999Z')", "timestamp(\"9999-12-31T23:59:59.999999999Z\")"},
      {"timestamp('9999-12-31T23:59:59Z') + duration('1s')",
       "error: timestamp out of range (years 1 to 9999): timestamp(\"9999-12-31T23:59:59Z\") + duration(\"1s\")"},
      {"timestamp('0001-01-01T00:00:00Z') - duration('1ns')",
       "error: timestamp out of range (years 1 to 9999): timestamp(\"0001-01-01T00:00:00Z\") - "
       "duration(\"0.000000001s\")"},
      {"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')",
       "error: duration out of range (about 292 years): timestamp(\"9999-12-31T23:59:59Z\") - "
       "timestamp(\"0001-01-01T00:00:00Z\")"},
      {"duration('1h30m')", "duration(\"5400s\")"},
      {"duration('-1.5s')", "duration(\"-1.5s\")"},
      {"duration('1.5ms')", "duration(\"0.0015s\")"},
      {"duration('1us1ns')", "duration(\"0.000001001s\")"},
      {"duration('0')", "duration(\"0s\")"},
      {"duration('.5h')", "duration(\"1800s\")"},
      {"duration('+2m')", "duration(\"120s\")"},
      {"duration('9223372036.854775807s')", "duration(\"9223372036.854775807s\")"},
      {"now + duration('36h')", "timestamp(\"2026-03-07T00:00:00Z\")"},
      {"duration('36h') + now == now + duration('36h')", "true"},
      {"now - duration('1ms')", "timestamp(\"2026-03-05T11:59:59.999Z\")"},
      {"now - item.created", "duration(\"266400s\")"},
      {"item.created - now", "duration(\"-266400s\")"},
      {"duration('1s') + duration('1.5s') - duration('3s')", "duration(\"-0.5s\")"},
      {"duration('9223372036s') + duration('1s')",
       "error: duration out of range (about 292 years): duration(\"9223372036s\") + duration(\"1s\")"},
      {"now.getFullYear()", "2026"},
      {"now.getMonth()", "2"},
      {"now.getDate()", "5"},
      {"now.getDayOfMonth()", "4"},
      {"now.getDayOfWeek()", "4"},
      {"now.getDayOfYear()", "63"},
      {"now.getHours()", "12"},
      {"now.getMinutes()", "0"},
      {"now.getSeconds()", "0"},
      {"timestamp('2026-03-02T15:00:07.123456789Z').getMilliseconds()", "123"},
      {"timestamp('2026-03-02T15:00:07.1Z').getSeconds()", "7"},
      {"now.getHours('Europe/Berlin')", "13"},
      {"now.getHours('-02:30')", "9"},
      {"now.getHours('02:30')", "14"},
      {"now.getMinutes('Asia/Kathmandu')", "45"},
      {"now.getDate('Australia/Sydney')", "5"},
      {"timestamp('2026-12-31T23:30:00Z').getFullYear('Europe/Berlin')", "2027"},
      {"timestamp('2026-12-31T23:30:00Z').getMilliseconds('Europe/Berlin')", "0"},
      {"now.getHours('Mars/Olympus')",
       "fault: 13-27 E0144 there is no time zone \"Mars/Olympus\" | write a name such as 'Europe/Berlin', or an offset "
       "such as '+02:00'"},
      {"now.getHours('Mars/' + s)", "error: unknown time zone 'Mars/text'"},
      {"now.getHours('')",
       "fault: 13-15 E0144 there is no time zone \"\" | write a name such as 'Europe/Berlin', or an offset such as "
       "'+02:00'"},
      {"duration('3730.5s').getHours()", "1"},
      {"duration('3730.5s').getMinutes()", "62"},
      {"duration('3730.5s').getSeconds()", "3730"},
      {"duration('3730.5s').getMilliseconds()", "500"},
      {"duration('-1.5s').getSeconds()", "-1"},
      {"duration('-1.5s').getMilliseconds()", "-500"},
  };
  check_values(kCases);
}

TEST_CASE("the calendar of the organisation") {
  static constexpr ValueCase kCases[] = {
      {"date('2026-03-01')", "timestamp(\"2026-02-28T23:00:00Z\")"},
      {"date('2026-07-01')", "timestamp(\"2026-06-30T22:00:00Z\")"},
      {"date(s)", "error: 'text' is not a date such as '2026-03-01'"},
      {"date('2026-02-' + '30')", "error: '2026-02-30' is not a date such as '2026-03-01'"},
      {"date('2026-03-01' + 'T00:00:00Z')", "error: '2026-03-01T00:00:00Z' is not a date such as '2026-03-01'"},
      {"days(2)", "duration(\"172800s\")"},
      {"days(-1)", "duration(\"-86400s\")"},
      {"days(i * 1000000000)", "error: duration out of range (about 292 years): 7000000000 days"},
      {"days(i * 1000000000000000000)", "error: duration out of range (about 292 years): 7000000000000000000 days"},
      // Monday to Friday of the week after, whose last instant is the end.
      {"working_days(date('2026-03-02'), date('2026-03-14') - duration('1us'))", "10"},
      {"working_days(date('2026-03-02'), date('2026-03-03'))", "1"},
      {"working_days(date('2026-03-02'), date('2026-03-02'))", "0"},
      {"working_days(date('2026-03-02'), date('2026-03-02') + duration('1ns'))", "1"},
      {"working_days(date('2026-03-07'), date('2026-03-09'))", "0"},
      {"working_days(date('2026-03-06'), date('2026-03-09'))", "1"},
      {"working_days(date('2026-03-06'), date('2026-03-10'))", "2"},
      {"working_days(date('2026-03-09'), date('2026-03-02'))", "-5"},
      {"working_days(date('1969-12-29'), date('1970-01-05'))", "5"},
      {"working_days(now, now)", "0"},
      {"working_days(item.created, now)", "4"},
      {"working_days(timestamp('2026-03-01T22:30:00Z'), timestamp('2026-03-01T23:30:00Z'))", "1"},
      {"working_days(timestamp('0001-01-01T12:00:00Z'), timestamp('9999-12-30T00:00:00Z'))", "2608614"},
  };
  check_values(kCases);
}

TEST_CASE("sums and the like of lists") {
  static constexpr ValueCase kCases[] = {
      {"ints.sum()", "8"},
      {"[1.5, 2.5].sum()", "4.0"},
      {"[1u, 2u].sum()", "3u"},
      {"[duration('1.5s'), duration('0.7s')].sum()", "duration(\"2.2s\")"},
      {"ints.filter(x, x > 9).sum()", "0"},
      {"items.filter(x, false).map(x, x.points).sum()", "0.0"},
      {"[n].filter(x, false).sum()", "0u"},
      {"[now - now].filter(x, false).sum()", "duration(\"0s\")"},
      {"[i, 9223372036854775807].sum()", "error: integer overflow in sum(): 7 + 9223372036854775807"},
      {"[n, 18446744073709551615u].sum()", "error: unsigned integer overflow in sum(): 3u + 18446744073709551615u"},
      {"[duration('9223372036s'), duration('1s')].sum()", "error: duration out of range (about 292 years) in sum()"},
      {"dyn([1, 'a']).sum()", "error: sum() cannot take a list with \"a\" (string) in it"},
      {"dyn(['a']).sum()", "error: sum() cannot take a list with \"a\" (string) in it"},
      {"dyn([1.5]).sum()", "1.5"},
      {"ints.min()", "1"},
      {"ints.max()", "4"},
      {"['b', 'a'].min()", "\"a\""},
      {"[2.5, d + 1.0].max()", "3.5"},
      {"[n, 1u].min()", "1u"},
      {"[now, item.created].min() == item.created", "true"},
      {"[duration('1s'), duration('2s')].max()", "duration(\"2s\")"},
      {"ints.filter(x, false).min()", "error: min() of an empty list"},
      {"ints.filter(x, false).max()", "error: max() of an empty list"},
      {"dyn([1, 'a']).max()", "error: max() cannot take a list with \"a\" (string) in it"},
      {"dyn([[1]]).min()", "error: min() cannot take a list with [1] (list) in it"},
      {"[1, 2].avg()", "1.5"},
      {"[1u, 2u].avg()", "1.5"},
      {"[1.0, d].avg()", "1.75"},
      {"ints.filter(x, false).avg()", "error: avg() of an empty list"},
      {"dyn(['a']).avg()", "error: avg() cannot take a list with \"a\" (string) in it"},
      {"['a', 'b'].join()", "\"ab\""},
      {"['a', 'b', 'c'].join(', ')", "\"a, b, c\""},
      {"['a'].join(', ')", "\"a\""},
      {"item.labels.filter(x, false).join(', ')", "\"\""},
      {"dyn([1]).join()", "error: join() cannot take a list with 1 (int) in it"},
      {"dyn(items).join()", "error: join() cannot take a list with TD-12 (item) in it"},
  };
  check_values(kCases);
}

TEST_CASE("a constant text that cannot be read is a fault when it loads") {
  static constexpr ValueCase kCases[] = {
      {"s.matches('(a')",
       "fault: 11-12 E0140 not a regular expression: '(' is not closed | add ')', or write [(] for the parenthesis "
       "itself"},
      {"matches(s, '[')",
       "fault: 12-13 E0140 not a regular expression: '[' is not closed | add ']', or write [[] for the bracket itself"},
      {"now > timestamp('2026-02-30T00:00:00Z')",
       "fault: 16-38 E0141 not a timestamp | write it as '2026-03-02T15:00:00Z'"},
      {"timestamp('10000-01-01T00:00:00Z') > now",
       "fault: 10-33 E0141 not a timestamp | write it as '2026-03-02T15:00:00Z'"},
      {"duration('1 h') > now - now", "fault: 9-14 E0141 not a duration | write it as '1h30m'"},
      {"now > date('2026-2-1')", "fault: 11-21 E0141 not a date | write a day that exists, such as '2026-03-01'"},
      {"now > date('2026-02-30')", "fault: 11-23 E0141 not a date | write a day that exists, such as '2026-03-01'"},
      {"s.matches('(') && s.matches(')')",
       "fault: 11-12 E0140 not a regular expression: '(' is not closed | add ')', or write [(] for the parenthesis "
       "itself\n29-30 E0140 not a regular expression: ')' closes nothing | write [)] for the parenthesis itself"},
  };
  check_values(kCases);
}

TEST_CASE("texts that are no timestamp or duration") {
  for (const char* text :
       {"", "2026-03-02", "2026-03-02T15:00Z", "2026-03-02T24:00:00Z", "2026-03-02T15:60:00Z", "2026-03-02T15:00:60Z",
        "2026-03-02T15:00:00", "2026-03-02T15:00:00.Z", "2026-03-02T15:00:00+1:00", "2026-03-02T15:00:00+24:00",
        "2026-13-02T15:00:00Z", "2026-03-02 15:00:00Z", "2026-03-02T15:00:00Zx", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "x026-03-02T15:00:00Z"}) {
    INFO(text);
    CHECK_FALSE(parse_timestamp(text));
  }
  for (const char* text :
       {"", "-", "1", "s", "1x", "1.5", ".s", "1h1", "--1s", "1 s", "1d", "inf", "9223372036.854775808s",
        "99999999999999999999s", "18446744073709551615h", "18446744073709551615ns1ns"}) {
    INFO(text);
    CHECK_FALSE(parse_duration(text));
  }
}

}  // namespace sprintd::lang
