#include "rules/editor/expression_cursor.h"

#include <algorithm>
#include <utility>

#include "rules/editor/operand.h"
#include "rules/lang/lexer.h"
#include "rules/lang/macros.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::editor {
namespace {

using lang::Token;
using lang::Type;
using ruleset::PackKey;
using ruleset::Section;
using ruleset::Slot;
using ruleset::ValueKind;

// A piece of the document in which an expression stands, with blanks in place of what YAML adds to it: at the same
// bytes, so a place in it is one in the document.
struct Piece {
  std::string text;
  std::size_t begin = 0;
};

Piece piece_of(std::string_view document, Range value, bool has_block_indicator) {
  Piece piece{std::string(document.substr(value.begin, value.end - value.begin)), value.begin};
  auto& text = piece.text;
  if (text.empty()) return piece;
  if (has_block_indicator) {
    const auto end = std::min(text.find('\n'), text.size());
    std::fill(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), ' ');
    return piece;
  }
  const char quote = text.front();
  if (quote != '"' && quote != '\'') return piece;
  text.front() = ' ';
  for (std::size_t i = 1; i < text.size(); ++i) {
    const bool is_escaped =
        quote == '"' ? text[i] == '\\' : text[i] == quote && i + 1 < text.size() && text[i + 1] == quote;
    if (is_escaped && i + 1 < text.size()) {
      text[i] = ' ';
      ++i;
    } else if (text[i] == quote) {
      text.resize(i);
    }
  }
  return piece;
}

// The expression in a message around the cursor: what stands between "${" and "}".
std::optional<Piece> part_of_message(const Piece& message, std::size_t cursor) {
  const std::string_view text = message.text;
  const auto at = cursor - message.begin;
  const auto open = at < 2 ? std::string_view::npos : text.rfind("${", at - 2);
  if (open == std::string_view::npos) return std::nullopt;
  const auto begin = open + 2;
  const auto end = std::min({text.find('}', begin), text.find("${", begin), text.size()});
  if (at > end) return std::nullopt;
  return Piece{std::string(text.substr(begin, end - begin)), message.begin + begin};
}

// What the words of the expression may be, by the place of the expression.
std::optional<lang::Environment> environment_of(const View& view) {
  const auto& meaning = view.meaning();
  const auto& definitions = view.packs().reading.definitions;
  const auto scope = view.own_pack().value_or(0);
  const auto with = [&](const ruleset::Slots& slots) { return view.scopes().with(slots, definitions, scope); };
  const ruleset::Slots all = {Slot::item, Slot::person, Slot::project, Slot::team};
  if (view.kind() != DocumentKind::pack) return std::nullopt;
  if (meaning.names != nullptr && meaning.names->name == "queues") return with({Slot::item});
  if (meaning.names != nullptr && meaning.names->name == "define" && !meaning.name.empty()) {
    auto environment = with(all);
    for (const auto& parameter : parameters_in(meaning.name)) add_local(environment, parameter, Type());
    return environment;
  }
  if (meaning.key == nullptr || !meaning.section) return std::nullopt;
  if (!ruleset::is_expression(meaning.key->value) && meaning.key->value != ValueKind::template_text)
    return std::nullopt;
  auto section = *meaning.section;
  const yaml::Node* subject = view.sibling("for");
  if (section == Section::overrides) {
    const auto* rule = view.sibling("rule");
    const auto* declared = rule != nullptr && rule->is_scalar() ? view.find_declared(rule->text) : nullptr;
    if (declared == nullptr) return with(all);
    section = declared->section;
    subject = declared->node->find("for");
  }
  auto kind = ruleset::SubjectKind::item;
  if (section != Section::authority) {
    const auto* row = ruleset::find_key(section, "for");
    if (row == nullptr || subject == nullptr || !subject->is_scalar()) return with(all);
    const auto choices = ruleset::choices_of(*row);
    const auto choice = std::ranges::find(choices, subject->text);
    if (choice == choices.end()) return with(all);
    kind = static_cast<ruleset::SubjectKind>(choice - choices.begin());
  }
  return with(ruleset::slots_of(section, meaning.key->name, kind));
}

// The tokens of a piece, and the questions about them.
class Reading {
 public:
  Reading(const Piece& piece, std::size_t cursor, lang::Environment environment)
      : piece_(&piece), cursor_(cursor - piece.begin), operands_(piece.text) {
    at_.environment = std::move(environment);
  }

  std::optional<ExpressionCursor> read() {
    const auto& tokens = operands_.tokens();
    open_macros();
    std::size_t next = 0;  // the first token that does not end before the cursor
    while (tokens[next].kind != Token::Kind::end && tokens[next].end < cursor_) ++next;
    if (const auto text = text_at(next)) {
      read_text(*text);
      return std::move(at_);
    }
    auto word = next;
    // Of two tokens that meet at the cursor, the name.
    if (!is_name(word) && is_name(word + 1) && tokens[word + 1].begin == cursor_) ++word;
    if (is_name(word) && tokens[word].begin <= cursor_) {
      set_range(tokens[word].begin, tokens[word].end);
      at_.word = tokens[word].text;
      at_.is_called = operands_.is_sign(word + 1, "(");
      read_before(word);
      return std::move(at_);
    }
    const auto& here = tokens[next];
    if (here.kind != Token::Kind::end && here.kind != Token::Kind::sign && here.begin < cursor_) return std::nullopt;
    set_range(cursor_, cursor_);
    const bool is_behind = here.kind == Token::Kind::sign && here.end <= cursor_;
    read_before(is_behind ? next + 1 : next);
    return std::move(at_);
  }

