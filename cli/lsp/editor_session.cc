#include "cli/lsp/editor_session.h"

#include <utility>

#include "cli/lsp/language_server.h"
#include "cli/lsp/message_stream.h"

namespace sprintd::lsp {
namespace {

bool send(MessageStream& stream, const std::vector<Json>& messages) {
  for (const auto& message : messages) {
    // Names of the author's may be cut off inside a character by an edit.
    if (!stream.write(message.dump(-1, ' ', false, Json::error_handler_t::replace))) return false;
  }
  return true;
}

}  // namespace

Result<bool> run_session(int in, int out, std::vector<std::string> pack_places, Instant now) {
  MessageStream stream(in, out);
  Server server(std::move(pack_places), now);
  while (!server.has_ended()) {
    // While more keys come in, what is wrong changes too: it is looked for when there is a pause.
    if (server.wants_check() && !stream.has_more() && !send(stream, server.check())) break;
    const auto message = stream.read();
    if (!message) return std::unexpected(message.error());
    if (!*message) break;
    if (!send(stream, server.handle(**message))) break;
  }
  return server.ended_well();
}

}  // namespace sprintd::lsp
