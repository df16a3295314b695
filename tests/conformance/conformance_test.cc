#include <catch2/catch.hpp>
#include <filesystem>
#include <fmt/format.h>

#include "tests/conformance/run_case.h"

namespace sprintd::lang::conformance {
namespace {

// The public cases are data to test with; they stand beside a checkout, not in it.
std::string public_cases(std::string_view name) { return fmt::format("{}/../shared/cel/{}", SPRINTD_SOURCE_DIR, name); }

void check_file(const std::string& path) {
  if (!std::filesystem::exists(path)) {
    WARN("[skipped] " << path << " is not here");
    return;
  }
  const auto cases = read_cases(path);
  if (!cases) FAIL(cases.error());
  for (const auto& the_case : cases->all) {
    if (the_case.disputed) continue;
    INFO(the_case.id << "\n" << the_case.expression);
    CHECK(run_case(the_case).empty());
  }
}

}  // namespace

TEST_CASE("the public conformance suite passes") { check_file(public_cases("conformance.jsonl")); }
TEST_CASE("the extension libraries agree with the reference implementation") {
  check_file(public_cases("extensions.jsonl"));
}

TEST_CASE("types are read as the files write them") {
  CHECK(parse_type("int") == Type(Type::Kind::integer));
  CHECK(parse_type("list(optional_type(T))") == Type::list(Type::optional(Type::variable("T"))));
  CHECK(parse_type("map(string, dyn)") == Type::map(Type::Kind::string, Type::Kind::dyn));
  CHECK(parse_type("tuple(A, int)") == Type::opaque("tuple", {Type::variable("A"), Type::Kind::integer}));
  CHECK(parse_type("optional_type") == Type::optional(Type::Kind::dyn));
  CHECK_FALSE(parse_type("list(int"));
  CHECK_FALSE(parse_type(""));
}

}  // namespace sprintd::lang::conformance
