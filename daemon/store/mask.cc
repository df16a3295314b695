#include "daemon/store/mask.h"

#include <algorithm>

#include "rules/base/arena.h"
#include "rules/json/reader.h"
#include "rules/json/writer.h"
#include "rules/yaml/node_reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::store {
namespace {

class Copier {
 public:
  Copier(PullReader& in, json::Writer& out, std::span<const std::string> masked)
      : in_(in), out_(out), masked_(masked) {}

  void copy() {
    switch (in_.kind()) {
      case PullReader::Kind::null:
        in_.null();
        out_.null();
        break;
      case PullReader::Kind::boolean:
        out_.value(in_.boolean());
        break;
      case PullReader::Kind::integer:
        out_.value(in_.integer());
        break;
      case PullReader::Kind::real:
        out_.value(in_.real());
        break;
      case PullReader::Kind::string:
        out_.value(in_.string());
        break;
      case PullReader::Kind::array:
        copy_array();
        break;
      case PullReader::Kind::object:
        copy_object();
        break;
      case PullReader::Kind::broken:
        in_.skip();
        out_.null();
        break;
    }
  }

 private:
  void copy_array() {
    in_.begin_array();
    out_.begin_array();
    while (in_.next_element()) copy();
    out_.end_array();
  }

  void copy_object() {
    in_.begin_object();
    out_.begin_object();
    for (std::string_view key; in_.next_key(key);) {
      out_.key(key);
      if (std::ranges::find(masked_, key) == masked_.end()) {
        copy();
      } else {
        in_.skip();
        out_.null();
      }
    }
    out_.end_object();
  }

  PullReader& in_;
  json::Writer& out_;
  std::span<const std::string> masked_;
};

bool is_json(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

}  // namespace

std::optional<std::string> mask_members(std::string_view text, std::span<const std::string> names) {
  Sources sources;
  Arena arena;
  Diagnostics faults;
  const auto file = sources.add("", std::string(text));
  if (!file) return std::nullopt;
  std::string masked;
  json::Writer out(masked);
  if (is_json(text)) {
    const auto reader = json::make_strict_reader(sources, *file, arena, faults);
    Copier(*reader, out, names).copy();
    if (!reader->finish()) return std::nullopt;
  } else {
    const auto root = yaml::parse_yaml(sources, *file, faults);
    if (!root) return std::nullopt;
    Copier(*yaml::make_reader(*root), out, names).copy();
  }
  if (faults.has_errors()) return std::nullopt;
  return masked;
}

}  // namespace sprintd::store
