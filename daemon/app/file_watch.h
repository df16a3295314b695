// Tells that files may have changed: by inotify on the folders that they and the links to them are in.
//
// Neighbours: daemon.cc asks the reloader to look when it hears something. It may tell too much, and where inotify
// cannot be had it tells nothing: the contents decide, and they are looked at regularly anyway. inotify(7). Runs on the
// I/O thread alone.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace sprintd::app {

// The folders in which a change of name or contents can change what stands at this path: that of the file, and that of
// each link on the way to it (a file, or a folder of its path).
std::set<std::string> folders_behind(const std::string& path);

class FileWatch {
 public:
  FileWatch(boost::asio::io_context& io, std::function<void()> changed);

  // These places and no others.
  void watch(std::vector<std::string> places);
  // Looks the folders up anew, since a link may lead elsewhere now; also done after each change.
  void refresh();
  void stop();

 private:
  void listen();
  [[nodiscard]] bool matters(const char* event) const;

  boost::asio::posix::stream_descriptor inotify_;
  std::function<void()> changed_;
  std::vector<std::string> places_;
  std::set<std::string> names_;  // of the places, without their folders
  std::set<int> watches_;
  alignas(8) std::array<char, 16384> events_{};
};

}  // namespace sprintd::app
