"""Speaks with the voice of Google Translate: an unofficial service that gets the text of the article.

The package gTTS knows how a request looks; it is sent here, because gTTS itself sends it with no check of the
certificate and no time limit, and takes a web page with status 200 for speech.
"""

from __future__ import annotations

import base64
import binascii
import re
import time
from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown
from audionews.engines.words import speakable
from audionews.errors import BadInput, NoAudio, SettingsError
from audionews.model import Caps, Clip, Container, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 100  # of one request
MOST_BYTES = 5_000_000  # of one answer; a second of speech has 4,000
RATE = 24_000
LIMIT = 30.0  # seconds for one clip
REMEDY = "wait some minutes, or use an offline voice (audionews voices list)"

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
    caps = Caps(offline=False, max_chars=MOST_CHARS, concurrency=1, diacritics=Diacritics.STRIP, learned=True)

    def __init__(self) -> None:
        import gtts  # noqa: PLC0415 - loads when used

        self.version = str(gtts.__version__)

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the service says it: one request.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            Transient: The service cannot be reached, failed, or asks to come back later.
            Blocked: The service refuses us.
            NoAudio: The answer holds no sound.
            SettingsError: The voice asks for what the service does not have.
        """
        if not speakable(text):
            raise BadInput("there is no letter in this line", "leave the line out of the article")
        if len(text) > MOST_CHARS:
            raise BadInput(f"this line has more than {MOST_CHARS} characters", "put full stops into the article")
        _check_settings(voice)
        found = _SOUND.search(_answer(text, voice))
        if found is None:
            raise NoAudio("the service answered without speech", REMEDY)
        try:
            sound = base64.b64decode(found[1], validate=True)
        except binascii.Error as error:
            raise NoAudio("the service's speech cannot be decoded", REMEDY) from error
        if not sound.startswith((b"ID3", b"\xff\xf2", b"\xff\xf3", b"\xff\xfa", b"\xff\xfb")):
            raise NoAudio("the service's speech is no MP3", REMEDY)
        return Clip(sound=sound, container=Container.MP3, rate=RATE)


def _check_settings(voice: Voice) -> None:
    refuse_unknown(voice, "address")
    if voice.pitch or voice.speed not in {_NORMAL, _SLOW}:
        what = f"voice {voice.name}: gtts cannot change the pitch, and has but two speeds"
        raise SettingsError(what, f"leave pitch out, and write speed = {_NORMAL} or {_SLOW}")


def _answer(text: str, voice: Voice) -> bytes:
    """Return the body of the service's answer."""
    from gtts import gTTS  # noqa: PLC0415 - loads when used

    from audionews.engines import transfer  # noqa: PLC0415 - http loads when used

    # No pre-processors: gTTS would rewrite English abbreviations.
    asked = gTTS(text, lang=voice.id or "ar", slow=voice.speed == _SLOW, lang_check=False, pre_processor_funcs=[])
    body = asked.get_bodies()[0].encode()
    address = f"{voice.settings.get('address', _ADDRESS)}{_PATH}"
    deadline = time.monotonic() + LIMIT
    answer = bytearray()
    with transfer.ask(address, body, gTTS.GOOGLE_TTS_HEADERS, deadline, REMEDY) as response:
        for piece in transfer.pieces(response, address, deadline):
            answer += piece
            if len(answer) > MOST_BYTES:
                raise NoAudio(f"the answer of {address} is too large", REMEDY)
    return bytes(answer)
