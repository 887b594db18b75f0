"""Speaks with any service that has OpenAI's interface: its own, and many that newsrooms host themselves.

https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown, secret, text_setting
from audionews.engines.sound import sound_clip
from audionews.engines.speech_markup import plain_text
from audionews.engines.web import post
from audionews.engines.words import check_text
from audionews.errors import SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Clip, Voice

MOST_CHARS = 1_000  # of one request; the service takes 4,096, but small models lose the thread
LIMIT = 120.0  # seconds for one clip: a small machine of one's own may be slow
KEY = "OPENAI_API_KEY"
FORMATS = ("wav", "flac", "mp3")

_ADDRESS = "https://api.openai.com/v1"
_MODEL = "gpt-4o-mini-tts"


class OpenaiEngine:
    """OpenAI's speech interface: WAV, no word times.

    ``voice.id`` is the service's name of a voice. Settings: ``base_url`` (up to /v1), ``model``, ``format`` (wav, flac
    or mp3), ``instructions`` (how to speak, where the model knows that) and ``key``: the name of the environment
    variable that holds the key, "" for a service that wants none.
    """

    name = "openai"
    version = "1"
    caps = Caps(
        offline=False,
        max_chars=MOST_CHARS,
        concurrency=4,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
        key=KEY,
    )

    def __init__(self, limit: float = LIMIT) -> None:
        """Take the limit.

        Args:
            limit: Seconds for one clip.
        """
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the service says it: one request.

        Raises:
            BadInput: There is nothing to speak in the text, it is too long, or the service has no such voice.
            Transient: The service cannot be reached, failed, or asks to come back later.
            Blocked: The service refuses us.
            NoAudio: The answer holds no sound.
            Truncated: The sound breaks off.
            SettingsError: The key is missing, or the voice asks for what the service does not have.
        """
        check_text(text, MOST_CHARS)
        body = json.dumps(_request(text, voice)).encode()
        headers = {"Content-Type": "application/json"}
        key = text_setting(voice, "key", KEY)
        if key:
            headers["Authorization"] = f"Bearer {secret(key, 'the key of the service')}"
        address = text_setting(voice, "base_url", _ADDRESS).rstrip("/")
        return sound_clip(post(f"{address}/audio/speech", body, headers, self._limit).body)


def _request(text: str, voice: Voice) -> dict[str, str | float]:
    refuse_unknown(voice, "base_url", "model", "format", "instructions", "key")
    if voice.pitch:
        raise SettingsError(f"voice {voice.name}: openai cannot change the pitch", "leave pitch out")
    form = text_setting(voice, "format", FORMATS[0])
    if form not in FORMATS:
        raise SettingsError(f'voice {voice.name}: settings.format is "{form}"', f"write one of {', '.join(FORMATS)}")
    instructions = text_setting(voice, "instructions", "")
    request: dict[str, str | float] = {
        "model": text_setting(voice, "model", _MODEL),
        "input": plain_text(text),
        "voice": voice.id or "alloy",
        "response_format": form,
        "speed": voice.speed,
    }
    if instructions:
        request["instructions"] = instructions
    return request
