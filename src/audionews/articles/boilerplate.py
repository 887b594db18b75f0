"""What newspaper pages put around an article: lists that are easy to extend, and the rules for lines around them.

Lines are compared by their letters only, folded (``letters.fold``): hamza spellings, marks, digits, signs and case do
not count, so that "+ الخط -" is found as "الخط" and "إقرأ أيضا :" as "اقرأ أيضاً". A bar parts the entries of a list.
"""

from __future__ import annotations

import re
from functools import cache

from audionews.arabic.letters import fold, fold_digits

# Whole lines that are dropped wherever they stand.
_CHROME = """
الخط | حجم الخط | تكبير الخط | تصغير الخط | الخط الأساسي | تكبير الخط الخط الأساسي تصغير الخط | ع | ع ع
ع ع ع | T | TT | T T | Aa | A A | A A A | استمع | استماع | استمع إلى المقال | استمع إلى المقالة | استمع للمقال
استمع للمقالة | استمع إلى الخبر | استمع للخبر | إيقاف الاستماع | شارك | مشاركة | شاركها | شارك المقال
شارك المقالة | شارك الخبر | شارك القصة | شارك عبر | مشاركة عبر | مشاركة المقال | مشاركة الخبر
شارك هذا الموضوع | شارك هذه الصفحة | نسخ الرابط | انسخ الرابط | تم نسخ الرابط | تم النسخ | الرابط المختصر
رابط مختصر | طباعة | اطبع | طباعة الصفحة | حفظ | احفظ المقال | حفظ المقال | إرسال | أرسل | أرسل إلى صديق
أرسل لصديق | بريد | إعلان | إعلانات | مساحة إعلانية | Advertisement | Ad | تابع | تابعنا | تابعونا | اشترك
اشترك الآن | اشترك معنا | متابعة | الرئيسية | القائمة | بحث | تخطي إلى المحتوى | انتقل إلى المحتوى
تسجيل الدخول | عرض المزيد | اقرأ المزيد | للمزيد | المزيد | تحميل المزيد | عرض الصور | عرض الصورة | صورة | صور
فيديو | شاهد الفيديو | شاهد | بالفيديو | بالصور | أرشيف | تعليق | تعليقات | لا تعليقات | لا توجد تعليقات
لا يوجد تعليقات | مشاهدة | مشاهدات | عدد المشاهدات | عدد القراءات | قراءة | دقيقة قراءة | دقائق قراءة
دقيقة للقراءة | دقائق للقراءة | دقيقة | دقائق | آخر تحديث | تاريخ النشر | نشر في | نشر | تم النشر
تم النشر في | تم التحديث | بقلم | كتب | كتبت | بواسطة | الكاتب | خبر عاجل | عاجل
إخفاء الملخص | معلومات المقال | Article information | Play video | Share | Shares | Views | Comments
Read more | Listen | Save | Print | Menu | Search | Home | Skip to content
"""

# Whole lines that name a section; dropped before the body begins.
_SECTIONS = """
أخبار | الأخبار | أخبار عربية | أخبار دولية | أخبار عالمية | أخبار محلية | أخبار عربية ودولية | أخبار العالم
أخبار العالم العربي
أخبار عاجلة | سياسة | السياسة | سياسة دولية | اقتصاد | الاقتصاد | مال وأعمال | اقتصاد وأعمال | رياضة | الرياضة
ثقافة | الثقافة | ثقافة وفن | ثقافة وفنون | فن | فنون | منوعات | مجتمع | صحة | علوم | علوم وتكنولوجيا
تكنولوجيا | تقنية | بيئة | مناخ | عربي | عربية | العالم العربي | الوطن العربي | دولي | دولية | دوليات
عربي ودولي | عرب وعالم | العالم | محليات | محلي | محلية | حوادث | تقارير | تحقيقات | حوارات | مقالات | آراء
رأي | قضايا | سفر | تعليم | غير مصنف
"""

_SHARE_WORDS = """
فيسبوك فيس بوك الفيسبوك تويتر إكس x واتساب واتس آب اب تلغرام تليغرام تيليغرام تلجرام تيليجرام لينكد لينكدإن إن
ان انستغرام انستقرام إنستغرام يوتيوب بينتيريست بنترست ماسنجر مسنجر ريديت سناب شات تيك توك ثريدز بلوسكاي البريد
الإلكتروني بريد إلكتروني طباعة نسخ الرابط رابط شارك مشاركة على عبر حفظ share tweet facebook twitter whatsapp
telegram linkedin email mail print copy link pinterest messenger reddit threads instagram youtube bluesky
"""

