import pytest

from audionews.arabic.word_lists import shipped_lists
from audionews.articles.blocks import Block
from audionews.articles.boilerplate import Page, closes_skipped_box, headlines_in_a_row, page_line
from audionews.articles.credits import is_byline, is_caption, is_credit, may_be_byline, may_be_caption, name_of
from audionews.articles.traits import Kind, Traits


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
        "تابعونا على قناتنا في تلغرام عبر الرابط",
        "اشتركوا في نشرتنا البريدية",
        "اضغط هنا للمزيد من الصور",
        "Role, بيروت",
        "تخطى الأكثر قراءة وواصل القراءة",
        "****",
        "___",
    ],
)
def test_boilerplate_is_known_in_every_spelling(line: str) -> None:
    assert page_line(line) in {Page.CONTROL, Page.SKIP}


@pytest.mark.parametrize(
    "line",
    ["شارك الوزير في الاجتماع.", "الخط الأحمر", "منذ 3 ساعات والقصف متواصل.", "استمع القاضي إلى الشهود", "قبل النهاية"],
)
def test_a_sentence_with_a_boilerplate_word_is_no_boilerplate(line: str) -> None:
    assert page_line(line) is None


def test_a_section_is_known() -> None:
    assert page_line("أخبار عربية ودولية") is Page.SECTION
    assert page_line("في أخبار") is Page.SECTION
    assert page_line("أخبار سارة للمزارعين") is None


@pytest.mark.parametrize("line", ["اظهر الملخص", "أظهر الملخص", "إظهار الملخص", "ملخص", "الملخّص:"])
def test_the_opener_of_the_summary_is_known(line: str) -> None:
    assert page_line(line) is Page.SUMMARY


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
    ],
)
def test_the_tail_is_known_in_every_spelling(line: str) -> None:
    assert page_line(line) in {Page.BOX, Page.LABEL, Page.END}


@pytest.mark.parametrize("line", ["المصدر الرئيسي للمياه هو النهر.", "ذات صلة بالموضوع", "اقرأ أيضاً: خبر آخر"])
def test_other_lines_do_not_open_the_tail(line: str) -> None:
    assert page_line(line) in {None, Page.READ_ALSO}


def test_a_link_to_another_story_is_known() -> None:
    assert page_line("إقرأ أيضاً: الذهب يرتفع") is Page.READ_ALSO
    assert page_line("(اقرأ المزيد: تقرير عن الشاطئ)") is Page.READ_ALSO
    assert page_line("شاهد أيضا | مشاهد من السوق") is Page.READ_ALSO
    assert page_line("اقرأ أيضاً") is Page.BOX


def test_a_row_of_headlines_of_other_stories_is_known() -> None:
    row = "الذهب يرتفع    وزير يستقيل    مباراة مؤجلة    أمطار غدا    افتتاح معرض    لقاء في جدة"
    assert headlines_in_a_row(row)
    assert not headlines_in_a_row("الذهب يرتفع    وزير يستقيل")
    assert not headlines_in_a_row("جملة أولى.   جملة ثانية.   جملة ثالثة.   جملة رابعة.   جملة خامسة.")


def test_a_box_to_skip_opens_and_closes() -> None:
    assert page_line("تخطى مواضيع قد تهمك وواصل القراءة") is Page.SKIP
    assert page_line("تخطى يوتيوب مشاركة") is Page.SKIP
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


@pytest.mark.parametrize(
    "line",
    [
        "كتب: أحمد علي",
        "كتب أحمد علي",
        "بقلم منى سالم",
        "حوار: ليلى أحمد",
        "مراسل رويترز",
        "واشنطن: محمد علي صالح",
        "المواطن - محمد سمعه",
        "المرسى/ منى سالم/ الأناضول",
        "ناصر الطميحي ومحمد المرحبي - جدة",
        "محمد داوود (جدة)",
        "خاص – مرايا 24",
        "«البلاغ» من الرياض",
        "الرياض: واس",
    ],
)
def test_a_byline_under_the_headline_has_evidence(line: str) -> None:
    assert may_be_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "هل تنجح؟",
        "خسائر بلغت 5 ملايين",
        "خمسة قتلى وعشرات الجرحى في هجوم",
        "سالم العمري (45 عاما)",
        "هند العمري (طالبة جامعية)",
        "كوب من الدقيق",
        "أبها ضد الحزم",
        "غزة: هدوء حذر",
        "كتب الرئيس رسالة",
        "تحرير الأسرى شرط للهدنة",
        "الدولار - الريال",
        "محمد صلاح يسجل - القاهرة",
        "كلمة " * 40,
    ],
)
def test_a_short_line_is_no_byline(line: str) -> None:
    assert not may_be_byline(line)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("رابط الخبر: https://example.org/a/1", Kind.LINK),
        ("https://example.org/a/1", Kind.LINK),
        ("#غزة #أخبار_اليوم", Kind.ADDRESS),
        ("2024", Kind.NUMBERS),
        ("// انتهى //", Kind.WIRE),
        ("من: مكتب المرسى", Kind.HEADER),
        ("رئيس التحرير: جابر العلي", Kind.HEADER),
        ("محظور النشر حتى الساعة 18:00 من يوم الخميس 27 نوفمبر 2025", Kind.EMBARGO),
        ("20 يونيو 2024", Kind.DATE),
        ("- نقطة أولى", Kind.BULLET),
        ("افتتحت المحطة اليوم", Kind.TEXT),
        ("\u200f", Kind.HIDDEN),
        (" ", Kind.BLANK),
    ],
)
def test_the_kind_of_a_line_is_known_by_itself(line: str, kind: Kind) -> None:
    assert Traits(Block(line), shipped_lists()).kind is kind


def test_a_name_stands_without_label_date_and_signs() -> None:
    assert name_of("بواسطة: admin") == "admin"
    assert name_of("واس- الرياض:") == "واس- الرياض"
    assert name_of("بقلم منى سالم | 20 يونيو 2024") == "منى سالم"
