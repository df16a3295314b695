#include "plugins/jira/result_pages.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "plugins/jira/json_text.h"

namespace jira {
namespace {

class PageReader {
 public:
  explicit PageReader(Report& report) : report_(report) {}

  void read(std::uint32_t file, const sprint_plugin_sdk::Input& input) {
    auto text = input.content;
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
    text.remove_prefix(skipped);
    const auto page = read_json(text);
    if (!page) {
      const auto at = std::min<std::uint64_t>(page.error().offset + skipped, input.content.size());
      report_.add(Severity::error, {file, {}}, "not JSON: " + page.error().message, {}, at);
      return;
    }
    if (page->is_array()) {
      read_issues(*page, {file, {}});
    } else if (const auto& issues = (*page)["issues"]; issues.is_array()) {
      read_issues(issues, {file, "/issues"});
      remember_extent(*page, {file, {}});
    } else {
      explain(*page, {file, {}});
    }
  }

  Export finish() {
    report_older_gaps();
    if (cloud_unfinished_ && !cloud_finished_) {
      report_.add(Severity::warning, *cloud_unfinished_, "the last page is missing: Jira says that more issues follow",
                  "fetch on with nextPageToken and name all pages");
    }
    return std::move(export_);
  }

 private:
  // What an older search said about itself.
  struct Extent {
    std::int64_t begin, end;
    Place place;
  };

  void read_issues(const Json& issues, const Place& place) {
    std::size_t index = 0;
    for (const auto& json : issues.elements()) {
      const auto here = place.at(pointer_step(index++));
      auto key = json["key"].id();
      if (key.empty()) {
        report_.add(Severity::error, here, "an issue without 'key'");
      } else if (!json["fields"].is_object()) {
        report_.add(Severity::error, here, "issue " + key + " has no 'fields'",
                    "ask Jira for the fields, such as fields=*all");
      } else {
        add({std::move(key), json, here});
      }
    }
  }

  void add(Issue issue) {
    const auto [entry, is_new] = export_.by_key.try_emplace(issue.key, export_.issues.size());
    if (is_new) {
      export_.issues.push_back(std::move(issue));
      return;
    }
    report_.count(Severity::warning, issue.place, issue.key, "more than once in the pages; the last one counts");
    export_.issues[entry->second] = std::move(issue);
  }

  void remember_extent(const Json& page, const Place& place) {
    if (const auto* total = page["total"].integer()) {
      const auto* start = page["startAt"].integer();
      const auto begin = start != nullptr ? std::max<std::int64_t>(*start, 0) : 0;
      older_[*total].push_back({begin, begin + static_cast<std::int64_t>(page["issues"].elements().size()), place});
    } else if (page["isLast"].is_false() || page["nextPageToken"].is_string()) {
      cloud_unfinished_ = place;
    } else {
      cloud_finished_ = true;
    }
  }

  // Pages of one search agree about the total and cover it.
  void report_older_gaps() {
    for (auto& [total, extents] : older_) {
      std::ranges::sort(extents, {}, &Extent::begin);
      std::int64_t covered = 0;
      std::int64_t seen = 0;
      for (const auto& extent : extents) {
        seen += std::max<std::int64_t>(extent.end - std::max(extent.begin, covered), 0);
        covered = std::max(covered, extent.end);
      }
      if (seen >= total) continue;
      report_.add(Severity::warning, extents.back().place.at("/total"),
                  "Jira found " + std::to_string(total) + " issues, the pages hold " + std::to_string(seen),
                  "fetch on with startAt and name all pages");
    }
  }

  void explain(const Json& page, const Place& place) {
    if (const auto& messages = page["errorMessages"].elements(); !messages.empty()) {
      report_.add(Severity::error, place.at("/errorMessages"),
                  "Jira answered with an error: " + std::string(messages.front().string()));
    } else if (page["values"].is_array()) {
      report_.add(Severity::error, place, "a list of 'values', not of issues",
                  "boards and sprints have lists of their own; name the result of a search");
    } else {
      report_.add(Severity::error, place, "no issues: expected an object with 'issues', or an array of issues");
    }
  }

  Report& report_;
  Export export_;
  std::map<std::int64_t, std::vector<Extent>> older_;  // by total
  std::optional<Place> cloud_unfinished_;
  bool cloud_finished_ = false;
};

}  // namespace

Export read_pages(const std::vector<sprint_plugin_sdk::Input>& files, Report& report) {
  PageReader reader(report);
  for (std::size_t i = 0; i < files.size(); ++i) reader.read(static_cast<std::uint32_t>(i), files[i]);
  return reader.finish();
}

}  // namespace jira
