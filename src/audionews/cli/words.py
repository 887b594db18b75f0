"""How the program speaks to a terminal."""

from __future__ import annotations


def one_line(text: str) -> str:
    """Return the text in one line without control characters: file names and headlines are hostile input."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def error_lines(what: str, remedy: str) -> str:
    """Return an error as the program prints it: what, and what to do."""
    return f"audionews: {one_line(what)}\n  try: {one_line(remedy)}"
