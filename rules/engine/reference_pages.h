// Pages that are made from tables: the keys of packs, the fields of backlogs, the codes of everything that can be
// wrong.
//
// Neighbours: pack_keys.def and test_keys.def, backlog/fields.def, base/codes/*.def have the rows; docs/reference holds
// the pages, written by ./dev docs and compared by a test. function_pages.h and lint_pages.h make the other two. Pure
// functions; all give Markdown.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sprintd::engine {

std::string keys_page();
std::string fields_page();
std::string diagnostics_page();

struct ReferencePage {
  std::string_view file;  // "keys.md", in docs/reference
  std::string (*make)();
};
// All pages of docs/reference that are made from tables.
std::span<const ReferencePage> reference_pages();

}  // namespace sprintd::engine
