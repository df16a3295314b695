#include "rules/packtest/mutations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>
#include <span>

#include "rules/backlog/fields.h"
#include "rules/base/places.h"
#include "rules/lang/lexer.h"
#include "rules/packtest/source_words.h"
#include "rules/ruleset/pack_keys.h"
#include "rules/yaml/parse.h"

namespace sprintd::packtest {
namespace {

using lang::Token;
using ruleset::Section;

struct Swap {
  std::string_view from, to;
};
constexpr std::array kSwaps = std::to_array<Swap>({
    {"==", "!="},      {"!=", "=="},      {"<", "<="},    {"<=", "<"},       {">", ">="},
    {">=", ">"},       {"&&", "||"},      {"||", "&&"},   {"+", "-"},        {"-", "+"},
    {"*", "/"},        {"/", "*"},        {"!", ""},      {"all", "exists"}, {"exists", "all"},
    {"true", "false"}, {"false", "true"}, {"min", "max"}, {"max", "min"},
});

std::optional<std::string> swapped(std::string_view text) {
  const auto swap = std::ranges::find(kSwaps, text, &Swap::from);
  return swap == kSwaps.end() ? std::nullopt : std::optional(std::string(swap->to));
}

// The next of the words that some field takes: another kind, status, track or role.
std::optional<std::string> another_word(std::string_view word) {
  for (std::size_t kind = 0; kind < backlog::kEntityKinds; ++kind) {
    for (const auto& field : backlog::fields_of(static_cast<backlog::EntityKind>(kind))) {
      const auto found = std::ranges::find(field.choices, word);
      if (found == field.choices.end() || field.choices.size() < 2) continue;
      const auto next = std::next(found) == field.choices.end() ? field.choices.begin() : std::next(found);
      return std::string(*next);
    }
  }
  return std::nullopt;
}

// One more; nothing for a text that is no plain number.
std::optional<std::string> one_more(std::string_view text) {
  double number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  const bool whole = text.find_first_of(".eE") == std::string_view::npos;
  return whole ? fmt::format("{}", static_cast<std::int64_t>(number) + 1) : fmt::format("{}", number + 1);
}

std::optional<std::string> replacement(const Token& token) {
  switch (token.kind) {
    case Token::Kind::sign:
    case Token::Kind::name:
      return swapped(token.text);
    case Token::Kind::integer:
    case Token::Kind::real:
      return one_more(token.text);
    case Token::Kind::string:
      return another_word(token.decoded);
    default:
      return std::nullopt;
  }
}

class Finder {
 public:
  Finder(const Sources& sources, FileId file) : sources_(sources), file_(file), places_(sources) {}

  std::vector<Mutation> run() {
    Diagnostics ignored;  // of a pack that loads there are none
    const auto root = yaml::parse_yaml(sources_, file_, ignored);
    if (!root || !root->is_mapping()) return {};
    look_at_named(*root, "define");
    look_at_named(*root, "parameters");
    look_at_named(*root, "queues");
    look_at_list(*root, "authority", Section::authority);
    look_at_list(*root, "rules", Section::rules);
    look_at_list(*root, "limits", Section::limits);
    look_at_list(*root, "overrides", Section::overrides);
    std::ranges::sort(found_, {}, [](const Mutation& mutation) { return mutation.span.begin; });
    return std::move(found_);
  }

 private:
  void look_at_named(const yaml::Node& root, std::string_view key) {
    const auto* mapping = root.find(key);
    if (mapping == nullptr) return;
    for (const auto& [name, value] : mapping->entries) {
      rule_ = name.text.substr(0, name.text.find('('));
      if (value.is_scalar()) look_at(value);
      for (const auto& item : value.items) {
        auto other = another_word(item.text);
        if (!other) other = one_more(item.text);
        if (other && item.is_scalar()) add(item.span, item.text, *other);
      }
    }
  }

  void look_at_list(const yaml::Node& root, std::string_view key, Section section) {
    const auto* list = root.find(key);
    if (list == nullptr) return;
    for (const auto& block : list->items) {
      const auto* id = block.find(section == Section::overrides ? "rule" : "id");
      rule_ = id == nullptr ? std::string() : id->text;
      for (const auto& [name, value] : block.entries) {
        const auto* row = ruleset::find_key(section, name.text);
        if (row != nullptr && ruleset::is_expression(row->value) && value.is_scalar()) look_at(value);
      }
    }
  }

  void look_at(const yaml::Node& scalar) {
    Diagnostics ignored;
    for (const auto& token : lang::lex({scalar.text, &scalar.origin}, ignored)) {
      const auto to = replacement(token);
      if (!to) continue;
      const bool is_string = token.kind == Token::Kind::string;
      add(scalar.origin.span(token.begin, token.end), is_string ? token.decoded : std::string(token.text), *to);
    }
  }

  // `from` may stand within the span: between quotes.
  void add(Span span, const std::string& from, const std::string& to) {
    const auto written = sources_.text(file_).substr(span.begin, span.end - span.begin);
    const auto at = written.find(from);
    if (from.empty() || at == std::string_view::npos) return;
    span.begin += static_cast<std::uint32_t>(at);
    span.end = span.begin + static_cast<std::uint32_t>(from.size());
    found_.push_back({span, place_text(sources_.name(file_), places_.find(span)), rule_, from, to});
  }

  const Sources& sources_;
  FileId file_;
  PlaceFinder places_;
  std::string rule_;
  std::vector<Mutation> found_;
};

}  // namespace

std::string Mutation::change() const {
  return to.empty() ? fmt::format("{} left out", from) : fmt::format("{} as {}", from, to);
}

std::vector<Mutation> mutations_of(const Sources& sources, FileId pack) { return Finder(sources, pack).run(); }

std::string mutated(std::string_view text, const Mutation& mutation) {
  std::string out(text.substr(0, mutation.span.begin));
  out += mutation.to;
  out += text.substr(mutation.span.end);
  return out;
}

}  // namespace sprintd::packtest
