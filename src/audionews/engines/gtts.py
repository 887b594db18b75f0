"""Speaks with the voice of Google Translate: an unofficial service that gets the text of the article.

The package gTTS knows how a request looks; it is sent here, because gTTS itself sends it with no check of the
certificate and no time limit, and takes a web page with status 200 for speech.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.engines.toolkit.http import WAIT
from audionews.engines.toolkit.service import Request, ServiceEngine
from audionews.errors import NoAudio, SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 100  # of one request
LIMIT = 30.0  # seconds for one clip

_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_SOUND = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_NORMAL, _SLOW = 1.0, 0.5  # the two speeds of the service


@dataclass(frozen=True, slots=True, kw_only=True)
class GttsOptions:
    """What a voice of Google Translate may have in [settings].

    Attributes:
        address: Of a service that speaks the same protocol.
    """

    address: str = "https://translate.google.com"


class GttsEngine(ServiceEngine[GttsOptions]):
    """Google Translate by gTTS: MP3, no word times. ``voice.id`` is a language that the service knows ("ar")."""

    name = "gtts"
    options = GttsOptions
    limit = LIMIT
    caps = Caps(
        offline=False,
        max_chars=MOST_CHARS,
        concurrency=4,
        diacritics=Diacritics.STRIP,
        learned=True,
        seconds=2 * LIMIT,
        sensitive=("address",),
    )

    def __init__(self, limit: float | None = None) -> None:
        """Look for the package, and take another limit than the engine's own, in seconds."""
        import gtts  # noqa: PLC0415 - loads when used

        super().__init__(limit)
        self.version = str(gtts.__version__)

    def request(self, text: str, voice: Voice, options: GttsOptions) -> Request:
        """Return what to ask.

        Raises:
            SettingsError: The voice changes the pitch, or has a speed that the service does not have.
        """
        from gtts import gTTS  # noqa: PLC0415 - loads when used

        if voice.pitch or voice.speed not in {_NORMAL, _SLOW}:
            what = f"voice {voice.name}: gtts cannot change the pitch, and has but two speeds"
            raise SettingsError(what, f"leave pitch out, and write speed = {_NORMAL} or {_SLOW}")
        # No pre-processors: gTTS would rewrite English abbreviations.
        asked = gTTS(text, lang=voice.id or "ar", slow=voice.speed == _SLOW, lang_check=False, pre_processor_funcs=[])
        return Request(f"{options.address}{_PATH}", asked.get_bodies()[0].encode(), gTTS.GOOGLE_TTS_HEADERS)

    def unpack(self, answer: bytes) -> bytes:
        """Return the sound in the answer.

        Raises:
            NoAudio: There is none.
        """
        found = _SOUND.search(answer)
        if found is None:
            raise NoAudio("the service answered without speech", WAIT)
        try:
            return base64.b64decode(found[1], validate=True)
        except binascii.Error as error:
            raise NoAudio("the service's speech cannot be decoded", WAIT) from error
