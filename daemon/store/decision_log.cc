#include "daemon/store/decision_log.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <utility>
#include <variant>

#include "daemon/store/mask.h"
#include "rules/base/digest.h"

namespace sprintd::store {
namespace {

constexpr std::int64_t kVersion = 1;            // of the tables below: pragma user_version
constexpr std::int64_t kRemovedAtOnce = 5'000;  // records; appending waits for no more

// What is looked for is looked for in the body itself, so no copy of it can differ.
constexpr const char* kTables = R"(
create table records (
  id integer primary key autoincrement,
  at integer not null,        -- microseconds since 1970, as in the body
  body text not null,
  hash text not null);
create index records_by_person on records (json_extract(body, '$.question.person'), id);
create index records_by_item on records (json_extract(body, '$.question.item'), id);
create table texts (
  digest text primary key,    -- of the text as it came
  last integer not null,      -- id of the newest record that is about it
  masked integer not null,
  text text not null) without rowid;
create table kept (first integer not null);  -- the oldest id that retention has left
insert into kept values (1);
pragma user_version = 1;
)";

std::string hash_of(std::string_view body) { return digest_of(std::array{body}); }

template <typename... Values>
void bind_all(Statement& statement, const Values&... values) {
  int place = 0;
  (statement.bind(++place, values), ...);
}

// Of "select id, at, body, hash".
Record current_record(const Statement& row) {
  return {.id = row.integer(0),
          .at = Instant{row.integer(1)},
          .body = std::string(row.text(2)),
          .hash = std::string(row.text(3))};
}

}  // namespace

Result<DecisionLog> DecisionLog::open_for_writing(const std::string& path, Sync sync) {
  auto database = Database::open(path, Database::Access::write);
  if (!database) return std::unexpected(database.error());
  DecisionLog log(std::move(*database));
  if (auto prepared = log.prepare_file(sync); !prepared) return std::unexpected(prepared.error());
  if (auto read = log.read_last(); !read) return std::unexpected(read.error());
  return log;
}

Result<DecisionLog> DecisionLog::open_for_reading(const std::string& path) {
  auto database = Database::open(path, Database::Access::read);
  if (!database) return std::unexpected(database.error());
  DecisionLog log(std::move(*database));
  const auto version = log.database_.number("pragma user_version");
  if (!version) return std::unexpected(version.error());
  if (*version != kVersion) {
    return std::unexpected(Error{Code::database_unusable, fmt::format("{} is no log of decisions", path)});
  }
  if (auto read = log.read_last(); !read) return std::unexpected(read.error());
  return log;
}

Result<void> DecisionLog::prepare_file(Sync sync) {
  // Space that retention frees goes back to the system; readers and the writer do not wait for each other.
  auto ready = database_.run(
      sync == Sync::every ? "pragma auto_vacuum = incremental; pragma journal_mode = wal; pragma synchronous = full"
                          : "pragma auto_vacuum = incremental; pragma journal_mode = wal; "
                            "pragma synchronous = normal");
  if (ready) ready = database_.run("pragma journal_size_limit = 16777216");
  if (!ready) return ready;
  const auto version = database_.number("pragma user_version");
  if (!version) return std::unexpected(version.error());
  if (*version == kVersion) return {};
  if (*version != 0) {
    return std::unexpected(
        Error{Code::database_unusable, fmt::format("the log of decisions has version {}, not {}", *version, kVersion)});
  }
  auto transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  if (auto made = database_.run(kTables); !made) return made;
  return transaction->commit();
}

Result<void> DecisionLog::read_last() {
  auto newest = database_.prepare("select id, hash from records order by id desc limit 1");
  if (!newest) return std::unexpected(newest.error());
  const auto row = newest->next();
  if (!row) return std::unexpected(row.error());
  if (*row) last_hash_ = newest->text(1);
  const auto largest = largest_ever();
  if (!largest) return std::unexpected(largest.error());
  last_id_ = *row ? std::max(newest->integer(0), *largest) : *largest;
  return {};
}

