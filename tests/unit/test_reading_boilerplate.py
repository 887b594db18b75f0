import pytest

from audionews.articles.boilerplate import (
    closes_skipped_box,
    is_boilerplate,
    is_headlines,
    is_section,
    opens_read_also,
    opens_skipped_box,
    opens_summary,
    opens_tail,
)
from audionews.articles.credits import is_byline, is_caption, is_credit, may_be_byline, may_be_caption, name_of


@pytest.mark.parametrize(
    "line",
    [
        "+ الخط -",
        "TT",
        "A A A",
        "شارك",
        "شارك:",
        "استمع إلى المقال",
        "إعــلان",
        "0 تعليق",
        "1,234 مشاهدة",
        "5 دقائق قراءة",
        "مدة القراءة: 3 دقائق",
        "منذ 3 ساعات",
        "قبل ساعة واحدة",
        "آخر تحديث قبل يومين",
        "فيسبوك تويتر واتساب",
        "مشاركة عبر: Facebook WhatsApp",
        "الرئيسية » أخبار » محلية",
        "https://example.org/a/1",
        "تابعونا على قناتنا في تلغرام عبر الرابط",
        "اشتركوا في نشرتنا البريدية",
        "اضغط هنا للمزيد من الصور",
        "#غزة #أخبار_اليوم",
        "Role, بيروت",
        "تخطى الأكثر قراءة وواصل القراءة",
        "****",
        "___",
        "2024",
    ],
)
def test_boilerplate_is_known_in_every_spelling(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize(
    "line",
    ["شارك الوزير في الاجتماع.", "الخط الأحمر", "منذ 3 ساعات والقصف متواصل.", "استمع القاضي إلى الشهود", "قبل النهاية"],
)
def test_a_sentence_with_a_boilerplate_word_is_no_boilerplate(line: str) -> None:
    assert not is_boilerplate(line)


def test_a_section_is_known() -> None:
    assert is_section("أخبار عربية ودولية")
    assert is_section("في أخبار")
    assert not is_section("أخبار سارة للمزارعين")


@pytest.mark.parametrize("line", ["اظهر الملخص", "أظهر الملخص", "إظهار الملخص", "ملخص", "الملخّص:"])
def test_the_opener_of_the_summary_is_known(line: str) -> None:
    assert opens_summary(line)


@pytest.mark.parametrize(
    "line",
    [
        "المساهمون",
        "ذات صلة",
        "اقرأ أيضاً",
        "إقرأ أيضا:",
        "أقرأ ايضًا",
        "اقرا ايضا",
        "اقراء أيضاً",
        "كلمات مفتاحية",
        "كلمات دلالية: غزة القاهرة",
        "الوسوم: غزة، القاهرة",
        "اترك تعليقاً",
        "أترك تعليقا",
        "إترك ردًا",
        "المصدر: وكالات",
        "المصدر :الجزيرة + وكالات",
        "// انتهى //",
    ],
)
def test_the_tail_is_known_in_every_spelling(line: str) -> None:
    assert opens_tail(line)


@pytest.mark.parametrize("line", ["المصدر الرئيسي للمياه هو النهر.", "ذات صلة بالموضوع", "اقرأ أيضاً: خبر آخر"])
def test_other_lines_do_not_open_the_tail(line: str) -> None:
    assert not opens_tail(line)


def test_a_link_to_another_story_is_known() -> None:
    assert opens_read_also("إقرأ أيضاً: الذهب يرتفع")
    assert opens_read_also("شاهد أيضا | مشاهد من السوق")
    assert not opens_read_also("اقرأ أيضاً")


def test_a_row_of_headlines_of_other_stories_is_known() -> None:
    row = "الذهب يرتفع    وزير يستقيل    مباراة مؤجلة    أمطار غدا    افتتاح معرض    لقاء في جدة"
    assert is_headlines(row)
    assert not is_headlines("الذهب يرتفع    وزير يستقيل")
    assert not is_headlines("جملة أولى.   جملة ثانية.   جملة ثالثة.   جملة رابعة.   جملة خامسة.")


def test_a_box_to_skip_opens_and_closes() -> None:
    assert opens_skipped_box("تخطى مواضيع قد تهمك وواصل القراءة")
    assert opens_skipped_box("تخطى يوتيوب مشاركة")
    assert closes_skipped_box("مواضيع قد تهمك نهاية")
    assert closes_skipped_box("نهاية")
    assert not closes_skipped_box("بعد نهاية المباراة أعلن المدرب استقالته أمام الجمهور الغاضب في الملعب")
    assert not closes_skipped_box("***")


@pytest.mark.parametrize("line", ["رويترز", "(أ ف ب)", "غيتي/فرانس برس", "الأناضول - أرشيف", "تصوير: سامي", "© AFP"])
def test_a_credit_alone_is_known(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize("line", ["صورة قاتمة للاقتصاد", "رويترز تعلن أرباحها", "***"])
def test_a_headline_is_no_credit(line: str) -> None:
    assert not is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "التعليق على الصورة، سوق في تونس",
        "الصورة: سوق في تونس",
        "سوق شعبي في تونس العاصمة (غيتي)",
        "وصول الوفد اليوم [الأناضول]",
    ],
)
def test_a_caption_is_known_by_its_label_or_source(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "هزة أرضية في اليابان (فيديو)",
        "مقتل شخصين في حادث سير (2)",
        "وصل الوفد اليوم. ثم غادر (رويترز)",
        "علي حسن (جدة)",
        "عاد الوفد إلى البلاد (بعد رحلة طويلة جدا استمرت أياما)",
    ],
)
def test_other_brackets_make_no_caption(line: str) -> None:
    assert not may_be_caption(line)


def test_under_the_headline_any_credit_or_a_date_makes_a_caption() -> None:
    assert may_be_caption("عمال في الميناء الجديد (تصوير الصحيفة)")
    assert may_be_caption("لقاء الوفدين في الدوحة، 19 يونيو 2024")
    assert not may_be_caption("لقاء الوفدين في الدوحة")


@pytest.mark.parametrize(
    "line", ["كتب: أحمد علي", "بقلم / منى سالم", "(إعداد منى سالم - تحرير علي خفاجي)", "Author, ليلى"]
)
def test_a_labelled_byline_is_known(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize("line", ["كتب الرئيس على منصة إكس.", "كتب: " + "كلمة " * 20, "تحرير الأسرى شرط للهدنة"])
def test_a_sentence_is_no_byline(line: str) -> None:
    assert not is_byline(line)


def test_under_the_headline_a_few_words_are_a_byline() -> None:
    assert may_be_byline("كتب أحمد علي")
    assert may_be_byline("واشنطن: محمد علي صالح")
    assert may_be_byline("ناصر الطميحي ومحمد المرحبي - جدة")
    assert not may_be_byline("هل تنجح؟")
    assert not may_be_byline("خسائر بلغت 5 ملايين")
    assert not may_be_byline("خمسة قتلى وعشرات الجرحى في هجوم")


def test_a_name_stands_without_label_date_and_signs() -> None:
    assert name_of("بواسطة: admin") == "admin"
    assert name_of("واس- الرياض:") == "واس- الرياض"
    assert name_of("بقلم منى سالم | 20 يونيو 2024") == "منى سالم"
