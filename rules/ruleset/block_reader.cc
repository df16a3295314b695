#include "rules/ruleset/block_reader.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/base/calendar.h"
#include "rules/base/suggest.h"

namespace sprintd::ruleset {
namespace {

constexpr std::string_view kSmall = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kCapital = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view kDigits = "0123456789";

struct Alphabet {
  std::string letters;
  std::string_view words;
};

Alphabet alphabet_of(ValueKind kind) {
  if (kind == ValueKind::id) return {fmt::format("{}{}-", kSmall, kDigits), "small letters, digits and -"};
  if (kind == ValueKind::name) return {fmt::format("{}{}-_", kSmall, kDigits), "small letters, digits, - and _"};
  return {fmt::format("{}{}{}-_.", kSmall, kCapital, kDigits), "letters, digits, dots, - and _"};
}

// "Tech Debt" as an id: "tech-debt"; empty when nothing is left of it.
std::string as_id(std::string_view text, std::string_view letters) {
  std::string id;
  for (char c : text) {
    if (c >= 'A' && c <= 'Z' && letters.find(c) == std::string_view::npos) c = static_cast<char>(c - 'A' + 'a');
    if (letters.find(c) == std::string_view::npos) c = '-';
    if (c != '-' || (!id.empty() && id.back() != '-')) id += c;
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  return id;
}

std::string_view wanted_form(ValueKind kind) {
  switch (kind) {
    case ValueKind::document:
      return "a file's name or a mapping";
    case ValueKind::list:
    case ValueKind::names:
    case ValueKind::texts:
      return "a list";
    case ValueKind::free_mapping:
    case ValueKind::source:
    case ValueKind::effective:
    case ValueKind::test_may:
      return "a mapping";
    case ValueKind::constant:
      return "a text or a list";
    case ValueKind::condition:
    case ValueKind::number:
    case ValueKind::person:
    case ValueKind::timestamp:
      return "an expression";
    default:
      return "a text";
  }
}

bool has_form(ValueKind kind, const yaml::Node& node) {
  if (kind == ValueKind::any) return true;
  if (kind == ValueKind::document) return !node.is_sequence();
  if (kind == ValueKind::constant) return !node.is_mapping();
  const auto wanted = wanted_form(kind);
  if (wanted == "a list") return node.is_sequence();
  if (wanted == "a mapping") return node.is_mapping();
  return node.is_scalar();
}

std::string hint_for_form(const PackKey& row, const yaml::Node& value) {
  const bool lists_texts = row.value == ValueKind::names || row.value == ValueKind::texts;
  if (lists_texts && value.is_scalar()) return fmt::format("write [{}]", value.text);
  if (row.value == ValueKind::list && value.is_mapping())
    return "write each of them behind a dash, with its id as a key";
  if (is_expression(row.value)) return "quote an expression that starts with [ or {";
  return std::string(row.doc);
}

}  // namespace

std::string_view form_name(const yaml::Node& node) {
  if (node.is_sequence()) return "a list";
  return node.is_mapping() ? "a mapping" : "a text";
}

bool is_empty(const yaml::Node& scalar) {
  return yaml::scalar_type(scalar) == yaml::ScalarType::null ||
         scalar.text.find_first_not_of(" \t\r\n") == std::string::npos;
}

bool check_id(const yaml::Node& scalar, ValueKind kind, std::string_view what, Diagnostics& diagnostics) {
  const auto alphabet = alphabet_of(kind);
  if (!scalar.text.empty() && scalar.text.find_first_not_of(alphabet.letters) == std::string::npos) return true;
  const auto better = as_id(scalar.text, alphabet.letters);
  diagnostics.add(Code::pack_id_malformed, scalar.span,
                  fmt::format("{} consists of {}, not '{}'", what, alphabet.words, scalar.text),
                  better.empty() ? std::string() : fmt::format("write '{}'", better));
  return false;
}

BlockReader::BlockReader(const yaml::Node& block, Section section, Diagnostics& diagnostics)
    : block_(&block), section_(section), diagnostics_(&diagnostics) {
  if (!block.is_mapping()) {
    diagnostics.add(Code::pack_shape_wrong, block.span,
                    fmt::format("{} must be a mapping; this is {}", section_noun(section), form_name(block)));
    return;
  }
  check_keys();
}

std::string BlockReader::noun() const {
  const auto* id = block_->find("id");
  if (id == nullptr || !id->is_scalar() || is_empty(*id)) return std::string(section_noun(section_));
  auto noun = section_noun(section_);
  noun.remove_prefix(noun.find(' ') + 1);
  return fmt::format("{} '{}'", noun, id->text);
}

void BlockReader::check_keys() {
  for (const auto& entry : block_->entries) {
    const auto* row = find_key(section_, entry.key.text);
    if (row == nullptr) {
      report_unknown(entry.key);
    } else if (row->presence == Presence::later) {
      diagnostics_->add(Code::pack_key_later, entry.key.span,
                        fmt::format("'{}' is not supported yet by this version", row->name), std::string(row->doc));
    } else {
      check_form(*row, entry);
    }
  }
  const auto* id = block_->find("id");
  const Span whole =
      id != nullptr && id->is_scalar() ? id->span : Span{block_->span.file, block_->span.begin, block_->span.begin};
  for (const auto& row : pack_keys(section_)) {
    if (row.presence == Presence::required && !wrote(row.name) && !is_meant(row.name)) {
      diagnostics_->add(Code::pack_key_missing, whole, fmt::format("{} needs '{}'", noun(), row.name),
                        std::string(row.doc));
    }
  }
}

bool BlockReader::is_meant(std::string_view key) const { return std::ranges::find(meant_, key) != meant_.end(); }

void BlockReader::report_unknown(const yaml::Node& key) {
  std::vector<std::string_view> keys;
  for (const auto& row : pack_keys(section_)) {
    if (row.presence != Presence::later) keys.push_back(row.name);
  }
  auto candidates = keys;
  std::erase_if(candidates, [this](std::string_view candidate) { return wrote(candidate); });
  std::string hint;
  if (const auto near = suggest(key.text, candidates)) {
    meant_.push_back(*near);
    hint = fmt::format("did you mean '{}' ({})?", *near, find_key(section_, *near)->doc);
  } else {
    const auto rows = pack_keys();
    const auto elsewhere = std::ranges::find(rows, std::string_view(key.text), &PackKey::name);
    if (elsewhere != rows.end()) {
      hint = fmt::format("{} has '{}' ({})", section_noun(elsewhere->section), key.text, elsewhere->doc);
    } else {
      hint = fmt::format("it has {}", fmt::join(keys, ", "));
    }
  }
  diagnostics_->add(Code::pack_key_unknown, key.span,
                    fmt::format("{} has no key '{}'", section_noun(section_), key.text), std::move(hint));
}

void BlockReader::check_form(const PackKey& row, const yaml::Entry& entry) {
  const auto& value = entry.value;
  if (row.value == ValueKind::any) return;
  if (value.is_scalar() && is_empty(value)) {
    diagnostics_->add(
        Code::pack_value_empty, entry.key.span, fmt::format("'{}' is empty", row.name),
        row.presence == Presence::required ? std::string(row.doc) : "leave the key out, or give it a value");
  } else if (!has_form(row.value, value)) {
    diagnostics_->add(Code::pack_shape_wrong, value.span,
                      fmt::format("'{}' must be {}; this is {}", row.name, wanted_form(row.value), form_name(value)),
                      hint_for_form(row, value));
  } else {
    well_formed_.push_back(&entry);
  }
}

const yaml::Node* BlockReader::find(std::string_view key) const {
  const auto entry =
      std::ranges::find_if(well_formed_, [key](const yaml::Entry* candidate) { return candidate->key.text == key; });
  return entry == well_formed_.end() ? nullptr : &(*entry)->value;
}

std::string BlockReader::text(std::string_view key) const {
  const auto* value = find(key);
  return value == nullptr ? std::string() : value->text;
}

Span BlockReader::span(std::string_view key) const {
  const auto* value = find(key);
  return value == nullptr ? block_->span : value->span;
}

std::optional<std::size_t> BlockReader::choice(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  const auto choices = choices_of(*find_key(section_, key));
  const auto word = std::ranges::find(choices, std::string_view(value->text));
  if (word != choices.end()) return static_cast<std::size_t>(word - choices.begin());
  const auto near = suggest(value->text, choices);
  diagnostics_->add(Code::pack_choice_unknown, value->span,
                    fmt::format("'{}' is one of {}, not '{}'", key, fmt::join(choices, ", "), value->text),
                    near ? fmt::format("did you mean '{}'?", *near) : std::string());
  return std::nullopt;
}

std::optional<std::uint32_t> BlockReader::count(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) return std::nullopt;
  std::uint32_t number = 0;
  const auto* end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, number);
  if (read.ec == std::errc() && read.ptr == end && number >= 1 && number <= kMaxCount) return number;
  diagnostics_->add(Code::pack_count_malformed, value->span,
                    fmt::format("'{}' is a whole number from 1 to {}, not '{}'", key, kMaxCount, value->text));
  return std::nullopt;
}

