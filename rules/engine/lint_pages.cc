#include "rules/engine/lint_pages.h"

#include <fmt/format.h>

#include "rules/base/lint_level.h"

namespace sprintd::engine {
namespace {

// Examples of pages are indented by four blanks, which is Markdown's own way of showing them.
std::string section_of(Code lint) {
  const auto& info = code_info(lint);
  return fmt::format("\n## {}\n\n`{}`, {}: {}.\n\n{}", lint_name(lint), info.name, severity_name(info.severity),
                     info.title, info.page);
}

}  // namespace

std::string lints_page() {
  std::string page =
      "# Lints\n"
      "\n"
      "What `sprintctl check` says of packs that load and are probably not what was meant. Each has a level, `warning` "
      "for\n"
      "what is most likely a mistake, `note` for what could be said better; a pack sets others under `lints`, the "
      "command\n"
      "line with `--lint NAME=LEVEL`: off, note, warning or error. An error makes `check` exit with 1; loading "
      "refuses\n"
      "nothing because of a lint. This page is made from the table of lints by `./dev docs`.\n"
      "\n"
      "| lint | code | level | finds |\n"
      "|---|---|---|---|\n";
  for (const auto lint : all_lints()) {
    const auto& info = code_info(lint);
    page += fmt::format("| [{0}](#{0}) | {1} | {2} | {3} |\n", lint_name(lint), info.name, severity_name(info.severity),
                        info.title);
  }
  for (const auto lint : all_lints()) page += section_of(lint);
  return page;
}

}  // namespace sprintd::engine
