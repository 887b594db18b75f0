import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.wires import HEADLINE, PARAGRAPHS, TEASER, Read, in_html, only, read

from audionews.errors import ArticleError, Binary, Empty, NoBody, TooLarge, UnknownFormat
from audionews.model import Blob, Image, Known, Place, Precision, Reason, Status
from audionews.readers.feed import FeedReader
from audionews.readers.formats import sample

READER = FeedReader()
LINK = "https://marsa.example/news/4711"
AT = datetime(2026, 11, 26, 10, 5, tzinfo=timezone(timedelta(hours=3)))
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
)
FULL = f"<content:encoded><![CDATA[{in_html()}]]></content:encoded>"


def rss(*items: str, spaces: str = SPACES, head: str = '<?xml version="1.0" encoding="UTF-8"?>\n') -> str:
    inner = "".join(f"<item>{item}</item>\n" for item in items)
    return f'{head}<rss version="2.0" {spaces}><channel><title>المرسى اليوم</title>\n{inner}</channel></rss>\n'


def item(*more: str, title: str = HEADLINE, link: str = LINK) -> str:
    return f"<title>{title}</title><link>{link}</link>{''.join(more)}"


def test_an_item_with_its_whole_content_is_an_article_with_all_its_facts() -> None:
    feed = rss(
        item(
            '<guid isPermaLink="false">marsa-4711</guid>',
            "<pubDate>Thu, 26 Nov 2026 10:05:00 +0300</pubDate>",
            "<atom:updated>2026-11-26T12:00:00Z</atom:updated>",
            "<dc:creator><![CDATA[منى سالم]]></dc:creator>",
            "<category>محليات</category><category>بيئة</category>",
            f"<description>{TEASER}</description>",
            FULL,
            '<media:content url="/pictures/1.jpg" medium="image"><media:description>مدخل الحديقة</media:description>'
            "<media:credit>هند العمري</media:credit></media:content>",
        )
    )
    (article,) = read(READER, feed, url="https://marsa.example/feed").articles
    assert article.headline == HEADLINE
    assert article.body == PARAGRAPHS
    assert (article.date, article.date_precision, article.date_source) == (AT, Precision.MINUTE, "feed")
    assert article.date is not None
    assert article.date.utcoffset() == timedelta(hours=3)
    assert article.modified == datetime(2026, 11, 26, 12, tzinfo=UTC)
    assert (article.byline, article.section, article.link) == ("منى سالم", "محليات", LINK)
    assert article.source_id == "marsa-4711"
    assert article.source == "a.xml#marsa-4711"
    assert article.image == Image(
        url="https://marsa.example/pictures/1.jpg", caption="مدخل الحديقة", credit="هند العمري"
    )
    assert article.status is Status.USABLE


def test_every_line_of_an_item_ends_in_one_place() -> None:
    article = only(READER, rss(item(f"<description>{TEASER}</description>", FULL)))
    places = [(line.text, line.place, line.reason) for line in article.lines]
    assert places == [
        (HEADLINE, Place.HEADLINE, None),
        (LINK, Place.LINK, None),
        *((paragraph, Place.BODY, None) for paragraph in PARAGRAPHS),
        (TEASER, Place.DROPPED, Reason.REPEAT),
    ]
    assert [line.number for line in article.lines] == list(range(1, 8))


@pytest.mark.parametrize(
    "teaser",
    [
        f"<description>{TEASER}</description>",
        f"<description>{PARAGRAPHS[0]}</description>",
        f"<description>&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;&lt;a href='x'&gt;اقرأ المزيد&lt;/a&gt;</description>",
        f"<content:encoded><![CDATA[{in_html(PARAGRAPHS * 3)}<p>اقرأ المزيد »</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[{in_html(PARAGRAPHS[:3])}<p>وقال أيضا إن...</p>]]></content:encoded>",
        f"<description>{' '.join(PARAGRAPHS[:2])} Continue reading</description>",
        "",
    ],
)
def test_a_teaser_points_to_the_page_with_what_is_known(teaser: str) -> None:
    (pointer,) = read(READER, rss(item("<guid>g1</guid><category>محليات</category>", teaser))).pointers
    assert pointer.url == LINK
    assert (pointer.given.headline, pointer.given.source_id, pointer.given.section) == (HEADLINE, "g1", "محليات")


