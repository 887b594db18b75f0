"""The script that is kept beside its episode, and the readings that an editor fixed in it. Neither is public.

``episodes/ID.script.json`` is written with the episode: what was spoken, line by line, and the confidence of each word.
An editor's readings are in ``episodes/ID.readings.json``, which no build ever replaces. A reading applies to the whole
article, or to one word, whose address is the text of its segment and the number of the word in it. Texts are corrected,
so a word is looked up in the segment that is most similar to the one it was fixed in.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import Match, SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Entry
from audionews.errors import EpisodeDamaged, StoreError
from audionews.model import Line, Role, Script, Segment, Word
from audionews.model.paths import episode_file
from audionews.stores.decoding import decode_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from audionews.ports import BlobStore

Kept = TypeVar("Kept")
_ALIKE = 0.5  # the share of common words, in order, that makes a segment a version of another one


class WordAddress(msgspec.Struct, frozen=True, kw_only=True):
    """Where a word is: its segment as it was written, and the number of the word in it, from 0, by white space."""

    role: Role
    segment: str
    word: int


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reading that an editor fixed in one article.

    Attributes:
        written: The words as they are written.
        reading: How they are spoken: with vowel marks, or spelled out.
        engine: The only engine that it applies to, or "".
        voice: The only voice that it applies to, or "".
        at: The one word that it applies to; None is every occurrence in the article.
    """

    written: str
    reading: str
    engine: str = ""
    voice: str = ""
    at: WordAddress | None = None

    @property
    def entry(self) -> Entry:
        """The reading as an entry of a lexicon."""
        return Entry(written=self.written, reading=self.reading, engine=self.engine, voice=self.voice)


class FixedScript(NamedTuple):
    """A script with the readings of an editor, and those whose word is no longer there."""

    script: Script
    lost: tuple[Reading, ...]


class KeptScript(msgspec.Struct, frozen=True, kw_only=True):
    """The script of an episode as it was spoken.

    Attributes:
        voice: The name of the voice that leads.
        voices: The names of others, by their roles.
        segments: The headline, the summary and the body as written.
        lines: What was spoken, in order, with its words.
    """

    voice: str
    voices: dict[Role, str]
    segments: tuple[Segment, ...]
    lines: tuple[Line, ...]

    @classmethod
    def of(cls, script: Script, voice: str, voices: Mapping[Role, str]) -> KeptScript:
        """Return a script with the names of its voices: the lead, and others by role."""
        return cls(voice=voice, voices=dict(voices), segments=script.segments, lines=script.lines)

    @property
    def script(self) -> Script:
        """The script without the voices."""
        return Script(segments=self.segments, lines=self.lines)


def script_file(episode_id: str) -> str:
    """Return the name of the kept script of an episode."""
    return episode_file(episode_id, "script.json")


def readings_file(episode_id: str) -> str:
    """Return the name of the file with the readings that an editor fixed in an episode."""
    return episode_file(episode_id, "readings.json")


