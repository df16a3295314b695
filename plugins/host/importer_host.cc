#include "plugins/host/importer_host.h"

#include <fmt/format.h>

#include "plugins/host/plugin_answer.h"

namespace sprintd::plugins {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kMajor = SPRINT_PLUGIN_ABI >> 16;

std::unexpected<Error> broken(const fs::path& file, std::string_view what) {
  return std::unexpected(Error{Code::plugin_broken, fmt::format("the plugin {} {}", file.string(), what)});
}

sprint_text text(std::string_view view) { return {view.data(), view.size()}; }

std::vector<sprint_text> texts(const std::vector<std::string>& strings) {
  std::vector<sprint_text> result;
  result.reserve(strings.size());
  for (const auto& string : strings) result.push_back(text(string));
  return result;
}

}  // namespace

Result<Importer> Importer::load(const fs::path& file) {
  auto library = Library::open(file);
  if (!library) return std::unexpected(library.error());
  const auto abi = library->find<sprint_plugin_abi_function>("sprint_plugin_abi");
  if (abi == nullptr) return broken(file, "is no plugin of sprintd: it has no function sprint_plugin_abi");
  if (const auto version = abi(); version >> 16 != kMajor) {
    return std::unexpected(
        Error{Code::plugin_abi_differs,
              fmt::format("the plugin {} speaks version {}.{} of the plugin ABI, this program {}.{}", file.string(),
                          version >> 16, version & 0xffff, kMajor, SPRINT_PLUGIN_ABI & 0xffff)});
  }
  const auto get = library->find<sprint_plugin_get_function>("sprint_plugin_get");
  if (get == nullptr) return broken(file, "has no function sprint_plugin_get");
  const auto* plugin = get();
  if (plugin == nullptr) return broken(file, "does not say what it offers");
  if (plugin->size < sizeof(sprint_plugin)) {
    return broken(
        file, fmt::format("describes itself in {} bytes, the ABI asks for {}", plugin->size, sizeof(sprint_plugin)));
  }
  if (plugin->name == nullptr || plugin->version == nullptr || plugin->summary == nullptr) {
    return broken(file, "has no name, version or summary");
  }
  if (plugin->import_backlog == nullptr) return broken(file, "offers no import");
  return Importer(*std::move(library), plugin);
}

Result<Imported> Importer::import(ImportRequest request) const {
  Imported imported;
  Answer answer(plugin_->name);
  std::vector<sprint_input> inputs;
  const auto add = [&](ImportFile& file) -> Result<sprint_input> {
    const auto id = imported.sources.add(std::move(file.name), std::move(file.text));
    if (!id) return std::unexpected(id.error());
    answer.add_file(*id);
    return sprint_input{sizeof(sprint_input), text(imported.sources.name(*id)), text(imported.sources.text(*id))};
  };
  for (auto& file : request.files) {
    const auto input = add(file);
    if (!input) return std::unexpected(input.error());
    inputs.push_back(*input);
  }
  std::vector<const sprint_input*> pointers;
  for (const auto& input : inputs) pointers.push_back(&input);

  std::optional<sprint_input> mapping;
  if (request.mapping) {
    const auto input = add(*request.mapping);
    if (!input) return std::unexpected(input.error());
    mapping = *input;
    answer.last_file_is_mapping();
  }

  sprint_known known{sizeof(sprint_known), nullptr, 0, nullptr, 0, nullptr, 0};
  std::vector<sprint_text> people, teams, projects;
  if (request.known) {
    people = texts(request.known->people);
    teams = texts(request.known->teams);
    projects = texts(request.known->projects);
    known = {sizeof(sprint_known), people.data(),   people.size(),  teams.data(),
             teams.size(),         projects.data(), projects.size()};
  }

  const sprint_import_request to_plugin{
      sizeof(sprint_import_request),    pointers.data(),     pointers.size(), mapping ? &*mapping : nullptr,
      request.known ? &known : nullptr, text(request.sprint)};
  const sprint_sink sink{sizeof(sprint_sink), &answer, &Answer::write, &Answer::report};
  try {
    return answer.judge(plugin_->import_backlog(&to_plugin, &sink), std::move(imported));
  } catch (...) {
    return std::unexpected(
        Error{Code::plugin_broken, fmt::format("the plugin {} threw an exception, which the contract "
                                               "forbids; nothing was imported",
                                               plugin_->name)});
  }
}

}  // namespace sprintd::plugins
