// The command that begins a pack.

#include <filesystem>
#include <fmt/format.h>

#include "cli/command.h"
#include "cli/show.h"
#include "rules/packtest/new_pack.h"

namespace sprintd::cli {
namespace {

namespace fs = std::filesystem;

bool is_pack_id(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !name.empty() && name.find_first_not_of(kLetters) == std::string_view::npos;
}

}  // namespace

Exit run_new(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const auto& name = arguments.pack_name;
  if (!is_pack_id(name)) {
    return show.fault({Code::usage_invalid, fmt::format("'{}' is no name for a pack", name)},
                      "it consists of small letters, digits and -, such as team-rules", Exit::usage);
  }
  const auto folder = fs::path(arguments.folder.empty() ? "." : arguments.folder);
  const auto [pack, test] = packtest::new_pack(name);
  const auto pack_file = (folder / (name + ".yaml")).lexically_normal().string();
  const auto test_file = (folder / (name + ".test.yaml")).lexically_normal().string();
  for (const auto& file : {pack_file, test_file}) {
    std::error_code ignored;
    if (fs::exists(file, ignored)) {
      return show.fault({Code::output_unwritable, fmt::format("{} is there already", file)},
                        "give the pack another name, or another folder with --dir", Exit::usage);
    }
  }
  for (const auto& [file, text] : {std::pair(pack_file, pack), std::pair(test_file, test)}) {
    if (const auto written = write_file(file, text); !written) return show.fault(written.error(), Exit::usage);
  }
  return show.print({}, fmt::format("✓ {} and {}\n  next: sprintctl test {}\n", pack_file, test_file, test_file),
                    Exit::clean);
}

}  // namespace sprintd::cli
