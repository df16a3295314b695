#include "rules/yaml/syntax_fault.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <string>

#include "rules/yaml/escape.h"
#include "rules/yaml/line_scan.h"

namespace sprintd::yaml {
namespace {

struct Words {
  std::string_view said;     // how yaml-cpp's message starts
  std::string_view message;  // and what it means
  std::string_view hint;
};

constexpr std::string_view kCheckIndentation =
    "does the line start in the same column as its neighbours, and does it have a colon?";

constexpr std::string_view kEndOfFlowList = "end of sequence flow not found";
constexpr std::string_view kEndOfFlowMapping = "end of map flow not found";

constexpr auto kWords = std::to_array<Words>({
    {"end of map not found", "this does not belong to the mapping above", kCheckIndentation},
    {"end of sequence not found", "this does not belong to the list above", "is a '- ' missing, or some blanks?"},
    {kEndOfFlowMapping, "a comma or '}' is missing before this", ""},
    {kEndOfFlowList, "a comma or ']' is missing before this", ""},
    {"illegal flow end", "this bracket closes nothing, or not what was opened last", ""},
    {"illegal block entry", "a list item cannot start here", "put the '- ' on a line of its own, below the key"},
    {"illegal map key", "a key cannot start here", "put it on a line of its own"},
    {"illegal map value", "a colon cannot stand here",
     "is the line indented too far? A text with a colon and a blank goes into quotes"},
    {"illegal document indicator in scalar", "a quote is still open where this line starts", ""},
    {"illegal EOF in scalar", "a quote is never closed", ""},
    {"illegal character in scalar", "this character cannot stand here", "put the whole value in single quotes"},
    {"unexpected character in block scalar", "nothing may follow the sign that starts a block of text",
     "start the text on the next line, indented"},
    {"cannot set zero indentation", "a block of text cannot be indented by 0", ""},
    {"unknown token", "a value cannot start with this character", "put the whole value in single quotes"},
    {"bad character found while scanning hex number", "this escape needs hexadecimal digits", ""},
    {"invalid unicode", "this escape names no character", ""},
    {"cannot assign multiple tags", "a value has two tags", ""},
    {"cannot assign multiple anchors", "a value has two anchors", "put the whole value in single quotes"},
    {"cannot assign multiple aliases", "a value has two aliases", ""},
    {"aliases can't have any content", "nothing may follow an alias", ""},
    {"alias not found after *", "a name must follow the '*'", "put the whole value in single quotes"},
    {"anchor not found after &", "a name must follow the '&'", "put the whole value in single quotes"},
    {"illegal character found while scanning alias", "this character cannot stand in the name of an alias", ""},
    {"illegal character found while scanning anchor", "this character cannot stand in the name of an anchor", ""},
    {"illegal character found while scanning tag", "this character cannot stand in a tag",
     "put the whole value in single quotes"},
    {"tag handle with no suffix", "this tag is not complete", "put the whole value in single quotes"},
    {"end of verbatim tag not found", "this tag is not complete", "put the whole value in single quotes"},
    {"text behind the document", "this stands behind the end of the document", kCheckIndentation},
});

constexpr std::string_view kUnknownAnchor = "the referenced anchor is not defined";
constexpr std::string_view kUnknownEscape = "unknown escape character";

std::size_t line_begin(std::string_view source, std::size_t offset) {
  const auto before = offset == 0 ? std::string_view::npos : source.rfind('\n', offset - 1);
  return before == std::string_view::npos ? 0 : before + 1;
}

class Report {
 public:
  Report(SyntaxFault fault, std::string_view source, FileId file, Diagnostics& diagnostics)
      : fault_(fault), source_(source), file_(file), diagnostics_(diagnostics), scan_(scan_lines(source, file)) {}

  void run() {
    bool is_explained = false;
    for (const auto& eaten : scan_.eaten) {
      report(eaten, source_, diagnostics_);
      is_explained = is_explained || explains(eaten);
    }
    if (!is_explained) explain();
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] Span point() const { return span(fault_.offset, std::min(fault_.offset + 1, line_end())); }
  [[nodiscard]] std::size_t line_end() const {
    return std::max(fault_.offset, end_of_line_text(source_, line_begin(source_, fault_.offset)));
  }

  [[nodiscard]] bool explains(const Eaten& eaten) const {
    return fault_.offset >= line_begin(source_, eaten.begin) && fault_.offset <= eaten.end;
  }

  void explain() {
    if (fault_.message.starts_with(kUnknownEscape)) return explain_escape();
    if (fault_.message.starts_with(kUnknownAnchor)) return explain_alias();
    if (explain_tab() || explain_open_quote() || explain_key()) return;
    const auto words = std::ranges::find_if(kWords, [&](const Words& w) { return fault_.message.starts_with(w.said); });
    if (words == kWords.end()) {
      diagnostics_.add(Code::yaml_syntax, point(), fmt::format("YAML cannot be read here: {}", fault_.message));
    } else if (fault_.offset >= source_.size() || source_.substr(fault_.offset, 3) == "...") {
      explain_end(words->said);
    } else {
      auto& fault = diagnostics_.add(Code::yaml_syntax, point(), std::string(words->message), std::string(words->hint));
      const bool is_list = words->said == kEndOfFlowList;
      if (!is_list && words->said != kEndOfFlowMapping) return;
      const auto opener = is_list ? open_bracket('[', ']') : open_bracket('{', '}');
      fault.notes.push_back({span(opener, opener + 1), "this bracket is still open"});
    }
  }

