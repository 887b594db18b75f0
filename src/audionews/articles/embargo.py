"""Lines that hold an article back until a time ("محظور النشر حتى ...", "EMBARGOED UNTIL ...").

Such a line must never be missed: if its time cannot be read, ``read_embargo`` returns None and ``is_embargo`` is true.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.date_forms import fold_line
from audionews.articles.dates import Date, read_clocks, read_date, read_days
from audionews.model import Precision

if TYPE_CHECKING:
    from audionews.arabic.word_lists import WordLists

_FARTHEST = 240  # characters of the line that are looked at
_SAID = r"(?!و?(?:قال|قالت|اضاف|اضافت|اكد|اكدت|اعلن|اعلنت|كتب|ذكر|ذكرت)(?!\w))"
_NOTE = r"(?:[^:(\[|/-]{0,40}[:(\[|/-])?\W*"  # "ملاحظة للمحررين:"
_THIS = r"(?:(?:هذا |هذه )?(?:الخبر|التقرير|الماده|البيان|النص|المقال|التصريح|القصه|الخطاب|الكلمه) )?"
_PUBLISHING = r"(?:من )?(?:ال)?نشر(?:ها|ه)?(?: و?(?:او )?(?:البث|الاذاعه))?(?: نهائيا| تماما| قطعيا)?"
_UNTIL = r"(?:حتي|الي|لغايه|لحين|قبل|الا بعد|الا في|الا ابتداء|ابتداء من|اعتبارا من)(?!\w)"
_WHEN = r"(?=.{0,60}(?:\d|ساعه|غد|صباح|مساء|ظهر|ليل|يوم|اشعار|اعلان|موعد|القاء))"
_OPENING = re.compile(
    f"{_SAID}{_NOTE}(?:"
    + "|".join(
        (
            rf"{_THIS}(?:محظوره?|ممنوعه?|محجوبه?) {_PUBLISHING} ?(?:[:-]|{_UNTIL}|[)\]]|$)",
            rf"{_THIS}(?:يحظر|يمنع|حظر|منع) {_PUBLISHING} ?[:-]? ?{_UNTIL}{_WHEN}",
            rf"(?:تحت (?:ال)?حظر|[اي]+مبار[غج]و)(?: {_PUBLISHING})? ?[:-]? ?{_UNTIL}{_WHEN}",
            rf"{_THIS}(?:لا [يت](?:نشر|ذاع|بث)|غير (?:قابله? )?للنشر|ليست? للنشر) {_THIS}{_UNTIL}{_WHEN}",
            rf"(?:يرجي |الرجاء |نرجو )?عدم (?:ال)?نشر(?:ها|ه)? {_THIS}{_UNTIL}{_WHEN}",
            rf"للنشر (?:فقط )?(?:بعد|ابتداء|اعتبارا|الساعه|عند|غدا)(?!\w){_WHEN}",
            r"للنشر (?:فقط )?(?:في |يوم |من |\d)(?=.{0,60}\d)",
            r"(?:strictly |under )?embargo(?:ed)?(?!\w)(?: ?[:-]| (?:until|till|to|for|before|not|\d)|[)\]]|$)",
            r"(?:not for|no) (?:publication|release|broadcast|use) (?:before|until|till)(?!\w)",
            r"(?:hold|held) (?:for release )?(?:until|till)(?!\w)",
            r"for release (?:at|on|after|from|\d|sun|mon|tue|wed|thu|fri|sat|today|tomorrow|midnight|noon)",
        )
    )
    + ")"
)
_HALVES = r"ص|م|صباح|صباحا|فجرا?|ظهرا?|عصرا?|مساء|ليلا?|am|pm|a\.m|p\.m"
_HALF_MISSING = re.compile(rf"^(?!.*(?<!\w)(?:{_HALVES})(?!\w)).*ساعه (?:0?\d|1[0-2])(?![\d:.,٫])")
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

    An embargo until a day ends when that day begins (its precision is DAY). A time in words, a day without its year
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
    in_words = date.precision is Precision.DAY and _CLOCK_WORDS.search(folded)
    return None if several or in_words else date
