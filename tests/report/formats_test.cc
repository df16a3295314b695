#include <catch2/catch.hpp>

#include "rules/report/report.h"

namespace sprintd::report {

TEST_CASE("an Accept header chooses the format it likes best") {
  struct Row {
    std::string accept;
    std::optional<Format> chosen;
  };
  const std::vector<Row> rows = {
      {"", Format::json},
      {"*/*", Format::json},
      {"application/json", Format::json},
      {"Application/JSON; charset=utf-8", Format::json},
      {"text/plain", Format::text},
      {"text/*", Format::text},
      {"text/html, text/plain;q=0.5, */*;q=0.1", Format::text},
      {"text/plain;q=0.2, application/json;q=0.3", Format::json},
      {"application/json;q=0, text/plain", Format::text},
      {"image/png", std::nullopt},
      {"application/json;q=0", std::nullopt},
      {", ,;;,", std::nullopt},
  };
  for (const auto& row : rows) {
    INFO(row.accept);
    CHECK(choose_format(row.accept) == row.chosen);
  }
}

TEST_CASE("each format is found by its name, and no other word is one") {
  for (const auto& format : all_formats()) CHECK(find_format(format.name) == format.format);
  CHECK_FALSE(find_format("yaml"));
  CHECK_FALSE(find_format(""));
}

TEST_CASE("diagnostics as JSON, and as a problem") {
  Sources sources;
  const auto file = *sources.add("a.yaml", "one\ntwö three\n");
  Diagnostics all;
  all.add(Code::unknown_field, {file, 9, 14}, "item has no field 'three'", "did you mean 'tree'?").pointer = "/items/1";
  all.add(Code::file_unreadable, {}, "cannot read b.yaml");
  CHECK(
      write_diagnostics(all.sorted(), sources, Format::json, {}) ==
      R"({"schema":"sprintd.diagnostics/v1","diagnostics":[)"
      R"({"code":"E0107","severity":"error","title":"unknown field","message":"item has no field 'three'",)"
      R"("hint":"did you mean 'tree'?","place":{"file":"a.yaml","line":2,"column":5,"end_line":2,"end_column":10},)"
      R"("pointer":"/items/1"},)"
      R"({"code":"E0701","severity":"error","title":"file cannot be read","message":"cannot read b.yaml","place":null}]})"
      "\n");
  const auto problem = write_problem(all.sorted(), sources, 422, Format::json, {});
  CHECK(problem.starts_with(R"({"type":"urn:sprintd:error:E0107","title":"unknown field","status":422,)"
                            R"x("detail":"item has no field 'three' (and 1 more)","code":"E0107","diagnostics":[{)x"));
}

TEST_CASE("the page of a code") {
  CHECK(write_code(Code::file_unreadable, Format::text, {}) ==
        "error[E0701]: file cannot be read\n\n"
        "The file is not there, is not a regular file, or this user may not read it. The message says which.\n");
}

}  // namespace sprintd::report
