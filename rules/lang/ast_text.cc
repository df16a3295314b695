#include "rules/lang/ast_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

#include "rules/lang/macros.h"

namespace sprintd::lang {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};

std::string quoted(std::string_view text, bool is_bytes) {
  std::string out = is_bytes ? "b\"" : "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f || (is_bytes && byte > 0x7f)) {
      out += fmt::format("\\x{:02x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string real_text(double value) {
  auto text = fmt::format("{}", value);
  if (std::isfinite(value) && text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

// How tightly the parts of an expression hold together; an operand that is looser than its place needs parentheses.
enum class Tightness : std::uint8_t { choice, either, both, relation, sum, product, unary, whole };

struct Operator {
  std::string_view function;
  std::string_view sign;
  Tightness tightness;
};
constexpr auto kOperators = std::to_array<Operator>({
    {"_||_", "||", Tightness::either},
    {"_&&_", "&&", Tightness::both},
    {"_==_", "==", Tightness::relation},
    {"_!=_", "!=", Tightness::relation},
    {"_<_", "<", Tightness::relation},
    {"_<=_", "<=", Tightness::relation},
    {"_>_", ">", Tightness::relation},
    {"_>=_", ">=", Tightness::relation},
    {"@in", "in", Tightness::relation},
    {"_+_", "+", Tightness::sum},
    {"_-_", "-", Tightness::sum},
    {"_*_", "*", Tightness::product},
    {"_/_", "/", Tightness::product},
    {"_%_", "%", Tightness::product},
    {"!_", "!", Tightness::unary},
    {"-_", "-", Tightness::unary},
});

const Operator* find_operator(const CallNode& call) {
  const auto found = std::ranges::find(kOperators, std::string_view(call.function), &Operator::function);
  return found == kOperators.end() ? nullptr : &*found;
}

Tightness tightness_of(const Node& node) {
  const auto* call = std::get_if<CallNode>(&node.is);
  if (call == nullptr) return Tightness::whole;
  if (call->function == "_?_:_") return Tightness::choice;
  const auto* sign = find_operator(*call);
  return sign == nullptr ? Tightness::whole : sign->tightness;
}

std::string operand_text(const Node& node, Tightness least) {
  const auto text = expression_text(node);
  return tightness_of(node) < least ? fmt::format("({})", text) : text;
}

Tightness tighter(Tightness than) { return static_cast<Tightness>(static_cast<std::uint8_t>(than) + 1); }

std::string comma_separated(const std::vector<NodePtr>& nodes) {
  std::string out;
  for (const auto& node : nodes) {
    if (!out.empty()) out += ", ";
    out += expression_text(*node);
  }
  return out;
}

std::string text_of(const CallNode& call) {
  const auto& arguments = call.arguments;
  if (call.function == "_?_:_" && arguments.size() == 3) {
    return fmt::format("{} ? {} : {}", operand_text(*arguments[0], Tightness::either),
                       operand_text(*arguments[1], Tightness::either), expression_text(*arguments[2]));
  }
  if ((call.function == "_[_]" || call.function == "_[?_]") && arguments.size() == 2) {
    return fmt::format(fmt::runtime(call.function == "_[_]" ? "{}[{}]" : "{}[?{}]"),
                       operand_text(*arguments[0], Tightness::whole), expression_text(*arguments[1]));
  }
  if (call.function == "?_") return fmt::format("?{}", expression_text(*arguments[0]));
  if (const auto* sign = find_operator(call); sign != nullptr) {
    if (arguments.size() == 1) return fmt::format("{}{}", sign->sign, operand_text(*arguments[0], Tightness::unary));
    const bool chains = sign->tightness <= Tightness::both;  // balanced by the parser, so either side may be a chain
    return fmt::format("{} {} {}", operand_text(*arguments[0], sign->tightness), sign->sign,
                       operand_text(*arguments[1], chains ? sign->tightness : tighter(sign->tightness)));
  }
  if (call.target == nullptr) return fmt::format("{}({})", call.function, comma_separated(arguments));
  return fmt::format("{}.{}({})", operand_text(*call.target, Tightness::whole), call.function,
                     comma_separated(arguments));
}

std::string text_of(const ComprehensionNode& walk) {
  auto out = fmt::format("{}.{}({}", operand_text(*walk.range, Tightness::whole), macro_name(walk), walk.first.name);
  if (!walk.second.name.empty()) out += fmt::format(", {}", walk.second.name);
  if (walk.condition != nullptr) out += fmt::format(", {}", expression_text(*walk.condition));
  if (walk.result != nullptr) out += fmt::format(", {}", expression_text(*walk.result));
  return out + ")";
}

std::string text_of(const BindNode& bind) {
  return fmt::format("cel.bind({}, {}, {})", bind.variable.name, expression_text(*bind.value),
                     expression_text(*bind.body));
}

std::string text_of(const SelectNode& select) {
  const bool plain = std::ranges::all_of(select.field, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  auto text = fmt::format(fmt::runtime(plain ? "{}.{}{}" : "{}.{}`{}`"),
                          operand_text(*select.operand, Tightness::whole), select.optional ? "?" : "", select.field);
  return select.test_only ? fmt::format("has({})", text) : text;
}

std::string text_of(const MapNode& map) {
  std::string out;
  for (const auto& [key, value] : map.entries) {
    if (!out.empty()) out += ", ";
    const auto* call = std::get_if<CallNode>(&value->is);
    const bool optional = call != nullptr && call->function == "?_";
    out += fmt::format("{}{}: {}", optional ? "?" : "", expression_text(*key),
                       expression_text(optional ? *call->arguments[0] : *value));
  }
  return fmt::format("{{{}}}", out);
}

std::string name_of_definition(const DefinitionNode& definition) {
  return definition.arguments.empty() ? definition.name
                                      : fmt::format("{}({})", definition.name, comma_separated(definition.arguments));
}

std::string print_all(const std::vector<NodePtr>& nodes) {
  std::string out;
  for (const auto& node : nodes) out += fmt::format(" {}", print_ast(*node));
  return out;
}

std::string print_name(const Node& node, const NameNode& name) {
  switch (name.refers) {
    case NameNode::Refers::unresolved:
      return name.name;
    case NameNode::Refers::variable:
      return fmt::format("{}${}", name.name, node.slot);
    case NameNode::Refers::local:
      return fmt::format("{}%{}", name.name, name.local);
    case NameNode::Refers::type:
      return fmt::format("{}^", name.name);
  }
  return name.name;
}

std::string print_definition(const DefinitionNode& definition) {
  std::string bound;
  for (std::size_t i = 0; i < definition.parameters.size(); ++i) {
    bound +=
        fmt::format(" {}%{}={}", definition.parameters[i], definition.locals[i], print_ast(*definition.arguments[i]));
  }
  return fmt::format("(define {}{}{} {})", definition.name, definition.as_double ? " as-double" : "", bound,
                     print_ast(*definition.body));
}

}  // namespace

std::string literal_text(const Literal& literal) {
  return std::visit(Overloaded{[](std::monostate) { return std::string("null"); },
                               [](bool value) { return std::string(value ? "true" : "false"); },
                               [](std::int64_t value) { return fmt::format("{}", value); },
                               [](UintLiteral value) { return fmt::format("{}u", value.value); },
                               [](double value) { return real_text(value); },
                               [](const std::string& value) { return quoted(value, false); },
                               [](const BytesLiteral& value) { return quoted(value.bytes, true); }},
                    literal);
}

std::string expression_text(const Node& node) {
  return std::visit(
      Overloaded{[](const LiteralNode& is) { return literal_text(is.value); },
                 [](const NameNode& is) { return is.name; }, [](const SelectNode& is) { return text_of(is); },
                 [](const CallNode& is) { return text_of(is); },
                 [](const ListNode& is) { return fmt::format("[{}]", comma_separated(is.elements)); },
                 [](const MapNode& is) { return text_of(is); }, [](const ComprehensionNode& is) { return text_of(is); },
                 [](const BindNode& is) { return text_of(is); },
                 [](const DefinitionNode& is) { return name_of_definition(is); }},
      node.is);
}

std::string short_expression_text(const Node& node, std::size_t longest) {
  auto text = expression_text(node);
  if (text.size() <= longest) return text;
  auto length = longest - 3;
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xc0) == 0x80) --length;
  return text.substr(0, length) + "...";
}

std::string print_ast(const Node& node) {
  return std::visit(
      Overloaded{[](const LiteralNode& is) { return literal_text(is.value); },
                 [&](const NameNode& is) { return print_name(node, is); },
                 [&](const SelectNode& is) {
                   const auto slot = node.slot < 0 ? std::string() : fmt::format("#{}", node.slot);
                   return fmt::format("({}{} {} {}{})", is.test_only ? "has" : ".", is.optional ? "?" : "",
                                      print_ast(*is.operand), is.field, slot);
                 },
                 [](const CallNode& is) {
                   const auto target = is.target == nullptr ? std::string() : fmt::format("{} ", print_ast(*is.target));
                   const auto host = is.host_function < 0 ? std::string() : fmt::format("@{}", is.host_function);
                   return fmt::format("({}{}{}{}{})", target, is.target == nullptr ? "" : ".", is.function, host,
                                      print_all(is.arguments));
                 },
                 [](const ListNode& is) { return fmt::format("(list{})", print_all(is.elements)); },
                 [](const MapNode& is) {
                   std::string entries;
                   for (const auto& [key, value] : is.entries) {
                     entries += fmt::format(" {}:{}", print_ast(*key), print_ast(*value));
                   }
                   return fmt::format("(dict{})", entries);
                 },
                 [](const ComprehensionNode& is) {
                   const auto condition = is.condition == nullptr ? std::string() : " " + print_ast(*is.condition);
                   const auto result = is.result == nullptr ? std::string() : " -> " + print_ast(*is.result);
                   const auto second = is.second.name.empty() ? std::string() : fmt::format(", {}", is.second.name);
                   return fmt::format("({} {}{} in {}{}{})", macro_name(is), is.first.name, second,
                                      print_ast(*is.range), condition, result);
                 },
                 [](const BindNode& is) {
                   return fmt::format("(bind {} {} {})", is.variable.name, print_ast(*is.value), print_ast(*is.body));
                 },
                 [](const DefinitionNode& is) { return print_definition(is); }},
      node.is);
}

}  // namespace sprintd::lang