@pytest.mark.parametrize(
    "content",
    [
        f"<description>{' '.join(PARAGRAPHS * 2)}</description>",
        f"<description><![CDATA[{in_html(PARAGRAPHS * 2)}]]></description>",
        f"<content:encoded><![CDATA[{in_html()}]]></content:encoded><description>{TEASER}</description>",
        f"<content:encoded>{in_html().replace('<', '&lt;')}</content:encoded>",
        f"<content:encoded>{in_html().replace('<', '&amp;lt;').replace('>', '&amp;gt;')}</content:encoded>",
        f"<content:encoded>{in_html()}</content:encoded>",
    ],
)
def test_a_text_that_is_the_whole_article_is_read_whatever_its_element_and_encoding(content: str) -> None:
    article = only(READER, rss(item(content)))
    assert " ".join(dict.fromkeys(" ".join(article.body).split(". "))).startswith(PARAGRAPHS[0][:40])
    assert sum(map(len, article.body)) >= sum(map(len, PARAGRAPHS))
    assert "<" not in "".join(article.body)


def test_a_long_article_may_end_in_an_ellipsis() -> None:
    paragraphs = tuple(f"{number} {paragraph}" for number in range(5) for paragraph in PARAGRAPHS)
    content = f"{in_html(paragraphs)}<p>وقال أحد الزوار إن المكان جميل...</p>"
    article = only(READER, rss(item(f"<content:encoded><![CDATA[{content}]]></content:encoded>")))
    assert article.body[-1] == "وقال أحد الزوار إن المكان جميل..."


def test_a_short_text_without_a_link_is_the_article_but_a_broken_off_one_fails() -> None:
    brief = f"<title>{HEADLINE}</title><description>{PARAGRAPHS[0]}</description>"
    cut = f"<title>{HEADLINE}</title><description>{TEASER}</description>"
    found = read(READER, rss(brief, cut))
    assert [article.body for article in found.articles] == [PARAGRAPHS[:1]]
    (failure,) = found.failures
    assert isinstance(failure.error, NoBody)
    assert "only the beginning" in failure.error.message
    assert TEASER in [line.text for line in failure.lines]


def test_the_order_of_the_feed_is_kept_and_one_failure_does_not_end_it() -> None:
    english = f"<content:encoded>{'<p>' + 'This is a story in English only. ' * 20 + '</p>'}</content:encoded>"
    found = read(READER, rss(item(FULL), item(english), item(), item(FULL))).found
    assert [type(each).__name__ for each in found] == ["Article", "Failed", "Pointer", "Article"]


def test_the_note_that_wordpress_adds_to_each_item_is_not_a_paragraph() -> None:
    note = f"<p>The post <a href='{LINK}'>{HEADLINE}</a> appeared first on <a href='/'>المرسى</a>.</p>"
    arabic = f"<p>ظهرت المقالة <a href='{LINK}'>{HEADLINE}</a> أولاً على <a href='/'>المرسى</a>.</p>"
    for each in (note, arabic):
        feed = rss(item(f"<description><![CDATA[<p>{TEASER}</p>{each}]]></description>"))
        assert len(read(READER, feed).pointers) == 1


def test_titles_are_plain_text() -> None:
    titles = {
        "<![CDATA[أخبار <script>alert(1)</script><b>اليوم</b>]]>": "أخبار اليوم",
        "أخبار &amp;quot;اليوم&amp;quot; &amp;#8211; مصر": 'أخبار "اليوم" – مصر',
        "أخبار&nbsp;اليوم &laquo;عاجل&raquo; AT&T": "أخبار اليوم «عاجل» AT&T",
        "أخبار 5 &lt; 7": "أخبار 5 < 7",
    }
    for written, plain in titles.items():
        assert only(READER, rss(item(FULL, title=written))).headline == plain


