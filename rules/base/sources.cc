#include "rules/base/sources.h"

#include <fmt/format.h>
#include <utility>

namespace sprintd {

Result<FileId> Sources::add(std::string name, std::string text) {
  if (text.size() > kMaxBytes) {
    return std::unexpected(Error{Code::text_too_long,
                                 fmt::format("{} has {} bytes; at most {} can be read", name, text.size(), kMaxBytes)});
  }
  text.reserve(text.size() + kPadding);
  files_.push_back({std::move(name), std::move(text)});
  return FileId{static_cast<std::uint32_t>(files_.size() - 1)};
}

std::string_view Sources::name(FileId file) const { return files_.at(static_cast<std::size_t>(file)).name; }

std::string_view Sources::text(FileId file) const { return files_.at(static_cast<std::size_t>(file)).text; }

}  // namespace sprintd
