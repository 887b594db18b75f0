"""What the engines share that ask a service over HTTP: one request a clip, within a time limit."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, NamedTuple

from audionews.engines.toolkit.clips import sound_clip
from audionews.engines.toolkit.http import post
from audionews.engines.toolkit.options import Options, read_options
from audionews.engines.toolkit.text import check_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Caps, Clip, Voice

__all__ = ["Request", "ServiceEngine"]


class Request(NamedTuple):
    """What is posted: where to, the bytes, and the headers. What the headers hold is in no message."""

    address: str
    body: bytes
    headers: Mapping[str, str]


class ServiceEngine(ABC, Generic[Options]):
    """An engine that only has to say how it asks.

    Attributes:
        name: As it is registered.
        version: Another one makes every clip anew.
        caps: What it can do.
        options: The class of what its voices have in [settings].
        limit: Seconds for one clip.
    """

    name: str
    version: str
    caps: Caps
    options: type[Options]
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
        request = self.request(text, voice, read_options(voice, self.options))
        return sound_clip(self.unpack(post(*request, limit=self.limit)))

    @abstractmethod
    def request(self, text: str, voice: Voice, options: Options) -> Request:
        """Return what to ask.

        Raises:
            SettingsError: The voice asks for what the service does not have.
        """

    def unpack(self, answer: bytes) -> bytes:
        """Return the sound in the body of a good answer: for most services, all of it."""
        return answer
