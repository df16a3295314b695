#include "rules/ruleset/usage.h"

#include <algorithm>
#include <string>

#include "rules/lang/ast_walk.h"

namespace sprintd::ruleset {
namespace {

constexpr std::string_view kSeniority = "seniority";

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

Usage::Usage(const lang::Definitions& definitions)
    : definitions_(&definitions), used_(definitions.all().size(), false) {}

void Usage::see(const lang::Node& expression, std::uint32_t scope) {
  scope_ = scope;
  std::vector<std::string_view> locals;
  walk(expression, locals);
  follow_definitions();
}

// A definition is walked once, however many use it; the list of those still to walk keeps the stack flat.
void Usage::follow_definitions() {
  while (!to_follow_.empty()) {
    const auto& definition = definitions_->at(to_follow_.back());
    to_follow_.pop_back();
    scope_ = definition.scope;
    std::vector<std::string_view> locals(definition.parameters.begin(), definition.parameters.end());
    if (definition.body != nullptr) walk(*definition.body, locals);
  }
}

void Usage::use(std::string_view name) {
  const auto* definition = definitions_->find(name, scope_);
  if (definition == nullptr) return;
  const auto index = definitions_->index_of(*definition);
  if (used_[index]) return;
  used_[index] = true;
  to_follow_.push_back(index);
}

void Usage::walk(const lang::Node& node, std::vector<std::string_view>& locals) {
  if (const auto* name = std::get_if<lang::NameNode>(&node.is)) {
    if (std::ranges::find(locals, name->name) == locals.end()) use(name->name);
    return;
  }
  if (const auto* select = std::get_if<lang::SelectNode>(&node.is)) {
    const auto* name = std::get_if<lang::NameNode>(&select->operand->is);
    if (name != nullptr && std::ranges::find(locals, name->name) == locals.end()) {
      use(name->name + "." + select->field);
    }
  }
  if (const auto* macro = std::get_if<lang::ComprehensionNode>(&node.is)) {
    walk(*macro->range, locals);
    const auto outside = locals.size();
    locals.push_back(macro->first.name);
    if (!macro->second.name.empty()) locals.push_back(macro->second.name);
    if (macro->condition != nullptr) walk(*macro->condition, locals);
    if (macro->result != nullptr) walk(*macro->result, locals);
    locals.resize(outside);
    return;
  }
  if (const auto* bind = std::get_if<lang::BindNode>(&node.is)) {
    walk(*bind->value, locals);
    locals.push_back(bind->variable.name);
    walk(*bind->body, locals);
    locals.pop_back();
    return;
  }
  if (const auto* call = std::get_if<lang::CallNode>(&node.is); call != nullptr && call->target == nullptr) {
    use(call->function);
    if (call->function == kSeniority && call->arguments.size() == 1) {
      const auto& argument = *call->arguments.front();
      const auto* literal = std::get_if<lang::LiteralNode>(&argument.is);
      const auto* level = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
      if (level != nullptr) levels_.push_back({*level, argument.span});
    }
  }
  lang::for_each_child(node, [&](const lang::Node& child) { walk(child, locals); });
}

void Usage::see_template(lang::SourceText text, std::uint32_t scope) {
  scope_ = scope;
  std::string_view before;  // the word in front of a dot
  for (std::size_t begin = 0; begin < text.text.size();) {
    if (!is_word_byte(text.text[begin])) {
      ++begin;
      continue;
    }
    std::size_t end = begin;
    while (end < text.text.size() && is_word_byte(text.text[end])) ++end;
    const auto word = text.text.substr(begin, end - begin);
    use(word);
    if (!before.empty()) use(std::string(before) + "." + std::string(word));
    before = end < text.text.size() && text.text[end] == '.' ? word : std::string_view();
    if (word == kSeniority) see_level_in(text, end);
    begin = end;
  }
  follow_definitions();
}

// What stands in seniority("...") behind the name.
void Usage::see_level_in(lang::SourceText text, std::size_t after_name) {
  const auto open = text.text.find_first_not_of(' ', after_name);
  if (open == std::string_view::npos || text.text[open] != '(') return;
  const auto quote = text.text.find_first_not_of(' ', open + 1);
  if (quote == std::string_view::npos || (text.text[quote] != '"' && text.text[quote] != '\'')) return;
  const auto close = text.text.find(text.text[quote], quote + 1);
  if (close == std::string_view::npos) return;
  levels_.push_back({std::string(text.text.substr(quote + 1, close - quote - 1)), text.origin->span(quote, close + 1)});
}

bool Usage::is_used(const lang::Definition& definition) const { return used_[definitions_->index_of(definition)]; }

}  // namespace sprintd::ruleset
