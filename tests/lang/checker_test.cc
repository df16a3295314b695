#include "rules/lang/checker.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>

#include "rules/base/origin.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/parser.h"
#include "tests/lang/backlog_sample.h"
#include "tests/lang/expression_faults.h"

namespace sprintd::lang {
namespace {

using testing::BacklogSample;

struct Checked {
  NodePtr root;
  std::string faults;
};

Checked check_text(std::string_view text, const Expected& expected = {}) {
  static const BacklogSample sample;
  const auto environment = sample.environment();
  const auto origin = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
  Diagnostics diagnostics;
  auto root = parse({.text = text, .origin = &origin}, diagnostics);
  if (root != nullptr) {
    const bool good = check(*root, environment, expected, diagnostics);
    CHECK(good == diagnostics.empty());
  }
  return {std::move(root), testing::fault_lines(diagnostics)};
}

std::string type_of(std::string_view text) {
  static const BacklogSample sample;
  const auto checked = check_text(text);
  return checked.faults.empty() ? sample.schema.type_name(checked.root->type) : checked.faults;
}

std::string tree_of(std::string_view text, const Expected& expected = {}) {
  const auto checked = check_text(text, expected);
  return checked.faults.empty() ? print_ast(*checked.root) : checked.faults;
}

}  // namespace

TEST_CASE("types are deduced as CEL deduces them") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"42", "int"},
      {"42u", "uint"},
      {"0.1", "double"},
      {"'a'", "string"},
      {"b'a'", "bytes"},
      {"null", "null"},
      {"true", "bool"},
      {"[1]", "list(int)"},
      {"[]", "list"},
      {"[[], [1]]", "list(list(int))"},
      {"[[], [[]], [[[]]]]", "list(list(list(list)))"},
      {"[1, 'a']", "list"},
      {"[1, 2.5]", "list"},
      {"[1, any]", "list"},
      {"['a'][0]", "string"},
      {"{}", "map"},
      {"{'a': 1}", "map(string, int)"},
      {"{'a': 1, 'b': 'c'}", "map(string, dyn)"},
      {"{'a': 1, 2: 3}", "map(dyn, int)"},
      {"{'a': 1}['a']", "int"},
      {"{'a': 1}.a", "int"},
      {"any.a.b[0]", "dyn"},
      {"any + 1", "int"},
      {"any < 1", "bool"},
      {"1 + 2 * 3", "int"},
      {"'a' + 'b'", "string"},
      {"[1] + [2]", "list(int)"},
      {"[] + [2]", "list(int)"},
      {"1 < 2.5 && 1u < 2 && 1.5 >= 2u", "bool"},
      {"true ? 1 : 2", "int"},
      {"true ? any : 2", "dyn"},
      {"1 in [1, 2]", "bool"},
      {"'a' in {'a': 1}", "bool"},
      {"item", "item"},
      {"item.points", "double"},
      {"item.assignee.manager.name", "string"},
      {"item.labels", "list(string)"},
      {"item.helpers[0].capacity", "double"},
      {"item.assignee == person", "bool"},
      {"person in item.helpers", "bool"},
      {"has(item.points)", "bool"},
      {"has(item.fields.risk)", "bool"},
      {"item.fields.risk", "dyn"},
      {"now - item.created", "duration"},
      {"item.labels.map(l, l + '!')", "list(string)"},
      {"item.labels.map(l, l != '', [l])", "list(list(string))"},
      {"item.helpers.filter(h, h.capacity > 3)", "list(person)"},
      {"item.labels.exists(l, l == 'a')", "bool"},
      {"item.labels.exists_one(l, l == 'a')", "bool"},
      {"item.fields.map(key, key)", "list(string)"},
      {"any.map(x, x.y)", "list"},
      {"[].map(x, x)", "list"},
      {"[].map(x, x + 1)", "list(int)"},
      {"[].map(x, x)[0].foo", "dyn"},
      {"acts_as(person, 'tech_lead')", "bool"},
      {"seniority('senior_1')", "int"},
      {"int", "type(int)"},
      {"[int, string]", "list(type(int))"},
      {"google.protobuf.Duration", "type(duration)"},
  }));
  CAPTURE(text);
  CHECK(type_of(text) == expected);
}

