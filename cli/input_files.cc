#include "cli/input_files.h"

#include <algorithm>

#include "plugins/host/importer_host.h"
#include "rules/base/files.h"

namespace sprintd::cli {
namespace {

using backlog::Document;
using backlog::EntityKind;

std::vector<std::string> ids_of(const backlog::Backlog& backlog, EntityKind kind) {
  std::vector<std::string> ids;
  for (table::Row row = 0; row < backlog.rows(kind); ++row) ids.emplace_back(backlog.id(kind, row));
  return ids;
}

// The ids of the organisation that is loaded apart; nothing when none is.
std::expected<std::optional<plugins::KnownIds>, Exit> known_ids(const Arguments& arguments,
                                                                const engine::Engine& engine, Show& show) {
  if (arguments.organisation.empty()) return std::nullopt;
  auto text = read_file(arguments.organisation);
  if (!text) return std::unexpected(show.fault(text.error(), Exit::input));
  const auto loaded =
      engine.load_backlog({Document{arguments.organisation, std::move(*text), Document::Part::organisation}});
  if (!loaded.backlog) return std::unexpected(show.faults(loaded.diagnostics, loaded.sources, Exit::input));
  return plugins::KnownIds{.people = ids_of(*loaded.backlog, EntityKind::person),
                           .teams = ids_of(*loaded.backlog, EntityKind::team),
                           .projects = ids_of(*loaded.backlog, EntityKind::project)};
}

std::expected<plugins::ImportRequest, Exit> import_request(const Arguments& arguments, const engine::Engine& engine,
                                                           Show& show) {
  plugins::ImportRequest request;
  for (const auto& file : arguments.files) {
    auto text = read_file(file);
    if (!text) return std::unexpected(show.fault(text.error(), Exit::input));
    request.files.push_back({file, std::move(*text)});
  }
  if (!arguments.mapping.empty()) {
    auto text = read_file(arguments.mapping);
    if (!text) return std::unexpected(show.fault(text.error(), Exit::usage));
    request.mapping = plugins::ImportFile{arguments.mapping, std::move(*text)};
  }
  auto known = known_ids(arguments, engine, show);
  if (!known) return std::unexpected(known.error());
  request.known = std::move(*known);
  if (arguments.sprints.size() == 1) request.sprint = arguments.sprints.front();
  return request;
}

bool is_file(const std::string& name) {
  std::error_code ignored;
  return name == "-" || std::filesystem::exists(name, ignored);
}

}  // namespace

std::expected<std::string, Exit> import_backlog(const std::string& importer, const Arguments& arguments,
                                                const Process& process, const engine::Engine& engine, Show& show) {
  const auto variable = process.variable("SPRINTD_PLUGINS");
  const auto folders = plugins::plugin_folders(variable ? variable->c_str() : nullptr, process.program);
  const auto found = plugins::Importer::find(importer, folders);
  if (!found) return std::unexpected(show.fault(found.error(), Exit::usage));
  auto request = import_request(arguments, engine, show);
  if (!request) return std::unexpected(request.error());

  auto imported = found->import(std::move(*request));
  if (!imported) return std::unexpected(show.fault(imported.error(), Exit::internal));
  if (!imported->backlog) return std::unexpected(show.faults(imported->diagnostics, imported->sources, Exit::input));
  if (!imported->diagnostics.empty()) {
    const auto text =
        report::write_diagnostics(imported->diagnostics, imported->sources, report::Format::text, show.error_style());
    (void)write_all(process.err, text, "standard error");
  }
  return std::move(*imported->backlog);
}

std::expected<engine::BacklogChoice, Exit> read_backlog(const Arguments& arguments, const Process& process,
                                                        const engine::Engine& engine, Show& show) {
  const Error none{Code::usage_invalid,
                   arguments.person.empty() ? "no backlog: name its files" : "no backlog: name it with --backlog FILE"};
  engine::BacklogChoice choice;
  choice.backlog_id = arguments.backlog;
  const bool names_kept = !arguments.socket.empty() && arguments.files.size() == 1 && !is_file(arguments.files.front());
  if (choice.backlog_id.empty() && names_kept) choice.backlog_id = arguments.files.front();
  if (!choice.backlog_id.empty()) {
    if (arguments.socket.empty()) {
      return std::unexpected(
          show.fault({Code::usage_invalid, "--backlog ID needs the daemon that keeps it: --socket PATH"}, Exit::usage));
    }
    return choice;
  }
  if (arguments.files.empty()) return std::unexpected(show.fault(none, Exit::usage));

  if (!arguments.organisation.empty()) {
    auto text = read_file(arguments.organisation);
    if (!text) return std::unexpected(show.fault(text.error(), Exit::input));
    choice.documents.push_back({arguments.organisation, std::move(*text), Document::Part::organisation});
  }
  if (!arguments.from.empty()) {
    auto text = import_backlog(arguments.from, arguments, process, engine, show);
    if (!text) return std::unexpected(text.error());
    choice.documents.push_back({"<imported>", std::move(*text), Document::Part::backlog});
    return choice;
  }
  for (const auto& file : arguments.files) {
    auto text = read_file(file);
    if (!text) return std::unexpected(show.fault(text.error(), Exit::input));
    choice.documents.push_back({file, std::move(*text), Document::Part::backlog});
  }
  return choice;
}

}  // namespace sprintd::cli
