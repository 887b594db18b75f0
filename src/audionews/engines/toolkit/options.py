"""What only one engine knows of a voice: the table [settings] of the voice's file, as a typed value.

An engine describes its options as a frozen dataclass; its fields are the keys of the table:

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Options:
        address: str  # has to be there
        format: Literal["wav", "mp3"] = "wav"
        volume: Annotated[int, msgspec.Meta(ge=0, le=200)] = 100
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from audionews.errors import SettingsError, did_you_mean
from audionews.masking import keep_secret

if TYPE_CHECKING:
    from audionews.model import Voice

__all__ = ["NoOptions", "read_options", "refuse_beyond", "refuse_pitch", "refuse_unknown", "secret", "variable"]

Options = TypeVar("Options")

_KEY = re.compile(r"at `\$\.(\w+)|required field `(\w+)`")


@dataclass(frozen=True, slots=True)
class NoOptions:
    """The options of an engine that has none."""


def read_options(voice: Voice, kind: type[Options]) -> Options:
    """Return the table [settings] of a voice as the engine's own value.

    Args:
        voice: The voice.
        kind: A frozen dataclass or msgspec.Struct with fields of type str, int, float, bool or Literal.

    Raises:
        SettingsError: A key is unknown or missing, or its value is not of the field's type or range.
    """
    fields = {field.name: field.type for field in _fields(kind)}
    refuse_unknown(voice, *fields)
    try:
        return msgspec.convert(dict(voice.settings), kind)
    except msgspec.ValidationError as error:
        found = _KEY.search(str(error))
        if found is None:  # what the engine's own __post_init__ says
            raise SettingsError(f"voice {voice.name}: {error}", "correct [settings] in its file") from error
        key = found[1] or found[2]
        state = f"is {voice.settings[key]!r}" if key in voice.settings else "is missing"
        raise SettingsError(f"voice {voice.name}: settings.{key} {state}", _remedy(key, fields[key])) from error


def refuse_unknown(voice: Voice, *allowed: str) -> None:
    """Raise a SettingsError for a setting that the engine does not have, with the nearest that it has."""
    for key in voice.settings:
        if key not in allowed:
            what = f'voice {voice.name}: the engine {voice.engine} has no setting "{key}"'
            raise SettingsError(what, did_you_mean(key, allowed))


def refuse_pitch(voice: Voice) -> None:
    """Raise a SettingsError for a voice with a changed pitch, for engines that cannot change it."""
    if voice.pitch:
        raise SettingsError(f"voice {voice.name}: {voice.engine} cannot change the pitch", "leave pitch out")


def refuse_beyond(voice: Voice, *, speed: tuple[float, float], pitch: float) -> None:
    """Raise a SettingsError for a voice that is faster, slower, higher or lower than its engine can.

    Args:
        voice: The voice.
        speed: The slowest and the fastest.
        pitch: The most semitones up or down.
    """
    slowest, fastest = speed
    if not slowest <= voice.speed <= fastest:
        what = f"voice {voice.name}: the engine {voice.engine} cannot speak at the speed {voice.speed}"
        raise SettingsError(what, f"write a speed from {slowest} to {fastest}")
    if not abs(voice.pitch) <= pitch:
        what = f"voice {voice.name}: the engine {voice.engine} cannot shift by {voice.pitch} semitones"
        raise SettingsError(what, f"write a pitch from {-pitch:g} to {pitch:g}")


def secret(name: str, what: str) -> str:
    """Return the value of an environment variable that holds a key. From now on it is masked in all that is told.

    Args:
        name: Of the variable.
        what: It holds, in words, for the remedy.

    Raises:
        SettingsError: It is not set, or holds what no key is made of. No value is ever in a message.
    """
    return keep_secret(variable(name, what))


def variable(name: str, what: str) -> str:
    """Return the value of an environment variable, which need not be secret.

    Args:
        name: Of the variable.
        what: It holds, in words, for the remedy.

    Raises:
        SettingsError: It is not set, or holds what no key is made of. No value is ever in a message.
    """
    value = os.environ.get(name, "").strip()
    if not value:
        raise SettingsError(f"the environment variable {name} is not set", f"put {what} into it: export {name}=...")
    if not value.isascii() or not value.isprintable():
        raise SettingsError(f"the environment variable {name} holds more than a key", f"put only {what} into it")
    return value


def _fields(kind: type) -> tuple[msgspec.inspect.Field, ...]:
    described: Any = msgspec.inspect.type_info(kind)
    fields: tuple[msgspec.inspect.Field, ...] = described.fields
    return fields


def _remedy(key: str, wanted: msgspec.inspect.Type) -> str:
    """Return what to write instead of a value that does not fit."""
    match wanted:
        case msgspec.inspect.LiteralType(values=values):
            return f"write one of {', '.join(map(str, values))}"
        case msgspec.inspect.IntType(ge=least, le=most) | msgspec.inspect.FloatType(ge=least, le=most):
            number = "a whole number" if isinstance(wanted, msgspec.inspect.IntType) else "a number"
            return " ".join([f"write {number}", *_bounds(least, most)])
        case msgspec.inspect.BoolType():
            return f"write {key} = true or {key} = false"
        case _:
            return f'write {key} = "text"'


def _bounds(least: float | None, most: float | None) -> list[str]:
    return [f"{word} {bound:g}" for word, bound in (("from", least), ("to", most)) if bound is not None]