  // The file ends where something is still open.
  void explain_end(std::string_view said) {
    const bool is_list = said == kEndOfFlowList;
    const bool is_mapping = said == kEndOfFlowMapping;
    const auto message = is_list      ? "a '[' is not closed before the file ends"
                         : is_mapping ? "a '{' is not closed before the file ends"
                                      : "the file ends in the middle of a value";
    const auto opener = is_list ? open_bracket('[', ']') : is_mapping ? open_bracket('{', '}') : fault_.offset;
    diagnostics_.add(Code::yaml_syntax, span(opener, std::min(opener + 1, source_.size())), message);
  }

  // The last opening bracket that no later one closes.
  [[nodiscard]] std::size_t open_bracket(char open, char close) const {
    int closed = 0;
    for (auto i = std::min(fault_.offset, source_.size()); i-- > 0;) {
      if (source_[i] == close) ++closed;
      if (source_[i] == open && closed-- == 0) return i;
    }
    return std::min(fault_.offset, source_.size());
  }

  void explain_escape() {
    const auto begin = source_.rfind('\\', fault_.offset == 0 ? 0 : fault_.offset - 1);
    if (begin == std::string_view::npos || begin + 1 >= source_.size()) {
      diagnostics_.add(Code::yaml_syntax, point(), "unknown escape in double quotes");
      return;
    }
    auto end = begin + 2;
    while (end < source_.size() && (static_cast<unsigned char>(source_[end]) & 0xc0) == 0x80) ++end;
    const auto escape = source_.substr(begin, end - begin);
    diagnostics_.add(Code::yaml_syntax, span(begin, end), fmt::format("'{}' means nothing in double quotes", escape),
                     fmt::format("write '\\{}', or put the whole value in single quotes", escape));
  }

  void explain_alias() {
    const auto end = std::min(source_.find_first_of(" \t\r\n[]{},", fault_.offset), source_.size());
    const auto name = source_.substr(fault_.offset, end - fault_.offset);
    diagnostics_.add(
        Code::yaml_unknown_alias, span(fault_.offset, end),
        fmt::format("no value above is marked with '&{}'", name.substr(std::min<std::size_t>(1, name.size()))),
        "if the star belongs to a text, put the whole value in single quotes");
  }

  bool explain_tab() {
    const auto last = std::ranges::upper_bound(scan_.indenting_tabs, fault_.offset);
    if (last == scan_.indenting_tabs.begin()) return false;
    // All of them: each must be replaced.
    for (const auto tab : scan_.indenting_tabs) {
      diagnostics_.add(Code::yaml_tab_indent, span(tab, tab + 1), "this line is indented with a tab",
                       "YAML counts blanks only; replace the tab by blanks");
    }
    return true;
  }

  // A key that YAML took for more text of the value above it.
  bool explain_key() {
    if (!fault_.message.starts_with("illegal map value")) return false;
    const auto line = line_begin(source_, fault_.offset);
    const auto key = source_.find_first_not_of(' ', line);
    const auto name = source_.substr(key, fault_.offset - std::min(key, fault_.offset));
    const auto above = text_above(line);
    if (name.empty() || name.find_first_of(" \t\"'[]{}()") != std::string_view::npos || !above) return false;
    const auto above_column = *above - line_begin(source_, *above);
    if (key - line > above_column) {
      diagnostics_
          .add(Code::yaml_syntax, span(key, fault_.offset),
               fmt::format("the key '{}' is indented further than the line above, which has a value already", name),
               "does it belong below its neighbours?")
          .notes.push_back({span(*above, end_of_line_text(source_, *above)), "this is the line above"});
    } else {
      diagnostics_.add(Code::yaml_syntax, span(*above, end_of_line_text(source_, *above)),
                       "a colon is missing in this line", "a key is followed by a colon and a blank");
    }
    return true;
  }

  // The first word of the last line before `line` that says something.
  [[nodiscard]] std::optional<std::size_t> text_above(std::size_t line) const {
    while (line > 0) {
      line = line_begin(source_, line - 1);
      const auto text = source_.find_first_not_of(" \t\r", line);
      if (source_[text] != '\n' && source_[text] != '#') return text;
    }
    return std::nullopt;
  }

  bool explain_open_quote() {
    const auto quote = std::ranges::find_if(scan_.open_quotes, [&](const OpenQuote& q) {
      return fault_.offset >= q.quote && (!q.is_closed || fault_.offset <= end_of_line_text(source_, q.rest));
    });
    if (quote == scan_.open_quotes.end()) return false;
    auto& fault = diagnostics_.add(Code::yaml_syntax, span(quote->quote, quote->quote + 1),
                                   quote->is_closed ? "this quote is closed only on a later line, with text behind it"
                                                    : "this quote is never closed",
                                   "is a quote missing at the end of this line?");
    if (quote->is_closed) {
      const auto end = end_of_line_text(source_, quote->rest);
      fault.notes.push_back({span(quote->rest, std::max(end, quote->rest)), "this is the text behind it"});
    }
    return true;
  }

  SyntaxFault fault_;
  std::string_view source_;
  FileId file_;
  Diagnostics& diagnostics_;
  LineScan scan_;
};

}  // namespace

void report_syntax_fault(SyntaxFault fault, std::string_view source, FileId file, Diagnostics& diagnostics) {
  fault.offset = std::min(fault.offset, source.size());
  Report(fault, source, file, diagnostics).run();
}

}  // namespace sprintd::yaml
