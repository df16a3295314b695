#include "rules/packtest/junit.h"

#include <fmt/format.h>

#include "rules/packtest/report_tests.h"

namespace sprintd::packtest {
namespace {

std::string first_words(const CaseResult& one) {
  if (!one.problems.empty()) return one.problems.front();
  return fmt::format("{} {} from what is expected", one.differences.size(),
                     one.differences.size() == 1 ? "finding differs" : "findings differ");
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') {
          out += "\ufffd";
        } else {
          out += c;
        }
    }
  }
  return out;
}

std::string junit_of(const std::vector<FileResult>& files) {
  const auto counts = [](std::span<const FileResult> some) {
    const auto summary = summary_of(some);
    return fmt::format(R"(tests="{}" failures="{}" errors="{}")", summary.cases() + summary.unreadable, summary.failed,
                       summary.faulty + summary.unreadable);
  };
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  out += fmt::format("<testsuites name=\"sprintctl test\" {}>\n", counts(files));
  for (const auto& file : files) {
    std::string faults;
    for (const auto& some : file.faults) {
      faults += report::write_diagnostics(some.diagnostics, some.sources, report::Format::text, {});
    }
    out += fmt::format("  <testsuite name=\"{}\" {}>\n", xml_text(file.name), counts({&file, 1}));
    if (!file.was_read) {
      out += fmt::format(
          "    <testcase name=\"{0}\" classname=\"{0}\">\n      <error message=\"not read\">{1}</error>\n"
          "    </testcase>\n",
          xml_text(file.name), xml_text(faults));
    }
    for (const auto& one : file.cases) {
      out += fmt::format("    <testcase name=\"{}\" classname=\"{}\"", xml_text(one.name), xml_text(file.name));
      if (one.passed()) {
        out += "/>\n";
      } else if (one.faulty) {
        out += fmt::format(">\n      <error message=\"not run\">{}</error>\n    </testcase>\n", xml_text(faults));
      } else {
        out += fmt::format(">\n      <failure message=\"{}\">{}</failure>\n    </testcase>\n",
                           xml_text(first_words(one)), xml_text(details_of(one)));
      }
    }
    out += "  </testsuite>\n";
  }
  out += "</testsuites>\n";
  return out;
}

}  // namespace sprintd::packtest
