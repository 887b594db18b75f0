"""How the project's own models are made. Nothing here is installed or used at run time."""
