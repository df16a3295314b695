// Where packs are looked for, and their texts.
//
// Neighbours: daemon/ and cli/ start with it, load_packs (rules/ruleset) reads the texts. The environment and the
// program's own path are arguments; files are read through rules/base/files.h.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/base/result.h"
#include "rules/ruleset/load_packs.h"

namespace sprintd::engine {

// `named` (files or folders) if there are any, else what $SPRINTD_PACKS lists (separated by ':'), else
// /etc/sprintd/packs if it is there, else the packs shipped beside the program: ../share/sprintd/packs of an
// installation, etc/packs of the source tree that a build lies in. Empty when there are none.
std::vector<std::string> pack_places(const std::vector<std::string>& named, std::string_view from_environment,
                                     const std::string& program);

// *.test.yaml: the tests of packs, which stand beside them and are no packs.
bool is_test_file(std::string_view path);

// Adds the packs that these import and that are not among them, and those that these import. `find` looks for ID.yaml
// beside the importing text or elsewhere; load_packs() tells what it does not find.
using FindPack = std::function<std::optional<ruleset::PackText>(const std::string& id, const std::string& importer)>;
void add_imports(std::vector<ruleset::PackText>& texts, const FindPack& find);

// Where an imported pack may be, in the order of looking: ID.yaml or ID.yml beside the importing file, then in the
// folders of `elsewhere`.
std::vector<std::string> import_paths(const std::string& id, const std::string& importer,
                                      const std::vector<std::string>& elsewhere);
// Nothing when it is no file, or cannot be read.
std::optional<ruleset::PackText> read_import(const std::string& path);
// From these files.
void add_imports(std::vector<ruleset::PackText>& texts, const std::vector<std::string>& elsewhere);

// All packs of these files and folders ("-" is standard input), each file once. Code::file_unreadable when one cannot
// be read, Code::packs_missing when there is none at all.
Result<std::vector<ruleset::PackText>> read_packs(const std::vector<std::string>& places);

}  // namespace sprintd::engine
