"""What lines and texts have in common: the same words, words of the same root form, small differences of spelling."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold, fold_digits
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_PERSIAN = str.maketrans("یک", "يك")
_WORD = re.compile(r"\w+")
_PREFIXES = ("وبال", "فبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")
_PARTICLES = "وفبلك"
_SUFFIXES = ("يات", "ات", "ان", "ون", "ين", "ها", "هم", "يه", "نا", "ه", "ي", "ا")
_SHORTEST = 3  # letters of a stem
_LONG_ENOUGH = 5  # letters of a word that may begin with a particle
_LIKENESS = 0.75  # share of the words that two forms of a headline have in common
_FEWEST = 4  # words; shorter lines are alike only if they are the same
_LONGEST = 60  # words that are compared; a headline has no more
_DIFFERENCE = 2  # letters by which two spellings of a word may differ
_SPELLED_APART = 2  # words of a headline that may be spelled in another way
# The share of the pairs of words of the shorter text that the longer one has, from which on they are versions of one
# article. Unlike articles of newspapers share at most 0.13.
_LONG_SHARE = 0.3
_SHORT_SHARE = 0.5  # of short texts below a headline that tells what happened
_GROWN_SHARE = 0.8  # of short texts below another one, such as "عاجل", if the other is twice as long
_KEPT_SHARE = 0.85  # of those if it is not
_SHORT = 20  # words; one sentence of an agency has about so many
_TELLING = (4, 2)  # words and stems of a headline that is not the same every day


def compared(text: str) -> str:
    """Return the line for rules that look at its signs and digits: folded and lower case, a Persian ya as ي.

    >>> compared("الرئيس المصرى") == compared("الرئیس المصري")
    True
    """
    return fold(fold_digits(text)).lower().translate(_PERSIAN)


def words_of(text: str) -> tuple[str, ...]:
    """Return the words and numbers of a text as ``compared`` has them.

    >>> words_of("إقرأ أيضاً: 3 كتب!")
    ('اقرا', 'ايضا', '3', 'كتب')
    """
    return tuple(_WORD.findall(compared(text)))


@derived
def _frequent(lists: WordLists) -> frozenset[str]:
    return frozenset(map(stem, lists.folded("frequent_words")))


def stem(word: str) -> str:
    """Return a folded word without the article, particles and endings, for comparing; it need not be a word.

    >>> stem("والمحطات"), stem("المحطه"), stem("جامعيه")
    ('محط', 'محط', 'جامع')
    """
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST:
            word = word[len(prefix) :]
            break
    else:
        if word[0] in _PARTICLES and len(word) >= _LONG_ENOUGH:
            word = word[1:]
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + _SHORTEST:
            return word[: -len(suffix)]
    return word


def stems_of(words: Collection[str], lists: WordLists | None = None) -> frozenset[str]:
    """Return the stems of folded words, without those that stand in every newspaper article.

    >>> sorted(stems_of(words_of("قال وزير الطاقة إن المحطات")))
    ['طاق', 'محط']
    """
    frequent = _frequent(lists)
    stems = (stem(word) for word in words if not word.isdigit())
    return frozenset(each for each in stems if len(each) >= _SHORTEST and each not in frequent)


def are_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two lines are forms of one headline: the same words, or nearly so.

    Args:
        one: Its words, as ``words_of`` returns them.
        other: Those of the other line.

    >>> are_alike(words_of("بلدية المرسى تفتتح محطة جديدة"), words_of("بلدية المرسى تفتتح محطّةً جديدةً للمياه"))
    True
    >>> are_alike(words_of("الدقيقة 1: بداية المباراة الأولى"), words_of("الدقيقة 9: بداية المباراة الأولى"))
    False
    """
    if one == other:
        return True
    if min(len(one), len(other)) < _FEWEST or max(len(one), len(other)) > _LONGEST:
        return False
    shorter, longer = sorted((one, other), key=len)
    if _numbers(one) != _numbers(other):
        return False
    missing, added = set(shorter) - set(longer), set(longer) - set(shorter)
    if len(missing) <= _SPELLED_APART and len(shorter) == len(longer):
        pairs = [(word, then) for word, then in zip(shorter, longer, strict=True) if word != then]
        if all(_spelled_alike(word, then) for word, then in pairs):
            return True
    common = len(set(shorter)) - len(missing)
    return common >= _LIKENESS * (common + len(missing) + len(added))


def _numbers(words: tuple[str, ...]) -> list[str]:
    return [word for word in words if word.isdigit()]


def _spelled_alike(one: str, other: str) -> bool:
    """Return whether two words differ by a few letters in one place."""
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    end = 0
    while end < min(len(one), len(other)) and one[-1 - end] == other[-1 - end]:
        end += 1
    return max(len(one), len(other)) - end <= _DIFFERENCE


class Wording(NamedTuple):
    """The words of an article, as ``words_of`` returns them: of its headline, and of its summary and body."""

    headline: tuple[str, ...]
    text: tuple[str, ...]


def wording_of(headline: str, texts: Iterable[str]) -> Wording:
    """Return the words of an article."""
    return Wording(words_of(headline), words_of("\n".join(texts)))


def likeness(one: Wording, other: Wording, size: int = 3) -> float:
    """Return the share of sequences of so many words that two articles have in common (Jaccard), 0 to 1."""
    left, right = _sequences(one.headline + one.text, size), _sequences(other.headline + other.text, size)
    return len(left & right) / len(left | right)


def are_versions(one: Wording, other: Wording) -> bool:
    """Return whether two texts can be versions of one article: corrected, shortened, or grown from a flash.

    The headline alone never makes them one. But of short texts, which say little, a lower share is enough if their
    headlines are alike and tell what happened.

    >>> flash = wording_of("عاجل", ["استقال وزير المالية من منصبه."])
    >>> are_versions(flash, wording_of("عاجل", ["استقال وزير الداخلية من منصبه."]))
    False
    >>> are_versions(flash, wording_of("استقالة وزير", ["استقال وزير المالية من منصبه اليوم، وقال إن السبب صحته."]))
    True
    """
    if one.text == other.text:
        return True
    left, right = _sequences(one.text, 2), _sequences(other.text, 2)
    shorter = min(len(left), len(right))
    share = len(left & right) / shorter
    if shorter >= _SHORT:
        return share >= _LONG_SHARE
    telling = len(one.headline) >= _TELLING[0] and len(stems_of(one.headline)) >= _TELLING[1]
    if telling and are_alike(one.headline, other.headline):
        return share >= _SHORT_SHARE
    grown = max(len(left), len(right)) >= 2 * shorter
    return share >= (_GROWN_SHARE if grown else _KEPT_SHARE)


def _sequences(words: tuple[str, ...], size: int) -> set[tuple[str, ...]]:
    return {words[at : at + size] for at in range(max(1, len(words) - size + 1))}
