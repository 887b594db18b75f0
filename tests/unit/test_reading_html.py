import gzip
from email.message import EmailMessage
from typing import Self

import pytest
from tests.reading import articles
from tests.web_pages import NAVIGATION, PARAGRAPHS, TITLE, TITLES, article, linked_data, page, paragraphs

from audionews.arabic.word_lists import shipped_lists
from audionews.errors import ArticleError, Empty, NotAnArticle, TooLarge, UnknownFormat
from audionews.model import Article, Blob, Failed, Known, Place, Pointer, Reason
from audionews.ports import ArticleReader
from audionews.readers.formats import sample
from audionews.readers.html import HtmlReader
from audionews.readers.html.article_part import article_text
from audionews.sources.files import LIMIT


def read(text: str | bytes, given: Known | None = None, name: str = "a.html") -> Article:
    content = text if isinstance(text, bytes) else text.encode()
    (found,) = articles(HtmlReader().read(Blob(content=content, name=name), given or Known()))
    return found


def refused(text: str) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        read(text)
    return caught.value


def sniffed(text: str, name: str = "a", media_type: str = "") -> float:
    blob = Blob(content=text.encode(), name=name, media_type=media_type)
    return HtmlReader().sniff(blob, sample(blob))


def test_the_reader_is_an_article_reader() -> None:
    assert isinstance(HtmlReader(), ArticleReader)


def test_the_article_of_a_page_is_read_and_what_is_around_it_is_not() -> None:
    found = read(article())
    assert (found.headline, found.body) == (TITLE, PARAGRAPHS)
    assert (found.source, found.charset) == ("a.html", "utf-8")


def test_every_text_of_a_page_ends_in_one_place() -> None:
    found = read(article(around="<div hidden>نص مخفي</div><noscript>شغّل جافاسكربت</noscript>"))
    places = {line.text: (line.place, line.reason, line.why) for line in found.lines}
    assert places["رياضة"] == (Place.DROPPED, Reason.PAGE, "navigation of the page")
    assert places["خبر آخر عن أمر آخر"] == (Place.DROPPED, Reason.PAGE, "beside the article")
    assert places["نص مخفي"][2] == "hidden by the page"
    assert places["شغّل جافاسكربت"][2] == "shown only without JavaScript"
    assert [line.number for line in found.lines] == list(range(1, len(found.lines) + 1))
    assert sum(line.place is Place.BODY for line in found.lines) == len(PARAGRAPHS)


@pytest.mark.parametrize(
    ("start", "sure"),
    [
        ("<!DOCTYPE html><html>", True),
        ("\ufeff\n\n  <html lang='ar'>", True),
        ("<!-- saved from url=(0041)https://example.org/4512 -->\n<!DOCTYPE html>", True),
        ("<?xml version='1.0' encoding='utf-8'?>\n<html xmlns='http://www.w3.org/1999/xhtml'>", True),
        (f"<p>{TITLE}</p>", True),
        (f"{TITLE}\n\nوقالت <strong>الوزيرة</strong> إن الأمر تم.", True),
        (f"{TITLE}<br>وقالت الوزيرة.<br>إن الأمر تم", True),
        (f"{TITLE}\n\nوقال إن 5 < 7 وإن <الخبر> صحيح.", False),
        ("<?xml version='1.0'?><rss version='2.0'><channel><item><p>نص</p></item></channel></rss>", False),
        ("<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>", False),
        ('[{"content": "<p>نص</p><p>نص</p>"}]', False),
        ("title,body\nخبر,<p>نص</p><p>نص</p>", False),
        ("", False),
    ],
)
def test_pages_and_fragments_are_recognized_by_their_tags(start: str, sure: bool) -> None:  # noqa: FBT001 - a table
    assert (sniffed(start) > 0.5) is sure


def test_a_name_or_media_type_alone_says_little() -> None:
    assert 0 < sniffed(TITLE, "a.html") < 0.5
    assert 0 < sniffed(TITLE, media_type="application/xhtml+xml") < 0.5
    assert sniffed(TITLE, "a.txt") == 0


