"""The Arabic words for the evidence by which a reader placed a line. What has none is shown as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Mapping[str, str] = {
    "the first line that could be the headline": "أول سطر يصلح عنوانًا",
    "has words of the first paragraphs": "فيه كلمات من الفقرات الأولى",
    "opens what follows an article": "يفتتح ما يلي المقالات",
    "opens the summary": "يفتتح الملخص",
    "opens links to other articles": "يفتتح روابط مقالات أخرى",
    "opens a box that readers can jump over": "يفتتح إطارًا جانبيًّا",
    "in a box that readers can jump over": "في إطار جانبي",
    "marked as the headline": "معلَّم عنوانًا",
    "labelled as the headline": "مكتوب قبله أنه العنوان",
    "links another article": "رابط مقال آخر",
    "under the opener of the summary": "تحت بداية الملخص",
    "the user leaves it out": "طلب المستخدم تركه",
    "the user keeps it": "طلب المستخدم إبقاءه",
    "the title of the page": "عنوان الصفحة",
    "like the title of the page": "يشبه عنوان الصفحة",
    "the name of someone whom the first paragraph is about": "اسم من تتحدث عنه الفقرة الأولى",
    "the file says so": "كذا في الملف",
    "the account that published it": "الحساب الذي نشره",
    "says who wrote it": "يذكر الكاتب",
    "said twice": "مكرر",
    "said before": "ورد من قبل",
    "said again with the name of the site": "يتكرر مع اسم الموقع",
    "said again below": "يتكرر في الأسفل",
    "reads like a paragraph": "يُقرأ كفقرة",
    "opens the end of the page": "يفتتح نهاية الصفحة",
    "nothing speaks against it": "لا مانع منه",
    "not in the article": "ليس في المقال",
    "names only a source": "يذكر مصدرًا فقط",
    "names a section": "اسم قسم",
    "is the address of the article": "عنوان المقال على الشبكة",
    "is on the list of what pages print around articles": "مما تطبعه المواقع حول المقالات",
    "is on the list of sections and greetings": "من أسماء الأقسام والتحيات",
    "is nearly only a date": "تاريخ تقريبًا",
    "is labelled or credited like a caption": "يشبه تعليق صورة",
    "is labelled like a byline": "يشبه سطر الكاتب",
    "is a row of headlines": "صف عناوين",
    "is a point of a list": "نقطة في قائمة",
    "is a mark of a news agency": "علامة وكالة أنباء",
    "is a header of a message or a masthead": "ترويسة",
    "initials below the article": "أحرف المحرر تحت المقال",
    "holds the article back": "يؤخر النشر",
    "has only hidden characters or markup": "ليس فيه إلا علامات مخفية",
    "has only addresses and hashtags": "عناوين ووسوم فقط",
    "has numbers and no letters": "أرقام بلا حروف",
    "beside a date or byline": "بجانب التاريخ أو الكاتب",
    "an address alone": "عنوان إلكتروني وحده",
    "above the headline": "فوق العنوان",
    "about the author": "عن الكاتب",
    "a row of numbers in the article": "صف أرقام في المقال",
    "a point between the headline and the first paragraph": "نقطة بين العنوان والفقرة الأولى",
    "a number alone": "رقم وحده",
    "a name beside the date or above the first paragraph": "اسم بجانب التاريخ أو فوق الفقرة الأولى",
    "a date or time alone": "تاريخ أو وقت وحده",
    "a control of the page": "من أزرار الصفحة",
    "a city beside the date or the author": "مدينة بجانب التاريخ أو الكاتب",
    "given": "معطى مع المقال",
}


def in_arabic(why: str) -> str:
    """Return the evidence in Arabic words, or "" if there are none for it.

    >>> in_arabic("said before"), in_arabic("the moon")
    ('ورد من قبل', '')
    """
    parts = why.split(", ")
    return "، ".join(WORDS[part] for part in parts) if all(part in WORDS for part in parts) else ""
