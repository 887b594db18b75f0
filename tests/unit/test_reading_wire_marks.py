import pytest

from audionews.arabic.word_lists import WordLists
from audionews.articles.wire_marks import is_wire_mark, split_desk_mark, split_wire_mark


@pytest.mark.parametrize(
    "line",
    [
        "(النهاية)",
        "- END -",
        "انتهى",
        "// انتهى //",
        "انتهى ق.م",
        "انتهى / م.هـ",
        "(يتبع)",
        "#سانا#",
        "//كونا//",
        "م ن / ا ب",
        "ر.س/ف.ع",
        "س ع د / م ه",
        "م.هـ / ر.س",
        "ق.م",
        "14:20 ت م",
        "13:10 ت.غ",
        "1310 جمت",
        "ا ف ب - ك ر",
        "جميع الحقوق محفوظة لوكالة المرسى",
        "يحظر إعادة نشر هذه المادة أو أي جزء منها في أي وسيلة كانت من دون إذن مكتوب من الوكالة",
    ],
)
def test_a_mark_of_an_agency_is_known(line: str) -> None:
    assert is_wire_mark(line)


@pytest.mark.parametrize(
    "line",
    [
        "انتهى الاجتماع",
        "النهاية",
        "النهاية السعيدة",
        "يتبع الوزير خطة جديدة",
        "أ ب ت ث",
        "أ",
        "-",
        "###",
        "و / أو",
        "#المرسى#",
        "م. ن. قال",
        "أ ف ب",
        "أ.ف.ب",
        "د ب أ / رويترز",
        "الساعة 14:20",
        "وقال رئيس البلدية إن المحطة ستعيد استخدام المياه المعالجة في ري الحدائق العامة",
    ],
)
def test_other_short_lines_are_no_marks(line: str) -> None:
    assert not is_wire_mark(line)


@pytest.mark.parametrize(
    ("paragraph", "mark"),
    [
        ("وانتهت الأشغال أمس. ", "(النهاية) م ن / ا ب"),
        ("وانتهت الأشغال أمس ", "(النهاية)"),
        ("وانتهت الأشغال أمس. ", "انتهى"),
        ("وانتهت الأشغال أمس. ", "انتهى ق.م"),
        ("وانتهت الأشغال أمس ", "// انتهى //"),
        ("وانتهت الأشغال أمس. ", "// انتهى // 17:17 ت م"),
        ("وقال: «انتهت الأشغال». ", "ر.س/ف.ع"),
        ("وقال: «انتهت الأشغال» ", "(النهاية) م ن / ا ب 14:20 ت م"),
    ],
)
def test_marks_are_cut_from_the_end_of_a_paragraph(paragraph: str, mark: str) -> None:
    assert split_wire_mark(paragraph + mark) == (paragraph.rstrip(), mark)


def test_at_most_four_groups_of_marks_are_cut() -> None:
    assert split_wire_mark("وانتهت الأشغال." + " (النهاية)" * 5) == (
        "وانتهت الأشغال. (النهاية)",
        "(النهاية) " * 3 + "(النهاية)",
    )


@pytest.mark.parametrize(
    "paragraph",
    [
        "بني المعبد عام 300 ق.م",
        "قال إن الأمر انتهى",
        "وسعره 5 د.ك / ط",
        "انطلقت المباراة في 14:20 ت م",
        "(النهاية)",
        "كتب القصيدة م. ن / ا ب",
        "",
    ],
)
def test_a_paragraph_without_marks_is_left_as_it_is(paragraph: str) -> None:
    assert split_wire_mark(paragraph) is None


def test_the_desk_before_a_headline_is_cut() -> None:
    assert split_desk_mark("عام / الأمير يفتتح المعرض") == ("عام /", "الأمير يفتتح المعرض")
    assert split_desk_mark("اقتصادي/ أسعار القمح ترتفع") == ("اقتصادي/", "أسعار القمح ترتفع")
    assert split_desk_mark("سياسي/عسكري: من يقرر؟") is None
    assert split_desk_mark("عام جديد / أمل جديد") is None
    assert split_desk_mark("عام /") is None


def test_a_show_adds_marks() -> None:
    own = WordLists({"wire_marks": (("تمت المادة", "end"), ("بحري", "desk"))})
    assert is_wire_mark("تمت المادة", own)
    assert split_desk_mark("بحري / وصول السفينة", own) == ("بحري /", "وصول السفينة")
