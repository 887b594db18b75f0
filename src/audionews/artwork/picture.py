"""Facts of a picture that any program may have made."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture is: its format ("JPEG"), its mode ("RGB") and its size in pixels."""

    format: str
    mode: str
    width: int
    height: int


def read_picture(blob: bytes) -> Picture | None:
    """Return what a picture is, read from its header; None if the bytes are no picture."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - loads when used

    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(blob)) as image:  # of large pictures
            return Picture(format=image.format or "", mode=image.mode, width=image.width, height=image.height)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None
