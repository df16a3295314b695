#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/yaml/yaml_desk.h"

using sprintd::yaml::Desk;

namespace {

struct Row {
  std::string_view why;
  std::string text;
  std::string_view faults;
};

void check(const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    INFO(row.why);
    const Desk desk(row.text);
    CHECK(desk.faults() == row.faults);
    CHECK_FALSE(desk.root);
  }
}

}  // namespace

TEST_CASE("expressions that YAML takes apart: quote this") {
  check({
      {"a leading ! is a tag", "require: !item.done\n",
       R"(t.yaml:1:10: error[E0220]: YAML reads '!item.done' as a tag, not as part of the value
    1 | require: !item.done
      |          ^^^^^^^^^^ quote this: '!item.done'
)"},
      {"also before a bracket", "require: !(a || b)\n",
       R"(t.yaml:1:10: error[E0220]: YAML reads '!(a' as a tag, not as part of the value
    1 | require: !(a || b)
      |          ^^^ quote this: '!(a || b)'
)"},
      {"a leading && is an anchor", "require: && b\n",
       R"(t.yaml:1:10: error[E0220]: YAML reads '&&' as an anchor, not as part of the value
    1 | require: && b
      |          ^^ quote this: '&& b'
)"},
      {"a quoted start ends the value", "where: \"a\" in item.labels\n",
       R"(t.yaml:1:12: error[E0220]: YAML ends this value at its closing quote, and finds text behind it
    1 | where: "a" in item.labels
      |            ^^^^^^^^^^^^^^ quote this: '"a" in item.labels'
)"},
      {"with single quotes inside, a block is easier to write", "where: 'a' in item.labels\n",
       R"(t.yaml:1:12: error[E0220]: YAML ends this value at its closing quote, and finds text behind it
    1 | where: 'a' in item.labels
      |            ^^^^^^^^^^^^^^ quote this: write '|' here, and the value on the next line, indented
)"},
      {"a bracketed start ends the value", "require: [1,2].exists(x, x > 1)\n",
       R"(t.yaml:1:15: error[E0220]: YAML ends this value at its closing bracket, and finds text behind it
    1 | require: [1,2].exists(x, x > 1)
      |               ^^^^^^^^^^^^^^^^^ quote this: '[1,2].exists(x, x > 1)'
)"},
      {"a braced start too", "require: {\"a\": 1}.size() == 1\n",
       R"(t.yaml:1:18: error[E0220]: YAML ends this value at its closing bracket, and finds text behind it
    1 | require: {"a": 1}.size() == 1
      |                  ^^^^^^^^^^^^ quote this: '{"a": 1}.size() == 1'
)"},
      {"blank and # start a comment within a quote", "message: foo(\"a #b\")\n",
       R"(t.yaml:1:17: error[E0220]: YAML takes this for a comment, but the quote " before it is still open
    1 | message: foo("a #b")
      |                 ^^^^ quote this: 'foo("a #b")'
)"},
      {"and within a bracket", "message: Fix the queue (see #12)\n",
       R"(t.yaml:1:29: error[E0220]: YAML takes this for a comment, but the bracket ( before it is still open
    1 | message: Fix the queue (see #12)
      |                             ^^^^ quote this: 'Fix the queue (see #12)'
)"},
      {"a comment in an open bracket over two lines", "require: foo(a, # first\n  b)\n",
       R"(t.yaml:1:17: error[E0220]: YAML takes this for a comment, but the bracket ( before it is still open
    1 | require: foo(a, # first
      |                 ^^^^^^^ quote this: put the whole value in single quotes, or below a '|'
)"},
      {"colon and blank end a key", "require: x ? {a: 1} : 2\n",
       R"(t.yaml:1:16: error[E0220]: YAML reads this colon as the end of a key, because a blank follows
    1 | require: x ? {a: 1} : 2
      |                ^ quote this: 'x ? {a: 1} : 2'
)"},
      {"in prose too", "message: note: this\n",
       R"(t.yaml:1:14: error[E0220]: YAML reads this colon as the end of a key, because a blank follows
    1 | message: note: this
      |              ^ quote this: 'note: this'
)"},
      {"and in a list", "list:\n  - x ? {a: 1} : 2\n",
       R"(t.yaml:2:11: error[E0220]: YAML reads this colon as the end of a key, because a blank follows
    2 |   - x ? {a: 1} : 2
      |           ^ quote this: 'x ? {a: 1} : 2'
)"},
      {"and on a second line", "require: a ||\n  b ? {c: 1} : 2\n",
       R"(t.yaml:2:9: error[E0220]: YAML reads this colon as the end of a key, because a blank follows
    2 |   b ? {c: 1} : 2
      |         ^ quote this: put the whole value in single quotes, or below a '|'
)"},
      {"a leading bar", "require: || b\n",
       R"(t.yaml:1:10: error[E0220]: YAML reads a leading | as the start of a block of text
    1 | require: || b
      |          ^ quote this: '|| b'
)"},
      {"a sign that starts nothing", "message: @ana leads\n",
       R"(t.yaml:1:10: error[E0220]: a value cannot start with @ in YAML
    1 | message: @ana leads
      |          ^ quote this: '@ana leads'
)"},
  });
}

TEST_CASE("all such lines of a file at once, also with a syntax fault of another kind") {
  check({
      {"four kinds", "a: !x.y\nb: \"q\" in c\nd: |\n  not: \"this\" one\ne: 'nor: this'\nf: [1].size()\ng: h: i\n",
       R"(t.yaml:1:4: error[E0220]: YAML reads '!x.y' as a tag, not as part of the value
    1 | a: !x.y
      |    ^^^^ quote this: '!x.y'

t.yaml:2:8: error[E0220]: YAML ends this value at its closing quote, and finds text behind it
    2 | b: "q" in c
      |        ^^^^ quote this: '"q" in c'

t.yaml:6:7: error[E0220]: YAML ends this value at its closing bracket, and finds text behind it
    6 | f: [1].size()
      |       ^^^^^^^ quote this: '[1].size()'

t.yaml:7:5: error[E0220]: YAML reads this colon as the end of a key, because a blank follows
    7 | g: h: i
      |     ^ quote this: 'h: i'
)"},
      {"and an unrelated fault before it", "a:\n  - 1\n - 2\nb: \"q\" in c\n",
       R"(t.yaml:3:2: error[E0202]: this does not belong to the mapping above
    3 |  - 2
      |  ^ does the line start in the same column as its neighbours, and does it have a colon?

t.yaml:4:8: error[E0220]: YAML ends this value at its closing quote, and finds text behind it
    4 | b: "q" in c
      |        ^^^^ quote this: '"q" in c'
)"},
  });
}

TEST_CASE("what looks like it and is good YAML is left alone") {
  for (const std::string text : {
           "a: x != y && z # a comment\n",
           "a: don't do this # a comment\n",
           "a: the teams' board # it's fine\n",
           "a: \"quoted\" # comment\n",
           "a: [1, 2] # comment (with bracket)\n",
           "a: f(x) # (y)\n",
           "a: http://example.org/#part\n",
           "a: b#c\n",
           "a: \"${join(', ')}\"\n",
           "a: |\n  !x: \"y\" z # (\nb: c\n",
           "may_lead(p, t): p in t.members\n",
           "a: x ? 1 :2\n",
           "a: &name value\nb: *name\n",
       }) {
    INFO(text);
    const Desk desk(text);
    CHECK(desk.faults().empty());
    CHECK(desk.root);
  }
}

TEST_CASE("keys: twice, merged, missing, not a word; all of them, at once with tags") {
  check({
      {"twice, and a third time", "a: 1\nb: 2\na: 3\n'a': 4\n",
       R"(t.yaml:3:1: error[E0204]: key 'a' is given twice
    3 | a: 3
      | ^
t.yaml:1:1: note: here for the first time
    1 | a: 1
      | ^

t.yaml:4:1: error[E0204]: key 'a' is given twice
    4 | 'a': 4
      | ^^^
t.yaml:1:1: note: here for the first time
    1 | a: 1
      | ^
)"},
      {"of a flow mapping in a list", "- {x: 1, y: 2, x: 3}\n",
       R"(t.yaml:1:16: error[E0204]: key 'x' is given twice
    1 | - {x: 1, y: 2, x: 3}
      |                ^
t.yaml:1:4: note: here for the first time
    1 | - {x: 1, y: 2, x: 3}
      |    ^
)"},
      {"through an alias", "&k a: 1\n*k : 2\n",
       R"(t.yaml:2:1: error[E0204]: key 'a' is given twice
    2 | *k : 2
      | ^^
t.yaml:1:4: note: here for the first time
    1 | &k a: 1
      |    ^
)"},
      {"merge key", "base: &b {x: 1}\nc:\n  <<: *b\n",
       R"(t.yaml:3:3: error[E0205]: merge keys are not read
    3 |   <<: *b
      |   ^^ write the keys out
)"},
      {"a list as key", "? [a, b]\n: 1\n",
       R"(t.yaml:1:3: error[E0206]: a list cannot be a key
    1 | ? [a, b]
      |   ^^^^^^ put it in quotes if it is a text
)"},
      {"a mapping as key", "{a: 1}: 2\n",
       R"(t.yaml:1:1: error[E0206]: a mapping cannot be a key
    1 | {a: 1}: 2
      | ^^^^^^ put it in quotes if it is a text
)"},
      {"no key", "a: 1\n: 2\n",
       R"(t.yaml:2:1: error[E0206]: a key is missing before the colon
    2 | : 2
      | ^
)"},
      {"tags and keys together", "a: !!str 5\nb: !<tag:x> 1\na: 2\n",
       R"(t.yaml:1:4: error[E0207]: the tag '!!str' is not read
    1 | a: !!str 5
      |    ^^^^^ leave it out; a text that looks like a number goes into quotes

t.yaml:2:4: error[E0207]: the tag '!<tag:x>' is not read
    2 | b: !<tag:x> 1
      |    ^^^^^^^^ leave it out; a text that looks like a number goes into quotes

t.yaml:3:1: error[E0204]: key 'a' is given twice
    3 | a: 2
      | ^
t.yaml:1:1: note: here for the first time
    1 | a: !!str 5
      | ^
)"},
  });
}

TEST_CASE("syntax in words") {
  check({
      {"a tab", "a:\n\t- x\n\t- y\n",
       "t.yaml:2:1: error[E0203]: this line is indented with a tab\n"
       "    2 |  - x\n"
       "      | ^ YAML counts blanks only; replace the tab by blanks\n"
       "\n"
       "t.yaml:3:1: error[E0203]: this line is indented with a tab\n"
       "    3 |  - y\n"
       "      | ^ YAML counts blanks only; replace the tab by blanks\n"},
      {"a quote that is never closed", "a: 1\nb: \"open\nc: 2\n",
       R"(t.yaml:2:4: error[E0202]: this quote is never closed
    2 | b: "open
      |    ^ is a quote missing at the end of this line?
)"},
      {"a quote that closes too late", "a: \"open\nb: \"2\"\n",
       R"(t.yaml:1:4: error[E0202]: this quote is closed only on a later line, with text behind it
    1 | a: "open
      |    ^ is a quote missing at the end of this line?
t.yaml:2:5: note: this is the text behind it
    2 | b: "2"
      |     ^^
)"},
      {"a list that is never closed", "a: [1, 2\n",
       R"(t.yaml:1:4: error[E0202]: a '[' is not closed before the file ends
    1 | a: [1, 2
      |    ^
)"},
      {"a mapping that is never closed", "a: {b: 1",
       R"(t.yaml:1:4: error[E0202]: a '{' is not closed before the file ends
    1 | a: {b: 1
      |    ^
)"},
      {"a list that the next key interrupts", "a: [1, 2\nb: 3\n",
       R"(t.yaml:2:2: error[E0202]: a comma or ']' is missing before this
    2 | b: 3
      |  ^
t.yaml:1:4: note: this bracket is still open
    1 | a: [1, 2
      |    ^
)"},
      {"a bracket too many", "a: 1\nb: 2 ]\nc: ]\n",
       R"(t.yaml:3:4: error[E0220]: a value cannot start with ] in YAML
    3 | c: ]
      |    ^ quote this: ']'
)"},
      {"an unknown escape", "a: \"\\d+\"\n",
       R"(t.yaml:1:5: error[E0202]: '\d' means nothing in double quotes
    1 | a: "\d+"
      |     ^^ write '\\d', or put the whole value in single quotes
)"},
      {"a key too far to the right", "a: 1\n b: 2\n",
       R"(t.yaml:2:2: error[E0202]: the key 'b' is indented further than the line above, which has a value already
    2 |  b: 2
      |  ^ does it belong below its neighbours?
t.yaml:1:1: note: this is the line above
    1 | a: 1
      | ^^^^
)"},
      {"a missing colon", "a: 1\nfoo\nb: 2\n",
       R"(t.yaml:2:1: error[E0202]: a colon is missing in this line
    2 | foo
      | ^^^ a key is followed by a colon and a blank
)"},
      {"a list item on the line of its key", "a: - b\n",
       R"(t.yaml:1:4: error[E0202]: a list item cannot start here
    1 | a: - b
      |    ^ put the '- ' on a line of its own, below the key
)"},
      {"text behind the document", "[1]\nb\n",
       R"(t.yaml:2:1: error[E0202]: this stands behind the end of the document
    2 | b
      | ^ does the line start in the same column as its neighbours, and does it have a colon?
)"},
      {"two documents", "a: 1\n---\nb: 2\n",
       R"(t.yaml:2:1: error[E0208]: a second document starts here
    2 | ---
      | ^^^ one file is one document: put it into a file of its own
)"},
      {"an alias of nothing", "a: *nope\n",
       R"(t.yaml:1:4: error[E0211]: no value above is marked with '&nope'
    1 | a: *nope
      |    ^^^^^ if the star belongs to a text, put the whole value in single quotes
)"},
      {"an alias in itself", "a: &a [*a]\n",
       R"(t.yaml:1:8: error[E0210]: this alias stands inside of what it copies
    1 | a: &a [*a]
      |        ^^
)"},
  });
}

TEST_CASE("texts that are no texts") {
  check({
      {"Latin-1", "name: Jos\xe9\n",
       "t.yaml:1:10: error[E0201]: this byte (0xe9) is not UTF-8\n"
       "    1 | name: Jos\xef\xbf\xbd\n"
       "      |          ^ save the file with the encoding UTF-8\n"},
      {"an overlong form", "a: \xc0\xaf\n",
       "t.yaml:1:4: error[E0201]: this byte (0xc0) is not UTF-8\n"
       "    1 | a: \xef\xbf\xbd\n"
       "      |    ^ save the file with the encoding UTF-8\n"},
      {"a byte at which yaml-cpp would stop in silence", "a: 1\x04\nb: 2\n",
       "t.yaml:1:5: error[E0212]: a control character (U+0004) stands here\n"
       "    1 | a: 1\xef\xbf\xbd\n"
       "      |     ^ delete it\n"},
      {"NUL", std::string("a: \0b\n", 6),
       "t.yaml:1:4: error[E0212]: a control character (U+0000) stands here\n"
       "    1 | a: \xef\xbf\xbd"
       "b\n"
       "      |    ^ delete it\n"},
      {"a carriage return alone", "a: 1\rb: 2\n",
       "t.yaml:1:5: error[E0212]: a control character (U+000D) stands here\n"
       "    1 | a: 1\xef\xbf\xbd"
       "b: 2\n"
       "      |     ^ delete it\n"},
  });
}
