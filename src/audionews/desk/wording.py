"""The Arabic words of the desk for places, reasons, roles, rules, changes and errors of the library."""

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
    "folder": "مجلد البرنامج",
    "lexicon": "معجم البرنامج",
}
SCOPES: Mapping[str, str] = {"here": "هنا فقط", "article": "في هذا المقال", "always": "دائمًا"}
ERRORS: Mapping[str, str] = {
    "AudionewsError": "تعذّر ذلك",
    "UsageError": "لا يمكن تنفيذ الطلب",
    "ArticleError": "لا يمكن استعمال هذا المقال",
    "Empty": "النص فارغ",
    "Binary": "هذا ليس نص مقال",
    "UnknownFormat": "صيغة الملف غير معروفة",
    "TooLarge": "النص أكبر من أي مقال",
    "NotArabic": "النص ليس عربيًّا",
    "NotAnArticle": "هذه صفحة لا مقال فيها",
    "Withheld": "الصحيفة لا تريد نشره",
    "DatedAhead": "تاريخ المقال بعيد في المستقبل",
    "AmbiguousArticle": "قد يكون تصحيحًا لحلقة منشورة، أو مقالًا آخر",
    "NoHeadline": "لا سطر فيه يصلح عنوانًا: اختر سطرًا",
    "NoBody": "لا يُقرأ منه غير العنوان: اختر الفقرات",
    "FetchError": "تعذّر جلب الصفحة",
    "AddressRefused": "لا يُجلب هذا العنوان",
    "RobotsRefused": "الموقع لا يسمح بجلب هذه الصفحة",
    "PageGone": "الصفحة غير موجودة",
    "SiteUnavailable": "الموقع لا يجيب الآن",
    "EngineError": "تعذّر النطق",
    "Transient": "خدمة الصوت لا تجيب الآن",
    "StoreError": "تعذّرت قراءة الملفات أو كتابتها",
    "EpisodeChanged": "تغيّرت الحلقة بعد فتح المسودة",
    "ReviewChanged": "غيّرت الصحيفة المقال، أو لم يعد ينتظر",
    "DraftChanged": "سبقك محرر آخر إلى تعديل المسودة",
    "SettingsError": "في الإعدادات أو القراءة خطأ",
}


def rule_name(rule: str) -> str:
    """Return the Arabic name of a rule such as "money.speak_amount"; its own if it has none."""
    return RULES.get(rule.partition(".")[0], rule)
