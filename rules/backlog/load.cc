#include "rules/backlog/load.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <utility>

#include "rules/backlog/builder.h"
#include "rules/backlog/data.h"
#include "rules/backlog/derive.h"
#include "rules/backlog/draft.h"
#include "rules/backlog/resolve.h"
#include "rules/json/reader.h"
#include "rules/yaml/node_reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::backlog {
namespace {

struct Input {
  FileId file;
  Document::Part part;
  bool is_json;
  const yaml::Node* tree = nullptr;  // of a YAML text that could be parsed
};

using BasePtr = std::shared_ptr<const BacklogData>;

// False when anything is wrong; what, and where, is load_placed()'s to say.
bool load_fast(const std::vector<Input>& inputs, BacklogData& data, const BasePtr& base) {
  Draft draft(data, nullptr);
  Builder builder(draft);
  for (const auto& input : inputs) {
    if (input.is_json) {
      const auto reader = json::make_fast_reader(data.sources, input.file, data.arena);
      builder.read(*reader, input.file, input.part, true);
      if (!reader->finish()) draft.failed = true;
    } else {
      builder.read(*yaml::make_reader(*input.tree), input.file, input.part, false);
    }
    if (draft.failed) return false;
  }
  resolve(draft, base);
  if (draft.failed) return false;
  derive(draft);
  return true;
}

// The same with the place of everything; adds what is wrong to `faults`.
void load_placed(const std::vector<Input>& inputs, BacklogData& data, const BasePtr& base, Faults& faults) {
  Draft draft(data, &faults);
  draft.is_whole =
      std::ranges::all_of(inputs, [](const Input& input) { return input.is_json || input.tree != nullptr; });
  Builder builder(draft);
  for (const auto& input : inputs) {
    if (input.is_json) {
      Diagnostics diagnostics;
      const auto reader = json::make_strict_reader(data.sources, input.file, data.arena, diagnostics);
      builder.read(*reader, input.file, input.part, true);
      if (!reader->finish()) draft.is_whole = false;
      faults.add_all(diagnostics);
    } else if (input.tree != nullptr) {
      builder.read(*yaml::make_reader(*input.tree), input.file, input.part, false);
    }
  }
  resolve(draft, base);
  if (!faults.has_errors()) derive(draft);
}

Loaded load(const std::vector<Input>& inputs, Sources sources, const Backlog* base, Faults faults) {
  const auto base_data = base == nullptr ? BasePtr() : base->data();
  auto data = std::make_shared<BacklogData>();
  data->sources = std::move(sources);
  const bool tries_fast = !faults.has_errors();
  if (tries_fast && load_fast(inputs, *data, base_data)) {
    return {.backlog = std::make_shared<const Backlog>(std::move(data)), .sources = {}, .diagnostics = faults.finish()};
  }
  auto again = std::make_shared<BacklogData>();
  again->sources = std::move(data->sources);
  data.reset();
  load_placed(inputs, *again, base_data, faults);
  // Whatever the fast pass refuses, the other must be able to name.
  assert(!tries_fast || faults.has_errors());
  auto diagnostics = faults.finish();
  if (faults.has_errors()) {
    return {.backlog = nullptr, .sources = std::move(again->sources), .diagnostics = std::move(diagnostics)};
  }
  return {.backlog = std::make_shared<const Backlog>(std::move(again)),
          .sources = {},
          .diagnostics = std::move(diagnostics)};
}

}  // namespace

bool is_json(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto first = text.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && text[first] == '{';
}

Loaded load_backlog(std::vector<Document> documents, const Backlog* base) {
  Faults faults;
  Sources sources;
  std::vector<Input> inputs;
  std::deque<yaml::Node> trees;
  for (auto& document : documents) {
    const auto file = sources.add(std::move(document.name), std::move(document.text));
    if (!file) {
      faults.add(fault_at(file.error().code, {}, "", file.error().message));
      continue;
    }
    inputs.push_back({*file, document.part, is_json(sources.text(*file))});
    if (inputs.back().is_json) continue;
    Diagnostics diagnostics;
    if (auto tree = yaml::parse_yaml(sources, *file, diagnostics)) {
      inputs.back().tree = &trees.emplace_back(std::move(*tree));
    }
    faults.add_all(diagnostics);
  }
  return load(inputs, std::move(sources), base, std::move(faults));
}

Loaded load_backlog(const std::vector<Tree>& trees, Sources sources) {
  std::vector<Input> inputs;
  for (const auto& tree : trees) inputs.push_back({tree.file, tree.part, false, tree.root});
  return load(inputs, std::move(sources), nullptr, {});
}

}  // namespace sprintd::backlog
