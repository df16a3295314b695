#include "daemon/store/backlog_store.h"

#include <utility>

namespace sprintd::store {
namespace {

constexpr const char* kTable = R"(
pragma journal_mode = wal;
pragma synchronous = full;
pragma journal_size_limit = 16777216;
create table if not exists backlogs (
  id text primary key,
  media_type text not null,
  body text not null,
  owner text not null,
  at integer not null) without rowid;
)";

}  // namespace

Result<BacklogStore> BacklogStore::open(const std::string& path) {
  auto database = Database::open(path, Database::Access::write);
  if (!database) return std::unexpected(database.error());
  if (auto made = database->run(kTable); !made) return std::unexpected(made.error());
  return BacklogStore(std::move(*database));
}

Result<void> BacklogStore::put(const StoredBacklog& backlog) {
  const std::scoped_lock lock(*using_);
  auto statement =
      database_.prepare("replace into backlogs (id, media_type, body, owner, at) values (?1, ?2, ?3, ?4, ?5)");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, backlog.id)
      .bind(2, backlog.media_type)
      .bind(3, backlog.text)
      .bind(4, backlog.owner)
      .bind(5, static_cast<std::int64_t>(backlog.at))
      .run();
}

Result<void> BacklogStore::remove(std::string_view id) {
  const std::scoped_lock lock(*using_);
  auto statement = database_.prepare("delete from backlogs where id = ?1");
  if (!statement) return std::unexpected(statement.error());
  return statement->bind(1, id).run();
}

Result<void> BacklogStore::each(const std::function<void(StoredBacklog)>& visit) {
  const std::scoped_lock lock(*using_);
  auto all = database_.prepare("select id, media_type, body, owner, at from backlogs order by id");
  if (!all) return std::unexpected(all.error());
  for (;;) {
    const auto row = all->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    visit({.id = std::string(all->text(0)),
           .media_type = std::string(all->text(1)),
           .text = std::string(all->text(2)),
           .owner = std::string(all->text(3)),
           .at = Instant{all->integer(4)}});
  }
}

}  // namespace sprintd::store
