#include "rules/editor/operand.h"

#include <algorithm>

#include "rules/base/diagnostic.h"
#include "rules/lang/checker.h"
#include "rules/lang/parser.h"

namespace sprintd::editor {
namespace {

using lang::Token;
using lang::Type;

// Nobody is told what is wrong: the expression is checked whole, elsewhere.
std::vector<Token> tokens_of(std::string_view text, const Origin& origin) {
  Diagnostics told_elsewhere;
  return lang::lex({text, &origin}, told_elsewhere);
}

int depth_change(const Token& token) {
  if (token.kind != Token::Kind::sign) return 0;
  if (token.text == "(" || token.text == "[" || token.text == "{") return 1;
  if (token.text == ")" || token.text == "]" || token.text == "}") return -1;
  return 0;
}

bool ends_value(const Token& token) {
  return token.kind != Token::Kind::sign ? token.kind != Token::Kind::end && !lang::is_keyword(token.text)
                                         : depth_change(token) < 0;
}

}  // namespace

Operands::Operands(std::string text)
    : text_(std::move(text)), origin_(Origin::whole({})), tokens_(tokens_of(text_, origin_)) {}

bool Operands::is_sign(std::size_t index, std::string_view sign) const {
  return index < tokens_.size() && tokens_[index].kind == Token::Kind::sign && tokens_[index].text == sign;
}

std::optional<std::size_t> Operands::opening_of(std::size_t closing) const {
  int depth = 0;
  for (auto index = closing + 1; index-- > 0;) {
    depth -= depth_change(tokens_[index]);
    if (depth == 0) return index;
  }
  return std::nullopt;
}

std::optional<std::size_t> Operands::begin_of_operand(std::size_t last) const {
  auto at = last;
  while (true) {
    if (at >= tokens_.size()) return std::nullopt;
    const auto& token = tokens_[at];
    if (depth_change(token) < 0) {
      const auto open = opening_of(at);
      if (!open) return std::nullopt;
      const bool is_applied = *open > 0 && token.text != "}" && ends_value(tokens_[*open - 1]) &&
                              (token.text == "]" || tokens_[*open - 1].kind == Token::Kind::name);
      at = *open;
      if (is_applied) {
        --at;
        continue;
      }
    } else if (token.kind == Token::Kind::sign || token.kind == Token::Kind::end) {
      return std::nullopt;
    }
    auto dot = at;
    if (dot > 1 && is_sign(dot - 1, "?") && is_sign(dot - 2, ".")) --dot;
    if (dot < 2 || !is_sign(dot - 1, ".")) return at;
    at = dot - 2;
  }
}

const lang::Node* Operands::between(std::size_t first, std::size_t end, const lang::Environment& environment) {
  if (first >= end || end > tokens_.size()) return nullptr;
  const auto begin = tokens_[first].begin;
  const auto text = std::string_view(text_).substr(begin, tokens_[end - 1].end - begin);
  Diagnostics told_elsewhere;
  auto tree = lang::parse({text, &origin_}, told_elsewhere);
  if (tree == nullptr || !lang::check(*tree, environment, {}, told_elsewhere)) return nullptr;
  return trees_.emplace_back(std::move(tree)).get();
}

const lang::Node* Operands::before(std::size_t last, const lang::Environment& environment) {
  const auto first = begin_of_operand(last);
  return first ? between(*first, last + 1, environment) : nullptr;
}

const lang::Field* Operands::field_before(std::size_t last, const lang::Environment& environment) {
  const auto* tree = before(last, environment);
  const auto* select = tree == nullptr ? nullptr : std::get_if<lang::SelectNode>(&tree->is);
  if (select == nullptr || select->operand->type.kind != Type::Kind::entity) return nullptr;
  return environment.schema->field(select->operand->type.entity, select->field);
}

std::string Operands::dotted_name(std::size_t last) const {
  std::string name;
  for (auto at = last;; at -= 2) {
    if (tokens_[at].kind != Token::Kind::name) return {};
    name.insert(0, tokens_[at].text);
    if (at < 2 || !is_sign(at - 1, ".")) return name;
    name.insert(0, ".");
  }
}

std::optional<std::size_t> Operands::open_before(std::size_t index) const {
  int depth = 0;
  while (index-- > 0) {
    depth -= depth_change(tokens_[index]);
    if (depth < 0) return index;
  }
  return std::nullopt;
}

std::vector<std::size_t> Operands::open_parentheses(std::size_t cursor) const {
  std::vector<std::size_t> open;
  for (std::size_t index = 0; index < tokens_.size() && tokens_[index].begin < cursor; ++index) {
    const auto change = depth_change(tokens_[index]);
    if (change > 0) open.push_back(index);
    if (change < 0 && !open.empty()) open.pop_back();
  }
  std::erase_if(open, [&](std::size_t index) { return tokens_[index].text != "("; });
  return open;
}

std::size_t Operands::commas_between(std::size_t open, std::size_t index) const {
  std::size_t commas = 0;
  int depth = 0;
  for (auto at = open + 1; at < index; ++at) {
    depth += depth_change(tokens_[at]);
    if (depth == 0 && is_sign(at, ",")) ++commas;
  }
  return commas;
}

std::optional<std::size_t> Operands::comma_after(std::size_t index) const {
  int depth = 0;
  for (; index < tokens_.size(); ++index) {
    depth += depth_change(tokens_[index]);
    if (depth < 0) return std::nullopt;
    if (depth == 0 && is_sign(index, ",")) return index;
  }
  return std::nullopt;
}

std::vector<std::string> parameters_in(std::string_view signature) {
  std::vector<std::string> names;
  const auto open = signature.find('(');
  if (open == std::string_view::npos) return names;
  const auto close = std::min(signature.find(')', open), signature.size());
  for (auto begin = open + 1; begin < close;) {
    const auto end = std::min(signature.find(',', begin), close);
    auto word = signature.substr(begin, end - begin);
    while (word.starts_with(' ')) word.remove_prefix(1);
    while (word.ends_with(' ')) word.remove_suffix(1);
    if (!word.empty()) names.emplace_back(word);
    begin = end + 1;
  }
  return names;
}

void add_local(lang::Environment& environment, std::string name, Type type) {
  std::erase_if(environment.variables, [&](const lang::Variable& variable) { return variable.name == name; });
  environment.variables.push_back({.name = std::move(name), .type = std::move(type), .slot = 0, .doc = {}});
}

std::pair<Type, Type> element_types(const Type& range, bool has_second) {
  const auto part = [&](std::size_t index) {
    return index < range.parameters.size() ? range.parameters[index] : Type();
  };
  switch (range.kind) {
    case Type::Kind::list:
      return has_second ? std::pair(Type(Type::Kind::integer), part(0)) : std::pair(part(0), Type());
    case Type::Kind::map:
      return {part(0), part(1)};
    case Type::Kind::optional:
      return {part(0), Type()};
    default:
      return {Type(), Type()};
  }
}

}  // namespace sprintd::editor
