#include "rules/base/arena.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <string>
#include <vector>

using sprintd::Arena;

namespace {

bool is_aligned(const void* pointer, std::size_t alignment) {
  return reinterpret_cast<std::uintptr_t>(pointer) % alignment == 0;
}

}  // namespace

TEST_CASE("an arena keeps what it was given") {
  Arena arena(16);
  std::vector<std::string_view> kept;
  for (int i = 0; i < 1000; ++i) kept.push_back(arena.copy("text number " + std::to_string(i)));
  for (int i = 0; i < 1000; ++i) CHECK(kept[static_cast<std::size_t>(i)] == "text number " + std::to_string(i));
}

TEST_CASE("an arena aligns") {
  Arena arena(64);
  for (int i = 0; i < 50; ++i) {
    arena.copy("x");
    CHECK(is_aligned(arena.allocate(3, 8), 8));
    CHECK(is_aligned(arena.array<double>(2).data(), alignof(double)));
  }
}

TEST_CASE("arrays of an arena are cleared, and empty ones are fine") {
  Arena arena;
  for (const auto value : arena.array<int>(100)) CHECK(value == 0);
  CHECK(arena.array<int>(0).empty());
  CHECK(arena.copy("").empty());
  CHECK(arena.copy("").data() != nullptr);
}

TEST_CASE("more than a block at once, and the use is counted") {
  Arena arena(16);
  arena.copy(std::string(10, 'a'));
  CHECK(arena.used() == 10);
  const auto big = arena.copy(std::string(100'000, 'b'));
  CHECK(big == std::string(100'000, 'b'));
  CHECK(arena.used() == 100'016);  // six are left over in the first block
}

TEST_CASE("a cleared arena uses its blocks again") {
  Arena arena(1024);
  const auto* first = arena.copy("abc").data();
  arena.copy(std::string(5000, 'x'));
  arena.clear();
  CHECK(arena.used() == 0);
  CHECK(arena.copy("def").data() == first);
  CHECK(arena.copy(std::string(4000, 'y')) == std::string(4000, 'y'));
}

TEST_CASE("a cleared arena gives much memory back, and keeps a little") {
  Arena arena;
  arena.copy(std::string(100'000, 'x'));
  arena.clear();
  CHECK(arena.held() >= 100'000);
  for (int i = 0; i < 20; ++i) arena.copy(std::string(600'000, 'y'));
  CHECK(arena.held() >= arena.used());
  CHECK(arena.used() > 12'000'000);
  arena.clear();
  CHECK(arena.held() == 0);
  CHECK(arena.copy("again") == "again");
}
