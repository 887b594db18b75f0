"""Digits that name something and count nothing: ids, versions, generations of networks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.arabic.normalize.context import Verbalized
from audionews.arabic.normalize.figure_words import is_near
from audionews.arabic.normalize.telephone import say_digits
from audionews.arabic.numbers.cardinal import Case, Gender, cardinal
from audionews.arabic.numbers.ordinal import ordinal

if TYPE_CHECKING:
    from audionews.arabic.normalize.context import NumberContext

_LEADING_ZERO = re.compile(r"0\d+(?![\d.,:/]\d)(?!\d|[.,:/]\d)")
_LONG = re.compile(r"\d{16,}|\d{9,15}(?!\d|[.,]\d)")
_GROUPS = re.compile(r"\d{1,6}(?:-\d{1,6}){2,6}(?![\d-])")
_VERSION = re.compile(r"\d{1,5}(?:\.\d{1,5}){2,6}(?![\d.])")
_DAY = re.compile(r"[0-3]?\d\.[01]?\d\.(?:1[3-9]|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_MODEL = re.compile(r"(?P<first>\d{1,4})-(?P<second>\d{1,4})(?![\w-])")
_GENERATION = re.compile(r"([2-6])G(?![A-Za-z\d])")


def speak_id(context: NumberContext) -> Verbalized | None:
    """Say digits one by one that begin with a zero, come in groups, or are too many for a quantity.

    >>> speak_text("العميل 007")
    'العميل صفر صفر سبعة'
    """
    found = context.match(_LEADING_ZERO) or context.match(_GROUPS)
    if found is None and not context.next_word(context.number.end if context.number else context.at):
        found = context.match(_LONG)
    return say_digits(found) if found else None


def speak_version(context: NumberContext) -> Verbalized | None:
    """Say a version or a network address: numbers with نقطة between them.

    >>> speak_text("الإصدار 2.1.3")
    'الإصدار اثنان نقطة واحد نقطة ثلاثة'
    """
    found = context.match(_VERSION)
    if found is None or _THOUSANDS.fullmatch(found[0]) or _DAY.fullmatch(found[0]):
        return None
    return Verbalized(found.end(), " نقطة ".join(cardinal(int(part)) for part in found[0].split(".")))


def speak_model(context: NumberContext) -> Verbalized | None:
    """Say the two numbers of a machine side by side.

    >>> speak_text("طائرة بوينغ 737-800"), speak_text("نحو 737-800")
    ('طائرة بوينغ سبعمئة وسبعة وثلاثين ثمانمئة', 'نحو سبعمئة وسبعة وثلاثين إلى ثمانمئة')
    """
    found = context.match(_MODEL)
    if found is None or not is_near(context, "model", 2):
        return None
    words = [cardinal(int(found[part]), case=Case.GENITIVE) for part in ("first", "second")]
    return Verbalized(found.end(), " ".join(words))


def speak_generation(context: NumberContext) -> Verbalized | None:
    """Say the generation of a mobile network.

    >>> speak_text("شبكات 5G")
    'شبكات الجيل الخامس'
    """
    found = context.match(_GENERATION)
    if found is None:
        return None
    return Verbalized(found.end(), f"الجيل {ordinal(int(found[1]), Gender.MASCULINE, Case.GENITIVE)}")
