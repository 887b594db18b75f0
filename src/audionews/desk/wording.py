"""The Arabic words of the desk for places, reasons, roles, rules and changes, and for numbers of things."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "headline": "العنوان",
    "summary": "الملخص",
    "body": "المتن",
    "dropped": "لا يُقرأ",
    "date": "التاريخ",
    "byline": "الكاتب",
    "caption": "تعليق صورة",
    "link": "رابط المقال",
    "embargo": "حظر نشر",
}
REASONS: Mapping[str, str] = {
    "blank": "سطر فارغ",
    "chrome": "من أزرار الصفحة",
    "repeat": "يكرر سطرًا آخر",
    "credit": "مصدر صورة أو نص",
    "page": "خارج المقال في الصفحة",
    "tail": "بعد نهاية المقال",
    "control": "لا حروف فيه",
    "kicker": "اسم قسم فوق العنوان",
    "wire": "علامة وكالة",
    "user": "بقرار المحرر",
}
ROLES: Mapping[str, str] = {
    "headline": "العنوان",
    "summary": "الملخص",
    "body": "المتن",
    "notice": "تنبيه الصوت الآلي",
    "latin": "لاتيني",
}
RULES: Mapping[str, str] = {
    "abbreviation": "اختصار",
    "cardinal": "عدد",
    "comparison": "مقارنة",
    "date": "تاريخ",
    "day": "يوم وشهر",
    "dimensions": "أبعاد",
    "dinar": "مبلغ",
    "duration": "مدة",
    "electronic": "عنوان إلكتروني",
    "enumeration": "تعداد",
    "footnote": "حاشية",
    "fraction": "كسر",
    "grade": "درجة",
    "honorific": "عبارة تكريم",
    "identifier": "رمز أو طراز",
    "latin": "كلمة لاتينية",
    "letter": "حرف",
    "measure": "قياس",
    "money": "مبلغ",
    "month": "شهر",
    "ordinal": "عدد ترتيبي",
    "page": "صفحات",
    "per": "معدّل",
    "percent": "نسبة مئوية",
    "power": "أُس",
    "prime": "دقائق أو بوصات",
    "range": "مدى",
    "ratio": "نسبة",
    "reference": "مرجع",
    "repetition": "عدد مكتوب مرتين",
    "roman": "رقم روماني",
    "scale": "ألوف وملايين",
    "score": "نتيجة",
    "sign": "علامة",
    "signed": "عدد بإشارة",
    "telephone": "رقم هاتف",
    "temperature": "درجة حرارة",
    "thousandths": "أجزاء الألف",
    "time": "وقت",
    "year": "سنة",
}
STATES: Mapping[str, str] = {
    "waiting": "ينتظر المراجعة",
    "published": "منشور",
    "discarded": "موضوع جانبًا",
    "removed": "مسحوب",
}
EPISODES: Mapping[str, str] = {"published": "منشورة", "waiting": "مجدولة", "removed": "مسحوبة"}
CHANGES: Mapping[str, str] = {
    "new": "حلقة جديدة",
    "corrected": "تصحيح حلقة منشورة",
    "remade": "الكلمات نفسها بصوت جديد",
    "unchanged": "لا جديد فيها",
    "removed": "حلقتها مسحوبة",
}
KINDS: Mapping[str, str] = {
    "added": "أضاف مقالًا",
    "placed": "نقل سطرًا",
    "rewritten": "عدّل نص سطر",
    "fixed": "ثبّت قراءة",
    "always": "أضاف إلى معجم البرنامج",
    "undone": "تراجع عن تعديل",
    "approved": "وافق على النشر",
    "published": "أتمّ الحلقة",
    "failed": "تعذّر عليه النشر",
    "discarded": "وضع المسودة جانبًا",
    "reopened": "فتح المسودة من جديد",
    "refreshed": "أخذ نص الصحيفة الجديد",
    "removed": "سحب حلقة",
    "restored": "أعاد حلقة",
}
SETTINGS: Mapping[str, str] = {
    "title": "الاسم",
    "description": "الوصف",
    "author": "الجهة",
    "base_url": "عنوان النشر",
    "timezone": "المنطقة الزمنية",
    "sections": "الأقسام",
    "voice": "الصوت",
    "max_cost": "أعلى كلفة لكل بناء",
    "loudness": "مستوى الصوت",
    "bitrate": "الجودة",
    "music": "الموسيقى",
    "recognizer": "نموذج الاستماع الآلي",
    "folder": "مجلد البرنامج",
    "lexicon": "معجم البرنامج",
}
SCOPES: Mapping[str, str] = {"here": "هنا فقط", "article": "في هذا المقال", "always": "دائمًا"}
_NOUNS: Mapping[str, tuple[str, str, str, str, str]] = {  # one, two, 3 to 10, 11 to 99, 100
    "line": ("سطر واحد", "سطران", "أسطر", "سطرًا", "سطر"),
    "word": ("كلمة واحدة", "كلمتان", "كلمات", "كلمة", "كلمة"),
    "character": ("حرف واحد", "حرفان", "أحرف", "حرفًا", "حرف"),
    "second": ("ثانية واحدة", "ثانيتان", "ثوانٍ", "ثانية", "ثانية"),
}


def counted(number: int, noun: str) -> str:
    """Return a number with the form of a noun that goes with it.

    >>> [counted(number, "line") for number in (0, 1, 2, 7, 22, 100, 103)]
    ['0 سطر', 'سطر واحد', 'سطران', '7 أسطر', '22 سطرًا', '100 سطر', '103 أسطر']
    """
    one, two, few, many, hundred = _NOUNS[noun]
    if number in {1, 2}:
        return one if number == 1 else two
    rest = number % 100
    form = few if 3 <= rest <= 10 else many if rest > 10 else hundred  # noqa: PLR2004 - as Arabic counts
    return f"{number} {form}"


def rule_name(rule: str) -> str:
    """Return the Arabic name of a rule such as "money.speak_amount"; its own if it has none."""
    return RULES.get(rule.partition(".")[0], rule)
