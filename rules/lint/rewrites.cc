#include "rules/lint/rewrites.h"

#include <algorithm>
#include <optional>
#include <tuple>

namespace sprintd::lint {
namespace {

using Style = yaml::Node::Style;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

// The whole lines of an entry in block style; nothing where something else stands on them.
std::optional<Span> lines_of(std::string_view text, const yaml::Entry& entry) {
  const std::size_t begin = entry.key.span.begin;
  const std::size_t end = std::max(entry.value.span.end, entry.key.span.end);
  const auto newline = begin == 0 ? std::string_view::npos : text.rfind('\n', begin - 1);
  const auto first = newline == std::string_view::npos ? 0 : newline + 1;
  if (!is_blank(text.substr(first, begin - first))) return std::nullopt;
  auto last = end;
  if (end == 0 || text[end - 1] != '\n') {
    last = std::min(text.find('\n', end), text.size());
    auto rest = text.substr(end, last - end);
    const auto comment = rest.find('#');
    if (!is_blank(rest.substr(0, comment))) return std::nullopt;
    if (last < text.size()) ++last;
  }
  return Span{entry.key.span.file, static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(last)};
}

const yaml::Entry* entry_at(const yaml::Node& mapping, Span span) {
  const auto found = std::ranges::find_if(mapping.entries, [span](const yaml::Entry& entry) {
    return entry.key.span.file == span.file && entry.key.span.begin <= span.begin && span.end <= entry.key.span.end;
  });
  return found == mapping.entries.end() ? nullptr : &*found;
}

const yaml::Entry* entry_of(const yaml::Node& mapping, std::string_view key) {
  const auto found =
      std::ranges::find_if(mapping.entries, [key](const yaml::Entry& entry) { return entry.key.text == key; });
  return found == mapping.entries.end() ? nullptr : &*found;
}

void take_out_definitions(const ruleset::Document& document, std::string_view text,
                          std::vector<Diagnostic>& diagnostics) {
  const auto* section = entry_of(document.root, "define");
  if (section == nullptr) return;
  std::vector<Diagnostic*> unused;
  for (auto& diagnostic : diagnostics) {
    if (diagnostic.code == Code::unused_definition && entry_at(section->value, diagnostic.span) != nullptr) {
      unused.push_back(&diagnostic);
    }
  }
  // An empty `define:` would be a fault of its own.
  const bool all = unused.size() == section->value.entries.size();
  for (auto* diagnostic : unused) {
    const auto lines = lines_of(text, all ? *section : *entry_at(section->value, diagnostic->span));
    if (lines) diagnostic->rewrite = Rewrite{*lines, ""};
  }
}

const yaml::Node* scalar_around(const yaml::Node& node, Span span) {
  if (node.is_scalar()) {
    const bool inside = node.span.file == span.file && node.span.begin <= span.begin && span.end <= node.span.end;
    return inside ? &node : nullptr;
  }
  for (const auto& item : node.items) {
    if (const auto* found = scalar_around(item, span)) return found;
  }
  for (const auto& entry : node.entries) {
    if (const auto* found = scalar_around(entry.value, span)) return found;
  }
  return nullptr;
}

bool has_any(std::string_view text, std::string_view letters) {
  return text.find_first_of(letters) != std::string_view::npos;
}

bool stands_in(const yaml::Node& scalar, const Rewrite& rewrite) {
  const std::string_view text = rewrite.text;
  if (has_any(text, "\n\r\t")) return false;
  switch (scalar.style) {
    case Style::literal:
    case Style::folded:
      return true;
    case Style::single_quoted:
      return !has_any(text, "'");
    case Style::double_quoted:
      return !has_any(text, "\"\\");
    case Style::plain:
      break;
  }
  const bool at_start = rewrite.span.begin == scalar.span.begin;
  const bool starts_well = !text.empty() && ((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z') ||
                                             text[0] == '_' || text[0] == '(');
  if (at_start && !starts_well) return false;
  return text.find(": ") == std::string_view::npos && text.find(" #") == std::string_view::npos &&
         (!has_any(text, "[]{},") || has_any(scalar.text, "[]{},"));
}

const ruleset::Document* document_of(const ruleset::Written& written, FileId file) {
  const auto found = std::ranges::find(written.documents, file, &ruleset::Document::file);
  return found == written.documents.end() ? nullptr : &*found;
}

bool may_stay(const ruleset::LoadedPacks& loaded, const Rewrite& rewrite) {
  const auto* document = document_of(*loaded.written, rewrite.span.file);
  const auto* scalar = document == nullptr ? nullptr : scalar_around(document->root, rewrite.span);
  if (scalar == nullptr || !stands_in(*scalar, rewrite)) return false;
  const auto text = loaded.rules->sources.text(rewrite.span.file);
  const auto was = text.substr(rewrite.span.begin, rewrite.span.end - rewrite.span.begin);
  // A comment in the expression would be lost, and over several lines more than the expression could be.
  return !was.empty() && was.find("//") == std::string_view::npos && !has_any(was, "\n");
}

}  // namespace

void settle_rewrites(const ruleset::LoadedPacks& loaded, std::vector<Diagnostic>& diagnostics) {
  if (loaded.rules == nullptr || loaded.written == nullptr) return;
  for (auto& diagnostic : diagnostics) {
    if (diagnostic.rewrite && !may_stay(loaded, *diagnostic.rewrite)) diagnostic.rewrite.reset();
  }
  for (const auto& document : loaded.written->documents) {
    take_out_definitions(document, loaded.rules->sources.text(document.file), diagnostics);
  }
}

Rewritten rewritten(std::string_view text, FileId file, const std::vector<Diagnostic>& diagnostics) {
  std::vector<const Rewrite*> rewrites;
  for (const auto& diagnostic : diagnostics) {
    if (diagnostic.rewrite && diagnostic.rewrite->span.file == file) rewrites.push_back(&*diagnostic.rewrite);
  }
  std::ranges::sort(rewrites, {}, [](const Rewrite* rewrite) {
    return std::tie(rewrite->span.begin, rewrite->span.end, rewrite->text);
  });
  Rewritten result;
  std::size_t done = 0;
  for (const auto* rewrite : rewrites) {
    if (rewrite->span.begin < done) continue;
    result.text += text.substr(done, rewrite->span.begin - done);
    result.text += rewrite->text;
    done = rewrite->span.end;
    ++result.count;
  }
  result.text += text.substr(done);
  return result;
}

}  // namespace sprintd::lint
