// Messages of the Language Server Protocol on two file descriptors: a header with the length, then JSON.
//
// Neighbours: editor_session.cc reads and writes with it. Base protocol of LSP 3.17. Blocks; one thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "rules/base/result.h"

namespace sprintd::lsp {

class MessageStream {
 public:
  static constexpr std::size_t kMaxBytes = std::size_t{64} << 20;

  MessageStream(int in, int out) : in_(in), out_(out) {}

  // The next message; nothing at the end of the input. Fails with Code::editor_not_understood for a header without a
  // length or a message that is too long: what follows could not be told apart.
  Result<std::optional<std::string>> read();
  // Is there more to read at once?
  [[nodiscard]] bool has_more() const;
  // False when nobody reads any more.
  bool write(std::string_view message);

 private:
  // False at the end of the input.
  bool read_more();

  int in_, out_;
  std::string buffer_;
};

}  // namespace sprintd::lsp
