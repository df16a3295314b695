#include "plugins/host/library.h"

#include <dlfcn.h>
#include <fmt/format.h>

namespace sprintd::plugins {

Result<Library> Library::open(const std::filesystem::path& file) {
  // A path with a slash is taken as it is; without one the loader would search the system's folders.
  const auto path = std::filesystem::absolute(file).string();
  if (void* handle = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return Library(handle);
  const char* reason = ::dlerror();
  return std::unexpected(Error{Code::plugin_unreadable, fmt::format("the plugin {} cannot be loaded: {}", path,
                                                                    reason != nullptr ? reason : "no reason given")});
}

Library::~Library() {
  if (handle_ != nullptr) ::dlclose(handle_);
}

void* Library::address_of(const char* symbol) const { return ::dlsym(handle_, symbol); }

}  // namespace sprintd::plugins