std::string BlockReader::date(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) return {};
  if (parse_instant(value->text, TimeZone())) return value->text;
  diagnostics_->add(Code::pack_date_malformed, value->span, fmt::format("'{}' is not a date: '{}'", key, value->text),
                    "write a day that exists, such as 2026-03-02");
  return {};
}

std::string BlockReader::id(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) return {};
  return check_id(*value, find_key(section_, key)->value, fmt::format("'{}'", key), *diagnostics_) ? value->text
                                                                                                   : std::string();
}

std::vector<const yaml::Node*> BlockReader::names(std::string_view key) {
  std::vector<const yaml::Node*> names;
  const auto* list = find(key);
  if (list == nullptr) return names;
  for (const auto& name : list->items) {
    if (!name.is_scalar()) {
      diagnostics_->add(Code::pack_shape_wrong, name.span,
                        fmt::format("'{}' must be a list of names; this is {}", key, form_name(name)));
    } else if (!check_id(name, ValueKind::name, fmt::format("a name in '{}'", key), *diagnostics_)) {
      continue;
    } else if (std::ranges::any_of(names, [&](const auto* seen) { return seen->text == name.text; })) {
      diagnostics_->add(Code::pack_name_repeated, name.span, fmt::format("'{}' has '{}' twice", key, name.text));
    } else {
      names.push_back(&name);
    }
  }
  return names;
}

std::vector<const yaml::Node*> BlockReader::texts(std::string_view key) {
  std::vector<const yaml::Node*> texts;
  const auto* list = find(key);
  if (list == nullptr) return texts;
  for (const auto& text : list->items) {
    if (!text.is_scalar()) {
      diagnostics_->add(Code::pack_shape_wrong, text.span,
                        fmt::format("'{}' must be a list of texts; this is {}", key, form_name(text)));
    } else if (std::ranges::any_of(texts, [&](const auto* seen) { return seen->text == text.text; })) {
      diagnostics_->add(Code::pack_name_repeated, text.span, fmt::format("'{}' has '{}' twice", key, text.text));
    } else {
      texts.push_back(&text);
    }
  }
  return texts;
}

}  // namespace sprintd::ruleset