@pytest.mark.parametrize(
    ("written", "byline"),
    [
        ("<author>mona@marsa.example (منى سالم)</author>", "منى سالم"),
        ("<author>desk@marsa.example</author>", ""),
        ("<dc:creator>منى سالم</dc:creator><dc:creator>علي حسن</dc:creator>", "منى سالم، علي حسن"),
        ("<atom:author><atom:name>منى سالم</atom:name><atom:email>m@x.example</atom:email></atom:author>", "منى سالم"),
        ("", ""),
    ],
)
def test_a_byline_has_names_and_no_addresses(written: str, byline: str) -> None:
    assert only(READER, rss(item(FULL, written))).byline == byline


@pytest.mark.parametrize(
    ("written", "at", "precision"),
    [
        ("<pubDate>Thu, 26 Nov 2026 10:05:00 +0300</pubDate>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<pubDate>26 Nov 2026 10:05 GMT</pubDate>", "2026-11-26T10:05:00+00:00", "minute"),
        ("<pubDate>Thu, 26 November 2026 10:05:00 GMT+3</pubDate>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<pubDate>Thu,26 Nov 2026 10:05:00 +03:00</pubDate>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<pubDate>Thu, 26 Nov 2026 10:05:00 AST</pubDate>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<pubDate>Thu, 26 Nov 2026</pubDate>", "2026-11-26T00:00:00", "day"),
        ("<pubDate>2026-11-26 10:05:00</pubDate>", "2026-11-26T10:05:00", "minute"),
        ("<pubDate>الخميس، 26 نوفمبر 2026 10:05</pubDate>", "2026-11-26T10:05:00", "minute"),
        ("<pubDate>الخميس 26 تشرين الثاني 2026 10:05:00 +0300</pubDate>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<pubDate>٢٦ تشرين الثاني ٢٠٢٦</pubDate>", "2026-11-26T00:00:00", "day"),
        ("<dc:date>2026-11-26T10:05:00+03:00</dc:date>", "2026-11-26T10:05:00+03:00", "minute"),
        ("<dc:date>2026-11-26</dc:date>", "2026-11-26T00:00:00", "day"),
        ("<atom:updated>2026-11-26T10:05:00.123Z</atom:updated>", "2026-11-26T10:05:00.123000+00:00", "minute"),
        ("<pubDate>Thu, 01 Jan 1970 00:00:00 GMT</pubDate>", None, "minute"),
        ("<pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate>", None, "minute"),
        ("<pubDate>soon</pubDate>", None, "minute"),
        ("", None, "minute"),
    ],
)
def test_dates_are_read_with_the_faults_that_feeds_have(written: str, at: str | None, precision: str) -> None:
    article = only(READER, rss(item(FULL, written)))
    assert (article.date and article.date.isoformat(), article.date_precision) == (at, precision)


def test_links_are_resolved_and_only_addresses_of_the_web_count() -> None:
    feed = rss(
        item(FULL, link="/news/1?a=1&b=2"),
        item(FULL, "<guid>https://marsa.example/g</guid>", link="javascript:alert(1)"),
        f"<title>{HEADLINE}</title><guid isPermaLink='false'>https://marsa.example/g</guid>{FULL}",
        f"<title>{HEADLINE}</title><guid>https://marsa.example/g</guid>{FULL}",
    )
    found = read(READER, feed, url="https://marsa.example/feed.xml").articles
    assert [article.link for article in found] == [
        "https://marsa.example/news/1?a=1&b=2",
        "https://marsa.example/g",
        "",
        "https://marsa.example/g",
    ]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ('<media:thumbnail url="/t.jpg"/>', "https://marsa.example/t.jpg"),
        ("<image><url>/i.jpg</url></image>", "https://marsa.example/i.jpg"),
        ('<media:group><media:content url="/g.webp?w=1"/></media:group>', "https://marsa.example/g.webp?w=1"),
        (
            '<enclosure url="/1.pdf" type="text/pdf"/><enclosure url="/1.png" type="image/png"/>',
            "https://marsa.example/1.png",
        ),
        ('<enclosure url="http://[" type="image/png"/>', None),
        ("<category/><media:thumbnail/>", None),
    ],
)
def test_a_picture_is_found_in_each_of_its_elements(written: str, url: str | None) -> None:
    (article,) = read(READER, rss(item(FULL, written)), url="https://marsa.example/feed").articles
    assert (article.image and article.image.url) == url
    assert article.section == ""


