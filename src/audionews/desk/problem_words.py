"""The Arabic words for errors and notices of the library: by the name of a class, and by what a message says."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_AGAIN = "حاول بعد قليل."
_TEXT = "ألصق نص المقال في الوارد: العنوان في السطر الأول، ثم الفقرات."
_SUPPORT = "اعرض التفاصيل على من يدير البرنامج."

# By class: what happened, and what to do
KINDS: Mapping[str, tuple[str, str]] = {
    "AudionewsError": ("تعذّر ذلك", _SUPPORT),
    "UsageError": ("لا يمكن تنفيذ الطلب", "حمّل الصفحة من جديد، ثم حاول."),
    "ArticleError": ("لا يمكن استعمال هذا المقال", _TEXT),
    "NotText": ("ليس هذا نصًّا", _TEXT),
    "Empty": ("النص فارغ", _TEXT),
    "Binary": ("ليس هذا نص مقال، أو هو ملف تالف", "احفظ الملف من جديد، أو ألصق نصه في الوارد."),
    "UnknownFormat": ("صيغة الملف غير معروفة", _TEXT),
    "TooLarge": ("هذا أكبر من أي مقال", "ضع كل مقال في ملف وحده."),
    "NotArabic": ("النص ليس عربيًّا", "أضف مقالًا بالعربية."),
    "NotAnArticle": ("هذه صفحة لا مقال فيها", "أعطِ عنوان صفحة المقال نفسه، أو ألصق نصه."),
    "Withheld": ("الصحيفة لا تريد نشره", "دعه، واسحب حلقته إن كانت منشورة."),
    "DatedAhead": ("تاريخ المقال بعيد في المستقبل", "صحّح التاريخ، أو حدّد موعدًا للنشر."),
    "AmbiguousArticle": (
        "قد يكون تصحيحًا لحلقة منشورة، أو مقالًا آخر",
        "إن كان تصحيحًا فافتح حلقته من صفحة الحلقات؛ وإلا فضع علامة «مقال آخر».",
    ),
    "NoHeadline": ("لا سطر فيه يصلح عنوانًا", "اختر سطرًا عنوانًا في صفحة السطور."),
    "NoBody": ("لا يُقرأ منه غير العنوان", "اختر في صفحة السطور الفقرات التي تُقرأ."),
    "FetchError": ("تعذّر جلب الصفحة", "افتح العنوان في المتصفح، وألصق نص المقال في الوارد."),
    "AddressRefused": ("لا يُجلب هذا العنوان", "أعطِ عنوانًا عامًّا على الشبكة، بلا كلمة سر فيه."),
    "RobotsRefused": ("الموقع لا يسمح بجلب هذه الصفحة", "افتحها في المتصفح، وألصق نص المقال في الوارد."),
    "PageGone": ("الصفحة غير موجودة", "تحقق من العنوان."),
    "SiteUnavailable": ("الموقع لا يجيب الآن", _AGAIN),
    "EngineError": ("تعذّر النطق", "حاول من جديد، أو اختر صوتًا آخر."),
    "BadInput": ("الصوت لا يقبل هذا النص", "عدّل السطر، أو اختر صوتًا آخر."),
    "Blocked": ("خدمة الصوت ترفض الطلب", "تحقق من المفتاح والرصيد عند مزوّد الصوت، أو اختر صوتًا آخر."),
    "NoAudio": ("لم يأتِ من خدمة الصوت صوت صالح", "حاول من جديد، أو اختر صوتًا آخر."),
    "Truncated": ("الصوت أقصر من النص", "حاول من جديد، أو قسّم السطر."),
    "Transient": ("خدمة الصوت لا تجيب الآن", _AGAIN),
    "RateLimited": ("طلبات كثيرة على خدمة الصوت", _AGAIN),
    "WorkerLost": ("توقّف برنامج مساعد أثناء البناء", _AGAIN),
    "ReviewChanged": ("غيّرت الصحيفة المقال، أو لم يعد ينتظر", "عُد إلى الوارد، وافتحه من جديد."),
    "SyncRunning": ("المزامنة تعمل الآن", _AGAIN),
    "StoreError": ("تعذّرت قراءة الملفات أو كتابتها", _SUPPORT),
    "StoreBusy": ("برنامج آخر يكتب في المجلد الآن", _AGAIN),
    "CacheChanged": ("ضاعت أصوات من الذاكرة أثناء البناء", _AGAIN),
    "FileDamaged": ("ملف من ملفات البرنامج ناقص أو تالف", _SUPPORT),
    "EpisodeDamaged": ("ملف من ملفات الحلقة تالف", _SUPPORT),
    "EpisodeChanged": ("تغيّرت الحلقة بعد فتح المسودة", "ضع المسودة جانبًا، وافتح الحلقة من جديد."),
    "DraftChanged": ("سبقك محرر آخر إلى تعديل المسودة", "انظر إلى الفرق، ثم أعد تعديلك."),
    "EntryChanged": ("سبقك محرر آخر إلى تغيير معجم البرنامج", "انظر إلى الفرق، ثم أعد تعديلك."),
    "SettingsError": ("في الإعدادات أو في القراءة خطأ", _SUPPORT),
    "InternalError": ("خطأ في البرنامج نفسه", _SUPPORT),
    # of requests that no page of the desk makes
    "NotFound": ("لا صفحة في هذا العنوان", "عُد إلى الوارد."),
    "Forged": ("لم يأتِ هذا الطلب من صفحة من صفحات المكتب", "افتح المكتب من جديد، وأعد ما فعلت."),
    "StaleForm": ("هذه الصفحة قديمة", "حمّلها من جديد، وأعد ما فعلت."),
    "SessionEnded": ("انتهت الجلسة", "حمّل الصفحة من جديد، واكتب اسمك."),
}

# By message, as a pattern; with what it says in Arabic, and what to do if that is not what the class says
MESSAGES: tuple[tuple[str, str, str], ...] = (
    ("the text is empty", "لم تُلصق شيئًا.", _TEXT),
    ("the name is empty", "لم تكتب اسمًا.", "اكتب الاسم الذي يظهر في السجل."),
    ("the file is empty or has no name", "الملف فارغ، أو بلا اسم.", "أفلت ملفًا فيه مقال."),
    ('"(.*)" is no address', "«{0}» ليس عنوان صفحة.", "اكتب عنوانًا مثل https://example.org/article"),
    ("there is no article in it", "لا مقال فيه.", _TEXT),
    ("there is no draft (.*)", "لا مسودة بهذا الاسم.", "عُد إلى الوارد: فيه كل المسودات."),
    ("there is no line (.*)", "لا سطر رقمه {0}.", ""),
    ("there is no word (.*)", "لا كلمة في هذا المكان: ربما تغيّر النص.", ""),
    ("the text of a line has (.*) characters", "في السطر {0} من الحروف.", "اكتب نصًّا غير فارغ لا يزيد على 20,000 حرف."),
    ("there is nothing to undo", "لا تعديل يُتراجع عنه.", ""),
    ("the show has no cover yet", "لا غلاف بعد: يُرسم مع أول حلقة.", "انشر حلقة."),
    ("there is no preview of the draft as it is now", "تغيّرت المسودة بعد المعاينة.", "اطلب معاينة جديدة."),
    ("the sound is not there", "ملف الصوت غير موجود.", "ابنِ الحلقة من جديد."),
    (
        "this costs (.*), and the page showed (.*)",
        "الكلفة {0}، والصفحة أظهرت {1}.",
        "انظر إلى الكلفة، ثم وافق من جديد.",
    ),
    ("'(.*)' is no time", "«{0}» ليس موعدًا.", "اختر اليوم والساعة."),
    ("the draft is being built already", "الحلقة تُبنى الآن.", "انتظر حتى ينتهي البناء."),
    ("the episode (?:of this article|(.*)) was withdrawn", "الحلقة مسحوبة.", "أعدها أولًا من صفحة الحلقات."),
    ("the draft does not come from the review inbox", "لم تأتِ المسودة من الصحيفة.", "ألصق النص الجديد في الوارد."),
    ("no article (.*) waits for review", "لم يعد المقال ينتظر المراجعة.", ""),
    ("the article has changed", "غيّرت الصحيفة المقال.", "خذ النص الجديد من صفحة السطور."),
    ("the article (.*) is approved", "وافق عليه أحد من قبل.", "عُد إلى الوارد."),
    ("the article (.*) is (?:rejected|withdrawn)", "رُفض المقال، أو سحبته صحيفته.", "عُد إلى الوارد."),
    ("the note has (.*) characters", "في الملاحظة {0} من الحروف.", "اختصرها إلى 500."),
    ('there is no voice "(.*)"', "لا صوت اسمه «{0}».", "اختر صوتًا آخر."),
    ('the settings have no section "(.*)"', "لا قسم اسمه «{0}» في الإعدادات.", "اختر قسمًا آخر."),
    ("the show has no base URL", "لا عنوان للبرنامج على الشبكة.", "اكتب base_url في [show] من الإعدادات."),
    ("(.*) is an edition, and no article", "{0} نشرة مجمّعة، لا مقال.", "صحّح الحلقات التي فيها."),
    ("the sound of (.*) was purged", "حُذف صوت الحلقة {0}.", "ابنِ مقالها من جديد: لم تعد مسحوبة."),
    ("the script of (.*) was not kept", "لم يُحفظ نص الحلقة {0}.", "ابنِ مقالها من جديد."),
    (
        'word (.*) of segment (.*) is "(.*)", not "(.*)"',
        "الكلمة هناك «{2}»، لا «{3}».",
        "أغلق القراءات، وافتح الكلمة من جديد.",
    ),
    (
        '"(.*)" is no reading: it is not written in Arabic letters',
        "«{0}» ليست قراءة: اكتبها بحروف عربية.",
        "اكتب اللفظ كما يُنطق، مثل هَلُو لكلمة hello.",
    ),
    ("there is no such word", "لم تعد الكلمة في مكانها.", "افتح الكلمة من جديد."),
    ('(?:.*) has an entry for "(.*)"', "في المعجم مدخل لـ«{0}» في جدول آخر.", "غيّره في lexicon.toml."),
    ('the entry for "(.*)" in (.*) has several lines', "مدخل «{0}» في المعجم من عدة أسطر.", "غيّره في lexicon.toml."),
    (
        "(?:.*): the entry (?:.*) needs a letter in every word of its written form",
        "في المكتوب كلمة بلا حروف.",
        "اختر كلمة أو عبارة من حروف.",
    ),
    ("(?:.*): the entry (?:.*) needs a text as its reading(?:.*)", "القراءة فارغة.", "اكتب القراءة بالتشكيل."),
    ("only (.*) of the letters in (.*) are Arabic", "{0} فقط من حروف {1} عربية.", ""),
    ("(.*) looks like Persian or Urdu: (?:.*)", "يبدو أن {0} بالفارسية أو الأردية.", ""),
    ("(.*) has no text, only addresses", "ليس في {0} نص، بل عناوين فقط.", "أضف كل عنوان وحده في الوارد."),
    (
        "only the beginning of (.*) is free to read",
        "أول {0} فقط متاح بلا اشتراك.",
        "ادخل إلى الموقع، واحفظ الصفحة، ثم أفلتها هنا.",
    ),
    ("(.*) is a page of many articles: (?:.*)", "في {0} مقالات كثيرة.", ""),
    ("no line in (.*) could be the headline", "لا سطر في {0} يصلح عنوانًا.", "اختر في صفحة السطور سطرًا عنوانًا."),
    (
        "nothing in (.*) but the headline could be read out",
        "لا فقرة في {0} تصلح للقراءة.",
        "اختر في صفحة السطور الفقرات التي تُقرأ.",
    ),
    ("(.*) is XML that no reader knows", "{0} ملف XML لا يُعرف نوعه.", ""),
    ("(.*) is damaged (?:.*)", "{0} تالف.", ""),
    ("(.*) is empty", "{0} فارغ.", ""),
    ("(.*) is larger than (.*) MB", "{0} أكبر من {1} ميغابايت.", ""),
    ("the desk ended before the episode was finished", "توقّف المكتب قبل أن تتم الحلقة.", "وافق عليها من جديد."),
    # notices
    (
        '(.*): "(.*)" has a fixed reading, but is no longer in its place',
        "لم تعد «{1}» في مكانها، فقراءتها المثبّتة لا تُستعمل.",
        "",
    ),
    (
        "(.*): says the same as (.*), but is an episode of its own; (?:.*)",
        "يقول ما تقوله الحلقة {1}، لكنه حلقة مستقلة.",
        "",
    ),
    (
        "(.*): is a new episode, so nothing was corrected; (?:.*)",
        "هذه حلقة جديدة، فلا تصحيح فيها، لكن الملاحظة تظهر.",
        "",
    ),
    ("(.*): is dated ahead, so it waits until (.*); (?:.*)", "تاريخ المقال في المستقبل، فالحلقة تنتظر إلى {1}.", ""),
    ("(.*): the episode was removed; (?:.*)", "الحلقة مسحوبة؛ تُعاد من صفحة الحلقات.", ""),
    ("(.*): the photo at (.*) is left out: (?:.*)", "تُركت صورة المقال.", ""),
    ("it is to be reviewed", "صحيفته تريد مراجعته قبل النشر", ""),
    ("(?:.*) may be a correction of (.*), or another article(?:.*)", "قد يكون تصحيحًا للحلقة {0}، أو مقالًا آخر", ""),
)
