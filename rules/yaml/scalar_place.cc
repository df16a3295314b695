#include "rules/yaml/scalar_place.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rules/yaml/escape.h"

namespace sprintd::yaml {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

// Walks source and decoded text side by side, and notes where they part.
class Alignment {
 public:
  Alignment(std::string_view source, FileId file, std::size_t begin, std::string_view decoded)
      : source_(source), decoded_(decoded), at_(begin), origin_(file) {}

  [[nodiscard]] bool at_end() const { return at_ >= source_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < source_.size() ? source_[at_ + ahead] : '\0';
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::string_view rest() const { return source_.substr(at_); }
  [[nodiscard]] bool is_complete() const { return done_ == decoded_.size(); }
  [[nodiscard]] char next_decoded() const { return is_complete() ? '\0' : decoded_[done_]; }
  void move_to(std::size_t at) { at_ = at; }
  void skip(std::size_t count) { at_ += count; }

  // The length of the line end here, or 0.
  [[nodiscard]] std::size_t line_end() const {
    if (peek() == '\n') return 1;
    return peek() == '\r' && peek(1) == '\n' ? 2 : 0;
  }

  // Decoded bytes that stand for `length` bytes of source from here on; false when the reading differs.
  bool take(std::string_view bytes, std::size_t length) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      // The last byte of an escape is its end, so that a span covers all of it.
      const bool alone = bytes.size() == 1 && length > 1;
      if (!emit(bytes[i], i == 0 ? at_ : at_ + length - 1, alone ? length : 0)) return false;
    }
    at_ += length;
    return true;
  }
  bool take_verbatim() { return take(source_.substr(at_, 1), 1); }

  // A decoded byte that stands for no byte of its own, or for an escape of so many bytes.
  bool emit(char byte, std::size_t from, std::size_t width = 0) {
    // yaml-cpp drops line ends at the end of a quoted scalar that YAML would keep.
    if (is_complete()) return byte == '\n';
    if (decoded_[done_] != byte) return false;
    if (width > 0 || !has_run_ || from != run_source_ + (done_ - run_decoded_)) {
      origin_.add_run(static_cast<std::uint32_t>(done_), static_cast<std::uint32_t>(from),
                      static_cast<std::uint32_t>(width));
      run_source_ = from;
      run_decoded_ = done_;
      has_run_ = true;
    }
    ++done_;
    return true;
  }

  // Blanks and line ends within a flow scalar, from here on: one line end is a blank, n are n - 1 line ends.
  // Without a line end the blanks are themselves.
  bool take_space(bool is_escaped) {
    const auto begin = at_;
    std::size_t lines = 0;
    while (is_blank(peek()) || line_end() > 0) {
      lines += line_end() > 0 ? 1 : 0;
      at_ += std::max<std::size_t>(1, line_end());
    }
    if (lines == 0) {
      const auto end = at_;
      at_ = begin;
      while (at_ < end) {
        if (!take_verbatim()) return false;
      }
      return true;
    }
    if (lines == 1) return is_escaped || emit(' ', begin);
    for (std::size_t i = 1; i < lines; ++i) {
      if (!emit('\n', begin)) return false;
    }
    return true;
  }

  Origin finish(std::size_t end) {
    origin_.set_end(static_cast<std::uint32_t>(done_), static_cast<std::uint32_t>(end));
    return std::move(origin_);
  }

 private:
  std::string_view source_;
  std::string_view decoded_;
  std::size_t at_;
  std::size_t done_ = 0;
  Origin origin_;
  bool has_run_ = false;
  std::size_t run_source_ = 0;
  std::size_t run_decoded_ = 0;
};

