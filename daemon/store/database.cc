#include "daemon/store/database.h"

#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

namespace sprintd::store {
namespace {

constexpr int kBusyMilliseconds = 5'000;  // another process reads or writes the file: wait so long for it

std::unexpected<Error> failure(sqlite3* database, std::string_view doing) {
  const char* file = database == nullptr ? nullptr : sqlite3_db_filename(database, "main");
  return std::unexpected(
      Error{Code::database_unusable, fmt::format("{}: {}: {}", file == nullptr ? "a database" : file, doing,
                                                 database == nullptr ? "out of memory" : sqlite3_errmsg(database))});
}

// SQLite would make the file by the umask, and its journals like the file.
void make_private(const std::string& path) {
  const int made = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) ::close(made);
}

// For a URI: what a path may have and a URI gives a meaning to.
std::string percent_encoded(std::string_view path) {
  std::string text;
  for (const char c : path) {
    if (c == '?' || c == '#' || c == '%') {
      text += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    } else {
      text += c;
    }
  }
  return text;
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
void Database::Close::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

Statement& Statement::bind(int place, std::int64_t value) {
  sqlite3_bind_int64(statement_.get(), place, value);
  return *this;
}

Statement& Statement::bind(int place, std::string_view text) {
  sqlite3_bind_text64(statement_.get(), place, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_STATIC,
                      SQLITE_UTF8);
  return *this;
}

Result<bool> Statement::next() {
  const int result = sqlite3_step(statement_.get());
  if (result == SQLITE_ROW) return true;
  if (result == SQLITE_DONE) return false;
  auto failed = failure(database_, "cannot be read or written");
  sqlite3_reset(statement_.get());
  return failed;
}

Result<void> Statement::run() {
  for (;;) {
    const auto row = next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
  }
  reset();
  return {};
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
}

Result<Database> Database::open(const std::string& path, Access access) {
  if (access == Access::write) {
    make_private(path);
    return open_as(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  }
  auto opened = open_as(path, SQLITE_OPEN_READONLY);
  std::error_code none;
  const auto journal = std::filesystem::file_size(path + "-wal", none);
  if (opened || (!none && journal > 0)) return opened;
  // A copy in a folder that nobody may write to: it has no journal, and nobody changes it.
  auto unchanging =
      open_as(fmt::format("file:{}?immutable=1", percent_encoded(path)), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
  return unchanging ? std::move(unchanging) : std::move(opened);
}

Result<Database> Database::open_as(const std::string& path, int how) {
  sqlite3* opened = nullptr;
  const int result = sqlite3_open_v2(path.c_str(), &opened, how | SQLITE_OPEN_NOMUTEX, nullptr);
  Database database(opened);
  if (result != SQLITE_OK) {
    return std::unexpected(Error{
        Code::database_unusable,
        fmt::format("{} cannot be opened: {}", path, opened == nullptr ? "out of memory" : sqlite3_errmsg(opened))});
  }
  sqlite3_busy_timeout(opened, kBusyMilliseconds);
  // A file that is no database is told here, and not with the first question.
  if (const auto version = database.number("pragma schema_version"); !version) {
    return std::unexpected(version.error());
  }
  return database;
}

Result<void> Database::run(const char* statements) {
  if (sqlite3_exec(database_.get(), statements, nullptr, nullptr, nullptr) == SQLITE_OK) return {};
  return failure(database_.get(), "cannot be read or written");
}

Result<Statement> Database::prepare(std::string_view statement) {
  sqlite3_stmt* prepared = nullptr;
  const int result =
      sqlite3_prepare_v2(database_.get(), statement.data(), static_cast<int>(statement.size()), &prepared, nullptr);
  if (result != SQLITE_OK) return failure(database_.get(), "is not as expected");
  return Statement(database_.get(), prepared);
}

Result<std::int64_t> Database::number(std::string_view statement) {
  auto prepared = prepare(statement);
  if (!prepared) return std::unexpected(prepared.error());
  const auto row = prepared->next();
  if (!row) return std::unexpected(row.error());
  return *row ? prepared->integer(0) : 0;
}

Result<Transaction> Transaction::begin(Database& database) {
  if (auto begun = database.run("begin immediate"); !begun) return std::unexpected(begun.error());
  return Transaction(database);
}

Transaction::~Transaction() {
  if (database_ != nullptr) (void)database_->run("rollback");  // nothing to undo where SQLite has done it already
}

Result<void> Transaction::commit() {
  auto committed = database_->run("commit");
  if (committed) database_ = nullptr;
  return committed;
}

}  // namespace sprintd::store
