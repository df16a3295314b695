// Writes instructions, keeps count of the height of the stack, and gathers what instructions refer to.
//
// Neighbours: lowering.h decides what to write; bytecode.h is what comes out. One Emitter for each stream of
// instructions of a Code. One thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "rules/lang/bytecode.h"

namespace sprintd::lang {

class Emitter {
 public:
  Emitter(Code& code, Instructions& out) : code_(code), out_(out) {}

  // Returns the instruction's position.
  std::uint32_t emit(Op op, Span span, std::size_t a = 0, std::size_t b = 0);
  // One that reads a field.
  void emit_field(Op op, Span span, EntityType entity, std::size_t slot, std::size_t b = 0);
  [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(out_.all.size()); }
  // The jump at a position goes to the next instruction that will be written.
  void land(std::uint32_t jump) { out_.all[jump].b = here(); }

  // Values on the stack before the next instruction. Paths that meet must agree: after a jump the writer says so.
  [[nodiscard]] std::size_t height() const { return height_; }
  void set_height(std::size_t height) { height_ = height; }

  std::uint32_t constant(const Value& value);

 private:
  Code& code_;
  Instructions& out_;
  std::size_t height_ = 0;
};

}  // namespace sprintd::lang
