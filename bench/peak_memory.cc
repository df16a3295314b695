// Peak memory from bytes to report, once, in a process of its own: peak_memory FILE prints bytes, peak and their ratio.

#include <cstdio>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

#include "bench/generated_backlog.h"
#include "rules/base/files.h"
#include "rules/engine/engine.h"
#include "rules/engine/pack_files.h"

namespace {

std::size_t peak_bytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sprintd;
  if (argc == 3 && std::string(argv[1]) == "--generate") {
    const auto text = bench::generate_backlog(std::stoul(argv[2]));
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
  }
  if (argc != 2) {
    std::fputs("usage: peak_memory FILE, or peak_memory --generate ITEMS > FILE\n", stderr);
    return 2;
  }
  const engine::Engine engine;
  auto packs = engine::read_packs({SPRINTD_SOURCE_DIR "/etc/packs/engineering-leadership.yaml"});
  auto text = read_file(argv[1]);
  if (!packs || !text) return 3;
  const auto bytes = text->size();
  const auto rules = engine.load_packs(std::move(*packs)).rules;
  std::vector<backlog::Document> documents(1);
  documents[0].name = argv[1];
  documents[0].text = std::move(*text);
  const auto backlog = engine.load_backlog(std::move(documents)).backlog;
  const auto after_load = peak_bytes();
  const auto audit =
      engine.audit(rules, backlog, {.as_of = Instant{1'772'323'200'000'000}, .sprints = {}, .evidence = true});
  if (!audit) return 3;
  const auto after_audit = peak_bytes();
  const auto report = report::write_audit(*audit, {engine::version()}, report::Format::json, {});
  const auto peak = peak_bytes();
  const auto times = [&](std::size_t amount) { return static_cast<double>(amount) / static_cast<double>(bytes); };
  std::printf(
      "input %.1f MB, %zu findings, report %.1f MB; peak after load %.1f x, after audit %.1f x, at the end %.1f x the "
      "input (%.1f MB)\n",
      static_cast<double>(bytes) / 1e6, audit->findings.size(), static_cast<double>(report.size()) / 1e6,
      times(after_load), times(after_audit), times(peak), static_cast<double>(peak) / 1e6);
}
