"""What the engines share that ask a service over HTTP: one request a clip, within a time limit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, NamedTuple

from audionews.engines.sound import sound_clip
from audionews.engines.web import post
from audionews.engines.words import check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Caps, Clip, Voice


class Request(NamedTuple):
    """What is posted: where to, the bytes, and the headers. What the headers hold is in no message."""

    address: str
    body: bytes
    headers: Mapping[str, str]


class ServiceEngine(ABC):
    """An engine that only has to say how it asks.

    Attributes:
        limit: Seconds for one clip.
    """

    name: str
    version: str
    caps: Caps
    limit: float

    def __init__(self, limit: float | None = None) -> None:
        """Take another limit than the engine's own, in seconds."""
        self.limit = self.limit if limit is None else limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the service says it: one request.

        Raises:
            BadInput: There is nothing to speak in the text, it is too long, or the service has no such voice.
            Transient: The service cannot be reached, failed, or asks to come back later.
            Blocked: The service refuses us.
            NoAudio: The answer holds no sound.
            Truncated: The sound breaks off.
            SettingsError: A key is missing, or the voice asks for what the service does not have.
        """
        check_text(text, self.caps.max_chars)
        return sound_clip(self._unpack(post(*self._request(text, voice), limit=self.limit)))

    @abstractmethod
    def _request(self, text: str, voice: Voice) -> Request:
        """Return what to ask; a SettingsError for what the service does not have."""

    def _unpack(self, answer: bytes) -> bytes:
        """Return the sound in the answer: all of it, for most services."""
        return answer
