"""The spoken words of a sentence: normalized, looked up in the lexicon, each with the written characters it came from.

Only the punctuation at which an engine pauses is left: a comma for each lesser pause (also for brackets and dashes), a
full stop, a question mark or an exclamation mark. Quotes are silent.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from audionews.arabic.letters import MARK_CHARS, strip_marks
from audionews.arabic.normalize.rules import SPELLED, TRANSCRIBED, Piece, normalize
from audionews.arabic.pauses import pause_mark
from audionews.model import WordChances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from audionews.arabic.lexicon import Lexicon

SURE = WordChances()  # of a word that is not guessed
_CHAR = f"\\w{MARK_CHARS}"
_WORD = re.compile(rf"\w[{_CHAR}]*+(?:['’.&]\w[{_CHAR}]*+)*+")
_AS_WRITTEN = re.compile(r"[$€£¥+-]?\w(?:[^\s\"“”«»()\[\]{},;:!?…،؛؟.]|[.,:](?=\w))*")
_GLUED = re.compile(rf"[{_CHAR}]{{2}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One spoken word.

    Attributes:
        text: The word without punctuation, with the marks that the author or the lexicon gave it.
        mark: The punctuation after it: "", "،", ".", "؟" or "!".
        start: Offset of the first written character that it came from.
        end: Offset after the last one; several spoken words may share a written stretch.
        given: ``text`` before it was diacritized; "" until then.
        chances: How sure the diacritizer is, and what else it may be.
        fixed: The lexicon says how it is read, or it is a Latin word that is written as it sounds.
        alone: It is a digit of a number that is said digit by digit, each in its pausal form.
    """

    text: str
    mark: str
    start: int
    end: int
    given: str = ""
    chances: WordChances = SURE
    fixed: bool = False
    alone: bool = False


def speak_words(text: str, start: int, end: int, lexicon: Lexicon) -> list[Spoken]:
    """Return the spoken words of a sentence, in order; none if it has nothing to say.

    Args:
        text: As written; what the words' offsets point into.
        start: Where the sentence begins in it.
        end: Where the sentence ends.
        lexicon: Has the last word over the normalizer, for what is written ("BBC") as for what is spoken.
    """
    sentence = text[start:end]
    pieces, fixed = _override(sentence, normalize(sentence, lexicon.lists), lexicon)
    stream, starts = _stream(pieces)
    found = list(_WORD.finditer(stream))
    words = []
    for word, after in zip_longest(found, found[1:]):
        first = pieces[bisect_right(starts, word.start()) - 1]
        last = pieces[bisect_right(starts, word.end() - 1) - 1]
        mark = pause_mark(word.group(), stream[word.end() : after.start() if after else None])
        words.append(
            Spoken(
                text=word.group(),
                mark=mark,
                start=start + first.start,
                end=start + last.end,
                fixed=first.start in fixed or _is_transcribed(word.group(), first),
                alone=first.rule in SPELLED,
            )
        )
    return _look_up(words, lexicon)


def speak_as_written(text: str, start: int, end: int) -> list[Spoken]:
    """Return the words of a stretch in Latin letters as they are written, without quotes and brackets.

    >>> [(word.text, word.mark) for word in speak_as_written('"Oil is 5% up, we hope!"', 0, 24)]
    [('Oil', ''), ('is', ''), ('5%', ''), ('up', '،'), ('we', ''), ('hope', '!')]
    """
    found = list(_AS_WRITTEN.finditer(text, start, end))
    return [
        Spoken(
            text=word.group(),
            mark=pause_mark(word.group(), text[word.end() : after.start() if after else end] + " "),
            start=word.start(),
            end=word.end(),
            fixed=True,
        )
        for word, after in zip_longest(found, found[1:])
    ]


def _is_transcribed(word: str, piece: Piece) -> bool:
    return piece.rule in TRANSCRIBED and word != strip_marks(word)


def _override(sentence: str, pieces: Sequence[Piece], lexicon: Lexicon) -> tuple[list[Piece], frozenset[int]]:
    """Put readings of the lexicon in place of what the normalizer says, where the lexicon has the written words.

    Returns the pieces, and where those begin that the lexicon reads.
    """
    written = [sentence[piece.start : piece.end] for piece in pieces]
    kept: list[Piece] = []
    fixed = set()
    reached = 0
    for match in lexicon.find(written):
        covered = pieces[match.start : match.end]
        if [piece.spoken for piece in covered] != written[match.start : match.end]:
            start, end = covered[0].start, covered[-1].end
            kept += pieces[reached : match.start]
            kept.append(Piece(start=start, end=end, spoken=" ".join(match.words)))
            fixed.add(start)
            reached = match.end
    return [*kept, *pieces[reached:]], frozenset(fixed)


def _stream(pieces: Sequence[Piece]) -> tuple[str, list[int]]:
    """Return what is spoken as one text, and where each piece starts in it."""
    stream: list[str] = []
    starts = []
    size = reached = 0
    last = ""
    for piece in pieces:
        glued = last + piece.spoken[:1]
        gap = " " if piece.start > reached or (len(glued) == 2 and _GLUED.fullmatch(glued)) else ""
        stream += gap, piece.spoken
        size += len(gap)
        starts.append(size)
        size += len(piece.spoken)
        last = piece.spoken[-1:] or gap or last
        reached = piece.end
    return "".join(stream), starts


def _look_up(words: Sequence[Spoken], lexicon: Lexicon) -> list[Spoken]:
    """Give the words the readings of the lexicon; a reading of another length shares the written stretch."""
    read: list[Spoken] = []
    reached = 0
    for match in lexicon.find([word.text + word.mark for word in words]):
        covered = words[match.start : match.end]
        texts = [*match.words[:-1], match.words[-1].removesuffix(covered[-1].mark)]
        if len(texts) != len(covered):
            covered = [replace(covered[-1], start=covered[0].start, end=covered[-1].end)] * len(texts)
        marks = [""] * (len(texts) - 1) + [words[match.end - 1].mark]
        read += words[reached : match.start]
        read += [
            replace(word, text=text, mark=mark, fixed=True)
            for word, text, mark in zip(covered, texts, marks, strict=True)
        ]
        reached = match.end
    return [*read, *words[reached:]]
