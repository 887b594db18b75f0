"""Covers: the show's name or an episode's headline, drawn in Arabic on the colour of the show.

Pillow with raqm shapes and orders the text; the font is IBM Plex Sans Arabic (OFL). All lengths are shares of the edge.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from audionews.arabic.letters import clean
from audionews.artwork.colour import BLACK, WHITE, Colour, contrast, mix, parse, readable
from audionews.artwork.picture import read_picture
from audionews.artwork.small import scaled
from audionews.artwork.typeset import Block, check_shaping, draw

if TYPE_CHECKING:
    from PIL import Image

    from audionews.model import ShowFacts

VERSION = 3  # of the drawing; part of the address of a cover
SHOW_EDGE = 3000  # pixels, the most that Apple takes
EPISODE_EDGE = 1400  # pixels, the least
LARGEST = 512_000  # bytes of the show's cover, the most that Apple takes
LARGEST_OF_EPISODE = 160_000  # it is part of the MP3's tag, before the sound
MARGIN = 0.09
BAND, FRAME = "band", "frame"  # the styles besides "wave"
FRAME_RADIUS = 0.1  # of the edge of the picture, so that all lines are as far apart in the corners
_BARS = 41
_RINGS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """The colours of a cover: the background from top to bottom, the text, and what is subdued."""

    top: Colour
    bottom: Colour
    ink: Colour
    soft: Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """Position of the bars: the height of their middle, and how far they rise above it at most."""

    middle: float
    rise: float


def show_cover(facts: ShowFacts) -> bytes:
    """Return the cover of the show: a JPEG of 3000 x 3000 pixels, RGB, under 512 kB.

    Raises:
        SettingsError: The colour cannot be read, or Pillow cannot shape Arabic.
    """
    down = 0.12 if facts.cover == FRAME else 0.0  # the other styles have something under the text
    name = Block(text=facts.title, weight="Bold", top=0.17 + down, height=0.36, margin=MARGIN, sizes=(0.19, 0.06))
    newsroom = Block(
        text=facts.author, weight="Regular", top=0.56 + down, height=0.07, margin=MARGIN, sizes=(0.052, 0.03)
    )
    return _jpeg(_drawn(SHOW_EDGE, facts, (name, newsroom), Wave(middle=0.8, rise=0.1)), LARGEST)


def own_cover(picture: bytes) -> bytes:
    """Return a picture of the show's own as its cover: a JPEG of at most 3000 x 3000 pixels, RGB, under 512 kB."""
    found = read_picture(picture)
    return _jpeg(scaled(picture, min(found.width, SHOW_EDGE) if found else SHOW_EDGE), LARGEST)


def episode_cover(facts: ShowFacts, title: str) -> bytes:
    """Return the cover of an episode, its headline on it: a JPEG of 1400 x 1400 pixels, RGB.

    Raises:
        SettingsError: The colour cannot be read, or Pillow cannot shape Arabic.
    """
    show = Block(text=facts.title, weight="SemiBold", top=0.085, height=0.07, margin=MARGIN, sizes=(0.05, 0.03))
    height = 0.66 if facts.cover == FRAME else 0.51
    headline = Block(text=title, weight="Bold", top=0.225, height=height, margin=MARGIN, sizes=(0.15, 0.05))
    return _jpeg(_drawn(EPISODE_EDGE, facts, (headline, show), Wave(middle=0.865, rise=0.06)), LARGEST_OF_EPISODE)


def _drawn(edge: int, facts: ShowFacts, blocks: tuple[Block, Block], wave: Wave) -> Image.Image:
    check_shaping()
    paint = _paint(parse(facts.colour))
    picture = _ground(edge, paint)
    if facts.cover == FRAME:
        _draw_frame(picture, paint)
    elif facts.cover == BAND:
        _draw_band(picture, wave, blocks[0].text, paint)
    else:
        _draw_wave(picture, wave, blocks[0].text, paint)
    for block, ink in zip(blocks, (paint.ink, paint.soft), strict=True):
        draw(picture, block, ink)
    return picture


def _paint(colour: Colour) -> Paint:
    """Return white or black text, whichever reads better, on a background that grows more distant from it."""
    ink = max((WHITE, BLACK), key=lambda one: contrast(one, colour))
    away = BLACK if ink == WHITE else WHITE
    return Paint(top=colour, bottom=mix(colour, away, 0.45), ink=ink, soft=readable(mix(ink, colour, 0.2), colour))


