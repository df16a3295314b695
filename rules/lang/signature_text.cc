#include "rules/lang/signature_text.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <utility>

namespace sprintd::lang {
namespace {

using Kind = Type::Kind;

constexpr std::array kNumbers = {Kind::integer, Kind::uinteger, Kind::real};

// How an operator is written around the words of its operands.
struct Operator {
  std::string_view function;
  std::string_view word;
  std::string_view form;
};
constexpr auto kOperators = std::to_array<Operator>({
    {"!_", "!", "!{0}"},
    {"-_", "-", "-{0}"},
    {"_?_:_", "? :", "{0} ? {1} : {2}"},
    {"_[_]", "[ ]", "{0}[{1}]"},
    {"_[?_]", "[? ]", "{0}[?{1}]"},
    {"_?._", ".?", "{0}.?{1}"},
    {"@in", "in", "{0} in {1}"},
});

const Operator* find_operator(std::string_view function) {
  const auto found = std::ranges::find(kOperators, function, &Operator::function);
  return found == kOperators.end() ? nullptr : &*found;
}

bool is_infix(std::string_view function) {
  return function.size() > 2 && function.front() == '_' && function.back() == '_' && function != "_?_:_";
}

// The type with every number of this kind called N.
Type with_variable(const Type& type, Kind number) {
  if (type.kind == number) return Type::variable("N");
  Type out = type;
  for (auto& parameter : out.parameters) parameter = with_variable(parameter, number);
  return out;
}

Signature with_variable(const Signature& signature, Kind number) {
  Signature out = signature;
  for (auto& argument : out.arguments) argument = with_variable(argument, number);
  out.result = with_variable(signature.result, number);
  return out;
}

bool same_arguments(const Signature& a, const Signature& b) {
  return a.function == b.function && a.member == b.member && a.arguments == b.arguments;
}

using Signatures = std::vector<Signature>;

Signatures::iterator find_pair(Signatures& signatures, Kind left, Kind right) {
  return std::ranges::find_if(signatures, [&](const Signature& s) {
    return s.arguments.size() == 2 && s.arguments[0] == Type(left) && s.arguments[1] == Type(right);
  });
}

// All pairs of numbers as one signature.
void gather_pairs(Signatures& signatures) {
  std::vector<Type> results;
  for (const auto left : kNumbers) {
    for (const auto right : kNumbers) {
      const auto found = find_pair(signatures, left, right);
      if (found == signatures.end()) return;
      results.push_back(found->result);
    }
  }
  const auto number = Type::variable("number");
  const bool one = std::ranges::adjacent_find(results, std::ranges::not_equal_to()) == results.end();
  auto pair = *find_pair(signatures, kNumbers[0], kNumbers[0]);
  pair.arguments = {number, number};
  pair.result = one ? results.front() : number;
  for (const auto left : kNumbers) {
    for (const auto right : kNumbers) signatures.erase(find_pair(signatures, left, right));
  }
  signatures.insert(signatures.begin(), std::move(pair));
}

// What there is for int, uint and double alike, with N.
void gather_types(Signatures& signatures) {
  for (std::size_t i = 0; i < signatures.size(); ++i) {
    const auto first = std::ranges::find_if(kNumbers, [&](Kind number) {
      return !std::ranges::equal(with_variable(signatures[i], number).arguments, signatures[i].arguments);
    });
    if (first == kNumbers.end()) continue;
    auto common = with_variable(signatures[i], *first);
    std::vector<Signatures::iterator> alike;
    bool same_result = true;
    bool varied_result = true;
    for (const auto number : kNumbers) {
      const auto found = std::ranges::find_if(
          signatures, [&](const Signature& s) { return same_arguments(with_variable(s, number), common); });
      if (found == signatures.end()) break;
      same_result = same_result && found->result == signatures[i].result;
      varied_result = varied_result && with_variable(*found, number).result == common.result;
      alike.push_back(found);
    }
    if (alike.size() < kNumbers.size() || (!same_result && !varied_result)) continue;
    if (same_result) common.result = signatures[i].result;
    std::ranges::sort(alike);
    for (auto at = alike.rbegin(); at != alike.rend(); ++at) {
      if (*at != signatures.begin() + static_cast<std::ptrdiff_t>(i)) signatures.erase(*at);
    }
    signatures[i] = std::move(common);
  }
}

std::string call_text(const Signature& signature, const std::vector<std::string>& words) {
  const std::size_t targets = signature.member ? 1 : 0;
  std::string out;
  if (signature.member) out = words[0] + ".";
  out += fmt::format("{}(", signature.function);
  for (std::size_t i = targets; i < words.size(); ++i) out += fmt::format("{}{}", i == targets ? "" : ", ", words[i]);
  return out + ")";
}

std::string text_of(const Schema& schema, const Signature& signature) {
  std::vector<std::string> words;
  for (const auto& argument : signature.arguments) words.push_back(schema.type_name(argument));
  std::string left;
  if (const auto* sign = find_operator(signature.function)) {
    words.resize(3);
    left = fmt::format(fmt::runtime(sign->form), words[0], words[1], words[2]);
  } else if (is_infix(signature.function)) {
    left = fmt::format("{} {} {}", words[0], function_word(signature.function), words[1]);
  } else {
    left = call_text(signature, words);
  }
  return fmt::format("{} -> {}", left, schema.type_name(signature.result));
}

}  // namespace

std::string function_word(std::string_view function) {
  if (const auto* sign = find_operator(function)) return std::string(sign->word);
  return std::string(is_infix(function) ? function.substr(1, function.size() - 2) : function);
}

std::vector<std::string> signature_texts(const Schema& schema, std::vector<Signature> signatures) {
  gather_pairs(signatures);
  gather_types(signatures);
  std::vector<std::string> texts;
  for (const auto& signature : signatures) {
    auto text = text_of(schema, signature);
    if (std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace sprintd::lang
