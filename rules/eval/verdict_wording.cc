#include "rules/eval/verdict_wording.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

#include "rules/eval/backlog_schema.h"

namespace sprintd::eval {
namespace {

constexpr std::size_t kLongestText = 200;
constexpr std::size_t kMostEvidence = 16;

// Never between the bytes of one character.
void cut(std::string& text) {
  if (text.size() <= kLongestText) return;
  auto end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  text.resize(end);
  text += "...";
}

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

const backlog::FieldInfo& info_of(lang::FieldRef field) {
  return backlog::fields_of(entity_kind(field.entity))[field.slot];
}

}  // namespace

std::string one_line(std::string_view expression) {
  std::string line;
  line.reserve(expression.size());
  for (auto rest = expression; !rest.empty();) {
    const auto* const end = std::ranges::find_if(rest, is_blank);
    if (end != rest.begin()) {
      if (!line.empty()) line += ' ';
      line.append(rest.begin(), end);
    }
    rest.remove_prefix(static_cast<std::size_t>(std::ranges::find_if_not(end, rest.end(), is_blank) - rest.begin()));
  }
  cut(line);
  return line;
}

outcome::AbsentField absent_field(const backlog::Backlog& backlog, lang::FieldRef field) {
  const auto kind = entity_kind(field.entity);
  const bool exists = field.row < backlog.rows(kind);
  return {field_name(field), exists ? std::string(backlog.id(kind, field.row)) : std::string()};
}

std::string field_name(lang::FieldRef field) {
  return fmt::format("{}.{}", backlog::entity_name(entity_kind(field.entity)), info_of(field).name);
}

std::string not_known(lang::FieldRef field) { return field_name(field) + " is not known"; }

std::string not_known_why(lang::FieldRef field) {
  return fmt::format("{} is not known ({})", field_name(field), info_of(field).doc);
}

std::string does_not_hold(std::string_view condition) { return one_line(condition) + " does not hold"; }

std::string cannot_be_checked(const lang::Value& error) {
  return fmt::format("cannot be checked: {}", error.error->message);
}

std::string may_not(std::string_view person, std::string_view action, std::string_view item,
                    std::string_view condition) {
  std::string verb(action);
  std::ranges::replace(verb, '_', ' ');
  return fmt::format("{} may not {} {}: {}", person, verb, item, does_not_hold(condition));
}

std::string no_authority_applies(std::string_view action, std::string_view item) {
  return fmt::format("no authority for '{}' applies to {}", action, item);
}

namespace {

// Records (a status update, a period) have no id to show: a list of them is told by its length, a single one not at
// all.
std::optional<std::string> evidence_value(const lang::Value& value, const lang::Facts& facts) {
  using Kind = lang::Value::Kind;
  if (value.is(Kind::entity) && facts.id(value.entity, value.row).empty()) return std::nullopt;
  if (value.is(Kind::rows) && value.size > 0 && facts.id(value.entity, value.rows[0]).empty()) {
    return fmt::format("{} {}", value.size, value.size == 1 ? "entry" : "entries");
  }
  return one_line(lang::to_text(value, facts));
}

}  // namespace

std::vector<outcome::EvidenceItem> evidence_items(const lang::Evidence& evidence, const Sources& sources,
                                                  const lang::Facts& facts) {
  std::vector<outcome::EvidenceItem> items;
  items.reserve(std::min(evidence.observations.size(), kMostEvidence));
  for (const auto& seen : evidence.observations) {
    if (items.size() == kMostEvidence) break;
    if (!seen.span.known()) continue;
    const auto text = sources.text(seen.span.file).substr(seen.span.begin, seen.span.end - seen.span.begin);
    auto value = evidence_value(seen.value, facts);
    if (!value) continue;
    outcome::EvidenceItem item{one_line(text), std::move(*value)};
    const bool repeats = std::ranges::any_of(items, [&](const outcome::EvidenceItem& other) {
      return other.expression == item.expression && other.value == item.value;
    });
    if (!repeats) items.push_back(std::move(item));
  }
  return items;
}

}  // namespace sprintd::eval
