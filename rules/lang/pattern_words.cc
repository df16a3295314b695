#include "rules/lang/pattern_words.h"

#include <fmt/format.h>
#include <utility>
#include <vector>

namespace sprintd::lang {

namespace {

using Kind = PatternFaultKind;

// The parenthesis that has no partner: the innermost that is open at the end, or the first that closes nothing.
std::size_t lone_parenthesis(std::string_view pattern) {
  std::vector<std::size_t> open;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      if (pattern.substr(i).starts_with("\\Q")) i = std::min(pattern.find("\\E", i), pattern.size() - 1);
      ++i;
    } else if (in_class) {
      if (pattern.substr(i).starts_with("[:")) {
        i = std::min(pattern.find(":]", i), pattern.size() - 2) + 1;
      } else {
        in_class = c != ']';
      }
    } else if (c == '[') {
      in_class = true;
      // A bracket that comes first in a class stands for itself.
      if (pattern.substr(i + 1).starts_with('^')) ++i;
      if (pattern.substr(i + 1).starts_with(']')) ++i;
    } else if (c == '(') {
      open.push_back(i);
    } else if (c == ')') {
      if (open.empty()) return i;
      open.pop_back();
    }
  }
  return open.empty() ? 0 : open.back();
}

bool looks_around(std::string_view part) {
  return part.starts_with("(?=") || part.starts_with("(?!") || part.starts_with("(?<");
}

bool refers_back(std::string_view part) { return part.size() == 2 && part[1] >= '1' && part[1] <= '9'; }

std::pair<std::string, std::string> words_for(Kind kind, std::string_view part, std::string_view otherwise) {
  switch (kind) {
    case Kind::escape:
      if (refers_back(part)) return {fmt::format("there are no back-references such as {}", part), ""};
      return {fmt::format("there is no escape {}", part),
              "in a raw string, r'...', a backslash itself is written \\\\"};
    case Kind::character_class:
      return {fmt::format("there is no class of characters {}", part), "classes are [[:alpha:]], \\d, \\pL"};
    case Kind::range:
      if (part.starts_with("[:")) return words_for(Kind::character_class, part, otherwise);
      return {fmt::format("the range {} ends before it starts", part), ""};
    case Kind::open_bracket:
      return {"'[' is not closed", "add ']', or write [[] for the bracket itself"};
    case Kind::open_parenthesis:
      return {"'(' is not closed", "add ')', or write [(] for the parenthesis itself"};
    case Kind::unopened_parenthesis:
      return {"')' closes nothing", "write [)] for the parenthesis itself"};
    case Kind::last_backslash:
      return {"nothing follows the last backslash", "in a raw string, r'...', a backslash itself is written \\\\"};
    case Kind::repeats_nothing:
      return {fmt::format("there is nothing before '{}' that it could repeat", part),
              fmt::format("write .{0} for anything, or [{0}] for the sign itself", part)};
    case Kind::repeat_count:
      return {fmt::format("{} is no number of repetitions", part),
              "from 0 to 1000, the smaller number first, and all levels together no more than 1000"};
    case Kind::repeated_repeat:
      return {fmt::format("'{}' repeats a repetition", part), "put what is repeated in parentheses"};
    case Kind::group:
      if (looks_around(part)) return {fmt::format("there is no look-ahead or look-behind such as {}", part), ""};
      return {fmt::format("there is no group {}", part), "groups are (...), (?:...), (?P<name>...) and (?i)"};
    case Kind::group_name:
      return {fmt::format("{} names no group", part), "write (?P<name>...), each name once"};
    case Kind::too_large:
      return {"it repeats or joins too much", "use fewer and smaller repetitions"};
    case Kind::other:
      break;
  }
  return {std::string(otherwise), ""};
}

}  // namespace

PatternFault describe(Kind kind, std::string_view pattern, std::string_view part, std::string_view otherwise) {
  auto [message, hint] = words_for(kind, part, otherwise);
  PatternFault fault{std::move(message), std::move(hint), 0, pattern.size()};
  if (kind == Kind::open_parenthesis || kind == Kind::unopened_parenthesis) {
    fault.begin = lone_parenthesis(pattern);
    fault.end = fault.begin + 1;
  } else if (kind == Kind::last_backslash && !pattern.empty()) {
    fault.begin = pattern.size() - 1;
  } else if (const auto at = pattern.rfind(part);
             kind != Kind::too_large && !part.empty() && at != std::string_view::npos) {
    fault.begin = at;
    fault.end = at + (kind == Kind::open_bracket ? 1 : part.size());
  }
  return fault;
}

}  // namespace sprintd::lang
