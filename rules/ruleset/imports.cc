#include "rules/ruleset/imports.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <functional>

#include "rules/base/suggest.h"
#include "rules/ruleset/block_reader.h"
#include "rules/ruleset/pack_version.h"
#include "rules/yaml/parse.h"

namespace sprintd::ruleset {
namespace {

class ImportReader {
 public:
  ImportReader(const std::vector<Document>& documents, Reading& reading) : documents_(&documents), reading_(&reading) {
    imports_.of.resize(documents.size());
  }

  Imports read() {
    for (std::uint32_t i = 0; i < documents_->size(); ++i) {
      const auto* list = (*documents_)[i].root.find("imports");
      if (list == nullptr || !list->is_sequence()) continue;
      for (const auto& block : list->items) read_import(i, block);
    }
    settle_order();
    imports_.all.resize(imports_.of.size());
    for (const auto pack : imports_.order) {
      for (const auto& one : imports_.of[pack]) {
        imports_.all[pack].insert(one.pack);
        imports_.all[pack].insert(imports_.all[one.pack].begin(), imports_.all[one.pack].end());
      }
    }
    for (std::uint32_t i = 0; i < documents_->size(); ++i) {
      for (const auto& one : imports_.of[i]) reading_->rules.packs[i].imports.push_back(one.pack);
    }
    return std::move(imports_);
  }

 private:
  void read_import(std::uint32_t importer, const yaml::Node& node) {
    auto& diagnostics = reading_->diagnostics;
    BlockReader block(node, Section::imports, diagnostics);
    const auto id = block.id("pack");
    const auto span = block.span("pack");
    const auto range = read_range(block);
    if (id.empty()) return;
    const auto& packs = reading_->rules.packs;
    const auto found = std::ranges::find(packs, id, &Pack::id);
    if (found == packs.end()) return report_missing(id, span);
    const auto index = static_cast<std::uint32_t>(found - packs.begin());
    auto& mine = imports_.of[importer];
    if (const auto before = std::ranges::find(mine, index, &Import::pack); before != mine.end()) {
      auto& fault = diagnostics.add(Code::pack_name_repeated, span, fmt::format("the pack imports '{}' twice", id));
      fault.notes.push_back({before->span, "imported here"});
      return;
    }
    if (range) check_version(*range, block, *found);
    mine.push_back({index, span, block.find("parameters")});
  }

  std::optional<PackVersionRange> read_range(BlockReader& block) {
    const auto text = block.text("version");
    if (text.empty()) return std::nullopt;
    auto range = PackVersionRange::parse(text);
    if (!range) {
      reading_->diagnostics.add(Code::pack_version_malformed, block.span("version"),
                                fmt::format("'{}' does not say which versions will do", text),
                                "write comparisons with =, <, <=, >, >=: '>=1.2 <2'");
    }
    return range;
  }

  void check_version(const PackVersionRange& range, const BlockReader& block, const Pack& pack) {
    const auto version = parse_pack_version(pack.version);
    if (version && range.contains(*version)) return;
    if (!version && !pack.version.empty()) return;  // told at its place
    reading_->diagnostics.add(Code::pack_version_needed, block.span("version"),
                              pack.version.empty() ? fmt::format("pack '{}' does not say its version", pack.id)
                                                   : fmt::format("pack '{}' is version {}, which is not {}", pack.id,
                                                                 pack.version, block.text("version")),
                              fmt::format("it is in {}", pack.file));
  }

  // Silent when a text could not be read: it may be the one.
  void report_missing(const std::string& id, Span span) {
    if (!reading_->all_readable) return;
    std::vector<std::string_view> ids;
    for (const auto& pack : reading_->rules.packs) ids.emplace_back(pack.id);
    const auto near = suggest(id, ids);
    reading_->diagnostics.add(Code::pack_import_missing, span,
                              fmt::format("there is no pack '{}' among those loaded", id),
                              near ? fmt::format("did you mean '{}'?", *near)
                                   : fmt::format("put it beside this one as {}.yaml, or name its file too", id));
  }

  // Depth first. An import that closes a circle is told, and left out.
  void settle_order() {
    enum class Mark : std::uint8_t { none, open, done };
    std::vector<Mark> marks(imports_.of.size(), Mark::none);
    std::vector<std::uint32_t> path;
    const std::function<void(std::uint32_t)> visit = [&](std::uint32_t pack) {
      marks[pack] = Mark::open;
      path.push_back(pack);
      std::erase_if(imports_.of[pack], [&](const Import& one) {
        if (marks[one.pack] == Mark::none) visit(one.pack);
        if (marks[one.pack] != Mark::open) return false;
        report_circle(one, path);
        return true;
      });
      path.pop_back();
      marks[pack] = Mark::done;
      imports_.order.push_back(pack);
    };
    for (std::uint32_t i = 0; i < marks.size(); ++i) {
      if (marks[i] == Mark::none) visit(i);
    }
  }

  void report_circle(const Import& closing, const std::vector<std::uint32_t>& path) {
    std::vector<std::string_view> ids;
    for (auto at = std::ranges::find(path, closing.pack); at != path.end(); ++at) {
      ids.emplace_back(reading_->rules.packs[*at].id);
    }
    ids.emplace_back(reading_->rules.packs[closing.pack].id);
    reading_->diagnostics.add(Code::pack_import_circular, closing.span,
                              ids.size() == 2 ? std::string("the pack imports itself")
                                              : fmt::format("packs import each other: {}", fmt::join(ids, " -> ")),
                              "move what both need to a pack of its own");
  }

  const std::vector<Document>* documents_;
  Reading* reading_;
  Imports imports_;
};

}  // namespace

std::vector<MissingImport> missing_imports(const std::vector<PackText>& texts) {
  std::vector<MissingImport> wanted;
  std::set<std::string> asked;
  std::set<std::string> known;
  for (const auto& text : texts) {
    Sources sources;
    Diagnostics told_later;
    const auto file = sources.add(text.name, text.text);
    const auto root = file ? yaml::parse_yaml(sources, *file, told_later) : std::nullopt;
    if (!root) continue;
    if (const auto* id = root->find("pack"); id != nullptr) known.insert(id->text);
    const auto* imports = root->find("imports");
    if (imports == nullptr) continue;
    for (const auto& one : imports->items) {
      const auto* id = one.find("pack");
      Diagnostics malformed;
      const bool is_id = id != nullptr && id->is_scalar() && check_id(*id, ValueKind::id, "'pack'", malformed);
      if (is_id && asked.insert(id->text).second) wanted.push_back({id->text, text.name});
    }
  }
  std::erase_if(wanted, [&](const auto& one) { return known.contains(one.pack); });
  return wanted;
}

Imports read_imports(const std::vector<Document>& documents, Reading& reading) {
  return ImportReader(documents, reading).read();
}

}  // namespace sprintd::ruleset
