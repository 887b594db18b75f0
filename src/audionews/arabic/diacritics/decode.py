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
from collections import defaultdict
from enum import IntFlag, auto
from functools import cache
from itertools import permutations
from operator import itemgetter
from typing import TYPE_CHECKING

from audionews.arabic.diacritics.agree import settle
from audionews.arabic.diacritics.fixed_readings import NAME_LISTS, REACH, lookup, lookup_verb
from audionews.arabic.diacritics.foreign import foreign_marks
from audionews.arabic.diacritics.glyph import Glyph, glyph, glyph_words, letters_of
from audionews.arabic.diacritics.likeliest import LEAST, Guess, Likeliest
from audionews.arabic.diacritics.names import name_marks
from audionews.arabic.diacritics.repair import repair
from audionews.arabic.letters import DAGGER_ALIF, FATHATAN, KASRA, KASRATAN, SHADDA, SUKUN, TATWEEL
from audionews.arabic.word_lists import WordLists, shipped_lists
from audionews.model import MarkedText

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


# What may be without a vowel before a doubled consonant: a long a, and the article's lam.
_BEFORE_DOUBLED = frozenset("اآىل")


class _Seat(IntFlag):
    """Where in its word a letter stands."""

    FIRST = auto()
    LAST = auto()
    BEFORE_ALIF = auto()  # before a final alif, which has no sound of its own
    BEFORE_TANWIN = auto()  # before a final alif on which the author wrote the tanwin
    BEFORE_DOUBLED = auto()  # before a consonant with shadda


_NOTHING, _STOP = glyph(" "), glyph(".")  # before and after the text
_TINY = 1e-6  # instead of nothing, because a model may rule out all that a letter may have
_LISTS = ("fixed_readings", "diptotes", "preposition_verbs", "name_words", *NAME_LISTS)  # the lists that decide marks


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
        return [text for text, _ in self.diacritize_with_chances(texts)]

    def diacritize_with_chances(self, texts: Sequence[str]) -> list[MarkedText]:
        """Return each text with its marks, and how sure each of its words is, parted by white space.

        The chance of a word is the product of the probabilities of its letters, among the classes that each allows;
        1.0 where there was no choice. No mark and sukun sound alike and count as one.

        Raises:
            SettingsError: The model cannot be loaded.
        """
        marked = []
        for text in texts:
            lines = [self._mark_line(line) for line in text.split("\n")]
            words = tuple(word for line in lines for word in line.words)
            marked.append(MarkedText("\n".join(line.text for line in lines), words))
        return marked

    def _mark_line(self, text: str) -> MarkedText:
        glyphs = [glyph(cluster) for cluster in _CLUSTER.findall(text)]
        _fix_readings(glyphs, self._lists)
        found = Likeliest(glyphs, _choose(glyphs, self._model), self._lists)
        repair(glyphs, self._lists)
        return settle(found.text())


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


def _choose(glyphs: Sequence[Glyph], model: MarkModel) -> list[Guess | None]:
    """Give each letter the likeliest marks that it may have; return what was guessed, None where nothing was."""
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
    guesses: list[Guess | None] = [None] * len(glyphs)
    if not rows:
        return guesses
    weights = model.weigh("".join(glyphs[i].letter or glyphs[i].cluster[0] for i in seen))[rows]
    weights = np.where(np.stack([mask for mask in masks if mask is not None]), weights, -1)
    for row, guess in zip(rows, _guesses(weights, classes), strict=True):
        each = glyphs[seen[row]]
        if _Seat.BEFORE_TANWIN in seats[row]:  # the tanwin is written on the alif after it
            options = tuple((chance, each.marks | marks - {FATHATAN}) for chance, marks in guess.options)
            guesses[seen[row]] = Guess(guess.sure, guess.paused, options)
            each.marks = options[0][1]
        else:  # every class that it may have holds the marks that are written on it
            guesses[seen[row]] = guess
            each.marks = guess.options[0][1]
    return guesses


def _guesses(weights: NDArray[np.float32], classes: tuple[str, ...]) -> list[Guess]:
    """Return a guess for each row of weights; the classes that a letter may not have weigh -1."""
    import numpy as np  # noqa: PLC0415 - loads when used

    best = weights.argmax(-1)
    allowed = np.maximum(weights, 0)
    chances = allowed / np.maximum(allowed.sum(-1, keepdims=True), _TINY)
    _merge_silent(chances, best, classes)
    doubled = np.array([SHADDA in kind for kind in classes])
    marks = [frozenset(kind) for kind in classes]
    sure = np.maximum(chances[np.arange(len(best)), best], _TINY)
    paused = np.maximum((chances * (doubled == doubled[best][:, None])).sum(-1), sure)
    others: dict[int, list[tuple[float, frozenset[str]]]] = defaultdict(list)
    for row, kind in np.argwhere(chances > LEAST).tolist():
        if kind != best[row]:
            others[row].append((chances[row, kind].item(), marks[kind]))
    guesses = []
    for row, (chosen, own, alike) in enumerate(zip(best.tolist(), sure.tolist(), paused.tolist(), strict=True)):
        less = sorted(others[row], key=itemgetter(0), reverse=True) if row in others else ()
        guesses.append(Guess(own, alike, ((own, marks[chosen]), *less)))
    return guesses


def _merge_silent(chances: NDArray[np.float32], best: NDArray[np.intp], classes: tuple[str, ...]) -> None:
    """Count no mark and sukun as one, in place: they sound alike."""
    silent = [classes.index(kind) for kind in ("", SUKUN) if kind in classes]
    for one, other in permutations(silent, 2):
        mine = best == one
        chances[mine, one] += chances[mine, other]
        chances[mine, other] = 0


def _seat(before: Glyph, after: Glyph, second: Glyph) -> _Seat:
    """Return where a letter stands in its word."""
    seat = _Seat(0) if before.letter else _Seat.FIRST
    if not after.letter:
        return seat | _Seat.LAST
    if SHADDA in after.marks:
        seat |= _Seat.BEFORE_DOUBLED
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
    if _Seat.BEFORE_DOUBLED in seat and letter not in _BEFORE_DOUBLED and not marks - {SHADDA, SUKUN}:
        return False
    return DAGGER_ALIF not in added and (letter != "إ" or bool(marks & {KASRA, KASRATAN}))
