#include "daemon/store/decision_writer.h"

#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace sprintd::store {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

constexpr milliseconds kGather{20};          // how long decisions wait for others, to be written with them
constexpr milliseconds kRetry{1'000};        // after a failure
constexpr milliseconds kLookAround{10'000};  // when there is nothing to do
constexpr milliseconds kRemove{1'000};       // between two looks for what is too old or too much
constexpr std::size_t kMostBytes = std::size_t{256} << 20;  // that may wait: texts of backlogs in requests
constexpr std::int64_t kClockMoved = 3'600 * kMicrosPerSecond;

std::size_t bytes_of(const DecisionEntry& entry) {
  auto bytes = entry.members.size();
  for (const auto& input : entry.inputs) bytes += input->is_kept ? 0 : input->text.size();
  return bytes;
}

}  // namespace

DecisionWriter::DecisionWriter(Settings settings)
    : settings_(std::move(settings)), started_at_(Clock::now()), started_(settings_.now()) {
  open();
  thread_ = std::thread([this] { run(); });
}

DecisionWriter::~DecisionWriter() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

Result<DecisionWriter::Ids> DecisionWriter::submit(std::vector<DecisionEntry> entries, Done done) {
  std::size_t bytes = 0;
  for (const auto& entry : entries) bytes += bytes_of(entry);
  const std::scoped_lock lock(mutex_);
  std::string refused;
  if (next_id_ == 0 || (status_.failing && settings_.mode == RecordMode::refuse)) {
    refused = status_.why;
  } else if (waiting_.entries.size() + writing_ + entries.size() > settings_.queue ||
             waiting_.bytes + writing_bytes_ + bytes > kMostBytes) {
    refused = fmt::format("{} decisions wait to be recorded already", waiting_.entries.size() + writing_);
  }
  if (!refused.empty() || stopping_) {
    (settings_.mode == RecordMode::drop ? status_.dropped : status_.refused) += entries.size();
    if (settings_.mode == RecordMode::drop) return Ids{};
    return std::unexpected(Error{Code::decision_unrecorded, refused.empty() ? "the daemon stops" : refused});
  }
  const Ids ids{.first = next_id_, .last = next_id_ + static_cast<std::int64_t>(entries.size()) - 1};
  if (waiting_.empty()) waiting_.first_id = ids.first;
  next_id_ = ids.last + 1;
  waiting_.bytes += bytes;
  if (done) waiting_.done.emplace_back(ids, std::move(done));
  std::ranges::move(entries, std::back_inserter(waiting_.entries));
  if (std::exchange(idle_, false)) wake_.notify_one();
  return ids;
}

DecisionWriter::Status DecisionWriter::status() const {
  const std::scoped_lock lock(mutex_);
  auto status = status_;
  status.waiting = waiting_.entries.size() + writing_;
  status.last_id = next_id_ == 0 ? 0 : next_id_ - 1;
  return status;
}

void DecisionWriter::run() {
  for (;;) {
    auto batch = take();
    if (!batch.empty()) {
      write(std::move(batch));
    } else {
      const std::unique_lock lock(mutex_);
      if (stopping_) return;
    }
    remove_old();
  }
}

bool DecisionWriter::open() {
  if (log_) return true;
  auto opened = DecisionLog::open_for_writing(
      settings_.path, settings_.mode == RecordMode::durable ? DecisionLog::Sync::every : DecisionLog::Sync::lazy);
  if (!opened) {
    fail(opened.error());
    return false;
  }
  log_.emplace(std::move(*opened));
  const std::scoped_lock lock(mutex_);
  if (next_id_ == 0) next_id_ = log_->last_id() + 1;
  return true;
}

DecisionWriter::Batch DecisionWriter::take() {
  std::unique_lock lock(mutex_);
  idle_ = waiting_.empty();
  const auto longest = status_.failing ? kRetry : has_more_to_remove_ ? kGather : kLookAround;
  wake_.wait_for(lock, longest, [&] { return stopping_ || !waiting_.empty(); });
  idle_ = false;
  // One transaction for many: a commit costs as much as a hundred records.
  if (settings_.mode != RecordMode::durable && !waiting_.empty())
    wake_.wait_for(lock, kGather, [&] { return stopping_; });
  writing_ = waiting_.entries.size();
  writing_bytes_ = waiting_.bytes;
  return std::exchange(waiting_, Batch());
}

void DecisionWriter::write(Batch batch) {
  for (;;) {
    Result<void> written;
    if (open()) {
      written = log_->append(batch.entries, batch.first_id, settings_.masked);
    } else {
      written = std::unexpected(Error{Code::database_unusable, status().why});
    }
    if (written) {
      succeed(batch.entries.size());
      for (const auto& [ids, done] : batch.done) done(ids);
      return;
    }
    fail(written.error());
    if (settings_.mode == RecordMode::durable) return drop(std::move(batch), written.error());
    if (!sleep(kRetry)) return drop(std::move(batch), written.error());
  }
}

void DecisionWriter::fail(const Error& error) {
  log_.reset();  // whatever state it is in: it is opened anew
  bool is_news = false;
  {
    const std::scoped_lock lock(mutex_);
    is_news = !status_.failing;
    status_.failing = true;
    status_.why = error.message;
  }
  if (is_news && settings_.tell) settings_.tell(error.message);
}

void DecisionWriter::succeed(std::size_t count) {
  bool is_news = false;
  {
    const std::scoped_lock lock(mutex_);
    is_news = std::exchange(status_.failing, false);
    status_.why.clear();
    status_.recorded += count;
    writing_ = 0;
    writing_bytes_ = 0;
  }
  if (is_news && settings_.tell) settings_.tell("");
}

// Nobody was told yet that these are recorded, or the daemon ends and cannot wait for the disk.
void DecisionWriter::drop(Batch batch, const Error& error) {
  {
    const std::scoped_lock lock(mutex_);
    (settings_.mode == RecordMode::durable ? status_.refused : status_.dropped) += batch.entries.size();
    writing_ = 0;
    writing_bytes_ = 0;
  }
  const Result<Ids> failed = std::unexpected(Error{Code::decision_unrecorded, error.message});
  for (const auto& [ids, done] : batch.done) done(failed);
}

// Also finds out, while nothing is to be written, whether it could be.
void DecisionWriter::remove_old() {
  if (!open()) return;
  bool was_failing = false;
  {
    const std::scoped_lock lock(mutex_);
    was_failing = status_.failing;
  }
  if (was_failing) {
    if (const auto probed = log_->probe(); !probed) return fail(probed.error());
    succeed(0);
  }
  if (Clock::now() < removed_at_ + kRemove) return;
  auto retention = settings_.retention;
  const auto now = settings_.now();
  const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_at_).count();
  const auto moved = static_cast<std::int64_t>(now) - static_cast<std::int64_t>(started_) - passed;
  // A clock that jumped makes everything look old: nothing is removed by age until it is right again.
  if (moved > kClockMoved || moved < -kClockMoved) retention.days = 0;
  const auto removed = log_->remove_old(retention, now);
  if (!removed) return fail(removed.error());
  has_more_to_remove_ = *removed > 0;
  if (!has_more_to_remove_) removed_at_ = Clock::now();
  const std::scoped_lock lock(mutex_);
  status_.removed += static_cast<std::uint64_t>(*removed);
}

// False when it was woken to stop.
bool DecisionWriter::sleep(milliseconds time) {
  std::unique_lock lock(mutex_);
  return !wake_.wait_for(lock, time, [&] { return stopping_; });
}

}  // namespace sprintd::store
