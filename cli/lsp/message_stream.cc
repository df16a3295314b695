#include "cli/lsp/message_stream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>
#include <utility>

namespace sprintd::lsp {
namespace {

constexpr std::string_view kBlankLine = "\r\n\r\n";
constexpr std::size_t kMaxHeader = 4096;

bool equals_ignoring_case(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

// The number of the header field Content-Length.
std::optional<std::size_t> content_length(std::string_view header) {
  while (!header.empty()) {
    const auto end = std::min(header.find("\r\n"), header.size());
    const auto line = header.substr(0, end);
    header.remove_prefix(std::min(end + 2, header.size()));
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !equals_ignoring_case(line.substr(0, colon), "content-length")) continue;
    auto value = line.substr(colon + 1);
    while (value.starts_with(' ')) value.remove_prefix(1);
    std::size_t length = 0;
    const auto read = std::from_chars(value.data(), value.data() + value.size(), length);
    if (read.ec != std::errc() || read.ptr != value.data() + value.size()) return std::nullopt;
    return length;
  }
  return std::nullopt;
}

}  // namespace

bool MessageStream::read_more() {
  std::array<char, 65536> piece;
  ssize_t count = 0;
  do {
    count = ::read(in_, piece.data(), piece.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(count));
  return true;
}

Result<std::optional<std::string>> MessageStream::read() {
  auto header_end = buffer_.find(kBlankLine);
  while (header_end == std::string::npos) {
    if (buffer_.size() > kMaxHeader) {
      return std::unexpected(Error{Code::editor_not_understood, "no header with a Content-Length in the input"});
    }
    if (!read_more()) return std::nullopt;
    header_end = buffer_.find(kBlankLine);
  }
  const auto length = content_length(std::string_view(buffer_).substr(0, header_end));
  if (!length) return std::unexpected(Error{Code::editor_not_understood, "a message without a Content-Length"});
  if (*length > kMaxBytes) {
    return std::unexpected(Error{Code::editor_not_understood,
                                 fmt::format("a message of {} bytes; at most {} are read", *length, kMaxBytes)});
  }
  const auto begin = header_end + kBlankLine.size();
  while (buffer_.size() < begin + *length) {
    if (!read_more()) return std::nullopt;
  }
  auto message = buffer_.substr(begin, *length);
  buffer_.erase(0, begin + *length);
  return message;
}

bool MessageStream::has_more() const {
  if (!buffer_.empty()) return true;
  pollfd waiting{.fd = in_, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, 0) > 0;
}

bool MessageStream::write(std::string_view message) {
  const auto whole = fmt::format("Content-Length: {}\r\n\r\n{}", message.size(), message);
  std::string_view rest = whole;
  while (!rest.empty()) {
    const auto count = ::write(out_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace sprintd::lsp
