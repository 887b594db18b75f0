import json
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.wires import HEADLINE, PARAGRAPHS, TEASER, in_html, only, read

from audionews.errors import ArticleError, Binary, Empty, NoBody, NotAnArticle
from audionews.model import Blob, Image, Known, Place, Status
from audionews.readers.formats import sample
from audionews.readers.wordpress import WordpressReader

READER = WordpressReader()
SITE = "https://marsa.example"
EMBEDDED = {
    "author": [{"id": 7, "name": "منى سالم", "link": f"{SITE}/author/mona/"}],
    "wp:featuredmedia": [
        {"source_url": f"{SITE}/1.jpg", "alt_text": "حديقة", "caption": {"rendered": "<p>مدخل الحديقة</p>\n"}}
    ],
    "wp:term": [
        [{"taxonomy": "post_tag", "name": "بيئة"}],
        [{"taxonomy": "category", "name": "محليات &amp; بلديات"}, {"taxonomy": "category", "name": "أخبار"}],
    ],
}


def post(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - what an API gives
    made = {
        "id": 4711,
        "date": "2026-11-26T13:05:00",
        "date_gmt": "2026-11-26T10:05:00",
        "guid": {"rendered": f"{SITE}/?post_type=post&#038;p=4711"},
        "modified": "2026-11-26T14:05:00",
        "modified_gmt": "2026-11-26T11:05:00",
        "slug": "park",
        "status": "publish",
        "type": "post",
        "link": f"{SITE}/2026/11/park/",
        "title": {"rendered": f"{HEADLINE} &#8211; صور"},
        "content": {"rendered": f"\n{in_html()}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{TEASER}</p>\n", "protected": False},
        "author": 7,
        "featured_media": 9,
        "categories": [3],
        "tags": [],
        "_links": {"self": [{"href": f"{SITE}/wp-json/wp/v2/posts/4711"}]},
    }
    return {key: value for key, value in (made | changes).items() if value is not None}


def test_an_embedded_post_is_an_article_with_all_its_facts() -> None:
    article = only(READER, json.dumps([post(_embedded=EMBEDDED)]))
    assert article.headline == f"{HEADLINE} – صور"
    assert article.body == PARAGRAPHS
    assert article.date == datetime(2026, 11, 26, 10, 5, tzinfo=UTC)
    assert article.modified == datetime(2026, 11, 26, 11, 5, tzinfo=UTC)
    assert (article.byline, article.section) == ("منى سالم", "محليات & بلديات")
    assert article.link == f"{SITE}/2026/11/park/"
    assert article.source_id == f"{SITE}/?post_type=post&p=4711"
    assert article.image == Image(url=f"{SITE}/1.jpg", caption="مدخل الحديقة")
    assert article.date_source == "feed"
    assert TEASER in [line.text for line in article.lines if line.place is Place.DROPPED]


def test_one_post_that_is_not_embedded_has_what_plug_ins_know_about_it() -> None:
    yoast = {"author": "علي حسن", "og_image": [{"url": f"{SITE}/2.jpg"}], "og_title": HEADLINE}
    article = only(READER, json.dumps(post(yoast_head_json=yoast), indent=2))
    assert (article.byline, article.image) == ("علي حسن", Image(url=f"{SITE}/2.jpg"))
    bare = only(READER, json.dumps(post(guid=None)))
    assert (bare.byline, bare.section, bare.image, bare.source_id) == ("", "", None, "4711")


def test_authors_who_may_not_be_seen_are_no_byline() -> None:
    hidden = {"author": [{"code": "rest_user_invalid_id", "message": "معرف خاطئ", "data": {"status": 404}}]}
    assert only(READER, json.dumps(post(_embedded=hidden))).byline == ""


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("publish", Status.USABLE),
        ("draft", Status.WITHHELD),
        ("pending", Status.WITHHELD),
        ("private", Status.WITHHELD),
        ("trash", Status.CANCELED),
        ("custom", Status.USABLE),
    ],
)
def test_the_status_of_a_post_is_kept(status: str, means: Status) -> None:
    article = only(READER, json.dumps(post(status=status)))
    assert article.status is means
    assert article.publish_at is None


def test_a_post_for_later_is_held_until_then() -> None:
    article = only(READER, json.dumps(post(status="future", date_gmt="2027-01-02T03:04:05")))
    assert (article.status, article.publish_at) == (Status.USABLE, datetime(2027, 1, 2, 3, 4, 5, tzinfo=UTC))


