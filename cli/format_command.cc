// The command that lays packs and tests out in one way.

#include <fmt/format.h>
#include <utility>

#include "cli/command.h"
#include "cli/show.h"
#include "rules/base/files.h"
#include "rules/format/format.h"

namespace sprintd::cli {
namespace {

// "-" and "+" in front of the lines that differ, up to the first and last that do.
std::string difference(std::string_view before, std::string_view after) {
  const auto split = [](std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      lines.push_back(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
  };
  const auto old_lines = split(before);
  const auto new_lines = split(after);
  std::size_t first = 0;
  while (first < old_lines.size() && first < new_lines.size() && old_lines[first] == new_lines[first]) ++first;
  std::size_t last = 0;
  while (last < old_lines.size() - first && last < new_lines.size() - first &&
         old_lines[old_lines.size() - 1 - last] == new_lines[new_lines.size() - 1 - last]) {
    ++last;
  }
  std::string text = fmt::format("  from line {}:\n", first + 1);
  for (auto i = first; i < old_lines.size() - last; ++i) text += fmt::format("  - {}\n", old_lines[i]);
  for (auto i = first; i < new_lines.size() - last; ++i) text += fmt::format("  + {}\n", new_lines[i]);
  return text;
}

}  // namespace

Exit run_fmt(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  auto exit = Exit::clean;
  std::string told;
  for (const auto& place : arguments.files) {
    const auto files = place == "-" ? Result<std::vector<std::string>>({place}) : list_yaml(place);
    if (!files) return show.fault(files.error(), Exit::usage);
    for (const auto& file : *files) {
      const auto text = read_file(file);
      if (!text) return show.fault(text.error(), Exit::usage);
      auto formatted = format::format_yaml(file, *text);
      if (!formatted.text) {
        exit = worse(exit, show.faults(formatted.diagnostics, formatted.sources, Exit::usage));
      } else if (file == "-" && !arguments.check) {
        told += *formatted.text;
      } else if (*formatted.text == *text) {
        continue;
      } else if (arguments.check) {
        told += fmt::format("{} is laid out in another way\n{}", file, difference(*text, *formatted.text));
        exit = worse(exit, Exit::findings);
      } else if (const auto written = replace_file(file, *formatted.text); !written) {
        return show.fault(written.error(), Exit::internal);
      } else {
        told += fmt::format("formatted {}\n", file);
      }
    }
  }
  return told.empty() ? exit : worse(exit, show.print({}, told, exit));
}

}  // namespace sprintd::cli
