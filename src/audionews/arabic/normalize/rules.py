"""Written text to speakable words: figures, dates, amounts, abbreviations, Latin words ... in Arabic words.

Words are left as they are, but for tatweel inside them and letters in the shapes that they have on paper. The rules
live in the modules beside this one. Here is only the walk through the text: the first rule that knows a place speaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from audionews.arabic.normalize import (
    amounts,
    cardinal,
    date,
    electronic,
    latin,
    ordinal,
    ranges,
    telephone,
    time,
    year,
)
from audionews.arabic.normalize.abbreviation import speak_abbreviation, speak_honour
from audionews.arabic.normalize.context import ARABIC, WORD, Said, Spot, attach
from audionews.arabic.normalize.written_text import even_out

_FOR_NUMBERS = (
    *electronic.RULES,
    *telephone.RULES,
    *date.RULES,
    *time.RULES,
    *year.RULES,
    *telephone.LAST_RULES,
    *ranges.RULES,
    *amounts.RULES,
    *ordinal.RULES,
    *cardinal.RULES,
)
_FOR_LETTERS = (
    *electronic.RULES,
    amounts.speak_currency_pair,
    amounts.speak_currency,
    ordinal.speak_roman,
    *latin.RULES,
)
_FOR_SIGNS = (*electronic.RULES, telephone.speak_phone, amounts.speak_negative, *amounts.RULES, *cardinal.RULES)
_PARTICLES = re.compile(
    r"(?P<particles>[وف]?(?:[بك]?ال|لل|[بكل])?)"
    rf"(?:(?:\u0640{{1,3}} ?| ?)(?P<open>\()?(?=[-+]?[$€£¥%]?\d)|(?:\u0640{{1,3}} ?)?(?=[{latin.LATIN}]))"
)
_BEGINS = re.compile(rf"[-+](?=[$€£]?\d)|[\d½⅓⅔¼¾⅕⅛%#@$€£¥₪₺₹₽﷼{latin.LATIN}]")
_SPOKEN_SIGNS = {"&": "آند", "ﷺ": "صلى الله عليه وسلم", "ﷲ": "الله", "%": "في المئة"}
_SPOKEN_SIGNS |= {"$": "دولار", "€": "يورو", "£": "جنيه", "°": "درجة"}
_SUM_SIGNS = {"+": "زائد", "×": "في", "=": "يساوي"}
_AND = re.compile(rf"& ?(?=[{ARABIC}])")
_PLUS = re.compile(rf"(?<=[{ARABIC}{latin.LATIN}])\+(?!\d)")  # أوبك+
_SUM = re.compile(r"[+×=] ?\d")
PUNCTUATION = frozenset(".,،؛;:؟?!…«»\"'“”‘’()[]{}-–—‹›۔")
_DASHES = frozenset("-–—")
_JOINED = re.compile(rf"[{ARABIC}\u0640\u064b-\u0652A-Za-z\d]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the given text and what is said for it.

    Attributes:
        start: Offset of its first character.
        end: Offset after its last one.
        spoken: Arabic words or a punctuation mark; "" when nothing is said.
    """

    start: int
    end: int
    spoken: str


def _spoken_by_rule(spot: Spot) -> Said | None:
    char = spot.text[spot.at]
    rules = _FOR_NUMBERS if char.isdigit() else _FOR_LETTERS if char.isalpha() else _FOR_SIGNS
    return next((said for rule in rules if (said := rule(spot)) is not None), None)


def _number_with_particles(text: str, start: int) -> Said | None:
    """Say a number with the particles glued to it: و13, بـ102, الـ21, بـ(25)."""
    found = _PARTICLES.match(text, start)
    if found is None or not found["particles"]:
        return None
    said = _spoken_by_rule(Spot(text, start, found.end(), found["particles"]))
    if said is None or (found["open"] and text[said.end : said.end + 1] != ")"):
        return None
    return Said(said.end + bool(found["open"]), attach(found["particles"], said.words))


def _is_silent_dash(text: str, at: int) -> bool:
    """Return whether a dash only joins: كوفيد-19."""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return text[at] in _DASHES and len(around) == 2 and bool(_JOINED.match(around[0])) and around[1].isdigit()


def _sign(text: str, at: int) -> Said:
    """Say what is no word: punctuation stays, some signs have words, the rest is silent."""
    char = text[at]
    found = _AND.match(text, at)
    if found:
        said = _said_at(text, found.end())
        return Said(said.end, "و" + said.words)
    if char in PUNCTUATION and not _is_silent_dash(text, at):
        return Said(at + 1, char)
    if _PLUS.match(text, at):
        return Said(at + 1, "بلس")
    words = _SUM_SIGNS[char] if _SUM.match(text, at) else _SPOKEN_SIGNS.get(char, "")
    return Said(at + 1, words)


def _said_at(text: str, at: int) -> Said:
    word = WORD.match(text, at)
    if word is None:
        begins = _BEGINS.match(text, at) and not _is_silent_dash(text, at)
        return (begins and _spoken_by_rule(Spot(text, at, at))) or speak_honour(text, at) or _sign(text, at)
    money = amounts.speak_currency(Spot(text, at, at)) if len(word[0]) == 1 else None  # ر.س 500
    return money or speak_abbreviation(text, at) or _number_with_particles(text, at) or Said(word.end(), word[0])


def normalize(text: str) -> tuple[Piece, ...]:
    """Return the pieces of the text in order: each character that is no space belongs to exactly one.

    An ordinary word is its own piece, so is a punctuation mark; a piece of a rule may span several written words. No
    ``spoken`` holds a digit, a Latin letter or a sign that an Arabic voice cannot say.

    >>> [piece.spoken for piece in normalize("قُتل 12 شخصاً.")]
    ['قُتل', 'اثنا عشر', 'شخصاً', '.']
    """
    written = even_out(text)
    pieces: list[Piece] = []
    at = 0
    while at < len(written.text):
        if written.text[at].isspace():
            at += 1
            continue
        said = _said_at(written.text, at)
        pieces.append(Piece(start=written.starts[at], end=written.ends[said.end - 1], spoken=said.words))
        at = said.end
    return tuple(pieces)


def speak_text(text: str) -> str:
    """Return the text as it is said: the pieces, spaced as the input was.

    >>> speak_text("ارتفع السعر 3.5% إلى 82 دولاراً.")
    'ارتفع السعر ثلاثة ونصف في المئة إلى اثنين وثمانين دولاراً.'
    """
    spoken: list[str] = []
    end = 0
    for piece in normalize(text):
        gap = piece.start > end or not piece.spoken or _are_parted(spoken, piece.spoken)
        spoken.append((" " if gap else "") + piece.spoken)
        end = piece.end
    return " ".join("".join(spoken).split())


def _are_parted(spoken: list[str], following: str) -> bool:
    """Return whether a word needs a space before it: it would grow together with another, or follows a comma."""
    before = spoken[-1][-1:] if spoken else ""
    return bool(_JOINED.match(before) or before in {"،", "؛"}) and bool(_JOINED.match(following))