def test_episodes_of_podcasts_fail_with_the_reason() -> None:
    sound = '<enclosure url="https://marsa.example/1.mp3" type="audio/mpeg" length="1"/>'
    (failure,) = read(READER, rss(item(f"<description>{PARAGRAPHS[0]}</description>", sound))).failures
    assert isinstance(failure.error, NoBody)
    assert "a recording" in failure.error.message
    assert only(READER, rss(item(FULL, sound))).body == PARAGRAPHS


def test_atom_is_read_with_markup_of_each_type() -> None:
    feed = f"""<?xml version="1.0"?>
    <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://marsa.example/"><title>المرسى</title>
    <author><name>التحرير</name></author>
    <entry><title type="html">{HEADLINE} &lt;b&gt;الآن&lt;/b&gt;</title><id>tag:marsa.example,2026:1</id>
      <link rel="self" href="/1.atom"/><link href="news/1"/><link rel="enclosure" type="image/png" href="/1.png"/>
      <published>2026-11-26T10:05:00+03:00</published><updated>2026-11-26T11:00:00+03:00</updated>
      <author><name>منى سالم</name><uri>https://x.example</uri></author><category term="local" label="محليات"/>
      <content type="html">{in_html().replace("<", "&lt;")}</content></entry>
    <entry><title>{HEADLINE}</title><id>2</id><link href="/2"/><updated>2026-11-26T11:00:00Z</updated>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{in_html()}</div></content></entry>
    <entry><title>{HEADLINE}</title><id>3</id><link href="/3"/><summary>{TEASER}</summary></entry>
    <entry><title>{HEADLINE}</title><id>4</id><link href="/4"/><content src="/4.html" type="text/html"/></entry>
    </feed>"""
    found = read(READER, feed)
    first, second = found.articles
    assert (first.headline, first.link, first.source_id) == (
        f"{HEADLINE} الآن",
        "https://marsa.example/news/1",
        "tag:marsa.example,2026:1",
    )
    assert (first.byline, first.section, first.image) == (
        "منى سالم",
        "محليات",
        Image(url="https://marsa.example/1.png"),
    )
    assert (first.date, first.modified) == (AT, AT.replace(hour=11, minute=0))
    assert first.body == second.body == PARAGRAPHS
    assert second.date == datetime(2026, 11, 26, 11, tzinfo=UTC)
    assert second.modified is None
    assert [pointer.url for pointer in found.pointers] == ["https://marsa.example/3", "https://marsa.example/4"]


def test_rdf_and_rss_of_other_versions_are_read() -> None:
    rdf = f"""<?xml version="1.0"?><!DOCTYPE rdf:RDF><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" {SPACES}><channel rdf:about="https://marsa.example/"><title>المرسى</title>
      <items><rdf:Seq><rdf:li rdf:resource="{LINK}"/></rdf:Seq></items></channel>
      <item rdf:about="{LINK}"><title>{HEADLINE}</title><dc:date>2026-11-26T10:05:00+03:00</dc:date>
      <dc:subject>محليات</dc:subject>{FULL}</item></rdf:RDF>"""
    article = only(READER, rdf)
    assert (article.link, article.source_id, article.section, article.date) == (LINK, LINK, "محليات", AT)
    old = f"""<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
      "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>المرسى</title>
      <item><title>{HEADLINE}</title><link>{LINK}</link><description>{TEASER}</description></item></channel></rss>"""
    assert [pointer.url for pointer in read(READER, old).pointers] == [LINK]


