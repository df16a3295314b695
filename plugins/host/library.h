// A shared object in memory, and the symbols it exports.
//
// Neighbours: importer_host.h checks what comes out of it. dlopen is used in library.cc alone. The object is unloaded
// with the Library: nothing that it handed out may be used after that. Moves; one thread.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "rules/base/result.h"

namespace sprintd::plugins {

class Library {
 public:
  // Every symbol is bound at once, none is shared with other libraries. Code::plugin_unreadable otherwise.
  static Result<Library> open(const std::filesystem::path& file);

  Library(Library&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Library& operator=(Library&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Library();

  // Null when there is none.
  template <typename Function>
  Function find(const char* symbol) const {
    return reinterpret_cast<Function>(address_of(symbol));
  }

 private:
  explicit Library(void* handle) : handle_(handle) {}
  void* address_of(const char* symbol) const;

  void* handle_;
};

}  // namespace sprintd::plugins
