"""The command line: one command a module. No rule of the domain lives here, only options, printing and exit codes."""
