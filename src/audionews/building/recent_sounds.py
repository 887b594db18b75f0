"""Sounds that were just spoken in this process, kept for a while so that mastering need not unpack them."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from audionews.model import Container

if TYPE_CHECKING:
    from audionews.model import Clip

MOST = 64 << 20  # bytes: eleven minutes at 48,000 samples a second


class RecentSounds:
    """PCM by the digest of the bytes in the cache, which hold the same samples. The oldest leave first.

    Args:
        most: Bytes that are kept at most.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._size = 0
        self._sounds: dict[str, bytes] = {}
        self._lock = threading.Lock()

    def keep(self, sha256: str, clip: Clip) -> None:
        """Keep the sound of a clip, if it is PCM."""
        if clip.container is not Container.PCM:
            return
        self.pop(sha256)
        with self._lock:
            self._sounds[sha256] = clip.sound
            self._size += len(clip.sound)
            while self._size > self._most:
                self._size -= len(self._sounds.pop(next(iter(self._sounds))))

    def pop(self, sha256: str) -> bytes | None:
        """Return the PCM, which is kept no longer; None if there is none."""
        with self._lock:
            sound = self._sounds.pop(sha256, None)
            self._size -= len(sound or b"")
            return sound


recent_sounds = RecentSounds()
