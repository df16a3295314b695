#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <variant>

#include "rules/backlog/load.h"
#include "rules/backlog/slots.h"
#include "tests/backlog/documents.h"

namespace sprintd::backlog {
namespace {

TEST_CASE("every field has one row, a doc line, and traits that fit its type") {
  for (std::size_t k = 0; k < kEntityKinds; ++k) {
    const auto kind = static_cast<EntityKind>(k);
    CHECK(find_entity(entity_name(kind)) == kind);
    std::set<std::string_view> names;
    for (const auto& field : fields_of(kind)) {
      INFO(entity_name(kind) << "." << field.name);
      CHECK(field.entity == kind);
      CHECK(names.insert(field.name).second);
      CHECK_FALSE(field.doc.empty());
      CHECK((field.type == FieldType::choice) != field.choices.empty());
      CHECK_FALSE((field.required && field.origin != FieldOrigin::written));
      const bool can_be_empty = field.type == FieldType::boolean || field.type == FieldType::string_list ||
                                field.type == FieldType::reference_list || field.type == FieldType::record_list;
      if (field.when_absent == WhenAbsent::empty) CHECK(can_be_empty);
    }
    // A row's keys are remembered as bits of one word.
    CHECK(fields_of(kind).size() <= 64);
  }
  CHECK_FALSE(find_entity("issue"));
  CHECK_FALSE(find_field(EntityKind::item, "story_points"));
}

TEST_CASE("slots while compiling and while running are the same") {
  STATIC_REQUIRE(slot(EntityKind::delegation, "for") == 1);
  for (const auto& name : kSlotNames) {
    const auto found = find_field(name.entity, name.name);
    REQUIRE(found);
    CHECK(fields_of(name.entity)[*found].name == name.name);
  }
  CHECK(find_field(EntityKind::item, "queue") == slot(EntityKind::item, "queue"));
}

TEST_CASE("every stored field has a cell for every row, whatever a document leaves out") {
  const auto loaded = test::load(R"({"schema": "sprintd.backlog/v1",
    "organisation": {"people": [{"id": "a"}, {"id": "b", "time_off": [{"from": "2026-01-01"}], "role_history": [{}]}],
      "teams": [{"id": "t"}], "projects": [{"id": "p", "lead": "a", "status_updates": [{"at": "2026-01-01"}]}],
      "delegations": [{"person": "a", "for": "b", "role": "tech_lead"}], "agreements": [{"kind": "k", "who": "a"}]},
    "sprint": {"id": "s"}, "items": [{"id": "1"}, {"id": "2"}]})");
  INFO(test::rendered(loaded));
  REQUIRE(loaded.backlog != nullptr);
  for (const auto& name : kSlotNames) {
    const auto slot = find_field(name.entity, name.name).value();
    const auto& field = fields_of(name.entity)[slot];
    INFO(entity_name(name.entity) << "." << name.name);
    const auto rows = loaded.backlog->rows(name.entity);
    CHECK(rows > 0);
    const auto check_size = [&](const auto& cells) {
      if constexpr (std::is_same_v<decltype(cells), const std::monostate&>) {
        CHECK((field.origin == FieldOrigin::contextual || field.type == FieldType::ladder ||
               field.type == FieldType::open));
      } else {
        CHECK(field.origin != FieldOrigin::contextual);
        CHECK(cells.size() == rows);
      }
    };
    std::visit(check_size, loaded.backlog->column(name.entity, slot));
  }
}

}  // namespace
}  // namespace sprintd::backlog
