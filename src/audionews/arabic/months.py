"""The names of the months: Gregorian in the three systems that Arabic newspapers use, Hijri, and English.

Keys are folded (``letters.fold``): يونيو (Egypt, the Gulf), حزيران (the Levant, Iraq), جوان (Algeria, Tunisia), and
the spellings of Morocco (غشت). Two names mean other things as well: صفر is zero, اب is father; let a number stand
beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.arabic.letters import fold, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_GREGORIAN = (
    "يناير|ينائر|كانون الثاني|كانون ثاني|كانون ثان|جانفي",
    "فبراير|شباط|فيفري|فيڤري|فيفيري|فبرائر|فيبراير",
    "مارس|آذار",
    "أبريل|نيسان|أفريل|أڤريل",
    "مايو|أيار|ماي|مايس|مايه",
    "يونيو|حزيران|جوان|يونيه|جون",
    "يوليو|تموز|جويلية|جوييلية|يوليوز|يوليه|جوليه",
    "أغسطس|آب|أوت|غشت|أوغسطس|أغشت",
    "سبتمبر|أيلول|شتنبر|سيبتمبر|سبتنبر",
    "أكتوبر|تشرين الأول|تشرين أول|أوكتوبر",
    "نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|نونبر|نوفنبر|نونمبر",
    "ديسمبر|كانون الأول|كانون أول|دجنبر|دجمبر|ديسنبر|دسمبر",
)
_HIJRI = (
    "محرم|المحرم|محرم الحرام",
    "صفر|صفر الخير",
    "ربيع الأول|ربيع أول",
    "ربيع الآخر|ربيع الثاني|ربيع ثاني|ربيع آخر",
    "جمادى الأولى|جمادى الأول|جماد الأول|جماد أول|جماد الأولى",
    "جمادى الآخرة|جمادى الثانية|جمادى الآخر|جمادى الثاني|جماد الآخر|جماد الثاني|جماد ثاني|جماد الآخرة",
    "رجب",
    "شعبان",
    "رمضان|رمضان المبارك",
    "شوال",
    "ذو القعدة|ذي القعدة|ذا القعدة|ذوالقعدة|ذيالقعدة",
    "ذو الحجة|ذي الحجة|ذا الحجة|ذوالحجة|ذيالحجة",
)
_ENGLISH = (
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
)


def _numbered(months: Iterable[str]) -> Mapping[str, int]:
    return {fold(name): number for number, names in enumerate(months, start=1) for name in names.split("|")}


GREGORIAN = _numbered(_GREGORIAN)
HIJRI = _numbered(_HIJRI)
ENGLISH = _numbered(_ENGLISH)

GREGORIAN_NAMES = tuple(names.split("|")[0] for names in _GREGORIAN)
"""As they are said and shown, January first."""
HIJRI_NAMES = tuple(names.split("|")[0].replace("ذو ", "ذي ") for names in _HIJRI)
"""As they are said in a date: in the genitive."""


def alternation(months: Mapping[str, int]) -> str:
    """Return a regular expression (no groups, longest first) for the names, in text without marks but not folded.

    >>> import re
    >>> re.findall(alternation(GREGORIAN), "أكتوبر/ تشرين الأول")
    ['أكتوبر', 'تشرين الأول']
    """
    return "|".join(spellings(name) for name in sorted(months, key=len, reverse=True))
