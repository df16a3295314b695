// Values without repetition, under CEL's equality: 1, 1.0 and 1u are one element. Hashed, so that asking is cheap.
//
// Neighbours: distinct(), isDistinct() and the functions of sets. Lies in the CallContext's arena and charges it; lives
// as long as the call. One thread.
#pragma once

#include <optional>
#include <span>

#include "rules/lang/function_table.h"

namespace sprintd::lang {

class ValueSet {
 public:
  // For at most `capacity` elements.
  ValueSet(std::size_t capacity, CallContext& context);

  // True when the value is new. After a failure the answers mean nothing.
  bool add(const Value& value);
  [[nodiscard]] bool contains(const Value& value);
  [[nodiscard]] std::span<const Value> values() const { return values_.first(size_); }

  // Why there is no answer: an absent value within an element, integers of different scales, the budget.
  [[nodiscard]] const std::optional<Value>& failure() const { return failure_; }

 private:
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;

  struct Place {
    std::size_t slot = 0;
    bool taken = false;  // by an equal value
  };
  struct Hash {
    std::uint64_t code = 0;
    bool equals_nothing = false;  // a NaN is in it
  };

  void fail(const Value& value);
  [[nodiscard]] Hash hash(const Value& value);
  void mix(Hash& into, const Value& value);
  void mix_parts(Hash& into, const Value& value);
  void check_scale(const Value& value);
  Place find(const Value& value, std::uint64_t code);

  CallContext* context_;
  std::span<Value> values_;
  std::span<std::uint64_t> codes_;  // of the values
  std::span<std::uint32_t> slots_;  // positions in values_
  std::size_t size_ = 0;
  std::optional<Value> scaled_;
  std::optional<Value> failure_;
};

}  // namespace sprintd::lang
