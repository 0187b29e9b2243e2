"""What each command of the command line does; nothing here is imported before its command is asked for."""
