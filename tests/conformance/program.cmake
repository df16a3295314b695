# build/bin/cel_conformance: conformance cases of the expression language, from files. `sources` is all of the folder;
# what is not a test is compiled once, for the program and for the tests.
set(case_sources ${sources})
list(FILTER case_sources EXCLUDE REGEX "(_test|/main)\\.cc$")
list(FILTER sources INCLUDE REGEX "_test\\.cc$")
add_library(conformance STATIC ${case_sources})
target_include_directories(conformance PUBLIC ${PROJECT_SOURCE_DIR})
target_link_libraries(conformance PUBLIC fmt::fmt reference)
sprintd_link(conformance PUBLIC "${includes}" "${libraries}")

add_executable(cel_conformance ${CMAKE_CURRENT_SOURCE_DIR}/conformance/main.cc)
target_link_libraries(cel_conformance PRIVATE conformance)
