#include "rules/lang/function_table.h"

#include <map>
#include <utility>

#include "rules/lang/function_rows.h"

namespace sprintd::lang {

namespace {

// Two names that stand among functions of another subject.
Subject subject_of(std::string_view name, Subject subject) {
  if (name == "matches") return Subject::patterns;
  return name == "size" ? Subject::lists : subject;
}

struct Table {
  FunctionRows rows;
  std::map<std::pair<std::string_view, bool>, std::vector<std::uint16_t>> by_name;

  Table() {
    add(Subject::operators, add_logic_rows);
    add(Subject::operators, add_arithmetic_rows);
    add(Subject::conversions, add_conversion_rows);
    add(Subject::text, add_string_rows);
    add(Subject::text, add_text_rows);
    add(Subject::text, add_regex_rows);
    add(Subject::text, add_encoding_rows);
    add(Subject::lists, add_list_rows);
    add(Subject::lists, add_sequence_rows);
    add(Subject::sets, add_set_rows);
    add(Subject::numbers, add_math_rows);
    add(Subject::time, add_time_rows);
    add(Subject::optionals, add_optional_rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      by_name[{rows[i].name, rows[i].member}].push_back(static_cast<std::uint16_t>(i));
    }
  }

  void add(Subject subject, void (*add_rows)(FunctionRows&)) {
    const auto first = rows.size();
    add_rows(rows);
    for (auto i = first; i < rows.size(); ++i) rows[i].subject = subject_of(rows[i].name, subject);
  }
};

const Table& table() {
  static const Table table;
  return table;
}

}  // namespace

bool accepts(const Type& type, const Value& value) {
  using Kind = Value::Kind;
  switch (type.kind) {
    case Type::Kind::dyn:
    case Type::Kind::variable:
      return true;
    case Type::Kind::null:
      return value.is(Kind::null);
    case Type::Kind::boolean:
      return value.is(Kind::boolean);
    case Type::Kind::integer:
      return value.is(Kind::integer);
    case Type::Kind::uinteger:
      return value.is(Kind::uinteger);
    case Type::Kind::real:
      return value.is(Kind::real);
    case Type::Kind::string:
      return value.is(Kind::string);
    case Type::Kind::bytes:
      return value.is(Kind::bytes);
    case Type::Kind::timestamp:
      return value.is(Kind::timestamp);
    case Type::Kind::duration:
      return value.is(Kind::duration);
    case Type::Kind::list:
      return value.is_list();
    case Type::Kind::map:
      return value.is(Kind::map);
    case Type::Kind::type:
      return value.is(Kind::type);
    case Type::Kind::optional:
      return value.is(Kind::optional);
    case Type::Kind::entity:
      return value.is(Kind::entity) && value.entity == type.entity;
    case Type::Kind::opaque:
    case Type::Kind::error:
      return false;
  }
  return false;
}

std::span<const Overload> all_overloads() { return table().rows; }

std::span<const std::uint16_t> overloads_of(std::string_view name, bool member) {
  const auto found = table().by_name.find({name, member});
  if (found == table().by_name.end()) return {};
  return found->second;
}

std::vector<std::string_view> function_names() {
  std::vector<std::string_view> names;
  for (const auto& [key, indexes] : table().by_name) {
    if (names.empty() || names.back() != key.first) names.push_back(key.first);
  }
  return names;
}

}  // namespace sprintd::lang
