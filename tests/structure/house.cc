#include "tests/structure/house.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <regex>
#include <sstream>

namespace structure {
namespace fs = std::filesystem;
namespace {

const std::vector<std::string> kRooms = {"rules", "plugins", "daemon", "cli", "tests", "bench"};

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_header(const fs::path& path) { return path.extension() == ".h" || path.extension() == ".hpp"; }
bool is_source(const fs::path& path) { return path.extension() == ".cc" || path.extension() == ".c"; }

// All sources and headers, relative to the root, sorted.
std::vector<fs::path> code_files(const fs::path& root) {
  std::vector<fs::path> files;
  for (const auto& room : kRooms) {
    if (!fs::exists(root / room)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / room)) {
      if (entry.is_regular_file() && (is_header(entry.path()) || is_source(entry.path()))) {
        files.push_back(fs::relative(entry.path(), root));
      }
    }
  }
  std::ranges::sort(files);
  return files;
}

struct Include {
  std::string path;
  bool quoted;
};

std::vector<Include> includes_of(const fs::path& file) {
  static const std::regex kInclude(R"(^\s*#\s*include\s*(["<])([^">]+)[">])");
  std::vector<Include> result;
  std::istringstream lines(read(file));
  for (std::string line; std::getline(lines, line);) {
    std::smatch match;
    if (std::regex_search(line, match, kInclude)) result.push_back({match[2], match[1] == "\""});
  }
  return result;
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

// The row that a folder belongs to: itself, or the nearest folder above it that has a row.
std::string row_of(const Layers& layers, fs::path folder) {
  for (; !folder.empty(); folder = folder.parent_path()) {
    if (layers.may_include.contains(folder.generic_string())) return folder.generic_string();
  }
  return {};
}

Faults find_cycles(const Layers& layers) {
  Faults faults;
  std::set<std::string> done;
  std::vector<std::string> path;
  const std::function<void(const std::string&)> visit = [&](const std::string& folder) {
    const auto open = std::ranges::find(path, folder);
    if (open != path.end()) {
      std::string cycle;
      for (auto step = open; step != path.end(); ++step) cycle += *step + " -> ";
      faults.push_back("cmake/layers.txt has a cycle: " + cycle + folder);
      return;
    }
    if (done.contains(folder)) return;
    path.push_back(folder);
    const auto row = layers.may_include.find(folder);
    if (row != layers.may_include.end()) std::ranges::for_each(row->second, visit);
    path.pop_back();
    done.insert(folder);
  };
  for (const auto& [folder, includes] : layers.may_include) visit(folder);
  return faults;
}

// Which headers belong to a library, and who may include them.
struct Owner {
  std::string library;
  std::regex header;
  std::vector<std::string> places;  // files or folders ("daemon/")
  bool one_file;                    // at most one file in each place
};

const std::vector<Owner>& owners() {
  static const std::vector<Owner> kOwners = {
      {"yaml-cpp", std::regex("^yaml-cpp/"), {"rules/yaml/", "plugins/jira/"}, true},
      {"simdjson", std::regex("^simdjson"), {"rules/json/", "bench/"}, true},
      {"cctz", std::regex("^cctz/"), {"rules/base/"}, true},
      {"RE2", std::regex("^re2/"), {"rules/lang/"}, true},
      {"libcrypto", std::regex("^openssl/"), {"rules/base/"}, true},
      {"prometheus-cpp", std::regex("^prometheus/"), {"daemon/metrics/"}, true},
      {"SQLite", std::regex("^sqlite3\\.h$"), {"daemon/store/"}, true},
      {"dlopen", std::regex("^dlfcn\\.h$"), {"plugins/host/"}, true},
      {"libsystemd", std::regex("^systemd/"), {"daemon/app/"}, true},
      {"spdlog", std::regex("^spdlog/"), {"daemon/"}, false},
      {"Asio and Beast",
       std::regex("^boost/(asio|beast)"),
       {"daemon/", "cli/socket_client.cc", "tests/daemon/", "tests/fuzz/http_target.cc", "bench/"},
       false},
      {"CLI11", std::regex("^CLI/"), {"cli/", "daemon/app/"}, false},
  };
  return kOwners;
}

constexpr std::size_t kBeastFiles = 5;

}  // namespace

Layers read_layers(const fs::path& root) {
  Layers layers;
  std::istringstream rows(read(root / "cmake/layers.txt"));
  for (std::string row; std::getline(rows, row);) {
    if (row.empty() || row.front() == '#') continue;
    const auto first = row.find('|');
    const auto second = row.find('|', first + 1);
    const auto folder = words(row.substr(0, first));
    const auto includes = words(row.substr(first + 1, second - first - 1));
    if (!folder.empty()) layers.may_include[folder.front()] = {includes.begin(), includes.end()};
  }
  return layers;
}

