"""Each tag of the podcast namespace, in the forms that its documents show, breaks no rule."""

import pytest

from audionews.lint.elements import children
from audionews.lint.podcasting import alternate_faults, podcast_faults
from audionews.lint.xml_document import Element, read_xml
from audionews.model.feeds import NAMESPACES

GUID = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
OF_A_SHOW = (
    'updateFrequency rrule="FREQ=DAILY;INTERVAL=1;BYDAY=SU,MO,TU,WE,TH">أيام العمل',
    'updateFrequency rrule="FREQ=YEARLY;BYDAY=+4TH;BYMONTH=11">مرة في السنة',
    'updateFrequency rrule="INTERVAL=2;FREQ=WEEKLY;BYDAY=MO;COUNT=10" dtstart="2024-08-28T00:00:00.000Z">عشر حلقات',
    'updateFrequency rrule="FREQ=WEEKLY;UNTIL=2024-12-31T00:00:00.000Z">حتى آخر السنة',
    'updateFrequency complete="true">انتهى',
    'location rel="creator" geo="geo:31.95,35.93" osm="R2704092" country="jo">عمّان',
    'location geo="geo:-27.86,153.3169">مكان',
    'chat server="irc.example.org" protocol="irc" accountId="@news" space="#news">',
    'socialInteract protocol="disabled">',
    'socialInteract priority="1" protocol="activitypub" uri="https://example.org/@n/1" accountId="@n">',
    'funding url="https://example.org/give">ادعم',
    "license>CC-BY-NC-ND-4.0",
    'license url="https://example.org/licence.pdf">our-licence-v1',
    'podping usesPodping="true">',
    "medium>musicL",
    f'remoteItem feedGuid="{GUID}" itemGuid="a" medium="music" title="عنوان">',
    'person role="guest" group="writing" href="https://example.org/a" img="http://example.org/a.jpg">منى',
    'person group="visuals" role="Cover Art Designer">سعاد',
    "txt>CODE",
    'txt purpose="release">2024-10-26T04:45:30.742Z',
    'image href="https://example.org/a.jpg" alt="ميناء" aspect-ratio="16/9" width="1200" purpose="artwork social">',
    'block id="example">yes',
    'trailer pubdate="Thu, 20 Jun 2024 08:00:00 +0300" url="https://example.org/t" length="1234" type="audio/mp3">عرض',
)
OF_AN_ITEM = (
    'chapters url="https://example.org/a.json" type="application/json+chapters">',
    'contentLink href="https://example.org/watch?v=1">شاهد',
    'season name="الأول">5',
    'episode display="الفصل 3">204',
    "episode>315.5",
    'soundbite startTime="1234.5" duration="42.25">لماذا',
    'transcript url="https://example.org/t.json" type="application/json" language="ar" rel="captions">',
    'transcript url="https://example.org/t.txt" type="text/plain">',
    'image href="https://example.org/a.jpg">',
)
ALTERNATE = """
<podcast:alternateEnclosure type="video/mp4" length="43200" bitrate="681483.55" height="1080" default="true">
<podcast:source uri="ipfs://someFile"/>
<podcast:source uri="https://example.org/a.torrent" contentType="application/x-bittorrent"/>
<podcast:integrity type="sri" value="sha384-ExVqijgYHm15PqQqdXfW95x+Rs6C+d6E/ICxyQOeFevnxNLR/wtJNrNYTjIysUBo"/>
</podcast:alternateEnclosure>"""


def element(within: str, inner: str) -> Element:
    found = read_xml(f'<{within} xmlns:podcast="{NAMESPACES["podcast"]}">{inner}</{within}>'.encode()).root
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("within", "tag"), [*(("channel", tag) for tag in OF_A_SHOW), *(("item", tag) for tag in OF_AN_ITEM)]
)
def test_a_tag_as_the_documents_have_it_is_right(within: str, tag: str) -> None:
    name = tag.replace(">", " ").split()[0]
    assert list(podcast_faults(element(within, f"<podcast:{tag}</podcast:{name}>"))) == []


def test_an_alternate_enclosure_as_the_documents_have_it_is_right() -> None:
    item = element("item", ALTERNATE)
    assert list(podcast_faults(item)) == []
    assert [
        fault for alternate in children(item, "podcast:alternateEnclosure") for fault in alternate_faults(alternate)
    ] == []


@pytest.mark.parametrize("rule", ["INTERVAL=2", "FREQ=SOMETIMES", "freq=daily", "FREQ=DAILY;", "FREQ=DAILYX"])
def test_a_rule_of_repetition_needs_a_frequency(rule: str) -> None:
    found = podcast_faults(
        element("channel", f'<podcast:updateFrequency rrule="{rule}">كل يوم</podcast:updateFrequency>')
    )
    assert [fault.rule for fault in found] == ["update-frequency"]


def test_a_content_link_belongs_to_an_episode() -> None:
    link = '<podcast:contentLink href="https://example.org/">صفحة</podcast:contentLink>'
    assert [fault.rule for fault in podcast_faults(element("channel", link))] == ["misplaced"]
