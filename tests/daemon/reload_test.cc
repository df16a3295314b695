// Loading anew while the daemon answers: by signal, by call, by what happens to the files; and what a restart keeps.

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <sys/stat.h>

#include "daemon/app/file_watch.h"
#include "daemon/app/last_good.h"
#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using test::Daemon;
using test::RawClient;
using test::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

// A pack whose authority lets only this person pull. The generations differ in nothing else.
std::string pack_for(std::string_view person) {
  return fmt::format(
      "sprintd: 1\npack: team\nauthority:\n  - id: pull\n    action: pull\n    allow: person.id == \"{}\"\n", person);
}

constexpr std::string_view kOrganisation = "people: [{id: ada}, {id: bob}]\nteams: [{id: core, members: [ada, bob]}]\n";
constexpr std::string_view kBoard =
    R"({"schema":"sprintd.backlog/v1","sprint":{"id":"s","team":"core"},"items":[{"id":"A-1"}]})";
const std::string kMayAda =
    test::post("/v1/decisions", R"({"person":"ada","action":"pull","item":"A-1","backlog_id":"board"})");

std::string configuration(std::string_view more = "") {
  return fmt::format("packs: [packs]\norganisation: organisation.yaml\nreload: {{quiet_milliseconds: 20{}}}\n", more);
}

