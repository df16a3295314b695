// Expressions: lexer, parser, checker, compiler, both streams of code, the functions, and what prints any of them.
#include <array>
#include <string>

#include "rules/backlog/slots.h"
#include "rules/eval/backlog_facts.h"
#include "rules/eval/backlog_schema.h"
#include "rules/lang/ast_text.h"
#include "rules/lang/compiler.h"
#include "rules/lang/evaluator.h"
#include "rules/lang/function_table.h"
#include "rules/lang/parser.h"
#include "rules/lang/program_text.h"
#include "rules/lang/template.h"
#include "rules/lang/value_text.h"
#include "tests/fuzz/small_world.h"
#include "tests/fuzz/targets.h"

namespace sprintd::fuzz {
namespace {

using backlog::EntityKind;
using lang::Type;
using lang::Value;

// The variables of rules, besides `any` of any type, and `again`, the input itself as a definition.
class Desk {
 public:
  explicit Desk(std::string_view text) : facts_(small_rules().get(), *small_backlog()) {
    facts_.set_now(kNow);
    facts_.set_sprint(1);
    promise(sources_.add("input", std::string(text)).has_value(), "a short text is taken");
    origin_ = Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
    environment_.schema = &schema();
    environment_.definitions = &definitions_;
    add("item", Type::of_entity(eval::entity_type(EntityKind::item)), row(EntityKind::item, 0));
    add("person", Type::of_entity(eval::entity_type(EntityKind::person)), row(EntityKind::person, 1));
    add("sprint", Type::of_entity(eval::entity_type(EntityKind::sprint)), row(EntityKind::sprint, 1));
    add("org", Type::of_entity(eval::entity_type(EntityKind::organisation)), row(EntityKind::organisation, 0));
    add("now", Type::Kind::timestamp, Value::of(kNow));
    add("any", Type::Kind::dyn, any());
    add("absent", Type::Kind::dyn, Value::unknown({eval::entity_type(EntityKind::item), kTitle, 3}));
  }

  void expression() {
    Diagnostics diagnostics;
    const auto tree = lang::parse(source(), diagnostics);
    promise((tree == nullptr) == diagnostics.has_errors(), "a tree exactly when nothing is wrong");
    if (tree != nullptr) promise(!lang::print_ast(*tree).empty(), "a tree can be printed");
    const auto program = lang::compile(source(), environment_, {}, diagnostics);
    promise_good_faults(diagnostics.sorted(), sources_, !program);
    if (program) run(program);
  }

  // The input as a definition, used twice: what is inlined, remembered and adapted.
  void definition() {
    Diagnostics diagnostics;
    definitions_.add("again", {}, source(), {}, diagnostics);
    definitions_.add("twice", {"it"}, source(), {}, diagnostics);
    if (diagnostics.has_errors()) return;
    for (const std::string_view text : {"[again, again]", "[1].map(x, twice(x) == twice(again))", "again < 2.5"}) {
      const auto use = sources_.add("use", std::string(text));
      promise(use.has_value(), "a short text is taken");
      const auto origin = Origin::verbatim(*use, 0, static_cast<std::uint32_t>(text.size()));
      Diagnostics faults;
      const auto program = lang::compile({text, &origin}, environment_, {}, faults);
      promise_good_faults(faults.sorted(), sources_, !program);
      if (program) run(program);
    }
  }

  void message() {
    Diagnostics diagnostics;
    const auto message = lang::compile_template(source(), environment_, diagnostics);
    promise_good_faults(diagnostics.sorted(), sources_, diagnostics.has_errors());
    if (!diagnostics.has_errors()) lang::render(message, evaluator_, {&facts_, values_});
  }

