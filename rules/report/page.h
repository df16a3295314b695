// Text for a terminal, line by line: wrapped at blanks with a hanging indent, in colour where that is wanted.
//
// Neighbours: the *_text.cc files write with it; display_width.h measures. Appends to a string it borrows. What is put
// is made printable first, so data cannot steer the terminal. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/report/report.h"

namespace sprintd::report {

enum class Ink : std::uint8_t { plain, strong, faint, error, warning, note, good, unknown };

class Page {
 public:
  Page(std::string& out, const Style& style) : out_(&out), colour_(style.colour), width_(style.width) {}

  // Begins a line at the column; lines that it wraps into begin at `hanging`.
  Page& line(int column = 0, int hanging = 0);
  // Words may be put together of several calls: a line breaks only where a text has a blank.
  Page& put(std::string_view text, Ink ink = Ink::plain);
  // Never broken inside.
  Page& put_whole(std::string_view text, Ink ink = Ink::plain);
  Page& pad_to(int column);
  // At the right edge, when the line has room for it and two blanks; else not at all.
  Page& put_right(std::string_view text, Ink ink);
  Page& end();
  Page& blank_line();

  [[nodiscard]] int width() const { return width_; }

 private:
  struct Piece {
    Ink ink;
    std::string text;
  };
  void add_to_word(std::string_view text, Ink ink);
  void set_word();
  void emit(std::string_view text, Ink ink);
  void emit_ink(Ink ink);
  void new_line(int column);

  std::string* out_;
  bool colour_;
  int width_;
  int hanging_ = 0;
  int column_ = 0;
  int blanks_before_word_ = 0;
  std::vector<Piece> word_;
  int word_width_ = 0;
  Ink ink_ = Ink::plain;
};

}  // namespace sprintd::report
