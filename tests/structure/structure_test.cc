// The house holds its five rules, and the checks that say so can fail.

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

#include "tests/structure/house.h"

namespace fs = std::filesystem;
using structure::Faults;

namespace {

const fs::path kRoot = SPRINTD_SOURCE_DIR;

// A source tree of a few files in a temporary folder.
class SmallHouse {
 public:
  SmallHouse() {
    auto name = (fs::temp_directory_path() / "sprintd-house-XXXXXX").string();
    root_ = ::mkdtemp(name.data());
    write("cmake/layers.txt", "rules/base | | fmt\nrules/lang | rules/base | re2\ndaemon/http | rules/base | boost\n");
    write("rules/base/span.h", "#pragma once\n");
    write("rules/lang/value.h", "#include \"rules/base/span.h\"\n");
    write("ARCHITECTURE.md", "The floor `rules/base/` and its `rules/base/span.h`.\n");
  }
  ~SmallHouse() { fs::remove_all(root_); }
  SmallHouse(const SmallHouse&) = delete;
  SmallHouse& operator=(const SmallHouse&) = delete;

  void write(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
  }
  [[nodiscard]] const fs::path& root() const { return root_; }

 private:
  fs::path root_;
};

}  // namespace

TEST_CASE("rule 1: a folder includes only what cmake/layers.txt names, without cycles") {
  CHECK(structure::check_layers(kRoot) == Faults{});
}
TEST_CASE("rule 2: no source above 500 lines, no header above 250") {
  CHECK(structure::check_lengths(kRoot) == Faults{});
}
TEST_CASE("rule 3: one library, one owner") { CHECK(structure::check_owners(kRoot) == Faults{}); }
TEST_CASE("rule 4: file names are unique") { CHECK(structure::check_names(kRoot) == Faults{}); }
TEST_CASE("rule 5: every path that ARCHITECTURE.md names exists") {
  CHECK(structure::check_architecture(kRoot) == Faults{});
}

TEST_CASE("a small house in order has no fault") {
  const SmallHouse house;
  CHECK(structure::check_layers(house.root()) == Faults{});
  CHECK(structure::check_lengths(house.root()) == Faults{});
  CHECK(structure::check_owners(house.root()) == Faults{});
  CHECK(structure::check_names(house.root()) == Faults{});
  CHECK(structure::check_architecture(house.root()) == Faults{});
}

TEST_CASE("a floor that looks up is found") {
  const SmallHouse house;
  house.write("rules/base/up.h", "#include \"rules/lang/value.h\"\n");
  CHECK(structure::check_layers(house.root()) ==
        Faults{"rules/base/up.h includes \"rules/lang/value.h\", but rules/base may not include rules/lang"});
}

TEST_CASE("a cycle in the list, a folder without a row and an include from nowhere are found") {
  const SmallHouse house;
  house.write("cmake/layers.txt", "rules/base | rules/lang |\nrules/lang | rules/base |\n");
  house.write("daemon/http/session.cc", "");
  house.write("rules/base/near.h", "#include \"span.h\"\n");
  CHECK(structure::check_layers(house.root()) ==
        Faults{"cmake/layers.txt has a cycle: rules/base -> rules/lang -> rules/base",
               "daemon/http/session.cc: its folder has no row in cmake/layers.txt",
               "rules/base/near.h includes \"span.h\", which does not start at the root"});
}

TEST_CASE("a file that grew too long is found") {
  const SmallHouse house;
  house.write("rules/base/long.cc", std::string(501, '\n'));
  house.write("rules/base/long.h", std::string(251, '\n'));
  CHECK(structure::check_lengths(house.root()) ==
        Faults{"rules/base/long.cc has 501 lines; at most 500", "rules/base/long.h has 251 lines; at most 250"});
}

TEST_CASE("a second owner of a library, a wrong one and a sixth user of Beast are found") {
  const SmallHouse house;
  house.write("rules/lang/match.cc", "#include <re2/re2.h>\n");
  house.write("rules/lang/other.cc", "#include <re2/re2.h>\n");
  house.write("rules/base/log.cc", "#include <spdlog/spdlog.h>\n");
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    house.write(std::string("daemon/http/") + name + ".cc", "#include <boost/beast/http.hpp>\n");
  }
  CHECK(structure::check_owners(house.root()) ==
        Faults{"RE2 has two owners in rules/lang/: rules/lang/match.cc and rules/lang/other.cc",
               "rules/base/log.cc includes spdlog, which only daemon/ may", "Beast is included by 6 files; at most 5"});
}

TEST_CASE("two files of one name are found") {
  const SmallHouse house;
  house.write("rules/lang/span.h", "");
  CHECK(structure::check_names(house.root()) == Faults{"rules/lang/span.h has the same name as rules/base/span.h"});
}

TEST_CASE("a path that ARCHITECTURE.md names in vain is found") {
  const SmallHouse house;
  house.write("ARCHITECTURE.md", "`rules/base/` and `rules/gone.h`\n");
  CHECK(structure::check_architecture(house.root()) ==
        Faults{"ARCHITECTURE.md names rules/gone.h, which does not exist"});
}
