#include "rules/lang/list_elements.h"

#include <algorithm>
#include <fmt/format.h>

#include "rules/lang/value_words.h"

namespace sprintd::lang {

const Value* failure_among(const Value& list) {
  if (list.is(Value::Kind::rows)) return nullptr;
  const std::span<const Value> elements(list.values, list.size);
  const auto unknown = std::ranges::find(elements, Value::Kind::unknown, &Value::kind);
  if (unknown != elements.end()) return &*unknown;
  const auto error = std::ranges::find(elements, Value::Kind::error, &Value::kind);
  return error != elements.end() ? &*error : nullptr;
}

Value wrong_element(std::string_view function, const Value& element, CallContext& context) {
  return context.error(
      fmt::format("{}() cannot take a list with {} in it", function, value_and_type(element, context.facts)));
}

}  // namespace sprintd::lang