Result<void> DecisionLog::probe() { return database_.run("update kept set first = first"); }

Result<void> DecisionLog::append(std::span<const DecisionEntry> entries, std::int64_t first_id,
                                 std::span<const std::string> masked) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  auto insert = database_.prepare("insert into records (id, at, body, hash) values (?1, ?2, ?3, ?4)");
  if (!insert) return std::unexpected(insert.error());
  const auto hash_before = last_hash_;
  auto id = first_id;
  Result<void> done = keep_texts(entries, first_id, masked);
  for (const auto& entry : entries) {
    if (done) done = append_one(*insert, entry, id++, masked);
  }
  if (done) done = transaction->commit();
  if (done) {
    last_id_ = id - 1;
  } else {
    last_hash_ = hash_before;
  }
  return done;
}

Result<void> DecisionLog::append_one(Statement& insert, const DecisionEntry& entry, std::int64_t id,
                                     std::span<const std::string> masked) {
  auto members = entry.members;
  std::string hides;  // is part of the record, so that no text can be called masked that was not
  if (!masked.empty()) {
    hides = fmt::format(R"(,"masked":["{}"])", fmt::join(masked, R"(",")"));
    // A record that cannot be masked is one of ours that is no JSON: nothing of it is kept.
    members = mask_members(fmt::format("{{{}}}", members), masked).value_or("{\"kind\":null}");
    members = members.substr(1, members.size() - 2);
  }
  const auto body = fmt::format(R"({{"id":{},"previous":"{}","at":"{}",{}{}}})", id, last_hash_,
                                format_instant(entry.at), members, hides);
  auto hash = hash_of(body);
  bind_all(insert, id, static_cast<std::int64_t>(entry.at), std::string_view(body), std::string_view(hash));
  if (auto inserted = insert.run(); !inserted) return inserted;
  last_hash_ = std::move(hash);
  return {};
}

Result<void> DecisionLog::keep_texts(std::span<const DecisionEntry> entries, std::int64_t first_id,
                                     std::span<const std::string> masked) {
  std::map<std::string_view, std::pair<const RecordedInput*, std::int64_t>> newest;
  auto id = first_id;
  for (const auto& entry : entries) {
    for (const auto& input : entry.inputs) newest[input->digest] = {input.get(), id};
    ++id;
  }
  auto known = database_.prepare("update texts set last = ?2 where digest = ?1 returning 1");
  auto insert = database_.prepare("insert into texts (digest, last, masked, text) values (?1, ?2, ?3, ?4)");
  if (!known) return std::unexpected(known.error());
  if (!insert) return std::unexpected(insert.error());
  for (const auto& [digest, use] : newest) {
    const auto& [input, last] = use;
    bind_all(*known, digest, last);
    const auto found = known->next();
    if (!found) return std::unexpected(found.error());
    known->reset();
    if (*found) continue;
    std::optional<std::string> hidden;
    if (!masked.empty()) hidden = mask_members(input->text, masked).value_or("");
    bind_all(*insert, digest, last, std::int64_t{hidden.has_value()}, hidden ? std::string_view(*hidden) : input->text);
    if (auto inserted = insert->run(); !inserted) return inserted;
  }
  return {};
}

