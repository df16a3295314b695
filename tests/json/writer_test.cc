#include "rules/json/writer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace sprintd::json {
namespace {

void write_sample(Writer& writer) {
  writer.begin_object().member("a", 1).key("list").begin_array().value("x").value(true).null().end_array();
  writer.key("empty").begin_array().end_array().key("none").begin_object().end_object().end_object();
}

TEST_CASE("compact and indented JSON") {
  std::string compact;
  Writer writer(compact);
  write_sample(writer);
  CHECK(compact == R"({"a":1,"list":["x",true,null],"empty":[],"none":{}})");

  std::string indented;
  Writer indenting(indented, 2);
  write_sample(indenting);
  CHECK(indented ==
        "{\n"
        "  \"a\": 1,\n"
        "  \"list\": [\n"
        "    \"x\",\n"
        "    true,\n"
        "    null\n"
        "  ],\n"
        "  \"empty\": [],\n"
        "  \"none\": {}\n"
        "}");
}

TEST_CASE("numbers are written shortest, and what JSON cannot say is null") {
  const auto written = [](double value) {
    std::string out;
    Writer(out).value(value);
    return out;
  };
  CHECK(written(8.0) == "8");
  CHECK(written(-0.5) == "-0.5");
  CHECK(written(0.1) == "0.1");
  CHECK(written(1e21) == "1e+21");
  CHECK(written(std::nan("")) == "null");
  CHECK(written(-std::numeric_limits<double>::infinity()) == "null");
  std::string out;
  Writer(out).value(std::numeric_limits<std::int64_t>::min());
  CHECK(out == "-9223372036854775808");
}

// Plain text is looked at in blocks: every byte, wherever it is in one and before its end.
TEST_CASE("every byte is written the same at every place of a string") {
  const auto alone = [](char c) -> std::string {
    if (c == '"' || c == '\\') return {'\\', c};
    if (c == '\b') return "\\b";
    if (c == '\f') return "\\f";
    if (c == '\n') return "\\n";
    if (c == '\r') return "\\r";
    if (c == '\t') return "\\t";
    constexpr std::string_view kHex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20) return std::string("\\u00") + kHex[byte >> 4] + kHex[byte & 15];
    return byte < 0x80 ? std::string(1, c) : "\xef\xbf\xbd";
  };
  int wrong = 0;
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t size = 1; size <= 18; ++size) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'a');
        text[at] = static_cast<char>(byte);
        std::string out;
        Writer(out).value(std::string_view(text));
        const auto expected = '"' + std::string(at, 'a') + alone(text[at]) + std::string(size - at - 1, 'a') + '"';
        wrong += out == expected ? 0 : 1;
      }
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("strings are escaped and always UTF-8") {
  const auto written = [](std::string_view text) {
    std::string out;
    Writer(out).value(text);
    return out;
  };
  using namespace std::string_literals;
  CHECK(written("a\"b\\c/") == R"("a\"b\\c/")");
  CHECK(written("\b\f\n\r\t") == R"("\b\f\n\r\t")");
  CHECK(written("\0\x1f\x7f"s) == "\"\\u0000\\u001f\x7f\"");
  CHECK(written("\xc3\xa4\xf0\x9f\x98\x80") == "\"\xc3\xa4\xf0\x9f\x98\x80\"");
  CHECK(written("a\xff\xe2\x82z") == "\"a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz\"");
}

}  // namespace
}  // namespace sprintd::json