Span span_of(FileId file, std::size_t begin, std::size_t end) {
  return {file, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

struct Reading {
  Origin origin;
  std::size_t end;  // one past the last byte of the scalar in the source
};

std::optional<Reading> read_plain(Alignment text) {
  while (!text.is_complete()) {
    if (text.at_end()) return std::nullopt;
    const bool is_space = is_blank(text.peek()) || text.line_end() > 0;
    if (is_space ? !text.take_space(false) : !text.take_verbatim()) return std::nullopt;
  }
  const auto end = text.at();
  return Reading{text.finish(end), end};
}

std::optional<Reading> read_quoted(Alignment text, char quote) {
  text.skip(1);
  while (!text.at_end()) {
    const char c = text.peek();
    bool agrees = true;
    if (c == quote && quote == '\'' && text.peek(1) == '\'') {
      agrees = text.take("'", 2);
    } else if (c == quote) {
      const auto end = text.at();
      if (!text.is_complete()) return std::nullopt;
      return Reading{text.finish(end), end + 1};
    } else if (is_blank(c) || text.line_end() > 0) {
      agrees = text.take_space(false);
    } else if (c == '\\' && quote == '"') {
      if (text.peek(1) == '\n' || (text.peek(1) == '\r' && text.peek(2) == '\n')) {
        text.skip(1);
        agrees = text.take_space(true);
      } else {
        const auto escape = read_escape(text.rest());
        agrees = escape && text.take(escape->decoded, escape->length);
      }
    } else {
      agrees = text.take_verbatim();
    }
    if (!agrees) return std::nullopt;
  }
  return std::nullopt;
}

// The lines of a block scalar below its header, without their indentation.
class BlockLines {
 public:
  BlockLines(std::string_view source, std::size_t begin, std::size_t indentation)
      : source_(source), at_(begin), indentation_(indentation) {}

  struct Line {
    std::size_t begin;
    std::size_t end;
    [[nodiscard]] bool is_empty() const { return begin == end; }
  };
  std::optional<Line> next() {
    if (at_ >= source_.size()) return std::nullopt;
    auto end = std::min(source_.find('\n', at_), source_.size());
    const auto next_line = end + 1;
    if (end > at_ && source_[end - 1] == '\r') --end;
    auto begin = at_;
    while (begin < end && begin - at_ < indentation_ && source_[begin] == ' ') ++begin;
    at_ = next_line;
    return Line{begin, end};
  }

 private:
  std::string_view source_;
  std::size_t at_;
  std::size_t indentation_;
};

// How far the lines are indented: the decoded text keeps what stands beyond.
std::size_t indentation_of(std::string_view source, std::size_t begin, std::string_view decoded) {
  const auto spaces_before_first_word = [](std::string_view text) {
    const auto word = text.find_first_not_of(" \r\n");
    if (word == std::string_view::npos) return std::size_t{0};
    const auto line = text.rfind('\n', word);
    return word - (line == std::string_view::npos ? 0 : line + 1);
  };
  const auto in_source = spaces_before_first_word(source.substr(begin));
  const auto in_decoded = spaces_before_first_word(decoded);
  return in_source > in_decoded ? in_source - in_decoded : 0;
}

bool take_line(Alignment& text, BlockLines::Line line) {
  text.move_to(line.begin);
  while (text.at() < line.end) {
    if (text.is_complete() || !text.take_verbatim()) return false;
  }
  return true;
}

std::optional<Reading> read_literal(Alignment text, BlockLines lines) {
  auto end = text.at();
  while (!text.is_complete()) {
    const auto line = lines.next();
    if (!line || !take_line(text, *line)) return std::nullopt;
    end = line->end;
    if (!text.is_complete() && !text.emit('\n', line->end)) return std::nullopt;
  }
  return Reading{text.finish(end), end};
}

std::optional<Reading> read_folded(Alignment text, BlockLines lines) {
  auto end = text.at();
  bool is_first = true;
  while (!text.is_complete()) {
    const auto line = lines.next();
    if (!line) break;
    if (line->is_empty()) continue;
    if (text.next_decoded() == '\n') {
      while (text.next_decoded() == '\n') text.emit('\n', end);
    } else if (!is_first && !text.emit(' ', end)) {
      return std::nullopt;
    }
    if (text.is_complete()) break;
    if (!take_line(text, *line)) return std::nullopt;
    is_first = false;
    end = line->end;
  }
  while (text.next_decoded() == '\n') text.emit('\n', end);
  if (!text.is_complete()) return std::nullopt;
  return Reading{text.finish(end), end};
}

std::optional<Reading> read_block(std::string_view source, FileId file, std::size_t begin, std::string_view decoded) {
  const auto header_end = std::min(source.find('\n', begin), source.size());
  if (decoded.find_first_not_of("\n") == std::string_view::npos) {
    return Reading{Origin::whole(span_of(file, begin, header_end)), header_end};
  }
  const auto first_line = std::min(header_end + 1, source.size());
  const BlockLines lines(source, first_line, indentation_of(source, first_line, decoded));
  const Alignment text(source, file, first_line, decoded);
  return source[begin] == '|' ? read_literal(text, lines) : read_folded(text, lines);
}

Node::Style style_at(std::string_view source, std::size_t begin) {
  switch (begin < source.size() ? source[begin] : '\0') {
    case '\'':
      return Node::Style::single_quoted;
    case '"':
      return Node::Style::double_quoted;
    case '|':
      return Node::Style::literal;
    case '>':
      return Node::Style::folded;
    default:
      return Node::Style::plain;
  }
}

}  // namespace

ScalarPlace place_scalar(std::string_view source, FileId file, std::uint32_t begin, std::string_view decoded) {
  const auto style = style_at(source, begin);
  const Alignment text(source, file, begin, decoded);
  std::optional<Reading> reading;
  switch (style) {
    case Node::Style::plain:
      reading = read_plain(text);
      break;
    case Node::Style::single_quoted:
    case Node::Style::double_quoted:
      reading = read_quoted(text, source[begin]);
      break;
    case Node::Style::literal:
    case Node::Style::folded:
      reading = read_block(source, file, begin, decoded);
      break;
  }
  if (reading) return {style, span_of(file, begin, reading->end), std::move(reading->origin), true};
  const auto line_end = std::min(source.find('\n', begin), source.size());
  const auto whole = span_of(file, begin, line_end);
  return {style, whole, Origin::whole(whole), false};
}

}  // namespace sprintd::yaml
