// What the server says, as JSON of the Language Server Protocol.
//
// Neighbours: language_server.cc answers with it; rules/editor and checks.h have the content. LSP 3.17. Pure functions.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cli/lsp/checks.h"
#include "cli/lsp/positions.h"
#include "rules/editor/completion.h"
#include "rules/editor/hover.h"

namespace sprintd::lsp {

using Json = nlohmann::json;

enum class ErrorCode : int {
  parse_error = -32700,
  invalid_request = -32600,
  method_not_found = -32601,
  invalid_params = -32602,
  not_initialized = -32002,
};

Json response(const Json& id, Json result);
Json error_response(const Json& id, ErrorCode code, std::string_view message);
Json notification(std::string_view method, Json parameters);

Json capabilities(Encoding encoding);

// Throws nlohmann's exceptions for what is no position or range.
std::size_t offset_from(const Json& position, const Positions& positions);
editor::Range range_from(const Json& range, const Positions& positions);

Json range_json(editor::Range range, const Positions& positions);
Json completions_json(const editor::Completions& completions, const Positions& positions);
Json hover_json(const editor::Hover& hover, const Positions& positions);
Json diagnostics_json(const Checked& checked, const OpenDocument& document, const Positions& positions);
// Those edits of `checked` that touch the range, as quick fixes.
Json fixes_json(const Checked& checked, editor::Range range, const OpenDocument& document, const Positions& positions);
// The lines that differ, as one edit; none when the texts are the same.
Json edits_json(std::string_view before, std::string_view after, const Positions& positions);

}  // namespace sprintd::lsp
