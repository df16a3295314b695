#include "rules/base/utf8.h"

#include <cstdint>
#include <cstring>

namespace sprintd {
namespace {

// The length of the well-formed sequence at the start of a text, or 0.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
  const auto first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4 || !continues(1)) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) {
    const bool is_overlong = first == 0xe0 && byte(1) < 0xa0;
    const bool is_surrogate = first == 0xed && byte(1) >= 0xa0;
    return continues(2) && !is_overlong && !is_surrogate ? 3 : 0;
  }
  const bool is_out_of_range = (first == 0xf0 && byte(1) < 0x90) || (first == 0xf4 && byte(1) >= 0x90);
  return continues(2) && continues(3) && !is_out_of_range ? 4 : 0;
}

}  // namespace

std::optional<std::size_t> find_bad_utf8(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Eight bytes of ASCII at a time: nearly all of every text.
    std::uint64_t eight = 0;
    while (at + sizeof eight <= text.size()) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080u) != 0) break;
      at += sizeof eight;
    }
    if (at == text.size()) break;
    const auto length = sequence_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

std::string one_line(std::string text) {
  constexpr std::string_view kReplacement = "\xef\xbf\xbd";
  const auto byte_at = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const auto control_bytes = [&](std::size_t at) -> std::size_t {
    if (byte_at(at) < 0x20 || byte_at(at) == 0x7f) return 1;
    const bool is_c1 = byte_at(at) == 0xc2 && at + 1 < text.size() && (byte_at(at + 1) & 0xe0) == 0x80;
    return is_c1 ? 2 : 0;
  };
  std::string line;
  std::size_t copied = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto bytes = control_bytes(at);
    if (bytes == 0) continue;
    line.append(text, copied, at - copied);
    line += text[at] == '\n' || text[at] == '\t' || text[at] == '\r' ? " " : kReplacement;
    copied = at + bytes;
  }
  if (copied == 0) return text;
  return line.append(text, copied);
}

}  // namespace sprintd