def encode(value: KeptScript | Sequence[Reading]) -> bytes:
    """Return the JSON form, which ``read_script`` and ``read_readings`` read."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def read_script(store: BlobStore, episode_id: str) -> KeptScript | None:
    """Return the kept script of an episode, or None if it was made before scripts were kept.

    Raises:
        EpisodeDamaged: It is damaged.
    """
    return _read(store, script_file(episode_id), KeptScript, episode_id, "remove it, and build the article again")


def read_readings(store: BlobStore, episode_id: str) -> tuple[Reading, ...]:
    """Return the readings that an editor fixed in an episode, oldest first.

    Raises:
        EpisodeDamaged: They are damaged. They are not replaced, because they are an editor's work.
    """
    remedy = "put it back from a backup, repair it by hand, or remove it to do without"
    return _read(store, readings_file(episode_id), tuple[Reading, ...], episode_id, remedy) or ()


def _read(store: BlobStore, name: str, kind: type[Kept], episode_id: str, remedy: str) -> Kept | None:
    try:
        blob = store.read(name)
        return None if blob is None else decode_json(blob, kind)
    except StoreError as error:
        raise EpisodeDamaged(error.message, error.remedy, episode_id) from error
    except msgspec.DecodeError as error:
        raise EpisodeDamaged(f"{name} is damaged: {error}", remedy, episode_id) from error


def apply_readings(script: Script, readings: Iterable[Reading]) -> FixedScript:
    """Return the script with the readings of single words applied, and the readings whose word is no longer there.

    Readings without an address belong to the lexicon and are skipped here.
    """
    lines, lost = list(script.lines), []
    for reading in readings:
        if reading.at is None:
            continue
        place = _find(script.segments, reading.at, reading.written)
        if place is None or not _speak(lines, *place, reading.reading):
            lost.append(reading)
    return FixedScript(Script(segments=script.segments, lines=tuple(lines)), tuple(lost))


def address_of(script: Script, segment: int, word: int) -> WordAddress:
    """Return the address of a word of a script."""
    found = script.segments[segment]
    return WordAddress(role=found.role, segment=found.text, word=word)


def _find(segments: Sequence[Segment], at: WordAddress, written: str) -> tuple[int, int, int] | None:
    """Return the segment of a word and the bounds of the written words in it, or None if they are gone."""
    alike = {
        index: 1.0 if segment.text == at.segment else _likeness(segment.text, at.segment)
        for index, segment in enumerate(segments)
        if segment.role is at.role
    }
    best = max(alike, key=lambda index: alike[index], default=None)
    if best is None or alike[best] < _ALIKE:
        return None
    text = segments[best].text
    words, count = text.split(), len(written.split())
    word = _moved(at.segment.split(), words, at.word)
    if word is None or bare(" ".join(words[word : word + count])) != bare(written):
        return None
    start = 0
    for each in words[:word]:
        start = text.index(each, start) + len(each)
    start = text.index(words[word], start)
    end = start
    for each in words[word : word + count]:
        end = text.index(each, end) + len(each)
    return best, start, end


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two texts have in common, in order: 0 to 1 (Ratcliff and Obershelp)."""
    before, after = one.split(), other.split()
    return 2 * sum(block.size for block in _common(before, after)) / max(1, len(before) + len(after))


def _moved(before: Sequence[str], after: Sequence[str], word: int) -> int | None:
    """Return the number of a word in a corrected text, or None if it was changed."""
    for block in _common(before, after):
        if block.a <= word < block.a + block.size:
            return block.b + word - block.a
    return None


def _common(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return the stretches that two texts have in common, in order.

    What is the same at the beginning and at the end need not be searched, and of long texts the most frequent words are
    only found beside others: the search for all takes the square of the length.
    """
    most = min(len(before), len(after))
    first = next((at for at in range(most) if before[at] != after[at]), most)
    last = next((at for at in range(most - first) if before[-1 - at] != after[-1 - at]), most - first)
    one, other = before[first : len(before) - last], after[first : len(after) - last]
    found = [Match(first + a, first + b, size) for a, b, size in SequenceMatcher(a=one, b=other).get_matching_blocks()]
    return [Match(0, 0, first), *found, Match(len(before) - last, len(after) - last, last)]


def bare(text: str) -> str:
    """Return the text without vowel marks and punctuation around words."""
    return " ".join(strip_marks(word).strip(".,،؛;:!؟?«»\"'()[]…") for word in text.split())


def _speak(lines: list[Line], segment: int, start: int, end: int, reading: str) -> bool:
    """Apply a reading to the words between two offsets of a segment; return whether a line has them."""
    for place, line in enumerate(lines):
        if line.segment == segment and line.offset <= start and end <= line.offset + len(line.written):
            found = [
                number
                for number, word in enumerate(line.words)
                if start <= line.offset + word.written_start and line.offset + word.written_end <= end
            ]
            if found:
                lines[place] = _respoken(line, found[0], found[-1] + 1, reading)
                return True
    return False


def _respoken(line: Line, first: int, last: int, reading: str) -> Line:
    """Return the line with the reading in place of some of its words."""
    before, after = line.words[first], line.words[last - 1]
    shift = before.start + len(reading) - after.end
    new = Word(
        start=before.start,
        end=before.start + len(reading),
        written_start=before.written_start,
        written_end=after.written_end,
    )
    moved = (replace(word, start=word.start + shift, end=word.end + shift) for word in line.words[last:])
    spoken = line.spoken[: before.start] + reading + line.spoken[after.end :]
    return replace(line, spoken=spoken, words=(*line.words[:first], new, *moved))