def test_a_fragment_is_read_line_by_line() -> None:
    found = read(f"<h2>{TITLE}</h2><p>وقالت <strong>الوز</strong>يرة إن&nbsp;المشروع تم، وإن الباقي يتم قريبا.</p>")
    assert found.headline == TITLE
    assert found.body == ("وقالت الوزيرة إن المشروع تم، وإن الباقي يتم قريبا.",)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("قالت <b>الو</b>زي<i>رة</i> إن المشروع تم.", "قالت الوزيرة إن المشروع تم."),
        ("قالت\n   الوزيرة&nbsp;&#1573;ن &quot;المشروع&quot; تم.", 'قالت الوزيرة إن "المشروع" تم.'),
        ("قالت <q>المشروع تم</q> ومضت في طريقها.", "قالت «المشروع تم» ومضت في طريقها."),
        ("قالت <del>الوزير</del>الوزيرة إن المشروع تم.", "قالت الوزيرة إن المشروع تم."),
        ("قالت <script>x()</script>الوزيرة<svg><text>أ</text></svg> إن المشروع تم.", "قالت الوزيرة إن المشروع تم."),
        ("قالت <span class='sr-only'>رابط خارجي</span>الوزيرة إن المشروع تم.", "قالت الوزيرة إن المشروع تم."),
        ("قال <a href='/a'>الو</a><a href='/b'>زير</a> إن المشروع تم.", "قال الوزير إن المشروع تم."),
    ],
)
def test_inline_tags_neither_add_nor_take_a_space(markup: str, text: str) -> None:
    assert text in read(page(f"<h1>{TITLE}</h1><div>{paragraphs()}<p>{markup}</p></div>")).body


def test_a_line_break_ends_a_line() -> None:
    verses = ("يا ليل طل أو لا تطل على المدينة", "لا بد لي أن أسهرك حتى الصباح", "لو بات عندي قمري ما بت أرعى قمرك")
    found = read(page(f"<h1>{TITLE}</h1><div>{paragraphs()}<p>{'<br>'.join(verses)}</p></div>"))
    assert found.body == (*PARAGRAPHS, *verses)


def test_preformatted_text_keeps_its_lines() -> None:
    found = read(page(f"<h1>{TITLE}</h1><pre>{chr(10).join(PARAGRAPHS)}</pre>"))
    assert found.body == PARAGRAPHS


def test_a_row_of_a_table_is_one_line_and_a_layout_is_none() -> None:
    rows = "<tr><th>المدينة</th><th>عدد السكان</th></tr><tr><td>المرسى</td><td>45 ألف نسمة</td></tr>"
    found = read(page(f"<h1>{TITLE}</h1><div>{paragraphs()}<table>{rows}</table>{paragraphs()}</div>"))
    assert "المدينة، عدد السكان" in found.body
    layout = (
        f"<table><tr><td>{paragraphs(*PARAGRAPHS[:2])}</td><td>{PARAGRAPHS[2]}<br><br>{PARAGRAPHS[3]}</td></tr></table>"
    )
    assert set(read(page(f"<h1>{TITLE}</h1>{layout}")).body) == set(PARAGRAPHS)


def test_hints_of_markup_reach_the_places() -> None:
    inside = (
        "<div class='meta'>نشر في <time datetime='2025-11-26'>26 نوفمبر 2025</time>"
        "<span class='author'>منى سالم</span></div>"
        "<figure><img><figcaption>المحطة الجديدة كما بدت صباح اليوم</figcaption></figure>"
    )
    found = read(article(inside=inside))
    assert found.body == PARAGRAPHS
    assert found.byline == "منى سالم"
    assert found.captions == ("المحطة الجديدة كما بدت صباح اليوم",)


def test_a_class_on_a_large_element_says_nothing_about_its_paragraphs() -> None:
    found = read(page(f"<h1>{TITLE}</h1><div class='author writer sidebar'>{paragraphs()}</div>"))
    assert (found.body, found.byline) == (PARAGRAPHS, "")


@pytest.mark.parametrize("attribute", ["hidden", "style='display: none'", "style='visibility:hidden'"])
def test_an_article_that_a_script_would_show_is_read(attribute: str) -> None:
    assert read(page(f"<div {attribute}><h1>{TITLE}</h1>{paragraphs()}</div>")).body == PARAGRAPHS


