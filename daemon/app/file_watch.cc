#include "daemon/app/file_watch.h"

#include <boost/asio/buffer.hpp>
#include <filesystem>
#include <string_view>
#include <sys/inotify.h>
#include <utility>

namespace sprintd::app {
namespace fs = std::filesystem;
namespace {

constexpr int kMostLinks = 32;
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB |
                                  IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

}  // namespace

std::set<std::string> folders_behind(const std::string& path) {
  std::set<std::string> folders;
  std::error_code ignored;
  auto rest = fs::absolute(path, ignored).lexically_normal();
  for (int links = 0; links <= kMostLinks; ++links) {
    fs::path walked;
    bool is_link = false;
    for (auto part = rest.begin(); part != rest.end(); ++part) {
      const auto next = walked / *part;
      if (fs::is_symlink(next, ignored)) {
        folders.insert(walked.string());
        auto target = fs::read_symlink(next, ignored);
        if (target.is_relative()) target = walked / target;
        for (++part; part != rest.end(); ++part) target /= *part;
        rest = target.lexically_normal();
        is_link = true;
        break;
      }
      walked = next;
    }
    if (!is_link) break;
  }
  folders.insert(rest.parent_path().string());
  if (fs::is_directory(rest, ignored)) folders.insert(rest.string());
  return folders;
}

FileWatch::FileWatch(boost::asio::io_context& io, std::function<void()> changed)
    : inotify_(io), changed_(std::move(changed)) {
  const int descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
  if (descriptor < 0) return;
  inotify_.assign(descriptor);
  listen();
}

void FileWatch::watch(std::vector<std::string> places) {
  places_ = std::move(places);
  refresh();
}

void FileWatch::refresh() {
  if (!inotify_.is_open()) return;
  std::set<std::string> folders;
  names_.clear();
  for (const auto& place : places_) {
    folders.merge(folders_behind(place));
    names_.insert(fs::path(place).filename().string());
  }
  std::set<int> watches;
  for (const auto& folder : folders) {
    const int watch = ::inotify_add_watch(inotify_.native_handle(), folder.c_str(), kEvents);
    if (watch >= 0) watches.insert(watch);
  }
  for (const int old : watches_) {
    if (!watches.contains(old)) ::inotify_rm_watch(inotify_.native_handle(), old);
  }
  watches_ = std::move(watches);
}

void FileWatch::stop() {
  boost::system::error_code ignored;
  inotify_.close(ignored);
}

// What is written beside the files (a log, a database) is no news; names that come and go may be links to them.
bool FileWatch::matters(const char* event) const {
  inotify_event head{};
  std::copy_n(event, sizeof head, reinterpret_cast<char*>(&head));
  if ((head.mask & (IN_CLOSE_WRITE | IN_ATTRIB)) == 0 || head.len == 0) return true;
  const std::string_view name(event + sizeof head);
  return name.ends_with(".yaml") || name.ends_with(".yml") || names_.contains(std::string(name));
}

void FileWatch::listen() {
  inotify_.async_read_some(boost::asio::buffer(events_),
                           [this](const boost::system::error_code& error, std::size_t size) {
                             if (error) return;
                             bool is_news = false;
                             for (std::size_t at = 0; at + sizeof(inotify_event) <= size;) {
                               inotify_event head{};
                               std::copy_n(events_.data() + at, sizeof head, reinterpret_cast<char*>(&head));
                               is_news = is_news || matters(events_.data() + at);
                               at += sizeof head + head.len;
                             }
                             if (is_news) {
                               refresh();
                               changed_();
                             }
                             listen();
                           });
}

}  // namespace sprintd::app
