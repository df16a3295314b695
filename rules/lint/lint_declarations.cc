// Declarations whose keys do not go together, and messages that do not help who reads them.

#include <algorithm>
#include <fmt/format.h>

#include "rules/lint/lints.h"
#include "rules/ruleset/scopes.h"

namespace sprintd::lint {
namespace {

using ruleset::Slot;
using ruleset::SubjectKind;

void lint_severities(const Block& block, Diagnostics& found) {
  const auto& declaration = *block.declaration;
  const auto* if_unknown = block.find("if_unknown");
  // The lower number is the graver one.
  if (if_unknown != nullptr && declaration.if_unknown < declaration.severity) {
    found.add(Code::unknown_outweighs_breach, if_unknown->span,
              fmt::format("{} makes more of what is unknown ({}) than of a breach ({})", block.noun(),
                          severity_name(declaration.if_unknown), severity_name(declaration.severity)),
              fmt::format("'{}' at most", severity_name(declaration.severity)));
  }
  if (block.rule == nullptr || block.rule->gates.empty() || declaration.severity != Severity::note) return;
  found.add(Code::gate_with_note, block.find("severity")->span,
            fmt::format("{} is a note, and refuses the actions that it gates", block.noun()),
            "a gate refuses whatever its severity: make it a warning, or take 'gates' away");
}

bool reads(const lang::Template& message, Slot slot) {
  return std::ranges::any_of(message.parts, [slot](const auto& part) {
    return part.program && part.program.reads(static_cast<std::uint16_t>(ruleset::slot_index(slot)));
  });
}

std::optional<SubjectKind> subject_of(const Block& block) {
  if (block.rule != nullptr) return block.rule->subject;
  if (block.limit != nullptr) return block.limit->subject;
  return std::nullopt;
}

// An audit is of one organisation and mostly of one sprint: their messages need no name.
void lint_subject(const Block& block, const yaml::Node& message, Diagnostics& found) {
  const auto subject = subject_of(block);
  if (subject == SubjectKind::organisation || subject == SubjectKind::sprint) return;
  const auto& text = block.declaration->message;
  if (!subject) {
    if (reads(text, Slot::person) || reads(text, Slot::item)) return;
    found.add(Code::message_without_subject, message.span,
              fmt::format("the message of {} names neither the person nor the item", block.noun()),
              "write ${person.name} or ${item.id} into it");
    return;
  }
  if (reads(text, ruleset::slot_of(*subject))) return;
  const auto name = ruleset::subject_kind_name(*subject);
  found.add(Code::message_without_subject, message.span,
            fmt::format("the message of {} does not name the {}", block.noun(), name),
            fmt::format("write ${{{}.{}}} into it", name, subject == SubjectKind::item ? "id" : "name"));
}

// "few-reports", "Few reports." and "few_reports" say the same.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) letters += c;
  }
  return letters;
}

void lint_texts(const Block& block, Diagnostics& found) {
  const auto* message = block.find("message");
  const auto* remedy = block.find("remedy");
  if (message != nullptr) {
    if (letters_of(message->text) == letters_of(block.declaration->id)) {
      found.add(Code::empty_message, message->span, fmt::format("the message of {} only repeats its id", block.noun()),
                "say who or what breaks it, and how");
    } else {
      lint_subject(block, *message, found);
    }
    if (remedy != nullptr && letters_of(message->text) == letters_of(remedy->text)) {
      found.add(Code::repeated_message, remedy->span, fmt::format("the remedy of {} repeats its message", block.noun()),
                "say what to do about it");
    }
  }
  if (remedy == nullptr && block.declaration->severity == Severity::error) {
    found.add(Code::missing_remedy, block.declaration->span,
              fmt::format("{} is an error without a remedy", block.noun()),
              "say with 'remedy' what would make it right");
  }
}

}  // namespace

void lint_declarations(const Packs& packs, Diagnostics& found) {
  for (const auto& block : packs.blocks()) {
    lint_severities(block, found);
    lint_texts(block, found);
  }
}

}  // namespace sprintd::lint
