#include "rules/ruleset/sign_offs.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "rules/base/digest.h"
#include "rules/ruleset/block_reader.h"
#include "rules/yaml/parse.h"

namespace sprintd::ruleset {
namespace {

struct SignOff {
  std::string pack;
  std::string digest;
  std::vector<Pack::Signer> by;
  Span span;
};

std::optional<std::vector<SignOff>> read_list(const PackText& list, Reading& reading) {
  auto& sources = reading.rules.sources;
  const auto file = sources.add(list.name, list.text);
  if (!file) {
    reading.diagnostics.add(file.error().code, {}, file.error().message);
    return std::nullopt;
  }
  const auto root = yaml::parse_yaml(sources, *file, reading.diagnostics);
  if (!root) return std::nullopt;
  BlockReader block(*root, Section::sign_off_file, reading.diagnostics);
  std::vector<SignOff> sign_offs;
  const auto* entries = block.find("sign_offs");
  if (entries == nullptr) return std::nullopt;
  for (const auto& node : entries->items) {
    BlockReader one(node, Section::sign_offs, reading.diagnostics);
    SignOff sign_off{.pack = one.id("pack"), .digest = one.text("digest"), .by = {}, .span = one.span("pack")};
    for (const auto* person : one.texts("by")) sign_off.by.push_back({person->text, person->span});
    sign_offs.push_back(std::move(sign_off));
  }
  return sign_offs;
}

void check_pack(Pack& pack, Span id, const std::vector<SignOff>& sign_offs, Reading& reading) {
  const auto digest = sign_off_digest(reading.rules.sources.text(pack.file_id));
  const SignOff* other = nullptr;
  bool is_signed = false;
  for (const auto& one : sign_offs) {
    if (one.pack != pack.id) continue;
    if (one.digest != digest) {
      other = &one;
      continue;
    }
    is_signed = true;
    pack.signed_by.insert(pack.signed_by.end(), one.by.begin(), one.by.end());
  }
  pack.needs_signature = true;
  if (is_signed) return;
  auto& fault = reading.diagnostics.add(
      Code::pack_not_signed_off, id,
      other == nullptr ? fmt::format("nobody has signed off the pack '{}'", pack.id)
                       : fmt::format("the pack '{}' has changed since it was signed off", pack.id),
      fmt::format("its owner is the {}: sprintctl sign prints what they add to the list", pack.owner));
  if (other != nullptr) fault.notes.push_back({other->span, "another text was signed off here"});
}

}  // namespace

std::string sign_off_digest(std::string_view text) { return digest_of(std::array{text}); }

void check_sign_offs(const PackText& list, Reading& reading) {
  const auto sign_offs = read_list(list, reading);
  if (!sign_offs) return;
  for (auto& pack : reading.rules.packs) {
    if (!pack.owner.empty()) check_pack(pack, pack.id_span, *sign_offs, reading);
  }
}

void check_unowned_changes(Reading& reading) {
  const auto& packs = reading.rules.packs;
  const auto refuse = [&](std::uint32_t changing, std::string_view changed_pack, Span span, std::string_view what) {
    const auto owned = std::ranges::find(packs, changed_pack, &Pack::id);
    if (owned == packs.end() || owned->owner.empty() || !packs[changing].owner.empty()) return;
    reading.diagnostics.add(Code::pack_not_signed_off, span,
                            fmt::format("the pack '{}' has no owner, and {}, whose owner is the {}", packs[changing].id,
                                        what, owned->owner),
                            "give it an owner, so that its text is signed off too");
  };
  for (const auto& [id, changes] : reading.overrides) {
    const auto pack = id.substr(0, id.find('/'));
    for (const auto& change : changes) refuse(change.pack, pack, change.span, fmt::format("changes '{}'", id));
  }
  const auto check_replaced = [&](const auto& declarations) {
    for (const auto& one : declarations) {
      if (one.replaces.empty()) continue;
      const auto pack = one.replaces.substr(0, one.replaces.find('/'));
      refuse(one.pack, pack, one.replaces_span, fmt::format("replaces '{}'", one.replaces));
    }
  };
  check_replaced(reading.rules.authorities);
  check_replaced(reading.rules.rules);
  check_replaced(reading.rules.limits);
  for (const auto& pack : packs) {
    for (const auto& parameter : pack.parameters) {
      const auto setter = std::ranges::find(packs, parameter.set_by, &Pack::id);
      if (parameter.set_by.empty() || setter == packs.end()) continue;
      refuse(static_cast<std::uint32_t>(setter - packs.begin()), pack.id, setter->id_span,
             fmt::format("sets '{}' of '{}'", parameter.name, pack.id));
    }
  }
}

std::string write_sign_offs(const RuleSet& rules, std::string_view person) {
  std::string text = "sprintd: 1\nsign_offs:\n";
  for (const auto& pack : rules.packs) {
    text += fmt::format("  - {{pack: {}, digest: \"{}\", by: [{}]}}\n", pack.id,
                        sign_off_digest(rules.sources.text(pack.file_id)), person);
  }
  return text;
}

}  // namespace sprintd::ruleset
