from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.wires import HEADLINE, PARAGRAPHS, TEASER, in_html, only, read

from audionews.errors import ArticleError, Binary, Empty, NoBody, UnknownFormat
from audionews.model import Blob, Image, Place, Status
from audionews.readers.formats import sample
from audionews.readers.newsml import NewsmlReader

READER = NewsmlReader()
AT = datetime(2026, 11, 26, 10, 5, tzinfo=timezone(timedelta(hours=3)))
NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
GUID = "urn:newsml:marsa.example:20261126:4711"
CORRECTED = "تصحيح: عدد الأشجار أربعمئة لا أربعون"

NITF = f"""<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><head><title>حديقة</title>
  <docdata management-status="usable"><doc-id id-string="marsa-4711" regsrc="marsa"/>
  <date.issue norm="20261126T100500+0300"/><date.release norm="20261126T180000+0300"/>
  <ed-msg info="تنشر مع صورة"/></docdata>
  <pubdata ex-ref="https://marsa.example/news/4711" position.section="محليات"/></head>
  <body><body.head><hedline><hl1>{HEADLINE}</hl1><hl2>صور</hl2></hedline>
  <byline>كتب: <person>سالم العمري</person> <byttl>مراسل</byttl></byline>
  <dateline><location>المرسى</location></dateline>
  <abstract><p>{TEASER}</p></abstract></body.head>
  <body.content><block>{in_html()}<media media-type="image"><media-reference source="https://marsa.example/1.jpg"/>
  <media-caption><p>مدخل الحديقة عند الفجر</p></media-caption>
  <media-producer>هند العمري</media-producer></media></block>
  </body.content><body.end><tagline>تحرير: علي حسن</tagline></body.end></body></nitf>"""


