"""Reading TOML into frozen values, strictly: an unknown key or a wrong kind is an error that names its place."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from audionews.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

Value = TypeVar("Value")

_PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<key>.*)`)?", re.DOTALL)


def read_toml(file: Path) -> dict[str, Any]:
    """Return the tables of the file.

    Raises:
        SettingsError: It cannot be read, or is no TOML in UTF-8; the message has the line.
    """
    try:
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", "check its name and its permissions") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 (byte {error.start})", "save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        what = str(error)
        raise SettingsError(f"{file}: {what[:1].lower()}{what[1:]}", 'texts stand in quotes: key = "text"') from error


def convert(kind: type[Value], table: Mapping[str, Any], file: Path, prefix: str = "") -> Value:
    """Return the table as a value of the kind.

    Args:
        kind: A dataclass of the model.
        table: What stands in the file.
        file: For messages.
        prefix: The table's own key with a dot after it, or "".

    Raises:
        SettingsError: A key is missing or its value is of the wrong kind.
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        match = _PLACE.fullmatch(str(error))
        what, key = (match["what"], match["key"] or "") if match else (str(error), "")
        place = f"{prefix}{key}: " if key else ""
        what = f"{what[:1].lower()}{what[1:]}".replace("`", '"')
        raise SettingsError(f"{file}: {place}{what}", "give the key a value of that kind") from error


def refuse_unknown(table: Mapping[str, Any], known: Collection[str], file: Path, prefix: str = "") -> None:
    """Raise a SettingsError for a key that is not known, with the nearest that is."""
    for key in table:
        if key not in known:
            raise SettingsError(f'{file}: there is no key "{prefix}{key}"', did_you_mean(key, known))


def keys(kind: type, *but: str) -> list[str]:
    """Return the names of the dataclass's fields but some."""
    return [field.name for field in fields(kind) if field.name not in but]
