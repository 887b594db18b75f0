"""The gender of counted nouns, and whether a word is one, from its ending and lists of news words.

A plural has the gender of its singular here, because that is what a number agrees with: ثلاث سنوات, ثلاثة دولارات.
"""

from __future__ import annotations

import re

from audionews.arabic.letters import fold, folded_words, strip_marks
from audionews.arabic.numbers.cardinal import Gender

# Feminine without ة, singular or broken plural of a feminine singular.
_BY_ITSELF = folded_words("""
نساء نسوة امرأة بنت بنات فتيات أم أمهات أخت سيدات سنين سنون دول مدن قرى حرب حروب نار عين عيون أعين نفس أنفس روح
سوق أسواق دار بئر آبار كأس كؤوس قدم أقدام يد أيد أيدي سن أسنان أرض أراض أراضي شمس أذن ساق كف فأس ريح رياح جثث
أسر نقاط نقط جرائم قنابل سفن مدارس قضايا ضحايا مناطق نسخ غرف صور خطط مراحل مرات جوائز كتائب قوى مواد أمم شقق صحف
عواصم لجان لغات مزارع معارك مهام مجازر محاكم منح نسب قطع سلع علب كتل جمل حلقات قصص قصائد مقابر حدائق أبقار بقر
أغنام بواخر ثوان ثواني دقائق ساعات ليال ليالي فرص جلسات جبهات حاويات عربات ورش حصص فئات كنائس قوارير جرع لعب عقد
غارات قمم حزم رخص تهم أشجار طلقات رصاصات قذائف هزات زوجات أوراق ورقات بطاقات مئذنة أزمات ذكرى كبرى عظمى صغرى
أخرى يسرى قرية منصات شركات مشاكل أقليات عمائر صحائف خلايا زوايا هدايا وصايا عاصفة عواصف كوارث غابات سفارات
وزارات نوافذ ظواهر قوافل طوائف قارات قاعات شبكات قنوات صلوات صلاة مباراة فتاة مباريات حالات سلال حقن بيوض زجاجات
مجلات ملاعق خيام قباب روايات نيران دوريات مسيرات وفيات مئات
""")
# The singulars among them: only these come with the ا of the accusative.
_FEMININE_SINGULAR = folded_words("بنت حرب نار عين نفس روح سوق دار بئر كأس قدم يد سن أرض شمس أذن ساق كف فأس ريح")
# Masculine although the plural ends in ات or the word in ة.
_MASCULINE = folded_words("""
دولارات مليارات تريليونات بليونات ريالات جنيهات يوانات كيلومترات كيلوغرامات كيلوجرامات مترات لترات سنتيمترات
سنتمترات مليمترات ميغاوات جيجاوات غيغاوات هكتارات فدادين مطارات قطارات مهرجانات ملفات بيانات مخيمات مجلدات
مسلسلات باصات فيديوهات طلبات شيكات خلافات معسكرات منتجات مؤشرات مقترحات مبررات منتخبات مقرات مستويات مسارات
خيارات بلاغات قطاعات صراعات نشاطات نزاعات جوازات عقارات محركات حسابات خطابات مستشفيات مؤتمرات مشروعات مخططات
قرارات ميناءات موانئ حيوانات نباتات كيانات حمامات جنرالات باشوات كائنات امتحانات مختبرات صمامات هواتف مطالب
معتقلات توقيعات ضمانات مجالات مكونات متطلبات معدلات مطبات ملصقات منشورات خليفة أودية أنظمة أجهزة أسئلة أدوية
أطعمة أغذية أمتعة أندية أعضاء أطباء طلبة قتلة أشقاء إخوة فتية صبية قادة ساسة أجنحة أسابيع أوسمة أبنية أقنعة
أرغفة أعمدة أعوام أجوبة جنود خبراء زملاء أساتذة تلامذة أساقفة عمالقة أباطرة
""")
# Nouns of the shape of a masculine verbal noun (انفجارات, إجراءات, تصريحات) whose singular has ة.
_LIKE_VERBAL = folded_words("""
إمارات إشارات إدارات إصابات إقامات إذاعات إضافات إساءات إجابات إعانات إبادات إحالات إدانات إزالات إشاعات إعادات
إفادات إهانات إطاحات استقالات استغاثات استجابات انتفاضات استشارات استعارات استمارات استراحات استضافات اتفاقيات
احتياطيات تظاهرات
""")
_FEMININE = _BY_ITSELF | _LIKE_VERBAL
_VERBAL = re.compile(r"(?:ا\w+ا\w|ت\w{2}ي\w|ت\w{3}|ت\wا\w\w)ات")
_AFILA = re.compile(r"أ\w{2}[^ي]ة")  # أجهزة، أنظمة: a plural of masculine singulars
_FAILA = re.compile(r"\w\wائ\w")  # دقائق، وثائق، رسائل: the plural of فعيلة
_NOT_COUNTED = folded_words("""
في من إلى الى على عن حتى منذ مذ خلال بين نحو حوالي قرابة زهاء قبل بعد فوق تحت دون عند لدى ضمن سوى غير مقابل ضد
مع عبر وراء أمام حول طوال طيلة أو أم ثم إذ إن أن لأن لكن ولكن بل لا لم لن ما قد كان كانت كما حيث بينما فيما
عندما لما إذا لو هو هي هم هن نحن هذا هذه ذلك تلك هؤلاء الذي التي الذين ليس أي بعض كل فقط أمس تقريبا سنويا يوميا
شهريا أسبوعيا حاليا فيه فيها فيهم منهم منها منه منهن بينهم بينها بينهن لهم لها له عليه عليها عنه إليه به بها بهم
أثناء جراء إثر بحسب وفق بسبب بدون بحلول بقيمة بنسبة بواقع بمعدل بتاريخ لصالح لدعم ليصل لتصل لبناء مما ممن وهو
وهي وهم وقد وفي ومن وعلى وإلى وكان وكانت وأن وإن حسب نتيجة جنوب شمال شرق غرب قرب مساء صباحا ظهرا عصرا فجرا ليلا
صباح لسنة لعام برصيد بفارق بقيادة بمشاركة بحضور بجروح بعدما بتهمة بزمن بنتيجة بأغلبية بفضل بهدف بحق بيد بشأن بموجب
بانتظار بعدد بوزن بعمق بطول بارتفاع بسرعة بقوة بنحو بأكثر بأقل بحوالي بشكل بصورة باتجاه بالتزامن بفعل بسعر بكلفة
بتكلفة بإجمالي بمتوسط بحجم تم يتم آخر آخرين فأكثر فأقل فما أكثر أقل الأقل ناقص زائد فاصلة
""")
_WITH_W = folded_words("""
وحدة وحدات ولاية ولايات وزير وزراء وزارة وزارات وفد وفود وثيقة وثائق وظيفة وظائف وكالة وكالات وقت ورقة وسيط
وسطاء وفاة وفيات وسام ورشة ورش وردة وجبة وجبات واحة وديعة ودائع وسيلة وسائل ولد وات وحيدا وعد وعود
""")
_WITH_Y = folded_words(
    "يوم يوما يومين يورو يمنيا يمنيين يمني يهوديا يهودي يهود يابانيا ياباني يونانيا يوناني يوان يوانا ين يخت يد"
)


