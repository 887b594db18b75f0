"""Pictures made anew in a smaller size: covers on pages, and pictures of the show's own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from audionews.errors import SettingsError

if TYPE_CHECKING:
    from PIL import Image

VERSION = 1  # of these pictures; part of their address
EDGE = 320  # pixels of a cover on a page, which shows it up to half as large
KINDS = ("JPEG", "PNG", "WEBP")
_QUALITY = 75


def small_cover(cover: bytes) -> bytes:
    """Return a cover as WebP of 320 x 320 pixels.

    Raises:
        SettingsError: Pillow was built without WebP.
    """
    return webp(scaled(cover, EDGE))


def scaled(blob: bytes, edge: int) -> Image.Image:
    """Return a square picture with so many pixels an edge, RGB; on white where it is transparent."""
    from PIL import Image  # noqa: PLC0415 - loads when used

    with Image.open(io.BytesIO(blob), formats=KINDS) as picture:
        picture.draft("RGB", (edge, edge))  # of a JPEG, it reads no more than is needed
        whole = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    made = whole.resize((edge, edge), Image.Resampling.LANCZOS)
    if made.mode == "RGB":
        return made
    ground = Image.new("RGB", made.size, "white")
    ground.paste(made, mask=made.getchannel("A"))
    return ground


def icon(blob: bytes, edge: int) -> bytes:
    """Return a square picture as an opaque PNG with so many pixels an edge."""
    sink = io.BytesIO()
    scaled(blob, edge).save(sink, "PNG", optimize=True)
    return sink.getvalue()


def webp(picture: Image.Image) -> bytes:
    """Return a picture as WebP.

    Raises:
        SettingsError: Pillow was built without WebP.
    """
    from PIL import features  # noqa: PLC0415 - loads when used

    if not features.check("webp"):
        raise SettingsError("Pillow cannot write WebP", "install Pillow from its wheels: pip install --force pillow")
    sink = io.BytesIO()
    picture.save(sink, "WEBP", quality=_QUALITY, method=6)
    return sink.getvalue()