def content(inline: str = f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>') -> str:
    return f"<contentSet>{inline}</contentSet>"


ABOUT = f"<headline>{HEADLINE}</headline><by>منى سالم</by><language tag='ar'/>"


def news(*, guid: str = GUID, kind: str = "text", meta: str = "", about: str = ABOUT, body: str = "") -> str:
    return f"""<newsItem {NAR} guid="{guid}" version="2" standard="NewsML-G2" xml:lang="ar">
      <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
      <itemMeta><itemClass qcode="ninat:{kind}"/><versionCreated>2026-11-26T11:05:00+03:00</versionCreated>
      <firstCreated>2026-11-26T10:05:00+03:00</firstCreated>{meta}</itemMeta>
      <contentMeta>{about}<subject qcode="x:1"><name xml:lang="en">Local</name>
      <name xml:lang="ar">محليات</name></subject>
      </contentMeta>{body or content()}</newsItem>"""


def message(*items: str) -> str:
    inner = f"<header/><itemSet>{''.join(items)}</itemSet>"
    return f'<?xml version="1.0" encoding="UTF-8"?><newsMessage {NAR}>{inner}</newsMessage>'


PICTURE = news(
    guid="urn:picture",
    kind="picture",
    about="<headline>حديقة</headline><description>مدخل الحديقة</description><creditline>هند العمري</creditline>",
    body=content(
        '<remoteContent href="https://marsa.example/s.jpg" contenttype="image/jpeg" width="100"/>'
        '<remoteContent href="https://marsa.example/l.jpg" contenttype="image/jpeg" width="2000"/>'
    ),
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>ح</title></head>'
    f"<body><h1>{HEADLINE}</h1>{in_html()}</body></html></inlineXML>"
)


def test_a_news_item_with_nitf_is_an_article_with_all_its_facts() -> None:
    article = only(READER, news(meta='<pubStatus qcode="stat:usable"/>'))
    assert (article.headline, article.body) == (HEADLINE, PARAGRAPHS)
    assert (article.date, article.modified, article.date_source) == (AT, AT + timedelta(hours=1), "markup")
    assert (article.byline, article.section, article.source_id) == ("منى سالم", "محليات", GUID)
    assert article.image == Image(
        url="https://marsa.example/1.jpg", caption="مدخل الحديقة عند الفجر", credit="هند العمري"
    )
    assert (article.status, article.publish_at, article.corrections) == (Status.USABLE, None, ())
    assert ("المرسى", "a dateline of its own") in [(line.text, line.why) for line in article.lines]


@pytest.mark.parametrize(
    "inline",
    [
        XHTML,
        f'<inlineData contenttype="text/html"><![CDATA[{in_html()}]]></inlineData>',
        f'<inlineData contenttype="text/plain">{chr(10).join(PARAGRAPHS)}</inlineData>',
        f'<inlineXML contenttype="application/nitf+xml"/>{XHTML}',
        f'<inlineXML><div xmlns="http://www.w3.org/1999/xhtml">{in_html()}</div></inlineXML>',
    ],
)
def test_the_text_is_found_in_each_kind_of_content(inline: str) -> None:
    article = only(READER, message(news(body=content(inline))))
    assert (article.headline, article.body) == (HEADLINE, PARAGRAPHS)


@pytest.mark.parametrize(
    ("meta", "status"),
    [
        ('<pubStatus qcode="stat:canceled"/>', Status.CANCELED),
        ('<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/withheld"/>', Status.WITHHELD),
        ("", Status.USABLE),
    ],
)
def test_the_status_is_kept(meta: str, status: Status) -> None:
    assert only(READER, news(meta=meta)).status is status


def test_the_page_of_an_item_is_its_link() -> None:
    meta = f'<link rel="irel:x" residref="urn:9"/><link contenttype="text/html" href="https://marsa.example/{GUID}"/>'
    assert only(READER, news(meta=meta)).link == f"https://marsa.example/{GUID}"


def test_an_embargo_and_a_correction_are_kept() -> None:
    meta = f"<embargoed>2026-11-27T18:00:00Z</embargoed><edNote>{CORRECTED}</edNote><signal qcode='sig:correction'/>"
    article = only(READER, news(meta=meta))
    assert article.publish_at == datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert article.corrections == (CORRECTED,)


def test_what_the_item_does_not_say_is_taken_from_its_document() -> None:
    article = only(READER, news(about=""))
    assert (article.headline, article.byline) == (HEADLINE, "سالم العمري")


def test_the_author_is_named_if_there_is_no_byline() -> None:
    about = f"<headline>{HEADLINE}</headline><creator literal='منى سالم'/>"
    assert only(READER, news(about=about, body=content(XHTML))).byline == "منى سالم"


def test_pictures_belong_to_the_one_text_or_to_those_that_link_to_them() -> None:
    image = Image(url="https://marsa.example/l.jpg", caption="مدخل الحديقة", credit="هند العمري")
    text = news(body=content(XHTML))
    assert only(READER, message(text, PICTURE)).image == image
    linked = news(guid="urn:2", meta='<link rel="irel:seeAlso" residref="urn:picture"/>', body=content(XHTML))
    found = read(READER, message(text, PICTURE, linked))
    assert [article.image for article in found.articles] == [None, image]
    assert not found.failures


def test_items_without_text_fail_with_the_reason_or_point_to_their_text() -> None:
    remote = content('<remoteContent href="https://marsa.example/1.html" contenttype="text/html"/>')
    items = (
        PICTURE,
        PICTURE.replace("urn:picture", "urn:2"),
        news(body=content("<inlineData/>")),
        news(body=remote),
        f'<conceptItem {NAR} guid="urn:concept"/>',
    )
    found = read(READER, message(*items, news(guid="urn:3"))).found
    assert [type(each).__name__ for each in found] == ["Failed"] * 3 + ["Pointer", "Failed", "Article"]
    said = [failure.error.message for failure in read(READER, message(*items, news(guid="urn:3"))).failures]
    assert said[0] == '"حديقة" is a picture and no text'
    assert said[3] == '"urn:concept" is a concept and no text'


def test_a_package_yields_what_is_not_in_the_file() -> None:
    package = f"""<packageItem {NAR} guid="urn:package"><itemMeta><itemClass qcode="ninat:composite"/></itemMeta>
      <groupSet root="G1"><group id="G1" role="group:main"><itemRef residref="{GUID}"/>
      <itemRef residref="urn:other"><title>أخرى</title></itemRef>
      <itemRef href="https://marsa.example/2.html" contenttype="text/html"><title>{HEADLINE}</title></itemRef>
      </group></groupSet></packageItem>"""
    found = read(READER, message(news(), package))
    assert [type(each).__name__ for each in found.found] == ["Article", "Failed", "Pointer"]
    assert "not in the file" in found.failures[0].error.message
    assert (found.pointers[0].url, found.pointers[0].given.headline) == ("https://marsa.example/2.html", HEADLINE)


@pytest.mark.parametrize(
    "doctype",
    ["", '<!DOCTYPE nitf SYSTEM "nitf.dtd">', '<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.2//EN" "nitf.dtd">'],
)
def test_a_nitf_document_alone_is_an_article(doctype: str) -> None:
    article = only(READER, f'<?xml version="1.0"?>\n{doctype}\n{NITF}')
    assert (article.headline, article.body) == (HEADLINE, PARAGRAPHS)
    assert (article.date, article.publish_at) == (AT, AT.replace(hour=18, minute=0))
    assert (article.byline, article.section, article.source_id) == ("سالم العمري", "محليات", "marsa-4711")
    assert article.link == "https://marsa.example/news/4711"
    assert article.image == Image(
        url="https://marsa.example/1.jpg", caption="مدخل الحديقة عند الفجر", credit="هند العمري"
    )
    lines = {line.text: line for line in article.lines}
    assert lines["تنشر مع صورة"].why == "a note to editors"
    assert lines[TEASER].place is Place.DROPPED
    assert lines["مدخل الحديقة عند الفجر"].place is Place.CAPTION


@pytest.mark.parametrize(
    ("management", "status"),
    [
        ("canceled", Status.CANCELED),
        ("killed", Status.CANCELED),
        ("withheld", Status.WITHHELD),
        ("embargoed", Status.USABLE),
    ],
)
def test_the_status_of_nitf_is_kept_and_its_embargo_has_a_time(management: str, status: Status) -> None:
    assert only(READER, NITF.replace('"usable"', f'"{management}"')).status is status


def test_a_correction_in_nitf_is_kept() -> None:
    corrected = NITF.replace("<ed-msg", f'<correction info="{CORRECTED}"/><ed-msg')
    assert only(READER, corrected).corrections == (CORRECTED,)


OLD = f"""<?xml version="1.0"?><!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "NewsMLv1.2.dtd">
<NewsML><NewsEnvelope><DateAndTime>20261126T100500+0300</DateAndTime></NewsEnvelope>
<NewsItem><Identification><NewsIdentifier><NewsItemId>4711</NewsItemId>
<PublicIdentifier>{GUID}</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><FirstCreated>20261126T100500+0300</FirstCreated>
<ThisRevisionCreated>20261126T110500+0300</ThisRevisionCreated><Status FormalName="Usable"/>WILL</NewsManagement>
<NewsComponent><NewsLines><HeadLine>{HEADLINE}</HeadLine><ByLine>بقلم منى سالم</ByLine>
<DateLine>المرسى</DateLine></NewsLines>
<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent>BODY</DataContent></ContentItem></NewsComponent>
<NewsComponent><ContentItem Href="https://marsa.example/1.jpg"><MediaType FormalName="Photo"/></ContentItem>
</NewsComponent>
</NewsComponent></NewsItem></NewsML>"""


@pytest.mark.parametrize(
    "body",
    [in_html(), NITF, "\n".join(PARAGRAPHS), f"<![CDATA[{in_html()}]]>", f"<html><body>{in_html()}</body></html>"],
)
def test_newsml_of_version_1_is_read(body: str) -> None:
    article = only(READER, OLD.replace("BODY", body).replace("WILL", ""))
    assert (article.headline, article.body, article.byline) == (HEADLINE, PARAGRAPHS, "منى سالم")
    assert (article.date, article.modified, article.source_id) == (AT, AT + timedelta(hours=1), GUID)
    assert article.image == Image(url="https://marsa.example/1.jpg")
    bare = OLD.replace("BODY", body).replace("WILL", "").replace("https://marsa.example/1.jpg", "1.jpg")
    assert only(READER, bare).image is None


def test_the_status_of_version_1_and_its_embargo_are_kept() -> None:
    then = '<FutureStatus FormalName="Usable"/><DateAndTime>20261127T180000Z</DateAndTime>'
    will = f"<StatusWillChange>{then}</StatusWillChange>"
    held = OLD.replace("BODY", in_html()).replace('"Usable"/>WILL', f'"Embargoed"/>{will}')
    article = only(READER, held)
    assert (article.status, article.publish_at) == (Status.USABLE, datetime(2026, 11, 27, 18, tzinfo=UTC))
    canceled = OLD.replace("BODY", in_html()).replace('"Usable"/>WILL', '"Canceled"/>')
    assert only(READER, canceled).status is Status.CANCELED
    (failure,) = read(READER, OLD.replace("BODY", "").replace("WILL", "")).failures
    assert isinstance(failure.error, NoBody)


@pytest.mark.parametrize("declared", ["utf-8", "windows-1256", "iso-8859-1"])
def test_declarations_of_charsets_may_lie(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?>{news()}'
    for charset in ("utf-8", "cp1256", "utf-16"):
        assert only(READER, text.encode(charset)).body == PARAGRAPHS


LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{inner};" * 10}">' for inner, name in zip("abcdefghi", "bcdefghiz", strict=True)
)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        (f"<!DOCTYPE nitf [{LAUGHS}]>{NITF}", UnknownFormat, "has a DOCTYPE with declarations"),
        (f'<!DOCTYPE nitf [<!ENTITY z SYSTEM "file:///etc/passwd">]>{NITF}', UnknownFormat, "DOCTYPE"),
        (f'<!DOCTYPE nitf [<!ENTITY z "{"a" * 9999}">]>{NITF}', UnknownFormat, "DOCTYPE"),
        (f"<!DOCTYPE nitf SYSTEM 'x' {NITF}", UnknownFormat, "DOCTYPE"),
        (
            news(
                body=content(
                    '<inlineXML><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/a"/></inlineXML>'
                )
            ),
            UnknownFormat,
            "XInclude",
        ),
        (news()[:-300], Binary, "damaged XML"),
        ("<a>" * 100_000, UnknownFormat, "no NewsML"),
        ("<nitf>" * 100_000, Binary, "damaged XML"),
        (message(), Empty, "without items"),
        ("نص", UnknownFormat, "no NewsML"),
    ],
)
def test_what_is_dangerous_or_no_wire_is_refused(text: str, error: type[ArticleError], says: str) -> None:
    with pytest.raises(error, match=says):
        read(READER, text)


def test_entities_are_never_loaded() -> None:
    article = only(READER, NITF.replace(PARAGRAPHS[0], f"{PARAGRAPHS[0]} &unknown; &nbsp;&amp;"))
    assert article.body[0] == f"{PARAGRAPHS[0]} &unknown; &"


def test_wires_are_recognized_by_their_root() -> None:
    def confidence(text: str) -> float:
        blob = Blob(content=text.encode(), name="a.txt")
        return READER.sniff(blob, sample(blob))

    for text in (news(), message(), NITF, OLD, f'<?xml version="1.0"?>\n<!-- x -->\n{NITF}'):
        assert confidence(text) > 0.9
    for text in ("<rss/>", "<html/>", "nitf", "<news/>"):
        assert confidence(text) == 0
