"""Speaks with the neural voices of the Edge browser, through the package edge-tts: unofficial, and without a promise.

The package takes a connection that closed early for the end of the sound; here that is an error.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from importlib.util import module_from_spec
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

from audionews.engines.toolkit.clips import sound_clip
from audionews.engines.toolkit.http import WAIT
from audionews.engines.toolkit.markup import percent, plain_text
from audionews.engines.toolkit.options import read_options
from audionews.engines.toolkit.text import check_text
from audionews.errors import Blocked, EngineError, NoAudio, SettingsError, Transient, Truncated
from audionews.http.client import refuse_login
from audionews.http.statuses import status_error
from audionews.masking import mask_errors
from audionews.model import Caps, Diacritics, Timings, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from audionews.model import Clip, Voice

MOST_CHARS = 800  # so that the package makes one request of it: 4,096 bytes, and "&amp;" has five
LIMIT = 60.0  # seconds for one clip

Hertz = Annotated[int, Meta(ge=1)]

_TICKS = 10_000_000  # of the service, in a second
_FORBIDDEN, _BAD_REQUEST = 403, 400
_REMEDIES: Mapping[type[EngineError], str] = {
    Transient: WAIT,
    Blocked: "use another voice: this service promises nothing (audionews voices list)",
    EngineError: "update the package: pip install -U edge-tts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeOptions:
    """What a voice of Edge may have in [settings].

    Attributes:
        hertz: Its usual pitch, for the service counts changes of the pitch in hertz. Without it, a pitch between those
            of men and women is assumed.
        address: Of another service that speaks the same protocol (ws:// or wss://).
    """

    hertz: Hertz = 160
    address: str = ""


class EdgeEngine:
    """The voices of the Edge browser by edge-tts: 24 kHz MP3, with word times. ``voice.id``: "ar-EG-SalmaNeural"."""

    name = "edge"
    caps = Caps(
        offline=False,
        timings=Timings.WORD,
        max_chars=MOST_CHARS,
        concurrency=2,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
        sensitive=("address",),
    )

    def __init__(self, limit: float = LIMIT) -> None:
        """Look for the package.

        Args:
            limit: Seconds for one clip.

        Raises:
            ImportError: It is not installed.
        """
        self.version = version("edge-tts")
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the service says it: one request.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            Transient: The service cannot be reached, failed, or asks to come back later.
            Blocked: The service refuses us.
            NoAudio: The answer holds no sound.
            Truncated: The service closed the connection before the end.
            SettingsError: The voice asks for what the service does not have.
        """
        check_text(text, self.caps.max_chars)
        options = read_options(voice, EdgeOptions)
        refuse_login(options.address)
        plain = plain_text(text)
        try:
            sound, words = asyncio.run(asyncio.wait_for(_answer(plain, voice, options), self._limit))
        except TimeoutError as error:
            raise Transient(f"edge did not answer within {self._limit:g} s", WAIT) from error
        return replace(sound_clip(sound), words=tuple(_word_times(plain, words)))


async def _answer(text: str, voice: Voice, options: EdgeOptions) -> tuple[bytes, list[tuple[str, int, int]]]:
    """Return the sound and (word, its start, its length in ticks)."""
    import aiohttp  # noqa: PLC0415 - loads when used
    from edge_tts import exceptions  # noqa: PLC0415 - loads when used

    rate, pitch = percent(voice.speed), f"{round(options.hertz * (2 ** (voice.pitch / 12) - 1)):+d}Hz"
    try:
        client = _client(options.address)
        speech = client.Communicate(text, voice.id, rate=rate, pitch=pitch, boundary="WordBoundary")
    except ValueError as error:
        raise SettingsError(f'voice {voice.name}: id is "{voice.id}"', 'write one like "ar-EG-SalmaNeural"') from error
    sound = bytearray()
    words = []
    try:
        async for piece in speech.stream():
            if piece["type"] == "audio":
                sound += piece["data"]
            else:
                words.append((piece["text"], int(piece["offset"]), int(piece["duration"])))
    except (aiohttp.ClientError, exceptions.EdgeTTSException, OSError, ValueError, KeyError) as error:
        mask_errors(error)
        raise _translated(error) from error
    if speech.state["chunk_audio_bytes"]:  # the package sets it to 0 when the service says that the turn ends
        raise Truncated("the service closed the connection before the end of the sound", WAIT)
    return bytes(sound), words


@cache
def _client(address: str) -> Any:  # noqa: ANN401 - a module
    """Return the package's client for an address: its module, loaded once more for each address but its own.

    The package takes no address, but has it as a global name of this module. In a copy, the name can be another one
    while the package itself stays as it is.
    """
    from edge_tts import communicate  # noqa: PLC0415 - loads when used

    if not address:
        return communicate
    spec: Any = communicate.__spec__
    copy: Any = module_from_spec(spec)
    spec.loader.exec_module(copy)
    copy.WSS_URL = f"{address}?TrustedClientToken="
    return copy


def _translated(error: Exception) -> EngineError:
    import aiohttp  # noqa: PLC0415 - loads when used
    from edge_tts import exceptions  # noqa: PLC0415 - loads when used

    match error:
        case aiohttp.ClientConnectorCertificateError():
            found: EngineError = EngineError(f"the certificate of {error.host} cannot be verified", "check the address")
        case aiohttp.ClientConnectorError():
            found = Transient(f"{error.host} cannot be reached: {_reason(error.os_error)}", WAIT)
        case aiohttp.ClientResponseError():
            found = _refusal(error.status, error.headers or {})
        case exceptions.SkewAdjustmentError():  # the package answers 403 by setting its clock by that of the service
            found = _refusal(_FORBIDDEN, {})
        case exceptions.NoAudioReceived():
            found = NoAudio("the service answered without speech", WAIT)
        case aiohttp.ClientError() | exceptions.WebSocketError() | OSError():
            found = Transient("the connection to the service broke", WAIT)
        case _:
            found = NoAudio("the answer of the service makes no sense", WAIT)
    return found


def _reason(error: OSError) -> str:
    return "its name cannot be looked up" if isinstance(error, socket.gaierror) else error.strerror or "no answer"


def _refusal(status: int, headers: Mapping[str, str]) -> EngineError:
    if status < _BAD_REQUEST:
        return NoAudio("edge answered with a page instead of speech", WAIT)
    return status_error(status, headers, f"edge answered {status}", _REMEDIES)


def _word_times(text: str, words: Iterable[tuple[str, int, int]]) -> Iterator[WordTime]:
    """Yield the time of each word that stands in the text; the service reads some numbers in other words."""
    place = 0
    ends = 0.0
    for word, offset, duration in words:
        start = text.find(word, place) if word else -1
        begins = max(ends, offset / _TICKS)
        if start >= 0 and duration > 0:
            place = start + len(word)
            ends = max(begins, (offset + duration) / _TICKS)
            yield WordTime(start=start, end=place, begins=begins, ends=ends)
