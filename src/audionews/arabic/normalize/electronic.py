"""Web addresses, e-mail addresses, hashtags and handles. Of a web address only the host is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import ARABIC, Verbalized
from audionews.arabic.normalize.latin import names, say_word, spell_letters
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.decimal import spell_digits
from audionews.arabic.word_lists import WordLists, derived

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_LABEL = r"[A-Za-z0-9-]{1,40}"
_EMAIL = re.compile(rf"(?P<name>[A-Za-z0-9._%+-]{{1,40}})@(?P<host>{_LABEL}(?:\.{_LABEL}){{1,5}})")
_URL = re.compile(
    rf"https?://(?P<host>{_LABEL}(?:\.{_LABEL}){{1,5}})(?::\d+)?(?:[/?#][^\s،؛»\"<>()]{{0,500}})?", re.IGNORECASE
)
_HOST = re.compile(
    rf"(?P<host>(?:{_LABEL}\.){{1,5}}(?:com|net|org|gov|edu|int|info|tv|co|me|io|ai|news|online|[a-z]{{2}}))(?![A-Za-z0-9@])"
    r"(?:/[^\s،؛»\"<>()]{0,500})?",
    re.IGNORECASE,
)
_TAG = re.compile(rf"#(?!\d{{1,3}}(?!\w))(?P<tag>[{ARABIC}A-Za-z0-9_\u0640\u064b-\u0652]{{1,80}})")
_NUMBER_SIGN = re.compile(r"#(\d{1,3})(?!\w)")
_HANDLE = re.compile(r"@(?P<handle>[A-Za-z0-9_.]{1,40})")
_PIECE = re.compile(rf"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[{ARABIC}\u0640\u064b-\u0652]+")


@derived
def _hashtag_words(lists: WordLists) -> frozenset[str]:
    return lists.folded("hashtag_words")


@derived
def _signs(lists: WordLists) -> dict[str, str]:
    return {sign: spoken for sign, kind, spoken in lists.rows("signs") if kind == "address"}


def _say_label(label: str, lists: WordLists) -> str:
    """Return one label of a host: a name, or its letters if it is short."""
    lower, spoken = label.lower(), names(lists)
    if lower in spoken:
        return spoken[lower]
    words = []
    for part in re.findall("[a-z]+|[0-9]+|-", lower):
        if part.isdigit():
            words.append(spell_digits(part))
        elif part == "-":
            words.append(_signs(lists)["-"])
        else:
            words.append(spoken.get(part) or (spell_letters(part, lists) if len(part) <= 3 else say_word(part, lists)))
    return " ".join(words)


def _say_host(host: str, lists: WordLists) -> str:
    labels = host.split(".")
    if labels[0].lower() == "www":
        labels = labels[1:]
    return f" {_signs(lists)['.']} ".join(_say_label(label, lists) for label in labels)


def _say_joined(text: str, lists: WordLists) -> str:
    """Return the words of a tag or a handle: غزة_الآن, AJArabic2."""
    words = []
    for part in _PIECE.findall(text):
        if part.isdigit():
            words.append(cardinal(int(part), case=Case.GENITIVE) if len(part) < 5 else spell_digits(part))
        else:
            words.append(say_word(part, lists) if part.isascii() else part.replace("\u0640", ""))
    return " ".join(words)


def speak_email(context: NumberContext) -> Verbalized | None:
    """Say an e-mail address.

    >>> speak_text("info@aljazeera.net")
    'إنفو آت الجزيرة دوت نت'
    """
    found = context.match(_EMAIL)
    if found is None:
        return None
    parts = re.findall(r"[A-Za-z0-9]+|[._%+-]", found["name"])
    signs = _signs(context.lists)
    name = " ".join(signs[part] if part in signs else _say_label(part, context.lists) for part in parts)
    return Verbalized(found.end(), f"{name} آت {_say_host(found['host'], context.lists)}")


def speak_url(context: NumberContext) -> Verbalized | None:
    """Say the host of a web address.

    >>> speak_text("عبر موقع aljazeera.net"), speak_text("https://www.bbc.com/arabic?x=1 الآن")
    ('عبر موقع الجزيرة دوت نت', 'بي بي سي دوت كوم الآن')
    """
    found = context.match(_URL) or context.match(_HOST)
    return Verbalized(found.end(), _say_host(found["host"], context.lists)) if found else None


def speak_number_sign(context: NumberContext) -> Verbalized | None:
    """Say a short number with the sign for "number", which is no hashtag.

    >>> speak_text("في المركز #1")
    'في المركز رقم واحد'
    """
    found = context.match(_NUMBER_SIGN)
    return Verbalized(found.end(), f"رقم {cardinal(int(found[1]))}") if found else None


def speak_tag(context: NumberContext) -> Verbalized | None:
    """Say a hashtag or a handle.

    >>> speak_text("#غزة_الآن"), speak_text("@AJArabic")
    ('هاشتاغ غزة الآن', 'آت إيه جيه العربية')
    """
    tag = context.match(_TAG)
    if tag:
        word = "" if context.previous_folded in _hashtag_words(context.lists) else "هاشتاغ "
        return Verbalized(tag.end(), f"{word}{_say_joined(tag['tag'], context.lists)}".rstrip())
    handle = context.match(_HANDLE)
    return Verbalized(handle.end(), f"آت {_say_joined(handle['handle'], context.lists)}".rstrip()) if handle else None
