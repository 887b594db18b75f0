"""Right-to-left text in a box: as large as fits, in lines of about equal length."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from audionews.arabic.letters import MARKS, TATWEEL, clean
from audionews.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image, ImageFont

    from audionews.artwork.colour import Colour

_LEADING = 1.45  # of the font size: Arabic has strokes below the line
_LEADING_OF_MARKS = 1.75  # vowel marks stand above and below them
_MARKED = 0.1  # share of marks among the characters: more than a tanwin here and there
_SHRINK = 0.95  # from one size that is tried to the next
_ELLIPSIS = "…"
_LEFT_TO_RIGHT = "\u200e"  # after a Latin word it keeps the ellipsis at that word's end
_ARABIC_BEFORE = "\u061c"  # before a line it places a percent sign as after an Arabic word
# Words that belong to the next one, and should not end a line.
_LEANING = re.compile("في|من|إلى|على|عن|مع|أن|إن|لا|ما|لم|لن|قد|بن|يا|أو|ثم|بين|بعد|قبل|و")
_LOOSE = 0.15  # of the line's length: such a word at its end is as bad as this much empty space
_STRETCHED = re.compile(f"{TATWEEL}{{2,}}")
_UNSEEN = re.compile("[\u20d0-\u20ff\ufe00-\ufe0f]")  # enclosing marks and variation selectors
_MOST_CHARS = 600  # that are looked at; a box has room for far fewer, and finding lines takes their number squared
_MISSING = "\U0010fffe"  # a character that no font has
_FRIBIDI = "apt install libfribidi0 (dnf install fribidi, apk add fribidi, brew install fribidi)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A text and its box, in shares of the picture's edge.

    Attributes:
        text: What is drawn.
        weight: Font weight, for example "Bold".
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
class Layout:
    """A block as set: its lines, the font size in pixels, and the distance between lines in font sizes."""

    lines: tuple[str, ...]
    size: int
    leading: float


def check_shaping() -> None:
    """Check that Pillow connects Arabic letters and draws them from right to left.

    Raises:
        SettingsError: The library FriBiDi is not installed: the wheels of Pillow bring all but that.
    """
    from PIL import features  # noqa: PLC0415 - loads when used

    if not features.check("raqm"):
        what = "the covers cannot be drawn: Pillow finds no library FriBiDi, which Arabic needs"
        raise SettingsError(what, _FRIBIDI)


def typeset(block: Block, edge: int) -> Layout:
    """Return the block at the largest size that fits; what does not fit at the smallest becomes "…".

    Args:
        block: What to set.
        edge: Of the picture, in pixels.
    """
    room = (1 - 2 * block.margin) * edge
    size, smallest = (round(share * edge) for share in block.sizes)
    words = _words(block, room, (size, smallest))
    marked = sum(map(MARKS.__contains__, block.text)) > _MARKED * len(block.text)
    leading = _LEADING_OF_MARKS if marked else _LEADING
    while True:
        face = _face(block.weight, size)
        lines = _lines(words, face, room)
        rows = max(1, int(block.height * edge / (size * leading)))
        if len(lines) <= rows and all(_width(line, face) <= room for line in lines):
            return Layout(lines=lines, size=size, leading=leading)
        if size == smallest:
            return Layout(lines=_shortened(words, face, room, rows), size=size, leading=leading)
        size = max(smallest, int(size * _SHRINK))


def draw(picture: Image.Image, block: Block, ink: Colour) -> None:
    """Draw the block on the square picture, in the middle of its box's height, flush right."""
    from PIL import ImageDraw  # noqa: PLC0415 - loads when used

    edge = picture.width
    layout = typeset(block, edge)
    face = _face(block.weight, layout.size)
    step = layout.size * layout.leading
    first = (block.top + block.height / 2) * edge - step * (len(layout.lines) - 1) / 2
    pen = ImageDraw.Draw(picture)
    before = ("", *layout.lines)
    for row, line in enumerate(layout.lines):
        place = ((1 - block.margin) * edge, first + row * step)
        context = _ARABIC_BEFORE if _last_direction(before[row]) == "AL" else ""
        pen.text(place, context + line, fill=ink, font=face, anchor="rm", direction="rtl", language="ar")


