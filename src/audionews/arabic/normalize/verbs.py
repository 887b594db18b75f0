"""Verbs of the news that stand before numbers, by what the number is to them: subject, object, or either."""

from __future__ import annotations

import re

from audionews.arabic.letters import fold, folded_words, strip_marks

# The number is the subject: لقي 12 شخصاً مصرعهم.
SUBJECT = folded_words("""
أصيب أصيبت لقي لقيت سقط شارك يشارك حضر وصل يصل توفي غرق استشهد نجا فر هرب عاد يعود دخل خرج غادر مات تظاهر يتظاهر
تجمع تضرر انهار وقع حدث جرى اندلع انفجر تحطم نزح لجأ هاجر انتقل تأهل تنافس يتنافس يوجد يعيش يعمل بقي مضى مر
انقضى اجتمع صوت تبقى نقص اختنق احترق تعرض عثر كشف أفرج وفد اعتصم أضرب احتشد توافد تطوع تقدم ترشح سافر قدم تخرج
قطن يقطن سكن يسكن شفي تعافى تماثل فقد تشرد انضم انسحب انشق استقال نشأ ظهر اختفى تدفق وجد تخلف تقاعد أجريت عقدت
أقيمت أقيم نقلت أحيل تفرق امتنع يمتنع وافق اعترض التحق تسلل انتشر استسلم اصطدم انزلق رسا أقلع نفق ولد تواجد
أدلى يدلي اقترع يقترع
""")
# The number is the object, or says how long, how much: بلغ 12 قتيلاً.
OBJECT = folded_words("""
بلغ يبلغ تجاوز يتجاوز تخطى تخطت يتخطى ناهز يناهز قارب يقارب حقق يحقق سجل يسجل أحرز يحرز خسر يخسر ربح يربح كسب
يكسب دفع يدفع أنفق ينفق صرفت صرفوا يصرف خصص يخصص يقدم تلقى تلقت يتلقى استقبل يستقبل أطلق يطلق أسقط يسقط أرسل يرسل شن
يشن شنت نفذ ينفذ نشر ينشر باع يبيع اشترى اشترت يشتري استورد يستورد صدر يصدر أنتج ينتج صنع يصنع بنى يبني شيد يشيد
افتتح يفتتح أنشأ ينشئ ضم يضم شمل يشمل احتوى يحوي تضمن يتضمن وزع يوزع منح يمنح أعطى أعطت يعطي جمع يجمع حشد يحشد
جند يجند وظف يوظف درب يدرب استخدم يستخدم استهلك يستهلك استغرق يستغرق استمر يستمر دام يدوم أمضى يمضي قضى يقضي لبث
مكث يمكث عاش خاض يخوض لعب يلعب قطع يقطع احتاج يحتاج طلب يطلب كلف يكلف ساوى يساوي عادل يعادل مثل يمثل شكل يشكل
غطى يغطي ألقى ألقت يلقي حصد يحصد نال ينال ملك يملك امتلك يمتلك أجرى أجرت يجري عقد يعقد أصدر فرض يفرض زار يزور
كتب يكتب سرق يسرق خلف يخلف أوقع يوقع ترك يترك زرع يزرع حفر يحفر وفر يوفر أضاف يضيف خفض يخفض رفع يرفع زاد يزيد
ارتفع يرتفع انخفض ينخفض تراجع يتراجع صعد يصعد هبط يهبط يسع يتسع يخدم عالج يعالج كبد يكبد ناقش يناقش شاهد يشاهد
رصد يرصد أحصى أحصت يحصي يعد هجر استعاد يستعيد استثمر يستثمر أودع يودع جنى يجني وجه يوجه ضخ يضخ قدرت البالغ
البالغة استضاف يستضيف بالغا بالغة متجاوزا يبعد تبعد يفوق تفوق فاق يتعدى ليبلغ لتبلغ ليسجل لتسجل يحمل حمل يتقاضى
يقتل يعتقل يخطف يختطف يحتجز يدمر ينقل يعدم يهدم ينقذ يسجن يضبط يطرد يستهدف يحرق يجلي يخلي يصيب يجرح يفقد يأسر
""")
# The number behind them is their subject, unless that came before: طالبت 12 دولة, but الجيش هاجم 12 موقعاً.
FOLLOWED = folded_words("""
كان كانت يكون تكون أصبح أصبحت بات باتت ظل ليس ليست صار صارت
طالب يطالب دعا دعت يدعو أدان يدين أكد يؤكد حذر يحذر هاجم يهاجم اقتحم يقتحم احتفل يحتفل رحب يرحب ندد يندد اتفق يتفق
رفض يرفض أيد يؤيد أعلن يعلن انتظر ينتظر ساعد يساعد
""")
# Directly before the number it is read as passive (قتل 12 شخصاً), after a subject as active (قتل الجيش 12 شخصاً).
EITHER = FOLLOWED | folded_words("""
قتل جرح اعتقل خطف اختطف احتجز أوقف دمر نقل أعدم أسر هدم أخلى أجلى أنقذ سجن شرد دفن شنق ضبط حبس طرد أبعد حرق
استهدف أحرق أصاب
""")
# Shapes that are verbs and hardly anything else: انتخبت, التقى, يكتشف, استعرض (but not انتخاب, أشهر, وقت).
_SHAPE = re.compile(r"\w{3,}(?<!ا)ت|\w{3,}ى|ي\w{3,}|ا(?:ست\w{3}|ن\w{3}|\wت\w{2})")
# Words of those shapes that are none.
_NO_VERBS = folded_words(
    "على إلى حتى لدى مستشفى مبنى معنى ذكرى كبرى أخرى إحدى بيروت الكويت كويت توقيت يونيو يوليو يناير يورو يوميا بنت"
)


def _readings(word: str) -> tuple[str, ...]:
    """Return the dictionary forms that a written verb may stand for: 3rd person past or present."""
    stems = [word]
    if word.endswith(("ت", "ن")) and not word.endswith(("ات", "ون")):
        stems.append(word[:-1])
    if word.endswith(("وا", "ون", "ان", "تا")):
        stems.append(word[:-2])
    stems += ["ي" + stem[1:] for stem in stems if stem[:1] in {"ت", "ن"}]
    return tuple(stems)


def is_one_of(word: str, verbs: frozenset[str]) -> bool:
    """Return whether the word is a form of one of the verbs; a leading و, ف or س may stand before it.

    >>> is_one_of("وستستقبل", OBJECT), is_one_of("شاركوا", SUBJECT), is_one_of("كتاب", OBJECT)
    (True, True, False)
    """
    folded = fold(word)
    forms = [folded]
    while len(forms[-1]) > 3 and forms[-1][0] in "وفس":
        forms.append(forms[-1][1:])
    return any(reading in verbs for form in forms for reading in _readings(form))


def looks_like_verb(word: str) -> bool:
    """Return whether a word that is in no list has the shape of a verb of the 3rd person.

    >>> looks_like_verb("التقى"), looks_like_verb("وانتخبت"), looks_like_verb("انتخاب"), looks_like_verb("هجمات")
    (True, True, False, False)
    """
    plain = strip_marks(word)
    return bool(_SHAPE.fullmatch(plain)) and fold(plain) not in _NO_VERBS
