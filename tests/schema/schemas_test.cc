// etc/schema against the tables that the schemas are made from.
#include "rules/schema/schemas.h"

#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "daemon/config/config_schema.h"

using namespace sprintd;

namespace {

const std::filesystem::path kFolder = SPRINTD_SOURCE_DIR "/etc/schema";

struct Shipped {
  const char* file;
  std::string (*make)();
};
constexpr auto kShipped = std::to_array<Shipped>({{"pack.schema.json", schema::pack_schema},
                                                  {"test.schema.json", schema::test_schema},
                                                  {"sign-offs.schema.json", schema::sign_offs_schema},
                                                  {"backlog.schema.json", schema::backlog_schema},
                                                  {"organisation.schema.json", schema::organisation_schema},
                                                  {"config.schema.json", config::config_schema}});

}  // namespace

TEST_CASE("the shipped schemas are what the tables say (./dev docs writes them)") {
  for (const auto& one : kShipped) {
    std::ifstream committed(kFolder / one.file, std::ios::binary);
    const std::string was{std::istreambuf_iterator<char>(committed), {}};
    INFO(one.file);
    CHECK(was == one.make());
  }
}

// Not run unless asked for: ./dev docs.
TEST_CASE("write etc/schema", "[.docs]") {
  std::filesystem::create_directories(kFolder);
  for (const auto& one : kShipped) {
    std::ofstream file(kFolder / one.file, std::ios::binary);
    file << one.make();
    CHECK(file.flush());
  }
}
