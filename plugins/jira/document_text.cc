#include "plugins/jira/document_text.h"

#include <algorithm>
#include <array>

#include "plugins/jira/words.h"

namespace jira {
namespace {

constexpr std::array<std::string_view, 9> kOwnLine = {"paragraph", "heading",  "codeBlock", "rule",        "tableRow",
                                                      "listItem",  "taskItem", "panel",     "decisionItem"};

bool stands_alone(std::string_view type) { return std::ranges::find(kOwnLine, type) != kOwnLine.end(); }

void end_line(std::string& out) {
  if (!out.empty() && out.back() != '\n' && !out.ends_with("- ")) out += '\n';
}

// Depth is bounded by the reader of the text (json_text.h).
void append(const Json& node, std::string& out) {
  const auto type = node["type"].string();
  const auto& attributes = node["attrs"];
  if (stands_alone(type)) end_line(out);
  if (type == "listItem" || type == "taskItem") out += "- ";
  if (type == "hardBreak") out += '\n';
  out += node["text"].string();
  for (const auto* name : {"text", "shortName", "url"}) {  // mention, emoji, inlineCard
    if (attributes[name].is_string()) {
      out += attributes[name].string();
      break;
    }
  }
  for (const auto& child : node["content"].elements()) append(child, out);
  if (type == "tableCell" || type == "tableHeader") out += ' ';
  if (stands_alone(type)) end_line(out);
}

}  // namespace

std::string plain_text(const Json& value) {
  if (value.is_string()) return std::string(trim(value.string()));
  std::string out;
  if (value.is_object()) append(value, out);
  return std::string(trim(out));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    // "* ", "- ", "# ", "• ", "3. ", "3) "
    constexpr std::string_view kDot = "\xe2\x80\xa2";
    if (line.starts_with(kDot)) {
      line = trim(line.substr(kDot.size()));
    } else if (const auto bullet = line.find_first_not_of("*-#");
               bullet != 0 && bullet < line.size() && line[bullet] == ' ') {
      line = trim(line.substr(bullet));
    } else if (const auto digits = line.find_first_not_of("0123456789"); digits != 0 && digits + 1 < line.size() &&
                                                                         (line[digits] == '.' || line[digits] == ')') &&
                                                                         line[digits + 1] == ' ') {
      line = trim(line.substr(digits + 2));
    }
    if (!line.empty()) lines.emplace_back(line);
  }
  return lines;
}

}  // namespace jira
