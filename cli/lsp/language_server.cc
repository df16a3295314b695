#include "cli/lsp/language_server.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "rules/eval/backlog_schema.h"
#include "rules/format/format.h"

namespace sprintd::lsp {

Server::Server(std::vector<std::string> pack_places, Instant now)
    : schema_(eval::backlog_schema()), workspace_(std::move(pack_places)), now_(now) {}

const std::map<std::string, Server::Request, std::less<>>& Server::requests() {
  static const std::map<std::string, Request, std::less<>> kRequests = {
      {"initialize", &Server::initialize},
      {"shutdown", &Server::shutdown},
      {"textDocument/completion", &Server::complete},
      {"textDocument/hover", &Server::hover},
      {"textDocument/definition", &Server::find_definition},
      {"textDocument/formatting", &Server::format},
      {"textDocument/codeAction", &Server::find_fixes},
  };
  return kRequests;
}

const std::map<std::string, Server::Notice, std::less<>>& Server::notices() {
  static const std::map<std::string, Notice, std::less<>> kNotices = {
      {"textDocument/didOpen", &Server::open},
      {"textDocument/didChange", &Server::change},
      {"textDocument/didClose", &Server::close},
      {"textDocument/didSave", &Server::look_again},
      {"workspace/didChangeWatchedFiles", &Server::look_again},
  };
  return kNotices;
}

std::vector<Json> Server::handle(std::string_view message) {
  const auto parsed = Json::parse(message, nullptr, false);
  if (parsed.is_discarded()) return {error_response(nullptr, ErrorCode::parse_error, "the message is no JSON")};
  if (parsed.is_array()) {
    return {error_response(nullptr, ErrorCode::invalid_request, "messages come one by one, not in a list")};
  }
  return answer(parsed);
}

std::vector<Json> Server::answer(const Json& message) {
  const auto is_text = [&](const char* key) { return message.contains(key) && message[key].is_string(); };
  const auto id = message.is_object() && message.contains("id") ? message["id"] : Json();
  if (!message.is_object() || !is_text("method")) {
    // An answer to a request: none was sent.
    if (message.is_object() && (message.contains("result") || message.contains("error"))) return {};
    return {error_response(id, ErrorCode::invalid_request, "the message has no method")};
  }
  const auto method = message["method"].get<std::string>();
  const auto parameters = message.contains("params") ? message["params"] : Json();
  if (method == "exit") {
    state_ = State::ended;
    return {};
  }
  if (!id.is_null()) return {answer_request(method, id, parameters)};
  const auto notice = notices().find(method);
  if (state_ != State::running || notice == notices().end()) return {};
  try {
    (this->*notice->second)(parameters);
  } catch (const Json::exception&) {
    // A notification has no answer, so nobody could be told.
  }
  return std::exchange(to_send_, {});
}

Json Server::answer_request(const std::string& method, const Json& id, const Json& parameters) {
  if (state_ == State::fresh && method != "initialize") {
    return error_response(id, ErrorCode::not_initialized, "the first request is 'initialize'");
  }
  if (state_ == State::shut_down || (state_ == State::running && method == "initialize")) {
    return error_response(id, ErrorCode::invalid_request, "this request does not come now");
  }
  const auto request = requests().find(method);
  if (request == requests().end()) return error_response(id, ErrorCode::method_not_found, "there is no " + method);
  try {
    return response(id, (this->*request->second)(parameters));
  } catch (const Json::exception& fault) {
    return error_response(id, ErrorCode::invalid_params, fault.what());
  }
}

Json Server::initialize(const Json& parameters) {
  const auto offered = parameters.value(Json::json_pointer("/capabilities/general/positionEncodings"), Json::array());
  if (std::ranges::find(offered, Json("utf-8")) != offered.end()) encoding_ = Encoding::utf8;
  state_ = State::running;
  return capabilities(encoding_);
}

Json Server::shutdown(const Json& /*parameters*/) {
  state_ = State::shut_down;
  was_shut_down_ = true;
  return nullptr;
}

void Server::open(const Json& parameters) {
  const auto& given = parameters.at("textDocument");
  const auto uri = given.at("uri").get<std::string>();
  workspace_.open({.uri = uri,
                   .path = path_of_uri(uri),
                   .text = given.at("text").get<std::string>(),
                   .version = given.value("version", std::int64_t{0})});
  wants_check_ = true;
}

void Server::change(const Json& parameters) {
  const auto& given = parameters.at("textDocument");
  auto* document = workspace_.find(given.at("uri").get<std::string>());
  if (document == nullptr) return;
  auto text = document->text;
  for (const auto& one : parameters.at("contentChanges")) {
    auto replacement = one.at("text").get<std::string>();
    if (!one.contains("range")) {
      text = std::move(replacement);
      continue;
    }
    const auto range = range_from(one["range"], Positions(text, encoding_));
    text.replace(range.begin, range.end - range.begin, replacement);
  }
  document->text = std::move(text);
  document->version = given.value("version", document->version);
  wants_check_ = true;
}

void Server::close(const Json& parameters) {
  const auto uri = parameters.at("textDocument").at("uri").get<std::string>();
  if (workspace_.find(uri) == nullptr) return;
  workspace_.close(uri);
  known_.erase(uri);
  to_send_.push_back(notification("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}}));
  wants_check_ = true;
}

void Server::look_again(const Json& /*parameters*/) { wants_check_ = true; }

std::vector<Json> Server::check() {
  wants_check_ = false;
  std::vector<Json> changed;
  for (const auto& [uri, document] : workspace_.documents()) {
    auto& known = known_[uri];
    known.checked = check_document(engine_, workspace_, document, now_);
    auto parameters = diagnostics_json(known.checked, document, Positions(document.text, encoding_));
    auto sent = parameters.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (sent == known.sent) continue;
    known.sent = std::move(sent);
    changed.push_back(notification("textDocument/publishDiagnostics", std::move(parameters)));
  }
  return changed;
}

const OpenDocument& Server::document_of(const Json& parameters) {
  static const OpenDocument kNone;
  const auto* document = workspace_.find(parameters.at("textDocument").at("uri").get<std::string>());
  return document == nullptr ? kNone : *document;
}

Server::Question Server::question(const Json& parameters) {
  const auto& document = document_of(parameters);
  Question question{&document, Positions(document.text, encoding_), nullptr};
  const auto kind = kind_of(document.path, document.text);
  if (!kind) return question;
  const auto offset = offset_from(parameters.at("position"), question.positions);
  question.view = std::make_unique<const editor::View>(ruleset::PackText{document.path, document.text}, *kind, offset,
                                                       schema_, workspace_.finder());
  return question;
}

Json Server::complete(const Json& parameters) {
  const auto [document, positions, view] = question(parameters);
  return view == nullptr ? Json() : completions_json(editor::complete(*view), positions);
}

Json Server::hover(const Json& parameters) {
  const auto [document, positions, view] = question(parameters);
  const auto found = view == nullptr ? std::nullopt : editor::hover(*view);
  return found ? hover_json(*found, positions) : Json();
}

Json Server::find_definition(const Json& parameters) {
  const auto [document, positions, view] = question(parameters);
  const auto target = view == nullptr ? std::nullopt : editor::find_target(*view);
  if (!target) return nullptr;
  if (!target->span.known()) {
    const auto beside = std::filesystem::path(document->path).parent_path() / target->file;
    return {{"uri", uri_of_path(beside.lexically_normal().string())},
            {"range", range_json({}, Positions({}, encoding_))}};
  }
  const Positions there(view->sources().text(target->span.file), encoding_);
  return {{"uri", target->file == document->path ? document->uri : uri_of_path(target->file)},
          {"range", range_json({target->span.begin, target->span.end}, there)}};
}

Json Server::format(const Json& parameters) {
  const auto& document = document_of(parameters);
  if (!kind_of(document.path, document.text)) return nullptr;
  const auto formatted = format::format_yaml(document.path, document.text);
  if (!formatted.text) return nullptr;
  return edits_json(document.text, *formatted.text, Positions(document.text, encoding_));
}

Json Server::find_fixes(const Json& parameters) {
  const auto& document = document_of(parameters);
  const auto known = known_.find(document.uri);
  if (known == known_.end()) return Json::array();
  // The edits are of the text that was checked.
  if (wants_check_) known->second.checked = check_document(engine_, workspace_, document, now_);
  const Positions positions(document.text, encoding_);
  return fixes_json(known->second.checked, range_from(parameters.at("range"), positions), document, positions);
}

}  // namespace sprintd::lsp
