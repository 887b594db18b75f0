"""The text as the rules read it: digits, signs and letters of one kind, and where each character comes from."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import ARABIC, MARK

if TYPE_CHECKING:
    from collections.abc import Sequence

_ODD_SIGNS = str.maketrans("٪٫٬−\u00a0\u202f\u2009₀₁₂₃₄₅₆₇₈₉", "%.,-   0123456789")  # CO₂
# Marks of the Qur'an as printed in Medina: an open sukun, and tanwin of three shapes.
_OF_MEDINA = str.maketrans("\u06e1\u0657\u08f0\u065e\u08f1\u0656\u08f2", "\u0652\u064b\u064b\u064c\u064c\u064d\u064d")
_ODD_SIGNS |= _OF_MEDINA
_ODD_SIGNS |= {0xFEE0 + code: code for code in range(0x21, 0x7F)}  # full-width signs and letters
_ODD_SIGNS |= str.maketrans("《》〈〉，、；：。؉", "«»‹›،،؛:.‰")
_UNSAID = "\u0653\u0655\u06d6-\u06dc\u06df\u06e0\u06e2-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ef"
_ODD_DIGIT = re.compile(r"(?![0-9])\d")
_INVISIBLE = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_UNEVEN = re.compile(
    r"&(?:amp;){0,3}(?P<entity>#\d{1,6}|#[xX][\da-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});"
    r"|(?P<shape>[\ufb50-\ufd3d\ufd50-\ufdcf\ufdf2\ufdf4\ufdf6-\ufdf9\ufe70-\ufefc])"
    r"|(?<=\d)(?P<degree>\u0652)"
    r"|(?P<ringed>[\u2460-\u249b\u2776-\u2793])"
    r"|(?P<phone>[☎☏✆📞]\ufe0f?)(?=[ :]{0,3}\+?\d)"
    r"|(?P<either>\+ ?/ ?[-\u2212]|[-\u2212] ?/ ?\+)(?= ?\d)"
    r"|\u0640(?P<vowels>[\u064b-\u0652\u0670\u06e1\u06d6-\u06dc]{0,3})(?P<hamza>\u0654)"
    rf"|(?P<long>(?<=\u064e)\u0622(?=[{_UNSAID}]{{0,3}}(?:\u0621|[^{ARABIC}{MARK}]|$)))"
    rf"|(?<=[{ARABIC}{MARK}])[{_INVISIBLE}]*\u0640[\u0640{_INVISIBLE}]*(?=[{ARABIC}{MARK}])|(?<=\S)[{_INVISIBLE}]+"
    rf"|(?<=[{ARABIC}{MARK}])[{_UNSAID}]+"
)
_SILENT = "|"
_MEANT = {
    "either": "±",
    "phone": "هاتف ",
    "degree": "°",  # 38ْ
    "long": "ا",  # فيهَآ: the sign makes the alif long, and writes no hamza
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A text with digits, signs and letters of one kind.

    Attributes:
        text: What the rules read.
        starts: For each of its characters the offset where its origin in the given text begins.
        ends: The same for where it ends.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def _fold(text: str) -> str:
    """Return the text with one kind of digits (of any script) and signs, character for character."""
    return _ODD_DIGIT.sub(lambda found: str(unicodedata.decimal(found[0])), text.translate(_ODD_SIGNS))


def _replacement(found: re.Match[str]) -> str:
    """Return what replaces an entity (always one character), a presentation form, or a filler of the line ("")."""
    if found["shape"]:
        return unicodedata.normalize("NFKC", found[0]).replace(" ", "")
    if found.lastgroup in _MEANT:
        return _MEANT[found.lastgroup]
    if found["ringed"]:
        return str(int(unicodedata.numeric(found[0])))
    if found["hamza"]:  # it sits on a line of its own: شيـٔا
        return "ئ" + found["vowels"]
    if not found["entity"]:
        return ""
    plain = html.unescape(f"&{found['entity']};")
    return plain if len(plain) == 1 and plain.isprintable() and not plain.isspace() else _SILENT


def even_out(text: str) -> Written:
    """Return the text without HTML entities, presentation forms and tatweel inside words, digits and signs of one kind.

    >>> even_out("ﻷن &quot;أبهــا&quot; ١٢").text
    'لأن "أبها" 12'
    >>> even_out("ٱلۡحَمۡدُ شَيۡـٔٗا").text
    'ٱلْحَمْدُ شَيْئًا'
    >>> even_out("ﻷن").starts
    [0, 0, 1]
    """
    if not _UNEVEN.search(text):
        return Written(text=_fold(text), starts=range(len(text)), ends=range(1, len(text) + 1))
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    reached = 0
    for found in _UNEVEN.finditer(text):
        new = _replacement(found)
        parts += [text[reached : found.start()], new]
        starts += [*range(reached, found.start()), *[found.start()] * len(new)]
        ends += [*range(reached + 1, found.start() + 1), *[found.end()] * len(new)]
        if not new:  # it belongs to the character before it
            ends[-1] = found.end()
        reached = found.end()
    starts += range(reached, len(text))
    ends += range(reached + 1, len(text) + 1)
    return Written(text=_fold("".join([*parts, text[reached:]])), starts=starts, ends=ends)
