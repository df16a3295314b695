// libFuzzer's entry: one program for each target, named by the build (needs.cmake).
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const auto kTarget = sprintd::fuzz::SPRINTD_FUZZ_TARGET();
  kTarget.run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
