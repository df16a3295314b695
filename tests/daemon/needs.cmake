# The units of etc/ under systemd's own tools, and the program under the filters of its unit.

add_dependencies(test_daemon sprintd sprintctl)
find_program(SYSTEMD_ANALYZE systemd-analyze)
find_program(LOGROTATE logrotate PATHS /usr/sbin)
function(sprintd_test_of_units check what)
  add_test(NAME "daemon: ${what}" COMMAND ${PROJECT_SOURCE_DIR}/tests/daemon/units.sh ${check} ${PROJECT_SOURCE_DIR}
                                          $<TARGET_FILE:sprintd>)
  set_tests_properties("daemon: ${what}" PROPERTIES LABELS daemon SKIP_REGULAR_EXPRESSION "\\[skipped\\]")
endfunction()
if(SYSTEMD_ANALYZE)
  sprintd_test_of_units(exposure "the exposure of the unit is 2.0 or below")
  sprintd_test_of_units(verify "systemd has nothing to say against the units")
  sprintd_test_of_units(sysusers "sysusers.d makes the daemon's user and group")
  sprintd_test_of_units(tmpfiles "tmpfiles.d makes the daemon's folders")
endif()
if(LOGROTATE)
  sprintd_test_of_units(logrotate "logrotate rotates the log of a running daemon")
endif()
# The filters are for what ships: sanitizers make calls of their own.
if(SYSTEMD_ANALYZE AND NOT SPRINTD_SANITIZE)
  add_test(NAME "daemon: it works under the filters of its unit"
           COMMAND /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/daemon/confined.py
                   ${PROJECT_SOURCE_DIR}/etc/systemd/sprintd.service $<TARGET_FILE:sprintd> ${PROJECT_SOURCE_DIR})
  set_tests_properties("daemon: it works under the filters of its unit"
                       PROPERTIES LABELS daemon SKIP_REGULAR_EXPRESSION "\\[skipped\\]")
endif()

# The description of the socket under python3-jsonschema; the interpreter is Debian's, which has it.
add_test(NAME "daemon: its description of the socket is true"
         COMMAND /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/daemon/openapi.py $<TARGET_FILE:sprintd> ${PROJECT_SOURCE_DIR})
set_tests_properties("daemon: its description of the socket is true" PROPERTIES LABELS daemon TIMEOUT 600)
