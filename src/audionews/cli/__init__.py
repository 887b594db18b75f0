"""The command line: one module for each command. It has only options, printing and exit codes, no domain rules."""
