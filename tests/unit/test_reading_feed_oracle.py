"""feedparser, which many programs use, finds the same items in our feeds as we do."""

import calendar
import io
from datetime import UTC, datetime

import feedparser
import pytest
from tests.wires import HEADLINE, PARAGRAPHS, in_html, read

from audionews.readers.feed import FeedReader

RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>المرسى</title>
<item><title>{HEADLINE}</title><link>https://marsa.example/1</link><guid isPermaLink="false">m-1</guid>
<pubDate>Thu, 26 Nov 2026 10:05:00 +0300</pubDate><dc:creator>منى سالم</dc:creator><category>محليات</category>
<content:encoded><![CDATA[{in_html()}]]></content:encoded></item>
<item><title>خبر &amp;amp; خبر</title><guid>https://marsa.example/2</guid><dc:date>2026-11-26T10:05:00Z</dc:date>
<content:encoded>{in_html().replace("<", "&lt;")}</content:encoded></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://marsa.example/a/"><title>المرسى</title>
<entry><title type="html">{HEADLINE}</title><id>tag:1</id><link href="../1"/>
<updated>2026-11-26T10:05:00+02:00</updated>
<author><name>منى سالم</name></author><category term="محليات"/>
<content type="html">{in_html().replace("<", "&lt;")}</content>
</entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://marsa.example/"><title>المرسى</title></channel><item rdf:about="https://marsa.example/1">
<title>{HEADLINE}</title><link>https://marsa.example/1</link><dc:creator>منى سالم</dc:creator>
<dc:subject>محليات</dc:subject>
<dc:date>2026-11-26T10:05:00+03:00</dc:date><content:encoded><![CDATA[{in_html()}]]></content:encoded></item></rdf:RDF>"""


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF])
def test_feedparser_finds_the_same(feed: str) -> None:
    theirs = feedparser.parse(io.BytesIO(feed.encode())).entries
    ours = read(FeedReader(), feed).articles
    assert len(theirs) == len(ours) > 0
    for entry, article in zip(theirs, ours, strict=True):
        parsed = entry.get("published_parsed") or entry.get("updated_parsed")
        assert article.date == datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        assert (article.link, article.source_id) == (entry.link, entry.id)
        assert article.byline == entry.get("author", "")
        assert article.section == (entry.tags[0].term if entry.get("tags") else "")
        assert all(paragraph in entry.content[0].value for paragraph in PARAGRAPHS)
        assert article.body == PARAGRAPHS