def _face(weight: str, size: int) -> ImageFont.FreeTypeFont:
    import fontpkg_ibm_plex_sans_arabic as plex  # noqa: PLC0415 - loads when used
    from PIL import ImageFont  # noqa: PLC0415 - likewise

    file = Path(plex.__file__).parent / "files" / f"IBMPlexSansArabic-{weight}.ttf"
    try:
        return ImageFont.truetype(str(file), size, layout_engine=ImageFont.Layout.RAQM)
    except OSError as cause:
        message = f"the font of the covers cannot be read: {file.name}"
        raise SettingsError(message, "pip install --force-reinstall fontpkg-ibm-plex-sans-arabic") from cause


def _width(text: str, face: ImageFont.FreeTypeFont) -> float:
    return face.getlength(text, direction="rtl", language="ar")


def _words(block: Block, room: float, sizes: tuple[int, int]) -> list[str]:
    """Return the words as far as they can be drawn, punctuation with the word before it.

    A word too long for a line of the smallest size is cut shorter than necessary, or all the text would be that small.
    """
    face = _face(block.weight, sizes[1])
    cut = _face(block.weight, sum(sizes) // 2)
    words: list[str] = []
    for word in _drawable(clean(_UNSEEN.sub("", block.text[:_MOST_CHARS])), face).split():
        if words and not any(map(str.isalnum, word)) and word != _ELLIPSIS:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return [word if _width(word, face) <= room else _cut(word, cut, room) for word in words]


def _drawable(text: str, face: ImageFont.FreeTypeFont) -> str:
    """Return the text without what the font lacks: base letters for accented ones, "…" for a word in another script."""
    forms = {char: _drawable_form(char, face) for char in set(text)}
    words = (("".join(forms[char] for char in word), word) for word in _STRETCHED.sub("", text).split())
    return " ".join(
        drawn if any(map(str.isalnum, drawn)) or not any(map(str.isalpha, word)) else _ELLIPSIS for drawn, word in words
    )


def _drawable_form(char: str, face: ImageFont.FreeTypeFont) -> str:
    """Return the character, or its base letter if only that is in the font, or ""."""
    return next((form for form in (char, unicodedata.normalize("NFD", char)[0]) if not _is_missing(form, face)), "")


def _is_missing(char: str, face: ImageFont.FreeTypeFont) -> bool:
    """Return whether the font draws the character as it draws a missing one."""
    drawn, box = (face.getmask(each) for each in (char, _MISSING))
    return (drawn.size, bytes(drawn)) == (box.size, bytes(box))


def _lines(words: Sequence[str], face: ImageFont.FreeTypeFont, room: float) -> tuple[str, ...]:
    """Return the words in lines with the least squared empty space: of about equal length, no word alone."""
    widths = [_width(word, face) for word in words]
    space = _width(" ", face)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]  # for the last 0, 1, 2 ... words: cost and lines
    for first in reversed(range(len(words))):
        choices = []
        for last in range(first + 1, len(words) + 1):
            wide = sum(widths[first:last]) + space * (last - first - 1)
            if wide > room and last > first + 1:
                break
            cost, lines = best[len(words) - last]
            loose = _LOOSE * room if lines and _LEANING.fullmatch(words[last - 1]) else 0.0
            line = " ".join(words[first:last])
            choices.append((cost + max(0.0, room - wide) ** 2 + loose**2, (line, *lines)))
        best.append(min(choices))
    return best[-1][1]


def _shortened(words: Sequence[str], face: ImageFont.FreeTypeFont, room: float, rows: int) -> tuple[str, ...]:
    """Return as many words as fit into so many lines, and "…"."""
    tries = (_lines(_elided(words, count), face, room) for count in range(len(words) - 1, 0, -1))
    return next((lines for lines in tries if len(lines) <= rows), ())


def _elided(words: Sequence[str], count: int) -> list[str]:
    return [*words[: count - 1], _with_ellipsis(words[count - 1].rstrip(_ELLIPSIS + _LEFT_TO_RIGHT + "،؛:.-–— "))]


def _cut(word: str, face: ImageFont.FreeTypeFont, room: float) -> str:
    """Return as much of the word as fits, and "…"."""
    tries = (_with_ellipsis(word[:count]) for count in range(len(word) - 1, 0, -1))
    return next(cut for cut in tries if _width(cut, face) <= room)


def _with_ellipsis(word: str) -> str:
    """Return the word with "…" at its end, which is the right one for a Latin word."""
    return word + _ELLIPSIS + (_LEFT_TO_RIGHT if _last_direction(word) == "L" else "")


def _last_direction(text: str) -> str:
    """Return the bidi class of the last letter: "AL" for Arabic, "L" for Latin, "" if there is none."""
    classes = map(unicodedata.bidirectional, reversed(text))
    return next((each for each in classes if each in {"L", "R", "AL"}), "")