# Whole lines that open the summary.
_SUMMARY_OPENERS = """
اظهر الملخص | إظهار الملخص | عرض الملخص | ملخص | الملخص | ملخص الخبر | ملخص المقال | أبرز النقاط | أهم النقاط
النقاط الرئيسية
"""

# Whole lines after which nothing belongs to the article.
_TAIL = """
المساهمون | ذات صلة | مقالات ذات صلة | أخبار ذات صلة | مواضيع ذات صلة | موضوعات ذات صلة | مواد ذات صلة
قصص ذات صلة | روابط ذات صلة | أخبار متعلقة | مواضيع متعلقة | مقالات متعلقة | موضوعات متعلقة | مواضيع مرتبطة
مقالات مرتبطة | مرتبط | متعلقات | اقرأ أيضا | اقرأ ايضا في | اقرؤوا أيضا | اقرأوا أيضا | اقراء أيضا
اقرأ كذلك | طالع أيضا | شاهد أيضا | قد يهمك | قد يهمك أيضا | قد تهمك أيضا | قد يعجبك | قد يعجبك أيضا
ربما يعجبك أيضا | مواضيع قد تهمك | أخبار قد تهمك | مقالات قد تهمك | موضوعات قد تهمك | اخترنا لك | اخترنا لكم
الأكثر قراءة | الأكثر مشاهدة | الأكثر تداولا | الأكثر شعبية | آخر الأخبار | أحدث الأخبار | أخبار أخرى
المزيد من الأخبار | كلمات مفتاحية | الكلمات المفتاحية | كلمات دلالية | الكلمات الدلالية | كلمات البحث | الوسوم
وسوم | تاغات | Tags | تصنيفات | التصنيفات | الأقسام | المصدر | المصادر | التعليقات | اترك تعليقا | اترك تعليق
اترك تعليقك | اترك ردا | اترك رد | أضف تعليقا | أضف تعليق | أضف تعليقك | اكتب تعليقا | اكتب تعليقك
إضافة تعليق | إضافة تعليق جديد | إلغاء الرد | شارك برأيك | شاركنا رأيك | نبذة عن الكاتب | عن الكاتب
التنقل بين المقالات | تصفح المقالات | تنقل المقالة | المقالة السابقة | المقالة التالية | المقال السابق
المقال التالي | الخبر السابق | الخبر التالي | السابق | التالي | جميع الحقوق محفوظة | كل الحقوق محفوظة
حقوق النشر محفوظة | انتهى
"""

# With a colon and more behind it on the line, these open the tail too.
_TAIL_LABELS = """
المصدر | المصادر | كلمات مفتاحية | الكلمات المفتاحية | كلمات دلالية | الكلمات الدلالية | الوسوم | وسوم | تاغات
Tags | التصنيفات | تصنيفات | التصنيف | القسم | مواضيع ذات صلة | مقالات ذات صلة | أخبار ذات صلة
"""

# With a title behind it on the line, these may stand between two paragraphs.
_READ_ALSO = """
اقرأ أيضا | اقراء أيضا | اقرأ كذلك | اقرأ المزيد | طالع أيضا | شاهد أيضا | قد يهمك أيضا | للمزيد
"""

_SPANS = (
    "ثوان|ثانيه|دقيقه|دقيقتين|دقائق|ساعه|ساعتين|ساعات|يوم|يومين|ايام|"
    "اسبوع|اسبوعين|اسابيع|شهر|شهرين|اشهر|سنه|سنتين|سنوات"
)
_PATTERNS = (
    rf"(?:اخر تحديث |تحديث |نشر |نشرت )?(?:منذ|قبل) (?:\d+ )?(?:{_SPANS})(?: واحده)?",
    r"(?:مده|وقت|زمن) القراءه.{0,30}",
    r"(?:الرئيسيه|home) ?[»›>/|\\←-].*",
    r"(?:https?://|www\.)\S+",
    r"(?:تابع|تابعوا|تابعنا|تابعونا) .{0,60}(?:علي|عبر) .{0,60}",
    r"(?:اشترك|اشتركوا|انضم|انضموا) .{0,60}(?:قناه|قناتنا|نشره|نشرتنا|مجموعه|النشره).{0,60}",
    r"(?:اضغط|انقر) هنا.{0,60}",
    r"(?:#\w+ ?)+",
    r"(?:role|reporting from|دور|الصفه)[,،] .{0,60}",
)