def test_json_feed_is_read() -> None:
    entry = {
        "id": 4711,
        "url": "/news/4711",
        "title": f"{HEADLINE} &amp; المزيد",
        "content_html": in_html(),
        "date_published": "2026-11-26T10:05:00+03:00",
        "date_modified": "2026-11-26T11:05:00+03:00",
        "authors": [{"name": "منى سالم"}],
        "tags": ["محليات"],
        "image": "https://marsa.example/1.jpg",
    }
    teaser = {"id": "2", "url": LINK, "title": HEADLINE, "summary": TEASER, "author": {"name": "علي حسن"}}
    sound = {"id": "3", "title": HEADLINE, "attachments": [{"url": "/3.mp3", "mime_type": "audio/mpeg"}]}
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "المرسى",
        "home_page_url": "https://marsa.example/",
        "items": [entry, teaser, sound],
    }
    found = read(READER, json.dumps(feed, indent=1))
    (article,) = found.articles
    assert article.body == PARAGRAPHS
    assert (article.headline, article.link, article.source_id) == (f"{HEADLINE} & المزيد", LINK, "4711")
    assert (article.byline, article.section, article.date) == ("منى سالم", "محليات", AT)
    assert article.image == Image(url="https://marsa.example/1.jpg")
    assert [(pointer.url, pointer.given.byline) for pointer in found.pointers] == [(LINK, "علي حسن")]
    assert "a recording" in found.failures[0].error.message


def test_what_the_user_says_comes_first() -> None:
    article = only(READER, rss(item(FULL, "<category>محليات</category>")), Known(section="تقارير", byline="علي حسن"))
    assert (article.section, article.byline, article.headline) == ("تقارير", "علي حسن", HEADLINE)


@pytest.mark.parametrize("declared", ["windows-1256", "utf-8", ""])
def test_a_feed_in_windows_1256_is_read_whatever_it_declares(declared: str) -> None:
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else "<?xml version='1.0'?>"
    article = only(READER, rss(item(FULL), head=head).encode("cp1256"))
    assert (article.headline, article.body, article.charset) == (HEADLINE, PARAGRAPHS, "cp1256")


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(charset: str) -> None:
    assert only(READER, rss(item(FULL)).encode(charset)).body == PARAGRAPHS


def test_blank_lines_before_the_declaration_and_illegal_characters_do_not_lose_a_feed() -> None:
    feed = "\n \n" + rss(item(FULL.replace("الخميس", "الخ\x0bميس\x00 &#11;&#xFFFF;"), title=f"{HEADLINE}\x1f"))
    article = only(READER, feed)
    assert article.headline == HEADLINE
    assert article.body == PARAGRAPHS


def test_the_complaints_of_a_program_above_a_feed_do_not_matter() -> None:
    complaint = "<br />\n<b>Warning</b>: Undefined variable in <b>/srv/feed.php</b> on line <b>5</b><br />\n"
    feed = complaint + rss(item(FULL))
    assert READER.sniff(Blob(content=b""), feed) > 0.9
    assert only(READER, feed).body == PARAGRAPHS


def test_the_items_before_a_break_are_read_and_the_loss_is_reported() -> None:
    feed = rss(item(FULL), item(FULL), item(FULL))
    for end in (len(feed) - 300, feed.rindex("</content:encoded>") + 25, len(feed) - 20):
        found = read(READER, feed[:end])
        assert len(found.articles) >= 2
        (failure,) = found.failures
        assert isinstance(failure.error, Binary)
        assert "is cut off" in failure.error.message
        assert found.found[-1] is failure
    lost = read(READER, feed[: len(feed) - 300]).failures[0]
    assert HEADLINE in [line.text for line in lost.lines]


def test_a_damaged_item_does_not_spoil_the_others() -> None:
    loose = f"<description>{PARAGRAPHS[0]}<br>{PARAGRAPHS[1]}<p>{' '.join(PARAGRAPHS * 2)}</description>"
    broken = "<category>أ</b></category>"
    found = read(READER, rss(item(FULL), item(loose), item(FULL, broken), item(FULL)))
    assert [type(each).__name__ for each in found.found] == ["Article", "Article", "Failed", "Article"]
    assert "damaged XML" in found.failures[0].error.message
    assert found.articles[1].body[:2] == PARAGRAPHS[:2]
    assert all(article.link == LINK for article in found.articles)


