"""What a check has found, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from audionews.errors import AudionewsError


class Level(StrEnum):
    """How much a finding matters: only an error is wrong; a note is something that may be missed."""

    OK = "ok"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a check has found.

    Attributes:
        area: What was checked.
        level: How much it matters.
        what: What was found, in one line.
        remedy: What to do about it, in one line; "" if all is well.
        code: The exit code of an error; 0 otherwise.
    """

    area: str
    level: Level
    what: str
    remedy: str = ""
    code: int = 0


@dataclass(frozen=True, slots=True)
class Area:
    """Makes the findings of one area."""

    name: str

    def ok(self, what: str) -> Finding:
        """Return that something is well."""
        return Finding(area=self.name, level=Level.OK, what=what)

    def note(self, what: str, remedy: str) -> Finding:
        """Return that something is not there, which need not be."""
        return Finding(area=self.name, level=Level.NOTE, what=what, remedy=remedy)

    def warning(self, what: str, remedy: str) -> Finding:
        """Return that something works, but may surprise."""
        return Finding(area=self.name, level=Level.WARNING, what=what, remedy=remedy)

    def error(self, error: AudionewsError) -> Finding:
        """Return that something is wrong."""
        return Finding(area=self.name, level=Level.ERROR, what=error.message, remedy=error.remedy, code=error.exit_code)
