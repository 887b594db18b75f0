"""Pictures made anew in a smaller size: covers on pages, and pictures of the show's own."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from PIL import Image

VERSION = 1  # of these pictures; part of their address
EDGE = 320  # pixels of a cover on a page, which shows it up to half as large
KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 75


def small_cover(picture: bytes) -> bytes | None:
    """Return a cover, or the middle of a photo, as WebP of 320 x 320 pixels; None if it is damaged.

    Raises:
        SettingsError: Pillow was built without WebP.
    """
    from PIL import Image, WebPImagePlugin, features  # noqa: F401,PLC0415 - with it, no other format is loaded

    if not features.check("webp"):
        raise SettingsError("Pillow cannot write WebP", "install Pillow from a wheel: pip install --force pillow")
    sink = io.BytesIO()
    try:
        scaled(picture, EDGE).save(sink, "WEBP", quality=_QUALITY, method=6)
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError):
        return None
    return sink.getvalue()


def icon(picture: bytes, edge: int, *, opaque: bool) -> bytes:
    """Return a picture as a square PNG with so many pixels an edge, white instead of transparent if it is opaque."""
    sink = io.BytesIO()
    scaled(picture, edge, opaque=opaque).save(sink, "PNG", optimize=True)
    return sink.getvalue()


def scaled(blob: bytes, edge: int, *, opaque: bool = True) -> Image.Image:
    """Return the middle of a picture as a square with so many pixels an edge: RGB, or RGBA if it is not opaque."""
    from PIL import Image, ImageOps  # noqa: PLC0415 - loads when used

    with Image.open(io.BytesIO(blob), formats=KINDS) as picture:
        picture.draft("RGB", (edge, edge))  # of a JPEG, it reads no more than is needed
        whole = on_white(picture) if opaque else picture.convert("RGBA")
        return ImageOps.fit(whole, (edge, edge), Image.Resampling.LANCZOS)


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB; where it is transparent, it is white."""
    from PIL import Image  # noqa: PLC0415 - loads when used

    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    ground = Image.new("RGB", seen.size, "white")
    ground.paste(seen, mask=seen.getchannel("A"))
    return ground