TEST_CASE("names and fields become slots") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"item.points", "(. item$0 points#2)"},
      {"person.manager.name", "(. (. person$1 manager#3) name#1)"},
      {"has(item.points)", "(has item$0 points#2)"},
      {"item.fields.risk", "(. (. item$0 fields#9) risk)"},
      {"int == string", "(_==_ int^ string^)"},
      {"item.labels.all(l, item.labels.exists(m, l == m))",
       "(all l in (. item$0 labels#6) (exists m in (. item$0 labels#6) (_==_ l%0 m%1)))"},
      {"item.labels.all(item, item == '')", "(all item in (. item$0 labels#6) (_==_ item%0 \"\"))"},
      {"item.labels.all(item, .item.points > 8)", "(all item in (. item$0 labels#6) (_>_ (. item$0 points#2) 8))"},
      {"item.labels.all(l, l == '') && item.labels.all(l, l == '')",
       "(_&&_ (all l in (. item$0 labels#6) (_==_ l%0 \"\")) (all l in (. item$0 labels#6) (_==_ l%1 \"\")))"},
      {"acts_as(person, 'em')", "(acts_as@0 person$1 \"em\")"},
      {"date('2026-03-01') < now", "(_<_ (date \"2026-03-01\") now$2)"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("an int literal adapts to double where CEL has no overload, and nowhere else") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"2 * item.points", "(_*_ 2.0 (. item$0 points#2))"},
      {"item.points + 1", "(_+_ (. item$0 points#2) 1.0)"},
      {"item.points - -1", "(_-_ (. item$0 points#2) -1.0)"},
      {"item.points == 3", "(_==_ (. item$0 points#2) 3.0)"},
      {"item.points > 8", "(_>_ (. item$0 points#2) 8)"},
      {"item.points in [1, 2]", "(@in (. item$0 points#2) (list 1.0 2.0))"},
      {"item.points in [1, 2.5]", "(@in (. item$0 points#2) (list 1 2.5))"},
      {"true ? 1 : item.points", "(_?_:_ true 1.0 (. item$0 points#2))"},
      {"item.points * (true ? 1 : 2)", "(_*_ (. item$0 points#2) (_?_:_ true 1.0 2.0))"},
      {"[1, 2.5]", "(list 1 2.5)"},
      {"1 + 2", "(_+_ 1 2)"},
      {"any + 1", "(_+_ any$3 1)"},
      {"any == 1", "(_==_ any$3 1)"},
      {"item.points * 9007199254740993",
       "0-30 E0110 cannot multiply item.points (double) by 9007199254740993 (int) | write double(9007199254740993)"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("the place of an expression asks for a type") {
  const Expected condition{.type = Type::Kind::boolean, .what = "require"};
  const Expected number{.type = Type::Kind::real, .what = "at_most"};
  CHECK(tree_of("item.points > 8", condition) == "(_>_ (. item$0 points#2) 8)");
  CHECK(tree_of("any", condition) == "any$3");
  CHECK(tree_of("item.points", condition) ==
        "0-11 E0111 require must be a condition (bool); this is a double | compare it, for instance item.points > 0.0");
  CHECK(tree_of("item.assignee", condition) ==
        "0-13 E0111 require must be a condition (bool); this is a person | write has(item.assignee)");
  CHECK(
      tree_of("item.title", condition) ==
      "0-10 E0111 require must be a condition (bool); this is a string | compare it with ==, or write has(item.title)");
  CHECK(tree_of("13", number) == "13.0");
  CHECK(tree_of("person.capacity", number) == "(. person$1 capacity#2)");
  CHECK(tree_of("item.priority", number) ==
        "0-13 E0111 at_most must be a number (double); this is an int | write double(item.priority)");
  CHECK(tree_of("item.bad", condition) == "5-8 E0107 item has no field 'bad'");
}

TEST_CASE("unknown names and fields are answered with what was meant") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"item.point <= 8",
       "5-10 E0107 item has no field 'point' | did you mean 'points' (double, estimate in story points)?"},
      {"item.asignee.manger.name", "5-12 E0107 item has no field 'asignee' | did you mean 'assignee' (person)?"},
      {"item.assignee.manger.name", "14-20 E0107 person has no field 'manger' | did you mean 'manager' (person)?"},
      {"has(item.pints)",
       "9-14 E0107 item has no field 'pints' | did you mean 'points' (double, estimate in story points)?"},
      {"person.salary", "7-13 E0107 person has no field 'salary' | it has capacity, id, leads, manager, name"},
      {"itm.points > 8", "0-3 E0106 there is no 'itm' here | did you mean 'item'?"},
      {"True", "0-4 E0106 there is no 'True' here | did you mean 'true'?"},
      {"xyzzy > 8", "0-5 E0106 there is no 'xyzzy' here | in scope: item, person, now, any"},
      {"item.kind == bug", "13-16 E0106 there is no 'bug' here | a text stands in quotes: \"bug\""},
      {"item.labels.all(l, m == 'a')", "19-20 E0106 there is no 'm' here | in scope: l, item, person, now, any"},
      {"item.labels.all(l, true) && l == ''", "28-29 E0106 there is no 'l' here | in scope: item, person, now, any"},
      {"itm.points + itm.point",
       "0-3 E0106 there is no 'itm' here | did you mean 'item'?\n13-16 E0106 there is no 'itm' here | did you mean "
       "'item'?"},
      {"item.points.value", "12-17 E0121 item.points is a double, which has no fields"},
      {"item.helpers.name",
       "13-17 E0121 item.helpers is a list(person), which has no fields | its elements have: item.helpers.map(x, "
       "x.name), or exists, all, filter"},
      {"item.labels.length > 0",
       "12-18 E0121 item.labels is a list(string), which has no fields | write item.labels.size()"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("types that do not fit are told in words") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"item.points == '8'",
       "0-18 E0110 cannot compare item.points (double) with \"8\" (string) | write 8 without quotes"},
      {"item.points > 'many'", "0-20 E0110 cannot compare item.points (double) with \"many\" (string)"},
      {"item.priority == item.points",
       "0-28 E0110 cannot compare item.priority (int) with item.points (double) | write double(item.priority)"},
      {"item.points * item.priority",
       "0-27 E0110 cannot multiply item.points (double) by item.priority (int) | write double(item.priority)"},
      {"item.priority - 1u", "0-18 E0110 cannot subtract 1u (uint) from item.priority (int) | write int(1u)"},
      {"item.title + item.points",
       "0-24 E0110 cannot add item.title (string) and item.points (double) | write string(item.points)"},
      {"item.points / item.title", "0-24 E0110 cannot divide item.points (double) by item.title (string)"},
      {"item.points % 2",
       "0-15 E0110 cannot take item.points (double) modulo 2 (int) | % takes whole numbers: write int(item.points)"},
      {"item.assignee == 'bob'",
       "0-22 E0110 cannot compare item.assignee (person) with \"bob\" (string) | write item.assignee.id"},
      {"item.assignee == item", "0-21 E0110 cannot compare item.assignee (person) with item"},
      {"item.created > '2026-03-01'",
       "0-27 E0110 cannot compare item.created (timestamp) with \"2026-03-01\" (string) | write date(\"2026-03-01\")"},
      {"item.labels > 2",
       "0-15 E0110 cannot compare item.labels (list(string)) with 2 (int) | write item.labels.size()"},
      {"item.labels + 'a'", "0-17 E0110 cannot add item.labels (list(string)) and \"a\" (string) | write [\"a\"]"},
      {"1 < item.points < 8",
       "0-19 E0110 cannot compare 1 < item.points (bool) with 8 (int) | write 1 < item.points && item.points < 8"},
      {"true == 'true'", "0-14 E0110 cannot compare true (bool) with \"true\" (string) | write true without quotes"},
      {"'a' in item.title",
       "0-17 E0110 cannot look for \"a\" (string) in item.title (string) | write item.title.contains(\"a\")"},
      {"'bob' in item.helpers",
       "0-21 E0110 cannot look for \"bob\" (string) in item.helpers (list(person)) | write item.helpers.exists(x, x.id "
       "== \"bob\")"},
      {"1 in item.labels", "0-16 E0110 cannot look for 1 (int) in item.labels (list(string))"},
      {"item.labels['a']",
       "0-16 E0110 cannot look up \"a\" (string) in item.labels (list(string)) | a position is a whole number, from 0; "
       "write \"a\" in item.labels to look for it"},
      {"item.points && item.title",
       "0-11 E0110 && asks on both sides for a condition (bool); item.points is a double | compare it, for instance "
       "item.points > 0.0\n15-25 E0110 && asks on both sides for a condition (bool); item.title is a string | compare "
       "it with ==, or write has(item.title)"},
      {"!item.points",
       "1-12 E0110 ! asks for a condition (bool); item.points is a double | compare it, for instance item.points > "
       "0.0"},
      {"-item.title", "0-11 E0110 cannot negate item.title (string) | only int and double have a sign"},
      {"-true", "0-5 E0110 cannot negate true (bool) | write ! for not"},
      {"item.points ? 1 : 2",
       "0-11 E0110 ? asks for a condition (bool); item.points is a double | compare it, for instance item.points > "
       "0.0"},
      {"true ? 'a' : item.points",
       "0-24 E0110 both values of ?: must be of one type, not \"a\" (string) and item.points (double)"},
      {"item.points.all(x, true)", "0-11 E0113 item.points is a double, not a list or map to walk"},
      {"item.labels.all(l, l)", "19-20 E0110 all() asks for a condition (bool); l is a string"},
      {"item.labels.map(l, l.size(), l)", "19-27 E0110 map() asks for a condition (bool); l.size() is an int"},
      {"acts_as('bob', 'em')", "8-13 E0110 acts_as() takes a person as argument 1; \"bob\" is a string"},
      {"seniority(item.priority)",
       "10-23 E0110 seniority() takes a string; item.priority is an int | write string(item.priority)"},
      {"item.points + item.bad + item.worse",
       "19-22 E0107 item has no field 'bad'\n30-35 E0107 item has no field 'worse'"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("what is absent is unknown, so null is not compared with fields") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"item.assignee == null",
       "0-21 E0122 cannot compare item.assignee (person) with null | what is absent is unknown, not null: write "
       "!has(item.assignee)"},
      {"null != item.points",
       "0-19 E0122 cannot compare item.points (double) with null | what is absent is unknown, not null: write "
       "has(item.points)"},
      {"item == null", "0-12 E0122 cannot compare item with null | what is absent is unknown, not null"},
      {"null == null", "(_==_ null null)"},
      {"any == null", "(_==_ any$3 null)"},
      {"item.fields.risk == null", "(_==_ (. (. item$0 fields#9) risk) null)"},
      {"1 == null", "0-9 E0110 cannot compare 1 (int) with null"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("functions are found, or their nearest name") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"size(item.points)", "5-16 E0110 size() takes a string, bytes, list or map; item.points is a double"},
      {"item.points.size()", "0-11 E0110 size() is called on a string, bytes, list or map; item.points is a double"},
      {"item.title.startWith('a')", "11-20 E0108 there is no function 'startWith' | did you mean 'startsWith'?"},
      {"item.title.startsWith(1)", "22-23 E0110 startsWith() takes a string; 1 is an int | write string(1)"},
      {"item.title.startsWith('a', 'b')",
       "11-21 E0109 startsWith() takes 1 argument, not 2 | write string.startsWith(string)"},
      {"startsWith(item.title, 'a')",
       "0-10 E0108 startsWith() is called on a value | write item.title.startsWith(...)"},
      {"item.priority.double()", "14-20 E0108 double() is not called on a value | write double(item.priority)"},
      {"act_as(person, 'a')", "0-6 E0108 there is no function 'act_as' | did you mean 'acts_as'?"},
      {"acts_as(person)", "0-7 E0109 acts_as() takes 2 arguments, not 1 | write acts_as(person, string)"},
      {"item.assignee.name()",
       "14-18 E0108 there is no function 'name' | 'name' is a field: write it without parentheses"},
      {"item.labels.any(l, l == 'a')", "12-15 E0108 there is no function 'any' | did you mean 'exists'?"},
      {"itm.any(l, l == 'a')",
       "0-3 E0106 there is no 'itm' here | did you mean 'item'?\n"
       "4-7 E0108 there is no function 'any' | did you mean 'exists'?"},
      {"item.labels.length()", "12-18 E0108 there is no function 'length' | did you mean 'size'?"},
      {"all(item.labels)", "0-3 E0108 all() is called on a list or map | write list.all(x, condition)"},
      {"item.bad.size()", "5-8 E0107 item has no field 'bad'"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("a value that a field can never have is refused") {
  const auto [text, expected] = GENERATE(table<std::string_view, std::string_view>({
      {"item.kind == 'bug'", "(_==_ (. item$0 kind#10) \"bug\")"},
      {"item.kind == 'tec_debt'", "13-23 E0112 item.kind is never \"tec_debt\" | did you mean \"tech_debt\"?"},
      {"'Bug' != item.kind", "0-5 E0112 item.kind is never \"Bug\" | did you mean \"bug\"?"},
      {"item.kind in ['bug', 'epic', 'stori']",
       "21-27 E0112 item.kind is never \"epic\" | it is one of \"bug\", \"chore\", \"tech_debt\", \"user_story\"\n"
       "29-36 E0112 item.kind is never \"stori\" | it is one of \"bug\", \"chore\", \"tech_debt\", \"user_story\""},
      {"item.kind == (item.points > 8 ? 'bug' : 'bag')",
       "40-45 E0112 item.kind is never \"bag\" | did you mean \"bug\"?"},
      {"'desing' in item.phases", "0-8 E0112 item.phases never holds \"desing\" | did you mean \"design\"?"},
      {"item.phases[0] == 'x'", "18-21 E0112 item.phases never holds \"x\" | it is one of \"build\", \"design\""},
      {"person.leads.exists(p, p.state == 'activ')",
       "34-41 E0112 project.state is never \"activ\" | did you mean \"active\"?"},
      {"person.leads.map(p, p.state).exists(s, s == 'activ')",
       "44-51 E0112 project.state is never \"activ\" | did you mean \"active\"?"},
      {"item.phases.exists(p, p == 'desing')",
       "27-35 E0112 item.phases never holds \"desing\" | did you mean \"design\"?"},
      {"item.kind + 'x' == 'bugx'", "(_==_ (_+_ (. item$0 kind#10) \"x\") \"bugx\")"},
      {"item.kind.startsWith('zz')", "((. item$0 kind#10) .startsWith \"zz\")"},
  }));
  CAPTURE(text);
  CHECK(tree_of(text) == expected);
}

TEST_CASE("overloads are chosen by types, and left open where only values can tell") {
  const auto overload = [](std::string_view text) { return check_text(text).root->overload; };
  CHECK(overload("1 + 2") >= 0);
  CHECK(overload("1 + 2") != overload("1.5 + 2.5"));
  CHECK(overload("item.points > 8") >= 0);
  CHECK(overload("any + 1") == -1);
  CHECK(overload("any + any") == -1);
  CHECK(overload("size(any)") == -1);
  CHECK(overload("size(item.title)") >= 0);
  CHECK(overload("1 == 2") == -1);
  CHECK(overload("true && false") == -1);
}

}  // namespace sprintd::lang
