# The shipped schemas under python3-jsonschema; the interpreter is Debian's, which has it.
add_test(NAME "schema: an independent validator agrees with the reader"
         COMMAND /usr/bin/python3 -B ${PROJECT_SOURCE_DIR}/tests/schema/validate.py ${PROJECT_SOURCE_DIR}
                 $<TARGET_FILE:sprintctl>)
set_tests_properties("schema: an independent validator agrees with the reader" PROPERTIES LABELS schema)
