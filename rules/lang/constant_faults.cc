#include "rules/lang/constant_faults.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rules/lang/ast_text.h"
#include "rules/lang/ast_walk.h"
#include "rules/lang/closed_tree.h"
#include "rules/lang/constant_value.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/limits.h"
#include "rules/lang/lowering.h"
#include "rules/lang/pattern.h"
#include "rules/lang/program.h"
#include "rules/lang/time_value.h"
#include "rules/lang/type_words.h"

namespace sprintd::lang {

namespace {

using Fault = sprintd::Code;
using Kind = Type::Kind;

const std::string* text_literal(const Node& node) {
  const auto* literal = std::get_if<LiteralNode>(&node.is);
  return literal != nullptr ? std::get_if<std::string>(&literal->value) : nullptr;
}

const std::int64_t* int_literal(const Node& node) {
  const auto* literal = std::get_if<LiteralNode>(&node.is);
  return literal != nullptr ? std::get_if<std::int64_t>(&literal->value) : nullptr;
}

bool is_zero(const Node& node) {
  const auto* literal = std::get_if<LiteralNode>(&node.is);
  const auto* unsigned_value = literal != nullptr ? std::get_if<UintLiteral>(&literal->value) : nullptr;
  const auto* value = int_literal(node);
  return (value != nullptr && *value == 0) || (unsigned_value != nullptr && unsigned_value->value == 0);
}

// Which argument of a function is a pattern.
std::optional<std::size_t> pattern_argument(const CallNode& call) {
  if (call.function == "matches") return call.arguments.size() - 1;
  const bool is_regex =
      call.function == "regex.extract" || call.function == "regex.extractAll" || call.function == "regex.replace";
  return is_regex && call.arguments.size() > 1 ? std::optional<std::size_t>(1) : std::nullopt;
}

bool contains(Span outer, Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

class ConstantFaults {
 public:
  ConstantFaults(const Node& root, const Environment& environment, Diagnostics& diagnostics)
      : environment_(environment), diagnostics_(diagnostics) {
    closed_.is_closed(root);
  }

  bool run(const Node& root) {
    look_at(root, false);
    for (auto& fault : found_.sorted()) diagnostics_.add(std::move(fault));
    return !found_.has_errors();
  }

 private:
  // A closed tree that stands in no larger one is computed; what its parts say is more exact, and comes first.
  void look_at(const Node& node, bool in_closed) {
    const bool closed = closed_.is_closed(node);
    const auto before = faults_;
    if (const auto* call = std::get_if<CallNode>(&node.is); call != nullptr && call->host_function < 0) {
      look_at_call(node, *call);
    }
    const auto* definition = std::get_if<DefinitionNode>(&node.is);
    if (definition != nullptr) uses_.push_back(node.span);
    for_each_child(node, [&](const Node& child) { look_at(child, in_closed || closed); });
    if (definition != nullptr) uses_.pop_back();
    if (closed && !in_closed && faults_ == before && !std::holds_alternative<LiteralNode>(node.is)) compute(node);
  }

  void look_at_call(const Node& node, const CallNode& call) {
    if (const auto pattern = pattern_argument(call)) return look_at_pattern(*call.arguments[*pattern]);
    if (call.function == "format" && call.target != nullptr) return look_at_format(call);
    if (call.function == "_/_" || call.function == "_%_") return look_at_division(node, call);
    if (call.function == "_[_]") return look_at_index(call);
    if (call.arguments.size() != 1) return;
    const auto uses = uses_.size();
    const Node& argument = written(*call.arguments[0]);
    if (const auto* text = text_literal(argument)) look_at_text(call, *text, argument.span);
    uses_.resize(uses);
  }

  // A constant of the pack is looked at where it is written.
  const Node& written(const Node& node) {
    const auto* definition = std::get_if<DefinitionNode>(&node.is);
    if (definition == nullptr || !definition->parameters.empty()) return node;
    uses_.push_back(node.span);
    return written(*definition->body);
  }

  void look_at_text(const CallNode& call, const std::string& text, Span span) {
    if (call.function == "timestamp" && !parse_timestamp(text)) {
      report(Fault::bad_time, span, "not a timestamp", "write it as '2026-03-02T15:00:00Z'");
    } else if (call.function == "duration" && !parse_duration(text)) {
      report(Fault::bad_time, span, "not a duration", "write it as '1h30m'");
    } else if (call.function == "date" && (text.size() != 10 || !parse_instant(text, TimeZone()))) {
      report(Fault::bad_time, span, "not a date", "write a day that exists, such as '2026-03-01'");
    } else if (call.target != nullptr && call.target->type.kind == Kind::timestamp &&
               call.function.starts_with("get") && !zone_named(text)) {
      report(Fault::unknown_time_zone, span, fmt::format("there is no time zone {}", literal_text(text)),
             "write a name such as 'Europe/Berlin', or an offset such as '+02:00'");
    }
  }

  // Each text is looked at once, however often its definition is used; those above kMaxPatterns when they run.
  const PatternFault* pattern_fault(const std::string& text) {
    auto known = pattern_faults_.find(text);
    if (known == pattern_faults_.end()) {
      if (pattern_faults_.size() == kMaxPatterns) return nullptr;
      const Pattern pattern(text);
      known = pattern_faults_.emplace(text, pattern.valid() ? std::nullopt : std::optional(pattern.fault())).first;
    }
    return known->second ? &*known->second : nullptr;
  }

  void look_at_pattern(const Node& argument) {
    const auto uses = uses_.size();
    const Node& node = written(argument);
    const auto* text = text_literal(node);
    if (text != nullptr) {
      if (const auto* fault = pattern_fault(*text)) {
        report(Fault::bad_pattern, place_in(node, fault->begin, fault->end),
               fmt::format("not a regular expression: {}", fault->message), fault->hint);
      }
    }
    uses_.resize(uses);
  }

  // 'ab %d'.format([x]): each clause of a constant text exists, and has a value, and each value has a clause.
  void look_at_format(const CallNode& call) {
    const auto uses = uses_.size();
    const Node& node = written(*call.target);
    if (const auto* text = text_literal(node)) {
      const auto* list = std::get_if<ListNode>(&call.arguments[0]->is);
      look_at_clauses(*text, node, list);
    }
    uses_.resize(uses);
  }

  void look_at_clauses(const std::string& text, const Node& node, const ListNode* list) {
    static constexpr std::string_view kClauses = "sdfeboxX";
    std::size_t count = 0;
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at)) {
      const auto begin = at++;
      if (at < text.size() && text[at] == '%') {
        ++at;
        continue;
      }
      bool without_digits = false;
      if (at < text.size() && text[at] == '.') {
        const auto digits = at + 1;
        at = std::min(text.find_first_not_of("0123456789", digits), text.size());
        without_digits = at == digits;
      }
      if (at == text.size() || without_digits || kClauses.find(text[at]) == std::string_view::npos) {
        const auto end = at == text.size() ? at : at + code_point_length(text, at);
        return report(Fault::bad_format, place_in(node, begin, end),
                      fmt::format("format() has no clause {}", text.substr(begin, end - begin)),
                      "it has %s, %d, %f, %.2f, %e, %b, %o, %x, %X; a percent sign is written %%");
      }
      const char verb = text[at++];
      if (list == nullptr) continue;
      if (++count <= list->elements.size()) {
        check_value(verb, *list->elements[count - 1]);
        continue;
      }
      return report(Fault::bad_format, place_in(node, begin, at),
                    fmt::format("there is no value for {}", text.substr(begin, at - begin)),
                    fmt::format("the list has {}", list->elements.size()));
    }
    if (list == nullptr || count >= list->elements.size()) return;
    const Node& first = *list->elements[count];
    if (std::ranges::none_of(list->elements, is_left_out_when_none)) {
      report(Fault::bad_format, first.span, fmt::format("there is no clause for {}", short_expression_text(first)),
             fmt::format("the text has {}", count));
    }
  }

