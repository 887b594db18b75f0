from datetime import UTC, datetime, timedelta

import pytest
from tests.reading import read_all

from audionews.errors import ArticleError, TooLarge
from audionews.model import Article, Blob, Known, Place, Precision, Status
from audionews.readers.markdown import MarkdownReader

LEAD = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
QUOTE = "وقال رئيس البلدية إن المكتبة تضم ثلاثين ألف كتاب وقاعة للأطفال وأخرى للمحاضرات."


def read(text: str, given: Known | None = None, name: str = "a.md") -> Article:
    (article,) = read_all(MarkdownReader(), Blob(content=text.encode(), name=name), given)
    return article


def sniff(text: str, name: str = "a.txt") -> float:
    return MarkdownReader().sniff(Blob(content=text.encode(), name=name), text)


def test_the_keys_of_front_matter_are_facts_and_are_not_spoken() -> None:
    head = (
        'title: "عودة الكتاب: مكتبة جديدة"\ndate: 2025-11-24T17:45:00+03:00\nauthor: [سعاد فهمي, علي حسن]\n'
        "link: https://example.org/a\nid: 0042\ncategories: [ثقافة, مدن]\nimage: https://example.org/a.jpg\n"
        "summary: [نقطة عن المكتبة]\nlastmod: 2025-11-25\n"
    )
    article = read(f"---\n{head}---\n\n{LEAD}\n")
    assert article.headline == "عودة الكتاب: مكتبة جديدة"
    assert article.date is not None
    assert article.date.utcoffset() == timedelta(hours=3)
    assert article.date.astimezone(UTC) == datetime(2025, 11, 24, 14, 45, tzinfo=UTC)
    assert (article.date_precision, article.date_source) == (Precision.MINUTE, "markup")
    assert article.byline == "سعاد فهمي، علي حسن"
    assert (article.link, article.source_id, article.section) == ("https://example.org/a", "0042", "ثقافة")
    assert article.image is not None
    assert article.image.url == "https://example.org/a.jpg"
    assert article.summary == ("نقطة عن المكتبة",)
    assert article.body == (LEAD,)
    assert all(line.place is Place.DROPPED for line in article.lines if "example.org" in line.text)


def test_a_date_without_a_time_is_a_day() -> None:
    assert read(f"---\ntitle: عودة الكتاب\ndate: 2025-11-24\n---\n{LEAD}").date_precision is Precision.DAY


def test_toml_front_matter_is_read() -> None:
    article = read(f'+++\ntitle = "عودة الكتاب"\ndate = 2025-11-24T10:00:00Z\n+++\n{LEAD}')
    assert article.headline == "عودة الكتاب"
    assert article.date == datetime(2025, 11, 24, 10, tzinfo=UTC)


def test_a_draft_is_withheld() -> None:
    assert read(f"---\ntitle: عودة الكتاب\ndraft: true\n---\n{LEAD}").status is Status.WITHHELD


def test_what_the_user_says_goes_before_front_matter() -> None:
    assert read(f"---\ntitle: عودة الكتاب\n---\n{LEAD}", Known(headline="المكتبة تعود")).headline == "المكتبة تعود"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"---\ntitle: عودة الكتاب\n\n{LEAD}", "has no end"),
        ("---\na: &x [1]\nb: *x\n---\nنص", "has an alias"),
        ("---\na: [1\n---\nنص", "is no valid YAML"),
        ("---\na: 1\n- b\n---\nنص", "is no valid YAML"),
        ("+++\na = \n+++\nنص", "is no valid TOML"),
        ("---\na: " + "[" * 50_000 + "\n---\nنص", "has values that are too deep"),
    ],
    ids=["open", "alias", "list", "mixed", "toml", "deep"],
)
def test_hostile_or_broken_front_matter_is_refused(text: str, what: str) -> None:
    with pytest.raises(ArticleError, match=what) as caught:
        read(text)
    assert caught.value.remedy


