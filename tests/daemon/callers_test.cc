// Who asks, as the kernel says, and what the table of callers lets them do.

#include "daemon/api/callers.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <grp.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include "daemon/config/config.h"
#include "daemon/http/socket_file.h"
#include "tests/daemon/daemon_process.h"

using namespace sprintd;
using api::CallerRow;
using api::Privilege;
using test::Daemon;
using test::RawClient;
using test::TemporaryFolder;

namespace {

constexpr std::string_view kBoard =
    R"({"schema":"sprintd.backlog/v1","sprint":{"id":"s","team":"core"},"items":[{"id":"A-1"}]})";

std::string may(std::string_view person) {
  return test::post("/v1/decisions",
                    fmt::format(R"({{"person":"{}","action":"pull","item":"A-1","backlog":{}}})", person, kBoard));
}

// A daemon whose callers are these rows.
Daemon daemon_with(std::string_view callers) {
  return Daemon([&](const TemporaryFolder& folder) {
    folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
    folder.write("organisation.yaml", "people: [{id: ada}, {id: bob}]\nteams: [{id: core, members: [ada, bob]}]\n");
    return fmt::format("packs: [pack.yaml]\norganisation: organisation.yaml\nsocket_mode: 0666\ncallers: {}\n",
                       callers);
  });
}

int status_of(const Daemon& daemon, const std::string& request) {
  const auto reply = daemon.ask(request);
  return reply ? reply->status : 0;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

config::LoadedConfig read_callers(const std::string& rows) {
  return config::load_config("sprintd.yaml", "callers:\n" + rows, ".");
}

}  // namespace

TEST_CASE("rows that match a caller add up") {
  const std::vector<CallerRow> rows = {
      {.user = 1000, .group = {}, .person = "ada", .may = {}},
      {.user = {}, .group = 50, .person = {}, .may = {Privilege::reload}},
      {.user = 1001, .group = 50, .person = "eve", .may = {}},
      {.user = 1000, .group = {}, .person = "second", .may = {Privilege::write_backlogs}},
  };
  const auto find = [&](uid_t user, std::vector<gid_t> groups) {
    const http::Peer peer{.user = user, .groups = std::move(groups)};
    return api::find_caller(rows, &peer, "");
  };
  CHECK(find(1000, {100}).person == "ada");
  CHECK(find(1000, {100}).may(Privilege::write_backlogs));
  CHECK_FALSE(find(1000, {100}).may(Privilege::reload));
  CHECK(find(1000, {100, 50}).may(Privilege::reload));
  CHECK(find(1001, {100}).person.empty());  // both of a row must match
  CHECK(find(1001, {50}).person == "eve");
  CHECK(find(0, {0}).privileges == 0);  // root is nobody in particular
  CHECK(api::find_caller(rows, nullptr, "").privileges == 0);
  const std::vector<CallerRow> everybody = {{.user = {}, .group = {}, .person = {}, .may = {Privilege::reload}}};
  CHECK(api::find_caller(everybody, nullptr, "").may(Privilege::reload));
  CHECK(api::find_caller({}, nullptr, "").privileges == 0);
  for (const auto privilege : {Privilege::decide_for_others, Privilege::write_backlogs, Privilege::reload}) {
    CHECK(api::unrestricted_caller(nullptr).may(privilege));
  }
}

TEST_CASE("a row with a fault is told, and is never a row for everybody") {
  const auto loaded = read_callers(
      "  - {user: root, may: [reload]}\n"
      "  - {usr: 0, may: [reload]}\n"
      "  - {user: no-such-user-here, may: [reload]}\n"
      "  - {group: 99999999999, may: [reload]}\n"
      "  - {user: 4294967295}\n"
      "  - {user: 0, may: [relaod]}\n"
      "  - {may: {reload: true}}\n"
      "  - {person: [ada]}\n"
      "  - reload\n");
  CHECK_FALSE(loaded.config);
  std::vector<std::string> messages;
  for (const auto& diagnostic : loaded.diagnostics) {
    messages.push_back(diagnostic.message + (diagnostic.hint.empty() ? "" : ": " + diagnostic.hint));
  }
  CHECK(messages == std::vector<std::string>{
                        "a caller has no key 'usr': did you mean 'user'?",
                        "the system has no user 'no-such-user-here'",
                        "the system has no group '99999999999'",
                        "the system has no user '4294967295'",
                        "may has words of decide_for_others, write_backlogs, reload, read_log: did you mean 'reload'?",
                        "may is a list of words",
                        "person is a single value",
                        "a caller is a mapping of user, group, token, person and may",
                    });
  const auto good = read_callers("  - {user: root, group: 0, person: ada, may: reload}\n");
  REQUIRE(good.config);
  CHECK(good.config->callers ==
        std::vector<CallerRow>{{.user = 0, .group = 0, .person = "ada", .may = {Privilege::reload}}});
  CHECK_FALSE(config::load_config("c", "threads: 1\n", ".").config->callers);
  CHECK(config::load_config("c", "callers: []\n", ".").config->callers->empty());
}

TEST_CASE("a caller asks about itself alone") {
  const auto daemon = daemon_with(fmt::format("[{{user: {}, person: ada}}]", ::geteuid()));
  CHECK(status_of(daemon, may("ada")) == 200);
  const auto forged = daemon.ask(may("bob"));
  REQUIRE(forged);
  CHECK(forged->status == 403);
  CHECK(has(forged->body, "E0815"));
  CHECK(has(forged->body, "the question is about 'bob', and this caller is 'ada'"));
  CHECK(forged->headers.at("sprintd-allowed") == "false");
  // One forged question refuses all.
  const auto many = test::post(
      "/v1/decisions",
      fmt::format(
          R"({{"questions":[{{"person":"ada","action":"pull","item":"A-1"}},{{"person":"bob","action":"pull","item":"A-1"}}],"backlog":{}}})",
          kBoard));
  CHECK(status_of(daemon, many) == 403);
}

TEST_CASE("each privilege is one of its own") {
  const auto put = test::post("/v1/backlogs/board", kBoard, "PUT");
  const auto remove = test::post("/v1/backlogs/board", "", "DELETE");
  const auto reload = test::post("/v1/packs:reload", "");
  struct Row {
    std::string may;
    int decide, put, remove, reload;
  };
  for (const auto& row : std::vector<Row>{{"[]", 403, 403, 403, 403},
                                          {"[decide_for_others]", 200, 403, 403, 403},
                                          {"[write_backlogs]", 403, 201, 204, 403},
                                          {"[reload]", 403, 403, 403, 200}}) {
    CAPTURE(row.may);
    const auto daemon = daemon_with(fmt::format("[{{user: {}, may: {}}}]", ::geteuid(), row.may));
    CHECK(status_of(daemon, may("bob")) == row.decide);
    CHECK(status_of(daemon, put) == row.put);
    CHECK(status_of(daemon, remove) == row.remove);
    CHECK(status_of(daemon, reload) == row.reload);
    // What everybody may who can open the socket.
    CHECK(status_of(daemon, test::get("/v1/rules")) == 200);
    CHECK(status_of(daemon, test::post("/v1/audits", fmt::format(R"({{"backlog":{}}})", kBoard))) == 200);
  }
}

TEST_CASE("an empty table lets nobody decide, and a changed one holds at once") {
  const auto daemon = daemon_with("[]");
  CHECK(status_of(daemon, may("ada")) == 403);
  auto text = *read_file(daemon.folder().file("sprintd.yaml"));
  text.replace(text.find("callers: []"), 11, fmt::format("callers: [{{user: {}, person: ada}}]", ::geteuid()));
  daemon.folder().write("sprintd.yaml", text);
  bool allowed = false;
  for (int i = 0; i < 500 && !allowed; ++i) {
    allowed = status_of(daemon, may("ada")) == 200;
    if (!allowed) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(allowed);
}

TEST_CASE("a person whom the organisation has not is nobody's identity") {
  const TemporaryFolder folder;
  folder.write("pack.yaml", "sprintd: 1\npack: p\n");
  folder.write("organisation.yaml", "people: [{id: ada}]\n");
  const auto config = folder.write(
      "c.yaml", "packs: [pack.yaml]\norganisation: organisation.yaml\ncallers: [{user: 0, person: adda}]\n");
  test::Process process({"--check", "--config", config}, folder.file("err"));
  CHECK(process.wait() == 2);
  CHECK(has(*read_file(folder.file("err")), "callers: the organisation has no person 'adda'"));
}

TEST_CASE("the kernel says who it is, whatever the body claims") {
  if (::geteuid() != 0) return;  // only root can become somebody else
  const auto daemon = daemon_with("[{user: 65534, person: bob}, {group: 4242, may: [reload]}]");
  std::filesystem::permissions(daemon.folder().file("."), std::filesystem::perms{0755});
  // Exit code: the status of the question, less 200.
  const auto status_as = [&](uid_t user, gid_t group, const std::string& request) {
    const auto child = ::fork();
    if (child == 0) {
      const gid_t groups[] = {group, 4242};
      if (::setgroups(2, groups) != 0 || ::setgid(group) != 0 || ::setuid(user) != 0) ::_exit(255);
      test::RawClient client(daemon.path());
      client.send(request);
      const auto reply = client.read();
      ::_exit(reply ? (reply->status - 200) % 250 : 254);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WEXITSTATUS(status) + 200;
  };
  CHECK(status_as(65534, 65534, may("bob")) == 200);
  CHECK(status_as(65534, 65534, may("ada")) == 403);
  CHECK(status_as(65533, 65534, may("bob")) == 403);
  CHECK(status_as(65533, 65534, test::post("/v1/packs:reload", "")) == 200);  // by a supplementary group
  CHECK(status_of(daemon, may("bob")) == 403);                                // root is not bob
}

TEST_CASE("the socket's file has its group before others may open it") {
  if (::geteuid() != 0) return;  // only root may give files away
  const TemporaryFolder folder;
  const auto socket = http::SocketFile::listen(folder.file("s.sock"), 0660, gid_t{4242});
  REQUIRE(socket);
  struct stat status{};
  REQUIRE(::lstat(folder.file("s.sock").c_str(), &status) == 0);
  CHECK(status.st_gid == 4242);
  CHECK((status.st_mode & 07777) == 0660);
}

namespace {

// A port of 127.0.0.1 that nobody listens on at this moment.
std::uint16_t free_port() {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::bind(probe, reinterpret_cast<const sockaddr*>(&place), sizeof place) == 0);
  socklen_t size = sizeof place;
  REQUIRE(::getsockname(probe, reinterpret_cast<sockaddr*>(&place), &size) == 0);
  ::close(probe);
  return ntohs(place.sin_port);
}

std::string with_token(std::string request, std::string_view authorization) {
  return request.insert(request.find("\r\n") + 2, fmt::format("Authorization: {}\r\n", authorization));
}

}  // namespace

TEST_CASE("over TCP a token says who asks, and without one there is no answer") {
  const auto port = free_port();
  constexpr std::string_view kToken = "s3cret-of-the-planner-0123456789";
  Daemon daemon([&](const TemporaryFolder& folder) {
    folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
    folder.write("organisation.yaml", "people: [{id: ada}, {id: bob}]\nteams: [{id: core, members: [ada, bob]}]\n");
    ::chmod(folder.write("planner.token", fmt::format("{}\nonly the first line counts\n", kToken)).c_str(), 0600);
    return fmt::format(
        "packs: [pack.yaml]\norganisation: organisation.yaml\ntcp: {{port: {}}}\n"
        "callers:\n  - {{token: planner.token, may: [decide_for_others]}}\n  - {{may: [write_backlogs]}}\n",
        port);
  });
  const auto ask = [&](const std::string& request) {
    RawClient client(port);
    REQUIRE(client.connected());
    client.send(request);
    return client.read();
  };
  for (const auto* authorization :
       {"Bearer wrong", "Bearer s3cret-of-the-planner-012345678", "Basic s3cret", "Bearer "}) {
    const auto refused = ask(with_token(may("ada"), authorization));
    CHECK(refused->status == 401);
    CHECK(has(refused->body, "\"code\":\"E0817\""));
    CHECK(refused->headers.at("www-authenticate") == "Bearer");
  }
  CHECK(ask(may("ada"))->status == 401);
  CHECK(ask(test::get("/healthz"))->status == 401);  // nothing at all
  CHECK(ask(test::get("/nowhere"))->status == 401);
  const auto bearer = fmt::format("bearer {}", kToken);
  CHECK(ask(with_token(may("ada"), bearer))->status == 200);
  CHECK(ask(with_token(test::get("/healthz"), bearer))->status == 200);
  CHECK(ask(with_token(test::post("/v1/packs:reload", ""), bearer))->status == 403);
  // The Unix socket knows its callers by itself, and takes a token too.
  CHECK(status_of(daemon, may("ada")) == 403);
  CHECK(status_of(daemon, with_token(may("ada"), bearer)) == 200);

  SECTION("another token holds when it is loaded anew") {
    daemon.folder().write("planner.token", "another-token-of-the-planner-1\n");
    daemon.process().signal(SIGHUP);
    bool changed = false;
    for (int i = 0; i < 500 && !changed; ++i) {
      changed = ask(with_token(may("ada"), "Bearer another-token-of-the-planner-1"))->status == 200;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK(changed);
    CHECK(ask(with_token(may("ada"), bearer))->status == 401);
  }
}

TEST_CASE("nothing listens on TCP unless it is asked to") {
  Daemon daemon;
  const auto inodes = [&](const std::string& table) {
    return *read_file(fmt::format("/proc/{}/net/{}", daemon.process().id(), table));
  };
  // Every socket of the process is a Unix socket: none of its inodes is in the tables of TCP.
  const auto tcp = inodes("tcp") + inodes("tcp6");
  std::size_t sockets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(fmt::format("/proc/{}/fd", daemon.process().id()))) {
    std::error_code none;
    const auto target = std::filesystem::read_symlink(entry.path(), none).string();
    if (!target.starts_with("socket:[")) continue;
    ++sockets;
    CHECK_FALSE(has(tcp, " " + target.substr(8, target.size() - 9) + " "));
  }
  CHECK(sockets > 0);
}

TEST_CASE("a token that others could read is refused") {
  const TemporaryFolder folder;
  const auto read = [&](std::string_view text, mode_t mode) {
    std::filesystem::remove(folder.file("t.token"));
    const auto path = folder.write("t.token", text);
    ::chmod(path.c_str(), mode);
    const auto loaded = config::load_config("sprintd.yaml", "callers: [{token: t.token}]\n", folder.file(""));
    return loaded.config ? std::string() : loaded.diagnostics.front().message;
  };
  constexpr std::string_view kGood = "01234567890123456789\n";
  CHECK(read(kGood, 0600).empty());
  CHECK(read(kGood, 0400).empty());
  for (const auto mode : {0640, 0604, 0620, 0602, 0644, 0666}) {
    CHECK(has(read(kGood, static_cast<mode_t>(mode)), "chmod 600"));
  }
  for (const auto* text : {"", "\n", "short\n", "0123456789 0123456789\n", "012345678901234567\xc3\xa9\n"}) {
    CHECK(has(read(text, 0600), "a token is one line of 20 to 512"));
  }
  CHECK(has(read(std::string(600, 'x'), 0600), "a token is one line"));
  const auto absent = config::load_config("sprintd.yaml", "callers: [{token: no.token}]\n", folder.file(""));
  CHECK(has(absent.diagnostics.front().message, "No such file"));
  const auto folder_instead = config::load_config("sprintd.yaml", "callers: [{token: .}]\n", folder.file(""));
  CHECK(has(folder_instead.diagnostics.front().message, "is no file"));
}

TEST_CASE("a TCP listener without a token in callers is refused") {
  for (const auto* callers : {"", "callers: []\n", "callers: [{may: [reload]}]\n"}) {
    const TemporaryFolder folder;
    folder.write("pack.yaml", "sprintd: 1\npack: p\nauthority:\n  - {id: pull, action: pull, allow: 'true'}\n");
    const auto path = folder.write("sprintd.yaml", fmt::format("packs: [pack.yaml]\ntcp: {{port: 1}}\n{}", callers));
    test::Process process({"--check", "--config", path}, folder.file("log"));
    CHECK(process.wait() == 2);
    CHECK(has(*read_file(folder.file("log")), "tcp.port needs a row of callers with a token"));
  }
}
