"""Runs ``audionews`` as ``python -m audionews``."""

from audionews.cli.main import main

if __name__ == "__main__":
    main()
