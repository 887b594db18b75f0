import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.wires import HEADLINE, PARAGRAPHS, TEASER, in_html, only, read

from audionews.errors import ArticleError, Binary, Empty, NoBody
from audionews.model import Blob, Image, Place, Status
from audionews.readers.formats import sample
from audionews.readers.ninjs import NinjsReader

READER = NinjsReader()
AT = datetime(2026, 11, 26, 10, 5, tzinfo=timezone(timedelta(hours=3)))
CORRECTED = "تصحيح: عدد الأشجار أربعمئة لا أربعون"

# The properties that the published schemas of these versions name; a fixture has no others.
COMMON = """
uri type representationtype profile version firstcreated versioncreated contentcreated embargoed pubstatus urgency
copyrightholder copyrightnotice usageterms ednote language title slugline located renditions associations altids
expires rightsinfo
"""
PROPERTIES_1 = frozenset(
    f"""
{COMMON} mimetype person organisation place subject event object infosource byline headline charcount wordcount
trustindicator $standard genre body_html body_text body_xhtml description_text description_html headline_extra
""".split()
)
PROPERTIES_2 = frozenset(
    f"""
{COMMON} descriptions bodies headlines people organisations places subjects events objects infosources by
trustindicators standard genres name
""".split()
)


def first(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - what a wire gives
    """Return an item of version 1."""
    made = {
        "uri": "urn:newsml:marsa.example:2026:4711",
        "type": "text",
        "version": "2",
        "firstcreated": "2026-11-26T10:05:00+03:00",
        "versioncreated": "2026-11-26T11:05:00+03:00",
        "pubstatus": "usable",
        "language": "ar",
        "headline": f"{HEADLINE} &amp; صور",
        "headline_extra": "حديقة المرسى",
        "description_text": TEASER,
        "body_text": " ".join(PARAGRAPHS),
        "body_html": f"<section>{in_html()}</section>",
        "byline": "كتب: سالم العمري",
        "located": "المرسى",
        "subject": [{"name": "محليات", "code": "1"}],
        "associations": {
            "main": {
                "uri": "urn:p1",
                "type": "picture",
                "byline": "هند العمري",
                "description_text": "مدخل الحديقة",
                "renditions": {
                    "thumb": {"href": "https://marsa.example/t.jpg", "width": 100},
                    "large": {"href": "https://marsa.example/l.jpg", "width": 2000},
                },
            }
        },
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


def second(**changes: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of version 2."""
    made = {
        "uri": "urn:newsml:marsa.example:2026:4711",
        "type": "text",
        "versioncreated": "2026-11-26T10:05:00+03:00",
        "pubstatus": "usable",
        "language": "ar-TN",
        "standard": {"name": "ninjs", "version": "2.1"},
        "headlines": [{"role": "sub", "value": "حديقة"}, {"role": "main", "value": HEADLINE}],
        "descriptions": [{"role": "text", "value": TEASER}],
        "bodies": [
            {"role": "text", "contenttype": "text/plain", "value": "\n".join(PARAGRAPHS)},
            {"role": "html5", "contenttype": "text/html", "value": f"<html><body>{in_html()}</body></html>"},
        ],
        "by": "منى سالم",
        "subjects": [{"name": "محليات", "uri": "https://marsa.example/1"}],
        "associations": [
            {"name": "film", "uri": "urn:f", "type": "video"},
            {
                "name": "picture",
                "uri": "urn:p",
                "type": "picture",
                "headlines": [{"value": "مدخل الحديقة"}],
                "by": "هند العمري",
                "renditions": [{"name": "r1", "href": "https://marsa.example/l.jpg", "contenttype": "image/jpeg"}],
            },
        ],
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


def test_the_fixtures_have_only_properties_of_the_schemas() -> None:
    assert first(embargoed="", ednote="").keys() <= PROPERTIES_1
    assert first()["associations"]["main"].keys() <= PROPERTIES_1
    assert second(embargoed="", ednote="").keys() <= PROPERTIES_2
    assert all(each.keys() <= PROPERTIES_2 for each in second()["associations"])


@pytest.mark.parametrize("item", [first(byline="منى سالم", headline=HEADLINE), second()])
def test_an_item_of_each_version_is_an_article_with_all_its_facts(item: dict[str, Any]) -> None:
    article = only(READER, json.dumps(item, indent=2))
    assert (article.headline, article.body) == (HEADLINE, PARAGRAPHS)
    assert (article.date, article.date_source) == (AT, "markup")
    assert article.source_id == "urn:newsml:marsa.example:2026:4711"
    assert (article.byline, article.section) == ("منى سالم", "محليات")
    assert article.image == Image(url="https://marsa.example/l.jpg", caption="مدخل الحديقة", credit="هند العمري")
    assert article.status is Status.USABLE
    assert TEASER in [line.text for line in article.lines if line.place is Place.DROPPED]


def test_entities_labels_and_datelines_are_put_in_their_places() -> None:
    article = only(READER, json.dumps(first()))
    assert (article.headline, article.byline) == (f"{HEADLINE} & صور", "سالم العمري")
    assert article.modified == AT + timedelta(hours=1)
    assert ("المرسى", "a dateline of its own") in [(line.text, line.why) for line in article.lines]
    assert only(READER, json.dumps(second(language="ar-TN"))).language == "ar-TN"


def test_plain_text_is_read_where_there_is_no_markup() -> None:
    bodies = [{"value": "\n\n".join(PARAGRAPHS)}]
    assert only(READER, json.dumps(second(bodies=bodies))).body == PARAGRAPHS
    assert only(READER, json.dumps(first(body_html=None, body_text="\n".join(PARAGRAPHS)))).body == PARAGRAPHS


@pytest.mark.parametrize(
    ("pubstatus", "status"),
    [("usable", Status.USABLE), ("withheld", Status.WITHHELD), ("canceled", Status.CANCELED), (None, Status.USABLE)],
)
def test_the_status_is_kept(pubstatus: str | None, status: Status) -> None:
    assert only(READER, json.dumps(second(pubstatus=pubstatus))).status is status


def test_an_embargo_holds_the_item_back() -> None:
    article = only(READER, json.dumps(second(embargoed="2026-11-27T18:00:00Z")))
    assert article.publish_at == datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert Place.EMBARGO in [line.place for line in article.lines]


def test_a_note_that_says_what_was_corrected_is_a_correction_and_others_are_not() -> None:
    assert only(READER, json.dumps(second(ednote=CORRECTED))).corrections == (CORRECTED,)
    article = only(READER, json.dumps(second(ednote="تنشر مع صورة")))
    assert article.corrections == ()
    assert ("تنشر مع صورة", "a note to editors") in [(line.text, line.why) for line in article.lines]
    assert only(READER, json.dumps(second(ednote="عدد آخر", signals=[{"code": "sig:correction"}]))).corrections == (
        "عدد آخر",
    )


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([first(), second()]),
        json.dumps(first()) + "\n" + json.dumps(second()) + "\n",
        json.dumps({"_items": [first(), second()]}),
        json.dumps({"type": "composite", "uri": "urn:c", "associations": {"a": first(), "b": second()}}),
    ],
)
def test_several_items_are_read_in_order(content: str) -> None:
    assert len(read(READER, content).articles) == 2


def test_a_damaged_line_fails_alone() -> None:
    found = read(READER, f"{json.dumps(first())}\n{{\n{json.dumps(second())}\n[1]\n").found
    assert [type(each).__name__ for each in found] == ["Article", "Failed", "Article", "Failed"]


def test_items_without_text_fail_with_the_reason() -> None:
    items = [
        {"uri": "urn:1", "type": "picture", "headline": "صورة", "versioncreated": "2026-11-26"},
        first(body_html=None, body_text=None),
        first(body_html=" ", body_text=None, link="https://marsa.example/1"),
    ]
    found = read(READER, json.dumps(items))
    assert [failure.error.message for failure in found.failures] == [
        '"صورة" is a picture and no text',
        "a.xml#urn:newsml:marsa.example:2026:4711 has no text",
    ]
    assert isinstance(found.failures[0].error, NoBody)
    assert [pointer.url for pointer in found.pointers] == ["https://marsa.example/1"]


@pytest.mark.parametrize(("content", "error"), [("[]", Empty), ("{", Binary), ('{"_items": []}', Empty)])
def test_what_has_no_items_is_refused(content: str, error: type[ArticleError]) -> None:
    with pytest.raises(error):
        read(READER, content)


def test_values_of_wrong_types_do_not_matter() -> None:
    odd = second(
        headlines=[{"role": ["main"], "value": 7}, 5, HEADLINE], by={"name": []}, subjects=5, associations=[[]]
    )
    odd["renditions"] = odd["descriptions"] = odd["version"] = {"a": [{}]}
    assert read(READER, json.dumps(odd)).articles[0].headline == "7"


def test_ninjs_is_recognized_by_its_keys_wherever_they_stand() -> None:
    def confidence(content: object) -> float:
        blob = Blob(content=json.dumps(content, ensure_ascii=False).encode(), name="a.json")
        return READER.sniff(blob, sample(blob))

    assert confidence(first()) > 0.9
    assert confidence([second()]) > 0.9
    assert confidence({"body_html": "ا" * 30_000, **first(body_html=None)}) > 0.9
    others: tuple[object, ...] = ({"title": "a"}, {"headline": "a", "body": "b", "version": "1"}, [], "text", {})
    for other in others:
        assert confidence(other) == 0
    assert READER.sniff(Blob(content=b"x", name="a.json"), "نص") == 0
