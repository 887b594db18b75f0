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
from audionews.engines.sound import sound_clip
from audionews.engines.web import REMEDY, post
from audionews.engines.words import check_text
from audionews.errors import NoAudio, SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Clip, Voice

MOST_CHARS = 100  # of one request
LIMIT = 30.0  # seconds for one clip

_ADDRESS = "https://translate.google.com"
_PATH = "/_/TranslateWebserverUi/data/batchexecute"
_SOUND = re.compile(rb'jQ1olc","\[\\"([A-Za-z0-9+/=]+)\\"')
_NORMAL, _SLOW = 1.0, 0.5  # the two speeds of the service


class GttsEngine:
    """Google Translate by gTTS: MP3, no word times.

    ``voice.id`` is a language that the service knows ("ar"); ``settings.address`` is where a service that speaks the
    same protocol is, instead of Google's.
    """

    name = "gtts"
    caps = Caps(
        offline=False, max_chars=MOST_CHARS, concurrency=4, diacritics=Diacritics.STRIP, learned=True, seconds=2 * LIMIT
    )

    def __init__(self, limit: float = LIMIT) -> None:
        """Look for the package.

        Args:
            limit: Seconds for one clip.
        """
        import gtts  # noqa: PLC0415 - loads when used

        self.version = str(gtts.__version__)
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the service says it: one request.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            Transient: The service cannot be reached, failed, or asks to come back later.
            Blocked: The service refuses us.
            NoAudio: The answer holds no sound.
            Truncated: The sound breaks off.
            SettingsError: The voice asks for what the service does not have.
        """
        check_text(text, MOST_CHARS)
        _check_settings(voice)
        found = _SOUND.search(self._answer(text, voice))
        if found is None:
            raise NoAudio("the service answered without speech", REMEDY)
        try:
            sound = base64.b64decode(found[1], validate=True)
        except binascii.Error as error:
            raise NoAudio("the service's speech cannot be decoded", REMEDY) from error
        return sound_clip(sound)

    def _answer(self, text: str, voice: Voice) -> bytes:
        from gtts import gTTS  # noqa: PLC0415 - loads when used

        # No pre-processors: gTTS would rewrite English abbreviations.
        asked = gTTS(text, lang=voice.id or "ar", slow=voice.speed == _SLOW, lang_check=False, pre_processor_funcs=[])
        address = f"{text_setting(voice, 'address', _ADDRESS)}{_PATH}"
        return post(address, asked.get_bodies()[0].encode(), gTTS.GOOGLE_TTS_HEADERS, self._limit).body


def _check_settings(voice: Voice) -> None:
    refuse_unknown(voice, "address")
    if voice.pitch or voice.speed not in {_NORMAL, _SLOW}:
        what = f"voice {voice.name}: gtts cannot change the pitch, and has but two speeds"
        raise SettingsError(what, f"leave pitch out, and write speed = {_NORMAL} or {_SLOW}")
