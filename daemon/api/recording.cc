#include "daemon/api/recording.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "rules/base/digest.h"
#include "rules/json/writer.h"

namespace sprintd::api {
namespace {

std::string_view part_name(backlog::Document::Part part) {
  return part == backlog::Document::Part::organisation ? "organisation" : "backlog";
}

// The members that all records of a request share.
std::string shared_members(const Snapshot& at, const Caller& caller, std::string_view trace,
                           const std::vector<store::RecordedInputPtr>& inputs) {
  std::string out;
  json::Writer json(out);
  json.begin_object().key("caller").begin_object().member("name", std::string_view(caller.name));
  if (!caller.person.empty()) json.member("person", std::string_view(caller.person));
  json.end_object();
  if (!trace.empty()) json.member("trace", trace);
  json.key("inputs").begin_array();
  for (const auto& input : inputs) {
    json.begin_object().member("part", input->part).member("name", std::string_view(input->name));
    json.member("digest", std::string_view(input->digest)).end_object();
  }
  json.end_array().member("set", std::string_view(at.digest)).member("digest", std::string_view(at.rules->digest));
  json.member("engine", engine::version()).end_object();
  return out.substr(1, out.size() - 2);
}

}  // namespace

std::vector<store::RecordedInputPtr> copy_inputs(const std::vector<backlog::Document>& documents) {
  std::vector<store::RecordedInputPtr> inputs;
  for (const auto& document : documents) {
    const auto text = std::make_shared<const std::string>(document.text);
    inputs.push_back(std::make_shared<const store::RecordedInput>(
        store::RecordedInput{.digest = digest_of(std::array{std::string_view(*text)}),
                             .name = document.name,
                             .part = part_name(document.part),
                             .text = *text,
                             .owner = text}));
  }
  return inputs;
}

std::vector<store::DecisionEntry> entries_of(const engine::Answer& answer, const Snapshot& at, const Caller& caller,
                                             std::string_view trace, std::vector<store::RecordedInputPtr> inputs,
                                             Instant now) {
  // An organisation of the request stands instead of the daemon's.
  const auto brings_one = [](const auto& input) { return input->part == "organisation"; };
  if (at.organisation_text != nullptr && std::ranges::none_of(inputs, brings_one)) {
    inputs.push_back(at.organisation_text);
  }
  const auto shared = shared_members(at, caller, trace, inputs);
  std::vector<store::DecisionEntry> entries;
  entries.reserve(answer.records.size());
  for (const auto& record : answer.records) {
    entries.push_back({.at = now, .members = record + ',' + shared, .inputs = inputs});
  }
  return entries;
}

}  // namespace sprintd::api