 private:
  [[nodiscard]] bool is_name(std::size_t index) const {
    const auto& tokens = operands_.tokens();
    return index < tokens.size() && tokens[index].kind == Token::Kind::name;
  }
  void set_range(std::size_t begin, std::size_t end) { at_.range = {piece_->begin + begin, piece_->begin + end}; }

  // What stands before the token at `index`: a dot makes it a member.
  void read_before(std::size_t index) {
    auto dot = index;
    if (dot > 0 && operands_.is_sign(dot - 1, "?") && dot > 1 && operands_.is_sign(dot - 2, ".")) --dot;
    if (dot == 0 || !operands_.is_sign(dot - 1, ".")) return;
    at_.place = ExpressionCursor::Place::member;
    if (dot < 2) return;
    const auto* tree = operands_.before(dot - 2, at_.environment);
    if (tree != nullptr) at_.target = tree->type;
    at_.qualifier = operands_.dotted_name(dot - 2);
  }

  // The text between whose quotes the cursor is.
  [[nodiscard]] std::optional<std::size_t> text_at(std::size_t next) const {
    const auto& tokens = operands_.tokens();
    const auto holds = [&](std::size_t index) {
      if (index >= tokens.size() || tokens[index].text.empty()) return false;
      const auto& token = tokens[index];
      const char quote = token.text.front();
      if ((quote != '"' && quote != '\'') || cursor_ <= token.begin || cursor_ > token.end) return false;
      const bool is_closed = token.text.size() > 1 && token.text.back() == quote;
      return !is_closed || cursor_ < token.end;
    };
    if (holds(next)) return next;
    return std::nullopt;
  }

  void read_text(std::size_t index) {
    const auto& token = operands_.tokens()[index];
    const char quote = token.text.front();
    const bool is_closed = token.text.size() > 1 && token.text.back() == quote;
    at_.place = ExpressionCursor::Place::text;
    set_range(token.begin + 1, is_closed ? token.end - 1 : token.end);
    at_.word = std::string(token.text.substr(1, token.text.size() - (is_closed ? 2 : 1)));
    if (index == 0) return;
    if (operands_.is_sign(index - 1, "==") || operands_.is_sign(index - 1, "!=")) {
      if (index > 1) take_values(operands_.field_before(index - 2, at_.environment));
      return;
    }
    const auto open = operands_.open_before(index);
    if (!open) return;
    if (operands_.is_sign(*open, "[") && *open > 1 && operands_.tokens()[*open - 1].text == "in") {
      take_values(operands_.field_before(*open - 2, at_.environment));
    } else if (operands_.is_sign(*open, "(") && *open > 0) {
      take_argument(operands_.tokens()[*open - 1].text, operands_.commas_between(*open, index));
    }
  }

  void take_values(const lang::Field* field) {
    if (field == nullptr) return;
    at_.values = field->values;
    at_.valued = field;
  }

  void take_argument(std::string_view function, std::size_t argument) {
    const auto& schema = *at_.environment.schema;
    for (const auto& host : schema.functions()) {
      if (host.name != function) continue;
      for (const auto& one : host.enumerated) {
        if (one.argument == argument) take_values(schema.field(one.entity, one.field));
      }
    }
  }

  // The variables of the macros in whose parentheses the cursor is.
  void open_macros() {
    for (const auto open : operands_.open_parentheses(cursor_)) {
      if (open < 2 || !is_name(open - 1) || !operands_.is_sign(open - 2, ".")) continue;
      if (!is_name(open + 1) || !operands_.is_sign(open + 2, ",")) continue;
      const auto& tokens = operands_.tokens();
      if (cursor_ <= tokens[open + 2].begin) continue;
      const auto macro = tokens[open - 1].text;
      const auto first = std::string(tokens[open + 1].text);
      if (macro == "bind" && open > 2 && tokens[open - 3].text == "cel") {
        const auto comma = operands_.comma_after(open + 3);
        if (!comma || tokens[*comma].begin >= cursor_) continue;
        const auto* value = operands_.between(open + 3, *comma, at_.environment);
        add_local(at_.environment, first, value == nullptr ? Type() : value->type);
      } else if (lang::is_member_macro(macro)) {
        const auto* range = open > 2 ? operands_.before(open - 3, at_.environment) : nullptr;
        const bool has_second = lang::macro_takes(macro, 2) && is_name(open + 3) && operands_.is_sign(open + 4, ",");
        const auto types = element_types(range == nullptr ? Type() : range->type, has_second);
        add_local(at_.environment, first, types.first);
        if (has_second) add_local(at_.environment, std::string(tokens[open + 3].text), types.second);
      }
    }
  }

  const Piece* piece_;
  std::size_t cursor_;
  Operands operands_;
  ExpressionCursor at_;
};

}  // namespace

std::optional<ExpressionCursor> expression_at(const View& view) {
  const auto& cursor = view.cursor();
  if (cursor.at_key) return std::nullopt;
  auto environment = environment_of(view);
  if (!environment) return std::nullopt;
  const auto& key = view.meaning().key;
  const auto text = view.text();
  const auto begin = cursor.value.begin;
  const bool is_block = begin < text.size() && (text[begin] == '>' || text[begin] == '|');
  if (is_block && view.offset() <= std::min(text.find('\n', begin), text.size())) return std::nullopt;
  auto piece = piece_of(text, cursor.value, is_block);
  if (view.offset() < piece.begin || view.offset() > piece.begin + piece.text.size()) return std::nullopt;
  if (key != nullptr && key->value == ValueKind::template_text) {
    auto part = part_of_message(piece, view.offset());
    if (!part) return std::nullopt;
    piece = std::move(*part);
  }
  return Reading(piece, view.offset(), std::move(*environment)).read();
}

}  // namespace sprintd::editor