def gender_of(word: str) -> Gender:
    """Return the gender that a number before the word agrees with: that of the word's singular.

    >>> [gender_of(word).value[0] for word in ("سنوات", "دول", "دولارات", "أشخاص", "جثة", "إجراءات", "قادة")]
    ['f', 'f', 'm', 'm', 'f', 'm', 'm']
    """
    folded = fold(word)
    bare = folded[2:] if word.startswith("ال") else folded
    if bare in _FEMININE or folded in _FEMININE or bare.removesuffix("ا") in _FEMININE_SINGULAR:
        return Gender.FEMININE
    if bare in _MASCULINE:
        return Gender.MASCULINE
    if bare.endswith("ات"):
        return Gender.MASCULINE if _VERBAL.fullmatch(bare) else Gender.FEMININE
    plain = strip_marks(word)
    if (plain.endswith("ة") and not _AFILA.fullmatch(plain)) or _FAILA.fullmatch(bare):
        return Gender.FEMININE
    return Gender.MASCULINE


def is_counted(word: str) -> bool:
    """Return whether a word after a number looks like the noun that it counts.

    >>> [is_counted(word) for word in ("شخصاً", "وحدة", "والجيش", "من", "يشاركون", "الماضية", "يوماً")]
    [True, True, False, False, False, False, True]
    """
    folded = fold(word)
    if len(folded) < 2 or folded in _NOT_COUNTED or strip_marks(word).startswith(("ال", "لل")):
        return False
    if folded.startswith("و"):
        return folded.removesuffix("ا") in _WITH_W
    return not folded.startswith("ي") or folded in _WITH_Y
