"""Lines that hold an article back until a time ("محظور النشر حتى ...", "EMBARGOED UNTIL ...").

Such a line must never be missed: if its time cannot be read, ``read_embargo`` returns None while ``is_embargo`` is true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.date_forms import fold_line
from audionews.articles.dates import Date, read_clocks, read_date, read_days

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists

_FARTHEST = 240  # characters of the line that are looked at
_WHAT = r"(?:(?:هذا |هذه )?(?:الخبر|التقرير|الماده|البيان|النص|المقال|التصريح|القصه|الخطاب|الكلمه) )?"
_UNTIL = r"(?:حتي|الي|لغايه|لحين|قبل|الا بعد|الا في|الا ابتداء|ابتداء من|اعتبارا من)"
_WHEN = r"(?=.{0,60}(?:\d|ساعه|غد|صباح|مساء|ظهر|ليل|يوم|اشعار|اعلان|موعد|القاء))"
_OPENING = re.compile(
    r"(?!و?(?:قال|قالت|اضاف|اضافت|اكد|اكدت|اعلن|كتب|ذكر)(?!\w))(?:[^:\-(\[|/]{0,40}[:\-(\[|/])?[^\w]*"  # "ملاحظة للمحررين:"
    rf"(?:{_WHAT}(?:محظوره?|ممنوعه?|محجوبه?) (?:من )?(?:ال)?نشر(?:ها|ه)?(?: (?:والبث|او البث|والاذاعه|او الاذاعه|نهائيا|تماما|قطعيا))?"
    rf" ?(?:[:\-]|{_UNTIL}(?!\w)|[)\]]|$)"
    rf"|(?:{_WHAT}(?:يحظر|يمنع|حظر|منع) (?:من )?(?:ال)?نشر(?:ها|ه)?|(?:تحت (?:ال)?حظر|[اي]+مبار[غج]و)(?: (?:ال)?نشر)?)"
    rf" ?[:\-]? ?{_UNTIL}(?!\w){_WHEN}"
    rf"|(?:يرجي |الرجاء |نرجو )?(?:{_WHAT}لا (?:ينشر|تنشر|يذاع|يبث)|عدم (?:ال)?نشر(?:ها|ه)?|{_WHAT}غير (?:قابل )?للنشر|ليس(?:ت)? للنشر)"
    rf"(?: (?:هذا |هذه )?(?:الخبر|التقرير|الماده|البيان|النص|المقال))? (?:الا )?{_UNTIL}(?!\w){_WHEN}"
    rf"|للنشر (?:فقط )?(?:بعد|ابتداء|اعتبارا|الساعه|عند|غدا)(?!\w){_WHEN}"
    r"|للنشر (?:فقط )?(?:في |يوم |من |\d)(?=.{0,60}\d)"
    r"|(?:strictly |under )?embargo(?:ed)?(?!\w)(?: ?[:\-]| (?:until|till|till|to|for|before|not|\d)|[)\]]|$)"
    r"|(?:not for|no) (?:publication|release|broadcast|use) (?:before|until|till)"
    r"|(?:hold|held) (?:for release )?(?:until|till)(?!\w)"
    r"|for release (?:at|on|after|from|\d|sun|mon|tue|wed|thu|fri|sat|today|tomorrow|midnight|noon))"
)
_HALF_MISSING = re.compile(
    r"^(?!.*(?<!\w)(?:ص|م|صباح|صباحا|فجرا?|ظهرا?|عصرا?|مساء|ليلا?|am|pm|a\.m|p\.m)(?!\w)).*ساعه (?:0?\d|1[0-2])(?![\d:.,٫])"
)
_CLOCK_WORDS = re.compile(
    r"(?<!\w)(?:ب|من |في )?(?:ال)?(?:ساعه|صباح|صباحا|فجر|ظهر|ظهرا|عصر|مساء|ليل|ليلا|منتصف|noon|midnight|o'clock)(?!\w)"
)


def is_embargo(text: str) -> bool:
    """Return whether a line, or the beginning of a paragraph, says that the article must not be published yet.

    >>> is_embargo("محظور النشر حتى إشعار آخر"), is_embargo("حظر النشر في قضية المصرف يثير جدلا")
    (True, False)
    """
    return _OPENING.match(fold_line(text[:_FARTHEST])) is not None


def read_embargo(text: str, lists: WordLists | None = None) -> Date | None:
    """Return until when an embargo holds the article back, or None if the line is no embargo or its time is unclear.

    An embargo until a day ends when that day begins ("day" as its precision). A time in words, a day without its year
    or two different days are unclear: published too early is worse than refused.

    >>> read_embargo("محظور النشر حتى الساعة 18:00 من يوم الخميس 27 نوفمبر 2025").at.isoformat()
    '2025-11-27T18:00:00'
    """
    line = text[:_FARTHEST]
    if not is_embargo(line):
        return None
    date, folded = read_date(line, lists), fold_line(line)
    if date is None or len(set(read_days(line))) != 1 or _HALF_MISSING.search(folded):
        return None
    several = len(read_clocks(line)) > 1 and date.at.tzinfo is None
    in_words = date.precision == "day" and _CLOCK_WORDS.search(folded)
    return None if several or in_words else date
