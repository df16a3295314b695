#include "rules/lang/type_words.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

std::string alternatives(const std::vector<std::string>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += words[i];
  }
  return out;
}

// Without the names of what is not known: they would say nothing to a reader.
Type without_variables(const Type& type) {
  if (type.kind == Kind::variable) return Kind::dyn;
  Type out = type;
  for (auto& parameter : out.parameters) parameter = without_variables(parameter);
  return out;
}

// In a list of what a function takes, "list" says enough for list(T).
std::string short_name(const Schema& schema, const Type& type) {
  if (type.kind == Kind::dyn || type.kind == Kind::variable) return "value";
  const auto open = [](const Type& t) { return t.kind == Kind::dyn || t.kind == Kind::variable; };
  if (type.kind == Kind::list && open(type.parameters[0])) return "list";
  if (type.kind == Kind::map && std::ranges::all_of(type.parameters, open)) return "map";
  if (type.kind == Kind::optional) return "optional";
  return schema.type_name(type);
}

}  // namespace

std::string with_article(std::string_view noun) {
  if (noun == "null") return std::string(noun);
  const bool vowel = !noun.empty() && std::string_view("aeioAEIO").find(noun.front()) != std::string_view::npos;
  return fmt::format("{} {}", vowel ? "an" : "a", noun);
}

std::string a_type(const Schema& schema, const Type& type) {
  if (type.kind == Kind::dyn || type.kind == Kind::variable) return "a value of unknown type";
  return with_article(schema.type_name(without_variables(type)));
}

std::string a_wanted_type(const Schema& schema, const Type& type) {
  switch (type.kind) {
    case Kind::boolean:
      return "a condition (bool)";
    case Kind::real:
      return "a number (double)";
    case Kind::integer:
      return "a whole number (int)";
    case Kind::string:
      return "a text (string)";
    default:
      return a_type(schema, type);
  }
}

std::string one_of_types(const Schema& schema, const std::vector<Type>& types) {
  std::vector<std::pair<Kind, std::string>> sorted;
  for (const auto& type : types) sorted.emplace_back(type.kind, short_name(schema, type));
  std::ranges::sort(sorted);
  std::vector<std::string> words;
  for (auto& [kind, word] : sorted) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
  }
  if (words.empty()) return "nothing";
  words.front() = with_article(words.front());
  return alternatives(words);
}

std::string one_of_counts(std::vector<std::size_t> counts) {
  std::ranges::sort(counts);
  const auto tail = std::ranges::unique(counts);
  counts.erase(tail.begin(), tail.end());
  std::vector<std::string> words;
  for (const auto count : counts) words.push_back(fmt::format("{}", count));
  return alternatives(words);
}

}  // namespace sprintd::lang