def test_a_tag_of_yaml_makes_nothing_but_text() -> None:
    article = read(f"---\ntitle: !!python/object/apply:os.getcwd [عودة الكتاب]\n---\n{LEAD}")
    assert article.headline == "عودة الكتاب"


def test_signs_are_not_spoken() -> None:
    article = read(
        "# عودة **الكتاب** إلى المدينة\n\n"
        f"{LEAD.replace('مكتبة عامة', '[مكتبة عامة](https://example.org/x)')}\n\n"
        f"> {QUOTE}\n\n![صورة](a.png)\n\n```\nكود هنا\n```\n\n<div>نص <b>غامق</b> في آخر المقال عن المكتبة.</div>\n"
    )
    assert article.headline == "عودة الكتاب إلى المدينة"
    assert article.body == (LEAD, QUOTE, "نص غامق في آخر المقال عن المكتبة.")


def test_wrapped_paragraphs_are_joined_and_short_lines_are_not() -> None:
    wrapped = LEAD.replace("المدينة ", "المدينة\n")
    assert read(f"# عودة الكتاب\n\n{wrapped}\n").body == (LEAD,)
    poem = f"# عودة الكتاب\n\n{LEAD}\n\nيا دار عبلة بالجواء\nتكلمي وعمي صباحا\n"
    assert read(poem).body == (LEAD, "يا دار عبلة بالجواء", "تكلمي وعمي صباحا")


def test_markdown_is_known_by_its_content() -> None:
    assert sniff(f"---\ntitle: خبر\n---\n{LEAD}") > sniff(f"# خبر\n\n**نص** {LEAD}") > 0.5
    assert sniff(f"خبر\n{LEAD}") == 0.0
    assert sniff(f"خبر\n{LEAD}", "a.md") > 0.5
    assert sniff("", "a.md") == 0.0
    assert sniff(f"خبر\n- نقطة\n- نقطة\n{LEAD} (1) [2] 3 * 4 * 5") == 0.0


def test_damaged_text_is_refused() -> None:
    with pytest.raises(ArticleError):
        read_all(MarkdownReader(), Blob(content=b"---\ntitle: \xd8", name="a.md"))


def test_footnotes_tasks_and_codes_of_site_generators_are_not_spoken() -> None:
    text = (
        f"# عودة الكتاب إلى المدينة\n\n{LEAD}[^1]\n\n{{{{< video x >}}}}\n\n- [x] {QUOTE}\n\n"
        "{% include x %} وهذا النص يبقى مع ما فيه.\n\n[^1]: حاشية من المحرر\n"
    )
    article = read(text)
    assert article.body == (LEAD, QUOTE, "وهذا النص يبقى مع ما فيه.")
    dropped = [line.text for line in article.lines if line.place is Place.DROPPED]
    assert dropped == ["{{< video x >}}", "[^1]: حاشية من المحرر"]


def test_json_front_matter_is_read_and_a_list_of_objects_is_none() -> None:
    article = read(f'{{"title": "عودة الكتاب", "params": {{"author": "سعاد فهمي"}}}}\n\n{LEAD}\n')
    assert (article.headline, article.byline, article.body) == ("عودة الكتاب", "سعاد فهمي", (LEAD,))
    for text in ('{"title": "عودة"}\n{"title": "الكتاب"}\n', '{"title": ', '{"a": 1}', "[" * 50):
        assert sniff(text) == 0.0


@pytest.mark.parametrize("text", ["[" * 5_001, "ا" * 2_000_001])
def test_what_takes_the_parser_long_is_refused(text: str) -> None:
    with pytest.raises(TooLarge, match=r"more (text|brackets) than any article"):
        read(f"# عودة الكتاب\n\n{LEAD}\n\n{text}")


@pytest.mark.parametrize(
    "text",
    ["# x\n\nimport os\n\n__name__ = 1\ndef main():\n", "# تعليق\n\n- a: |\n    b\n", "# تعليق\n[a]\nb = 1\nc = 2\n"],
)
def test_programs_and_settings_with_such_signs_are_no_markdown(text: str) -> None:
    assert sniff(text, "a.md") == 0.0
