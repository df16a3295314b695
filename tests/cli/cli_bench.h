// A folder of its own with a pack and a backlog, and sprintctl run in it, in process.
//
// Neighbours: the tests of cli/. Header only; each Bench removes its folder.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <unistd.h>
#include <vector>

#include "cli/command.h"

namespace sprintd::cli {

namespace fs = std::filesystem;

inline constexpr std::string_view kPack = R"(sprintd: 1
pack: house
title: House rules
clauses: {H1: Nobody takes more than eight points.}
authority:
  - {id: pull, action: pull, allow: person == item.assignee, because: H1}
rules:
  - {id: small, for: item, require: item.points <= 8, severity: warning, because: H1}
)";

inline constexpr std::string_view kBoard = R"({"schema": "sprintd.backlog/v1",
 "organisation": {"people": [{"id": "ada", "name": "Ada"}, {"id": "bob", "name": "Bob"}]},
 "sprint": {"id": "s-1", "starts": "2026-03-02", "ends": "2026-03-13", "state": "planned"},
 "items": [{"id": "A-1", "title": "One", "points": 5, "assignee": "ada"}, {"id": "A-2", "title": "Two", "points": 13}]}
)";

struct Ran {
  int exit;
  std::string out, err;
};

// A folder of its own, and a process in it that writes into files.
class Bench {
 public:
  Bench() {
    std::string name = (fs::temp_directory_path() / "sprintctl-test-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    write("pack.yaml", kPack);
    write("board.json", kBoard);
  }
  ~Bench() { fs::remove_all(folder_); }
  Bench(const Bench&) = delete;
  Bench& operator=(const Bench&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, std::string_view text) const {
    std::ofstream(path(name), std::ios::binary) << text;
    return path(name);
  }
  std::string read(const std::string& name) const {
    std::ifstream file(path(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  Ran run(const std::vector<std::string>& words, const std::map<std::string, std::string>& variables = {}) const {
    const int out = ::open(path("out").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const auto ran = run_into(out, words, variables);
    ::close(out);
    return {ran.exit, read("out"), ran.err};
  }

  Ran run_into(int out, const std::vector<std::string>& words,
               const std::map<std::string, std::string>& variables = {}) const {
    const int err = ::open(path("err").c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    Process process;
    process.out = out;
    process.err = err;
    process.variable = [&](const char* name) -> std::optional<std::string> {
      const auto at = variables.find(name);
      return at == variables.end() ? std::nullopt : std::optional(at->second);
    };
    process.program = folder_ / "bin" / "sprintctl";
    process.now = *parse_instant("2026-03-02T09:00:00Z", TimeZone());
    const auto exit = sprintd::cli::run(words, process);
    ::close(err);
    return {static_cast<int>(exit), {}, read("err")};
  }

 private:
  fs::path folder_;
};

inline bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace sprintd::cli
