import json
from datetime import datetime

import pytest
from tests.reading import articles
from tests.web_pages import PARAGRAPHS, TITLE, article, linked_data, page, paragraphs

from audionews.model import Article, Blob, Image, Known, Precision
from audionews.readers.html import HtmlReader

NODE = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "datePublished": "2025-11-26T09:14:00+01:00",
        "dateModified": "2025-11-26T11:00:00Z",
        "author": [{"@type": "Person", "name": "منى سالم"}, "سالم العمري"],
        "publisher": {"name": "المرسى اليوم"},
        "articleSection": ["محليات"],
        "identifier": {"@type": "PropertyValue", "value": "water-4512"},
        "inLanguage": "ar-TN",
        "url": "https://news.example/water",
        "image": {"url": "/i.jpg", "caption": "المحطة &amp;quot;الجديدة&amp;quot;", "creditText": "هدى النجار"},
        "correction": [{"@type": "CorrectionComment", "text": "صُحح عدد السكان"}],
    },
    ensure_ascii=False,
)


def read(text: str, given: Known | None = None, url: str = "") -> Article:
    (found,) = articles(HtmlReader().read(Blob(content=text.encode(), name="a.html", url=url), given or Known()))
    return found


def with_meta(**names: str) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{text}">' for name, text in names.items())


@pytest.mark.parametrize(
    "script",
    [
        NODE,
        f"[{NODE}]",
        f'{{"@context": "https://schema.org", "@graph": [{{"@type": "WebSite", "name": "المرسى"}}, {NODE}]}}',
        f"<!-- {NODE} -->",
        f"//<![CDATA[\n{NODE}\n//]]>",
        f"{NODE};",
        NODE.replace('"NewsArticle"', '["Thing", "http://schema.org/ReportageNewsArticle"]'),
        NODE.replace(TITLE, f"{TITLE}\n").replace("CorrectionComment", "schema:CorrectionComment"),
    ],
    ids=["alone", "list", "graph", "comment", "cdata", "semicolon", "types", "control"],
)
def test_the_facts_of_linked_data_are_taken(script: str) -> None:
    found = read(article(linked_data(script)), url="https://news.example/water?utm=1")
    assert (found.headline, found.body) == (TITLE, PARAGRAPHS)
    assert found.date == datetime.fromisoformat("2025-11-26T09:14:00+01:00")
    assert (found.date_precision, found.date_source) == (Precision.MINUTE, "markup")
    assert found.modified == datetime.fromisoformat("2025-11-26T11:00:00Z")
    assert (found.byline, found.section, found.language) == ("منى سالم، سالم العمري", "محليات", "ar-TN")
    assert (found.source_id, found.link) == ("water-4512", "https://news.example/water")
    credit = Image(url="https://news.example/i.jpg", caption='المحطة "الجديدة"', credit="هدى النجار")
    assert (found.image, found.corrections) == (credit, ("صُحح عدد السكان",))


@pytest.mark.parametrize(
    "script",
    ["", "{", "[" * 100_000, '{"a":' * 100_000, '"text"', "[[]]", '{"@graph": 3}', '{"@type": "NewsArticle"', "NaN"],
    ids=["empty", "cut", "deep list", "deep node", "text", "lists", "number", "open", "nan"],
)
def test_a_script_that_is_no_linked_data_is_left_out(script: str) -> None:
    assert read(article(linked_data(script))).body == PARAGRAPHS


def test_what_the_user_says_is_not_overridden() -> None:
    given = Known(headline="عنوان آخر", byline="أحمد علي", date=datetime(2024, 1, 1), date_source="user")  # noqa: DTZ001 - as users write it
    found = read(article(linked_data(NODE)), given)
    assert (found.headline, found.byline, found.date, found.date_source) == (
        "عنوان آخر",
        "أحمد علي",
        datetime(2024, 1, 1),  # noqa: DTZ001 - as users write it
        "user",
    )


def test_meta_elements_say_what_linked_data_does_not() -> None:
    head = (
        with_meta(
            og_title=f"{TITLE} | المرسى اليوم",
            og_site_name="المرسى اليوم",
            og_url="https://news.example/water",
            article_published_time="2025-11-26",
            article_author="https://social.example/mona",
            article_section="محليات",
            og_image="https://news.example/i.jpg",
        )
        + '<meta name="author" content="بقلم: منى سالم"><meta name="article:id" content="a-4512">'
    )
    found = read(article(head))
    assert (found.headline, found.link, found.source_id) == (TITLE, "https://news.example/water", "a-4512")
    assert (found.date, found.date_precision) == (datetime(2025, 11, 26), Precision.DAY)  # noqa: DTZ001 - a day
    assert (found.byline, found.section) == ("منى سالم", "محليات")
    assert found.image == Image(url="https://news.example/i.jpg")


@pytest.mark.parametrize("name", ["المرسى اليوم", "admin", "مدير الموقع", "https://x.example", "x@y.example", "ا" * 90])
def test_some_authors_are_none(name: str) -> None:
    head = with_meta(og_site_name="المرسى اليوم") + f'<meta name="author" content="{name}">'
    assert read(article(head)).byline == ""


