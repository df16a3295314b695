// The command that gives the JSON Schemas of what people write.

#include <algorithm>
#include <array>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <vector>

#include "cli/command.h"
#include "cli/show.h"
#include "daemon/config/config_schema.h"
#include "rules/base/suggest.h"
#include "rules/schema/schemas.h"

namespace sprintd::cli {
namespace {

struct Schema {
  std::string_view name;
  std::string (*make)();
};
constexpr auto kSchemas = std::to_array<Schema>({{"pack", schema::pack_schema},
                                                 {"test", schema::test_schema},
                                                 {"backlog", schema::backlog_schema},
                                                 {"organisation", schema::organisation_schema},
                                                 {"sign-offs", schema::sign_offs_schema},
                                                 {"config", config::config_schema}});

std::vector<std::string_view> names() {
  std::vector<std::string_view> all;
  for (const auto& one : kSchemas) all.push_back(one.name);
  return all;
}

Exit write_all_to(const std::string& folder, Show& show) {
  std::string told;
  for (const auto& one : kSchemas) {
    const auto path = (std::filesystem::path(folder) / fmt::format("{}.schema.json", one.name)).string();
    std::ofstream file(path, std::ios::binary);
    file << one.make();
    if (!file.flush())
      return show.fault({Code::output_unwritable, fmt::format("cannot write {}", path)}, Exit::internal);
    told += fmt::format("wrote {}\n", path);
  }
  return show.print({}, told, Exit::clean);
}

}  // namespace

Exit run_schema(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  if (arguments.topic.empty() && !arguments.folder.empty()) return write_all_to(arguments.folder, show);
  const auto all = names();
  const auto wanted = std::ranges::find(kSchemas, std::string_view(arguments.topic), &Schema::name);
  if (wanted != kSchemas.end() && arguments.folder.empty()) return show.print({}, wanted->make(), Exit::clean);
  const auto near = suggest(arguments.topic, all);
  return show.fault({Code::usage_invalid,
                     fmt::format("name one schema: {}; or a folder for all: --dir FOLDER", fmt::join(all, ", "))},
                    near ? fmt::format("did you mean '{}'?", *near) : std::string(), Exit::usage);
}

}  // namespace sprintd::cli
