"""Right-to-left text in a box: as large as it fits, in lines of about equal length."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.errors import SettingsError
from audionews.text.letters import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image, ImageFont

    from audionews.audio.colour import Colour

_LEADING = 1.45  # of the font size: Arabic has marks above and strokes below
_SHRINK = 0.95  # from one size that is tried to the next
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A text and its box, in shares of the picture's edge.

    Attributes:
        text: What is drawn.
        weight: Of the font, for example "Bold".
        top: Where the box begins.
        height: Its height.
        margin: At its left and at its right.
        sizes: The largest and the smallest font size.
    """

    text: str
    weight: str
    top: float
    height: float
    margin: float
    sizes: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A block that is set: its lines, and the font size in pixels."""

    lines: tuple[str, ...]
    size: int


def check_shaping() -> None:
    """Refuse a Pillow that would draw unconnected letters from left to right.

    Raises:
        SettingsError: Pillow was built without raqm.
    """
    from PIL import features  # noqa: PLC0415 - loads when used

    if not features.check("raqm"):
        raise SettingsError(
            "Pillow cannot shape Arabic: it was built without raqm", "pip install --force-reinstall pillow"
        )


def fit(block: Block, edge: int) -> Setting:
    """Return the block at the largest size that fits; what is too much at the smallest gives way to "…".

    Args:
        block: What to set.
        edge: Of the picture, in pixels.
    """
    words = clean(block.text).split()
    room = (1 - 2 * block.margin) * edge
    size, smallest = (round(share * edge) for share in block.sizes)
    while True:
        face = _face(block.weight, size)
        lines = _lines(words, face, room)
        rows = max(1, int(block.height * edge / (size * _LEADING)))
        if len(lines) <= rows and all(_width(line, face) <= room for line in lines):
            return Setting(lines=lines, size=size)
        if size == smallest:
            return Setting(lines=_shortened(words, face, room, rows), size=size)
        size = max(smallest, int(size * _SHRINK))


def draw(picture: Image.Image, block: Block, ink: Colour) -> None:
    """Draw the block on the square picture, in the middle of its box's height, flush right."""
    from PIL import ImageDraw  # noqa: PLC0415 - loads when used

    edge = picture.width
    setting = fit(block, edge)
    face = _face(block.weight, setting.size)
    step = setting.size * _LEADING
    first = (block.top + block.height / 2) * edge - step * (len(setting.lines) - 1) / 2
    pen = ImageDraw.Draw(picture)
    for row, line in enumerate(setting.lines):
        place = ((1 - block.margin) * edge, first + row * step)
        pen.text(place, line, fill=ink, font=face, anchor="rm", direction="rtl", language="ar")


def _face(weight: str, size: int) -> ImageFont.FreeTypeFont:
    import fontpkg_ibm_plex_sans_arabic as plex  # noqa: PLC0415 - loads when used
    from PIL import ImageFont  # noqa: PLC0415

    file = Path(plex.__file__).parent / "files" / f"IBMPlexSansArabic-{weight}.ttf"
    try:
        return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    except OSError as cause:
        message = f"the font of the covers cannot be read: {file.name}"
        raise SettingsError(message, "pip install --force-reinstall fontpkg-ibm-plex-sans-arabic") from cause


def _width(text: str, face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(text, direction="rtl", language="ar")


def _lines(words: Sequence[str], face: ImageFont.FreeTypeFont, room: float) -> tuple[str, ...]:
    """Return the words in lines that leave the least squared space: of about equal length, no word left alone."""
    widths = [_width(word, face) for word in words]
    space = _width(" ", face)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]  # of the last 0, 1, 2 ... words: their cost and lines
    for first in reversed(range(len(words))):
        choices = []
        for last in range(first + 1, len(words) + 1):
            wide = sum(widths[first:last]) + space * (last - first - 1)
            if wide > room and last > first + 1:
                break
            cost, lines = best[len(words) - last]
            choices.append((cost + max(0.0, room - wide) ** 2, (" ".join(words[first:last]), *lines)))
        best.append(min(choices))
    return best[-1][1]


def _shortened(words: Sequence[str], face: ImageFont.FreeTypeFont, room: float, rows: int) -> tuple[str, ...]:
    """Return as many words as so many lines hold, and "…"; a word wider than a line is cut."""
    cut = [_cut(word, face, room - _width(_ELLIPSIS, face)) for word in words]
    tries = (_lines(_elided(cut, count), face, room) for count in range(len(cut), 0, -1))
    return next(lines for lines in tries if len(lines) <= rows)


def _elided(words: list[str], count: int) -> list[str]:
    if count == len(words):
        return words
    return [*words[: count - 1], words[count - 1].rstrip(_ELLIPSIS + "،؛:.") + _ELLIPSIS]


def _cut(word: str, face: ImageFont.FreeTypeFont, room: float) -> str:
    """Return the word, or as much of it as the room holds and "…"."""
    if _width(word, face) <= room:
        return word
    kept = next(count for count in range(len(word), 0, -1) if _width(word[:count], face) <= room)
    return word[:kept] + _ELLIPSIS
