"""The facts of an article, and the page that shows what became of its lines."""

import dataclasses
from datetime import UTC, datetime

import pytest
from tests.wires import HEADLINE, PARAGRAPHS

from audionews.errors import NoBody
from audionews.model import Article, Failed, Image, Place, Precision, Reason, SourceLine, Status
from audionews.render.inspection import facts_of, inspection_page

RIYADH = "Asia/Riyadh"
LINES = (
    SourceLine(number=1, text=HEADLINE, place=Place.HEADLINE, why="said again below"),
    SourceLine(number=2, text="", place=Place.DROPPED, reason=Reason.BLANK),
    SourceLine(number=3, text="المرسى - منى سالم", place=Place.BYLINE),
    SourceLine(number=4, text=f"المرسى - {PARAGRAPHS[0]}", place=Place.BODY, unspoken=("المرسى -",)),
    SourceLine(number=5, text="شارك <b>الخبر</b>", place=Place.DROPPED, reason=Reason.CHROME),
)
STORY = Article(source="a.txt", headline=HEADLINE, body=PARAGRAPHS[:1], lines=LINES)
FULL = Article(
    source="https://example.org/1",
    headline=HEADLINE,
    summary=("نقطة",),
    body=PARAGRAPHS,
    date=datetime(2024, 6, 20, 14, 45, tzinfo=UTC),
    date_source="feed",
    modified=datetime(2024, 6, 20, 23, 5, tzinfo=UTC),
    status=Status.WITHHELD,
    byline="منى سالم",
    image=Image(url="https://example.org/1.jpg", credit="علي"),
    corrections=("صححنا الاسم", "وصححنا الرقم"),
    link="https://example.org/1",
    source_id="1",
    section="مدن",
    publish_at=datetime(2024, 6, 21, 6),  # noqa: DTZ001 - in the show's zone
    charset="utf-8 seen as cp1256",
)


def test_the_facts_are_those_that_are_known_in_the_zone_of_the_show() -> None:
    assert dict(facts_of(FULL, RIYADH)) == {
        "headline": HEADLINE,
        "date": "2024-06-20 17:45+03:00, from the feed",
        "not before": "2024-06-21 06:00+03:00",
        "modified": "2024-06-21 02:05+03:00",
        "status": "withheld",
        "byline": "منى سالم",
        "section": "مدن",
        "link": "https://example.org/1",
        "id": "1",
        "picture": "https://example.org/1.jpg - علي",
        "corrections": "صححنا الاسم / وصححنا الرقم",
        "charset": "utf-8 seen as cp1256",
        "summary points": "1",
        "paragraphs": "4",
    }
    assert dict(facts_of(STORY, RIYADH))["not spoken"] == "9% of the characters, lines of up to 17"


@pytest.mark.parametrize(
    ("date", "precision", "source", "shown"),
    [
        (None, Precision.MINUTE, "", "not known: the episode gets that of its build"),
        (datetime(2024, 6, 20), Precision.DAY, "text", "2024-06-20, from the text"),  # noqa: DTZ001 - in the show's zone
        (datetime(2024, 6, 20), Precision.MINUTE, "", "2024-06-20 00:00+03:00"),  # noqa: DTZ001 - in the show's zone
    ],
)
def test_a_day_is_shown_without_a_time(date: datetime | None, precision: Precision, source: str, shown: str) -> None:
    story = Article(
        source="-", headline=HEADLINE, body=PARAGRAPHS, date=date, date_precision=precision, date_source=source
    )
    assert dict(facts_of(story, RIYADH))["date"] == shown


def test_the_page_shows_lines_with_their_reasons_and_counts_them() -> None:
    page = inspection_page([STORY], RIYADH).decode()
    assert "1 of 1 article can be built." in page
    assert page.count('<tr class="') == 4
    assert '<tr class="fact"><td class="number">3</td>' in page
    assert "not spoken: <bdi>المرسى -</bdi>" in page
    assert "شارك &lt;b&gt;الخبر&lt;/b&gt;" in page
    assert "dropped (1)" in page
    assert '<ol class="contents">' not in page


def test_the_page_shows_what_cannot_be_built_and_links_to_each_article() -> None:
    error = NoBody("b.txt has no text", "give the page")
    held = Failed(source=FULL.source, error=error, lines=FULL.lines, article=FULL)
    page = inspection_page([STORY, Failed(source="b.txt", error=error), held], RIYADH).decode()
    assert "1 of 3 articles can be built." in page
    assert page.count("<strong>failed</strong>") == page.count("Try: give the page") == 2
    assert [f'href="#a{number}"' in page and f'id="a{number}"' in page for number in (1, 2, 3)] == [True] * 3
    assert "<dd><bdi>withheld</bdi></dd>" in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = inspection_page([STORY], RIYADH).decode()
    assert not any(mark in page for mark in ("<script", "src=", "url(", "@import", "http:", "https:"))


def test_signs_that_no_rule_can_read_are_listed_once() -> None:
    story = dataclasses.replace(STORY, body=("السعر ¤5 اليوم.", "وكان ¤4 أمس."))
    assert dict(facts_of(story, RIYADH))["unread signs"] == "¤"
    assert "unread signs" not in dict(facts_of(STORY, RIYADH))
