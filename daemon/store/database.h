// A file of SQLite: opened, asked, changed, every failure a result that names the file and SQLite's reason.
//
// Neighbours: decision_log.h and backlog_store.h say what stands in their files; database.cc alone includes SQLite.
// Values that own; a Database and its Statements belong to one thread at a time. Statements end before their Database.
// Source: the C interface of SQLite 3, https://sqlite.org/c3ref/intro.html.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "rules/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace sprintd::store {

// One question to the database, with places for values: "... where id = ?1". Texts that are bound must live until the
// statement has been run.
class Statement {
 public:
  Statement& bind(int place, std::int64_t value);
  Statement& bind(int place, std::string_view text);

  // To the next row; false after the last.
  Result<bool> next();
  // Runs it to its end and makes it ready for other values.
  Result<void> run();
  void reset();

  // Of the current row, from 0. Texts live until the next call of next(), run() or reset(); an absent one is "".
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] std::string_view text(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  Statement(sqlite3* database, sqlite3_stmt* statement) : database_(database), statement_(statement) {}

  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Access : std::uint8_t {
    write,  // makes the file where there is none, readable by its owner alone
    read,
  };
  // All failures here and below: Code::database_unusable.
  static Result<Database> open(const std::string& path, Access access);

  // Statements without values, one or several.
  Result<void> run(const char* statements);
  Result<Statement> prepare(std::string_view statement);
  // The first value of the first row: of a pragma, of a count. 0 where there is no row.
  Result<std::int64_t> number(std::string_view statement);

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Database(sqlite3* database) : database_(database) {}
  static Result<Database> open_as(const std::string& path_or_uri, int how);

  std::unique_ptr<sqlite3, Close> database_;
};

// All or nothing: what was done since it began is undone when it goes, unless it was committed.
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace sprintd::store
