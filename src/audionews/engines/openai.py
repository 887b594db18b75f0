"""Speaks with any service that has OpenAI's interface: its own, and many that newsrooms host themselves.

https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown, secret, text_setting
from audionews.engines.service import Request, ServiceEngine
from audionews.engines.speech_markup import plain_text
from audionews.errors import SettingsError
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 1_000  # of one request; the service takes 4,096, but small models lose the thread
LIMIT = 120.0  # seconds for one clip: a small machine of one's own may be slow
KEY = "OPENAI_API_KEY"
FORMATS = ("wav", "flac", "mp3")

_ADDRESS = "https://api.openai.com/v1"
_MODEL = "gpt-4o-mini-tts"


class OpenaiEngine(ServiceEngine):
    """OpenAI's speech interface: WAV, no word times.

    ``voice.id`` is the service's name of a voice. Settings: ``base_url`` (up to /v1), ``model``, ``format`` (wav, flac
    or mp3), ``instructions`` (how to speak, where the model knows that) and ``key``: the name of the environment
    variable that holds the key, "" for a service that wants none.
    """

    name = "openai"
    version = "1"
    limit = LIMIT
    caps = Caps(
        offline=False,
        max_chars=MOST_CHARS,
        concurrency=4,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
        key=KEY,
    )

    def _request(self, text: str, voice: Voice) -> Request:
        body = json.dumps(_question(text, voice)).encode()
        headers = {"Content-Type": "application/json"}
        key = text_setting(voice, "key", KEY)
        if key:
            headers["Authorization"] = f"Bearer {secret(key, 'the key of the service')}"
        address = text_setting(voice, "base_url", _ADDRESS).rstrip("/")
        return Request(f"{address}/audio/speech", body, headers)


def _question(text: str, voice: Voice) -> dict[str, str | float]:
    refuse_unknown(voice, "base_url", "model", "format", "instructions", "key")
    if voice.pitch:
        raise SettingsError(f"voice {voice.name}: openai cannot change the pitch", "leave pitch out")
    form = text_setting(voice, "format", FORMATS[0])
    if form not in FORMATS:
        raise SettingsError(f'voice {voice.name}: settings.format is "{form}"', f"write one of {', '.join(FORMATS)}")
    instructions = text_setting(voice, "instructions", "")
    question: dict[str, str | float] = {
        "model": text_setting(voice, "model", _MODEL),
        "input": plain_text(text),
        "voice": voice.id or "alloy",
        "response_format": form,
        "speed": voice.speed,
    }
    if instructions:
        question["instructions"] = instructions
    return question
