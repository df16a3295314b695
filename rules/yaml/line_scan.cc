#include "rules/yaml/line_scan.h"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace sprintd::yaml {
namespace {

// Enough for one look at a file, and a bound for hostile ones.
constexpr std::size_t kMostFindings = 1000;
constexpr std::size_t kLongestFlow = 8 * 1024;

bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool is_name(std::string_view text) {
  const auto in_name = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !text.empty() && std::ranges::all_of(text, in_name);
}

bool has_balanced_brackets(std::string_view text) {
  int depth = 0;
  for (const char c : text) {
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (depth < 0) return false;
  }
  return depth == 0;
}

class Scanner {
 public:
  Scanner(std::string_view source, FileId file) : source_(source), file_(file) {}

  LineScan run() {
    while (line_ < source_.size() && found_.eaten.size() < kMostFindings) {
      next_ = next_line(line_);
      read_line();
      line_ = next_;
    }
    return std::move(found_);
  }

 private:
  [[nodiscard]] char at(std::size_t offset) const { return offset < source_.size() ? source_[offset] : '\0'; }
  [[nodiscard]] std::size_t next_line(std::size_t offset) const {
    return std::min(std::min(source_.find('\n', offset), source_.size()) + 1, source_.size());
  }
  [[nodiscard]] std::size_t line_end(std::size_t offset) const { return end_of_line_text(source_, offset); }
  [[nodiscard]] std::size_t skip_blanks(std::size_t offset) const {
    while (is_blank(at(offset))) ++offset;
    return offset;
  }
  [[nodiscard]] bool is_line_rest_empty(std::size_t offset) const {
    const auto text = skip_blanks(offset);
    return text >= line_end(offset) || (at(text) == '#' && (text > offset || text == line_));
  }
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  // The column of the first word of the line at `line`; nothing for a line without one.
  [[nodiscard]] std::optional<std::size_t> indentation(std::size_t line) const {
    const auto text = skip_blanks(line);
    if (text >= line_end(line)) return std::nullopt;
    return text - line;
  }

  void read_line() {
    auto text = skip_blanks(line_);
    if (is_line_rest_empty(line_)) return;
    const auto tab = source_.substr(line_, text - line_).find('\t');
    if (tab != std::string_view::npos) {
      if (found_.indenting_tabs.size() < kMostFindings) found_.indenting_tabs.push_back(line_ + tab);
    }
    if (text == line_ && (source_.substr(text, 3) == "---" || at(text) == '%')) return;
    bool is_entry = false;
    while ((at(text) == '-' || at(text) == '?') && (is_blank(at(text + 1)) || at(text + 1) == '\n')) {
      is_entry = true;
      parent_ = text - line_;
      text = skip_blanks(text + 1);
    }
    if (const auto value = value_after_key(text)) {
      parent_ = text - line_;
      text = *value;
      is_entry = true;
    }
    if (is_entry && !is_line_rest_empty(text)) read_value(text);
  }

  // Where the value starts, if a key stands at `text`.
  [[nodiscard]] std::optional<std::size_t> value_after_key(std::size_t text) const {
    const auto end = line_end(text);
    auto colon = text;
    if (at(text) == '"' || at(text) == '\'') {
      const auto quote = closing_quote(text);
      if (quote >= end) return std::nullopt;
      colon = skip_blanks(quote + 1);
      if (at(colon) != ':') return std::nullopt;
    } else {
      colon = plain_colon(text, end);
      if (colon >= end || !has_balanced_brackets(source_.substr(text, colon - text))) return std::nullopt;
    }
    return skip_blanks(colon + 1);
  }

  // The first colon in source[begin, end) that ends a key for YAML, or `end`.
  [[nodiscard]] std::size_t plain_colon(std::size_t begin, std::size_t end) const {
    for (auto i = begin; i < end; ++i) {
      if (source_[i] == '#' && i > begin && is_blank(source_[i - 1])) return end;
      if (source_[i] == ':' && (i + 1 == end || is_blank(source_[i + 1]))) return i;
    }
    return end;
  }

  void read_value(std::size_t begin) {
    while (at(begin) == '&') {
      if (auto eaten = eaten_by_anchor(source_, file_, begin)) return found_.eaten.push_back(std::move(*eaten));
      while (begin < line_end(begin) && !is_blank(at(begin))) ++begin;
      begin = skip_blanks(begin);
    }
    if (is_line_rest_empty(begin)) return;
    switch (at(begin)) {
      case '!':
        if (auto eaten = eaten_by_tag(source_, file_, begin)) found_.eaten.push_back(std::move(*eaten));
        return;
      case '*':
        return;
      case '|':
      case '>':
        return read_block_scalar(begin);
      case '"':
      case '\'':
        return read_quoted(begin);
      case '[':
      case '{':
        return read_flow(begin);
      case '@':
      case '`':
      case '%':
      case ',':
      case ']':
      case '}':
        return add(begin, begin + 1, fmt::format("a value cannot start with {} in YAML", at(begin)), begin);
      default:
        return read_plain(begin);
    }
  }

