// Prints the dictionary of a target in libFuzzer's form: one word in quotes for each line.
#include <fmt/format.h>

#include "tests/fuzz/targets.h"

int main(int count, char** arguments) {
  for (const auto& target : sprintd::fuzz::all_targets()) {
    if (count != 2 || target.name != arguments[1]) continue;
    for (const auto& word : target.words()) {
      std::string text;
      for (const char c : word) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = byte >= 0x20 && byte < 0x7f && c != '"' && c != '\\';
        text += plain ? std::string(1, c) : fmt::format("\\x{:02X}", byte);
      }
      fmt::print("\"{}\"\n", text);
    }
    return 0;
  }
  fmt::print(stderr, "usage: fuzz_words expression|pack|backlog|http|bodies\n");
  return 2;
}
