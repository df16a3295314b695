// Plugins that break the contract, one for each BROKEN_... that the build defines.

#include <stdexcept>

#include "plugins/sdk/sprint_plugin.h"

namespace {

[[maybe_unused]] sprint_text text(const char* bytes) {
  std::size_t length = 0;
  while (bytes[length] != '\0') ++length;
  return {bytes, length};
}

[[maybe_unused]] sprint_fault fault(std::int32_t severity, std::uint32_t file, std::uint64_t begin, std::uint64_t end) {
  return {sizeof(sprint_fault), severity, file, begin, end, text(""), text("lost"), text("")};
}

[[maybe_unused]] sprint_status import(const sprint_import_request*, [[maybe_unused]] const sprint_sink* sink) {
#if defined(BROKEN_THROWS)
  throw std::runtime_error("across the line");
#elif defined(BROKEN_SAYS_OK_REPORTS_ERROR)
  const auto lost = fault(SPRINT_ERROR, 0, 0, 0);
  sink->report(sink->context, &lost);
  sink->write(sink->context, text("{}"));
  return SPRINT_OK;
#elif defined(BROKEN_FAULTY_WITHOUT_FAULT)
  return SPRINT_INPUT_FAULTY;
#elif defined(BROKEN_NONSENSE_STATUS)
  return 77;
#elif defined(BROKEN_NONSENSE_FAULTS)
  // Places outside the file, a file that there is not, a severity that there is not: all to be read the strict way.
  for (const auto& nonsense : {fault(SPRINT_WARNING, 0, 1'000'000, 5), fault(SPRINT_WARNING, 9, 0, 0),
                               fault(SPRINT_WARNING, 0, 2, UINT64_MAX), fault(12, SPRINT_FILE_MAPPING, 0, 0)}) {
    sink->report(sink->context, &nonsense);
  }
  auto silent = fault(SPRINT_NOTE, 0, 1, 1);
  silent.message = {nullptr, 0};
  silent.hint = text("two\nlines");
  sink->report(sink->context, &silent);
  return SPRINT_INPUT_FAULTY;
#elif defined(BROKEN_WRITES_NO_JSON)
  sink->write(sink->context, text("<backlog/>"));
  return SPRINT_OK;
#elif defined(BROKEN_SMALL_FAULT)
  auto small = fault(SPRINT_ERROR, 0, 0, 0);
  small.size = 8;
  sink->report(sink->context, &small);
  return SPRINT_INPUT_FAULTY;
#elif defined(BROKEN_REFUSES_TO_STOP)
  const auto lost = fault(SPRINT_ERROR, 0, 0, 0);
  for (int i = 0; i < 100'000; ++i) sink->report(sink->context, &lost);
  return SPRINT_PLUGIN_FAILED;
#else
  return SPRINT_OK;
#endif
}

}  // namespace

#if !defined(BROKEN_NO_HANDSHAKE)
std::uint32_t sprint_plugin_abi() {
#if defined(BROKEN_OLD_ABI)
  return 7u << 16 | 3u;
#else
  return SPRINT_PLUGIN_ABI;
#endif
}
#endif

#if !defined(BROKEN_NO_GET)
const sprint_plugin* sprint_plugin_get() {
  [[maybe_unused]] static sprint_plugin plugin{sizeof(sprint_plugin), "broken", "1.0", "breaks the contract", &import};
#if defined(BROKEN_NO_TABLE)
  return nullptr;
#elif defined(BROKEN_SMALL_TABLE)
  plugin.size = 16;
#elif defined(BROKEN_NO_NAME)
  plugin.name = nullptr;
#elif defined(BROKEN_NO_IMPORT)
  plugin.import_backlog = nullptr;
#endif
#if !defined(BROKEN_NO_TABLE)
  return &plugin;
#endif
}
#endif