def test_microdata_names_the_author() -> None:
    inside = '<span itemprop="author"><b itemprop="name">منى سالم</b></span>'
    assert read(article(inside=inside)).byline == "منى سالم"


@pytest.mark.parametrize("date", ["2025", "أمس", "1970-01-01T00:00:00Z", "0001-01-01", ""])
def test_what_is_no_date_is_none(date: str) -> None:
    assert read(article(with_meta(article_published_time=date))).date is None


@pytest.mark.parametrize(
    "inside",
    [
        '<time datetime="2025-11-26T09:14:00+01:00">اليوم</time>',
        '<time pubdate datetime="2025-11-26T09:14:00+01:00">اليوم</time>',
        '<meta itemprop="datePublished" content="2025-11-26T09:14:00+01:00">',
    ],
)
def test_an_element_beside_the_headline_dates_the_article(inside: str) -> None:
    found = read(article(inside=inside))
    assert (found.date, found.date_source) == (datetime.fromisoformat("2025-11-26T09:14:00+01:00"), "markup")


def test_the_day_of_the_page_and_of_other_articles_is_not_the_date() -> None:
    around = (
        "<section>"
        + "".join(f'<a><time datetime="2025-11-0{day}">قبل أيام</time></a>' for day in (1, 2, 3))
        + "</section>"
    )
    text = article(around=around).replace("<nav>", "<div class='today'>الخميس 27 نوفمبر 2025</div><nav>")
    assert read(text).date is None


@pytest.mark.parametrize(
    ("head", "title", "h1", "headline"),
    [
        ("", f"{TITLE} - المرسى اليوم", "", TITLE),
        ("", f"المرسى اليوم » {TITLE}", "", TITLE),
        (with_meta(og_title=TITLE), "المرسى اليوم", "<h1>المرسى اليوم</h1>", TITLE),
        (with_meta(og_title="شاهد: بلدية المرسى تفتتح محطة"), "x", f"<h1>المرسى</h1><h1>{TITLE}</h1>", TITLE),
        (with_meta(og_title=f"المرسى اليوم: {TITLE}", og_site_name="المرسى اليوم"), "x", f"<h1>{TITLE}</h1>", TITLE),
        (with_meta(og_title=f"المرسى اليوم | {TITLE}", og_site_name="المرسى اليوم"), "x", "", TITLE),
        (with_meta(og_site_name="المرسى اليوم"), f"{TITLE} - المرسى اليوم", "", TITLE),
        ("", "المرسى", f"<h1>{TITLE}</h1>", TITLE),
        ("", "Home", f"<h1>{TITLE}</h1>", TITLE),
        (with_meta(og_title=f"{TITLE} &amp;quot;الكبيرة&amp;quot;"), "x", "", f'{TITLE} "الكبيرة"'),
    ],
)
def test_the_headline_is_the_title_that_others_confirm(head: str, title: str, h1: str, headline: str) -> None:
    assert read(page(f"{h1}<div>{paragraphs()}</div>", head, title)).headline == headline


def test_the_name_of_a_site_is_no_headline() -> None:
    old = page(f"<b>{TITLE}</b><br>{'<br><br>'.join(PARAGRAPHS)}", title="المرسى اليوم")
    assert read(old).headline == TITLE


def test_the_address_is_the_canonical_one_else_where_the_page_is_from() -> None:
    canonical = '<link rel="canonical" href="/water">'
    assert read(article(canonical), url="https://news.example/a?b").link == "https://news.example/water"
    assert read(article(), url="https://news.example/a?b").link == "https://news.example/a?b"
    assert read(article(canonical)).link == ""
    assert read(article('<link rel="canonical" href="http://[bad">')).link == ""
    saved = f"<!-- saved from url=(0041)https://news.example/saved -->{article()}"
    assert read(saved).link == "https://news.example/saved"
    assert read(saved.replace("https:", "file:")).link == ""


def test_the_id_of_wordpress_has_the_form_of_its_feeds() -> None:
    text = article('<link rel="canonical" href="https://news.example/water">').replace(
        "<body>", "<body class='single postid-7'>"
    )
    assert read(text).source_id == "https://news.example/?p=7"
    assert read(article().replace("<body>", "<body class='single postid-7'>")).source_id == ""


def test_an_id_may_be_a_number() -> None:
    node = f'{{"@type": "Article", "headline": "{TITLE}", "identifier": 4512}}'
    assert read(article(linked_data(node))).source_id == "4512"


@pytest.mark.parametrize("image", ['"https://news.example/i.jpg"', '[{"@id": "https://news.example/i.jpg"}]'])
def test_an_image_may_be_an_address(image: str) -> None:
    node = f'{{"@type": "Article", "headline": "{TITLE}", "image": {image}}}'
    assert read(article(linked_data(node))).image == Image(url="https://news.example/i.jpg")
