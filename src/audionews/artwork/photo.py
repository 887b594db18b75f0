"""The photo of an article, made anew as pages show it: whatever the file held besides the picture is gone."""

from __future__ import annotations

import io
import struct
import warnings
from typing import TYPE_CHECKING, NamedTuple

from audionews.artwork.small import KINDS, on_white
from audionews.errors import ArticleError

if TYPE_CHECKING:
    from PIL import Image

VERSION = 1  # of the making; part of what an episode is made of
EDGE = 1200  # pixels of the longer edge, as networks show shared links
_SMALLEST = 300  # pixels of the shorter edge: what is smaller is an icon
_LONGEST = 4  # times the shorter edge: what is longer is a banner
_MOST = 40_000_000  # pixels, which take 160 MB
_QUALITY = 80


class MadePhoto(NamedTuple):
    """A photo as JPEG, and its pixels."""

    blob: bytes
    width: int
    height: int


def make_photo(blob: bytes) -> MadePhoto:
    """Return a photo as JPEG of at most 1200 pixels an edge, turned upright, without metadata.

    Raises:
        ArticleError: It is no picture, or no photo by its shape or size.
    """
    from PIL import Image  # noqa: PLC0415 - loads when used

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(blob), formats=KINDS) as picture:
            _refuse_odd(picture.width, picture.height)
            made = _made(picture)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError) as error:
        raise ArticleError("it cannot be read as a picture", "a photo is a JPEG, PNG or WebP") from error
    sink = io.BytesIO()
    made.save(sink, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return MadePhoto(sink.getvalue(), made.width, made.height)


def _refuse_odd(width: int, height: int) -> None:
    short, long = sorted((width, height))
    if short < _SMALLEST or long > _LONGEST * short or width * height > _MOST:
        what = f"it has {width} x {height} pixels"
        raise ArticleError(what, f"a photo has {_SMALLEST} or more an edge, and {_MOST // 10**6} million at most")


def _made(picture: Image.Image) -> Image.Image:
    from PIL import Image, ImageOps  # noqa: PLC0415 - loads when used

    picture.draft("RGB", (EDGE, EDGE))  # of a JPEG, it reads no more than is needed
    upright = on_white(ImageOps.exif_transpose(picture))
    upright.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS)
    return upright