  void add(std::size_t begin, std::size_t end, std::string message, std::size_t value) {
    found_.eaten.push_back({span(begin, end), std::move(message), value, line_end(value)});
  }

  void read_block_scalar(std::size_t begin) {
    auto text = begin + 1;
    while (at(text) == '+' || at(text) == '-' || (at(text) >= '1' && at(text) <= '9')) ++text;
    if (!is_line_rest_empty(text)) {
      const auto message = fmt::format("YAML reads a leading {} as the start of a block of text", at(begin));
      return add(begin, begin + 1, message, begin);
    }
    while (next_ < source_.size()) {
      const auto column = indentation(next_);
      if (column && *column <= parent_) return;
      next_ = next_line(next_);
    }
  }

  [[nodiscard]] std::size_t closing_quote(std::size_t quote) const {
    const char kind = source_[quote];
    for (auto i = quote + 1; i < source_.size(); ++i) {
      if (kind == '"' && source_[i] == '\\') {
        ++i;
      } else if (source_[i] == kind) {
        if (kind == '"' || at(i + 1) != '\'') return i;
        ++i;
      }
    }
    return source_.size();
  }

  void read_quoted(std::size_t quote) {
    const auto close = closing_quote(quote);
    const bool is_closed = close < source_.size();
    const bool is_one_line = close < next_;
    if (is_closed && is_line_rest_empty(close + 1)) {
      next_ = std::max(next_, next_line(close));
    } else if (is_one_line && is_closed) {
      const auto rest = skip_blanks(close + 1);
      add(rest, line_end(rest), "YAML ends this value at its closing quote, and finds text behind it", quote);
    } else {
      found_.open_quotes.push_back({quote, is_closed ? skip_blanks(close + 1) : source_.size(), is_closed});
    }
  }

  // The bracket that closes the one at `begin`, or the end of the text.
  [[nodiscard]] std::size_t closing_bracket(std::size_t begin) const {
    std::string open;
    const auto end = std::min(source_.size(), begin + kLongestFlow);
    for (auto i = begin; i < end; ++i) {
      const char c = source_[i];
      if (c == '[' || c == '{') {
        open.push_back(c == '[' ? ']' : '}');
      } else if (c == ']' || c == '}') {
        if (open.back() != c) return source_.size();
        open.pop_back();
        if (open.empty()) return i;
      } else if ((c == '"' || c == '\'') && std::string_view(" [{,:(\n").contains(source_[i - 1])) {
        i = closing_quote(i);
      } else if (c == '#' && is_blank(source_[i - 1])) {
        i = std::min(source_.find('\n', i), source_.size());
      }
    }
    return source_.size();
  }

  void read_flow(std::size_t begin) {
    const auto close = closing_bracket(begin);
    if (close >= source_.size()) return;
    if (!is_line_rest_empty(close + 1)) {
      const auto rest = skip_blanks(close + 1);
      add(rest, line_end(rest), "YAML ends this value at its closing bracket, and finds text behind it", begin);
    }
    next_ = std::max(next_, next_line(close));
  }

  void read_plain(std::size_t begin) {
    if (read_plain_line(begin, begin)) return;
    while (next_ < source_.size()) {
      const auto column = indentation(next_);
      if (!column || *column <= parent_) return;
      const auto text = next_ + *column;
      const auto colon = plain_colon(text, line_end(text));
      // A key that stands too far to the right is no part of an expression.
      if (at(text) == '-' || is_name(source_.substr(text, colon - text))) return;
      const bool is_done = read_plain_line(begin, text);
      next_ = next_line(next_);
      if (is_done) return;
    }
  }

  // One line of a plain scalar that began at `begin`; true when it ends there.
  bool read_plain_line(std::size_t begin, std::size_t text) {
    const auto end = line_end(text);
    const auto colon = plain_colon(text, end);
    if (colon < end) {
      const bool is_one_line = begin == text;
      add(colon, colon + 1, "YAML reads this colon as the end of a key, because a blank follows", begin);
      if (!is_one_line) found_.eaten.back().end = end;
      return true;
    }
    for (auto i = text + 1; i < end; ++i) {
      if (source_[i] != '#' || !is_blank(source_[i - 1])) continue;
      auto cut = i;
      while (cut > text && is_blank(source_[cut - 1])) --cut;
      if (auto eaten = eaten_by_comment(source_, file_, begin, cut, false)) {
        found_.eaten.push_back(std::move(*eaten));
        skip_deeper_lines();
      }
      return true;
    }
    return false;
  }

  void skip_deeper_lines() {
    auto& eaten = found_.eaten.back();
    while (next_ < source_.size()) {
      const auto column = indentation(next_);
      if (column && *column <= parent_) return;
      if (column) eaten.end = line_end(next_);
      next_ = next_line(next_);
    }
  }

  std::string_view source_;
  FileId file_;
  LineScan found_;
  std::size_t line_ = 0;    // where the line being read starts
  std::size_t next_ = 0;    // where the one after it starts
  std::size_t parent_ = 0;  // the column of the key or dash whose value is being read
};

}  // namespace

LineScan scan_lines(std::string_view source, FileId file) { return Scanner(source, file).run(); }

}  // namespace sprintd::yaml
