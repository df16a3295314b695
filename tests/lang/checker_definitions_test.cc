#include <catch2/catch.hpp>
#include <deque>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/base/origin.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/checker.h"
#include "rules/lang/parser.h"
#include "tests/lang/backlog_sample.h"
#include "tests/lang/expression_faults.h"

namespace sprintd::lang {
namespace {

struct Define {
  std::string name;
  std::vector<std::string> parameters;
  std::string body;
};

// Definition number i stands in file 10 + i, its name at 100; expressions that use them in file 0, 1, ...
class Pack {
 public:
  explicit Pack(const std::vector<Define>& definitions) {
    for (const auto& definition : definitions) {
      const auto& body = texts_.emplace_back(definition.body);
      const auto file = FileId{static_cast<std::uint32_t>(10 + definitions_.all().size())};
      const auto origin = Origin::verbatim(file, 0, static_cast<std::uint32_t>(body.size()));
      definitions_.add(definition.name, definition.parameters, {.text = body, .origin = &origin},
                       Span{file, 100, 100 + static_cast<std::uint32_t>(definition.name.size())}, diagnostics);
    }
  }

  std::string check_text(std::string_view text, const Expected& expected = {}) {
    const auto origin = Origin::verbatim(FileId{next_file_++}, 0, static_cast<std::uint32_t>(text.size()));
    auto root = parse({.text = text, .origin = &origin}, diagnostics);
    REQUIRE(root != nullptr);
    const bool good = check(*root, sample_.environment(&definitions_), expected, diagnostics);
    return good ? print_ast(*root) : std::string("faulty");
  }

  // The faults with the file before each.
  std::string faults() {
    std::string out;
    for (const auto& fault : diagnostics.sorted()) {
      out += fmt::format("{}{}:{}", out.empty() ? "" : "\n", static_cast<std::uint32_t>(fault.span.file),
                         testing::fault_line(fault));
    }
    return out;
  }

  Diagnostics diagnostics;

