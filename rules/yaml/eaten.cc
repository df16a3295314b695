#include "rules/yaml/eaten.h"

#include <algorithm>
#include <fmt/format.h>

namespace sprintd::yaml {
namespace {

constexpr std::size_t kLongestRewrite = 70;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

char closer_of(char opener) { return opener == '(' ? ')' : opener == '[' ? ']' : opener == '{' ? '}' : opener; }

// What is still open at the end of some text of an expression: a quote, a bracket, or '\0'.
char open_at_end(std::string_view text) {
  std::string open;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool in_quote = !open.empty() && (open.back() == '"' || open.back() == '\'');
    if (in_quote) {
      if (c == '\\') {
        ++i;
      } else if (c == open.back()) {
        open.pop_back();
      }
    } else if (c == '"' || c == '\'') {
      // An apostrophe within or behind a word opens nothing.
      if (i == 0 || !is_word(text[i - 1])) open.push_back(c);
    } else if (c == '(' || c == '[' || c == '{') {
      open.push_back(c);
    } else if (!open.empty() && c == closer_of(open.back())) {
      open.pop_back();
    }
  }
  return open.empty() ? '\0' : open.back();
}

std::string advice(std::string_view value) {
  if (value.contains('\n') || value.size() > kLongestRewrite) {
    return "quote this: put the whole value in single quotes, or below a '|'";
  }
  if (value.contains('\'')) return "quote this: write '|' here, and the value on the next line, indented";
  return fmt::format("quote this: '{}'", value);
}

Span span_of(FileId file, std::size_t begin, std::size_t end) {
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

std::size_t end_of_line_text(std::string_view source, std::size_t at) {
  auto end = std::min(source.find('\n', at), source.size());
  while (end > at && (source[end - 1] == ' ' || source[end - 1] == '\t' || source[end - 1] == '\r')) --end;
  return end;
}

std::optional<Eaten> eaten_by_tag(std::string_view source, FileId file, std::size_t begin) {
  const char next = begin + 1 < source.size() ? source[begin + 1] : '\0';
  if (next == '!' || next == '<') return std::nullopt;
  const auto end = end_of_line_text(source, begin);
  const auto word_end = std::min(source.find_first_of(" \t\r\n", begin), end);
  const auto word = source.substr(begin, word_end - begin);
  return Eaten{span_of(file, begin, word_end), fmt::format("YAML reads '{}' as a tag, not as part of the value", word),
               begin, end};
}

std::optional<Eaten> eaten_by_anchor(std::string_view source, FileId file, std::size_t begin) {
  const auto end = end_of_line_text(source, begin);
  const auto name_end = std::min(source.find_first_of(" \t\r\n[]{},", begin), end);
  const auto name = source.substr(begin + 1, name_end - begin - 1);
  if (std::ranges::all_of(name, [](char c) { return is_word(c) || c == '-' || c == '.'; })) return std::nullopt;
  return Eaten{span_of(file, begin, name_end),
               fmt::format("YAML reads '&{}' as an anchor, not as part of the value", name), begin, end};
}

std::optional<Eaten> eaten_by_comment(std::string_view source, FileId file, std::size_t begin, std::size_t end,
                                      bool must_close) {
  auto hash = end;
  while (hash < source.size() && (source[hash] == ' ' || source[hash] == '\t')) ++hash;
  if (hash == end || hash >= source.size() || source[hash] != '#') return std::nullopt;
  const char open = open_at_end(source.substr(begin, end - begin));
  if (open == '\0') return std::nullopt;
  const auto line_end = end_of_line_text(source, hash);
  const bool is_quote = open == '"' || open == '\'';
  const bool closes = source.substr(hash, line_end - hash).contains(closer_of(open));
  if (!closes && (must_close || is_quote)) return std::nullopt;
  auto message = fmt::format("YAML takes this for a comment, but the {} {} before it is still open",
                             is_quote ? "quote" : "bracket", open);
  // Only what closes belongs to the value; a comment for people does not.
  return Eaten{span_of(file, hash, line_end), std::move(message), begin, closes ? line_end : end};
}

void report(const Eaten& eaten, std::string_view source, Diagnostics& diagnostics) {
  const auto value = source.substr(eaten.begin, eaten.end - eaten.begin);
  diagnostics.add(Code::yaml_ate_expression, eaten.span, eaten.message, advice(value));
}

}  // namespace sprintd::yaml