std::string prepare(const TemporaryFolder& folder) {
  fs::create_directory(folder.file("packs"));
  fs::create_directory(folder.file("state"));
  folder.write("packs/team.yaml", pack_for("ada"));
  folder.write("organisation.yaml", kOrganisation);
  return configuration() + "state: state\n";
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

// Asks until the answer has the part, at most ten seconds.
bool comes_to(const Daemon& daemon, const std::string& request, std::string_view part) {
  for (int i = 0; i < 500; ++i) {
    const auto reply = daemon.ask(request);
    if (reply && has(reply->body, part)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return false;
}

const std::string kReload = test::post("/v1/packs:reload", "");
const std::string kPacks = test::get("/v1/packs");
const std::string kReady = test::get("/readyz");

void keep_board(const Daemon& daemon) {
  const auto put = daemon.ask(test::post("/v1/backlogs/board", kBoard, "PUT"));
  REQUIRE(put);
  REQUIRE(put->status == 201);
}

std::string answer(const Daemon& daemon) {
  const auto reply = daemon.ask(kMayAda);
  return reply ? reply->headers.at("sprintd-allowed") : "no reply";
}

}  // namespace

TEST_CASE("asked to, the daemon loads anew, and says what is in force") {
  const Daemon daemon(prepare);
  keep_board(daemon);
  CHECK(answer(daemon) == "true");
  CHECK(has(daemon.ask(kReload)->body, R"({"changed":false,)"));
  daemon.folder().write("packs/team.yaml", pack_for("bob"));
  const auto reload = daemon.ask(kReload);
  REQUIRE(reload);
  CHECK(reload->status == 200);
  CHECK(answer(daemon) == "false");
  const auto packs = daemon.ask(kPacks);
  CHECK(has(packs->body, R"("generation":2)"));
  CHECK(has(packs->body, R"("stale":false)"));
  CHECK(packs->headers.at("sprintd-set") == daemon.ask(kReady)->headers.at("sprintd-set"));
}

TEST_CASE("what cannot be loaded leaves in force what was, and everybody is told") {
  Daemon daemon(prepare);
  keep_board(daemon);
  struct Fault {
    std::string file, text, said;
  };
  const std::vector<Fault> faults = {
      {"packs/team.yaml", "sprintd: 1\npack: team\nruls: []\n", "E0302"},
      {"packs/team.yaml", "a: [", "E0202"},
      {"organisation.yaml", "people: 3\n", "E0"},
      {"organisation.yaml", "people: [{id: ada}, {id: ada}]\n", "E0"},
      {"sprintd.yaml", "sockt: x\n", "E0731"},
  };
  for (const auto& [file, text, said] : faults) {
    CAPTURE(file, text);
    const auto before = *read_file(daemon.folder().file(file));
    daemon.folder().write(file, text);
    const auto reload = daemon.ask(kReload);
    REQUIRE(reload);
    CHECK(reload->status == 422);
    CHECK(has(reload->body, said));
    CHECK(reload->headers.at("sprintd-outcome") == "bad_packs");
    CHECK(answer(daemon) == "true");
    CHECK(has(daemon.ask(kReady)->body, R"("ready":true,"stale":true)"));
    CHECK(has(daemon.ask(kPacks)->body, said));
    CHECK(has(*read_file(daemon.log()), "reload failed"));
    daemon.folder().write(file, before);
    CHECK(daemon.ask(kReload)->status == 200);
    CHECK(has(daemon.ask(kReady)->body, R"("ready":true,"stale":false)"));
  }
  fs::remove(daemon.folder().file("packs/team.yaml"));
  CHECK(daemon.ask(kReload)->status == 422);
  CHECK(answer(daemon) == "true");
}

TEST_CASE("SIGHUP loads anew, however many come") {
  Daemon daemon([](const TemporaryFolder& folder) { return prepare(folder) + "\n# \n"; });
  keep_board(daemon);
  daemon.folder().write("packs/team.yaml", pack_for("bob"));
  for (int i = 0; i < 200; ++i) daemon.process().signal(SIGHUP);
  CHECK(comes_to(daemon, kPacks, R"("generation":2)"));
  CHECK(answer(daemon) == "false");
}

TEST_CASE("changes of files are seen by themselves, whichever way they come") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    fs::create_directory(folder.file("v1"));
    folder.write("v1/team.yaml", pack_for("ada"));
    folder.write("organisation.yaml", kOrganisation);
    // As Kubernetes mounts a ConfigMap: a link to a link to a folder.
    fs::create_symlink("v1", folder.file("..data"));
    fs::create_directory(folder.file("packs"));
    fs::create_symlink("../..data/team.yaml", folder.file("packs/team.yaml"));
    return configuration(", poll_seconds: 3600");
  });
  keep_board(daemon);
  const auto& folder = daemon.folder();
  int generation = 1;
  const auto is_seen = [&] { return comes_to(daemon, kPacks, fmt::format("\"generation\":{},", ++generation)); };

  SECTION("written in place") {
    folder.write("v1/team.yaml", pack_for("bob"));
    CHECK(is_seen());
    CHECK(answer(daemon) == "false");
  }
  SECTION("moved over, as editors do") {
    folder.write("v1/.team.yaml.swp", pack_for("bob"));
    fs::rename(folder.file("v1/.team.yaml.swp"), folder.file("v1/team.yaml"));
    CHECK(is_seen());
  }
  SECTION("a link to another folder") {
    fs::create_directory(folder.file("v2"));
    folder.write("v2/team.yaml", pack_for("bob"));
    fs::create_symlink("v2", folder.file("..next"));
    fs::rename(folder.file("..next"), folder.file("..data"));
    CHECK(is_seen());
    CHECK(answer(daemon) == "false");
    // What is watched moved with it.
    folder.write("v2/team.yaml", pack_for("ada"));
    CHECK(is_seen());
    CHECK(answer(daemon) == "true");
  }
  SECTION("a link to a folder with a fault, which is mended there") {
    fs::create_directory(folder.file("v2"));
    folder.write("v2/team.yaml", "a: [");
    fs::create_symlink("v2", folder.file("..next"));
    fs::rename(folder.file("..next"), folder.file("..data"));
    CHECK(comes_to(daemon, kReady, R"("stale":true)"));
    folder.write("v2/team.yaml", pack_for("bob"));
    CHECK(is_seen());
    CHECK(answer(daemon) == "false");
  }
  SECTION("a pack comes and goes") {
    folder.write("packs/more.yaml", "sprintd: 1\npack: more\n");
    CHECK(is_seen());
    fs::remove(folder.file("packs/more.yaml"));
    CHECK(is_seen());
  }
  SECTION("the organisation") {
    folder.write("organisation.yaml", "people: [{id: ada}, {id: bob}]\nteams: [{id: core, members: [ada]}]\n");
    CHECK(is_seen());
  }
}

TEST_CASE("contents are looked at even where nobody tells of changes") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    prepare(folder);
    return configuration(", poll_seconds: 1");
  });
  // Through a mapping a file changes without an event of inotify.
  const auto path = daemon.folder().file("packs/team.yaml");
  const int descriptor = ::open(path.c_str(), O_RDWR);
  REQUIRE(descriptor >= 0);
  const auto text = pack_for("bob");
  REQUIRE(::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()));
  CHECK(comes_to(daemon, kPacks, "\"generation\":2,"));  // not closed yet, so not told
  ::close(descriptor);
}

