// The C++ face of the plugin ABI: an importer is one function from Request to Answer, exceptions stop here.
//
// Neighbours: sprint_plugin.h is the contract itself; plugins/jira is an example. Request borrows what the host passed;
// use it during the call only. One thread for each call, several calls at once: keep no state.
#pragma once

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/sdk/sprint_plugin.h"

namespace sprint_plugin_sdk {

struct Input {
  std::string_view name;
  std::string_view content;
};

struct KnownIds {
  std::vector<std::string_view> people, teams, projects;
};

struct Request {
  std::vector<Input> inputs;
  std::optional<Input> mapping;
  std::optional<KnownIds> known;  // nothing: no organisation apart
  std::string_view sprint;        // empty: none asked about
};

enum class Severity : std::int32_t { error = SPRINT_ERROR, warning = SPRINT_WARNING, note = SPRINT_NOTE };

struct Fault {
  Severity severity = Severity::error;
  std::uint32_t file = SPRINT_FILE_NONE;
  std::uint64_t begin = SPRINT_OFFSET_NONE;
  std::uint64_t end = SPRINT_OFFSET_NONE;
  std::string pointer;
  std::string message;
  std::string hint;
};

struct Answer {
  std::optional<std::string> document;  // nothing: an error is among the faults
  std::vector<Fault> faults;
};

using Importer = Answer (*)(const Request&);

inline std::string_view view(sprint_text text) {
  return text.length == 0 ? std::string_view() : std::string_view(text.bytes, text.length);
}
inline sprint_text text(std::string_view view) { return {view.data(), view.size()}; }

inline std::vector<std::string_view> views(const sprint_text* texts, std::size_t count) {
  std::vector<std::string_view> result;
  result.reserve(count);
  for (std::size_t i = 0; i < count; ++i) result.push_back(view(texts[i]));
  return result;
}

inline Request read_request(const sprint_import_request& request) {
  Request result;
  for (std::size_t i = 0; i < request.input_count; ++i) {
    result.inputs.push_back({view(request.inputs[i]->name), view(request.inputs[i]->content)});
  }
  if (request.mapping != nullptr) result.mapping = Input{view(request.mapping->name), view(request.mapping->content)};
  if (const auto* known = request.known) {
    result.known = KnownIds{views(known->people, known->people_count), views(known->teams, known->teams_count),
                            views(known->projects, known->projects_count)};
  }
  result.sprint = view(request.sprint);
  return result;
}

inline bool report(const sprint_sink& sink, const Fault& fault) {
  const sprint_fault out{sizeof(sprint_fault),
                         static_cast<std::int32_t>(fault.severity),
                         fault.file,
                         fault.begin,
                         fault.end,
                         text(fault.pointer),
                         text(fault.message),
                         text(fault.hint)};
  return sink.report(sink.context, &out) == 0;
}

// Calls the importer and hands its answer over; whatever it throws becomes a reported failure.
inline sprint_status run(Importer importer, const sprint_import_request* request, const sprint_sink* sink) noexcept {
  try {
    try {
      const auto answer = importer(read_request(*request));
      bool faulty = !answer.document.has_value();
      for (const auto& fault : answer.faults) {
        faulty = faulty || fault.severity == Severity::error;
        if (!report(*sink, fault)) return SPRINT_PLUGIN_FAILED;
      }
      if (faulty) return SPRINT_INPUT_FAULTY;
      return sink->write(sink->context, text(*answer.document)) == 0 ? SPRINT_OK : SPRINT_PLUGIN_FAILED;
    } catch (const std::exception& error) {
      Fault fault;
      fault.message = error.what();
      report(*sink, fault);
    }
  } catch (...) {  // the status says what can still be said
  }
  return SPRINT_PLUGIN_FAILED;
}

}  // namespace sprint_plugin_sdk

// Defines the two symbols of a library that holds one importer.
#define SPRINT_PLUGIN_IMPORTER(name, version, summary, importer)                                                      \
  extern "C" std::uint32_t sprint_plugin_abi(void) { return SPRINT_PLUGIN_ABI; }                                      \
  extern "C" const sprint_plugin* sprint_plugin_get(void) {                                                           \
    static const sprint_plugin plugin{                                                                                \
        sizeof(sprint_plugin), name, version, summary,                                                                \
        [](const sprint_import_request* r, const sprint_sink* s) { return sprint_plugin_sdk::run(importer, r, s); }}; \
    return &plugin;                                                                                                   \
  }                                                                                                                   \
  static_assert(true)
