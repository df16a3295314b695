// Questions as they cross the socket: JSON bodies to plain data and back.
//
//   POST /v1/audits     {"backlog": {...}, "organisation": {...}, "sprints": ["s-42"], "as_of": "2026-03-02"}
//   POST /v1/decisions  {"person": "bob", "action": "pull", "item": "TD-12", "sprint": "s-42", "backlog_id": "board"}
//                       {"questions": [{"person": ..., "action": ..., "item": ..., "sprint": ...}], "backlog_id": ...}
//
// The backlog is one of: `backlog` (inline), `backlog_id` (one that the daemon keeps), `documents`: texts as a client
// read them from files, [{"name": "board.yaml", "part": "backlog" | "organisation", "text": "..."}], so that places in
// answers name the client's files. `organisation` may stand beside `backlog`. Everything else may be left out.
// Neighbours: answer.h answers these; the daemon parses, sprintctl writes them or asks in process. Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/backlog/load.h"
#include "rules/base/diagnostic.h"
#include "rules/base/sources.h"

namespace sprintd::engine {

constexpr std::string_view kRequestName = "<request>";  // the file of places in an inline backlog

struct BacklogChoice {
  std::vector<backlog::Document> documents;
  std::string backlog_id;  // when there are no documents
};

struct AuditRequest {
  BacklogChoice backlog;
  std::vector<std::string> sprints;
  std::string as_of;  // as written; empty: now
};

struct AskedDecision {
  std::string person, action, item, sprint;
};

struct DecisionRequest {
  BacklogChoice backlog;
  std::vector<AskedDecision> questions;
  bool many = false;  // asked as a list, so answered as one
  std::string as_of;
};

template <typename Request>
struct Parsed {
  std::optional<Request> request;
  Sources sources;                      // what the diagnostics point into
  std::vector<Diagnostic> diagnostics;  // why there is no request
};

constexpr std::size_t kMaxQuestions = 10'000;  // in one request

Parsed<AuditRequest> parse_audit_request(std::string body);
Parsed<DecisionRequest> parse_decision_request(std::string body);

std::string write_request(const AuditRequest& request);
std::string write_request(const DecisionRequest& request);

}  // namespace sprintd::engine
