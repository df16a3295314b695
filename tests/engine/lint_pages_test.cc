// docs/reference/lints.md against the table that it is made from.
#include "rules/engine/lint_pages.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace sprintd;

namespace {

const std::filesystem::path kPage = SPRINTD_SOURCE_DIR "/docs/reference/lints.md";

}  // namespace

TEST_CASE("the committed page of lints is what the table says (./dev docs writes it)") {
  std::ifstream committed(kPage, std::ios::binary);
  const std::string was{std::istreambuf_iterator<char>(committed), {}};
  CHECK(was == engine::lints_page());
}

// Not run unless asked for: ./dev docs.
TEST_CASE("write docs/reference/lints.md", "[.docs]") {
  std::filesystem::create_directories(kPage.parent_path());
  std::ofstream file(kPage, std::ios::binary);
  file << engine::lints_page();
  CHECK(file.flush());
}
