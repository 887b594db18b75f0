"""The word lists of a show: files in words/ beside audionews.toml, which add rows to the lists that ship."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from audionews.arabic.word_lists import WordLists, parse_list, refuse_unknown_list, shipped_lists
from audionews.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from audionews.settings.load import Settings

FOLDER = "words"


def read_word_lists(settings: Settings) -> WordLists:
    """Return the lists that ship, followed by the show's own rows; months are named as in the show's region.

    Raises:
        SettingsError: There is no list with the name of a file, or a file cannot be read or has an invalid row.
    """
    region = settings.show.language.rpartition("-")[2].upper() if "-" in settings.show.language else ""
    files = sorted(path for path in (settings.folder / FOLDER).glob("*.tsv") if not path.name.startswith("."))
    return WordLists({file.stem: _rows(file) for file in files}, region=region) if files else _shipped_in(region)


@cache
def _shipped_in(region: str) -> WordLists:
    return WordLists(region=region) if region else shipped_lists()


def _rows(file: Path) -> tuple[tuple[str, ...], ...]:
    refuse_unknown_list(file.stem, str(file))
    try:
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", "check its name and its permissions") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    return parse_list(file.stem, text, str(file))
