#include "daemon/log/log.h"

#include <cstdio>
#include <fmt/format.h>
#include <mutex>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>
#include <utility>

#include "daemon/log/log_file.h"
#include "rules/json/writer.h"

namespace sprintd::log {
namespace {

spdlog::level::level_enum spdlog_level(Level level) {
  switch (level) {
    case Level::debug:
      return spdlog::level::debug;
    case Level::info:
      return spdlog::level::info;
    case Level::warning:
      return spdlog::level::warn;
    case Level::error:
      return spdlog::level::err;
  }
  return spdlog::level::info;
}

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// The members of a JSON object without its braces: the pattern puts time and level before them.
std::string json_members(std::string_view event, std::initializer_list<Field> fields) {
  std::string text;
  json::Writer out(text);
  out.begin_object().member("event", event);
  for (const auto& field : fields) {
    out.key(field.name);
    std::visit([&](const auto& value) { out.value(value); }, field.value);
  }
  out.end_object();
  return text.substr(1, text.size() - 2);
}

// name="a b" where blanks, quotes or control characters would make the line ambiguous.
std::string text_value(std::string_view value) {
  const bool is_plain = !value.empty() && value.find_first_of(" \"=\\") == std::string_view::npos &&
                        value.find_first_of(std::string_view("\n\r\t\0", 4)) == std::string_view::npos;
  if (is_plain) return std::string(value);
  std::string quoted;
  json::Writer(quoted).value(value);
  return quoted;
}

std::string text_line(std::string_view event, std::initializer_list<Field> fields) {
  std::string line(event);
  for (const auto& field : fields) {
    const auto value = std::visit(Overloaded{[](std::string_view v) { return text_value(v); },
                                             [](bool v) { return std::string(v ? "true" : "false"); },
                                             [](const auto& v) { return fmt::format("{}", v); }},
                                  field.value);
    line += fmt::format(" {}={}", field.name, value);
  }
  return line;
}

constexpr const char* kTextPattern = "%Y-%m-%dT%H:%M:%S.%eZ %^%-7l%$ %v";
constexpr const char* kJsonPattern = R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l",%v})";

std::string body_of(Form form, std::string_view event, std::initializer_list<Field> fields) {
  return form == Form::json ? json_members(event, fields) : text_line(event, fields);
}

// spdlog's own file sink would hold lines back in memory, and closes a file before it knows whether the next opens.
class FileSink final : public spdlog::sinks::base_sink<std::mutex> {
 public:
  FileSink(LogFile file, Form form) : path_(file.path()), file_(std::move(file)), form_(form) {}

  Result<void> reopen() {
    auto next = LogFile::open(path_);  // before anybody waits for it
    if (!next) return std::unexpected(next.error());
    const std::scoped_lock lock(mutex_);
    std::swap(file_, *next);
    return {};
  }

 private:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const auto written = write(message);
    if (!written) {
      // Once for each time of need: standard error may be on the same disk.
      if (lost_++ == 0) std::fprintf(stderr, "sprintd: %s; lines are lost\n", written.error().message.c_str());
      return;
    }
    if (lost_ == 0) return;
    const auto body = body_of(form_, "lines of the log were lost", {{"lines", static_cast<std::int64_t>(lost_)}});
    if (write({message.logger_name, spdlog::level::warn, body})) lost_ = 0;
  }
  void flush_() override {}

  Result<void> write(const spdlog::details::log_msg& message) {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    return file_.write({line.data(), line.size()});
  }

  const std::string path_;
  LogFile file_;
  Form form_;
  std::uint64_t lost_ = 0;
};

}  // namespace

struct Log::Sink {
  spdlog::logger logger;
  Form form;
  std::shared_ptr<FileSink> file;  // null: standard error
};

Log::Log(std::unique_ptr<Sink> sink) : sink_(std::move(sink)) {}
Log::Log(Log&&) noexcept = default;
Log& Log::operator=(Log&&) noexcept = default;
Log::~Log() = default;

Result<Log> Log::open(const Settings& settings) {
  try {
    std::shared_ptr<FileSink> file;
    if (!settings.file.empty()) {
      auto opened = LogFile::open(settings.file);
      if (!opened) return std::unexpected(opened.error());
      file = std::make_shared<FileSink>(std::move(*opened), settings.form);
    }
    auto target = file ? spdlog::sink_ptr(file) : std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    auto sink =
        std::unique_ptr<Sink>(new Sink{spdlog::logger("sprintd", std::move(target)), settings.form, std::move(file)});
    sink->logger.set_formatter(std::make_unique<spdlog::pattern_formatter>(
        settings.form == Form::json ? kJsonPattern : kTextPattern, spdlog::pattern_time_type::utc));
    sink->logger.set_level(spdlog_level(settings.level));
    sink->logger.flush_on(spdlog::level::info);
    return Log(std::move(sink));
  } catch (const spdlog::spdlog_ex& failure) {
    return std::unexpected(
        Error{Code::log_unwritable, fmt::format("cannot write the log {}: {}", settings.file, failure.what())});
  }
}

bool Log::wants(Level level) const { return sink_->logger.should_log(spdlog_level(level)); }

void Log::write(Level level, std::string_view event, std::initializer_list<Field> fields) const {
  if (!wants(level)) return;
  sink_->logger.log(spdlog_level(level), body_of(sink_->form, event, fields));
}

Result<void> Log::reopen() const { return sink_->file ? sink_->file->reopen() : Result<void>{}; }

}  // namespace sprintd::log
