"""Facts of sounds and pictures that any program may have made."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What a picture is: "JPEG" or another kind, "RGB" or another mode, and its size in pixels."""

    kind: str
    mode: str
    width: int
    height: int


def picture(blob: bytes) -> Picture | None:
    """Return what a picture is, from its header; None when it is none."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - loads when used

    try:
        with Image.open(io.BytesIO(blob)) as image:
            return Picture(kind=image.format or "", mode=image.mode, width=image.width, height=image.height)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        return None


def sound_length(blob: bytes) -> float | None:
    """Return how many seconds an MP3 plays; None when it is none."""
    from mutagen.mp3 import MP3, HeaderNotFoundError, InvalidMPEGHeader  # noqa: PLC0415 - loads when used

    try:
        info: Any = MP3(io.BytesIO(blob)).info  # mutagen does not say that it has a length
    except (HeaderNotFoundError, InvalidMPEGHeader):
        return None
    return float(info.length)
