// The functions as a reader looks them up: by the name that is written, each with its forms in words of types.
//
// Neighbours: made of the function table (function_table.h), the macros (macros.h) and the functions that a Schema
// adds; rules/engine prints entries and the reference page. Pure functions; entries are plain data.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lang/function_table.h"
#include "rules/lang/schema.h"

namespace sprintd::lang {

// Chapters of the reference, in its order.
enum class Chapter : std::uint8_t {
  operators,
  macros,
  lists,
  sets,
  text,
  patterns,
  numbers,
  time,
  conversions,
  optionals,
  backlog,
};
struct ChapterInfo {
  Chapter chapter;
  std::string_view name;   // "lists"
  std::string_view title;  // "Lists and maps"
  std::string_view introduction;
};
std::vector<ChapterInfo> all_chapters();
const ChapterInfo& chapter_info(Chapter chapter);

// What is said once of one or more signatures.
struct FunctionForm {
  std::vector<std::string> signatures;  // "list(T).slice(int, int) -> list(T)", "number < number -> bool"
  std::string doc;
  std::optional<int> cost;  // in steps, of the call alone; nothing where the evaluator walks a list
  friend bool operator==(const FunctionForm&, const FunctionForm&) = default;
};

struct FunctionEntry {
  std::string name;  // "size", "math.greatest", "in", "[ ]"
  Chapter chapter{};
  std::vector<FunctionForm> forms;
};

// Each chapter's entries in the order of the table, chapter by chapter.
std::vector<FunctionEntry> function_reference(const Schema& schema);

// By name; operators also as they are written ("&&", "[]", "?:").
const FunctionEntry* find_function(const std::vector<FunctionEntry>& entries, std::string_view name);

}  // namespace sprintd::lang
