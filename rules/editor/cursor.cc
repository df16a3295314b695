#include "rules/editor/cursor.h"

#include <algorithm>
#include <utility>

namespace sprintd::editor {
namespace {

constexpr std::string_view kElement = "-";

// A line as far as its structure goes: dashes, then perhaps a key, then the rest.
struct Line {
  std::size_t begin = 0, end = 0;   // bytes of the text, without the line end
  std::vector<std::size_t> dashes;  // columns
  std::size_t column = 0;           // of what stands behind blanks and dashes
  std::string key;
  Range key_range;        // of the text; empty where there is no key
  bool has_key = false;   // a word with a colon behind it
  std::size_t rest = 0;   // byte of the text: what follows the colon, or the dashes where there is no key
  bool is_blank = false;  // nothing, or a comment
};

bool is_blank_at(std::string_view text, std::size_t at, std::size_t end) {
  return at >= end || text[at] == ' ' || text[at] == '\t' || text[at] == '\r';
}

std::size_t skip_blanks(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && is_blank_at(text, at, end)) ++at;
  return at;
}

// The end of a quoted piece that begins at `at`, or `end` where it is not closed.
std::size_t end_of_quoted(std::string_view text, std::size_t at, std::size_t end) {
  const char quote = text[at];
  for (++at; at < end; ++at) {
    if (quote == '"' && text[at] == '\\') {
      ++at;
    } else if (text[at] == quote) {
      if (quote == '\'' && at + 1 < end && text[at + 1] == quote) {
        ++at;
      } else {
        return at + 1;
      }
    }
  }
  return end;
}

// The colon that ends a key; npos where there is none. `stops`: bytes that end the search.
std::size_t find_colon(std::string_view text, std::size_t at, std::size_t end, std::string_view stops) {
  if (at < end && (text[at] == '"' || text[at] == '\'')) {
    const auto colon = skip_blanks(text, end_of_quoted(text, at, end), end);
    return colon < end && text[colon] == ':' ? colon : std::string_view::npos;
  }
  for (; at < end; ++at) {
    if (text[at] == ':' && is_blank_at(text, at + 1, end)) return at;
    if (stops.find(text[at]) != std::string_view::npos) return std::string_view::npos;
    if (text[at] == '#' && at > 0 && text[at - 1] == ' ') return std::string_view::npos;
  }
  return std::string_view::npos;
}

std::string unquoted(std::string_view word) {
  while (!word.empty() && word.back() == ' ') word.remove_suffix(1);
  if (word.size() >= 2 && (word.front() == '"' || word.front() == '\'') && word.back() == word.front()) {
    word = word.substr(1, word.size() - 2);
  }
  return std::string(word);
}

Line read_line(std::string_view text, std::size_t begin) {
  Line line;
  line.begin = begin;
  line.end = std::min(text.find('\n', begin), text.size());
  auto at = skip_blanks(text, begin, line.end);
  while (at < line.end && text[at] == '-' && is_blank_at(text, at + 1, line.end)) {
    line.dashes.push_back(at - begin);
    at = skip_blanks(text, at + 1, line.end);
  }
  line.column = at - begin;
  line.rest = at;
  line.is_blank = line.dashes.empty() && (at == line.end || text[at] == '#');
  if (line.is_blank || at == line.end || text[at] == '{' || text[at] == '[') return line;
  const auto colon = find_colon(text, at, line.end, "");
  if (colon == std::string_view::npos) return line;
  line.has_key = true;
  line.key = unquoted(text.substr(at, colon - at));
  line.key_range = {at, at + (colon - at)};
  line.rest = skip_blanks(text, colon + 1, line.end);
  return line;
}

// What stands on a line behind its key: nothing that is a value of its own (a comment, an anchor), or the start of one.
bool starts_value(std::string_view text, const Line& line) {
  return line.rest < line.end && text[line.rest] != '#' && text[line.rest] != '&';
}

std::size_t begin_of_line(std::string_view text, std::size_t offset) {
  const auto before = offset == 0 ? std::string_view::npos : text.rfind('\n', offset - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

struct Ancestor {
  std::string step;  // a key, or "-"
  Line line;         // of the key
};

// The keys and elements around what stands at `column` of the line at `begin`, from the root. `dashes`: of that line.
std::vector<Ancestor> ancestors_of(std::string_view text, std::size_t begin, std::size_t column,
                                   const std::vector<std::size_t>& dashes) {
  std::vector<Ancestor> inner_first;
  auto limit = column;
  bool may_equal = false;  // a list may stand at the column of its key
  const auto step_over = [&](const std::vector<std::size_t>& of_line) {
    for (auto dash = of_line.rbegin(); dash != of_line.rend(); ++dash) {
      if (*dash >= limit) continue;
      inner_first.push_back({std::string(kElement), {}});
      limit = *dash;
      may_equal = true;
    }
  };
  step_over(dashes);
  while (begin > 0 && (limit > 0 || may_equal)) {
    begin = begin_of_line(text, begin - 1);
    auto line = read_line(text, begin);
    if (line.is_blank) continue;
    const bool is_parent = line.column < limit || (may_equal && line.dashes.empty() && line.column == limit);
    const auto of_line = line.dashes;
    if (line.has_key && is_parent) {
      limit = line.column;
      may_equal = false;
      auto key = line.key;
      inner_first.push_back({std::move(key), std::move(line)});
    }
    step_over(of_line);
  }
  std::ranges::reverse(inner_first);
  return inner_first;
}

// The end of a value that begins at `begin` and whose key stands at `column`: all lines that are further in.
std::size_t end_of_value(std::string_view text, std::size_t begin, std::size_t column) {
  auto end = std::min(text.find('\n', begin), text.size());
  for (auto at = end; at < text.size();) {
    const auto line = read_line(text, at + 1);
    const bool is_empty = line.is_blank && line.begin + line.column == line.end;
    const auto first = line.dashes.empty() ? line.column : line.dashes.front();
    if (!is_empty && first <= column) break;
    if (!is_empty) end = line.end;
    at = line.end;
  }
  return end;
}

// Walks through { } and [ ] up to the cursor: what is open there adds to the path.
void follow_flow(std::string_view text, std::size_t begin, std::size_t offset, Cursor& cursor) {
  struct Open {
    bool is_mapping;
    std::size_t start;  // of the entry at hand
    std::size_t depth;  // of the path outside
  };
  std::vector<Open> open;
  auto at = begin;
  while (at < offset) {
    const char c = text[at];
    const bool at_start = open.empty() || skip_blanks(text, open.back().start, at) == at;
    if ((c == '"' || c == '\'') && at_start) {
      const auto end = end_of_quoted(text, at, text.size());
      if (end > offset || (end == offset && text[end - 1] != c)) break;
      at = end;
      continue;
    }
    if (c == '{' || c == '[') {
      if (!open.empty() && open.back().is_mapping && at_start && cursor.path.size() == open.back().depth) {
        break;  // a key that is no scalar
      }
      open.push_back({c == '{', at + 1, cursor.path.size()});
      if (c == '[') cursor.path.emplace_back(kElement);
    } else if ((c == '}' || c == ']') && !open.empty()) {
      cursor.path.resize(open.back().depth);
      open.pop_back();
    } else if (c == ',' && !open.empty()) {
      cursor.path.resize(open.back().depth + (open.back().is_mapping ? 0 : 1));
      open.back().start = at + 1;
    } else if (c == ':' && !open.empty() && open.back().is_mapping && is_blank_at(text, at + 1, text.size()) &&
               cursor.path.size() == open.back().depth) {
      const auto start = skip_blanks(text, open.back().start, at);
      cursor.path.push_back(unquoted(text.substr(start, at - start)));
      open.back().start = at + 1;
    }
    ++at;
  }
  if (open.empty()) {
    cursor.value = {begin, std::max(offset, std::min(text.find('\n', begin), text.size()))};
    return;
  }
  auto start = open.back().start;
  while (start < offset && (is_blank_at(text, start, offset) || text[start] == '\n')) ++start;
  auto end = offset;
  if (start < text.size() && start < offset && (text[start] == '"' || text[start] == '\'')) {
    end = std::max(offset, end_of_quoted(text, start, std::min(text.find('\n', start), text.size())));
  } else {
    while (end < text.size() && std::string_view(",]}\n").find(text[end]) == std::string_view::npos &&
           (text[end] != ':' || !is_blank_at(text, end + 1, text.size()))) {
      ++end;
    }
  }
  cursor.at_key = open.back().is_mapping && cursor.path.size() == open.back().depth;
  if (cursor.at_key) {
    cursor.key = {start, end};
    cursor.has_colon = end < text.size() && text[end] == ':';
  } else {
    cursor.value = {start, end};
  }
}

bool is_flow(std::string_view text, std::size_t begin) {
  return begin < text.size() && (text[begin] == '{' || text[begin] == '[');
}

}  // namespace

Cursor find_cursor(std::string_view text, std::size_t offset) {
  offset = std::min(offset, text.size());
  const auto begin = begin_of_line(text, offset);
  auto line = read_line(text, begin);
  const auto column = line.is_blank && line.begin + line.column == line.end ? offset - begin : line.column;
  const auto around =
      ancestors_of(text, begin, line.dashes.empty() ? std::min(column, line.column) : line.column, line.dashes);
  Cursor cursor;
  for (const auto& ancestor : around) {
    cursor.path.push_back(ancestor.step);
    if (ancestor.step == kElement || !starts_value(text, ancestor.line)) continue;
    // The value of that key goes on over the line of the cursor.
    cursor.on_line_of_key = false;
    if (is_flow(text, ancestor.line.rest)) {
      follow_flow(text, ancestor.line.rest, offset, cursor);
    } else {
      cursor.value = {ancestor.line.rest,
                      std::max(offset, end_of_value(text, ancestor.line.rest, ancestor.line.column))};
    }
    return cursor;
  }
  if (line.has_key && offset > line.key_range.end) {
    cursor.path.push_back(line.key);
    if (is_flow(text, line.rest) && offset > line.rest) {
      follow_flow(text, line.rest, offset, cursor);
    } else {
      cursor.value = {std::min(line.rest, std::max(offset, line.key_range.end + 1)),
                      std::max(offset, end_of_value(text, line.key_range.end, line.column))};
    }
    return cursor;
  }
  if (is_flow(text, line.rest) && offset > line.rest && !line.dashes.empty()) {
    follow_flow(text, line.rest, offset, cursor);
    return cursor;
  }
  const auto start = std::min(line.begin + line.column, std::max(offset, begin));
  cursor.at_key = true;
  cursor.has_colon = line.has_key;
  cursor.key = line.has_key ? line.key_range : Range{start, std::max(offset, line.is_blank ? offset : line.end)};
  return cursor;
}

Meaning meaning_of(const Cursor& cursor, ruleset::Section root) {
  using ruleset::Section;
  using ruleset::ValueKind;
  Meaning meaning;
  meaning.section = root;
  for (std::size_t i = 0; i < cursor.path.size(); ++i) {
    const auto& step = cursor.path[i];
    if (step == kElement) continue;
    if (meaning.names != nullptr) {
      if (meaning.depth++ == 0) meaning.name = step;
      const bool is_declared = meaning.names->name == "parameters" && meaning.names->section == Section::root;
      if (!is_declared || i + 1 == cursor.path.size()) continue;
      meaning = {.section = Section::parameter, .key = nullptr, .names = nullptr, .name = step, .depth = 0};
      continue;
    }
    if (!meaning.section) break;
    meaning.key = ruleset::find_key(*meaning.section, step);
    if (meaning.key == nullptr) {
      meaning.section.reset();
      continue;
    }
    const bool is_last = i + 1 == cursor.path.size();
    if (const auto under = ruleset::section_under(*meaning.key)) {
      const bool is_element = !is_last && cursor.path[i + 1] == kElement;
      // The value of the key itself is no mapping yet.
      if (is_last && !cursor.at_key) return meaning;
      if (!is_element && meaning.key->value == ValueKind::list) {
        meaning.section.reset();
        continue;
      }
      meaning.section = under;
      meaning.key = nullptr;
    } else if (meaning.key->value == ValueKind::free_mapping) {
      meaning.names = meaning.key;
      meaning.section.reset();
      meaning.key = nullptr;
    }
  }
  // Of a parameter's own mapping, that it can be one is known only inside of it.
  const bool may_be_mapping = cursor.at_key && meaning.names != nullptr && !meaning.name.empty() &&
                              meaning.names->name == "parameters" && meaning.names->section == Section::root;
  if (may_be_mapping)
    meaning = {.section = Section::parameter, .key = nullptr, .names = nullptr, .name = meaning.name, .depth = 0};
  return meaning;
}

}  // namespace sprintd::editor
