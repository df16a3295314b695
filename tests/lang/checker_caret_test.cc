#include <catch2/catch.hpp>
#include <string>

#include "rules/base/diagnostic_text.h"
#include "rules/base/origin.h"
#include "rules/base/places.h"
#include "rules/base/sources.h"
#include "rules/lang/checker.h"
#include "rules/lang/parser.h"
#include "tests/lang/backlog_sample.h"

namespace sprintd::lang {
namespace {

// A pack text with one expression behind each of the keys.
class PackText {
 public:
  explicit PackText(std::string text) : text_(std::move(text)), file_(*sources_.add("etc/packs/team.yaml", text_)) {}

  void define(const std::string& name) {
    const auto [body, origin] = behind(name);
    definitions_.add(name, {}, {.text = body, .origin = &origin}, {}, diagnostics_);
  }

  void require(const std::string& key) {
    const auto [text, origin] = behind(key);
    const auto root = parse({.text = text, .origin = &origin}, diagnostics_);
    if (root == nullptr) return;
    check(*root, sample_.environment(&definitions_), {.type = Type::Kind::boolean, .what = key}, diagnostics_);
  }

  std::string faults() {
    PlaceFinder places(sources_);
    return render_diagnostics(diagnostics_.sorted(), places);
  }

 private:
  struct Behind {
    std::string_view text;
    Origin origin;
  };

  Behind behind(const std::string& key) {
    const auto begin = text_.find(key + ": ") + key.size() + 2;
    const auto text = std::string_view(text_).substr(begin, text_.find('\n', begin) - begin);
    return {text, Origin::verbatim(file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(text.size()))};
  }

  std::string text_;
  Sources sources_;
  FileId file_;
  testing::BacklogSample sample_;
  Definitions definitions_;
  Diagnostics diagnostics_;
};

}  // namespace

TEST_CASE("a fault is shown under the words that are wrong") {
  PackText pack(
      "pack: team\n"
      "rules:\n"
      "  - id: größe\n"
      "    where: item.kind in ['bug', 'tec_debt'] && item.title != 'ü' + 8\n"
      "    require: item.point <= 8\n");
  pack.require("where");
  pack.require("require");
  CHECK(pack.faults() ==
        R"(etc/packs/team.yaml:4:33: error[E0112]: item.kind is never "tec_debt"
    4 |     where: item.kind in ['bug', 'tec_debt'] && item.title != 'ü' + 8
      |                                 ^^^^^^^^^^ did you mean "tech_debt"?

etc/packs/team.yaml:4:62: error[E0110]: cannot add "ü" (string) and 8 (int)
    4 |     where: item.kind in ['bug', 'tec_debt'] && item.title != 'ü' + 8
      |                                                              ^^^^^^^ write string(8)

etc/packs/team.yaml:5:19: error[E0107]: item has no field 'point'
    5 |     require: item.point <= 8
      |                   ^^^^^ did you mean 'points' (double, estimate in story points)?
)");
}

TEST_CASE("a fault in a definition is shown there, with the place of its use") {
  PackText pack(
      "define:\n"
      "  small: item.point <= 8\n"
      "rules:\n"
      "    where: small && has(item.title)\n"
      "    require: small || small\n");
  pack.define("small");
  pack.require("require");
  pack.require("where");
  CHECK(pack.faults() ==
        R"(etc/packs/team.yaml:2:15: error[E0107]: item has no field 'point'
    2 |   small: item.point <= 8
      |               ^^^^^ did you mean 'points' (double, estimate in story points)?
etc/packs/team.yaml:4:12: note: used here
    4 |     where: small && has(item.title)
      |            ^^^^^
)");
}

}  // namespace sprintd::lang
