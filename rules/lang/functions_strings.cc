// Functions of texts and bytes.
#include <cstring>
#include <fmt/format.h>

#include "rules/lang/code_points.h"
#include "rules/lang/function_rows.h"
#include "rules/lang/pattern.h"
#include "rules/lang/value_words.h"

namespace sprintd::lang {

namespace {

using Kind = Type::Kind;
using Arguments = std::span<const Value>;

Value size_of_string(Arguments a, CallContext& context) {
  if (!context.charge(a[0].size / 64)) return context.too_much_work();
  return Value::of(static_cast<std::int64_t>(count_code_points(a[0].string())));
}
Value size_in_elements(Arguments a, CallContext&) { return Value::of(static_cast<std::int64_t>(a[0].size)); }

Value contains(Arguments a, CallContext& context) {
  if (a[1].size == 0) return Value::of(true);
  if (a[1].size > a[0].size) return Value::of(false);
  if (!context.charge(a[0].size / 16)) return context.too_much_work();
  return Value::of(memmem(a[0].text, a[0].size, a[1].text, a[1].size) != nullptr);
}
Value starts_with(Arguments a, CallContext&) { return Value::of(a[0].string().starts_with(a[1].string())); }
Value ends_with(Arguments a, CallContext&) { return Value::of(a[0].string().ends_with(a[1].string())); }

// A pattern that is not a constant is compiled anew each time.
Value matches(Arguments a, CallContext& context) {
  if (!context.charge(Pattern::steps_to_compile(a[1].string()))) return context.too_much_work();
  const Pattern pattern(a[1].string());
  if (!context.charge(pattern.steps_compiled())) return context.too_much_work();
  if (!pattern.valid()) {
    return context.error(
        fmt::format("{} is not a regular expression: {}", quoted_text(a[1].string()), pattern.fault().message));
  }
  if (!context.charge(pattern.steps_to_match(a[0].size))) return context.too_much_work();
  return Value::of(pattern.matches_part_of(a[0].string()));
}

}  // namespace

void add_string_rows(FunctionRows& rows) {
  const Type string = Kind::string;
  const Type integer = Kind::integer;
  const Type list = Type::list(Type::variable("T"));
  const Type map = Type::map(Type::variable("K"), Type::variable("V"));
  for (const bool member : {true, false}) {
    rows.push_back({"size", member, {list}, integer, size_in_elements, "how many elements", 1});
    rows.push_back({"size", member, {string}, integer, size_of_string, "how many code points (characters)", 1});
    rows.push_back({"size", member, {map}, integer, size_in_elements, "how many entries", 1});
    rows.push_back({"size", member, {Kind::bytes}, integer, size_in_elements, "how many bytes", 1});
  }
  rows.push_back(
      {"contains", true, {string, string}, Kind::boolean, contains, "has the other text somewhere in it", 1});
  rows.push_back({"startsWith", true, {string, string}, Kind::boolean, starts_with, "begins with the other text", 1});
  rows.push_back({"endsWith", true, {string, string}, Kind::boolean, ends_with, "ends with the other text", 1});
  for (const bool member : {true, false}) {
    rows.push_back({"matches",
                    member,
                    {string, string},
                    Kind::boolean,
                    matches,
                    "has a part that matches the regular expression (RE2 syntax); write ^ and $ to match all of it",
                    10});
  }
}

}  // namespace sprintd::lang