def test_paragraphs_between_others_are_kept_however_short() -> None:
    short = "ثم صمت."
    found = read(page(f"<h1>{TITLE}</h1><div>{paragraphs(*PARAGRAPHS[:2], short, *PARAGRAPHS[2:])}</div>"))
    assert found.body == (*PARAGRAPHS[:2], short, *PARAGRAPHS[2:])


def test_the_parts_of_a_page_builder_are_one_article() -> None:
    parts = "".join(f"<section><div class='text-block'>{paragraphs(text)}</div></section>" for text in PARAGRAPHS)
    assert read(page(f"<h1>{TITLE}</h1>{parts}")).body == PARAGRAPHS


def test_a_page_that_shows_its_text_with_a_script_is_read_from_its_linked_data() -> None:
    body = "\\n".join(PARAGRAPHS)
    head = linked_data(f'{{"@type": "NewsArticle", "headline": "{TITLE}", "articleBody": "{body}"}}')
    found = read(page("<div id='root'></div><script src='/app.js'></script>", head))
    assert (found.headline, found.body) == (TITLE, PARAGRAPHS)


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-16"])
def test_the_charset_is_found(charset: str) -> None:
    text = article().replace("utf-8", charset)
    assert read(text.encode(charset)).body == PARAGRAPHS


def test_a_declaration_of_xml_and_null_characters_are_no_harm() -> None:
    text = f"<?xml version='1.0' encoding='windows-1256'?>{article()}".replace("بلدية", "بل\0دية")
    assert read(text).headline == TITLE


def test_entities_of_a_document_type_load_nothing() -> None:
    declared = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "نص دخيل">]>'
    found = read(article().replace("<!DOCTYPE html>", declared).replace("<h1>", "<p>&x;&y;</p><h1>"))
    assert not any("root:" in line.text for line in found.lines)


def mhtml(subtype: str = "html") -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = "https://news.example/water"
    message.set_content(article(), subtype=subtype, cte="quoted-printable")
    message.make_related()
    message.add_related(gzip.compress(b"x"), "image", "png")
    return b"From: <Saved by Blink>\r\n" + message.as_bytes()


def test_a_saved_page_with_its_pictures_is_read() -> None:
    found = read(mhtml(), name="a.mhtml")
    assert (found.headline, found.body, found.link) == (TITLE, PARAGRAPHS, "https://news.example/water")
    assert HtmlReader().sniff(Blob(content=mhtml()), mhtml().decode()) > 0.9


def test_a_saved_file_without_a_page_is_refused() -> None:
    with pytest.raises(UnknownFormat, match=r"no part of a\.mht is a web page"):
        read(mhtml("plain"), name="a.mht")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (page("<h1>404</h1><p>عذرا، الصفحة غير موجودة</p>", title="404"), "no such page"),
        (page("<form><input name=user><input type=password></form>", title="المرسى اليوم"), "asks for a login"),
        (page("<p>Just a moment...</p>", title="Just a moment..."), "check of the site for robots"),
        (page("<p>نستخدم ملفات تعريف الارتباط</p><button>موافق</button>", title="المرسى"), "consent to cookies"),
        (page("<div id=app></div><noscript>شغّل الجافاسكربت</noscript>", title="المرسى"), "without JavaScript"),
        (
            page(
                f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>",
                linked_data(f'{{"@type": "NewsArticle", "headline": "{TITLE}", "isAccessibleForFree": "False"}}'),
            ),
            "only the beginning",
        ),
    ],
)
def test_a_notice_in_the_place_of_an_article_is_named(text: str, message: str) -> None:
    error = refused(text)
    assert isinstance(error, NotAnArticle)
    assert message in error.message


def test_force_reads_what_is_there() -> None:
    paid = linked_data(f'{{"@type": "NewsArticle", "headline": "{TITLE}", "isAccessibleForFree": false}}')
    text = page(f"<h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p>", paid)
    assert read(text, Known(force=True)).body == PARAGRAPHS[:1]