  // %d of a text: what the clause writes, where the type of the value is known.
  void check_value(char verb, const Node& value) {
    struct Writes {
      std::string_view verbs, what;
      std::vector<Kind> kinds;
    };
    static const std::array<Writes, 4> kWrites = {{
        {"dfe", "a number", {Kind::integer, Kind::uinteger, Kind::real}},
        {"b", "a whole number or a bool", {Kind::integer, Kind::uinteger, Kind::boolean}},
        {"o", "a whole number", {Kind::integer, Kind::uinteger}},
        {"xX", "a whole number, a text or bytes", {Kind::integer, Kind::uinteger, Kind::string, Kind::bytes}},
    }};
    const auto kind = value.type.kind;
    if (kind == Kind::dyn || kind == Kind::variable || kind == Kind::error || kind == Kind::null) return;
    for (const auto& [verbs, what, kinds] : kWrites) {
      if (verbs.find(verb) == std::string_view::npos || std::ranges::find(kinds, kind) != kinds.end()) continue;
      report(Fault::bad_format, value.span,
             fmt::format("%{} writes {}; {} is {}", verb, what, short_expression_text(value),
                         a_type(environment_.schema != nullptr ? *environment_.schema : Schema(), value.type)),
             "write %s, which takes any value");
    }
  }