def _ground(edge: int, paint: Paint) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - loads when used

    column = Image.frombytes("RGB", (1, edge), _column(edge, paint.top, paint.bottom))
    return column.resize((edge, edge), Image.Resampling.NEAREST)


@lru_cache(maxsize=4)
def _column(edge: int, top: Colour, bottom: Colour) -> bytes:
    """Return the colours of the background from top to bottom, three bytes each."""
    return b"".join(bytes(mix(top, bottom, row / edge)) for row in range(edge))


def _draw_wave(picture: Image.Image, wave: Wave, text: str, paint: Paint) -> None:
    """Draw rounded bars like those of a sound, shaped by the text."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads when used

    edge = picture.width
    top, height = round((wave.middle - wave.rise) * edge), round(2 * wave.rise * edge)
    mask = Image.new("L", (2 * edge, 2 * height))  # twice as large, so that scaling smooths the round ends
    pen = ImageDraw.Draw(mask)
    step = 2 * edge * (1 - 2 * MARGIN) / (2 * _BARS - 1)
    for bar, loud in enumerate(_loudness(text)):
        left = 2 * edge * MARGIN + 2 * bar * step
        half = max(step / 2, loud * height)
        box = (round(left), round(height - half), round(left + step), round(height + half) - 1)
        pen.rounded_rectangle(box, radius=step / 2, fill=70 + 110 * bar // _BARS)
    picture.paste(paint.ink, (0, top), mask.resize((edge, height)))


def _draw_frame(picture: Image.Image, paint: Paint) -> None:
    """Draw a double line around everything, round where players cut the corners off."""
    from PIL import ImageDraw  # noqa: PLC0415 - loads when used

    pen, edge = ImageDraw.Draw(picture), picture.width
    for inset, width, share in ((0.035, 0.006, 0.2), (0.05, 0.002, 0.4)):
        low, high = round(inset * edge), round((1 - inset) * edge)
        ink = mix(paint.ink, paint.top, share)
        radius = round((FRAME_RADIUS - inset) * edge)
        pen.rounded_rectangle((low, low, high, high), radius, outline=ink, width=max(1, round(width * edge)))


def _draw_band(picture: Image.Image, wave: Wave, text: str, paint: Paint) -> None:
    """Draw a lighter band across the lower part, with rings of sound at its left, sized by the text."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - loads when used

    edge = picture.width
    top = round((wave.middle - wave.rise) * edge)
    height = edge - top
    mask = Image.new("L", (2 * edge, 2 * height), 26)  # twice as large, so that scaling smooths the rings
    pen = ImageDraw.Draw(mask)
    pen.rectangle((0, 0, 2 * edge, round(0.012 * edge)), fill=120)
    middle = (2 * round((MARGIN + 0.06) * edge), height)
    for ring, loud in enumerate(_loudness(text)[:_RINGS]):
        reach = 2 * edge * 0.028 * (ring + 1)
        box = (middle[0] - reach, middle[1] - reach, middle[0] + reach, middle[1] + reach)
        pen.arc(box, -60, 60, fill=90 + round(60 * loud), width=round(0.014 * edge))
    picture.paste(paint.ink, (0, top), mask.resize((edge, height)))


def _loudness(text: str) -> list[float]:
    """Return the height of each bar, 0 to 1: noise from a digest of the text, louder in the middle of words."""
    noise = hashlib.shake_128(clean(text).encode()).digest(_BARS + 2)
    smooth = [(a + 2 * b + c) / 1020 for a, b, c in zip(noise, noise[1:], noise[2:], strict=False)]
    return [value**1.3 for value in smooth]


def _jpeg(picture: Image.Image, largest: int) -> bytes:
    """Return the picture at the best quality that stays under the limit; the lowest always does."""
    written = (_saved(picture, quality) for quality in (92, 86, 78, 65, 30))
    return next(jpeg for jpeg in written if len(jpeg) <= largest)


def _saved(picture: Image.Image, quality: int) -> bytes:
    sink = io.BytesIO()
    picture.save(sink, "JPEG", quality=quality, optimize=True)
    return sink.getvalue()
