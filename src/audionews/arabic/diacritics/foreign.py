"""Foreign names by rule: what is sure of the marks of a foreign name in Arabic letters that is in no list.

A word is foreign if it has a letter that Arabic does not have (p, ch, v, g), or if it ends as names of one language do
and Arabic words do not: -ovich, -sky, -stein, -berg, -ington, -shvili. Then its last consonant has sukun, and so has
the first of two consonants between long vowels (Zilinski), or of two at the end unless the second is the more sonorous
one (Tusk, but Kartar). Short vowels stay a guess of the model: Arabic letters do not show them.
"""

from __future__ import annotations

import re
from functools import lru_cache

from audionews.arabic.diacritics.fixed_readings import FixedMarks
from audionews.arabic.letters import SUKUN

_LETTERS = re.compile("[پچڤگ]")
_NOT_FOREIGN = re.compile(".+[ءأؤئةحذصضطظعقى]|[وفبكل]{0,2}(?:ال|لل)")  # letters that names rarely have; the article
_VERB = re.compile("[وفسل]*[يتن]")  # the beginning of a verb, after which -un and the like may be its ending
_SURE = re.compile(
    ".{3,}(?:[زفنوتيل]سكي|[اوي]تش|[شس]تاينر?|بير[غج]|برغ|بورغ|دورف|هايم|باوم|فيلد|فورد|لاند|هولم|ينغتون|ستروم|شفيلي"
    "|[اي]دز[يه]|ينكو|وبولوس|[ويا]نغ|ينيو|ينيه|يسكو|وفسكا|ييفا|ييف|سدوتير|يانكو|وسكي|وفيتس|[رلنا]تس|وود|بورن|[لن]ز|ووث)"
)
_LIKELY = re.compile("..+[اوي][^اوي]{1,3}وفا?|.{3,}(?:[نكل]سون|[لنم]تون|[شنمبد]يز|[ايوش]ستر|كس)")
_LONG, _SHORT = "[اوي]", "[^اوي]"
_SILENT_LETTERS = re.compile(
    "|".join(
        (
            f"{_SHORT}$",
            f"(?<=.{_LONG}){_SHORT}(?=(?:تش|سك|شت|ست|{_SHORT}){_LONG})",  # Zilinski, Dostoyevski
            f"(?<=.{_LONG})(?:[رل](?={_SHORT}$)|[نم](?=[^اويرل]$)|[^اويرلنم](?=[^اويرلنم]$))",  # Tusk, but Kartar
            f"(?<=ا)[وي](?={_SHORT}$)",  # Rosenbaum, Einstein
            "ت(?=ش)|(?<=.)س(?=كي)|(?<=.)ش(?=تاين)",
            f"^(?:[بتدغفكخ](?=ر{_LONG})|[بغفكس](?=ل{_LONG})|[سش](?=[تبكمنف]{_LONG}))",  # Grossman, Stalin
        )
    )
)
_OPEN, _SILENT = FixedMarks(frozenset(), closed=False), FixedMarks(frozenset({SUKUN}), closed=True)


@lru_cache(maxsize=4096)
def foreign_marks(word: str) -> tuple[FixedMarks, ...]:
    """Return what is sure of the marks of each letter of a foreign name, or () if the word need not be one.

    Args:
        word: Without marks.

    >>> [bool(foreign_marks(word)) for word in ("بتروفسكي", "يدرسون", "پاركر")]
    [True, False, True]
    """
    if not is_foreign(word):
        return ()
    silent = {found.start() for found in _SILENT_LETTERS.finditer(word)}
    return tuple(_SILENT if at in silent else _OPEN for at in range(len(word)))


def is_foreign(word: str) -> bool:
    """Return whether a word is a foreign name by its letters.

    >>> is_foreign("غولدشتاين"), is_foreign("معروف")
    (True, False)
    """
    if _LETTERS.search(word):
        return True
    if _NOT_FOREIGN.match(word):
        return False
    return bool(_SURE.fullmatch(word) or (_LIKELY.fullmatch(word) and not _VERB.match(word)))
