"""Who made the text and its pictures: credits, captions and bylines, known by the look of their line."""

from __future__ import annotations

import re
from functools import cache

from audionews.articles.boilerplate import folded, letters_of
from audionews.articles.dates import is_date, read_date

# Agencies, newspapers and sites that stand behind pictures and texts. A bar parts the entries.
_SOURCES = """
رويترز | وكالة رويترز | فرانس برس | وكالة فرانس برس | أ ف ب | ا ف ب | الفرنسية | أ ب | أسوشيتد برس
أسوشييتد برس | الأسوشيتد برس | د ب أ | الألمانية | شينخوا | تاس | سبوتنيك | نوفوستي | إنترفاكس | بلومبرغ
بلومبيرغ | الأناضول | وكالة الأناضول | واس | وام | بنا | قنا | كونا | بترا | وفا | سانا | واع | سونا | وات
وكالة المغرب العربي للأنباء | و م ع | أ ش أ | العمانية | وكالات | الوكالات | وكالة | غيتي | غيتي إيماجز | جيتي
جيتي إيماجز | شترستوك | شاترستوك | الجزيرة | الجزيرة نت | العربية | العربية نت | سكاي نيوز عربية
الشرق الأوسط | العربي الجديد | القدس العربي | بي بي سي | بي بي سي عربي | هسبريس | الإعلام الرسمي
الإعلام العسكري | الإعلام الحربي | إكس | تويتر | فيسبوك | تليغرام | تلغرام | إنستغرام | يوتيوب | مواقع التواصل
مواقع التواصل الاجتماعي | وسائل التواصل | وسائل التواصل الاجتماعي | منصات التواصل | مواقع إلكترونية | أرشيف
أرشيفية | صورة أرشيفية | الأرشيف | خاص | Reuters | AFP | AP | EPA | DPA | Getty | Getty Images
AFP via Getty Images | Shutterstock | Anadolu | BBC | X | BBC News عربي | BBC عربي
CNN بالعربية | سي إن إن بالعربية | RT Arabic | آر تي | اليوم السابع | عكاظ | سبق | مونت كارلو الدولية | فرانس 24
"""
_CAPTION_LABELS = r"(?:التعليق علي (?:الصوره|الفيديو)|تعليق الصوره|صوره ارشيفيه|image caption|الصوره\s?:)\s?[،,:]?\s"
_CREDIT_LABELS = (
    r"(?:صدر الصوره|مصدر الصوره|حقوق الصوره|(?:تصوير|صوره|photo)\s?:|image source|image copyright|©)\s?[،,:©]?\s?"
)
_BYLINE_LABELS = (
    r"^\W*(?:كتبت?|بقلم|بواسطة|بواسطه|إعداد|اعداد|تحرير|ترجمة|تغطية|الكاتبة?|المؤلفة?|المحررة?|المراسلة?|Author|By)"
    r"(?P<sign>\s?[:،,/-])?\s+(?=\w|«|\")"
)
_IN_BRACKETS = re.compile(r"^(?P<before>.+?)\s?[(\[](?P<credit>[^()\[\]]{1,40})[)\]]$")
# What newspapers put in brackets behind a headline.
_NO_CREDITS = re.compile(r"فيديو|صور|شاهد|بث|مباشر|تحديث|محدث|انفوغراف|انفوجراف|تفاصيل|خريطه|\d")
_SENTENCE = re.compile(r"[^\W\d_]{2,}[.؟!](?:\s|$)")


@cache
def _sources() -> frozenset[str]:
    return frozenset(letters_of(entry) for entry in re.split(r"[|\n]", _SOURCES.strip()))


def _named(text: str) -> list[bool]:
    """Return for each part of "غيتي/فرانس برس - أرشيف" whether it is a known source."""
    parts = (letters_of(part) for part in re.split(r"[/+،,|–—-]|\s(?=أرشيف)", text))
    return [part in _sources() for part in parts if part]


def is_credit(text: str) -> bool:
    """Return whether the line names the source of a picture or of the text, and nothing else.

    >>> [is_credit(text) for text in ("(أ.ف.ب)", "صدر الصورة، Getty Images", "الجزيرة + وكالات", "قالت رويترز")]
    [True, True, True, False]
    """
    named = _named(text)
    if named and all(named):
        return True
    return re.match(_CREDIT_LABELS, folded(text)) is not None and len(text.split()) <= 10


def is_caption(text: str) -> bool:
    """Return whether the line is surely a caption: it says so, or ends in the name of a picture's source.

    >>> is_caption("اجتماع مجلس الوزراء في الدوحة أمس (رويترز)"), is_caption("زلزال يضرب سواحل اليابان (فيديو)")
    (True, False)
    """
    if re.match(_CAPTION_LABELS, folded(text)):
        return True
    match = _IN_BRACKETS.match(text)
    return match is not None and any(_named(match["credit"])) and _brief(match["before"], 30)


def may_be_caption(text: str) -> bool:
    """Return whether a line between headline and body is a caption: any short credit in brackets, or its own date.

    >>> may_be_caption("وصول الوفد إلى المطار (مكتب رئيس الوزراء)"), may_be_caption("سوق في تونس، 12 مايو 2023")
    (True, True)
    """
    if is_caption(text):
        return True
    match = _IN_BRACKETS.match(text)
    if match is None:
        return read_date(text[-30:]) is not None and text[-1].isdigit() and _brief(text, 30)
    credit = match["credit"]
    return _NO_CREDITS.search(folded(credit)) is None and len(credit.split()) <= 5 and _brief(match["before"], 45, 4)


def _brief(text: str, most: int, least: int = 3) -> bool:
    """Return whether the words are few and no sentence ends among them."""
    return least <= len(text.split()) <= most and _SENTENCE.search(text) is None


def is_byline(text: str) -> bool:
    """Return whether the line says with a label who wrote, edited or translated the article.

    >>> [is_byline(text) for text in ("كتب: أحمد علي", "(إعداد منى سالم - تحرير علي خفاجي)", "كتب الرئيس رسالة.")]
    [True, True, False]
    """
    label = re.match(_BYLINE_LABELS, text)
    if label is None or len(text.split()) > 14:
        return False
    return label["sign"] is not None or (text.startswith("(") and text.rstrip(".").endswith(")"))


def may_be_byline(text: str) -> bool:
    """Return whether a line between headline and body is a byline: labelled, or up to five words that end openly.

    >>> may_be_byline("واشنطن: محمد علي صالح"), may_be_byline("ارتفاع الأسعار 5 في المئة")
    (True, False)
    """
    if is_byline(text) or (re.match(_BYLINE_LABELS, text) is not None and _brief(text, 6, 2)):
        return True
    words = letters_of(text).split()
    return 1 <= len(words) <= 5 and len(text) <= 60 and re.search(r"\d|[.؟!…]$", text) is None


def name_of(byline: str) -> str:
    """Return a byline without its label, date and signs around it.

    >>> name_of("كتب: أحمد علي"), name_of("الرياض - أحمد غاوي:"), name_of("بقلم منى سالم | 20 يونيو 2024")
    ('أحمد علي', 'الرياض - أحمد غاوي', 'منى سالم')
    """
    parts = [part for part in re.split(r"\s[|•]\s", byline) if not is_date(part)]
    name = re.sub(_BYLINE_LABELS, "", " | ".join(parts))
    return name.strip(" :،,|-–—()")
