"""Patterns of lines that a user or a show wants to be spoken, or not."""

from __future__ import annotations

from audionews.articles.likeness import compared


class LinePattern:
    """A part of a line; "*" is any characters. Marks, hamza spellings and case do not count.

    >>> LinePattern("اقرأ * أيضا").is_in("(إقرأ هذا أيضاً)"), LinePattern("أيضا").is_in("اقرأ")
    (True, False)
    """

    def __init__(self, pattern: str) -> None:
        """Take the pattern apart at its stars."""
        parts = (" ".join(part.split()) for part in compared(pattern).split("*"))
        self._parts = [part for part in parts if part]

    def is_in(self, text: str) -> bool:
        """Return whether the line has the pattern; the parts are searched from left to right, in linear time."""
        line, at = compared(text), 0
        for part in self._parts:
            at = line.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return bool(self._parts)
