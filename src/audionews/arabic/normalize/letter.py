"""Single Arabic letters: said by their names where they name something, or are the initials of somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, MARK, NOT_WORD, NumberContext, Verbalized
from audionews.arabic.normalize.nouns import currencies
from audionews.arabic.numbers.counted_noun import singular
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTER = rf"(?:ه\u0640|[{ARABIC}])"
_INITIALS = re.compile(
    rf"(?P<and>[وف]?)(?P<letters>{_LETTER}(?: ?\. ?{_LETTER}){{1,3}}){NOT_WORD}(?:\.(?=[)،:]| +[{ARABIC}]))?"
)
_ONE = re.compile(rf"(?P<and>و?)(?P<letter>{_LETTER}){NOT_WORD}")
_NUMBER = re.compile(r" ?[:.]? ?[-+]?\d")
_LABEL = re.compile(rf"(?P<word>[{ARABIC}{MARK}]+) ?[(\[«\"']? ?$")
_LETTER_BEFORE = re.compile(rf"(?<![{ARABIC}])و?[{ARABIC}]\u0640?[)»\"'\]]? ?[،/-]? ?\(?$")
_OPEN, _CLOSED = frozenset("([«\"'"), frozenset(")]»\"'")
_AFTER_FIGURE = re.compile(r"\d ?[/-] ?$")  # المادة 5/ب
_AGED = re.compile(r"\.?[)،]? ?[(،-]? ?(?:\d{1,3} (?:عام|سن)|البالغ)")
_AGE_BEHIND = re.compile(r"\.?،? \d{1,3} (?:عام|سن|شهر|أشهر|ربيع)")
_CODED = re.compile(r"(?:فيتامين(?:ات|ي)?|مستوى|فئة|رخصة|شهادة|نموذج) و?$")  # فيتامين ب12, المستوى ج1
_LIST_LETTER = re.compile(r"أ(?=\. ?ال)")
_LIST_AHEAD = re.compile(r"[-–] $")
_INITIAL_STOP = re.compile(rf"\.(?= +[{ARABIC}])")
_MARKER = re.compile(r"[)-]|\.-| [-–] ")
_PARTICLES = frozenset("وفبلكسأادمتص")  # alone between words they are more likely a particle or a title than a name
_REACH = 40  # characters
_LOOK_BACK = 3  # words


class _Words(NamedTuple):
    letter: re.Pattern[str]
    person: re.Pattern[str]


@derived
def _words(lists: WordLists) -> _Words:
    def pattern(words: Iterable[str]) -> re.Pattern[str]:
        stems = "|".join(sorted({form for word in words for form in (word, re.sub("ه$", "ت", word))}, key=len)[::-1])
        return re.compile(rf"(?:[وفبكل]*ال|لل|[وفبكل])?(?:{stems})(?:ين|ان|ات)?")

    return _Words(*(pattern(lists.folded("letter_words", kind)) for kind in _Words._fields))


@derived
def _names(lists: WordLists) -> dict[str, str]:
    return lists.mapping("arabic_letters")


def _spell(letters: str, lists: WordLists) -> str:
    names = _names(lists)
    return " ".join(names.get(letter, letter) for letter in re.findall(f"[{ARABIC}]", letters))


def _is_person(text: str, at: int, lists: WordLists) -> bool:
    """Return whether the words before speak of somebody; the initials of others may stand between."""
    words = [word for word in NumberContext(text, at, at, "", lists).near if len(word) > 2][-_LOOK_BACK:]
    return any(_words(lists).person.fullmatch(word) for word in words)


def _is_labelled(text: str, at: int, lists: WordLists, *, joined: bool) -> bool:
    """Return whether a word before asks for a letter; one that is joined by و needs another before: الفقرتان أ وب."""
    before = text[max(0, at - _REACH) : at]
    another = _LETTER_BEFORE.search(before)
    if joined and another is None:
        return False
    if _AFTER_FIGURE.search(before):
        near = NumberContext(text, at, at, "", lists).near[-_LOOK_BACK:]
        return any(_words(lists).letter.fullmatch(word) for word in near)
    label = _LABEL.search(before[: another.start()] if another else before)
    return label is not None and bool(_words(lists).letter.fullmatch(fold(label["word"])))


def speak_initials(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say the initials of somebody by the names of the letters.

    >>> speak_text("قال المتهم (أ. ب)"), speak_text("وكالات (أ. ب)"), speak_text("الشاب ر.ك وصديقه م.س")
    ('قال المتهم (ألف باء)', 'وكالات (أسوشيتد برس)', 'الشاب راء كاف وصديقه ميم سين')
    """
    listed = _LIST_LETTER.match(text, at) if _LIST_AHEAD.search(text[max(0, at - 4) : at]) else None
    if listed:  # أولاً - أ. التعريفات
        return Verbalized(listed.end(), _spell(listed[0], lists))
    found = _INITIALS.match(text, at)
    if found is None or (
        _NUMBER.match(text, found.end("letters")) and not _AGE_BEHIND.match(text, found.end("letters"))
    ):
        return None
    if not _is_person(text, at, lists) and not _AGED.match(text, found.end("letters")):
        return None
    return Verbalized(found.end(), found["and"] + _spell(found["letters"], lists))


def speak_dotted(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say letters with dots that are no abbreviation of the list: a currency, or the names of the letters.

    >>> speak_text("(د.ك)"), speak_text("أعلن ح.ع ذلك")
    ('(دينار كويتي)', 'أعلن حاء عين ذلك')
    """
    found = _INITIALS.match(text, at)
    if found is None:
        return None
    currency = currencies(lists).get(found["letters"])
    return Verbalized(found.end(), found["and"] + (singular(currency) if currency else _spell(found["letters"], lists)))


def _names_item(text: str, at: int, end: int, found: re.Match[str], lists: WordLists) -> bool:
    """Return whether a letter stands behind a word that asks for one and does not belong to a number."""
    bracketed = text[at - 1 : at] in _OPEN
    if not bracketed and _NUMBER.match(text, end) and not _CODED.search(text[max(0, at - _REACH) : at]):
        return False
    if found["letter"][0] == "و" and not bracketed:
        return False
    return _is_labelled(text, at, lists, joined=bool(found["and"]))


def speak_letter(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say a letter that names something by its own name.

    >>> speak_text("الفقرة (ع)"), speak_text("فيتامين ب مهم"), speak_text("الفقرتان أ وب")
    ('الفقرة (عين)', 'فيتامين باء مهم', 'الفقرتان ألف وباء')
    """
    found = _ONE.match(text, at)
    if found is None or not _names_item(text, at, found.end(), found, lists):
        return None
    return Verbalized(found.end(), found["and"] + _spell(found["letter"], lists))


def speak_lone_letter(text: str, at: int, lists: WordLists) -> Verbalized | None:
    """Say a letter that stands alone in brackets, before the text of an item, or where it can be no particle.

    >>> speak_text("(ج)"), speak_text("ب- شروط القبول"), speak_text("ب خالد")
    ('(جيم)', 'باء- شروط القبول', 'ب خالد')
    """
    found = _ONE.match(text, at)
    if found is None or found["and"]:
        return None
    end = found.end()
    bracketed = text[at - 1 : at] in _OPEN and text[end : end + 1] in _CLOSED
    marker = not text[:at].strip() and _MARKER.match(text, end)
    stop = None if bracketed or marker else _INITIAL_STOP.match(text, end)  # جورج ط. حداد
    if bracketed or marker or stop or found["letter"][0] not in _PARTICLES:
        return Verbalized(stop.end() if stop else end, _spell(found["letter"], lists))
    return None
