# build/bin/cel_conformance: conformance cases of the expression language, from files. `sources` is all of the folder.
set(program_sources ${sources})
list(FILTER program_sources EXCLUDE REGEX "_test\\.cc$")
list(FILTER sources EXCLUDE REGEX "/main\\.cc$")
add_executable(cel_conformance ${program_sources})
target_include_directories(cel_conformance PRIVATE ${PROJECT_SOURCE_DIR})
target_link_libraries(cel_conformance PRIVATE fmt::fmt reference)
sprintd_link(cel_conformance PRIVATE "${includes}" "${libraries}")
