"""Speaks with the voice of Google Translate: an unofficial service that gets the text of the article.

The package gTTS knows how a request looks; it is sent here, because gTTS itself sends it with no check of the
certificate and no time limit, and takes a web page with status 200 for speech.
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown, text_setting
from audionews.engines.service import Request, ServiceEngine
from audionews.engines.web import REMEDY
from audionews.errors import NoAudio, SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 100  # of one request
LIMIT = 30.0  # seconds for one clip

_ADDRESS = "https://translate.google.com"
_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_SOUND = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_NORMAL, _SLOW = 1.0, 0.5  # the two speeds of the service


class GttsEngine(ServiceEngine):
    """Google Translate by gTTS: MP3, no word times.

    ``voice.id`` is a language that the service knows ("ar"); ``settings.address`` is where a service that speaks the
    same protocol is, instead of Google's.
    """

    name = "gtts"
    limit = LIMIT
    caps = Caps(
        offline=False, max_chars=MOST_CHARS, concurrency=4, diacritics=Diacritics.STRIP, learned=True, seconds=2 * LIMIT
    )

    def __init__(self, limit: float | None = None) -> None:
        """Look for the package, and take another limit than the engine's own, in seconds."""
        import gtts  # noqa: PLC0415 - loads when used

        super().__init__(limit)
        self.version = str(gtts.__version__)

    def _request(self, text: str, voice: Voice) -> Request:
        from gtts import gTTS  # noqa: PLC0415 - loads when used

        _check_settings(voice)
        # No pre-processors: gTTS would rewrite English abbreviations.
        asked = gTTS(text, lang=voice.id or "ar", slow=voice.speed == _SLOW, lang_check=False, pre_processor_funcs=[])
        address = f"{text_setting(voice, 'address', _ADDRESS)}{_PATH}"
        return Request(address, asked.get_bodies()[0].encode(), gTTS.GOOGLE_TTS_HEADERS)

    def _unpack(self, answer: bytes) -> bytes:
        found = _SOUND.search(answer)
        if found is None:
            raise NoAudio("the service answered without speech", REMEDY)
        try:
            return base64.b64decode(found[1], validate=True)
        except binascii.Error as error:
            raise NoAudio("the service's speech cannot be decoded", REMEDY) from error


def _check_settings(voice: Voice) -> None:
    refuse_unknown(voice, "address")
    if voice.pitch or voice.speed not in {_NORMAL, _SLOW}:
        what = f"voice {voice.name}: gtts cannot change the pitch, and has but two speeds"
        raise SettingsError(what, f"leave pitch out, and write speed = {_NORMAL} or {_SLOW}")
