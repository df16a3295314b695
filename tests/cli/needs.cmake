# The tutorial is run with the program itself.
add_dependencies(test_cli sprintctl)
