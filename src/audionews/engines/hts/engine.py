"""Speaks with the HTS voice "ziad": learned from recordings, offline, from a file of 3 MB.

Text becomes phones by rule (arabic.phonemes), phones become labels (labels), and pyopenjtalk's HTS engine makes the
sound in a process of its own (process). Word times come from the duration trees of the voice (durations).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from itertools import accumulate
from typing import TYPE_CHECKING

from audionews.arabic.phonemes.line import Phrase, SpokenWord, phonemes
from audionews.engines.hts import process
from audionews.engines.hts.durations import durations
from audionews.engines.hts.labels import Label, labels
from audionews.engines.toolkit.options import read_options
from audionews.engines.toolkit.text import check_text
from audionews.engines.toolkit.voice_files import installed, refuse_damaged
from audionews.errors import BadInput, SettingsError, Truncated
from audionews.model import Caps, Clip, Container, Timings, WordTime

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from audionews.model import Voice

RULES = 3  # of phones, labels and headroom; a new number gives every clip a new address
MOST_CHARS = 2_000  # about two minutes
SLOWEST, FASTEST = 0.5, 2.0
MOST_PITCH = 12.0
LIMIT = 60.0  # seconds for one clip; it takes about a tenth of what it lasts


@dataclass(frozen=True, slots=True, kw_only=True)
class HtsOptions:
    """What an HTS voice has in [settings].

    Attributes:
        file: The name of the voice file: one of the [[files]] of the voice.
    """

    file: str = ""


class HtsEngine:
    """HTS voices in the phones of "ziad", with the time of each word."""

    name = "hts"
    caps = Caps(offline=True, timings=Timings.WORD, max_chars=MOST_CHARS, learned=True)

    def __init__(self, limit: float = LIMIT) -> None:
        """Look for the package.

        Args:
            limit: Seconds for one clip.

        Raises:
            SettingsError: It is not installed.
        """
        try:
            package = version("pyopenjtalk-ndy")
        except PackageNotFoundError as error:
            raise SettingsError("the package pyopenjtalk-ndy is not installed", process.PIP) from error
        self.version = f"{package} rules {RULES}"
        self._limit = limit

    def speak(self, text: str, voice: Voice) -> Clip:
        """Return the text as the voice says it: PCM at the rate of the voice file.

        Raises:
            BadInput: There is nothing to speak in the text, or it is too long.
            EngineError: The engine crashed, took too long, or stopped early.
            SettingsError: The voice asks for what the engine does not have, or is not installed.
        """
        options = read_options(voice, HtsOptions)
        _refuse_bounds(voice)
        path = _voice_file(voice, options.file)
        phrases = _phrases(text, pausal=voice.pausal)
        units = labels(phrases)
        texts = [unit.text for unit in units]
        model = durations(path, path.stat().st_mtime)
        frames = model.frames(texts, voice.speed)
        rate, sound = process.ask(path, texts, voice.speed, voice.pitch, self._limit)
        if len(sound) != 2 * model.period * sum(frames):
            raise Truncated("the sound has another length than its phones", "run the build again")
        words = [word for phrase in phrases for word in phrase.words]
        times = _word_times(words, units, frames, model.period / rate)
        return Clip(sound=sound, container=Container.PCM, rate=rate, words=tuple(times))


def _phrases(text: str, *, pausal: bool) -> tuple[Phrase, ...]:
    check_text(text, HtsEngine.caps.max_chars)
    phrases = phonemes(text, pausal=pausal)
    if not phrases:
        raise BadInput("there is no Arabic letter in this line", "leave the line out of the article")
    return phrases


def _refuse_bounds(voice: Voice) -> None:
    if not SLOWEST <= voice.speed <= FASTEST:
        what = f"voice {voice.name}: the HTS engine cannot speak at the speed {voice.speed}"
        raise SettingsError(what, f"write a speed from {SLOWEST} to {FASTEST}")
    if not abs(voice.pitch) <= MOST_PITCH:
        what = f"voice {voice.name}: the HTS engine cannot shift by {voice.pitch} semitones"
        raise SettingsError(what, f"write a pitch from {-MOST_PITCH:g} to {MOST_PITCH:g}")


def _voice_file(voice: Voice, name: str) -> Path:
    """Return the installed file of the voice: one that it names, so that its digest is part of the address of clips.

    Raises:
        SettingsError: The voice names no such file, it is not installed, or it is another one.
    """
    file = next((file for file in voice.files if file.name == name), None)
    if file is None:
        what = f'voice {voice.name}: settings.file is "{name}", which is not among its files'
        raise SettingsError(what, "name the file under [[files]] with its size and sha256")
    folder = installed(voice)
    install = f"audionews voices install {voice.name}"
    if folder is None:
        raise SettingsError(f"voice {voice.name} is not installed: there is no {name}", install)
    refuse_damaged(voice, folder)
    return folder / file.name


def _word_times(
    words: Sequence[SpokenWord], units: Sequence[Label], frames: Sequence[int], seconds: float
) -> Iterator[WordTime]:
    """Yield the time of each word.

    Args:
        words: In the order of the labels' word numbers.
        units: The labels.
        frames: The length of each label in frames.
        seconds: The length of a frame.
    """
    begins: dict[int, int] = {}
    ends: dict[int, int] = {}
    for unit, end, length in zip(units, accumulate(frames), frames, strict=True):
        begins.setdefault(unit.word, end - length)
        ends[unit.word] = end
    first = 0
    for index, word in enumerate(words):
        if index + 1 < len(words) and words[index + 1].start == word.end:
            continue  # two words written as one, عبدالله, have one time
        begin = begins[first] * seconds
        yield WordTime(start=words[first].start, end=word.end, begins=begin, ends=ends[index] * seconds)
        first = index + 1