 private:
  testing::BacklogSample sample_;
  std::deque<std::string> texts_;
  Definitions definitions_;
  std::uint32_t next_file_ = 0;
};

}  // namespace

TEST_CASE("definitions are put in where they are used") {
  Pack pack({{"technical", {}, "['tech_debt', 'chore']"},
             {"is_technical", {}, "item.kind in technical"},
             {"may_lead", {"p", "q"}, "p in q.leads.map(l, l.lead)"}});
  CHECK(pack.check_text("is_technical") ==
        "(define is_technical (@in (. item$0 kind#10) (define technical (list \"tech_debt\" \"chore\"))))");
  CHECK(pack.check_text("may_lead(person, item.assignee)") ==
        "(define may_lead p%0=person$1 q%1=(. item$0 assignee#4) (@in p%0 (map l in (. q%1 leads#4) -> (. l%2 "
        "lead#1))))");
  CHECK(pack.faults().empty());
}

TEST_CASE("a definition sees its parameters and the variables of the place, and no local of its user") {
  Pack pack({{"twice", {"x"}, "[1].map(y, x + x)[0]"}, {"leaks", {}, "l == ''"}, {"own", {"item"}, "item.name"}});
  CHECK(pack.check_text("item.labels.map(y, twice(y))") ==
        "(map y in (. item$0 labels#6) -> (define twice x%1=y%0 (_[_] (map y in (list 1) -> (_+_ x%1 x%1)) 0)))");
  CHECK(pack.check_text("own(person)") == "(define own item%0=person$1 (. item%0 name#1))");
  CHECK(pack.faults().empty());
  CHECK(pack.check_text("item.labels.all(l, leaks)") == "faulty");
  CHECK(pack.faults() == "11:0-1 E0106 there is no 'l' here | in scope: item, person, now, any\n  2:19-24 used here");
}

TEST_CASE("a definition has a type for each use") {
  Pack pack({{"larger", {"a", "b"}, "a > b ? a : b"}});
  CHECK(pack.check_text("larger(1, 2)") == "(define larger a%0=1 b%1=2 (_?_:_ (_>_ a%0 b%1) a%0 b%1))");
  CHECK(pack.check_text("larger('a', 'b')") != "faulty");
  CHECK(pack.check_text("larger(1, larger(2, 3))") != "faulty");
  CHECK(pack.faults().empty());
  CHECK(pack.check_text("larger(1, 'b')") == "faulty");
  CHECK(pack.faults() == "10:0-5 E0110 cannot compare a (int) with b (string)\n  3:0-14 used here");
}

TEST_CASE("numbers of a definition adapt for the use that needs it") {
  Pack pack({{"most", {}, "13"}, {"steps", {}, "[1, 2, 3]"}, {"alias", {}, "most"}, {"sum", {}, "1 + 2"}});
  CHECK(pack.check_text("item.points - most") == "(_-_ (. item$0 points#2) (define most as-double 13.0))");
  CHECK(pack.check_text("item.points > most") == "(_>_ (. item$0 points#2) (define most 13))");
  CHECK(pack.check_text("item.points in steps") ==
        "(@in (. item$0 points#2) (define steps as-double (list 1.0 2.0 3.0)))");
  CHECK(pack.check_text("alias", {.type = Type::Kind::real, .what = "at_most"}) ==
        "(define alias as-double (define most as-double 13.0))");
  CHECK(pack.faults().empty());
  CHECK(pack.check_text("item.points - sum") == "faulty");
  CHECK(pack.faults() == "4:0-17 E0110 cannot subtract sum (int) from item.points (double) | write double(sum)");
}

TEST_CASE("a fault in a definition is told at its place, once, with the first use") {
  Pack pack({{"small", {}, "item.point <= 8"}, {"ready", {}, "small && has(item.title)"}});
  CHECK(pack.check_text("1 < 2") != "faulty");
  CHECK(pack.check_text("1 < 2 && ready && ready") == "faulty");
  for (int i = 0; i < 20; ++i) CHECK(pack.check_text("ready") == "faulty");
  CHECK(pack.faults() ==
        "10:5-10 E0107 item has no field 'point' | did you mean 'points' (double, estimate in story points)?\n"
        "  11:0-5 used here\n"
        "  1:9-14 used here");
}

TEST_CASE("a value that cannot occur is told in the definition that has it") {
  Pack pack({{"kinds", {}, "['bug', 'tec_debt']"}, {"is_kind", {"k"}, "item.kind == k"}});
  CHECK(pack.check_text("item.kind in kinds || item.kind in kinds") == "faulty");
  CHECK(pack.faults() ==
        "10:8-18 E0112 item.kind is never \"tec_debt\" | did you mean \"tech_debt\"?\n  0:13-18 used here");
}

TEST_CASE("a value that cannot occur is told where it is handed to a definition") {
  Pack pack({{"is_kind", {"k"}, "item.kind == k"},
             {"is_one", {"k"}, "is_kind(k) || item.kind in [k]"},
             {"same", {"k"}, "k"},
             {"epic", {}, "is_kind('epic')"}});
  CHECK(pack.check_text("is_kind('bug')") != "faulty");
  CHECK(pack.check_text("is_kind('bag') || is_one('bog')") == "faulty");
  CHECK(pack.check_text("item.kind == same('bug') || item.kind == same('buk') || epic") == "faulty");
  CHECK(pack.faults() ==
        "1:8-13 E0112 item.kind is never \"bag\" | did you mean \"bug\"?\n"
        "1:25-30 E0112 item.kind is never \"bog\" | did you mean \"bug\"?\n"
        "2:46-51 E0112 item.kind is never \"buk\" | did you mean \"bug\"?\n"
        "  2:41-52 used here\n"
        "13:8-14 E0112 item.kind is never \"epic\" | it is one of \"bug\", \"chore\", \"tech_debt\", \"user_story\"\n"
        "  2:56-60 used here");
}

TEST_CASE("definitions that use themselves are told once") {
  Pack pack({{"self", {}, "!self"}, {"odd", {"n"}, "even(n)"}, {"even", {"n"}, "odd(n)"}, {"fine", {}, "1"}});
  CHECK(pack.check_text("self") == "faulty");
  CHECK(pack.check_text("even(1)") == "faulty");
  CHECK(pack.check_text("odd(1) || self") == "faulty");
  CHECK(pack.check_text("fine + fine") != "faulty");
  CHECK(pack.faults() ==
        "10:100-104 E0115 definition 'self' uses itself | a definition builds on others only\n"
        "11:100-103 E0115 definition 'odd' uses itself: odd -> even -> odd | a definition builds on others only");
}

TEST_CASE("a definition is called with its arguments") {
  Pack pack({{"may_lead", {"p", "t"}, "p == t"}, {"most", {}, "13"}});
  CHECK(pack.check_text("may_lead(person)") == "faulty");
  CHECK(pack.check_text("may_lead") == "faulty");
  CHECK(pack.check_text("most(1)") == "faulty");
  CHECK(pack.check_text("person.may_lead(person)") == "faulty");
  CHECK(pack.check_text("may_laed(person, person)") == "faulty");
  CHECK(pack.faults() ==
        "0:0-16 E0109 may_lead() takes 2 arguments, not 1 | write may_lead(p, t)\n"
        "1:0-8 E0109 may_lead() takes 2 arguments, not 0 | write may_lead(p, t)\n"
        "2:0-7 E0109 most takes no arguments | write most without parentheses\n"
        "3:7-15 E0108 may_lead() is not called on a value | write may_lead(person, ...)\n"
        "4:0-8 E0108 there is no function 'may_laed' | did you mean 'may_lead'?");
}

TEST_CASE("a definition that did not parse was reported already") {
  Pack pack({{"broken", {}, "1 +"}});
  CHECK(pack.check_text("broken + item.points > 3") == "faulty");
  CHECK(pack.faults() == "10:3-3 E0101 expected a value, found the end");
}

TEST_CASE("definitions cannot outgrow the limits") {
  std::vector<Define> doubling{{"d0", {}, "1"}};
  for (int i = 1; i < 40; ++i) doubling.push_back({fmt::format("d{}", i), {}, fmt::format("d{0} + d{0}", i - 1)});
  Pack large(doubling);
  CHECK(large.check_text("d39") == "faulty");
  REQUIRE(large.diagnostics.sorted().size() == 1);
  CHECK(large.diagnostics.sorted()[0].code == Code::expression_too_large);
  CHECK(large.diagnostics.sorted()[0].message == "with its definitions, this expression has more than 20000 parts");

  std::vector<Define> chain{{"c0", {}, "1"}};
  for (int i = 1; i < 150; ++i) chain.push_back({fmt::format("c{}", i), {}, fmt::format("c{}", i - 1)});
  Pack deep(chain);
  CHECK(deep.check_text("c90") != "faulty");
  CHECK(deep.check_text("c149") == "faulty");
  REQUIRE(deep.diagnostics.sorted().size() == 1);
  CHECK(deep.diagnostics.sorted()[0].message ==
        "with its definitions, this expression is nested more than 100 levels deep");
}

TEST_CASE("types that double with each step stay small") {
  std::string text = "[1]";
  for (int i = 0; i < 45; ++i) text += fmt::format(".map(x{0}, {{x{0}: x{0}}})", i);
  Pack pack({});
  CHECK(pack.check_text(text) != "faulty");
  std::string open;
  for (int i = 0; i < 24; ++i)
    open += fmt::format("[].all(v{}, {}", i, i == 0 ? "true && " : fmt::format("v{} == {{v{}: v{}}} && ", i - 1, i, i));
  open += "true" + std::string(24, ')');
  pack.check_text(open);
}

}  // namespace sprintd::lang
