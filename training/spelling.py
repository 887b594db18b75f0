"""Make the word list of arabic/careless.py: words that are surely meant where a hamza or the dots of ة are missing.

    python -m training.spelling shared/data/diacritics training/gold src/audionews/arabic/data/careless_words.tsv

reads well-spelled texts (xz or plain, with or without marks). A word is listed if nobody writes its careless form for
another word; a word that the rules would then change by mistake is listed as kept. Texts of news count thirty times.
"""

from __future__ import annotations

import lzma
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

from audionews.arabic.careless import BARE, ends_in_ta, join_affixes, split_affixes, with_hamza

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]+")
_DOUBLED = re.compile("أل[أإآ]")  # a slip of one of the texts
_NEWS_WEIGHT = 30
_MOST_BARE = 0.005  # share of the careless form
_MOST_OWNED = 0.02  # weight of a noun with a pronoun, to that of the word in ة
_LEAST = 8  # weight of a word that is listed
_LEAST_KEPT = 3
_MOST_OF_TYPOS = 0.12  # where no book has the careless form
_MOST_LIKELY = 0.6
_SURE = {  # no text above has them often enough, or their careless forms are words that the press does not use
    "hamza": (
        "أو أي إذ أم أخ لأن بأن لأنه أكرم أشرف أيمن أسامة إياد إيهاب أمل أميرة إسراء إيمان آلاء أنس أمجد أسعد أنور أكثم أروى "
        "أسماء أشواق إلهام إنعام أفنان أريج أكمل إدريس إلياس أيوب إسحاق إسماعيل إبراهيم أحمد أمين إسلام إيناس "
        "أوكرانيا أفغانستان أستراليا أذربيجان أرمينيا إيطاليا إسبانيا ألمانيا أوزبكستان أنقرة أثينا أربيل إدلب الأحساء أبوظبي أبها "
        "أسوان الإسكندرية الأقصر الأهلي أرسنال إيفرتون أتلتيكو إنتر إثيوبيا إريتريا أوغندا أنغولا إندونيسيا أيرلندا أيسلندا إستونيا "
        "ألبانيا الأرجنتين الإكوادور أوروغواي أمستردام أوسلو أوتاوا أبوجا أديس أسمرة أفريقيا آسيا أوروبا أمريكا أميركا إيران "
        "إسطنبول إسرائيل الأردن الإمارات أبريل أغسطس أكتوبر آذار أيار أيلول الأحد الأربعاء "
        "أعلن أكد أضاف أوضح أشار أفاد أعرب أبدى أدان أدلى أدلوا أجرى أطلق أصدر أقر ألغى أوقف أصيب أصيبت أصيبوا أسفر أسفرت أدى أدت "
        "أودى أودت أثار أثارت أنهى أنهت أحرز أحرزت أخلت أخلى أغلق أغلقت أعاد أعادت أعد أعدت أقام أقامت أرسل أرسلت أبلغ أبلغت أبرم "
        "أبرمت أتاح أتاحت أحال أحالت أحبط أحبطت أحدث أحرق أحصت أخفق أخفقت أدرج أدرجت أربك أرجأ أرجأت أرغم أزال أزالت أساء أسقط أسقطت "
        "أسهم أسهمت أشاد أشادت أشرف أشرفت أشعل أصر أصرت أضر أضرب أطاح أطاحت أعفى أعلنت أعلنوا أعلنا أغار أغارت أفرج أفرجت أفشل أفضى "
        "أقال أقالت أقدم أقدمت أقلع أقلعت ألحق ألحقت ألقى ألقت ألزم أمر أمهل أنجز أنجزت أنشأ أنشأت أنفق أنقذ أنقذت أهدر أوصى أوصت أوعز "
        "أوفد أوقفت أوقفوا أولى أيد أيدت أكدت أكدوا أضافت أوضحت أشارت أفادت أعربت أبدت أدانت أدلت أجرت أطلقت أصدرت أقرت ألغت "
        "الأسواق أسواق الأساتذة أساتذة الأطباء أطباء الأبناء أبناء الأنباء أنباء الأهالي أهالي الأحياء الأجواء أجواء الأسعار أسعار الأجور "
        "أجور الأرباح أرباح الأموال أموال الأوضاع أوضاع الأحوال أحوال الأحزاب أحزاب الأعضاء أعضاء الأصوات أصوات الأشخاص أشخاص الأطفال أطفال "
        "الأسرى أسرى الأسلحة أسلحة الأزمة أزمة الأزمات أزمات الأمن أمن الأمني أمنية الأمم الأمين الأمير الأميرة الأول أول الأولى الأخيرة "
        "الأخير الأخرى أخرى آخر آخرين الآخر الآن آلاف الآلاف أكثر أقل أفضل أكبر أصغر أعلى أدنى أحد إحدى أربعة أربع أربعين أربعون ألف أمس "
        "أيضا أثناء أمام إلى إلا إذا أما أبو أبي أب أهم أسبوع أشهر أعوام أيام الإدارة إدارة إداري الإصلاح إصلاح الإعلام إعلام إعلامي الإنتاج "
        "إنتاج الإرهاب إرهاب إرهابي الإنسان إنسان إنسانية إجراء إجراءات إطار إطلاق إصابة إصابات إضافة إعادة إعلان إغلاق إقامة إلغاء إنهاء "
        "إنشاء إيرادات إيقاف إسهام إشراف إصدار إعداد إفراج إقرار إقالة إقليم إقليمي إمكانية إنجاز إنفاق إنقاذ إيجابي إيجار إيداع "
        "الإضراب إضراب الإغاثة إغاثة الإسعاف إسعاف الإسكان إسكان الإسلام الإسلامي إسلامي رأس كأس فأس بأس يأس تأكيد تأثير تأجيل تأمين "
        "تأسيس تأهل تأييد تأخير تأهيل مأساة مسألة مأوى يأتي تأتي يأمل تأمل رأى رأي مؤسسة نشأة مفاجأة امرأة هدأت بدأت يبدأ تبدأ قرأ يقرأ"
    ),
    "ta": (
        "ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة مئة غزة مكة البصرة القاهرة جامعة شركة بطولة قمة مدرسة وزارة منظمة "
        "محكمة مدينة دولة حكومة منطقة مرحلة جولة جلسة لجنة هيئة أزمة إدارة سيارة طائرة قناة صحيفة مجلة وكالة مؤسسة"
    ),
}
_PRONOUNS = ("ها", "هم", "نا", "هما")


