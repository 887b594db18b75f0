"""The colours of covers and pages: reading, mixing, and making text readable."""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.errors import SettingsError

READABLE = 4.5  # contrast of text to its background, WCAG 2.2 level AA


class Colour(NamedTuple):
    """Red, green and blue, 0 to 255."""

    red: int
    green: int
    blue: int

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


BLACK = Colour(0, 0, 0)
WHITE = Colour(255, 255, 255)


def parse(text: str) -> Colour:
    """Return the colour written as ``#rrggbb``.

    Raises:
        SettingsError: It is not written that way.
    """
    if not re.fullmatch("#[0-9a-fA-F]{6}", text):
        raise SettingsError(f'"{text}" is not a colour', 'write it as six hexadecimal digits, for example "#0b5d4e"')
    return Colour(*bytes.fromhex(text[1:]))


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return the first colour with a share (0 to 1) of the second in it."""
    return Colour(*(round(a + (b - a) * share) for a, b in zip(one, other, strict=True)))


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio, 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, background: Colour) -> Colour:
    """Return the colour, made just dark or light enough for text on this background."""
    end = max((BLACK, WHITE), key=lambda ink: contrast(ink, background))
    steps = (mix(colour, end, percent / 100) for percent in range(101))
    return next(step for step in steps if contrast(step, background) >= READABLE)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - the sRGB curve
