// What the daemon says about itself: one line for each event, as text for people or JSON for machines.
//
// Neighbours: daemon/app makes one and hands out references; log.cc alone includes spdlog, log_file.h is the file. Safe
// from many threads at once. What cannot be written is lost and counted: a full disk neither ends nor holds up anybody.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include "rules/base/result.h"

namespace sprintd::log {

enum class Level : std::uint8_t { debug, info, warning, error };
enum class Form : std::uint8_t { text, json };

struct Settings {
  Level level = Level::info;
  Form form = Form::text;
  std::string file;  // empty: standard error
};

struct Field {
  std::string_view name;
  std::variant<std::string_view, std::int64_t, double, bool> value;
};

class Log {
 public:
  // Fails with Code::log_unwritable.
  static Result<Log> open(const Settings& settings);
  Log(Log&&) noexcept;
  Log& operator=(Log&&) noexcept;
  ~Log();

  // The event is a constant phrase ("listening"), everything that varies is a field.
  void write(Level level, std::string_view event, std::initializer_list<Field> fields = {}) const;
  [[nodiscard]] bool wants(Level level) const;
  // Goes on in the file that has the name now, after somebody renamed the other one away. If it cannot be opened, the
  // log goes on where it is.
  [[nodiscard]] Result<void> reopen() const;

 private:
  struct Sink;
  explicit Log(std::unique_ptr<Sink> sink);
  std::unique_ptr<Sink> sink_;
};

}  // namespace sprintd::log
