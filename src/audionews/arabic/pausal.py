"""Pausal forms (waqf): how a word ends when the speaker pauses after it.

As newsreaders do: the last short vowel or tanwin falls, tanwin on alif stays as a long a, the shadda stays. Wright, A
Grammar of the Arabic Language, vol. 2, paragraphs 223 to 230, without the rare forms.
"""

from __future__ import annotations

from audionews.arabic.letters import DAMMA, DAMMATAN, FATHA, FATHATAN, KASRA, KASRATAN, SHADDA, clusters, strip_marks
from audionews.arabic.word_lists import WordLists, derived

_FALLING = frozenset({FATHA, DAMMA, KASRA, DAMMATAN, KASRATAN})


@derived
def _full_forms(lists: WordLists) -> frozenset[str]:
    words = lists.of_kind("full_forms")
    return frozenset((*words, *(f"{particle}{word}" for particle in "وف" for word in words)))


def pause_form(word: str, given: str, lists: WordLists | None = None) -> str:
    """Return the word as it sounds before a pause.

    Args:
        word: An Arabic word with its marks, without punctuation.
        given: The same word with only the marks that its author wrote; they stay. Only the author's tanwin on a final
            alif, which is spelling more than a wish, is read as the long a that it becomes.
        lists: The words that keep their last vowel; by default those that ship.

    >>> pause_form("كَبِيرٌ", "كبير"), pause_form("شَخْصًا", "شخصاً"), pause_form("حَقٌّ", "حق")
    ('كَبِير', 'شَخْصَا', 'حَقّ')
    """
    letters, own = clusters(word), clusters(given)
    if not drops_ending(word, lists):
        return word
    if letters[-1][0] in "اى" and FATHATAN in letters[-1] + letters[-2]:
        letters[-2] = _with_fatha(letters[-2])
        letters[-1] = letters[-1][0]
    else:
        falling = _FALLING | ({FATHATAN} if letters[-1][0] == "ة" else frozenset())
        letters[-1] = "".join(mark for mark in letters[-1] if mark not in falling or mark in own[-1])
    return "".join(letters)


def drops_ending(word: str, lists: WordLists | None = None) -> bool:
    """Return whether the ending of a word, with or without its marks, is not heard before a pause.

    >>> drops_ending("الْوَفْدُ"), drops_ending("هُوَ")
    (True, False)
    """
    bare = strip_marks(word)
    return len(bare) > 1 and bare not in _full_forms(lists)


def _with_fatha(cluster: str) -> str:
    return cluster[0] + FATHA + (SHADDA if SHADDA in cluster else "")