def test_dates_without_a_zone_stay_in_that_of_the_site() -> None:
    article = only(READER, json.dumps(post(date_gmt=None, modified_gmt=None)))
    assert article.date == datetime(2026, 11, 26, 13, 5)  # noqa: DTZ001 - it says no zone
    assert only(READER, json.dumps(post(date_gmt="0000-00-00T00:00:00", date=None))).date is None


def test_posts_without_their_text_point_to_their_pages_or_fail() -> None:
    posts = [
        post(content=None),
        post(content={"rendered": f"<p>{TEASER}</p>", "protected": False}),
        post(content={"rendered": "", "protected": True}),
        post(type="attachment", content=None),
        post(content=None, link=None, excerpt=None),
        "post",
        post(content={"rendered": f"<p>{PARAGRAPHS[0]}</p>"}),
    ]
    found = read(READER, json.dumps(posts))
    assert [type(each).__name__ for each in found.found] == [
        *("Pointer", "Pointer", "Failed", "Failed", "Failed", "Failed"),
        "Article",
    ]
    assert found.pointers[0].url == f"{SITE}/2026/11/park/"
    assert found.pointers[0].given.headline == f"{HEADLINE} – صور"
    says = [failure.error.message for failure in found.failures]
    assert "protected with a password" in says[0]
    assert "media library" in says[1]
    assert "has no text" in says[2]
    assert "no object" in says[3]
    assert isinstance(found.failures[0].error, NoBody)


@pytest.mark.parametrize(
    ("root", "url", "address"),
    [
        (
            {"routes": {"/wp/v2/posts": {"_links": {"self": [{"href": f"{SITE}/wp-json/wp/v2/posts"}]}}}},
            "",
            f"{SITE}/wp-json/wp/v2/posts?_embed=1",
        ),
        (
            {"routes": {"/wp/v2/posts": {"_links": {"self": [{"href": f"{SITE}/?rest_route=/wp/v2/posts"}]}}}},
            "",
            f"{SITE}/?rest_route=/wp/v2/posts&_embed=1",
        ),
        ({"home": SITE, "routes": {}}, "", f"{SITE}/wp-json/wp/v2/posts?_embed=1"),
        ({"routes": {}}, f"{SITE}/wp-json/", f"{SITE}/wp-json/wp/v2/posts?_embed=1"),
    ],
)
def test_the_root_of_a_site_points_to_its_posts(root: dict[str, Any], url: str, address: str) -> None:
    content = json.dumps({"name": "المرسى", "namespaces": ["oembed/1.0", "wp/v2"], **root})
    (pointer,) = read(READER, content, Known(section="أخبار"), url=url).pointers
    assert (pointer.url, pointer.given) == (address, Known(section="أخبار"))


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (
            {"code": "rest_no_route", "message": "لم يتم العثور على مسار", "data": {"status": 404}},
            NotAnArticle,
            r"لم يتم العثور على مسار.*rest_no_route",
        ),
        ({"code": "rest_forbidden", "message": "لا يسمح", "data": {"status": 401}}, NotAnArticle, "rest_forbidden"),
        ([], Empty, "has no posts"),
        ({"namespaces": ["wp/v2"], "routes": {}}, NotAnArticle, "names no posts"),
    ],
)
def test_what_has_no_posts_is_refused_with_a_clear_error(content: object, error: type[ArticleError], says: str) -> None:
    with pytest.raises(error, match=says):
        read(READER, json.dumps(content, ensure_ascii=False))


def test_a_login_is_named_as_the_remedy() -> None:
    with pytest.raises(NotAnArticle) as caught:
        read(READER, json.dumps({"code": "rest_forbidden", "message": "لا", "data": {"status": 403}}))
    assert "login" in caught.value.remedy


def test_damaged_json_is_refused() -> None:
    with pytest.raises(Binary, match="damaged JSON"):
        read(READER, json.dumps([post()])[:-200])


def test_wordpress_is_recognized_by_its_keys_or_its_address() -> None:
    def confidence(content: object, url: str = "") -> float:
        blob = Blob(content=json.dumps(content).encode(), name="a.txt", url=url)
        return READER.sniff(blob, sample(blob))

    assert confidence([post()]) > 0.9
    assert confidence(post(guid=None, excerpt=None)) > 0.9
    assert confidence({"namespaces": ["oembed/1.0", "wp/v2"], "routes": {}}) > 0.9
    assert confidence({"code": "rest_no_route", "message": "x", "data": {}}) > 0.9
    assert confidence([], f"{SITE}/wp-json/wp/v2/posts?page=99") > 0.9
    others: tuple[object, ...] = ({"title": "أ"}, [], {"code": 1}, "text", {"items": [{"title": "أ"}]})
    for other in others:
        assert confidence(other) == 0
