"""From segments to a script: lines that an engine can speak, each with the pause after it.

A sentence is normalized, looked up and diacritized as a whole, so that a number knows its noun and a verb its subject;
only then is it cut into lines that fit the engine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from audionews.arabic.careless import make_speller
from audionews.arabic.diacritics.agree import agree
from audionews.arabic.latin.stretches import part_latin
from audionews.arabic.letters import strip_marks
from audionews.arabic.lexicon import Lexicon, close_reading
from audionews.arabic.line_breaks import Passage, Ruler, break_lines
from audionews.arabic.pausal import drops_ending, pause_form
from audionews.arabic.pauses import closing_mark, pause_after, pause_within
from audionews.arabic.sentences import sentences
from audionews.arabic.words import SURE, Spoken, speak_as_written, speak_words
from audionews.model import Caps, Diacritics, LikelyReading, Line, Pacing, Role, Script, Segment, Word, WordChances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from audionews.arabic.word_lists import WordLists
    from audionews.ports import Diacritizer


_LATIN_MARKS = str.maketrans("،؟", ",?")
_MOST = 3  # readings of a word that are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A line without its pause, which depends on the next line; offsets point into its segment."""

    segment: int
    passage: Passage
    written: str
    ends_sentence: bool
    latin: bool


def write_script(  # noqa: PLR0913 - what a voice wants, and the parts that make it
    segments: Sequence[Segment],
    *,
    pacing: Pacing,
    diacritizer: Diacritizer,
    lexicon: Lexicon,
    caps: Caps,
    pausal: bool,
    latin: str = "",
) -> Script:
    """Return the script of an article: the written text of each segment, cut into lines.

    Nothing written is lost: the lines of a segment make up its text, with only white space between them. A passage with
    nothing to say ("***") goes with the line before it, or with the one after it if it comes first; a segment
    that has nothing to say at all gets no line.

    Args:
        segments: In the order in which they are spoken.
        pacing: Pauses, in milliseconds.
        diacritizer: Writes the vowel marks; it sees whole sentences, all in one call.
        lexicon: Readings of names, and the word lists of the show.
        caps: ``max_chars`` limits ``Line.spoken``; ``diacritics`` says whether marks are kept.
        pausal: Speak pausal forms before each pause.
        latin: The language of a voice that speaks long stretches in Latin letters as they are written, or "".

    Raises:
        SettingsError: The diacritizer cannot be loaded.
    """
    spell = make_speller("\n".join(segment.text for segment in segments), lexicon.lists, lexicon.written)
    found = [
        (index, each) for index, segment in enumerate(segments) for each in _sentences(segment, lexicon, spell, latin)
    ]
    marked = agree(diacritizer.diacritize_with_chances([_joined(sentence.words) for _, sentence in found]))
    ruler = Ruler.of(caps.max_chars)
    drafts = []
    for (index, sentence), (text, chances) in zip(found, marked, strict=True):
        written = segments[index].text
        voiced = replace(sentence, words=_voiced(sentence.words, text.split(), chances, caps.diacritics))
        for passage in break_lines(written, voiced, ruler, lexicon.lists):
            shown = written[passage.start : passage.end]
            ends = passage.end == sentence.end and not sentence.goes_on
            drafts.append(
                _Draft(segment=index, passage=passage, written=shown, ends_sentence=ends, latin=sentence.latin)
            )
    roles = [segment.role for segment in segments]
    lines = []
    for draft, after in zip_longest(drafts, drafts[1:]):
        pause = _pause(draft, after, roles, pacing)
        lines.append(_line(draft, roles[draft.segment], pause, lexicon.lists if pausal else None))
    return Script(segments=tuple(segments), lines=tuple(lines))


def _sentences(segment: Segment, lexicon: Lexicon, spell: Callable[[str], str], latin: str) -> list[Passage]:
    """Return the sentences of a segment that have something to say; together they cover what is written.

    A sentence with stretches for a voice of the language ``latin`` is parted at these.
    """
    text = spell(segment.text)
    if segment.role is Role.HEADLINE:  # one line if it fits, whatever stops it has: "هدنة.. وأسئلة"
        spans = [(len(text) - len(text.lstrip()), len(text.rstrip()))]
    else:
        spans = sentences(text, lexicon.lists)
    found: list[Passage] = []
    waiting: int | None = None
    for start, end, is_latin, goes_on in _stretches(text, spans, latin):
        words = tuple(speak_as_written(text, start, end) if is_latin else speak_words(text, start, end, lexicon))
        if words:
            first = start if waiting is None else waiting
            found.append(Passage(start=first, end=end, words=words, latin=is_latin, goes_on=goes_on))
            waiting = None
        elif found:
            found[-1] = replace(found[-1], end=end, goes_on=goes_on)
        elif waiting is None:
            waiting = start
    return found