def test_a_page_that_sends_to_another_names_it() -> None:
    text = page("", '<meta http-equiv="Refresh" content="0; url=/water">', "")
    assert "https://news.example/water" in refused(text.replace("/water", "https://news.example/water")).remedy
    blob = Blob(content=text.encode(), url="https://news.example/old")
    assert list(HtmlReader().read(blob, Known())) == [Pointer(url="https://news.example/water")]


def test_an_article_that_reloads_itself_is_read() -> None:
    assert read(article('<meta http-equiv="refresh" content="300; url=/">')).body == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        page("<div>" * 200_000 + paragraphs() + "</div>" * 200_000),
        page(f"<h1 {' '.join(f'a{number}=1' for number in range(2000))}>{TITLE}</h1>{paragraphs()}"),
        page("x" * LIMIT),
        page(f"<h1>{TITLE}</h1>" + "<p>x" * 500_000),
    ],
    ids=["deep", "wide", "long", "many"],
)
def test_a_page_beyond_any_measure_is_refused(text: str) -> None:
    assert isinstance(refused(text), TooLarge)


def test_a_deep_page_is_read() -> None:
    assert read(page(f"<h1>{TITLE}</h1>{'<div>' * 1500}{paragraphs()}")).body == PARAGRAPHS


def test_a_long_tag_with_few_attributes_is_read() -> None:
    assert read(page(f"<h1>{TITLE}</h1>{paragraphs()}<img src='data:,{'A' * 9000}'>")).body == PARAGRAPHS


def test_an_empty_page_says_so() -> None:
    assert isinstance(refused("<html></html>"), ArticleError)
    with pytest.raises(Empty):
        read("<!-- only --><!-- comments --><title>", Known(force=True))


def test_a_page_without_elements_says_so() -> None:
    assert isinstance(refused("<!DOCTYPE html>"), Empty)


def test_the_word_lists_of_a_show_are_used() -> None:
    lists = shipped_lists()
    assert HtmlReader().with_lists(lists).lists is lists


def test_an_extractor_that_fails_costs_nothing() -> None:
    class Unreadable:
        def __copy__(self) -> Self:
            raise ValueError

    assert article_text(Unreadable()) == ""


def test_a_saved_file_of_very_many_parts_is_refused() -> None:
    message = EmailMessage()
    message.set_content("x")
    for _ in range(1001):
        message.add_attachment("x", filename="x.txt")
    text = message.as_bytes().replace(b"multipart/mixed", b"multipart/related")
    assert HtmlReader().sniff(Blob(content=text), text.decode()) > 0.9
    with pytest.raises(UnknownFormat):
        read(text, name="a.mht")


def test_roles_and_microdata_say_what_elements_are() -> None:
    inside = (
        "<div role='navigation'>الرئيسية سياسة اقتصاد</div><div itemprop='author'>منى سالم</div>"
        "<div itemprop='datePublished'>26 نوفمبر 2025</div>"
    )
    found = read(article(inside=inside))
    assert (found.body, found.byline, str(found.date)[:10]) == (PARAGRAPHS, "منى سالم", "2025-11-26")
    assert next(line.why for line in found.lines if "الرئيسية سياسة" in line.text) == "navigation of the page"


def test_a_page_in_another_language_is_judged_by_its_article() -> None:
    french = "<div class='menu'>" + "Accueil Politique Economie Sport Culture Monde Opinions " * 40 + "</div>"
    assert read(article(around=f"<footer>{french}</footer>")).body == PARAGRAPHS
    text = page(f"<h1>{TITLE}</h1>{paragraphs('This is an article in another language, said at length. ' * 5)}")
    (found,) = HtmlReader().read(Blob(content=text.encode()), Known())
    assert isinstance(found, Failed)


def test_adjacent_links_outside_paragraphs_stand_apart() -> None:
    found = read(
        article(around=f"<div class='x'><a href='/1'>{TITLES[0]}</a><a href='/2'>{TITLES[1]}</a></div>{NAVIGATION}")
    )
    texts = [line.text for line in found.lines]
    assert TITLES[0] in texts
    assert TITLES[1] in texts
