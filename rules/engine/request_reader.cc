#include "rules/engine/request_reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "rules/base/suggest.h"
#include "rules/engine/inline_document.h"

namespace sprintd::engine {
namespace {

using Kind = PullReader::Kind;

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::integer:
    case Kind::real:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
    case Kind::broken:
      return "broken";
  }
  return "broken";
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const auto nearest = suggest(word, candidates);
  return nearest ? fmt::format("did you mean '{}'?", *nearest) : std::string();
}

}  // namespace

void RequestReader::fault(Span place, std::string_view pointer, std::string message, std::string hint) {
  faults_->add(Code::body_invalid, place, std::move(message), std::move(hint)).pointer = pointer;
}

std::optional<Span> RequestReader::read_object(std::string_view pointer, std::initializer_list<Key> keys) {
  const auto place = in_->span();
  if (in_->kind() != Kind::object) {
    if (in_->kind() == Kind::broken) return std::nullopt;
    fault(place, pointer, fmt::format("an object must stand here, this is {}", kind_name(in_->kind())));
    in_->skip();
    return std::nullopt;
  }
  in_->begin_object();
  for (std::string_view name; in_->next_key(name);) {
    const auto* key = std::ranges::find(keys, name, &Key::name);
    if (key != keys.end()) {
      key->read();
      continue;
    }
    std::vector<std::string_view> known;
    for (const auto& k : keys) known.push_back(k.name);
    fault(in_->key_span(), fmt::format("{}/{}", pointer, name), fmt::format("unknown key '{}'", name),
          did_you_mean(name, known));
    in_->skip();
  }
  return place;
}

void RequestReader::read_list(std::string_view name,
                              const std::function<void(std::string_view pointer)>& read_element) {
  if (in_->kind() != Kind::array) {
    if (in_->kind() == Kind::broken) return;
    fault(in_->span(), fmt::format("/{}", name),
          fmt::format("{} must be an array, this is {}", name, kind_name(in_->kind())));
    in_->skip();
    return;
  }
  in_->begin_array();
  for (std::size_t index = 0; in_->next_element(); ++index) read_element(fmt::format("/{}/{}", name, index));
}

void RequestReader::read_string(std::string& to, std::string_view pointer) {
  switch (in_->kind()) {
    case Kind::string:
      to = in_->string();
      return;
    case Kind::null:
      in_->null();
      return;
    case Kind::broken:
      return;
    default:
      fault(in_->span(), pointer, fmt::format("a string must stand here, this is {}", kind_name(in_->kind())));
      in_->skip();
  }
}

void RequestReader::read_inline(BacklogChoice& choice, backlog::Document::Part part, std::string_view pointer) {
  const auto place = in_->span();
  if (in_->kind() == Kind::null) return in_->null();
  const bool is_object = in_->kind() == Kind::object;
  if (!is_object && in_->kind() != Kind::broken) {
    fault(place, pointer, fmt::format("an object must stand here, this is {}", kind_name(in_->kind())));
  }
  in_->skip();
  if (!is_object || in_->failed()) return;
  choice.documents.push_back({std::string(kRequestName), cut_out(body_, place.begin), part});
}

void RequestReader::read_document(BacklogChoice& choice, std::string_view pointer) {
  backlog::Document document;
  std::string part = "backlog";
  const auto sub = [&](std::string_view key) { return fmt::format("{}/{}", pointer, key); };
  const auto read_part = [&] {
    const auto place = in_->span();
    read_string(part, sub("part"));
    if (part == "backlog" || part == "organisation") return;
    fault(place, sub("part"), fmt::format("a part is 'backlog' or 'organisation', not '{}'", part));
  };
  read_object(pointer, {{"name", [&] { read_string(document.name, sub("name")); }},
                        {"part", read_part},
                        {"text", [&] { read_string(document.text, sub("text")); }}});
  if (part == "organisation") document.part = backlog::Document::Part::organisation;
  if (document.name.empty()) document.name = kRequestName;
  choice.documents.push_back(std::move(document));
}

