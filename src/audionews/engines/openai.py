"""Speaks with any service that has OpenAI's interface: its own, and many that newsrooms host themselves.

https://platform.openai.com/docs/api-reference/audio/createSpeech
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from audionews.engines.toolkit.markup import plain_text
from audionews.engines.toolkit.options import refuse_pitch, secret
from audionews.engines.toolkit.service import Request, ServiceEngine
from audionews.errors import SettingsError
from audionews.http.client import host_of, is_loopback
from audionews.model import Caps, Diacritics

if TYPE_CHECKING:
    from audionews.model import Voice

MOST_CHARS = 1_000  # of one request; the service takes 4,096, but small models lose the thread
LIMIT = 120.0  # seconds for one clip: a small machine of one's own may be slow
KEY = "OPENAI_API_KEY"
BASE = "https://api.openai.com/v1"
_PREFIXES = ("AUDIONEWS_", "OPENAI_")  # of the variables that may hold a key


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenaiOptions:
    """What a voice of such a service may have in [settings].

    Attributes:
        base_url: Of the service, up to /v1.
        model: The service's name of a model.
        format: Of the sound.
        instructions: How to speak, for models that take instructions.
        key: The name of the environment variable that holds the key, AUDIONEWS_... or OPENAI_...; "" for a service that
            wants none.
    """

    base_url: str = BASE
    model: str = "gpt-4o-mini-tts"
    format: Literal["wav", "flac", "mp3"] = "wav"
    instructions: str = ""
    key: str = KEY


class OpenaiEngine(ServiceEngine[OpenaiOptions]):
    """OpenAI's speech interface: WAV, FLAC or MP3, no word times. ``voice.id`` is the service's name of a voice."""

    name = "openai"
    version = "1"
    options = OpenaiOptions
    limit = LIMIT
    caps = Caps(
        offline=False,
        max_chars=MOST_CHARS,
        concurrency=4,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
        key=KEY,
        sensitive=("base_url", "key"),
    )

    def request(self, text: str, voice: Voice, options: OpenaiOptions) -> Request:
        """Return what to ask.

        Raises:
            SettingsError: The key is missing, or the voice changes the pitch.
        """
        refuse_pitch(voice)
        question: dict[str, str | float] = {
            "model": options.model,
            "input": plain_text(text),
            "voice": voice.id or "alloy",
            "response_format": options.format,
            "speed": voice.speed,
        }
        if options.instructions:
            question["instructions"] = options.instructions
        headers = {"Content-Type": "application/json"}
        if options.key:
            _refuse_strange_key(voice, options)
            headers["Authorization"] = f"Bearer {secret(options.key, 'the key of the service')}"
        return Request(f"{options.base_url.rstrip('/')}/audio/speech", json.dumps(question).encode(), headers)


def _refuse_strange_key(voice: Voice, options: OpenaiOptions) -> None:
    """Refuse to send what is no key for a speech service, or OpenAI's key elsewhere.

    Raises:
        SettingsError: As above.
    """
    if not options.key.startswith(_PREFIXES):
        what = f'voice {voice.name}: key names the variable "{options.key}", which may hold anything'
        raise SettingsError(what, f"name one that begins with {' or '.join(_PREFIXES)}")
    host = host_of(options.base_url)
    if options.key == KEY and host != host_of(BASE) and not is_loopback(host):
        what = f"voice {voice.name}: the key in {KEY} is for {host_of(BASE)}, and would be sent to {host}"
        raise SettingsError(what, 'write key = "AUDIONEWS_SERVICE_KEY" in its [settings], or key = "" to send none')
