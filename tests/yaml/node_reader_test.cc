#include "rules/yaml/node_reader.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <string>

#include "tests/yaml/yaml_desk.h"

using namespace sprintd;
using namespace sprintd::yaml;

namespace {

std::string read(PullReader& reader) {
  using Kind = PullReader::Kind;
  switch (reader.kind()) {
    case Kind::null:
      reader.null();
      return "null";
    case Kind::boolean:
      return reader.boolean() ? "true" : "false";
    case Kind::integer:
      return std::to_string(reader.integer());
    case Kind::real:
      return "real " + std::to_string(reader.real());
    case Kind::string:
      return "'" + std::string(reader.string()) + "'";
    case Kind::array: {
      std::string text = "[";
      reader.begin_array();
      while (reader.next_element()) text += read(reader) + ",";
      return text + "]";
    }
    case Kind::object: {
      std::string text = "{";
      std::string_view key;
      reader.begin_object();
      while (reader.next_key(key)) text += std::string(key) + ":" + read(reader) + ",";
      return text + "}";
    }
    case Kind::broken:
      break;
  }
  return "broken";
}

std::string read(const std::string& text) {
  const Desk desk(text);
  REQUIRE(desk.root);
  const auto reader = make_reader(*desk.root);
  return read(*reader);
}

}  // namespace

TEST_CASE("a tree read as a document") {
  CHECK(read("a: 1\nb: [x, 1.5, true, ~, '1', {}, []]\nc: {d: {e: f}}\ng:\n") ==
        "{a:1,b:['x',real 1.500000,true,null,'1',{},[],],c:{d:{e:'f',},},g:null,}");
  CHECK(read("") == "{}");
}

TEST_CASE("numbers of a document") {
  CHECK(read("9223372036854775807") == "9223372036854775807");
  CHECK(read("-9223372036854775808") == "-9223372036854775808");
  CHECK(read("9223372036854775808") == "real 9223372036854775808.000000");
  CHECK(read("+7") == "7");
  CHECK(read("0x10") == "16");
  CHECK(read("0o17") == "15");
  CHECK(read("0xffffffffffffffffff") == "real 4722366482869645213696.000000");
  CHECK(read("1e3") == "real 1000.000000");
  CHECK(read("-.5") == "real -0.500000");
  CHECK(read("+1.25") == "real 1.250000");
  CHECK(read("-.inf") == "real -inf");
  CHECK(read("1e999") == "real inf");
  CHECK(read("1e-999") == "real 0.000000");
  const Desk desk(".nan");
  CHECK(std::isnan(make_reader(*desk.root)->real()));
}

TEST_CASE("places of values and keys, and skipping") {
  const Desk desk("ab: [1, 2]\ncd: {e: f}\ng: h\n");
  REQUIRE(desk.root);
  const auto reader = make_reader(*desk.root);
  CHECK_FALSE(reader->failed());
  reader->begin_object();
  std::string_view key;
  REQUIRE(reader->next_key(key));
  CHECK(desk.source(reader->key_span()) == "ab");
  CHECK(desk.source(reader->span()) == "[1, 2]");
  reader->begin_array();
  REQUIRE(reader->next_element());
  CHECK(reader->real() == 1.0);
  REQUIRE(reader->next_element());
  CHECK(desk.source(reader->span()) == "2");
  CHECK_FALSE(reader->next_element());
  REQUIRE(reader->next_key(key));
  CHECK(key == "cd");
  CHECK(desk.source(reader->key_span()) == "cd");
  reader->skip();
  REQUIRE(reader->next_key(key));
  CHECK(key == "g");
  CHECK(reader->string() == "h");
  CHECK_FALSE(reader->next_key(key));
}
