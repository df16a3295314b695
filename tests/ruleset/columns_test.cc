// One and the same fault in every kind of YAML scalar, behind whatever a line may hold: the place that is told is the
// place of the word, which the test counts on its own. A template marks the word with § on both sides; the marks are
// counted away in code points, taken out, and the rest is loaded.
#include <algorithm>
#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/places.h"
#include "tests/ruleset/planning_schema.h"

namespace sprintd::ruleset {
namespace {

constexpr std::string_view kMark = "§";

struct Spot {
  std::size_t line = 1;
  std::size_t column = 1;
  friend bool operator==(const Spot&, const Spot&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Spot& spot) {
    return out << spot.line << ':' << spot.column;
  }
};

bool starts_code_point(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

Spot spot_of(std::string_view before) {
  Spot spot;
  for (const char c : before) {
    if (c == '\n') {
      spot = {spot.line + 1, 1};
    } else if (starts_code_point(c)) {
      ++spot.column;
    }
  }
  return spot;
}

struct Marked {
  std::string text;
  Spot begin;
  Spot end;  // behind the word
};

Marked without_marks(const std::string& marked) {
  const auto first = marked.find(kMark);
  const auto second = marked.find(kMark, first + kMark.size());
  REQUIRE(first != std::string::npos);
  REQUIRE(second != std::string::npos);
  Marked out;
  out.text = marked.substr(0, first) + marked.substr(first + kMark.size(), second - first - kMark.size());
  out.begin = spot_of(out.text.substr(0, first));
  out.end = spot_of(out.text);
  out.text += marked.substr(second + kMark.size());
  return out;
}

// A condition with a marked word that is wrong, and the code of the fault.
struct Fault {
  std::string_view condition;
  std::string_view code;
};
constexpr Fault kFaults[] = {
    {"item.§point§ <= 8", "E0107"},
    {"§itm§.points <= 8", "E0106"},
    {"item.points §=§ 8", "E0105"},
    {"item.title.§startWith§(\"a\")", "E0108"},
    {"item.kind == §\"stroy\"§", "E0112"},
    {"§item.points + item.title§ > 8.0", "E0110"},
    {"item.title.matches(\"a§(§b\")", "E0140"},
    {"item.labels.exists(l, l == §lable§)", "E0106"},
};

// What stands before the condition on its line, true whatever it is.
constexpr std::string_view kPrefixes[] = {
    "",
    "item.title != \"größe\" && ",
    "item.title != \"😀😀 é\" && ",
    "item.title != \"it's\" && ",
    "item.title != \"a\\\\b\" && ",
    "item.title != \"tab\there\" && ",
};

// How a text is written in a style of scalars; nothing where it cannot be.
struct Style {
  std::string_view name;
  std::string (*written)(std::string text, const std::string& indent);
};

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

std::string broken_at_and(const std::string& text, const std::string& indent, std::string_view blank_line = "") {
  return replaced(text, " && ", fmt::format("\n{}{}&& ", blank_line, indent));
}

std::string in_double_quotes(std::string text) {
  return replaced(replaced(std::move(text), "\\", "\\\\"), "\"", "\\\"");
}

constexpr Style kStyles[] = {
    {"plain", [](std::string text, const std::string&) { return text; }},
    {"plain, over lines", [](std::string text, const std::string& indent) { return broken_at_and(text, indent); }},
    {"double quotes",
     [](std::string text, const std::string&) { return "\"" + in_double_quotes(std::move(text)) + "\""; }},
    {"double quotes with escapes",
     [](std::string text, const std::string&) {
       text = in_double_quotes(std::move(text));
       text = replaced(replaced(replaced(std::move(text), "é", "\\u00e9"), "😀", "\\U0001F600"), "\t", "\\t");
       return "\"" + replaced(std::move(text), "ö", "\\xf6") + "\"";
     }},
    {"double quotes, over lines",
     [](std::string text, const std::string& indent) {
       return "\"" + broken_at_and(in_double_quotes(std::move(text)), indent) + "\"";
     }},
    {"double quotes, lines joined by backslashes",
     [](std::string text, const std::string& indent) {
       return "\"" + replaced(in_double_quotes(std::move(text)), " && ", " \\\n" + indent + "&& ") + "\"";
     }},
    {"single quotes",
     [](std::string text, const std::string&) { return "'" + replaced(std::move(text), "'", "''") + "'"; }},
    {"single quotes, over lines",
     [](std::string text, const std::string& indent) {
       return "'" + broken_at_and(replaced(std::move(text), "'", "''"), indent) + "'";
     }},
    {"folded", [](std::string text, const std::string& indent) { return ">\n" + indent + text; }},
    {"folded, over lines",
     [](std::string text, const std::string& indent) { return ">-\n" + indent + broken_at_and(text, indent); }},
    {"folded, with a blank line",
     [](std::string text, const std::string& indent) { return ">\n" + indent + broken_at_and(text, indent, "\n"); }},
    {"literal", [](std::string text, const std::string& indent) { return "|\n" + indent + text; }},
    {"literal, over lines",
     [](std::string text, const std::string& indent) { return "|-\n" + indent + broken_at_and(text, indent); }},
    {"literal, lines further in",
     [](std::string text, const std::string& indent) { return "|\n" + indent + broken_at_and(text, indent + "   "); }},
};

// A condition that a plain scalar can hold.
bool fits(const Style& style, std::string_view condition) {
  return !style.name.starts_with("plain") || condition.find(": ") == std::string_view::npos;
}

// Where the scalar stands: the indentation of its further lines, and the pack around it, SCALAR in its place.
struct Setting {
  std::string_view name;
  std::string_view indent;
  std::string_view pack;
};
constexpr Setting kSettings[] = {
    {"a rule", "      ", "sprintd: 1\npack: team\nrules:\n  - id: r\n    for: item\n    require: SCALAR\n"},
    {"a rule, far in", "                    ",
     "sprintd: 1\npack: team # größe\nrules:\n            - id: r\n              for: item\n              require:   "
     "SCALAR\n"},
    {"a definition", "      ",
     "sprintd: 1\npack: team\ndefine:\n  broken(item): SCALAR\nrules:\n  - {id: r, for: item, require: "
     "broken(item)}\n"},
    {"a queue", "      ", "sprintd: 1\npack: team\nqueues:\n  'größe': SCALAR\n"},
    {"a sequence's element", "        ",
     "sprintd: 1\npack: team\nrules:\n- # first\n  id: r\n  for: item\n  where:\n        SCALAR\n  require: "
     "item.points > 8.0\n"},
};

const Diagnostic* fault_with(const LoadedPacks& loaded, std::string_view code) {
  const auto found =
      std::ranges::find_if(loaded.diagnostics, [&](const Diagnostic& d) { return code_info(d.code).name == code; });
  return found == loaded.diagnostics.end() ? nullptr : &*found;
}

void check_place(const std::string& marked, std::string_view code, const std::string& use) {
  const auto [text, begin, end] = without_marks(marked);
  INFO(text);
  const auto loaded = load_text(text);
  const auto* fault = fault_with(loaded, code);
  REQUIRE(fault != nullptr);
  const auto source = loaded.sources.text(fault->span.file);
  REQUIRE(fault->span.known());
  CHECK(spot_of(source.substr(0, fault->span.begin)) == begin);
  CHECK(spot_of(source.substr(0, fault->span.end)) == end);
  PlaceFinder places(loaded.sources);
  const auto place = places.find(fault->span);
  CHECK(Spot{place.line, place.column} == begin);
  if (use.empty()) return;
  REQUIRE(fault->notes.size() == 1);
  CHECK(source.substr(fault->notes[0].span.begin, use.size()) == use);
}

}  // namespace

TEST_CASE("a fault has one place, however its scalar is written") {
  std::size_t count = 0;
  for (const auto& setting : kSettings) {
    for (const auto& style : kStyles) {
      for (const auto prefix : kPrefixes) {
        for (const auto& fault : kFaults) {
          const auto condition = std::string(prefix) + std::string(fault.condition);
          if (!fits(style, condition)) continue;
          INFO(setting.name << ", " << style.name << ", " << condition);
          const auto scalar = style.written(condition, std::string(setting.indent));
          const bool in_definition = setting.name == "a definition" && fault.code != "E0105";
          check_place(replaced(std::string(setting.pack), "SCALAR", scalar), fault.code,
                      in_definition ? "broken(item)" : "");
          ++count;
        }
      }
    }
  }
  CHECK(count > 3'000);
}

TEST_CASE("a fault in a message has one place, however its scalar is written") {
  constexpr std::string_view kPack =
      "sprintd: 1\npack: team\nrules:\n  - id: r\n    for: item\n    require: item.points > 8.0\n    message: SCALAR\n";
  constexpr std::string_view kTexts[] = {
      "${item.§pionts§}",
      "größe 😀 ${item.title}, it's ${item.title + \"é\"} && ${item.§pionts§} of 8",
      "$${item.x} && \"${item.title}\" and ${item.§pionts§ + 1.0}",
  };
  for (const auto& style : kStyles) {
    for (const auto text : kTexts) {
      INFO(style.name << ", " << text);
      check_place(replaced(std::string(kPack), "SCALAR", style.written(std::string(text), "      ")), "E0107", "");
    }
  }
}

TEST_CASE("a fault in a flow list or behind other faults has its own place") {
  check_place("sprintd: 1\npack: ü\nrules: [{id: r, for: item, require: \"item.\\u0070oints > §itm§.x\"}]\n", "E0106",
              "");
  check_place(
      "sprintd: 1\r\npack: team\r\nrules:\r\n  - id: r\r\n    for: item\r\n    require: >\r\n      item.points\r\n     "
      " > §itm§.x\r\n",
      "E0106", "");
  check_place("sprintd: 1\npack: team\nrules:\n  - id: r\n    for: item\n    require: &c \"item.points > §itm§.x\"\n",
              "E0106", "");
}

}  // namespace sprintd::ruleset
