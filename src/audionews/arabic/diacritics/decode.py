"""The diacritizer: it writes the vowel marks, and nothing else.

A model weighs the classes of marks for each letter. The decoding is constrained: a letter may only get a class that
agrees with the marks that the author wrote, so that no letter can change and no written mark can
be lost. All else is copied through. Words in the list of fixed readings are not guessed at all, and ``repair`` corrects
by grammar what models of letters cannot know.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from enum import IntFlag, auto
from functools import cache
from typing import TYPE_CHECKING

from audionews.arabic.diacritics.fixed_readings import NAME_LISTS, REACH, lookup, lookup_verb
from audionews.arabic.diacritics.foreign import foreign_marks
from audionews.arabic.diacritics.glyph import Glyph, glyph, glyph_words, letters_of
from audionews.arabic.diacritics.names import name_marks
from audionews.arabic.diacritics.repair import repair
from audionews.arabic.letters import DAGGER_ALIF, FATHATAN, KASRA, KASRATAN, SHADDA, SUKUN, TATWEEL
from audionews.arabic.word_lists import WordLists, shipped_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from audionews.ports import MarkModel

_COMBINING = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
_CLUSTER = re.compile(rf"\s|[^{_COMBINING}\s][{_COMBINING}]*|[{_COMBINING}]+")
_VOWELS = ("\u064e", "\u064f", "\u0650", "\u064b", "\u064c", "\u064d")
_TANWIN = frozenset(_VOWELS[3:])
_READABLE = frozenset(
    frozenset(marks)
    for marks in (
        "",
        SUKUN,
        SHADDA,
        DAGGER_ALIF,
        "\u064e" + DAGGER_ALIF,
        *_VOWELS,
        *(SHADDA + vowel for vowel in _VOWELS),
    )
)


class _Seat(IntFlag):
    """Where in its word a letter stands."""

    FIRST = auto()
    LAST = auto()
    BEFORE_ALIF = auto()  # before a final alif, which has no sound of its own
    BEFORE_TANWIN = auto()  # before a final alif on which the author wrote the tanwin


_NOTHING, _STOP = glyph(" "), glyph(".")  # before and after the text
_PAUSE = re.compile(r"[.،؛؟!:…,;?]")

_LISTS = ("fixed_readings", "diptotes", "preposition_verbs", "name_words", *NAME_LISTS)  # the lists that decide marks

Marked = tuple[str, tuple[float, ...]]
"""A text with its marks, and the confidence of each word."""


class ModelDiacritizer:
    """Writes the marks that a model weighs, within what spelling and grammar allow.

    Attributes:
        name: Of the model.
        version: Of the model; another one if a show adds to the lists that decide marks, because what is kept of texts
            that were marked before does not hold then.
    """

    def __init__(self, model: MarkModel, lists: WordLists | None = None) -> None:
        """Keep the parts; nothing is loaded yet.

        Args:
            model: Weighs the marks.
            lists: Fixed readings and names without tanwin; by default those that ship.
        """
        self._model = model
        self._lists = lists or shipped_lists()
        added = [self._lists.added.get(name, ()) for name in _LISTS]
        digest = hashlib.sha256(repr(added).encode()).hexdigest()[:12]
        self.name = model.name
        self.version = f"{model.version}+{digest}" if any(added) else model.version

    def diacritize(self, texts: Sequence[str]) -> list[str]:
        """Return each text with its marks written out, in the same order.

        Args:
            texts: Sentences read best; a text may hold several, or several lines.

        Raises:
            SettingsError: The model cannot be loaded.
        """
        return [text for text, _ in self.diacritize_with_confidence(texts)]

    def diacritize_with_confidence(self, texts: Sequence[str]) -> list[Marked]:
        """Return each text with its marks, and the confidence of each of its words.

        Words are parted by white space. The confidence of a word is the chance that it is heard right: the product of
        the probabilities of its letters, among the classes that each allows; 1.0 where there was no choice. Before
        punctuation and at the end the case is not heard, and does not count.

        Raises:
            SettingsError: The model cannot be loaded.
        """
        marked = []
        for text in texts:
            lines = [self._mark_line(line) for line in text.split("\n")]
            confidences = tuple(confidence for _, each in lines for confidence in each)
            marked.append(("\n".join(line for line, _ in lines), confidences))
        return marked

    def _mark_line(self, text: str) -> Marked:
        glyphs = [glyph(cluster) for cluster in _CLUSTER.findall(text)]
        _fix_readings(glyphs, self._lists)
        chances = _choose(glyphs, self._model)
        repair(glyphs, self._lists)
        return "".join(each.text for each in glyphs), tuple(_word_chances(glyphs, chances))


def _word_chances(glyphs: Sequence[Glyph], chances: Sequence[float]) -> list[float]:
    """Return for each word, parted by white space, the chance that all its marks are right."""
    words: list[float] = []
    inside = False
    for each, chance in zip(glyphs, chances, strict=True):
        if each.cluster.isspace():
            inside = False
            continue
        if not inside:
            words.append(1.0)
            inside = True
        words[-1] *= 1.0 if each.is_fixed else chance
    return words


def _fix_readings(glyphs: Sequence[Glyph], lists: WordLists) -> None:
    """Mark the words whose reading is fixed, unless their author reads them in another way."""
    words = glyph_words(glyphs)
    letters = [letters_of(word) for word, _ in words]
    names = name_marks(letters, [touches for _, touches in words], lists)
    for at, (word, _) in enumerate(words):
        opens = at == 0 or not words[at - 1][1] or letters[at].startswith("و")
        verb = lookup_verb(letters[at : at + REACH], lists) if opens else ()
        fixed = verb or lookup(letters[at], lists) or names.get(at) or foreign_marks(letters[at])
        pairs = list(zip(word, fixed, strict=False))
        if all(each.given - {FATHATAN} <= own.marks or not own.closed for each, own in pairs):
            written_tanwin = frozenset({FATHATAN}) & word[-1].given if word[-1].letter == "ا" else frozenset()
            for each, own in pairs:
                each.marks |= own.marks - written_tanwin
                each.is_fixed = own.closed


def _choose(glyphs: Sequence[Glyph], model: MarkModel) -> list[float]:
    """Give each letter the likeliest marks that it may have; return the chance that each is right."""
    import numpy as np  # noqa: PLC0415 - loads when used

    # Tatweel and stray marks stand inside words but are no letters: the models never see them.
    seen = [
        i for i, each in enumerate(glyphs) if each.cluster[0] != TATWEEL and not unicodedata.combining(each.cluster[0])
    ]
    classes = model.classes
    around = [_NOTHING, *(glyphs[i] for i in seen), _STOP, _STOP]
    seats = [_seat(around[at], around[at + 2], around[at + 3]) for at in range(len(seen))]
    masks = [
        None if glyphs[i].is_fixed else _mask(classes, glyphs[i].letter, glyphs[i].marks, seat)
        for i, seat in zip(seen, seats, strict=True)
    ]
    rows = [row for row, mask in enumerate(masks) if mask is not None]
    chances = [1.0] * len(glyphs)
    if not rows:
        return chances
    weights = model.weigh("".join(glyphs[i].letter or glyphs[i].cluster[0] for i in seen))[rows]
    weights = np.where(np.stack([mask for mask in masks if mask is not None]), weights, -1)
    best = weights.argmax(-1)
    alike = _sound_alike(classes, best, [_is_before_pause(around[row + 2], around[row + 3]) for row in rows])
    weights = np.maximum(weights, 0)
    confidences = (weights * alike).sum(-1) / weights.sum(-1)
    for row, chosen, chance in zip(rows, best.tolist(), confidences.tolist(), strict=True):
        each = glyphs[seen[row]]
        marks = frozenset(classes[chosen])
        each.marks |= marks - {FATHATAN} if _Seat.BEFORE_TANWIN in seats[row] else marks
        chances[seen[row]] = chance
    return chances


def _is_before_pause(after: Glyph, second: Glyph) -> bool:
    """Return whether a letter is the last one that is heard before punctuation; a final alif is heard with it."""
    return _PAUSE.match((second if after.letter in {"ا", "ى"} else after).cluster) is not None


def _sound_alike(classes: tuple[str, ...], best: NDArray[np.intp], pauses: Sequence[bool]) -> NDArray[np.bool_]:
    """Return which classes sound as the best one, shape (letters, classes); before a pause only the shadda counts."""
    import numpy as np  # noqa: PLC0415 - loads when used

    doubled = np.array([SHADDA in kind for kind in classes])
    alike: NDArray[np.bool_] = doubled == doubled[best][:, None]
    alike[~np.array(pauses)] = False
    alike[np.arange(len(best)), best] = True
    return alike


def _seat(before: Glyph, after: Glyph, second: Glyph) -> _Seat:
    """Return where a letter stands in its word."""
    seat = _Seat(0) if before.letter else _Seat.FIRST
    if not after.letter:
        return seat | _Seat.LAST
    if after.letter not in {"ا", "ى"} or second.letter:
        return seat
    return seat | (_Seat.BEFORE_TANWIN if FATHATAN in after.given else _Seat.BEFORE_ALIF)


@cache
def _mask(classes: tuple[str, ...], letter: str, given: frozenset[str], seat: _Seat) -> NDArray[np.bool_] | None:
    """Return which classes the letter may have, or None if there is nothing to choose."""
    import numpy as np  # noqa: PLC0415 - loads when used

    allowed = np.zeros(len(classes), dtype=np.bool_)
    for index, kind in enumerate(classes):
        marks = frozenset(kind)
        allowed[index] = given <= marks and marks in _READABLE and _is_readable(letter, marks, given, seat)
    return allowed if letter and allowed.any() else None


def _is_readable(letter: str, marks: frozenset[str], given: frozenset[str], seat: _Seat) -> bool:
    """Return whether Arabic can read the letter with these marks; what the author wrote always can be read."""
    added = marks - given
    if _Seat.BEFORE_TANWIN in seat:  # the model weighs the tanwin on this letter: a doubled one or not
        return marks - {SHADDA} == {FATHATAN}
    if _Seat.FIRST in seat and added & {SHADDA, SUKUN}:  # no word starts with a doubled or vowelless consonant
        return False
    if letter in {"ا", "ى"} and _Seat.LAST in seat:  # a final alif is a long a; its tanwin is written before it
        return not added
    if added & _TANWIN and _Seat.LAST not in seat and not (_Seat.BEFORE_ALIF in seat and FATHATAN in added):
        return False
    return DAGGER_ALIF not in added and (letter != "إ" or bool(marks & {KASRA, KASRATAN}))
