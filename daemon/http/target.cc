#include "daemon/http/target.h"

namespace sprintd::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      out.push_back(plus_is_blank && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

// Calls take(piece) for each piece between separators; stops and says false when take does.
template <typename Take>
bool each_piece(std::string_view text, char separator, Take take) {
  for (;;) {
    const auto end = text.find(separator);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  Target result;
  const auto question = target.find('?');
  const auto path = target.substr(1, question == std::string_view::npos ? question : question - 1);
  const bool path_is_valid = each_piece(path, '/', [&](std::string_view piece) {
    auto segment = decode(piece, false);
    if (segment) result.segments.push_back(std::move(*segment));
    return segment.has_value();
  });
  if (!path_is_valid) return std::nullopt;
  if (question == std::string_view::npos) return result;

  const bool query_is_valid = each_piece(target.substr(question + 1), '&', [&](std::string_view piece) {
    const auto equals = piece.find('=');
    auto name = decode(piece.substr(0, equals), true);
    auto value = decode(equals == std::string_view::npos ? std::string_view{} : piece.substr(equals + 1), true);
    if (!name || !value) return false;
    if (!name->empty()) result.query[std::move(*name)] = std::move(*value);
    return true;
  });
  if (!query_is_valid) return std::nullopt;
  return result;
}

}  // namespace sprintd::http
