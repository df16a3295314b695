#include "daemon/http/target.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using sprintd::http::parse_target;

TEST_CASE("a target is taken apart and decoded") {
  const auto target = parse_target("/v1/backlogs/s%2D42/a%20b?width=80&colour=true&x=a+b&flag");
  REQUIRE(target);
  CHECK(target->segments == std::vector<std::string>{"v1", "backlogs", "s-42", "a b"});
  CHECK(target->query.at("width") == "80");
  CHECK(target->query.at("colour") == "true");
  CHECK(target->query.at("x") == "a b");
  CHECK(target->query.at("flag").empty());
}

TEST_CASE("the root is one empty segment, an encoded slash stays inside its segment") {
  CHECK(parse_target("/")->segments == std::vector<std::string>{""});
  CHECK(parse_target("/a%2Fb")->segments == std::vector<std::string>{"a/b"});
}

TEST_CASE("what is no path is refused") {
  for (const char* bad : {"", "v1", "*", "http://host/v1", "/%", "/%4", "/%zz", "/a?b=%g0"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
}
