#include "rules/report/page.h"

#include <algorithm>
#include <array>

#include "rules/report/display_width.h"

namespace sprintd::report {
namespace {

constexpr std::array<std::string_view, 8> kInkCodes = {
    "\x1b[0m",     // plain
    "\x1b[1m",     // strong
    "\x1b[2m",     // faint
    "\x1b[1;31m",  // error: red
    "\x1b[1;33m",  // warning: yellow
    "\x1b[1;34m",  // note: blue
    "\x1b[1;32m",  // good: green
    "\x1b[1;35m",  // unknown: magenta
};

}  // namespace

Page& Page::line(int column, int hanging) {
  hanging_ = std::max(column, hanging);
  constexpr int kLeastText = 12;
  if (width_ < hanging_ + kLeastText) hanging_ = std::min(hanging_, 2);
  new_line(std::min(column, hanging_));
  return *this;
}

Page& Page::put(std::string_view text, Ink ink) {
  const auto clean = printable(text);
  std::string_view rest = clean;
  while (!rest.empty()) {
    const auto blank = rest.find(' ');
    add_to_word(rest.substr(0, blank), ink);
    if (blank == std::string_view::npos) break;
    set_word();
    if (column_ > 0) ++blanks_before_word_;
    rest.remove_prefix(blank + 1);
  }
  return *this;
}

Page& Page::put_whole(std::string_view text, Ink ink) {
  add_to_word(printable(text), ink);
  return *this;
}

Page& Page::pad_to(int column) {
  set_word();
  blanks_before_word_ = 0;
  const int blanks = std::max(column - column_, column_ > 0 ? 1 : 0);
  emit(std::string(static_cast<std::size_t>(blanks), ' '), ink_);
  return *this;
}

Page& Page::put_right(std::string_view text, Ink ink) {
  set_word();
  const auto clean = printable(text);
  const int column = width_ - display_width(clean);
  if (column_ + 2 > column) return *this;
  pad_to(column);
  emit(clean, ink);
  return *this;
}

Page& Page::end() {
  set_word();
  emit_ink(Ink::plain);
  *out_ += '\n';
  column_ = 0;
  blanks_before_word_ = 0;
  return *this;
}

Page& Page::blank_line() {
  *out_ += '\n';
  return *this;
}

void Page::add_to_word(std::string_view text, Ink ink) {
  if (text.empty()) return;
  word_.push_back({ink, std::string(text)});
  word_width_ += display_width(text);
}

void Page::set_word() {
  if (word_.empty()) return;
  if (column_ + blanks_before_word_ + word_width_ > width_ && column_ > hanging_) {
    emit_ink(Ink::plain);
    *out_ += '\n';
    new_line(hanging_);
  } else if (blanks_before_word_ > 0) {
    emit(std::string(static_cast<std::size_t>(blanks_before_word_), ' '), ink_);
  }
  for (const auto& piece : word_) emit(piece.text, piece.ink);
  word_.clear();
  word_width_ = 0;
  blanks_before_word_ = 0;
}

void Page::emit(std::string_view text, Ink ink) {
  emit_ink(ink);
  *out_ += text;
  column_ += display_width(text);
}

void Page::emit_ink(Ink ink) {
  if (!colour_ || ink == ink_) return;
  // Weight and colour add up on a terminal, so one ink ends before the next begins.
  if (ink_ != Ink::plain) *out_ += kInkCodes[0];
  if (ink != Ink::plain) *out_ += kInkCodes[static_cast<std::size_t>(ink)];
  ink_ = ink;
}

void Page::new_line(int column) {
  out_->append(static_cast<std::size_t>(column), ' ');
  column_ = column;
  blanks_before_word_ = 0;
}

}  // namespace sprintd::report
