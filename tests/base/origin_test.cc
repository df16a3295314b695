#include "rules/base/origin.h"

#include <catch2/catch.hpp>

using namespace sprintd;

namespace {

constexpr FileId kFile{3};

Span at(std::uint32_t begin, std::uint32_t end) { return {kFile, begin, end}; }

}  // namespace

TEST_CASE("a verbatim text maps byte for byte") {
  const auto origin = Origin::verbatim(kFile, 10, 5);
  CHECK(origin.file() == kFile);
  CHECK(origin.span(0, 5) == at(10, 15));
  CHECK(origin.span(2, 3) == at(12, 13));
  CHECK(origin.span(2, 2) == at(12, 12));
  CHECK(origin.span(5, 5) == at(15, 15));
}

TEST_CASE("escapes and folds are runs of their own") {
  // "a\tb" stands in the source as  a \ t b  from byte 20.
  Origin origin(kFile);
  origin.add_run(0, 20);
  origin.add_run(1, 21);
  origin.add_run(2, 23);
  origin.set_end(3, 24);
  CHECK(origin.span(0, 1) == at(20, 21));
  CHECK(origin.span(1, 2) == at(21, 22));
  CHECK(origin.span(2, 3) == at(23, 24));
  CHECK(origin.span(0, 3) == at(20, 24));
  CHECK(origin.span(3, 3) == at(24, 24));
}

TEST_CASE("the end of a span is the end of its last byte, not the start of the next") {
  // Two words on two lines: "ab cd" from  ab\n    cd
  Origin origin(kFile);
  origin.add_run(0, 5);
  origin.add_run(2, 7);
  origin.add_run(3, 12);
  origin.set_end(5, 14);
  CHECK(origin.span(0, 2) == at(5, 7));
  CHECK(origin.span(0, 3) == at(5, 8));
  CHECK(origin.span(3, 5) == at(12, 14));
}

TEST_CASE("a text whose inside cannot be told maps to the whole of it") {
  const auto origin = Origin::whole(at(7, 30));
  CHECK(origin.span(0, 1) == at(7, 30));
  CHECK(origin.span(4, 4) == at(7, 30));
  CHECK(origin.span(1000, 1001) == at(7, 30));
}

TEST_CASE("an origin of nothing is unknown") {
  CHECK_FALSE(Origin().span(0, 0).known());
  CHECK_FALSE(Origin().span(3, 9).known());
}

TEST_CASE("a part of a text keeps its way back") {
  // "ab\ncd" written as  "ab\ncd"  with the escape's two bytes at 12.
  Origin origin(kFile);
  origin.add_run(0, 10);
  origin.add_run(2, 12);
  origin.add_run(3, 14);
  origin.set_end(5, 16);
  CHECK(origin.part(1, 4).span(0, 1) == at(11, 12));
  CHECK(origin.part(1, 4).span(1, 3) == at(12, 15));
  CHECK(origin.part(1, 4).span(3, 3) == at(15, 15));
  CHECK(origin.part(3, 5).span(0, 2) == at(14, 16));
  CHECK(Origin::whole(at(7, 30)).part(2, 3).span(0, 1) == at(7, 30));
}
