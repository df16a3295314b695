#include "daemon/store/decision_chain.h"

#include <array>
#include <fmt/format.h>
#include <map>

#include "daemon/store/record_reader.h"
#include "rules/base/digest.h"

namespace sprintd::store {
namespace {

std::string hash_of(std::string_view text) { return digest_of(std::array{text}); }

class Walk {
 public:
  Walk(DecisionLog& log, std::string_view expected, std::int64_t first_kept)
      : log_(log), expected_(expected), first_kept_(first_kept) {}

  // False when the rest need not be looked at.
  bool take(const Record& record) {
    const auto reading = read_record(record.body);
    report_.broken = fault_of(record, reading);
    if (!report_.broken.empty()) {
      report_.broken_at = record.id;
      return false;
    }
    if (report_.records++ == 0) {
      report_.first = record.id;
      if (reading->previous.empty()) report_.gaps += record.id - 1;
    } else {
      report_.gaps += record.id - report_.last - 1;
    }
    report_.last = record.id;
    report_.head = record.hash;
    report_.has_expected = report_.has_expected || record.hash == expected_;
    for (const auto& input : reading->inputs) {
      auto& may_be_masked = may_be_masked_[input.digest];
      may_be_masked = may_be_masked || reading->is_masked;
    }
    return true;
  }

  Result<ChainReport> finish(std::int64_t largest_ever) {
    if (report_.broken.empty() && largest_ever > report_.last) {
      report_.broken = fmt::format("the newest records are gone: there were some up to {}", largest_ever);
      report_.broken_at = report_.last;
    }
    for (const auto& [digest, may_be_masked] : may_be_masked_) {
      if (!report_.broken.empty()) break;
      if (auto checked = check_text(digest, may_be_masked); !checked) return std::unexpected(checked.error());
    }
    if (report_.broken.empty() && !expected_.empty() && !report_.has_expected) {
      report_.broken = fmt::format("no record has the hash {}", expected_);
    }
    return std::move(report_);
  }

 private:
  [[nodiscard]] std::string fault_of(const Record& record, const std::optional<ReadRecord>& reading) const {
    if (hash_of(record.body) != record.hash) return "its text does not have its hash";
    if (!reading) return "its text is no record";
    if (reading->id != record.id) return fmt::format("its text says that it is record {}", reading->id);
    if (reading->at != format_instant(record.at)) return fmt::format("its text says that it is of {}", reading->at);
    if (report_.records > 0) {
      if (reading->previous != report_.head) return "it does not follow the record before";
    } else if (record.id != 1 && record.id != first_kept_) {
      // The first id may have been given and never written, but then nothing was before.
      if (!reading->previous.empty()) return "records before it are gone, and not by retention";
    } else if (record.id == 1 && !reading->previous.empty()) {
      return "it is the first, and follows another";
    }
    return {};
  }

  Result<void> check_text(const std::string& digest, bool may_be_masked) {
    const auto text = log_.text(digest);
    if (!text) return std::unexpected(text.error());
    if (!*text) {
      report_.broken = fmt::format("the text {} that records are about is gone", digest);
      report_.broken_at = report_.last;
    } else if ((*text)->is_masked && may_be_masked) {
      ++report_.masked_texts;
    } else if (hash_of((*text)->text) != digest) {
      report_.broken = fmt::format("the text {} that records are about was changed", digest);
      report_.broken_at = report_.last;
    } else {
      ++report_.texts;
    }
    return {};
  }

  DecisionLog& log_;
  std::string_view expected_;
  std::int64_t first_kept_;
  std::map<std::string, bool> may_be_masked_;  // by digest of a text: whether a record about it hides members
  ChainReport report_;
};

}  // namespace

Result<ChainReport> verify_chain(DecisionLog& log, std::string_view expected) {
  const auto first_kept = log.first_kept();
  if (!first_kept) return std::unexpected(first_kept.error());
  Walk walk(log, expected, *first_kept);
  if (auto walked = log.each([&](const Record& record) { return walk.take(record); }); !walked) {
    return std::unexpected(walked.error());
  }
  const auto largest = log.largest_ever();
  if (!largest) return std::unexpected(largest.error());
  return walk.finish(*largest);
}

}  // namespace sprintd::store
