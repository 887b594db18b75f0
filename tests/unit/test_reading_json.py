import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.reading import read_all

from audionews.arabic.letters import clean
from audionews.errors import UnknownFormat
from audionews.model import Blob, Failed, Image, Known, Precision, Status
from audionews.readers.json_article import KEYS, JsonReader

LEAD = "افتتحت البلدية اليوم الخميس مكتبة عامة في وسط المدينة القديمة، وهي الأولى منذ عشرين عاما."
OWN = {"headline": "عودة الكتاب", "body": [LEAD, "قاعة للأطفال"]}


def blob(value: object, name: str = "a.json") -> Blob:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
    return Blob(content=text.encode(), name=name)


def test_the_program_s_own_form_is_read_as_it_stands() -> None:
    table = OWN | {
        "summary": ["نقطة عن المكتبة"],
        "date": "2025-11-24",
        "byline": "سعاد فهمي",
        "link": "https://example.org/a",
        "source_id": "42",
        "section": "ثقافة",
        "publish_at": "2025-11-25T18:00:00",
        "image": {"url": "https://example.org/a.jpg", "caption": "المكتبة", "credit": "الصحيفة"},
        "corrections": ["صُحح اسم الوزير"],
    }
    (article,) = read_all(JsonReader(), blob(table))
    assert (article.headline, article.body) == ("عودة الكتاب", (LEAD, "قاعة للأطفال"))
    assert article.summary == ("نقطة عن المكتبة",)
    assert (article.date, article.date_precision) == (datetime(2025, 11, 24), Precision.DAY)  # noqa: DTZ001 - as written
    assert article.publish_at == datetime(2025, 11, 25, 18)  # noqa: DTZ001 - as written
    assert (article.byline, article.link, article.source_id) == ("سعاد فهمي", "https://example.org/a", "42")
    assert article.image == Image(url="https://example.org/a.jpg", caption="المكتبة", credit="الصحيفة")
    assert article.corrections == ("صُحح اسم الوزير",)


def test_the_usual_words_of_exports_are_read() -> None:
    table = {
        "title": "عودة الكتاب",
        "content": f"{LEAD}\n\n{LEAD[::-1]}",
        "author": {"name": "سعاد"},
        "url": "https://example.org/a",
    }
    (article,) = read_all(JsonReader(), blob(table | {"unheard_of": 1}))
    assert (article.headline, article.byline, article.link) == ("عودة الكتاب", "سعاد", "https://example.org/a")
    assert article.body[0] == LEAD


def test_one_wrong_article_does_not_stop_the_others() -> None:
    found = list(JsonReader().read(blob([OWN, {"headline": "خبر", "body": 5 * [[]]}, "نص", OWN]), Known()))
    assert [isinstance(each, Failed) for each in found] == [False, True, True, False]
    assert [each.source for each in found if isinstance(each, Failed)] == ["a.json#2", "a.json#3"]


def test_one_object_a_line_is_read() -> None:
    line = json.dumps(OWN, ensure_ascii=False)
    found = list(JsonReader().read(blob(f"{line}\n{line}\n{{broken\n\n{line}\n", "a.jsonl"), Known()))
    assert [isinstance(each, Failed) for each in found] == [False, False, True, False]


