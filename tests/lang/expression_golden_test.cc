// What is said about each kind of fault, word by word, with the line and the caret: golden/NAME.cel has expressions,
// golden/NAME.txt the text. With SPRINTD_WRITE_GOLDEN=1 the texts are written anew.
//
// A line of a .cel file is one of
//     EXPRESSION                  whose faults are told
//     require: EXPRESSION         in a place that asks for a condition; at_most: for a number
//     message: TEXT               of a message with ${...} in it
//     define NAME: EXPRESSION     or NAME(parameters): known from there on
//     run: EXPRESSION             has no faults, but fails when it runs
//     fine: EXPRESSION            has no faults
//     # a comment
// <<3 * ab>> in it stands for ababab.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "rules/base/diagnostic_text.h"
#include "rules/base/places.h"
#include "rules/base/sources.h"
#include "rules/lang/template.h"
#include "tests/lang/sample_facts.h"

namespace sprintd::lang {
namespace {

namespace fs = std::filesystem;

const fs::path kGolden = fs::path(SPRINTD_SOURCE_DIR) / "tests/lang/golden";

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> with_extension(std::string_view extension) {
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(kGolden)) {
    if (entry.path().extension() == extension) result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::string with_repetitions(std::string text) {
  for (auto at = text.find("<<"); at != std::string::npos; at = text.find("<<", at)) {
    const auto star = text.find(" * ", at);
    const auto end = text.find(">>", at);
    const auto piece = text.substr(star + 3, end - star - 3);
    std::string all;
    for (auto count = std::stoul(text.substr(at + 2)); count > 0; --count) all += piece;
    text.replace(at, end + 2 - at, all);
    at += all.size();
  }
  return text;
}

// One file of expressions, told line by line.
class GoldenFile {
 public:
  explicit GoldenFile(const fs::path& path)
      : text_(with_repetitions(read(path))), file_(*sources_.add(path.filename().string(), text_)) {
    environment_ = run_.environment();
    environment_.definitions = &definitions_;
  }

  std::string told() {
    for (std::size_t at = 0; at < text_.size();) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      tell(at, end);
      at = end + 1;
    }
    return std::move(told_);
  }

 private:
  void tell(std::size_t begin, std::size_t end) {
    const auto line = std::string_view(text_).substr(begin, end - begin);
    if (line.empty() || line.starts_with('#')) return;
    const auto behind = [&](std::string_view word) {
      return line.starts_with(word) ? begin + word.size() : std::string::npos;
    };
    if (line.starts_with("define ")) return define(begin + 7, end);
    Diagnostics faults;
    if (const auto at = behind("run: "); at != std::string::npos) {
      run(at, end);
    } else if (const auto fine = behind("fine: "); fine != std::string::npos) {
      INFO(line);
      CHECK(compile_part(fine, end, {}, faults));
      CHECK(testing::fault_lines(faults).empty());
    } else if (const auto text = behind("message: "); text != std::string::npos) {
      const auto source = origin(text, end);
      compile_template({part(text, end), &source}, environment_, faults);
      add(line, faults);
    } else if (const auto condition = behind("require: "); condition != std::string::npos) {
      compile_part(condition, end, {.type = Type::Kind::boolean, .what = "require"}, faults);
      add(line, faults);
    } else if (const auto number = behind("at_most: "); number != std::string::npos) {
      compile_part(number, end, {.type = Type::Kind::real, .what = "at_most"}, faults);
      add(line, faults);
    } else {
      compile_part(begin, end, {}, faults);
      add(line, faults);
    }
  }

  // name: body, or name(a, b): body
  void define(std::size_t begin, std::size_t end) {
    const auto colon = text_.find(": ", begin);
    const auto head = part(begin, colon);
    const auto open = std::min(head.find('('), head.size());
    std::vector<std::string> parameters;
    std::string word;
    for (const char c : head.substr(open)) {
      if (c == ',' || c == ')') {
        parameters.push_back(std::exchange(word, {}));
      } else if (c != '(' && c != ' ') {
        word += c;
      }
    }
    const auto source = origin(colon + 2, end);
    const auto name = origin(begin, begin + open).span(0, open);
    Diagnostics faults;
    definitions_.add(std::string(head.substr(0, open)), parameters, {part(colon + 2, end), &source}, name, faults);
    if (!faults.empty()) add(part(begin, end), faults);
  }

  Program compile_part(std::size_t begin, std::size_t end, const Expected& expected, Diagnostics& faults) {
    const auto source = origin(begin, end);
    return compile({part(begin, end), &source}, environment_, expected, faults);
  }

  void run(std::size_t begin, std::size_t end) {
    Diagnostics faults;
    const auto program = compile_part(begin, end, {}, faults);
    INFO(part(begin, end));
    CHECK(faults.empty());
    if (!program) return add(part(begin, end), faults);
    const Value value = run_.evaluator.run(program, run_.activation());
    REQUIRE(value.is(Value::Kind::error));
    REQUIRE(value.error->span.known());
    Diagnostics failure;
    failure.add(sprintd::Code::evaluation_failed, value.error->span, std::string(value.error->message));
    add(part(begin, end), failure);
  }

  void add(std::string_view what, const Diagnostics& faults) {
    INFO(what);
    CHECK_FALSE(faults.empty());
    PlaceFinder places(sources_);
    if (!told_.empty()) told_ += '\n';
    told_ += render_diagnostics(faults.sorted(), places);
  }

  [[nodiscard]] std::string_view part(std::size_t begin, std::size_t end) const {
    return std::string_view(text_).substr(begin, end - begin);
  }
  [[nodiscard]] Origin origin(std::size_t begin, std::size_t end) const {
    return Origin::verbatim(file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin));
  }

  std::string text_;
  Sources sources_;
  FileId file_;
  testing::SampleRun run_;
  Definitions definitions_;
  Environment environment_;
  std::string told_;
};

}  // namespace

TEST_CASE("each fault of an expression is told word by word") {
  const bool write = std::getenv("SPRINTD_WRITE_GOLDEN") != nullptr;
  for (const auto& path : with_extension(".cel")) {
    auto expected = path;
    expected.replace_extension(".txt");
    const auto told = GoldenFile(path).told();
    if (write) std::ofstream(expected, std::ios::binary) << told;
    INFO(path.filename().string());
    CHECK(told == read(expected));
  }
}

TEST_CASE("each code of expressions is told in a golden text") {
  std::string all;
  for (const auto& path : with_extension(".txt")) all += read(path);
  for (const auto& info : all_codes()) {
    if (!info.name.starts_with("E01")) continue;
    INFO(info.name << " " << info.title);
    CHECK(all.find("[" + std::string(info.name) + "]") != std::string::npos);
  }
}

TEST_CASE("no text speaks of operators as CEL's specification does") {
  for (const auto& path : with_extension(".txt")) {
    const auto text = read(path);
    for (const auto* jargon : {"_>_", "_+_", "_[_]", "_==_", "_?_", "@in", "_&&_", "_(", "overload", "expected type",
                               "found no matching", "NodePtr", "nullptr"}) {
      INFO(path.filename().string() << " has " << jargon);
      CHECK(text.find(jargon) == std::string::npos);
    }
  }
}

}  // namespace sprintd::lang