def letters_of(text: str) -> str:
    """Return the words of a line for comparing: folded, lower case, without digits, signs and marks.

    >>> letters_of("+ الخط -"), letters_of("1 إقرأ أيضاً:")
    ('الخط', 'اقرا ايضا')
    """
    return " ".join(re.findall(r"[^\W\d_]+", fold(text).lower()))


@cache
def _entries(entries: str) -> frozenset[str]:
    return frozenset(letters_of(entry) for entry in re.split(r"[|\n]", entries.strip()))


@cache
def _starts(entries: str, then: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(sorted(_entries(entries), key=len, reverse=True))})(?!\w){then}")


@cache
def _share_words() -> frozenset[str]:
    return frozenset(letters_of(_SHARE_WORDS).split())


def folded(text: str) -> str:
    """Return the line for rules that look at its signs and digits: folded and lower case, signs in front taken off."""
    return fold(fold_digits(text)).lower().lstrip("-–—•·*+|/»«[]() ")


def is_chrome(text: str) -> bool:
    """Return whether a line (not empty) is chrome anywhere: no letters at all, in the list, share buttons, a counter.

    >>> [is_chrome(text) for text in ("+ الخط -", "TT", "***", "منذ 3 ساعات", "فيسبوك واتساب", "قال الوزير")]
    [True, True, True, True, True, False]
    """
    letters = letters_of(text)
    if not letters or letters in _entries(_CHROME) or _share_words().issuperset(letters.split()):
        return True
    line = folded(text).rstrip(" .")
    return any(re.fullmatch(pattern, line) for pattern in _PATTERNS) or opens_detour(text)


def is_section(text: str) -> bool:
    """Return whether the line is only the name of a section of the newspaper ("أخبار عربية", "في أخبار")."""
    return letters_of(text).removeprefix("في ") in _entries(_SECTIONS)


def is_headlines(raw: str) -> bool:
    """Return whether the line (white space as it came) is a row of other stories' headlines, as aggregators print it.

    That is at least five stretches set off by three or more blanks, hardly any of which ends in a full stop.
    """
    stretches = [stretch for stretch in re.split(r"\s{3,}|\t", raw.strip()) if stretch]
    return len(stretches) >= 5 and sum(stretch.endswith((".", ":", "؟")) for stretch in stretches) * 4 < len(stretches)


def opens_summary(text: str) -> bool:
    """Return whether the line opens the summary ("اظهر الملخص").

    >>> opens_summary("أظهر الملخّص:")
    True
    """
    return letters_of(text) in _entries(_SUMMARY_OPENERS)


def opens_tail(text: str) -> bool:
    """Return whether nothing after this line (and not the line itself) belongs to the article.

    >>> [opens_tail(text) for text in ("المساهمون", "إقرأ أيضا :", "المصدر: وكالات", "المصدر الأول للطاقة هو الشمس.")]
    [True, True, True, False]
    """
    if letters_of(text) in _entries(_TAIL):
        return True
    return len(text) <= 400 and _starts(_TAIL_LABELS, " ?[:|]").match(folded(text)) is not None


def opens_read_also(text: str) -> bool:
    """Return whether the line links another story by its title ("اقرأ أيضاً: ...").

    >>> opens_read_also("إقرأ أيضًا.. وزير الطاقة: الإنتاج يرتفع"), opens_read_also("اقرأ الكتاب")
    (True, False)
    """
    return _starts(_READ_ALSO, r" ?[:|.…-]+ ?\S").match(folded(text)) is not None


def opens_detour(text: str) -> bool:
    """Return whether a box begins here that a screen reader is told to jump over or to read as a list.

    BBC: "تخطى الأكثر قراءة وواصل القراءة", Al Jazeera: "list of 3 items".
    """
    return re.fullmatch(r"تخط[ي]? .{1,80}(?:وواصل القراءه|مشاركه)|list of \d+ items?", folded(text)) is not None


def closes_detour(text: str) -> bool:
    """Return whether that box ends here ("نهاية", "الأكثر قراءة نهاية", "نهاية يوتيوب مشاركة", "end of list")."""
    words = letters_of(text).split()
    return words == ["end", "of", "list"] or (1 <= len(words) <= 8 and "نهايه" in {words[0], words[-1]})
