// docs/reference against the tables that its pages are made from.
#include "rules/engine/reference_pages.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace sprintd;

namespace {

const std::filesystem::path kFolder = SPRINTD_SOURCE_DIR "/docs/reference";

}  // namespace

TEST_CASE("the committed pages of docs/reference are what the tables say (./dev docs writes them)") {
  for (const auto& page : engine::reference_pages()) {
    std::ifstream committed(kFolder / page.file, std::ios::binary);
    const std::string was{std::istreambuf_iterator<char>(committed), {}};
    INFO(page.file);
    CHECK(was == page.make());
  }
}

// Not run unless asked for: ./dev docs.
TEST_CASE("write docs/reference", "[.docs]") {
  std::filesystem::create_directories(kFolder);
  for (const auto& page : engine::reference_pages()) {
    std::ofstream file(kFolder / page.file, std::ios::binary);
    file << page.make();
    CHECK(file.flush());
  }
}
