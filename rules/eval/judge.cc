#include "rules/eval/judge.h"

namespace sprintd::eval {
namespace {

using lang::Value;
using outcome::Verdict;

constexpr lang::ErrorValue kNotACondition{{}, "the condition is neither true nor false"};

}  // namespace

Judgement judge(const Value& condition) {
  switch (condition.kind) {
    case Value::Kind::boolean:
      return {condition.b ? Verdict::pass : Verdict::fail, {}};
    case Value::Kind::unknown:
      return {Verdict::unknown, condition};
    case Value::Kind::error:
      return {Verdict::broken, condition};
    default:
      return {Verdict::broken, Value::of_error(kNotACondition)};
  }
}

Judgement judge(Context& context, const lang::Program& where, const lang::Program& require) {
  if (where) {
    const auto applies = judge(context.run(where));
    if (applies.is(Verdict::fail)) return {Verdict::not_applicable, {}};
    if (!applies.is(Verdict::pass)) return applies;
  }
  return judge(context.run(require));
}

}  // namespace sprintd::eval
