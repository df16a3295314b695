// The command for the daemon's log of decisions: is it as it was written, and what would other packs have answered?

#include <fmt/format.h>

#include "cli/command.h"
#include "cli/replay.h"
#include "cli/rules_at_hand.h"
#include "cli/show.h"
#include "daemon/store/decision_chain.h"
#include "rules/json/writer.h"
#include "rules/report/display_width.h"

namespace sprintd::cli {
namespace {

constexpr std::size_t kHashBytes = 71;  // "sha256:" and 64 digits
constexpr std::size_t kMostShown = 50;  // changes, and lines of one, without --verbose

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string chain_text(const std::string& file, const store::ChainReport& report) {
  if (!report.broken.empty()) {
    if (report.broken_at == 0) return fmt::format("{}: {}\n", file, report.broken);
    return fmt::format("{}: broken at record {}: {}\n", file, report.broken_at, report.broken);
  }
  if (report.records == 0) return fmt::format("{}: no records\n", file);
  auto text = fmt::format("{}: as it was written\n  {}, {} to {}\n  {} of backlogs and organisations\n", file,
                          counted(static_cast<std::uint64_t>(report.records), "record", "records"), report.first,
                          report.last, counted(static_cast<std::uint64_t>(report.texts), "text", "texts"));
  if (report.masked_texts > 0)
    text += fmt::format("  {} more are masked and cannot be compared\n", report.masked_texts);
  if (report.gaps > 0) {
    text += fmt::format("  {} given and never written: the daemon was killed, or could not write\n",
                        counted(static_cast<std::uint64_t>(report.gaps), "id was", "ids were"));
  }
  return text +
         fmt::format("  last hash {}\n  note it elsewhere: --head HASH finds it again, whoever writes the file\n",
                     report.head);
}

std::string chain_json(const std::string& file, const store::ChainReport& report) {
  std::string out;
  json::Writer json(out);
  json.begin_object().member("schema", "sprintd.log_verification/v1").member("file", std::string_view(file));
  json.member("intact", report.broken.empty()).member("records", report.records);
  json.member("first", report.first).member("last", report.last).member("head", std::string_view(report.head));
  json.member("gaps", report.gaps).member("texts", report.texts).member("masked_texts", report.masked_texts);
  if (!report.broken.empty()) {
    json.member("broken_at", report.broken_at).member("broken", std::string_view(report.broken));
  }
  json.end_object();
  return out + '\n';
}

std::string question_text(const store::ReadRecord& record) {
  const auto& asked = record.question;
  if (record.kind != "audit") return report::printable(fmt::format("{} {} {}", asked.person, asked.action, asked.item));
  std::string sprints;
  for (const auto& sprint : asked.sprints) sprints += " " + sprint;
  return "audit of" + report::printable(sprints);
}

std::string replay_text(const ReplayReport& report, bool verbose) {
  const auto asked = report.decisions + report.audits;
  auto text = fmt::format("asked again: {} and {}", counted(report.decisions, "decision", "decisions"),
                          counted(report.audits, "audit", "audits"));
  if (asked > 0) text += fmt::format(", {} to {}", report.first_at, report.last_at);
  text += '\n';
  if (report.with_masked_texts > 0) {
    text += fmt::format("  {} with masked texts, in which what is masked is absent\n", report.with_masked_texts);
  }
  text += report.changes.empty() ? "nothing would change\n" : fmt::format("{} would change\n", report.changes.size());
  std::size_t shown = 0;
  for (const auto& change : report.changes) {
    if (!verbose && shown++ == kMostShown) {
      text += fmt::format("  ... and {} more: --verbose\n", report.changes.size() - kMostShown);
      break;
    }
    text +=
        fmt::format("\n#{} {}  {}: {}\n", change.record.id, change.record.at, question_text(change.record),
                    change.record.answer == change.after ? change.after
                                                         : fmt::format("{} -> {}", change.record.answer, change.after));
    std::size_t lines = 0;
    for (const auto& [sign, list] : {std::pair{'-', &change.gone}, {'+', &change.brought}}) {
      for (const auto& line : *list) {
        if (!verbose && lines++ == kMostShown) break;
        text += fmt::format("  {} {}\n", sign, report::printable(line));
      }
    }
    if (const auto all = change.gone.size() + change.brought.size(); !verbose && all > kMostShown) {
      text += fmt::format("  ... {} verdicts in all: --verbose\n", all);
    }
  }
  if (!report.left.empty()) {
    text += fmt::format("\n{} could not be asked\n", counted(report.left.size(), "record", "records"));
    shown = 0;
    for (const auto& [id, why] : report.left) {
      if (!verbose && shown++ == kMostShown) {
        text += fmt::format("  ... and {} more: --verbose\n", report.left.size() - kMostShown);
        break;
      }
      text += fmt::format("  #{}  {}\n", id, report::printable(why));
    }
  }
  return text;
}

void write_lines(json::Writer& json, std::string_view name, const std::vector<std::string>& lines) {
  json.key(name).begin_array();
  for (const auto& line : lines) json.value(std::string_view(line));
  json.end_array();
}

std::string replay_json(const ReplayReport& report, const ruleset::RuleSet& rules) {
  std::string out;
  json::Writer json(out);
  json.begin_object().member("schema", "sprintd.log_replay/v1").member("digest", std::string_view(rules.digest));
  json.member("decisions", report.decisions).member("audits", report.audits);
  json.member("with_masked_texts", report.with_masked_texts).key("changes").begin_array();
  for (const auto& change : report.changes) {
    json.begin_object().member("id", change.record.id).member("at", std::string_view(change.record.at));
    json.member("kind", std::string_view(change.record.kind));
    json.member("question", std::string_view(question_text(change.record)));
    json.member("before", std::string_view(change.record.answer)).member("after", std::string_view(change.after));
    write_lines(json, "gone", change.gone);
    write_lines(json, "brought", change.brought);
    json.end_object();
  }
  json.end_array().key("not_asked").begin_array();
  for (const auto& [id, why] : report.left) {
    json.begin_object().member("id", id).member("why", std::string_view(why)).end_object();
  }
  json.end_array().end_object();
  return out + '\n';
}

Exit verify(const Arguments& arguments, store::DecisionLog& log, Show& show) {
  const auto head =
      arguments.head.empty() || arguments.head.starts_with("sha256:") ? arguments.head : "sha256:" + arguments.head;
  if (!head.empty() && head.size() != kHashBytes) {
    return show.fault(
        {Code::usage_invalid, fmt::format("--head is a hash as verify prints it, and not '{}'", arguments.head)},
        Exit::usage);
  }
  const auto report = store::verify_chain(log, head);
  if (!report) return show.fault(report.error(), Exit::input);
  const auto& file = arguments.files.front();
  auto exit = report->broken.empty() ? Exit::clean : Exit::findings;
  // Green with nothing checked is red.
  if (report->records == 0 && exit == Exit::clean) exit = Exit::usage;
  for (const auto& output : arguments.outputs) {
    const auto text = output.format == report::Format::json ? chain_json(file, *report) : chain_text(file, *report);
    exit = worse(exit, show.print(output, text, exit));
  }
  return exit;
}

Exit replay_all(const Arguments& arguments, Process& process, store::DecisionLog& log, Show& show) {
  const engine::Engine engine;
  const auto rules = load_rules(engine, pack_places(arguments, process), arguments, process, show);
  if (!rules) return rules.error();
  const auto report = replay(log, engine, *rules);
  if (!report) return show.fault(report.error(), Exit::input);
  auto exit = report->changes.empty() ? Exit::clean : Exit::findings;
  if (!report->left.empty() || report->decisions + report->audits == 0) exit = Exit::usage;
  for (const auto& output : arguments.outputs) {
    const auto text =
        output.format == report::Format::json ? replay_json(*report, **rules) : replay_text(*report, arguments.verbose);
    exit = worse(exit, show.print(output, text, exit));
  }
  return exit;
}

}  // namespace

Exit run_log(const Arguments& arguments, Process& process) {
  Show show(arguments, process);
  const bool replays = arguments.topic == "replay";
  if (!replays && arguments.topic != "verify") {
    return show.fault({Code::usage_invalid, fmt::format("log can verify and replay, and not '{}'", arguments.topic)},
                      Exit::usage);
  }
  if (replays && !arguments.head.empty()) {
    return show.fault({Code::usage_invalid, "--head is for verify"}, Exit::usage);
  }
  if (!replays && !arguments.packs.empty()) {
    return show.fault({Code::usage_invalid, "--packs is for replay"}, Exit::usage);
  }
  auto log = store::DecisionLog::open_for_reading(arguments.files.front());
  if (!log) return show.fault(log.error(), Exit::input);
  return replays ? replay_all(arguments, process, *log, show) : verify(arguments, *log, show);
}

}  // namespace sprintd::cli
