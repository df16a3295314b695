#include "rules/lang/template.h"

#include <optional>
#include <utility>

#include "rules/lang/compiler.h"

namespace sprintd::lang {

namespace {

// Where the string literal that begins at `at` ends: one past its closing quote, or the end of the text.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool raw = at > 0 && (text[at - 1] == 'r' || text[at - 1] == 'R');
  const std::string three(3, quote);
  const bool triple = text.substr(at, 3) == three;
  const std::string_view closing = triple ? std::string_view(three) : text.substr(at, 1);
  for (auto i = at + closing.size(); i < text.size(); ++i) {
    if (text[i] == '\\' && !raw) {
      ++i;
    } else if (text.substr(i).starts_with(closing)) {
      return i + closing.size();
    }
  }
  return text.size();
}

// Where the `}` stands that closes the expression which begins at `at`.
std::optional<std::size_t> closing_brace(std::string_view text, std::size_t at) {
  std::size_t open = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"' || c == '\'') {
      at = end_of_string(text, at);
      continue;
    }
    if (c == '{') ++open;
    if (c == '}' && open-- == 0) return at;
    ++at;
  }
  return std::nullopt;
}

}  // namespace

Template compile_template(SourceText source, const Environment& environment, Diagnostics& diagnostics) {
  constexpr std::string_view kOpen = "${";
  constexpr std::string_view kLiteral = "$${";
  const auto text = source.text;
  Template result;
  bool good = true;
  std::string literal;
  const auto flush = [&] {
    if (!literal.empty()) result.parts.push_back({std::exchange(literal, {}), Program()});
  };
  std::size_t at = 0;
  while (at < text.size()) {
    if (text.substr(at).starts_with(kLiteral)) {
      literal += kOpen;
      at += kLiteral.size();
      continue;
    }
    if (!text.substr(at).starts_with(kOpen)) {
      literal += text[at++];
      continue;
    }
    const auto begin = at + kOpen.size();
    const auto end = closing_brace(text, begin);
    if (!end) {
      diagnostics.add(sprintd::Code::unclosed_expression, source.origin->span(at, begin),
                      "the expression in this text is not closed", "add '}', or write '$${' for these two characters");
      return {};
    }
    flush();
    const auto origin = source.origin->part(begin, *end);
    auto program = compile({text.substr(begin, *end - begin), &origin}, environment, Expected{}, diagnostics);
    good = good && program;
    result.parts.push_back({"", std::move(program)});
    at = *end + 1;
  }
  flush();
  return good ? std::move(result) : Template();
}

std::string render(const Template& message, Evaluator& evaluator, const Activation& activation) {
  std::string text;
  for (const auto& part : message.parts) {
    if (!part.program) {
      text += part.text;
      continue;
    }
    const Value value = evaluator.run(part.program, activation);
    text += value.is_failure() ? "?" : to_text(value, *activation.facts);
  }
  return text;
}

}  // namespace sprintd::lang