def _counts(folders: list[Path]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path in sorted(path for folder in folders for path in folder.iterdir() if path.suffix in {".xz", ".txt"}):
        text = lzma.decompress(path.read_bytes()).decode() if path.suffix == ".xz" else path.read_text("utf-8")
        weight = 1 if path.name.startswith("classical") else _NEWS_WEIGHT
        for word, number in Counter(_WORD.findall(_MARKS.sub("", text.replace("ٱ", "ا")))).items():
            if not _DOUBLED.search(word):
                counts[word] += number * weight
    return counts


def hamza_words(counts: Counter[str]) -> dict[str, str]:
    """Return for each careless form the word that it surely stands for."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for word, number in counts.items():
        forms[word.translate(BARE)][word] += number
    sure = {}
    for bare, meant in forms.items():
        (word, _), total = meant.most_common(1)[0], sum(meant.values())
        rare = meant[bare] <= _MOST_BARE * total
        typo = meant[bare] <= _MOST_OF_TYPOS * total and meant[bare] % _NEWS_WEIGHT == 0
        if word != bare and len(bare) > 2 and total >= _LEAST and (rare or typo):
            sure[bare] = word
    return sure | {word.translate(BARE): word for word in _SURE["hamza"].split()}


def ta_words(counts: Counter[str], most_owned: float) -> dict[str, str]:
    """Return for each form in ه the word in ة that it stands for, and no word with a pronoun.

    Args:
        counts: Weights of words.
        most_owned: Weight of the noun with a pronoun, as a share of that of the word in ة.
    """
    sure = {}
    for word, number in counts.items():
        stem = word[:-1]
        owned = counts[stem + "ه"] * 10 + sum(counts[stem + pronoun] for pronoun in _PRONOUNS)
        if word.endswith("ة") and len(word) > 3 and number >= _LEAST and owned <= most_owned * number:
            sure[(stem + "ه").translate(BARE)] = word
    return sure


def without_affixed(sure: dict[str, str]) -> list[str]:
    """Return the words that do not follow from another one with particles before or a pronoun behind."""
    return sorted(
        word
        for bare, word in sure.items()
        if not any(
            stem != bare and stem in sure and join_affixes(prefix, sure[stem], pronoun) == word
            for prefix, stem, pronoun in split_affixes(bare)
        )
    )


def main(arguments: list[str]) -> None:
    """Write the list that the last argument names from the texts in the folders before it."""
    *folders, table = map(Path, arguments)
    counts = _counts(folders)
    hamza = without_affixed(hamza_words(counts))
    surely = ta_words(counts, _MOST_OWNED) | {word.translate(BARE)[:-1] + "ه": word for word in _SURE["ta"].split()}
    ta = without_affixed(surely)
    likely = without_affixed({bare: word for bare, word in ta_words(counts, _MOST_LIKELY).items() if bare not in surely})
    by_bare, stems = {word.translate(BARE): word for word in hamza}, frozenset(word.translate(BARE)[:-1] for word in ta)
    always = {word.translate(BARE) for word in _SURE["hamza"].split()}
    always |= {word.translate(BARE)[:-1] + "ه" for word in _SURE["ta"].split()}
    kept = sorted(
        word
        for word, number in counts.items()
        if number >= _LEAST_KEPT
        and not any(letter in word for letter in "أإآ")
        and word not in always
        and (with_hamza(word, by_bare) != word or (word.endswith("ه") and ends_in_ta(word, stems)))
    )
    definite = (word for word in counts if re.fullmatch("(?:[وفبك]?ال|و?لل).{2,}ه", word))
    kept = sorted({*kept, *definite})
    head = [line for line in table.read_text("utf-8").splitlines() if line.startswith("#") or line == "word\tkind"]
    rows = [f"{word}\t{kind}" for kind, words in (("hamza", hamza), ("ta", ta), ("likely", likely), ("kept", kept)) for word in words]
    table.write_text("\n".join([*head, *rows]) + "\n", "utf-8")
    print(f"{table.name}: {len(hamza)} with hamza, {len(ta)} in ة, {len(likely)} likely, {len(kept)} kept")


if __name__ == "__main__":
    main(sys.argv[1:])
