#include "rules/json/copy_value.h"

namespace sprintd::json {
namespace {

void copy_object(PullReader& in, Writer& out, const CopyChanges& changes) {
  in.begin_object();
  out.begin_object();
  for (std::string_view key; in.next_key(key);) {
    out.key(key);
    if (changes.becomes_null && changes.becomes_null(key)) {
      in.skip();
      out.null();
    } else {
      copy_value(in, out, changes);
    }
  }
  out.end_object();
}

void copy_array(PullReader& in, Writer& out, const CopyChanges& changes) {
  in.begin_array();
  out.begin_array();
  while (in.next_element()) copy_value(in, out, changes);
  out.end_array();
}

}  // namespace

void copy_value(PullReader& in, Writer& out, const CopyChanges& changes) {
  switch (in.kind()) {
    case PullReader::Kind::boolean:
      out.value(in.boolean());
      return;
    case PullReader::Kind::integer:
      out.value(in.integer());
      return;
    case PullReader::Kind::real:
      out.value(in.real());
      return;
    case PullReader::Kind::string:
      if (changes.of_text) {
        out.value(std::string_view(changes.of_text(in.string())));
      } else {
        out.value(in.string());
      }
      return;
    case PullReader::Kind::array:
      return copy_array(in, out, changes);
    case PullReader::Kind::object:
      return copy_object(in, out, changes);
    case PullReader::Kind::null:
    case PullReader::Kind::broken:
      in.skip();
      out.null();
      return;
  }
}

}  // namespace sprintd::json
