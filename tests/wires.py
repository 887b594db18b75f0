"""Invented news for the tests of feeds and wires, and readers' results sorted by kind."""

from typing import NamedTuple

from audionews.model import Article, Blob, Failed, Known, Pointer
from audionews.ports import ArticleReader

HEADLINE = "بلدية المرسى تفتتح حديقة عامة على أنقاض مصنع قديم"
PARAGRAPHS = tuple(
    """
افتتحت بلدية المرسى صباح الخميس حديقة عامة جديدة أقيمت على أرض مصنع مهجور، بعد أشغال استمرت ثلاث سنوات وشارك فيها سكان.
وقال رئيس البلدية سالم العمري إن الحديقة تضم مسارات للمشاة وملعبا للأطفال ومكتبة صغيرة، وإن دخولها مجاني طوال الأسبوع.
وأضاف أن البلدية زرعت أكثر من أربعمئة شجرة لا تحتاج إلى ماء كثير، وأنها ستسقى بمياه الأمطار التي تجمع تحت الساحة.
ورحب سكان الحي بالمشروع، لكن بعضهم طالب بمواقف للسيارات وبحافلة تصل الحديقة بوسط المدينة في أيام العطل قبل الصيف.
""".strip().splitlines()
)
TEASER = "افتتحت بلدية المرسى صباح الخميس حديقة عامة جديدة أقيمت على أرض مصنع مهجور، بعد أشغال […]"


def in_html(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """Return the paragraphs as HTML."""
    return "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


class Read(NamedTuple):
    """What a reader found: in order, and by kind."""

    found: list[Article | Failed | Pointer]

    @property
    def articles(self) -> list[Article]:
        return [each for each in self.found if isinstance(each, Article)]

    @property
    def failures(self) -> list[Failed]:
        return [each for each in self.found if isinstance(each, Failed)]

    @property
    def pointers(self) -> list[Pointer]:
        return [each for each in self.found if isinstance(each, Pointer)]


def read(
    reader: ArticleReader, content: str | bytes, given: Known | None = None, *, name: str = "a.xml", url: str = ""
) -> Read:
    """Return what is in an input."""
    encoded = content if isinstance(content, bytes) else content.encode()
    return Read(list(reader.read(Blob(content=encoded, name=name, url=url), given or Known())))


def only(reader: ArticleReader, content: str | bytes, given: Known | None = None) -> Article:
    """Return the one article in an input; fail if there is something else."""
    (article,) = read(reader, content, given).found
    assert isinstance(article, Article), article
    return article
