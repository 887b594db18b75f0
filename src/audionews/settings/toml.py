"""Reads TOML into frozen values, strictly: an unknown key or a wrong type is an error that names the key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from audionews.errors import SettingsError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path
    from typing import TypeAlias

    Check: TypeAlias = Callable[[Any], object]  # returns a true value for a valid value

Value = TypeVar("Value")

_PLACE = re.compile(r"(?P<what>.*?)(?: - at `\$\.?(?P<key>.*)`)?", re.DOTALL)
_KINDS = {  # what msgspec calls them, in the words of the file
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "array": "list",
    "object": "table",
}


def read_toml(file: Path) -> dict[str, Any]:
    """Return the tables of the file.

    Raises:
        SettingsError: It cannot be read, or is not valid TOML in UTF-8; the message has the line.
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
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, lists in lists in lists
        raise SettingsError(f"{file} holds what no file of settings needs: {error}", "remove it") from error


def convert(kind: type[Value], table: Mapping[str, Any], file: Path, prefix: str = "") -> Value:
    """Return the table as a value of the type.

    Args:
        kind: A dataclass.
        table: The table.
        file: The file, for messages.
        prefix: The table's own key with a dot after it, or "".

    Raises:
        SettingsError: A key is missing or its value is of the wrong type.
    """
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        what, remedy = _complaint(str(error), prefix)
        raise SettingsError(f"{file}: {what}", remedy) from error


def _complaint(said: str, prefix: str) -> tuple[str, str]:
    """Return msgspec's message with the whole key in front, and the remedy."""
    match = _PLACE.fullmatch(said)
    said, key = (match["what"], match["key"] or "") if match else (said, "")
    place = f"{prefix}{key}".replace("[...]", ".*").rstrip(".")
    where = f"{place}: " if place else ""
    missing = re.search("missing required field `(.*)`", said)
    if missing:
        return f'{where}the key "{missing[1]}" is missing', "add it"
    what = re.sub("`(.*?)`", lambda kind: " or ".join(_KINDS.get(each, each) for each in kind[1].split(" | ")), said)
    return f"{where}{what[:1].lower()}{what[1:]}", "give the key a value of that kind"


def refuse_unknown(table: Mapping[str, Any], allowed: Collection[str], file: Path, prefix: str = "") -> None:
    """Raise a SettingsError for a key that is not allowed; the remedy is the nearest allowed one."""
    for key in table:
        if key not in allowed:
            raise SettingsError(f'{file}: there is no key "{prefix}{key}"', did_you_mean(key, allowed))


def check(file: Path, place: str, value: object, checks: Mapping[str, tuple[Check, str]]) -> None:
    """Raise a SettingsError, with the remedy beside the check, for the first field whose value is not valid."""
    for key, (fine, remedy) in checks.items():
        given = getattr(value, key)
        if not fine(given):
            raise SettingsError(f"{file}: {place}{key} cannot be {given!r}", remedy)


def matches(pattern: str) -> Check:
    """Return the check whether a text matches a pattern."""
    return lambda text: re.fullmatch(pattern, text) is not None


def keys(kind: type, *but: str) -> list[str]:
    """Return the names of the dataclass's fields, without some."""
    return [field.name for field in fields(kind) if field.name not in but]