void RequestReader::check_choice(const BacklogChoice& choice, Span root) {
  if (in_->failed()) return;
  const auto is_backlog = [](const auto& d) { return d.part == backlog::Document::Part::backlog; };
  const bool has_backlog = std::ranges::any_of(choice.documents, is_backlog);
  if (!choice.backlog_id.empty() && !choice.documents.empty()) {
    fault(root, "", "a request brings its backlog or names one: `backlog_id` stands alone");
  } else if (choice.backlog_id.empty() && !has_backlog) {
    fault(root, "", "no backlog: give `backlog`, `backlog_id` or `documents`");
  }
}

void RequestReader::read_audit(AuditRequest& request) {
  using Part = backlog::Document::Part;
  const auto read_sprint = [&](std::string_view pointer) {
    std::string sprint;
    read_string(sprint, pointer);
    request.sprints.push_back(std::move(sprint));
  };
  const auto root = read_object(
      "",
      {{"backlog", [&] { read_inline(request.backlog, Part::backlog, "/backlog"); }},
       {"backlog_id", [&] { read_string(request.backlog.backlog_id, "/backlog_id"); }},
       {"documents", [&] { read_list("documents", [&](auto pointer) { read_document(request.backlog, pointer); }); }},
       {"organisation", [&] { read_inline(request.backlog, Part::organisation, "/organisation"); }},
       {"sprints", [&] { read_list("sprints", read_sprint); }},
       {"as_of", [&] { read_string(request.as_of, "/as_of"); }}});
  if (root) check_choice(request.backlog, *root);
}

void RequestReader::read_question(AskedDecision& asked, std::string_view pointer) {
  const auto sub = [&](std::string_view key) { return fmt::format("{}/{}", pointer, key); };
  const auto place = read_object(pointer, {{"person", [&] { read_string(asked.person, sub("person")); }},
                                           {"action", [&] { read_string(asked.action, sub("action")); }},
                                           {"item", [&] { read_string(asked.item, sub("item")); }},
                                           {"sprint", [&] { read_string(asked.sprint, sub("sprint")); }}});
  if (place) check_question(asked, *place, pointer);
}

void RequestReader::check_question(const AskedDecision& asked, Span place, std::string_view pointer) {
  if (in_->failed()) return;
  if (asked.person.empty()) fault(place, pointer, "a question names its `person`");
  if (asked.action.empty()) fault(place, pointer, "a question names its `action`");
  if (asked.item.empty()) fault(place, pointer, "a question names its `item`");
}

void RequestReader::read_decisions(DecisionRequest& request) {
  using Part = backlog::Document::Part;
  AskedDecision single;
  bool is_single = false;
  const auto part_of_single = [&](std::string& to, std::string_view pointer) {
    is_single = true;
    read_string(to, pointer);
  };
  const auto read_next_question = [&](std::string_view pointer) {
    AskedDecision asked;
    read_question(asked, pointer);
    request.questions.push_back(std::move(asked));
  };
  const auto root = read_object(
      "",
      {{"person", [&] { part_of_single(single.person, "/person"); }},
       {"action", [&] { part_of_single(single.action, "/action"); }},
       {"item", [&] { part_of_single(single.item, "/item"); }},
       {"sprint", [&] { part_of_single(single.sprint, "/sprint"); }},
       {"questions",
        [&] {
          request.many = true;
          read_list("questions", read_next_question);
        }},
       {"backlog", [&] { read_inline(request.backlog, Part::backlog, "/backlog"); }},
       {"backlog_id", [&] { read_string(request.backlog.backlog_id, "/backlog_id"); }},
       {"documents", [&] { read_list("documents", [&](auto pointer) { read_document(request.backlog, pointer); }); }},
       {"organisation", [&] { read_inline(request.backlog, Part::organisation, "/organisation"); }},
       {"as_of", [&] { read_string(request.as_of, "/as_of"); }}});
  if (in_->failed() || !root) return;
  if (request.many && is_single) {
    fault(*root, "", "one question stands at the root or several in `questions`, not both");
  } else if (request.many && request.questions.empty()) {
    fault(*root, "/questions", "`questions` is empty");
  } else if (request.questions.size() > kMaxQuestions) {
    fault(*root, "/questions",
          fmt::format("{} questions; a request may ask {}", request.questions.size(), kMaxQuestions));
  } else if (!request.many) {
    check_question(single, *root, "");
    request.questions.push_back(std::move(single));
  }
  check_choice(request.backlog, *root);
}

}  // namespace sprintd::engine
