"""Speaks with eSpeak NG, which the package espeakng-loader brings: offline, fast, hard to understand.

Speaks only where it is asked for by name. Each clip is made by a fresh process, see worker.py.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from audionews.engines.espeak import worker
from audionews.engines.toolkit.options import read_options
from audionews.engines.toolkit.text import check_text, word_spans
from audionews.errors import EngineError, NoAudio, SettingsError
from audionews.model import Caps, Clip, Container, Timings, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from audionews.model import Voice

PACE = 130  # words a minute at speed 1.0: slower than espeak's own 175 is better understood
SLOWEST, FASTEST = 80, 450  # words a minute that espeak can
MOST_CHARS = 5_000  # about ten minutes
LIMIT = 20.0  # seconds for one clip; it takes about 0.03 s

Volume = Annotated[int, Meta(ge=0, le=200)]

_REINSTALL = "pip install --force-reinstall espeakng-loader"


@dataclass(frozen=True, slots=True, kw_only=True)
class EspeakOptions:
    """What a voice of espeak may have in [settings].

    Attributes:
        volume: 100 is its own.
    """

    volume: Volume = 100


class EspeakEngine:
    """eSpeak NG by ctypes, with the time of each word.

    ``voice.id`` is one of its languages or voices ("ar").
    """

    name = "espeak"
    caps = Caps(offline=True, timings=Timings.WORD, max_chars=MOST_CHARS)

    def __init__(self, data: Path | None = None, limit: float = LIMIT) -> None:
        """Find the library.

        Args:
            data: The folder espeak-ng-data, instead of the package's own.
            limit: Seconds for one clip.

        Raises:
            SettingsError: It cannot be loaded.
        """
        import espeakng_loader  # noqa: PLC0415 - loads when used

        self._library = espeakng_loader.get_library_path()
        self._data = data or Path(self._library).with_name("espeak-ng-data")
        self._limit = limit
        self.version = version(self._library)

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as espeak says it, marks and all: 22,050 Hz PCM.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            NoAudio: espeak was silent.
            EngineError: espeak crashed or took too long.
            SettingsError: The voice asks for what espeak does not have.
        """
        check_text(text, MOST_CHARS)
        # A control character would be taken for a command; a space in its stead keeps the positions.
        plain = "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} else char for char in text)
        head, _, sound = self._answer(plain, voice).partition(b"\n\n")
        rate, *lines = head.decode().splitlines()
        if not sound.strip(b"\0"):
            raise NoAudio(f'espeak was silent for "{text[:40]}"', "write the line in other words")
        events = [(kind == "W", int(position) - 1, int(sample)) for kind, position, sample in map(str.split, lines)]
        words = tuple(_word_times(text, events, sound, int(rate)))
        return Clip(sound=sound, container=Container.PCM, rate=int(rate), words=words)

    def _answer(self, text: str, voice: Voice) -> bytes:
        if not self._data.is_dir():
            raise SettingsError(f"there is no folder {self._data} with espeak's data", _REINSTALL)
        command = [sys.executable, "-I", "-S", worker.__file__, self._library, voice.id or voice.language]
        try:
            run = subprocess.run(  # noqa: S603 - our own program, with no shell
                [*command, *_parameters(voice)],
                input=text.encode(),
                capture_output=True,
                cwd=self._data,
                timeout=self._limit,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"espeak took longer than {self._limit:g} s", "shorten the line") from error
        match run.returncode:
            case 0 if not run.stderr:
                return run.stdout
            case 0:
                complaint = run.stderr.decode(errors="replace").strip()
                raise SettingsError(f"espeak complains: {complaint}", _REINSTALL)
            case worker.NO_DATA:
                raise SettingsError(f"the espeak data in {self._data} are damaged", _REINSTALL)
            case worker.NO_VOICE:
                raise SettingsError(f'voice {voice.name}: espeak has no voice "{voice.id}"', 'write id = "ar"')
            case code:
                raise EngineError(f"espeak crashed (exit code {code})", "write the line in other words")


def version(library: str) -> str:
    """Return the version of the library.

    Raises:
        SettingsError: It cannot be loaded.
    """
    try:
        espeak = ctypes.CDLL(library)
    except OSError as error:
        raise SettingsError(f"the espeak library cannot be loaded: {error}", _REINSTALL) from error
    espeak.espeak_Info.restype = ctypes.c_char_p
    return bytes(espeak.espeak_Info(None)).decode()


def _parameters(voice: Voice) -> Iterable[str]:
    """Return words a minute, pitch (0 to 100, 50 is its own) and volume as espeak counts them."""
    options = read_options(voice, EspeakOptions)
    pace = round(PACE * voice.speed)
    pitch = round(50 + 50 * voice.pitch / 12)  # its table goes from half to double
    if not SLOWEST <= pace <= FASTEST:
        what = f"voice {voice.name}: espeak cannot speak at the speed {voice.speed}"
        raise SettingsError(what, f"write a speed from {SLOWEST / PACE:.2f} to {FASTEST / PACE:.2f}")
    return str(pace), str(pitch), str(options.volume)


def _word_times(text: str, events: Sequence[tuple[bool, int, int]], sound: bytes, rate: int) -> Iterable[WordTime]:
    """Yield the time of each word of the text: from its first event to the next event, less the pause before that.

    Args:
        text: What was spoken.
        events: (a word begins, its offset in the text, its sample), in the order of samples.
        sound: 16-bit samples; espeak's pauses are zeros.
        rate: Samples a second.
    """
    spans = word_spans(text)
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    index = 0
    for (is_word, offset, sample), (_, _, following) in pairwise([*events, (False, 0, len(sound) // 2)]):
        if is_word:
            # espeak cuts numbers and abbreviations into several words, and may point just before one
            index = next((i for i in range(index, len(spans)) if spans[i][1] > offset), index)
            begins.setdefault(index, sample)
            ends[index] = following
    for index, begin in begins.items():
        end = (len(sound[: 2 * ends[index]].rstrip(b"\0")) + 1) // 2
        if begin < end:
            start, stop = spans[index]
            yield WordTime(start=start, end=stop, begins=begin / rate, ends=end / rate)
