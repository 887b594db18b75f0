"""Speaks with the neural voices of the Edge browser, through the package edge-tts: unofficial, and without a promise.

The package takes a connection that closed early for the end of the sound; here that is an error.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import replace
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING

from audionews.engines.options import refuse_unknown, text_setting
from audionews.engines.sound import sound_clip
from audionews.engines.speech_markup import percent, plain_text
from audionews.engines.web import REMEDY
from audionews.engines.words import check_text
from audionews.errors import Blocked, EngineError, NoAudio, RateLimited, SettingsError, Transient, Truncated
from audionews.model import Caps, Diacritics, Timings, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from audionews.model import Clip, Voice

MOST_CHARS = 800  # so that the package makes one request of it: 4,096 bytes, and "&amp;" has five
LIMIT = 60.0  # seconds for one clip

_TICKS = 10_000_000  # of the service, in a second
_USUAL = 160  # Hz: between the usual pitch of a man's voice and that of a woman's


class EdgeEngine:
    """Microsoft Edge's voices by edge-tts: 24 kHz MP3, with the time of each word.

    ``voice.id`` is the name of a voice ("ar-EG-SalmaNeural"); ``settings.hertz`` is its usual pitch, for the service
    counts changes of the pitch in hertz; ``settings.address`` is where another service speaks the same protocol, and
    holds for the whole run.
    """

    name = "edge"
    caps = Caps(
        offline=False,
        timings=Timings.WORD,
        max_chars=MOST_CHARS,
        concurrency=2,
        diacritics=Diacritics.EITHER,
        learned=True,
        seconds=2 * LIMIT,
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
        check_text(text, MOST_CHARS)
        refuse_unknown(voice, "address", "hertz")
        plain = plain_text(text)
        try:
            sound, words = asyncio.run(asyncio.wait_for(_answer(plain, voice), self._limit))
        except TimeoutError as error:
            raise Transient(f"edge did not answer within {self._limit:g} s", REMEDY) from error
        return replace(sound_clip(sound), words=tuple(_word_times(plain, words)))


async def _answer(text: str, voice: Voice) -> tuple[bytes, list[tuple[str, int, int]]]:
    """Return the sound and (word, its start, its length in ticks)."""
    import aiohttp  # noqa: PLC0415 - loads when used
    from edge_tts import communicate, exceptions  # noqa: PLC0415 - loads when used

    address = text_setting(voice, "address", "")
    if address:
        communicate.WSS_URL = f"{address}?TrustedClientToken="  # type: ignore[attr-defined] # its own, no export
    rate, pitch = percent(voice.speed), _pitch(voice)
    try:
        speech = communicate.Communicate(text, voice.id, rate=rate, pitch=pitch, boundary="WordBoundary")
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
        raise _translated(error) from error
    if speech.state["chunk_audio_bytes"]:  # the package sets it to 0 when the service says that the turn ends
        raise Truncated("the service closed the connection before the end of the sound", REMEDY)
    return bytes(sound), words


def _pitch(voice: Voice) -> str:
    """Return the change of the pitch in hertz."""
    usual = voice.settings.get("hertz", _USUAL)
    if type(usual) is not int or usual <= 0:
        raise SettingsError(f"voice {voice.name}: settings.hertz is {usual!r}", "write its usual pitch, like 210")
    return f"{round(usual * (2 ** (voice.pitch / 12) - 1)):+d}Hz"


def _translated(error: Exception) -> EngineError:
    import aiohttp  # noqa: PLC0415 - loads when used
    from edge_tts import exceptions  # noqa: PLC0415 - loads when used

    match error:
        case aiohttp.ClientConnectorCertificateError():
            found: EngineError = EngineError(f"the certificate of {error.host} cannot be verified", "check the address")
        case aiohttp.ClientConnectorError():
            found = Transient(f"{error.host} cannot be reached: {_reason(error.os_error)}", REMEDY)
        case aiohttp.ClientResponseError():
            found = _refusal(error.status, error.headers.get("Retry-After", "") if error.headers else "")
        case exceptions.SkewAdjustmentError():  # the package answers 403 by setting its clock by that of the service
            found = _refusal(HTTPStatus.FORBIDDEN, "")
        case exceptions.NoAudioReceived():
            found = NoAudio("the service answered without speech", REMEDY)
        case aiohttp.ClientError() | exceptions.WebSocketError() | OSError():
            found = Transient("the connection to the service broke", REMEDY)
        case _:
            found = NoAudio("the answer of the service makes no sense", REMEDY)
    return found


def _reason(error: OSError) -> str:
    return "its name cannot be looked up" if isinstance(error, socket.gaierror) else error.strerror or "no answer"


def _refusal(status: int, after: str) -> EngineError:
    what = f"edge answered {status}"
    match status:
        case HTTPStatus.TOO_MANY_REQUESTS:
            return RateLimited(what, REMEDY, float(after) if after.isdigit() else None)
        case 401 | 403 | 451:
            return Blocked(what, "use another voice: this service promises nothing (audionews voices list)")
        case _ if status < HTTPStatus.BAD_REQUEST:
            return NoAudio("edge answered with a page instead of speech", REMEDY)
        case _ if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            return EngineError(what, "update the package: pip install -U edge-tts")
        case _:
            return Transient(what, REMEDY)


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