Result<std::int64_t> DecisionLog::remove_old(const Retention& retention, Instant now) {
  auto oldest = database_.number("select coalesce(min(id), 0) from records");
  if (!oldest) return std::unexpected(oldest.error());
  auto keep_from = *oldest;  // the first that stays
  if (retention.days > 0) {
    const auto limit = static_cast<std::int64_t>(now) - retention.days * kMicrosPerDay;
    auto young = database_.prepare("select id from records where id >= ?1 and at >= ?2 order by id limit 1");
    if (!young) return std::unexpected(young.error());
    bind_all(*young, *oldest, limit);
    const auto found = young->next();
    if (!found) return std::unexpected(found.error());
    keep_from = std::max(keep_from, *found ? young->integer(0) : last_id_);
  }
  if (retention.bytes > 0) {
    const auto size = database_.number(
        "select (page_count - freelist_count) * page_size from pragma_page_count, pragma_freelist_count, "
        "pragma_page_size");
    if (!size) return std::unexpected(size.error());
    // How much a record takes is not known, but how many there are is: a tenth goes at a time.
    if (*size > retention.bytes) keep_from = std::max(keep_from, *oldest + (last_id_ - *oldest) / 10 + 1);
  }
  keep_from = std::min({keep_from, *oldest + kRemovedAtOnce, last_id_});
  if (keep_from <= *oldest) return 0;
  return remove_before(keep_from);
}

Result<std::int64_t> DecisionLog::remove_before(std::int64_t id) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return std::unexpected(transaction.error());
  const auto removed = database_.number(fmt::format("select count(*) from records where id < {}", id));
  if (!removed) return removed;
  auto done = database_.run(fmt::format("delete from records where id < {0}; delete from texts where last < {0}; "
                                        "update kept set first = {0}",
                                        id)
                                .c_str());
  if (done) done = transaction->commit();
  if (done) done = database_.run("pragma incremental_vacuum");
  if (!done) return std::unexpected(done.error());
  return removed;
}

Result<std::vector<Record>> DecisionLog::find(const RecordQuery& query) {
  std::string where = "select id, at, body, hash from records where 1";
  std::vector<std::variant<std::int64_t, std::string_view>> values;
  const auto with = [&](std::string_view comparison, auto value) {
    values.emplace_back(value);
    where += fmt::format(" and {} ?{}", comparison, values.size());
  };
  const auto with_text = [&](std::string_view comparison, std::string_view text) {
    if (!text.empty()) with(comparison, text);
  };
  with_text("json_extract(body, '$.question.person') =", query.person);
  with_text("json_extract(body, '$.question.item') =", query.item);
  with_text("json_extract(body, '$.question.action') =", query.action);
  with_text("json_extract(body, '$.kind') =", query.kind);
  with_text("json_extract(body, '$.answer') =", query.answer);
  if (query.before > 0) with("id <", query.before);
  if (query.since) with("at >=", static_cast<std::int64_t>(*query.since));
  if (query.until) with("at <=", static_cast<std::int64_t>(*query.until));
  where += fmt::format(" order by id desc limit {}", query.limit);

  auto statement = database_.prepare(where);
  if (!statement) return std::unexpected(statement.error());
  for (int place = 0; const auto& value : values) {
    std::visit([&](auto bound) { statement->bind(++place, bound); }, value);
  }
  std::vector<Record> records;
  for (;;) {
    const auto row = statement->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return records;
    records.push_back(current_record(*statement));
  }
}

Result<void> DecisionLog::each(const std::function<bool(const Record&)>& visit) {
  auto all = database_.prepare("select id, at, body, hash from records order by id");
  if (!all) return std::unexpected(all.error());
  for (;;) {
    const auto row = all->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    if (!visit(current_record(*all))) return {};
  }
}

Result<std::optional<DecisionLog::Text>> DecisionLog::text(std::string_view digest) {
  auto one = database_.prepare("select text, masked from texts where digest = ?1");
  if (!one) return std::unexpected(one.error());
  one->bind(1, digest);
  const auto row = one->next();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::optional<Text>();
  return Text{.text = std::string(one->text(0)), .is_masked = one->integer(1) != 0};
}

Result<std::int64_t> DecisionLog::first_kept() { return database_.number("select first from kept"); }

Result<std::int64_t> DecisionLog::largest_ever() {
  return database_.number("select seq from sqlite_sequence where name = 'records'");
}

}  // namespace sprintd::store
