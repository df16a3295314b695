#include "tests/judge/judgement.h"

#include <fmt/format.h>
#include <utility>

#include "rules/lang/checker.h"
#include "rules/lang/compiler.h"
#include "rules/lang/parser.h"
#include "tests/support/reference_evaluator.h"

namespace sprintd::judge {

namespace {

Origin origin_of(const std::string& text) {
  return Origin::verbatim(FileId{0}, 0, static_cast<std::uint32_t>(text.size()));
}

// The reference evaluator knows no limits.
bool is_limit(const lang::Value& value) {
  return value.is(lang::Value::Kind::error) && (value.error->message.find("too many steps") != std::string_view::npos ||
                                                value.error->message.find("too much memory") != std::string_view::npos);
}

std::string message_of(const lang::Value& value) {
  return value.is(lang::Value::Kind::error) ? std::string(value.error->message) : std::string();
}

}  // namespace

Judgement::Judgement(const std::string& text, const lang::Environment& environment)
    : text_(text), origin_(origin_of(text_)), schema_(*environment.schema) {
  Diagnostics diagnostics;
  root_ = lang::parse({text_, &origin_}, diagnostics);
  // Constants that always fail are refused when packs load; here they fail like all others.
  if (root_ != nullptr && lang::check(*root_, environment, lang::Expected{}, diagnostics)) {
    program_ = lang::compile(*root_, environment);
  }
  for (const auto& fault : diagnostics.sorted()) faults_ += fault.message + "\n";
}

Verdict Judgement::over(const World& world) {
  const lang::Activation activation{&world, world.variables()};
  const auto expected = lang::reference::evaluate(*root_, schema_, activation);
  if (expected.as<lang::reference::Skipped>() != nullptr) return {};
  const auto plain = plain_.run(program_, activation);
  lang::Evidence evidence;
  const auto traced = traced_.run(program_, activation, evidence);
  if (is_limit(plain) && is_limit(traced)) return {};
  const auto found = lang::reference::from_real(plain);
  const auto found_traced = lang::reference::from_real(traced);
  Verdict verdict{true, expected.failed(), ""};
  if (!lang::reference::identical(found, expected)) {
    verdict.difference = fmt::format("plain program: {}{}\nreference:     {}", lang::reference::text_of(found),
                                     plain.is(lang::Value::Kind::error) ? " (" + message_of(plain) + ")" : "",
                                     lang::reference::text_of(expected));
  } else if (!lang::reference::identical(found_traced, expected) || message_of(plain) != message_of(traced)) {
    verdict.difference =
        fmt::format("traced program: {} ({})\nplain program:  {} ({})", lang::reference::text_of(found_traced),
                    message_of(traced), lang::reference::text_of(found), message_of(plain));
  }
  return verdict;
}

void DefinitionTexts::add(std::string name, std::vector<std::string> parameters, std::string body) {
  std::string list;
  for (const auto& parameter : parameters) list += (list.empty() ? "" : ", ") + parameter;
  text_ += fmt::format("  {}({}): {}\n", name, list, body);
  const auto& kept = bodies_.emplace_back(std::move(body));
  const auto& origin = origins_.emplace_back(origin_of(kept));
  Diagnostics diagnostics;
  definitions_.add(std::move(name), std::move(parameters), {kept, &origin}, {}, diagnostics);
}

}  // namespace sprintd::judge
