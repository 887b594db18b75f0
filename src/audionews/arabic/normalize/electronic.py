"""Web addresses, e-mail addresses, hashtags and handles. Of a web address only the host is said."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.letters import fold
from audionews.arabic.normalize.context import ARABIC, Said
from audionews.arabic.normalize.latin import speak_word, spell_letters
from audionews.arabic.normalize.latin_names import NAMES
from audionews.arabic.numbers.cardinal import Case, cardinal
from audionews.arabic.numbers.decimal import spell_digits

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import Spot

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
_TAG = re.compile(rf"#(?P<tag>[{ARABIC}A-Za-z0-9_\u0640\u064b-\u0652]{{1,80}})")
_HANDLE = re.compile(r"@(?P<handle>[A-Za-z0-9_.]{1,40})")
_PIECE = re.compile(rf"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+|[{ARABIC}\u0640\u064b-\u0652]+")
_TAG_WORDS = frozenset({"هاشتاغ", "هاشتاج", "هاشتاق", "وسم", "الوسم", "بوسم"})
_SIGNS = {".": "دوت", "-": "شرطة", "_": "شرطة سفلية", "+": "بلس", "%": ""}


def _speak_label(label: str) -> str:
    """Return one label of a host: a name, or its letters when it is short."""
    lower = label.lower()
    if lower in NAMES:
        return NAMES[lower]
    words = []
    for part in re.findall("[a-z]+|[0-9]+|-", lower):
        if part.isdigit():
            words.append(spell_digits(part))
        elif part == "-":
            words.append("شرطة")
        else:
            words.append(NAMES.get(part) or (spell_letters(part) if len(part) <= 3 else speak_word(part)))
    return " ".join(words)


def _speak_host(host: str) -> str:
    labels = host.split(".")
    if labels[0].lower() == "www":
        labels = labels[1:]
    return " دوت ".join(_speak_label(label) for label in labels)


def _speak_joined(text: str) -> str:
    """Return the words of a tag or a handle: غزة_الآن, AJArabic2."""
    words = []
    for part in _PIECE.findall(text):
        if part.isdigit():
            words.append(cardinal(int(part), case=Case.GENITIVE) if len(part) < 5 else spell_digits(part))
        else:
            words.append(speak_word(part) if part.isascii() else part.replace("\u0640", ""))
    return " ".join(words)


def speak_email(spot: Spot) -> Said | None:
    """Say an e-mail address.

    >>> speak_text("info@aljazeera.net")
    'إنفو آت الجزيرة دوت نت'
    """
    found = spot.match(_EMAIL)
    if found is None:
        return None
    parts = re.findall(r"[A-Za-z0-9]+|[._%+-]", found["name"])
    name = " ".join(_SIGNS[part] if part in _SIGNS else _speak_label(part) for part in parts)
    return Said(found.end(), f"{name} آت {_speak_host(found['host'])}")


def speak_url(spot: Spot) -> Said | None:
    """Say the host of a web address.

    >>> speak_text("عبر موقع aljazeera.net"), speak_text("https://www.bbc.com/arabic?x=1 الآن")
    ('عبر موقع الجزيرة دوت نت', 'بي بي سي دوت كوم الآن')
    """
    found = spot.match(_URL) or spot.match(_HOST)
    return Said(found.end(), _speak_host(found["host"])) if found else None


def speak_tag(spot: Spot) -> Said | None:
    """Say a hashtag or a handle.

    >>> speak_text("#غزة_الآن"), speak_text("@AJArabic")
    ('هاشتاغ غزة الآن', 'آت إيه جيه العربية')
    """
    tag = spot.match(_TAG)
    if tag:
        word = "" if fold(spot.previous) in _TAG_WORDS else "هاشتاغ "
        return Said(tag.end(), f"{word}{_speak_joined(tag['tag'])}".rstrip())
    handle = spot.match(_HANDLE)
    return Said(handle.end(), f"آت {_speak_joined(handle['handle'])}".rstrip()) if handle else None


RULES = (speak_email, speak_url, speak_tag)
