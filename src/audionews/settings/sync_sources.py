"""The sources that a show is kept in step with: the tables [[sync]] of the settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audionews.errors import SettingsError
from audionews.settings.toml import convert, keys, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

KINDS = ("feed", "wordpress", "folder")
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(?:[/?#]\S*)?", re.IGNORECASE)
_LONGEST_NAME = 60  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncSource:
    """Where articles come from by themselves, and what becomes of them.

    Attributes:
        name: What logs and the state call it; without one, its address or folder.
        feed: The address of a feed: RSS, Atom or JSON Feed; or "".
        wordpress: The address of a WordPress site; or "".
        folder: A folder into which files are dropped, relative to that of the settings; or "".
        show: The name of the show that it is for, of several in the settings; "" is the one of [show].
        section: The section of articles whose own section the show does not have.
        voice: The voice, or "" for that of the show.
        review: Whether articles wait in the inbox until a person has approved them.
        remove_missing: Whether an article is withdrawn when its file is gone from the folder.
        sections: Only articles of these sections of the newspaper; empty is all.
        skip_sections: No articles of these.
        authors: Only articles whose byline has one of these names; empty is all.
        skip_authors: No articles whose byline has one of these.
        words: Only articles that have one of these words; empty is all.
        skip_words: No articles that have one of these.
        shortest: Only articles of at least so many words.
        longest: Only articles of at most so many words; 0 is any.
        keep: Patterns of lines that are spoken whatever the rules say.
        drop: Patterns of lines that are not spoken.
    """

    name: str = ""
    feed: str = ""
    wordpress: str = ""
    folder: str = ""
    show: str = ""
    section: str = ""
    voice: str = ""
    review: bool = False
    remove_missing: bool = False
    sections: tuple[str, ...] = ()
    skip_sections: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    skip_authors: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    skip_words: tuple[str, ...] = ()
    shortest: int = 0
    longest: int = 0
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it is: "feed", "wordpress" or "folder"."""
        return next(kind for kind in KINDS if getattr(self, kind))

    @property
    def place(self) -> str:
        """Its address, or its folder."""
        return self.feed or self.wordpress or self.folder

    @property
    def title(self) -> str:
        """What messages call it."""
        return self.name or self.place


def read_sources(tables: Sequence[Mapping[str, Any]], file: Path, shows: Sequence[str]) -> tuple[SyncSource, ...]:
    """Return the sources in the tables.

    Args:
        tables: The tables.
        file: The file of the settings, for messages.
        shows: The names of its shows.

    Raises:
        SettingsError: A key is unknown, a value has a wrong type or makes no sense, or two sources have one name.
    """
    found: dict[str, SyncSource] = {}
    for number, table in enumerate(tables, start=1):
        place = f"sync.{number}."
        refuse_unknown(table, keys(SyncSource), file, place)
        source = convert(SyncSource, table, file, place)
        _check(source, f"{file}: {place}", shows)
        if source.title in found:
            remedy = "give each a name of its own"
            raise SettingsError(f'{file}: two tables [[sync]] are called "{source.title}"', remedy)
        found[source.title] = source
    return tuple(found.values())


def _check(source: SyncSource, where: str, shows: Sequence[str]) -> None:
    given = [kind for kind in KINDS if getattr(source, kind)]
    if len(given) != 1:
        what = "has more than one of" if given else "needs one of"
        raise SettingsError(f"{where[:-1]} {what} feed, wordpress and folder", "give each source a table of its own")
    if given[0] != "folder" and not _ADDRESS.fullmatch(source.place):
        what = f"{where}{given[0]} cannot be {source.place!r}"
        raise SettingsError(what, "write an address like https://example.org/feed.xml")
    if source.show and source.show not in shows:
        raise SettingsError(f'{where}show: there is no show "{source.show}"', "name one of [shows], or leave it out")
    if len(source.name) > _LONGEST_NAME or not source.name.isprintable():
        raise SettingsError(f"{where}name is too long or has control characters", f"write {_LONGEST_NAME} at most")
    if source.shortest < 0 or source.longest < 0:
        raise SettingsError(
            f"{where}shortest and longest are numbers of words", "write them like 80, or leave them out"
        )
    if source.remove_missing and not source.folder:
        raise SettingsError(
            f"{where}remove_missing is for a folder", "leave it out: withdrawn pages are noticed anyway"
        )