TEST_CASE("a file that lands in pieces is loaded when it is whole") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    prepare(folder);
    return std::string("packs: [packs]\norganisation: organisation.yaml\nreload: {quiet_milliseconds: 300}\n");
  });
  const auto text = pack_for("bob") + "rules: [{id: r, for: item, require: 'true || item.points > 3.0'}]\n";
  std::string written;
  for (std::size_t at = 0; at < text.size(); at += 40) {
    written += text.substr(at, 40);
    daemon.folder().write("packs/team.yaml", written);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(comes_to(daemon, kPacks, "\"generation\":2,"));
  CHECK(has(daemon.ask(kPacks)->body, R"("failed":0,)"));
}

TEST_CASE("a restart survives broken files with the last good copy") {
  Daemon daemon(prepare);
  const auto copy = daemon.folder().file("state/last-good.json");
  REQUIRE(fs::exists(copy));
  struct stat status{};
  REQUIRE(::stat(copy.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  daemon.process().signal(SIGKILL);
  daemon.process().wait();

  SECTION("of packs") {
    daemon.folder().write("packs/team.yaml", "sprintd: [\n");
    daemon.start();
    keep_board(daemon);
    CHECK(answer(daemon) == "true");
    CHECK(has(daemon.ask(kReady)->body, R"("ready":true,"stale":true)"));
    CHECK(has(daemon.ask(kPacks)->body, R"("from_copy":true)"));
    CHECK(has(*read_file(daemon.log()), "last good copy"));
    // Mended, the files are in force.
    daemon.folder().write("packs/team.yaml", pack_for("bob"));
    CHECK(comes_to(daemon, kReady, R"("stale":false)"));
    CHECK(answer(daemon) == "false");
  }
  SECTION("unless the copy is damaged") {
    daemon.folder().write("packs/team.yaml", "sprintd: [\n");
    auto text = *read_file(copy);
    text.replace(text.find("ada"), 3, "bob");
    daemon.folder().write("state/last-good.json", text);
    test::Process process({"--config", daemon.folder().file("sprintd.yaml")}, daemon.log());
    CHECK(process.wait() == 2);
    CHECK(has(*read_file(daemon.log()), "is not as it was written"));
  }
  SECTION("and --check never looks at it") {
    daemon.folder().write("packs/team.yaml", "sprintd: [\n");
    test::Process process({"--check", "--config", daemon.folder().file("sprintd.yaml")}, daemon.log());
    CHECK(process.wait() == 2);
  }
}

TEST_CASE("a kept backlog follows the organisation, or says why it cannot") {
  const Daemon daemon(prepare);
  const auto board =
      R"({"schema":"sprintd.backlog/v1","sprint":{"id":"s","team":"core"},"items":[{"id":"A-1","assignee":"bob"}]})";
  REQUIRE(daemon.ask(test::post("/v1/backlogs/board", board, "PUT"))->status == 201);
  daemon.folder().write("organisation.yaml",
                        "people: [{id: ada, name: Ada L.}, {id: bob}]\nteams: [{id: core, members: [ada]}]\n");
  CHECK(daemon.ask(kReload)->status == 200);
  CHECK(has(daemon.ask(kMayAda)->body, "Ada L."));
  daemon.folder().write("organisation.yaml", "people: [{id: ada}]\nteams: [{id: core, members: [ada]}]\n");
  CHECK(daemon.ask(kReload)->status == 200);
  const auto misfit = daemon.ask(kMayAda);
  CHECK(misfit->status == 422);
  CHECK(misfit->headers.at("sprintd-outcome") == "bad_input");
  CHECK(has(misfit->body, "bob"));
  CHECK(daemon.ask(test::get("/v1/backlogs/board"))->body == board);
  daemon.folder().write("organisation.yaml", kOrganisation);
  CHECK(daemon.ask(kReload)->status == 200);
  CHECK(daemon.ask(kMayAda)->status == 200);
}

TEST_CASE("200 reloads under load lose no answer and mix none") {
  const Daemon daemon([](const TemporaryFolder& folder) {
    prepare(folder);
    return std::string(
        "packs: [packs]\norganisation: organisation.yaml\nreload: {watch: false, quiet_milliseconds: 0}\n");
  });
  keep_board(daemon);
  constexpr int kClients = 3;
  constexpr int kAtOnce = 32;  // requests that a client sends before it reads
  constexpr int kReloads = 200;
  std::atomic<bool> done = false;
  std::atomic<std::uint64_t> answers = 0, lost = 0, wrong = 0;
  std::mutex seen_mutex;
  std::map<std::string, std::set<std::string>> seen;  // what was answered, by set
  std::string many;
  for (int i = 0; i < kAtOnce; ++i) many += kMayAda;
  std::vector<std::thread> clients;
  for (int c = 0; c < kClients; ++c) {
    clients.emplace_back([&] {
      RawClient client(daemon.path());
      std::map<std::string, std::set<std::string>> mine;
      while (!done) {
        if (!client.send(many)) break;
        for (int i = 0; i < kAtOnce; ++i) {
          const auto reply = client.read();
          if (!reply || reply->status != 200) {
            ++lost;
            continue;
          }
          const auto digest = reply->body.find("\"digest\":\"");
          const auto& allowed = reply->headers.at("sprintd-allowed");
          if (digest == std::string::npos || !has(reply->body, "\"allowed\":" + allowed)) ++wrong;
          mine[reply->headers.at("sprintd-set")].insert(allowed + " " + reply->body.substr(digest, 80));
          ++answers;
        }
      }
      const std::scoped_lock lock(seen_mutex);
      for (auto& [set, what] : mine) seen[set].merge(what);
    });
  }
  for (int i = 1; i <= kReloads; ++i) {
    daemon.folder().write("packs/team.yaml", pack_for(i % 2 == 0 ? "ada" : "bob"));
    const auto reload = daemon.ask(kReload);
    if (!reload || reload->status != 200 || !has(reload->body, "\"changed\":true")) ++lost;
  }
  done = true;
  for (auto& client : clients) client.join();
  CHECK(lost == 0);
  CHECK(wrong == 0);
  CHECK(answers > kReloads);
  CHECK(has(daemon.ask(kPacks)->body, fmt::format("\"generation\":{},", kReloads + 1)));
  // Two sets were ever in force, each with one answer and one digest.
  CHECK(seen.size() == 2);
  std::set<std::string> different;
  for (const auto& [set, what] : seen) {
    CHECK(what.size() == 1);
    different.merge(std::set<std::string>(what));
  }
  CHECK(different.size() == 2);
}

TEST_CASE("the folders in which a change can matter to a path") {
  const TemporaryFolder folder;
  const auto root = fs::canonical(folder.file("."));
  fs::create_directories(root / "a/v1");
  folder.write("a/v1/pack.yaml", "");
  fs::create_symlink("v1", root / "a/now");
  fs::create_symlink(root / "a/now/pack.yaml", root / "pack.yaml");
  using Folders = std::set<std::string>;
  CHECK(app::folders_behind((root / "a/v1/pack.yaml").string()) == Folders{(root / "a/v1").string()});
  CHECK(app::folders_behind((root / "pack.yaml").string()) ==
        Folders{root.string(), (root / "a").string(), (root / "a/v1").string()});
  CHECK(app::folders_behind((root / "a").string()) == Folders{root.string(), (root / "a").string()});
  CHECK(app::folders_behind((root / "none/x.yaml").string()).contains((root / "none").string()));
  fs::create_symlink("loop", root / "loop");
  CHECK(app::folders_behind((root / "loop/x.yaml").string()).contains(root.string()));
}

TEST_CASE("the last good copy is read as it was written, or not at all") {
  const TemporaryFolder folder;
  app::InputTexts texts;
  texts.config = {"c.yaml", "packs: [p]\n"};
  texts.packs = {{"a.yaml", "pack: \"ä\"\n\t\x01"}, {"b.yaml", std::string(1000, 'x')}};
  texts.organisation = {"o.yaml", "people: []"};
  REQUIRE(app::write_last_good(folder.file("."), texts));
  const auto read = app::read_last_good(folder.file("."));
  REQUIRE(read);
  CHECK(read->digest() == texts.digest());
  CHECK(read->packs[0].text == texts.packs[0].text);
  CHECK_FALSE(read->sign_offs);
  const auto whole = *read_file(folder.file("last-good.json"));
  for (std::size_t end = 0; end < whole.size(); end += 61) {
    folder.write("last-good.json", whole.substr(0, end));
    CHECK_FALSE(app::read_last_good(folder.file(".")));
  }
  CHECK(app::write_last_good(folder.file("nowhere"), texts).error().code == Code::state_unwritable);
}
