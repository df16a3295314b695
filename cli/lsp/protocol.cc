#include "cli/lsp/protocol.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "rules/base/lint_level.h"
#include "rules/engine/engine.h"

namespace sprintd::lsp {
namespace {

// CompletionItemKind of LSP.
int item_kind(editor::Completion::Kind kind) {
  using Kind = editor::Completion::Kind;
  switch (kind) {
    case Kind::key:
      return 10;  // Property
    case Kind::choice:
    case Kind::queue:
      return 20;  // EnumMember
    case Kind::field:
      return 5;
    case Kind::variable:
      return 6;
    case Kind::definition:
      return 21;  // Constant
    case Kind::function:
      return 3;
    case Kind::clause:
    case Kind::rule:
      return 18;  // Reference
    case Kind::name:
      return 12;  // Value
  }
  return 1;
}

int severity_number(Severity severity) {
  switch (severity) {
    case Severity::error:
      return 1;
    case Severity::warning:
      return 2;
    case Severity::note:
      return 3;
  }
  return 1;
}

editor::Range range_of(Span span) { return {span.begin, span.end}; }

std::string fix_title(const Rewrite& rewrite, std::string_view text) {
  const auto begin = std::min<std::size_t>(rewrite.span.begin, text.size());
  const auto length = std::min<std::size_t>(rewrite.span.end, text.size()) - begin;
  auto old = std::string(text.substr(begin, length));
  if (const auto line = old.find('\n'); line != std::string::npos) old = old.substr(0, line) + " ...";
  if (rewrite.text.empty()) return fmt::format("remove '{}'", old);
  return old.empty() ? fmt::format("insert '{}'", rewrite.text) : fmt::format("write '{}'", rewrite.text);
}

}  // namespace

Json response(const Json& id, Json result) { return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}}; }

Json error_response(const Json& id, ErrorCode code, std::string_view message) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(code)}, {"message", message}}}};
}

Json notification(std::string_view method, Json parameters) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(parameters)}};
}

Json capabilities(Encoding encoding) {
  const Json synchronisation = {{"openClose", true}, {"change", 2 /* incremental */}, {"save", true}};
  return {{"capabilities",
           {{"positionEncoding", encoding == Encoding::utf8 ? "utf-8" : "utf-16"},
            {"textDocumentSync", synchronisation},
            {"completionProvider", {{"triggerCharacters", {".", "\"", "'", "{"}}}},
            {"hoverProvider", true},
            {"definitionProvider", true},
            {"documentFormattingProvider", true},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix"}}}}}},
          {"serverInfo", {{"name", "sprintctl lsp"}, {"version", engine::version()}}}};
}

std::size_t offset_from(const Json& position, const Positions& positions) {
  return positions.offset_of({position.at("line").get<std::size_t>(), position.at("character").get<std::size_t>()});
}

editor::Range range_from(const Json& range, const Positions& positions) {
  const auto begin = offset_from(range.at("start"), positions);
  return {begin, std::max(begin, offset_from(range.at("end"), positions))};
}

Json range_json(editor::Range range, const Positions& positions) {
  const auto point = [&](std::size_t offset) -> Json {
    const auto position = positions.at(offset);
    return {{"line", position.line}, {"character", position.character}};
  };
  return {{"start", point(range.begin)}, {"end", point(range.end)}};
}

Json completions_json(const editor::Completions& completions, const Positions& positions) {
  Json items = Json::array();
  const auto range = range_json(completions.replace, positions);
  for (const auto& one : completions.all) {
    Json item = {{"label", one.label},
                 {"kind", item_kind(one.kind)},
                 {"sortText", fmt::format("{:05}", items.size())},
                 {"filterText", one.label},
                 {"textEdit", {{"range", range}, {"newText", one.insert}}}};
    if (!one.detail.empty()) item["detail"] = one.detail;
    if (!one.doc.empty()) item["documentation"] = one.doc;
    items.push_back(std::move(item));
  }
  return {{"isIncomplete", false}, {"items", std::move(items)}};
}

Json hover_json(const editor::Hover& hover, const Positions& positions) {
  return {{"contents", {{"kind", "markdown"}, {"value", hover.markdown}}},
          {"range", range_json(hover.range, positions)}};
}

Json diagnostics_json(const Checked& checked, const OpenDocument& document, const Positions& positions) {
  Json all = Json::array();
  for (const auto& diagnostic : checked.diagnostics) {
    auto message = diagnostic.message;
    if (!diagnostic.hint.empty()) message += fmt::format("\n{}", diagnostic.hint);
    Json one = {{"range", range_json(range_of(diagnostic.span), positions)},
                {"severity", severity_number(diagnostic.severity)},
                {"code", code_info(diagnostic.code).name},
                {"source", "sprintd"},
                {"message", std::move(message)}};
    for (const auto& note : diagnostic.notes) {
      one["relatedInformation"].push_back(
          {{"location", {{"uri", document.uri}, {"range", range_json(range_of(note.span), positions)}}},
           {"message", note.message}});
    }
    if (diagnostic.code == Code::unused_definition) one["tags"] = {1 /* unnecessary */};
    all.push_back(std::move(one));
  }
  return {{"uri", document.uri}, {"version", document.version}, {"diagnostics", std::move(all)}};
}

Json fixes_json(const Checked& checked, editor::Range range, const OpenDocument& document, const Positions& positions) {
  Json all = Json::array();
  for (const auto& diagnostic : checked.diagnostics) {
    if (!diagnostic.rewrite || diagnostic.span.end < range.begin || diagnostic.span.begin > range.end) continue;
    const Json edit = {{"range", range_json(range_of(diagnostic.rewrite->span), positions)},
                       {"newText", diagnostic.rewrite->text}};
    const Json changes = {{document.uri, Json::array({edit})}};
    all.push_back(
        {{"title", fmt::format("{} ({})", fix_title(*diagnostic.rewrite, document.text), lint_name(diagnostic.code))},
         {"kind", "quickfix"},
         {"isPreferred", true},
         {"edit", {{"changes", changes}}}});
  }
  return all;
}

Json edits_json(std::string_view before, std::string_view after, const Positions& positions) {
  if (before == after) return Json::array();
  const auto common = std::ranges::mismatch(before, after);
  auto begin = static_cast<std::size_t>(common.in1 - before.begin());
  while (begin > 0 && before[begin - 1] != '\n') --begin;
  std::size_t tail = 0;
  const auto most = std::min(before.size(), after.size()) - begin;
  while (tail < most && before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) ++tail;
  while (tail > 0 && before[before.size() - tail - 1] != '\n') --tail;
  const editor::Range range{begin, before.size() - tail};
  return Json::array(
      {{{"range", range_json(range, positions)}, {"newText", after.substr(begin, after.size() - tail - begin)}}});
}

}  // namespace sprintd::lsp