 private:
  static constexpr Instant kNow{1'772'712'000'000'000};  // 2026-03-05T12:00:00Z
  static constexpr auto kTitle = backlog::slot(EntityKind::item, "title");

  static Value row(EntityKind kind, std::uint32_t number) { return Value::of_entity(eval::entity_type(kind), number); }

  // {"a": 1, "who": ada, "list": [null, 2.5, "a"]}
  Value any() {
    const auto text = [](std::string_view literal) { return Value::of(literal); };
    const auto list = arena_.array<Value>(3);
    list[1] = Value::of(2.5);
    list[2] = text("a");
    const auto entries = arena_.array<lang::MapEntry>(3);
    entries[0] = {text("a"), Value::of(std::int64_t{1})};
    entries[1] = {text("who"), row(EntityKind::person, 0)};
    entries[2] = {text("list"), Value::of_list(list)};
    return Value::of_map(entries);
  }

  [[nodiscard]] lang::SourceText source() const { return {sources_.text(FileId{0}), &origin_}; }

  void add(std::string name, Type type, Value value) {
    environment_.variables.push_back(
        {std::move(name), std::move(type), static_cast<std::uint16_t>(values_.size()), ""});
    values_.push_back(value);
  }

  // The plain and the traced code say the same, unless one of them came to a limit: the traced one takes more steps.
  void run(const lang::Program& program) {
    promise(!lang::print_program(program).empty(), "code can be printed");
    const lang::Activation activation{&facts_, values_};
    const auto value = evaluator_.run(program, activation);
    const auto plain = lang::constant_text(value);
    lang::to_text(value, facts_);
    lang::Evidence evidence;
    const auto traced = lang::constant_text(evaluator_.run(program, activation, evidence));
    for (const auto& [span, seen] : evidence.observations) lang::to_text(seen, facts_);
    const auto at_a_limit = [](const std::string& text) {
      return text.find("too many steps") != std::string::npos || text.find("too much memory") != std::string::npos;
    };
    promise(plain == traced || at_a_limit(plain) || at_a_limit(traced), "plain and traced code give one value");
  }

  Sources sources_;
  Origin origin_;
  lang::Definitions definitions_;
  lang::Environment environment_;
  eval::BacklogFacts facts_;
  Arena arena_;
  std::vector<Value> values_;
  lang::Evaluator evaluator_;
};

void run(std::string_view bytes) {
  Desk desk(bytes);
  desk.expression();
  desk.definition();
  desk.message();
}

std::vector<std::string> words() {
  std::vector<std::string> words = {"&&",
                                    "||",
                                    "!",
                                    "==",
                                    "!=",
                                    "<=",
                                    ">=",
                                    "?:",
                                    " in ",
                                    "true",
                                    "false",
                                    "null",
                                    "[",
                                    "]",
                                    "{",
                                    "}",
                                    "(",
                                    ")",
                                    "r'",
                                    "b'",
                                    "\"\"\"",
                                    "'''",
                                    "\\x",
                                    "\\u",
                                    "\\U",
                                    "0x",
                                    "u",
                                    "1e9",
                                    "//",
                                    "${",
                                    "$${",
                                    ".?",
                                    "[?",
                                    "`",
                                    "has(",
                                    ".all(",
                                    ".map(",
                                    "any",
                                    "again",
                                    "absent",
                                    "item",
                                    "person",
                                    "sprint",
                                    "org",
                                    "now",
                                    "9223372036854775807",
                                    "-9223372036854775808",
                                    "'s1'",
                                    "x,",
                                    ".exists(",
                                    ".filter(",
                                    ".exists_one(",
                                    "1.0",
                                    "'\\n'",
                                    "int",
                                    "dyn(",
                                    "(a{1,9}){1,9}",
                                    "optional.none()",
                                    ".orValue(",
                                    "cel.bind(",
                                    "optional.of(",
                                    "lists.range(",
                                    "math.greatest(",
                                    "i, v, "};
  for (const auto name : lang::function_names()) {
    words.emplace_back(name);
    words.push_back(std::string(".") + std::string(name) + "(");
  }
  for (std::size_t kind = 0; kind < backlog::kEntityKinds; ++kind) {
    for (const auto& field : backlog::fields_of(static_cast<EntityKind>(kind))) {
      words.push_back(std::string(".") + std::string(field.name));
    }
  }
  return words;
}

}  // namespace

Target expression_target() { return {"expression", run, words}; }

}  // namespace sprintd::fuzz
