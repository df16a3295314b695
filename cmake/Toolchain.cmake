# Language level, warnings, sanitizers, compiler cache and linker: everything that holds for all targets.

option(SPRINTD_WERROR "Warnings are errors" OFF)
option(SPRINTD_COVERAGE "Instrument for llvm-cov" OFF)
option(SPRINTD_FUZZ "Instrument for libFuzzer and build the fuzzers of tests/fuzz (clang)" OFF)
set(SPRINTD_SANITIZE "" CACHE STRING "Sanitizers, as for -fsanitize=")
set(SPRINTD_BIN_DIR "${CMAKE_BINARY_DIR}/bin" CACHE PATH "Where programs land")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${SPRINTD_BIN_DIR})
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${SPRINTD_BIN_DIR})

set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")

# Some libraries ask for threads and some do not: all sources get the same flag, so that they can share precompiled headers.
add_compile_options(-pthread)

add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Optimising, g++ 12 sees overlaps and bounds that are not there in moved and concatenated strings (GCC bugs 105651,
  # 105329). clang checks the same sources with all of its warnings.
  foreach(false_alarm restrict array-bounds stringop-overflow stringop-overread)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-Wno-${false_alarm}>)
  endforeach()
endif()
if(SPRINTD_WERROR)
  add_compile_options(-Werror)
endif()

if(SPRINTD_SANITIZE)
  add_compile_options(-fsanitize=${SPRINTD_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1)
  add_link_options(-fsanitize=${SPRINTD_SANITIZE})
endif()
if(SPRINTD_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SPRINTD_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
endif()

find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()
