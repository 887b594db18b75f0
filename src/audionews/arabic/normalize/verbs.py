"""Verbs of the news that stand before numbers, by what the number is to them: subject, object, or either."""

from __future__ import annotations

import re
from typing import NamedTuple

from audionews.arabic.letters import fold, strip_marks
from audionews.arabic.word_lists import WordLists, derived

# Shapes that are verbs and hardly anything else: انتخبت, التقى, يكتشف, استعرض (but not انتخاب, أشهر, وقت).
_SHAPE = re.compile(r"\w{3,}(?<!ا)ت|\w{3,}ى|ي\w{3,}|ا(?:ست\w{3}|ن\w{3}|\wت\w{2})")


class Verbs(NamedTuple):
    """The verbs by kind, folded; the list describes the kinds. ``either`` holds those of ``followed`` too."""

    subject: frozenset[str]
    object: frozenset[str]
    followed: frozenset[str]
    either: frozenset[str]
    none: frozenset[str]


@derived
def verbs_of(lists: WordLists) -> Verbs:
    """Return the verbs of word lists."""
    by_kind: dict[str, set[str]] = {}
    for verb, kind in lists.kinds("verbs").items():
        by_kind.setdefault(kind, set()).add(verb)
    by_kind["either"] |= by_kind["followed"]
    return Verbs(**{kind: frozenset(verbs) for kind, verbs in by_kind.items()})


def _readings(word: str) -> tuple[str, ...]:
    """Return the dictionary forms that a written verb may stand for: 3rd person past or present."""
    stems = [word]
    if word.endswith(("ت", "ن")) and not word.endswith(("ات", "ون")):
        stems.append(word[:-1])
    if word.endswith(("وا", "ون", "ان", "تا")):
        stems.append(word[:-2])
    stems += ["ي" + stem[1:] for stem in stems if stem[:1] in {"ت", "ن"}]
    return tuple(stems)


def is_one_of(word: str, verbs: frozenset[str]) -> bool:
    """Return whether the word is a form of one of the verbs; a leading و, ف or س may stand before it.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> verbs = verbs_of(shipped_lists())
    >>> is_one_of("وستستقبل", verbs.object), is_one_of("شاركوا", verbs.subject), is_one_of("كتاب", verbs.object)
    (True, True, False)
    """
    folded = fold(word)
    forms = [folded]
    while len(forms[-1]) > 3 and forms[-1][0] in "وفس":
        forms.append(forms[-1][1:])
    return any(reading in verbs for form in forms for reading in _readings(form))


def looks_like_verb(word: str, verbs: Verbs) -> bool:
    """Return whether a word that is in no list has the shape of a verb of the 3rd person.

    >>> from audionews.arabic.word_lists import shipped_lists
    >>> [looks_like_verb(word, verbs_of(shipped_lists())) for word in ("التقى", "وانتخبت", "انتخاب", "هجمات")]
    [True, True, False, False]
    """
    plain = strip_marks(word)
    return bool(_SHAPE.fullmatch(plain)) and fold(plain) not in verbs.none
