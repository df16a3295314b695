# Some seconds of each run of tests/chaos with the sprintd of this build, so that they cannot rot; ./dev chaos and ./dev soak are the
# long ones.

find_program(PYTHON python3 REQUIRED)
set(chaos ${CMAKE_CURRENT_LIST_DIR})
set(program $<TARGET_FILE:sprintd>)
add_test(NAME "chaos: its judges can fail" COMMAND ${PYTHON} ${chaos}/checks_test.py)
add_test(NAME "chaos: some seconds among adversaries" COMMAND ${PYTHON} ${chaos}/chaos.py ${program} --seconds 6)
add_test(NAME "chaos: some seconds of steady work" COMMAND ${PYTHON} ${chaos}/soak.py ${program} --seconds 6)
set_tests_properties("chaos: its judges can fail" PROPERTIES LABELS chaos)
set_tests_properties("chaos: some seconds among adversaries" "chaos: some seconds of steady work"
                     PROPERTIES LABELS "chaos;daemon" TIMEOUT 300 ENVIRONMENT PYTHONDONTWRITEBYTECODE=1)
