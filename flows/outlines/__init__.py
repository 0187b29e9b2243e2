"""The outlines that come with the program, as YAML files beside this one."""
