#include "daemon/api/precondition.h"

#include <string>
#include <string_view>

namespace sprintd::api {
namespace {

// Whether a list of entity tags names that of `kept`. Weak tags never do: what is kept is compared byte for byte.
bool names(std::string_view list, const KeptBacklog* kept) {
  if (kept == nullptr) return false;
  const auto wanted = kept->entity_tag();
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    auto tag = list.substr(0, end);
    list.remove_prefix(std::min(end + 1, list.size()));
    while (!tag.empty() && (tag.front() == ' ' || tag.front() == '\t')) tag.remove_prefix(1);
    while (!tag.empty() && (tag.back() == ' ' || tag.back() == '\t')) tag.remove_suffix(1);
    if (tag == "*" || tag == wanted) return true;
  }
  return false;
}

}  // namespace

CurrentSnapshot::Condition precondition_of(const http::Request& request) {
  return [match = std::string(request.header("If-Match")),
          none_match = std::string(request.header("If-None-Match"))](const KeptBacklog* kept) {
    if (!match.empty() && !names(match, kept)) return false;
    return none_match.empty() || !names(none_match, kept);
  };
}

bool is_known(const http::Request& request, const KeptBacklog& kept) {
  return names(request.header("If-None-Match"), &kept);
}

}  // namespace sprintd::api