  static bool is_left_out_when_none(const NodePtr& element) {
    const auto* call = std::get_if<CallNode>(&element->is);
    return call != nullptr && call->function == "?_";
  }

  static std::size_t code_point_length(std::string_view text, std::size_t at) {
    std::size_t length = 1;
    while (at + length < text.size() && (static_cast<unsigned char>(text[at + length]) & 0xc0U) == 0x80U) ++length;
    return length;
  }

  // Of a part of a text that is written out; of all of it where no more is known.
  static Span place_in(const Node& literal, std::size_t begin, std::size_t end) {
    const auto exact = begin < end ? std::get<LiteralNode>(literal.is).origin.span(begin, end) : Span();
    return exact.known() ? exact : literal.span;
  }

  void look_at_division(const Node& node, const CallNode& call) {
    const auto kind = call.arguments[0]->type.kind;
    if (kind != Kind::integer && kind != Kind::uinteger) return;
    if (closed_.is_closed(node) || !gives_zero(*call.arguments[1])) return;
    report(Fault::always_fails, node.span,
           fmt::format("this always fails: division by zero: {}", short_expression_text(node)), {});
  }

  void look_at_index(const CallNode& call) {
    const auto* position = int_literal(*call.arguments[1]);
    if (position == nullptr || *position >= 0 || call.arguments[0]->type.kind != Kind::list) return;
    if (closed_.is_closed(*call.arguments[0])) return;
    const auto list = short_expression_text(*call.arguments[0]);
    const bool has_last = !overloads_of("last", true).empty();
    report(Fault::always_fails, call.arguments[1]->span,
           fmt::format("this always fails: a list has no element {}", *position),
           has_last ? fmt::format("the first is {0}[0]; for the last write {0}.last().value()", list)
                    : fmt::format("the first is {}[0]", list));
  }

  bool gives_zero(const Node& node) {
    if (is_zero(node)) return true;
    bool zero = false;
    if (closed_.is_closed(node))
      with_value(node, [&zero](const Value& value) {
        zero = (value.is(Value::Kind::integer) || value.is(Value::Kind::uinteger)) && value.i == 0;
      });
    return zero;
  }

  // Of a closed tree, unless it takes too long; the value lives during the call.
  template <typename Use>
  void with_value(const Node& node, Use use) {
    Code code;
    Constants constants(code, environment_, Constants::Computed::left);
    Lowering(code, constants, environment_, Lowering::Stream::plain).lower_all(node);
    const Program program({&code, [](const Code*) {}}, node.type);
    Evaluator evaluator(kFoldingBudget);
    const Value value = evaluator.run(program, Activation{});
    if (!evaluator.exhausted()) use(value);
  }

  void compute(const Node& node) {
    with_value(node, [&](const Value& value) {
      if (!value.is(Value::Kind::error)) return;
      const auto span = value.error->span.known() ? value.error->span : node.span;
      const auto uses = uses_.size();
      note_uses(node, span);
      report(Fault::always_fails, span, fmt::format("this always fails: {}", value.error->message), {});
      uses_.resize(uses);
    });
  }

  // The definitions inside of the tree on the way to the place.
  void note_uses(const Node& node, Span span) {
    const auto* definition = std::get_if<DefinitionNode>(&node.is);
    if (definition != nullptr && contains(definition->body->span, span)) uses_.push_back(node.span);
    for_each_child(node, [&](const Node& child) { note_uses(child, span); });
  }

  void report(Fault code, Span span, std::string message, std::string hint) {
    ++faults_;
    auto& fault = found_.add(code, span, std::move(message), std::move(hint));
    for (auto use = uses_.rbegin(); use != uses_.rend(); ++use) fault.notes.push_back({*use, "used here"});
  }

  const Environment& environment_;
  Diagnostics& diagnostics_;
  Diagnostics found_;
  std::size_t faults_ = 0;
  ClosedTrees closed_;
  std::map<std::string, std::optional<PatternFault>> pattern_faults_;  // by text; nothing for a good one
  std::vector<Span> uses_;
};

}  // namespace

bool check_constants(const Node& root, const Environment& environment, Diagnostics& diagnostics) {
  return ConstantFaults(root, environment, diagnostics).run(root);
}

}  // namespace sprintd::lang