@pytest.mark.parametrize("text", ['{"headline": "خبر", ', "[" * 100_000, '{"headline": 1}}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(UnknownFormat, match="is no valid JSON"):
        read_all(JsonReader(), blob(text))


def test_a_misspelled_key_of_the_own_form_is_named() -> None:
    with pytest.raises(UnknownFormat, match='no key "bylines"') as caught:
        read_all(JsonReader(), blob(OWN | {"bylines": "سعاد"}))
    assert caught.value.remedy == 'did you mean "byline"?'


def test_an_embargo_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="publish_at is no date"):
        read_all(JsonReader(), blob(OWN | {"publish_at": "قريبا"}))


@pytest.mark.parametrize(
    ("status", "found"), [("draft", Status.WITHHELD), ("Canceled", Status.CANCELED), ("publish", Status.USABLE)]
)
def test_the_status_is_kept(status: str, found: Status) -> None:
    (article,) = read_all(JsonReader(), blob(OWN | {"status": status}))
    assert article.status is found


def test_json_of_other_kinds_is_not_taken() -> None:
    sniff = [
        JsonReader().sniff(blob(table), blob(table).content.decode())
        for table in (OWN, {"a": 1}, "خبر", {"title": "x"})
    ]
    assert sniff == [0.55, 0.0, 0.0, 0.0]


def test_the_schema_has_the_keys_that_are_read_and_accepts_what_is_read() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "article.schema.json").read_text("utf-8"))
    assert set(schema["properties"]) == set(KEYS)
    validator = Draft202012Validator(schema)
    validator.check_schema(schema)
    assert validator.is_valid(OWN | {"byline": {"name": "سعاد"}, "source_id": 7, "image": "https://example.org/a.jpg"})
    assert not validator.is_valid({"headline": "خبر"})
    assert not validator.is_valid(OWN | {"body": 7})


def test_halves_of_characters_are_marked_and_whole_ones_are_read() -> None:
    text = (
        r'{"headline": "عودة الكتاب \ud83d\ude00 \ud83d", "body": ["'
        + LEAD
        + r'\udc00"], "link": "https://example.org/\ud83d"}'
    )
    (article,) = read_all(JsonReader(), Blob(content=text.encode(), name="a.json"))
    assert article.headline == "عودة الكتاب 😀 \ufffd"
    assert article.link == "https://example.org/\ufffd"
    assert "".join(article.body).encode()


@pytest.mark.parametrize(
    "around",
    [
        lambda own: {"data": {"article": own}},
        lambda own: {"status": "ok", "total": 1, "articles": [own]},
        lambda own: {"hits": {"hits": [{"_id": 1, "_source": own}]}},
        lambda own: [{"post": own}],
    ],
)
def test_articles_in_an_envelope_are_found(around: Callable[[object], object]) -> None:
    (article,) = read_all(JsonReader(), blob(around({"title": "عودة الكتاب", "text": LEAD, "id": 7})))
    assert (article.headline, article.body, article.source_id) == ("عودة الكتاب", (LEAD,), "7")


def test_objects_of_exports_are_taken_for_their_texts() -> None:
    table = {
        "title": {"rendered": "عودة الكتاب"},
        "body": [{"type": "paragraph", "data": {"text": LEAD}}, {"text": f"<p>{LEAD[:-5]} أيضا.</p>"}, None],
        "author": {"id": 3, "display_name": "سعاد فهمي"},
        "category": [{"id": 1, "title": "ثقافة"}],
        "guid": {"x": 1},
        "views": 7,
    }
    (article,) = read_all(JsonReader(), blob(table))
    assert (article.headline, article.byline, article.section) == ("عودة الكتاب", "سعاد فهمي", "ثقافة")
    assert article.body == (LEAD, f"{clean(LEAD[:-5])} أيضا.")
    assert article.source_id == ""


def test_other_keys_of_exports_do_no_harm_beside_those_of_the_own_form() -> None:
    (article,) = read_all(JsonReader(), blob(OWN | {"views": 7, "tags": ["مدن"]}))
    assert article.headline == "عودة الكتاب"


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({"data": {"title": "عودة", "x": 1}, "body": ""}, "no headline and no body"),
        (OWN | {"body": {"x": LEAD}}, "a value is no text"),
        (OWN | {"body": [[[[[LEAD]]]]]}, "a value is no text"),
    ],
)
def test_json_without_texts_is_refused(table: object, what: str) -> None:
    with pytest.raises(UnknownFormat, match=what):
        read_all(JsonReader(), blob(table))
