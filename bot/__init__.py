"""The running program: messengers, desk, postman, porter and the command line."""
