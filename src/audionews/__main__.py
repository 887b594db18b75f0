"""Runs ``audionews`` as ``python -m audionews``."""

from audionews.cli.start import main

if __name__ == "__main__":
    main()
