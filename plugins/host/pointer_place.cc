#include "plugins/host/pointer_place.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "rules/base/arena.h"
#include "rules/base/diagnostic.h"
#include "rules/json/reader.h"

namespace sprintd::plugins {
namespace {

// Takes the first step off the pointer: "/a~1b/0" gives "a/b" and leaves "/0".
std::string take_step(std::string_view& pointer) {
  pointer.remove_prefix(1);
  const auto end = std::min(pointer.find('/'), pointer.size());
  std::string step;
  for (std::size_t i = 0; i < end; ++i) {
    const bool escaped = pointer[i] == '~' && i + 1 < end;
    if (escaped) ++i;
    step += !escaped ? pointer[i] : pointer[i] == '1' ? '/' : '~';
  }
  pointer.remove_prefix(end);
  return step;
}

// Makes the step's value current; false when there is none.
bool enter(PullReader& reader, std::string_view step) {
  if (reader.kind() == PullReader::Kind::object) {
    reader.begin_object();
    for (std::string_view key; reader.next_key(key);) {
      if (key == step) return true;
      reader.skip();
    }
  } else if (reader.kind() == PullReader::Kind::array) {
    std::size_t index = 0;
    const auto [end, fault] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (fault != std::errc() || end != step.data() + step.size()) return false;
    reader.begin_array();
    for (std::size_t i = 0; reader.next_element(); ++i) {
      if (i == index) return true;
      reader.skip();
    }
  }
  return false;
}

}  // namespace

Span place_of_pointer(const Sources& sources, FileId file, std::string_view pointer) {
  Arena arena;
  Diagnostics ignored;
  const auto reader = json::make_strict_reader(sources, file, arena, ignored);
  Span place{file, 0, 0};
  while (!reader->failed()) {
    const auto kind = reader->kind();
    if (reader->failed()) break;
    place = reader->span();
    // A whole object under a caret says less than the place where it begins.
    const bool is_container = kind == PullReader::Kind::object || kind == PullReader::Kind::array;
    place.end = is_container ? place.begin + 1 : std::max(place.end, place.begin);
    if (!pointer.starts_with('/')) return place;
    const auto step = take_step(pointer);
    if (!enter(*reader, step)) break;
  }
  return place;
}

}  // namespace sprintd::plugins