def _stretches(text: str, spans: Iterable[tuple[int, int]], latin: str) -> Iterator[tuple[int, int, bool, bool]]:
    """Yield each stretch of the sentences, whether it is Latin, and whether more of its sentence follows."""
    for start, end in spans:
        parts = part_latin(text, start, end, latin) if latin else [(start, end, False)]
        for number, part in enumerate(parts, 1):
            yield *part, number < len(parts)


def _joined(words: Sequence[Spoken]) -> str:
    return " ".join(word.text + word.mark for word in words)


def _voiced(
    words: Sequence[Spoken], marked: Sequence[str], chances: Sequence[WordChances], wanted: Diacritics
) -> tuple[Spoken, ...]:
    """Return the words as the diacritizer marked them, in the form that the engine wants."""
    voiced = []
    for word, text, own in zip(words, marked, chances, strict=True):
        read = text.removesuffix(word.mark)
        if word.fixed:
            read = close_reading(word.text, read)
        spoken = strip_marks(read) if wanted is Diacritics.STRIP else read
        voiced.append(
            Spoken(  # dataclasses.replace takes three times as long, and this runs for every word
                text=spoken,
                mark=word.mark,
                start=word.start,
                end=word.end,
                given=word.text,
                chances=SURE if word.fixed else own,
                fixed=word.fixed,
                alone=word.alone,
            )
        )
    return tuple(voiced)


def _pause(draft: _Draft, after: _Draft | None, roles: Sequence[Role], pacing: Pacing) -> int:
    if after is None:
        return pacing.end
    if after.segment != draft.segment:
        return pause_after(roles[draft.segment], pacing)
    return pause_within(draft.passage.words[-1].mark, pacing, ends_sentence=draft.ends_sentence)


def _audible(word: Spoken, lists: WordLists | None, *, pauses: bool) -> tuple[float, tuple[LikelyReading, ...]]:
    """Return the chance that a word is heard right, and its likeliest readings as they are heard."""
    chances = word.chances
    readings = [(each.spoken.removesuffix(word.mark), each.chance) for each in chances.readings]
    if readings and readings[0][0] != word.text:  # the engine gets no marks, or only a slice of it fits
        readings = []
    if not pauses or not drops_ending(word.text, lists):
        return chances.sure, tuple(LikelyReading(spoken, round(chance, 4)) for spoken, chance in readings[:_MOST])
    forms: dict[str, float] = {}
    for spoken, chance in readings:
        forms.setdefault(pause_form(spoken, word.given, lists), chance)
    gain = chances.paused / chances.sure  # the same for all: what is inside a word is weighed apart from its ending
    found = tuple(LikelyReading(spoken, round(chance * gain, 4)) for spoken, chance in forms.items())
    return chances.paused, found[:_MOST] if len(found) > 1 else ()


def _line(draft: _Draft, role: Role, pause: int, pausal: WordLists | None) -> Line:
    """Return the finished line; ``pausal`` are the word lists for its pausal forms, or None for full forms."""
    passage = draft.passage
    spoken = ""
    words = []
    for place, word in enumerate(passage.words, 1):
        mark = word.mark if place < len(passage.words) else closing_mark(word.mark, ends_sentence=draft.ends_sentence)
        pauses = word.alone or (pausal and mark)
        text = pause_form(word.text, word.given, pausal) if pauses else word.text
        sure, readings = _audible(word, pausal, pauses=bool(pauses))
        start = len(spoken) + bool(spoken)
        spoken = f"{spoken} {text}{mark}" if spoken else text + mark
        first, last = (min(max(at - passage.start, 0), len(draft.written)) for at in (word.start, word.end))
        words.append(
            Word(
                start=start,
                end=start + len(text),
                written_start=first,
                written_end=last,
                confidence=round(sure, 4),
                readings=readings,
            )
        )
    return Line(
        segment=draft.segment,
        role=role,
        offset=passage.start,
        written=draft.written,
        spoken=spoken.translate(_LATIN_MARKS) if draft.latin else spoken,
        words=tuple(words),
        pause=pause,
        latin=draft.latin,
    )
