#include "cli/process.h"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sprintd::cli {
namespace {

std::unexpected<Error> unwritable(std::string_view name) {
  return std::unexpected(
      Error{Code::output_unwritable, fmt::format("cannot write {}: {}", name, std::strerror(errno))});
}

}  // namespace

Process this_process() {
  Process process;
  process.variable = [](const char* name) -> std::optional<std::string> {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  std::error_code ignored;
  process.program = std::filesystem::read_symlink("/proc/self/exe", ignored);
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  process.now = Instant{std::chrono::duration_cast<std::chrono::seconds>(since_epoch).count() * kMicrosPerSecond};
  return process;
}

Result<void> write_all(int descriptor, std::string_view text, std::string_view name) {
  while (!text.empty()) {
    const auto written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(name);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> write_file(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return unwritable(path);
  auto written = write_all(descriptor, text, path);
  // A full disk may show only here.
  if (::close(descriptor) != 0 && written) return unwritable(path);
  return written;
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  std::error_code failed;
  const auto target = std::filesystem::canonical(path, failed);
  if (failed) return unwritable(path);
  const auto status = std::filesystem::status(target, failed);
  if (failed) return unwritable(path);
  if (!std::filesystem::is_regular_file(status)) {
    return std::unexpected(Error{Code::output_unwritable, fmt::format("cannot write {}: it is no file", path)});
  }
  const auto mode = status.permissions();
  constexpr auto kWrite =
      std::filesystem::perms::owner_write | std::filesystem::perms::group_write | std::filesystem::perms::others_write;
  if ((mode & kWrite) == std::filesystem::perms::none || ::access(target.c_str(), W_OK) != 0) {
    return std::unexpected(Error{Code::output_unwritable, fmt::format("cannot write {}: it is read-only", path)});
  }
  auto name = target.string() + ".XXXXXX";
  const int descriptor = ::mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return unwritable(path);
  auto written = write_all(descriptor, text, path);
  if (written && ::fchmod(descriptor, static_cast<mode_t>(mode)) != 0) written = unwritable(path);
  if (written && ::fsync(descriptor) != 0) written = unwritable(path);
  if (::close(descriptor) != 0 && written) written = unwritable(path);
  if (written && ::rename(name.c_str(), target.c_str()) != 0) written = unwritable(path);
  if (!written) ::unlink(name.c_str());
  return written;
}

std::optional<int> terminal_columns(int descriptor) {
  if (::isatty(descriptor) == 0) return std::nullopt;
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace sprintd::cli
