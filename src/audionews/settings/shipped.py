"""The files that come with the program besides its code."""

from __future__ import annotations

from pathlib import Path


def shipped_folder(name: str) -> Path:
    """Return a folder of files that come with the program; in an editable install, the one of the checkout."""
    package = Path(__file__).parents[1]
    inside = package / f"_{name}"
    return inside if inside.is_dir() else package.parents[1] / name