Faults check_layers(const fs::path& root) {
  const auto layers = read_layers(root);
  auto faults = find_cycles(layers);
  for (const auto& [folder, includes] : layers.may_include) {
    for (const auto& include : includes) {
      if (!layers.may_include.contains(include)) {
        faults.push_back("cmake/layers.txt: " + folder + " names " + include + ", which has no row");
      }
    }
  }
  for (const auto& file : code_files(root)) {
    const auto from = row_of(layers, file.parent_path());
    if (from.empty()) {
      if (file.generic_string().starts_with("tests/support/")) continue;
      faults.push_back(file.generic_string() + ": its folder has no row in cmake/layers.txt");
      continue;
    }
    for (const auto& include : includes_of(root / file)) {
      if (!include.quoted) continue;
      const auto room = fs::path(include.path).begin()->string();
      if (std::ranges::find(kRooms, room) == kRooms.end()) {
        faults.push_back(file.generic_string() + " includes \"" + include.path +
                         "\", which does not start at the root");
        continue;
      }
      if (include.path.starts_with("tests/support/") && from.starts_with("tests/")) continue;
      const auto to = row_of(layers, fs::path(include.path).parent_path());
      if (to != from && !layers.may_include.at(from).contains(to)) {
        faults.push_back(file.generic_string() + " includes \"" + include.path + "\", but " + from +
                         " may not include " + (to.empty() ? "it" : to));
      }
    }
  }
  return faults;
}

Faults check_lengths(const fs::path& root) {
  Faults faults;
  for (const auto& file : code_files(root)) {
    const auto limit = is_header(file) ? 250 : 500;
    const auto text = read(root / file);
    const auto lines = std::ranges::count(text, '\n');
    if (lines > limit) {
      faults.push_back(file.generic_string() + " has " + std::to_string(lines) + " lines; at most " +
                       std::to_string(limit));
    }
  }
  return faults;
}

Faults check_owners(const fs::path& root) {
  Faults faults;
  std::vector<std::string> beast;
  for (const auto& owner : owners()) {
    std::map<std::string, std::vector<std::string>> users;  // by place
    for (const auto& file : code_files(root)) {
      const auto name = file.generic_string();
      const auto includes = includes_of(root / file);
      const auto uses = std::ranges::any_of(
          includes, [&](const Include& include) { return std::regex_search(include.path, owner.header); });
      if (!uses) continue;
      const auto place =
          std::ranges::find_if(owner.places, [&](const std::string& allowed) { return name.starts_with(allowed); });
      if (place == owner.places.end()) {
        faults.push_back(name + " includes " + owner.library + ", which only " + owner.places.front() + " may");
      } else {
        users[*place].push_back(name);
      }
    }
    for (const auto& [place, files] : users) {
      if (owner.one_file && files.size() > 1) {
        faults.push_back(owner.library + " has two owners in " + place + ": " + files[0] + " and " + files[1]);
      }
    }
  }
  for (const auto& file : code_files(root)) {
    const auto includes = includes_of(root / file);
    if (std::ranges::any_of(includes, [](const Include& i) { return i.path.starts_with("boost/beast"); })) {
      beast.push_back(file.generic_string());
    }
  }
  if (beast.size() > kBeastFiles) {
    faults.push_back("Beast is included by " + std::to_string(beast.size()) + " files; at most " +
                     std::to_string(kBeastFiles));
  }
  return faults;
}

Faults check_names(const fs::path& root) {
  Faults faults;
  std::map<std::string, fs::path> seen;
  for (const auto& file : code_files(root)) {
    if (file.filename() == "main.cc") continue;  // one for each program
    const auto [first, is_new] = seen.try_emplace(file.filename().string(), file);
    if (!is_new) faults.push_back(file.generic_string() + " has the same name as " + first->second.generic_string());
  }
  return faults;
}

Faults check_architecture(const fs::path& root) {
  Faults faults;
  const auto text = read(root / "ARCHITECTURE.md");
  if (text.empty()) return {"ARCHITECTURE.md is missing or empty"};
  // In backquotes and with a slash or a known ending: a path. Those with * or <> are patterns.
  static const std::regex kPath(R"(`([A-Za-z0-9_.][A-Za-z0-9_./-]*(?:/|\.(?:md|txt|h|cc|def|yaml|json)))`)");
  for (std::sregex_iterator match(text.begin(), text.end(), kPath), end; match != end; ++match) {
    const auto path = (*match)[1].str();
    if (!fs::exists(root / path)) faults.push_back("ARCHITECTURE.md names " + path + ", which does not exist");
  }
  return faults;
}

}  // namespace structure
