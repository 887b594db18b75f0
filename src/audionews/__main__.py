"""Lets ``python -m audionews`` do what ``audionews`` does."""

from audionews.cli.main import main

if __name__ == "__main__":
    main()
