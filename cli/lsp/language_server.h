// The language server: messages of an editor in, messages to it out.
//
// Neighbours: editor_session.cc reads and writes the messages, workspace.h keeps the documents, rules/editor answers.
// LSP 3.17: https://microsoft.github.io/language-server-protocol. Nothing that an editor sends ends it but `exit`. One
// thread.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli/lsp/protocol.h"
#include "cli/lsp/workspace.h"
#include "rules/base/calendar.h"
#include "rules/engine/engine.h"

namespace sprintd::lsp {

class Server {
 public:
  Server(std::vector<std::string> pack_places, Instant now);

  // The answers to one message, in their order.
  std::vector<Json> handle(std::string_view message);
  // The diagnostics of documents in which they have changed. Packs build on each other, so one change may matter to
  // all; an editor that is still typing is better asked again later.
  std::vector<Json> check();
  [[nodiscard]] bool wants_check() const { return wants_check_; }

  [[nodiscard]] bool has_ended() const { return state_ == State::ended; }
  // Whether the editor asked for the end before it ended the server.
  [[nodiscard]] bool ended_well() const { return was_shut_down_; }

 private:
  enum class State : std::uint8_t { fresh, running, shut_down, ended };
  struct Known {
    Checked checked;
    std::string sent;  // the diagnostics as they were sent
  };
  using Request = Json (Server::*)(const Json& parameters);
  using Notice = void (Server::*)(const Json& parameters);
  static const std::map<std::string, Request, std::less<>>& requests();
  static const std::map<std::string, Notice, std::less<>>& notices();

  std::vector<Json> answer(const Json& message);
  Json answer_request(const std::string& method, const Json& id, const Json& parameters);

  Json initialize(const Json& parameters);
  Json shutdown(const Json& parameters);
  Json complete(const Json& parameters);
  Json hover(const Json& parameters);
  Json find_definition(const Json& parameters);
  Json format(const Json& parameters);
  Json find_fixes(const Json& parameters);

  void open(const Json& parameters);
  void change(const Json& parameters);
  void close(const Json& parameters);
  void look_again(const Json& parameters);

  [[nodiscard]] const OpenDocument& document_of(const Json& parameters);
  // A question about a place in a pack or test; null for other documents.
  struct Question {
    const OpenDocument* document;
    Positions positions;
    std::unique_ptr<const editor::View> view;
  };
  [[nodiscard]] Question question(const Json& parameters);

  engine::Engine engine_;
  lang::Schema schema_;
  Workspace workspace_;
  Instant now_;
  Encoding encoding_ = Encoding::utf16;
  State state_ = State::fresh;
  bool was_shut_down_ = false;
  bool wants_check_ = false;
  std::map<std::string, Known, std::less<>> known_;  // by URI
  std::vector<Json> to_send_;                        // what a notice leads to at once
};

}  // namespace sprintd::lsp
