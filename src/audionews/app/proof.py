"""Has a recognizer listen to lines, so that an editor listens to the few that do not sound like their text."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING

from audionews.app import show as shows
from audionews.audio.pcm import Pcm, decode, resample
from audionews.building import kept_script
from audionews.errors import UsageError
from audionews.model import Clip, Container
from audionews.model.paths import sound_file
from audionews.recognition import MODEL, PACKAGE, RATE, WhisperRecognizer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from audionews.app.library import Show
    from audionews.model import Episode, Line
    from audionews.ports import BlobStore, SpeechRecognizer

_AROUND = 0.05  # seconds of a line before and after its speech


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofedLine:
    """A line that a recognizer has listened to.

    Attributes:
        number: The number of the line in its script, from 1.
        written: The line as written.
        spoken: What should be spoken.
        transcript: What the recognizer wrote down; it errs more often than a voice does.
        chances: For each word of ``spoken``, by white space, the natural logarithm of its probability, given the sound
            and the words before it.
        episode: The id of its episode, or "".
    """

    number: int
    written: str
    spoken: str
    transcript: str
    chances: tuple[float, ...]
    episode: str = ""

    @property
    def difference(self) -> float:
        """How unlike its text the line sounds: how surprising its most surprising word is, 0 or more.

        One wrong word stands out in it, however long the line is. It is far better at that than the share of wrong
        letters in the transcript, which is as high where the recognizer cannot spell.
        """
        return -min(self.chances, default=0.0)

    @property
    def word(self) -> str:
        """The word that is most surprising, as it should be spoken; "" if there is none."""
        words = dict(zip(self.chances, self.spoken.split(), strict=True))
        return words[min(words)] if words else ""


def has_recognizer() -> bool:
    """Return whether a user has named a model and installed what it needs. Neither is loaded."""
    return bool(os.environ.get(MODEL)) and find_spec(PACKAGE) is not None


def open_recognizer(model: str = "") -> SpeechRecognizer:
    """Return the recognizer. It takes a second and half a gigabyte; keep it.

    Args:
        model: The folder or the name of its model; "" takes that of AUDIONEWS_PROOF_MODEL.

    Raises:
        SettingsError: The extra ``proof`` is not installed, or there is no such model on this machine.
    """
    return WhisperRecognizer(model)


def proof_clip(line: Line, clip: Clip, recognizer: SpeechRecognizer, number: int = 1) -> ProofedLine:
    """Return what a recognizer makes of the clip of a line.

    Args:
        line: The line.
        clip: Its sound.
        recognizer: Listens to it; one thread at a time.
        number: The number of the line in its script.

    Raises:
        NoAudio: The clip cannot be decoded.
    """
    return _proofed(number, line.written, line.spoken, decode(clip), recognizer)


def proof_episode(show: Show, name: str, recognizer: SpeechRecognizer) -> Iterator[ProofedLine]:
    """Yield the lines of an episode, in order, with what a recognizer makes of them.

    It listens to the MP3: no voice is needed, and nothing is paid for.

    Args:
        show: The show.
        name: The id of the episode, or the beginning of it.
        recognizer: Listens to it; one thread at a time.

    Raises:
        UsageError: There is no such episode, or its sound is gone.
        NoAudio: Its sound cannot be decoded.
    """
    store = show.store()
    episode = shows.find_episode(store, name)
    sound = store.read(sound_file(episode))
    if sound is None:
        raise UsageError(f"the sound of {episode.id} is gone", "build its article again")
    whole = decode(Clip(sound=sound, container=Container.MP3, rate=episode.rate))
    around = round(_AROUND * whole.rate)
    for number, (cue, spoken) in enumerate(zip(episode.cues, _spoken(store, episode), strict=True), start=1):
        cut = whole.samples[max(0, cue.start - around) : cue.end + around]
        line = _proofed(number, cue.text, spoken, Pcm(samples=cut, rate=whole.rate), recognizer)
        yield replace(line, episode=episode.id)


def _spoken(store: BlobStore, episode: Episode) -> Sequence[str]:
    """Return what is spoken in each line of an episode, as it is written if its script was not kept."""
    kept = kept_script.read_script(store, episode.id)
    spoken = {line.written: line.spoken for line in kept.lines} if kept else {}
    return [spoken.get(cue.text, cue.text) for cue in episode.cues]


def _proofed(number: int, written: str, spoken: str, pcm: Pcm, recognizer: SpeechRecognizer) -> ProofedLine:
    found = recognizer.recognize(resample(pcm, RATE).samples, spoken)
    return ProofedLine(
        number=number, written=written, spoken=spoken, transcript=found.transcript, chances=found.chances
    )


def ranked(lines: Iterable[ProofedLine]) -> list[ProofedLine]:
    """Return the lines in the order in which it is best to listen to them: the most different first."""
    return sorted(lines, key=lambda line: -line.difference)
