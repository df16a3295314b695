// One request body read key by key: what is missing, misspelt or of the wrong type becomes a diagnostic, all of them.
//
// Neighbours: request.cc runs it over the fast reader, and over the strict one when something is wrong. Borrows the
// reader, the body and the diagnostics. One thread.
#pragma once

#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "rules/base/diagnostic.h"
#include "rules/base/pull.h"
#include "rules/engine/request.h"

namespace sprintd::engine {

class RequestReader {
 public:
  RequestReader(PullReader& in, std::string_view body, Diagnostics& faults) : in_(&in), body_(body), faults_(&faults) {}

  void read_audit(AuditRequest& request);
  void read_decisions(DecisionRequest& request);

  // Nothing is reported for a text that is no JSON: the strict reader does.
  template <typename Request, typename Read>
  void read_root(Request& request, Read read) {
    if (in_->kind() == PullReader::Kind::broken) return;
    read(*this, request);
  }

 private:
  struct Key {
    std::string_view name;
    std::function<void()> read;
  };
  // The current value must be an object with these keys; its place is given back when it is one.
  std::optional<Span> read_object(std::string_view pointer, std::initializer_list<Key> keys);
  void read_list(std::string_view name, const std::function<void(std::string_view pointer)>& read_element);
  void read_string(std::string& to, std::string_view pointer);
  void read_inline(BacklogChoice& choice, backlog::Document::Part part, std::string_view pointer);
  void read_document(BacklogChoice& choice, std::string_view pointer);
  void read_question(AskedDecision& asked, std::string_view pointer);
  void check_choice(const BacklogChoice& choice, Span root);
  void check_question(const AskedDecision& asked, Span place, std::string_view pointer);
  void fault(Span place, std::string_view pointer, std::string message, std::string hint = {});

  PullReader* in_;
  std::string_view body_;
  Diagnostics* faults_;
};

}  // namespace sprintd::engine
