# The importers under test, and plugins that break the contract, each in its own way: one source, one object for each.

add_dependencies(test_plugins sprintd_plugins_jira)

set(broken_plugins
    no_handshake old_abi no_get no_table small_table no_name no_import throws says_ok_writes_nothing says_ok_reports_error
    faulty_without_fault small_fault nonsense_status nonsense_faults writes_no_json refuses_to_stop)
foreach(broken IN LISTS broken_plugins)
  add_library(broken_${broken} MODULE ${CMAKE_CURRENT_LIST_DIR}/broken/broken_plugin.cc)
  string(TOUPPER ${broken} flag)
  target_compile_definitions(broken_${broken} PRIVATE BROKEN_${flag})
  target_link_libraries(broken_${broken} PRIVATE sprintd_plugins_sdk)
  set_target_properties(broken_${broken} PROPERTIES PREFIX "" OUTPUT_NAME ${broken}
                        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/broken-plugins)
  add_dependencies(test_plugins broken_${broken})
endforeach()
target_compile_definitions(test_plugins PRIVATE SPRINTD_BROKEN_PLUGINS="${CMAKE_BINARY_DIR}/tests/broken-plugins"
                           SPRINTD_PLUGINS_BUILT="${SPRINTD_BIN_DIR}/plugins")