def test_prefixes_that_are_not_declared_are_understood() -> None:
    assert only(READER, rss(item(FULL, "<dc:creator>منى سالم</dc:creator>"), spaces="")).byline == "منى سالم"


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        ("", Empty, "is empty"),
        ("  \n", Empty, "is empty"),
        (
            "<!DOCTYPE html><html><head><title>404</title></head><body>غير موجودة</body></html>",
            UnknownFormat,
            "a web page",
        ),
        ("<opml version='1.0'></opml>", UnknownFormat, "<opml>"),
        ("نص عادي بلا علامات", UnknownFormat, "a text"),
        (rss(), Empty, "without articles"),
        ("<rss><channel><title>المرسى", Binary, "damaged XML"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [', Binary, "damaged JSON"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, Binary, "too deeply"),
        ('{"version": "https://jsonfeed.org/version/1"}', Empty, "without articles"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_clear_error(content: str, error: type[ArticleError], says: str) -> None:
    with pytest.raises(error, match=says):
        read(READER, content)


def test_a_feed_above_the_limit_is_refused() -> None:
    with pytest.raises(TooLarge):
        read(READER, b" " * 10_000_001)


BOMB = '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa">{}]>' + rss(item(FULL), head="").replace(
    "<title>المرسى", "<title>&z;", 1
)
LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefghi", "bcdefghiz", strict=True)
)


@pytest.mark.parametrize(
    "declared",
    [
        LAUGHS,
        '<!ENTITY z SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "https://marsa.example/x.dtd"> %p;',
        f'<!ENTITY z "{"a" * 100_000}">',
    ],
)
def test_declarations_in_a_doctype_are_refused(declared: str) -> None:
    with pytest.raises(UnknownFormat, match="has a DOCTYPE with declarations"):
        read(READER, BOMB.replace("{}", declared))


def test_a_doctype_cannot_hide_behind_comments_and_quotes() -> None:
    for prolog in ("<!-- ] -->", "<?a ]?>", ""):
        hidden = (
            f'<?xml version="1.0"?>{prolog}<!DOCTYPE rss PUBLIC "a>" "b" [<!ENTITY z "1">]>{rss(item(FULL), head="")}'
        )
        with pytest.raises(UnknownFormat, match="DOCTYPE"):
            read(READER, hidden)


def test_other_files_are_never_included() -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" parse="text"/>'
    with pytest.raises(UnknownFormat, match="XInclude"):
        read(READER, rss(item(f"<content:encoded>{include}</content:encoded>")))


def test_feeds_are_recognized_by_their_content() -> None:
    def confidence(content: str, name: str = "a.txt") -> float:
        blob = Blob(content=content.encode(), name=name)
        return READER.sniff(blob, sample(blob))

    for content in (rss(), "\n\n" + rss(), '<feed xmlns="http://www.w3.org/2005/Atom"/>', "<!-- x --><rdf:RDF/>"):
        assert confidence(content) > 0.9
    assert confidence('{"version":"https:\\/\\/jsonfeed.org\\/version\\/1","items":[]}') > 0.9
    for content in ("<html><rss></html>", "rss", HEADLINE, "{}", "[]", '{"version": "1"}', "<newsMessage/>"):
        assert confidence(content, "a.rss") == 0


def test_a_draft_is_withheld() -> None:
    feed = rss(
        item(FULL, '<app:control xmlns:app="http://www.w3.org/2007/app"><app:draft>yes</app:draft></app:control>')
    )
    assert only(READER, feed).status is Status.WITHHELD


def test_a_feed_of_ten_thousand_items_is_read_whole() -> None:
    body = "<p>" + PARAGRAPHS[0][:200] + "</p>"
    found = read(READER, rss(*[item(f"<guid>{n}</guid><description>{body}</description>") for n in range(10_000)]))
    assert [pointer.given.source_id for pointer in found.pointers] == [str(n) for n in range(10_000)]


def test_read_is_a_stream() -> None:
    feed = rss(item(FULL), item(FULL))
    stream = READER.read(Blob(content=feed.encode(), name="a"), Known())
    assert Read([next(iter(stream))]).articles
