import pytest
from tests.reading import read_all

from audionews.articles.several import parts_of
from audionews.model import Blob, Known
from audionews.readers.text import TextReader

FIRST = "بلدية المرسى تفتتح محطة لمعالجة المياه"
SECOND = "حريق في مخزن للأخشاب بالميناء القديم"
WATER = "افتتحت بلدية المرسى صباح الأحد محطة جديدة لمعالجة مياه الصرف شمال المدينة، بكلفة بلغت أربعين مليون درهم."
STATION = "وقال رئيس البلدية إن المحطة ستخدم مئتي ألف ساكن، وإنها تقلل ما يصل إلى الشاطئ من مياه غير معالجة."
FIRE = "اندلع حريق مساء أمس في مخزن للأخشاب بالميناء القديم، وسيطرت عليه فرق الإطفاء بعد ساعتين من العمل."
POLICE = "ولم تسجل إصابات في الحادث، وفتحت الشرطة تحقيقا في أسبابه، ومنعت المرور في الشوارع القريبة من الميناء."


def two(divider: str, first_date: str = "24 نوفمبر 2025", second_date: str = "25/11/2025") -> str:
    return (
        f"{FIRST}\n{first_date}\n\n{WATER}\n\n{STATION}\n\n{divider}\n\n{SECOND}\n{second_date}\n\n{FIRE}\n\n{POLICE}\n"
    )


def headlines(text: str, given: Known | None = None) -> list[tuple[str, str]]:
    found = read_all(TextReader(), Blob(content=text.encode(), name="a.txt"), given)
    return [(article.source, article.headline) for article in found]


@pytest.mark.parametrize("divider", ["---", "==========", "* * *", "\f"])
def test_two_dated_articles_with_a_dividing_line_are_two(divider: str) -> None:
    assert headlines(two(divider)) == [("a.txt#1", FIRST), ("a.txt#2", SECOND)]


def test_a_dateline_is_a_date_of_its_own() -> None:
    text = (
        f"{FIRST}\nالمرسى 24-11-2025 وام- {WATER}\n{STATION}\n---\n{SECOND}\nالمرسى 25-11-2025 وام- {FIRE}\n{POLICE}\n"
    )
    assert [headline for _, headline in headlines(text)] == [FIRST, SECOND]


@pytest.mark.parametrize(
    "text",
    [
        two("---", second_date=""),
        two("ثم"),
        two("---", first_date=""),
        f"{FIRST}\n24 نوفمبر 2025\n\n{WATER}\n---\n{STATION}",
        "---\n" * 300 + two("---"),
    ],
    ids=["no second date", "no line", "no first date", "within one article", "only lines"],
)
def test_without_that_evidence_a_text_is_one(text: str) -> None:
    assert parts_of(text) == [text]


def test_a_given_headline_makes_it_one() -> None:
    assert len(headlines(two("---"), Known(headline="نشرة اليوم"))) == 1


def test_no_line_is_lost_between_the_parts() -> None:
    assert "".join(parts_of(two("---"))) == two("---")
    assert len(parts_of(two("---"))) == 2
