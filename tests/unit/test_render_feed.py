"""The feed: what podcast clients and directories require of it."""

import dataclasses
import re
from base64 import b64encode
from datetime import timedelta
from email.utils import parsedate_to_datetime
from hashlib import sha256

import feedparser
import pytest
from tests.feeds import SPACES, attribute, channel, one_item, pages, relations, text
from tests.newsroom import BASE, FACTS, corrected, make_episode, make_show

from audionews.model import Alternate, Chapter, Correction, Episode, Role, Segment, Show, ShowFacts
from audionews.model.feeds import LONGEST_DESCRIPTION
from audionews.model.paths import feed_guid
from audionews.model.podcasting import Location, RemoteFeed, Thread
from audionews.render.excerpt import excerpt
from audionews.render.show_notes import description


def with_title(title: str) -> Episode:
    return make_episode(0, title=title)


def test_the_channel_says_what_apple_and_psp_require() -> None:
    top = channel(make_show())
    assert text(top, "title") == FACTS.title
    assert text(top, "link") == FACTS.link
    assert text(top, "description") == FACTS.description
    assert text(top, "language") == "ar"
    assert text(top, "itunes:explicit") == "false"
    assert text(top, "itunes:author") == FACTS.author
    assert text(top, "itunes:type") == "episodic"
    assert text(top, "itunes:owner/itunes:email") == FACTS.email
    assert text(top, "podcast:guid") == FACTS.guid
    assert text(top, "podcast:locked") == "yes"
    assert text(top, "podcast:medium") == "podcast"
    assert attribute(top, "itunes:image", "href") == f"{BASE}/cover.jpg"
    assert attribute(top, "itunes:category", "text") == "News"
    assert attribute(top, "itunes:category/itunes:category", "text") == "Daily News"
    assert attribute(top, "atom:link", "href") == f"{BASE}/feed.xml"


def test_an_item_says_what_apple_and_psp_require() -> None:
    episode = make_episode(0)
    item, stem = one_item(episode), f"{BASE}/episodes/{episode.id}"
    enclosure = item.find("enclosure")
    assert enclosure is not None
    assert enclosure.attrib == {"url": f"{stem}.mp3", "length": "1000", "type": "audio/mpeg"}
    assert (text(item, "guid"), attribute(item, "guid", "isPermaLink")) == (episode.guid, "false")
    assert parsedate_to_datetime(text(item, "pubDate") or "") == episode.published
    assert (text(item, "pubDate") or "").endswith("+0300")
    assert text(item, "link") == episode.link
    assert attribute(item, "podcast:contentLink", "href") == f"{stem}.html"
    assert text(item, "itunes:duration") == "73"
    assert text(item, "itunes:episodeType") == "full"
    assert attribute(item, "itunes:image", "href") == f"{stem}.jpg"
    assert attribute(item, "podcast:chapters", "url") == f"{stem}.chapters.json"
    assert text(item, "podcast:person") == episode.byline
    kinds = [
        (each.get("type"), each.get("url"), each.get("rel"), each.get("language"))
        for each in item.findall("podcast:transcript", SPACES)
    ]
    assert kinds == [
        ("text/vtt", f"{stem}.vtt", "captions", "ar"),
        ("application/x-subrip", f"{stem}.srt", "captions", "ar"),
        ("application/json", f"{stem}.transcript.json", None, "ar"),
        ("text/html", f"{stem}.transcript.html", None, "ar"),
    ]


@pytest.mark.parametrize(("byline", "people"), [
    ("القاهرة - سعاد فهمي", ["سعاد فهمي"]),
    ("سارة علي وأحمد حسن", ["سارة علي", "أحمد حسن"]),
    ("رويترز - برلين", []),
])  # fmt: skip
def test_a_person_is_a_name_without_city_and_agency(byline: str, people: list[str]) -> None:
    item = one_item(dataclasses.replace(make_episode(0), byline=byline))
    found = item.findall("podcast:person", SPACES)
    assert [person.text for person in found] == people
    assert all((person.get("role"), person.get("group")) == ("author", "writing") for person in found)


def test_a_second_encoding_is_offered_beside_the_mp3() -> None:
    other = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=700, sha256=sha256(b"sound").hexdigest())
    item = one_item(dataclasses.replace(make_episode(0), alternates=(other,)))
    offered = item.find("podcast:alternateEnclosure", SPACES)
    assert offered is not None
    assert offered.attrib == {
        "type": "audio/ogg", "length": "700", "bitrate": "32000", "lang": "ar", "codecs": "opus",
        "title": "Opus، 32 كيلوبت في الثانية",
    }  # fmt: skip
    assert len(offered.get("title", "")) <= 32
    integrity = offered.find("podcast:integrity", SPACES)
    assert integrity is not None
    assert integrity.attrib == {"type": "sri", "value": f"sha256-{b64encode(sha256(b'sound').digest()).decode()}"}
    assert attribute(offered, "podcast:source", "uri") == f"{BASE}/episodes/{make_episode(0).id}.opus"


def test_the_summary_is_the_soundbite_and_without_one_there_is_none() -> None:
    episode = make_episode(0)
    first, last = (cue for cue in episode.cues if cue.role == "summary")
    soundbite = one_item(episode).find("podcast:soundbite", SPACES)
    assert soundbite is not None
    assert float(soundbite.get("startTime", "")) == pytest.approx(first.start / episode.rate, abs=0.001)
    assert float(soundbite.get("duration", "")) == pytest.approx((last.end - first.start) / episode.rate, abs=0.001)
    assert one_item(make_episode(2)).find("podcast:soundbite", SPACES) is None


def test_chapters_stand_in_the_feed_unless_switched_off() -> None:
    episode = make_episode(0)
    chapters = one_item(episode).findall("psc:chapters/psc:chapter", SPACES)
    assert [chapter.get("title") for chapter in chapters] == [chapter.title for chapter in episode.chapters]
    assert chapters[0].get("start") == "00:00:00.000"
    plain = dataclasses.replace(FACTS, inline_chapters=False)
    assert one_item(episode, plain).find("psc:chapters", SPACES) is None


@pytest.mark.parametrize(("learned", "kind", "words"), [
    (True, "trainedAlgorithmicMedia", "بالذكاء الاصطناعي"),
    (False, "algorithmicMedia", "بصوت اصطناعي"),
])  # fmt: skip
def test_the_kind_of_voice_is_told_in_tag_and_description(*, learned: bool, kind: str, words: str) -> None:
    episode = make_episode(0)
    episode = dataclasses.replace(episode, voice=dataclasses.replace(episode.voice, learned=learned))
    top = channel(Show(facts=FACTS, episodes=(episode,)))
    for place in (top, one_item(episode)):
        said = {txt.get("purpose"): txt.text for txt in place.findall("podcast:txt", SPACES)}
        assert said == {"ai-content": "true", "digital-source-type": kind}
    assert words in (text(one_item(episode), "description") or "")


def test_the_build_date_is_the_newest_change_and_not_now() -> None:
    show = make_show()
    assert parsedate_to_datetime(text(channel(show), "lastBuildDate") or "") == show.episodes[0].published
    late = dataclasses.replace(show.episodes[3], updated=show.episodes[0].published + timedelta(days=3))
    changed = Show(facts=FACTS, episodes=(*show.episodes[:3], late))
    assert parsedate_to_datetime(text(channel(changed), "lastBuildDate") or "") == late.updated


def test_a_correction_is_dated() -> None:
    items = channel(make_show(2)).findall("item")
    assert text(items[0], "atom:updated") is None
    assert text(items[1], "atom:updated") == "2024-06-20T06:30:00+00:00"


def test_what_is_not_configured_is_left_out() -> None:
    bare = ShowFacts(title="نشرة", description="أخبار", author="صحيفة")
    top = channel(Show(facts=bare, episodes=(dataclasses.replace(make_episode(2), link=""),)))
    absent = ("podcast:guid", "podcast:license", "podcast:funding", "podcast:updateFrequency", "copyright")
    assert [text(top, name) for name in absent] == [None] * 5
    assert top.find("itunes:owner/itunes:email", SPACES) is None
    assert attribute(top, "podcast:locked", "owner") is None
    assert text(top, "item/podcast:person") is None


def test_what_is_configured_is_said() -> None:
    facts = dataclasses.replace(
        FACTS, licence="CC-BY-4.0", funding="https://news.example.org/give", frequency="FREQ=DAILY", explicit=True
    )
    top = channel(make_show(1, facts))
    assert text(top, "podcast:license") == "cc-by-4.0"
    assert attribute(top, "podcast:funding", "url") == "https://news.example.org/give"
    assert (text(top, "podcast:updateFrequency"), attribute(top, "podcast:updateFrequency", "rrule")) == (
        "يوميًّا",
        "FREQ=DAILY",
    )
    assert text(top, "itunes:explicit") == text(top, "item/itunes:explicit") == "true"
    assert attribute(top, "podcast:license", "url") == "https://spdx.org/licenses/CC-BY-4.0.html"


@pytest.mark.parametrize(("rule", "words"), [
    ("FREQ=WEEKLY;BYDAY=MO,WE", "أيام الاثنين والأربعاء"),
    ("FREQ=MONTHLY", "شهريًّا"),
    ("FREQ=MONTHLY;BYDAY=+1FR", "بانتظام"),
])  # fmt: skip
def test_how_often_episodes_appear_is_said_in_words(rule: str, words: str) -> None:
    top = channel(make_show(1, dataclasses.replace(FACTS, frequency=rule)))
    assert text(top, "podcast:updateFrequency") == words


def test_a_licence_of_its_own_has_its_address_and_its_own_letters() -> None:
    own = dataclasses.replace(FACTS, licence="Dad Licence", licence_url="https://news.example.org/licence")
    top = channel(make_show(1, own))
    assert (text(top, "podcast:license"), attribute(top, "podcast:license", "url")) == (own.licence, own.licence_url)
    reserved = channel(make_show(1, dataclasses.replace(FACTS, licence="ARR")))
    assert text(reserved, "podcast:license") == "arr"
    assert attribute(reserved, "podcast:license", "url")


def test_a_show_can_be_hidden_unlocked_claimed_and_ended() -> None:
    plain = channel(make_show(1))
    absent = ("itunes:block", "podcast:block", "itunes:complete", "itunes:new-feed-url", "podcast:podping")
    assert [plain.find(name, SPACES) for name in absent] == [None] * 5
    facts = dataclasses.replace(
        FACTS, block=True, complete=True, locked=False, frequency="FREQ=DAILY", podping="https://podping.example/",
        txt={"verify": "S6lpp", "applepodcastsverify": "05124"},
    )  # fmt: skip
    top = channel(make_show(1, facts))
    assert text(top, "itunes:block") == text(top, "itunes:complete") == "Yes"
    assert (text(top, "podcast:block"), text(top, "podcast:locked")) == ("yes", "no")
    assert attribute(top, "podcast:locked", "owner") == FACTS.email
    frequency = top.find("podcast:updateFrequency", SPACES)
    assert frequency is not None
    assert frequency.attrib == {"complete": "true"}
    assert attribute(top, "podcast:podping", "usesPodping") == "true"
    said = {txt.get("purpose"): txt.text for txt in top.findall("podcast:txt", SPACES)}
    assert said.items() >= {"verify": "S6lpp", "applepodcastsverify": "05124", "ai-content": "true"}.items()


def test_a_show_leads_to_others_to_its_publisher_its_places_and_its_comments() -> None:
    guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"
    facts = dataclasses.replace(
        FACTS,
        podroll=(RemoteFeed(guid=guid, url="https://example.org/a&b.xml", title="نشرة"), RemoteFeed(guid=guid)),
        publisher=RemoteFeed(guid=guid, url="https://example.org/publisher.xml"),
        location=(Location(name="عمّان", rel="creator", geo="geo:31.95,35.93", osm="R2704092", country="JO"),),
        comments=(
            Thread(protocol="activitypub", uri="https://example.org/@a/1", account="@a"),
            Thread(protocol="bluesky"),
        ),
    )
    top = channel(make_show(1, facts))
    recommended = [each.attrib for each in top.findall("podcast:podroll/podcast:remoteItem", SPACES)]
    assert recommended == [
        {"feedGuid": guid, "feedUrl": "https://example.org/a&b.xml", "title": "نشرة"},
        {"feedGuid": guid},
    ]
    publisher = [each.attrib for each in top.findall("podcast:publisher/podcast:remoteItem", SPACES)]
    assert publisher == [{"medium": "publisher", "feedGuid": guid, "feedUrl": "https://example.org/publisher.xml"}]
    place = top.find("podcast:location", SPACES)
    assert place is not None
    assert (place.text, place.attrib) == (
        "عمّان", {"rel": "creator", "geo": "geo:31.95,35.93", "osm": "R2704092", "country": "JO"},
    )  # fmt: skip
    threads = [each.attrib for each in top.findall("podcast:socialInteract", SPACES)]
    assert threads == [
        {"priority": "1", "protocol": "activitypub", "uri": "https://example.org/@a/1", "accountId": "@a"},
        {"priority": "2", "protocol": "bluesky"},
    ]
    silent = channel(make_show(1, dataclasses.replace(FACTS, comments=(Thread(protocol="disabled"),))))
    disabled = silent.find("podcast:socialInteract", SPACES)
    assert disabled is not None
    assert disabled.attrib == {"protocol": "disabled"}


def test_the_whole_article_is_in_the_feed_only_if_the_show_wants_it() -> None:
    episode = make_episode(0)
    assert text(one_item(episode), "content:encoded") is None
    whole = text(one_item(episode, dataclasses.replace(FACTS, full_text=True)), "content:encoded") or ""
    assert all(segment.text in whole for segment in episode.segments if segment.role == "body")
    assert all(point in whole for point in episode.summary)
    assert "الاصطناعي" in whole
    plain = one_item(make_episode(2), dataclasses.replace(FACTS, full_text=True))
    assert "<ul" not in (text(plain, "content:encoded") or "")


def test_addresses_in_arabic_letters_are_sent_in_ascii() -> None:
    episode = dataclasses.replace(make_episode(0), link="https://صحيفة.test/خبر")
    item = one_item(episode)
    assert text(item, "link") == "https://xn--ogbhx3c3b.test/%D8%AE%D8%A8%D8%B1"
    assert 'href="https://xn--ogbhx3c3b.test/' in (text(item, "description") or "")
    refused = dataclasses.replace(episode, link="https://صحيفة..test/")
    assert text(one_item(refused), "link") == f"{BASE}/episodes/{episode.id}.html"


def test_the_chapters_of_an_edition_name_their_articles() -> None:
    link = "https://news.example.org/1"
    episode = dataclasses.replace(
        make_episode(0), chapters=(Chapter(title="خبر", start=0, end=9, url=link),), stories=("2024-06-20-1f0c9a3e",)
    )
    assert attribute(one_item(episode), "psc:chapters/psc:chapter", "href") == link
    assert (text(one_item(episode), "description") or "").startswith("<ul")


def test_without_a_base_url_addresses_are_those_of_serve() -> None:
    facts = dataclasses.replace(FACTS, base_url="", link="")
    whole = pages(make_show(2, facts))["feed.xml"].decode()
    addresses = re.findall(r'(?:href|url)="([^"]+)"', whole)
    assert all(url.startswith(("http://127.0.0.1:8000/", "https://news.example.org")) for url in addresses)
    assert text(channel(make_show(2, facts)), "link") == "http://127.0.0.1:8000/index.html"


def test_a_link_that_is_not_of_the_web_gives_way_to_the_episodes_page() -> None:
    for link in ("", "javascript:alert(1)", "http://[broken"):
        episode = dataclasses.replace(make_episode(0), link=link)
        item = one_item(episode)
        assert text(item, "link") == f"{BASE}/episodes/{episode.id}.html"
        assert item.find("podcast:contentLink", SPACES) is None
        assert "javascript" not in (text(item, "description") or "")


def test_a_hostile_headline_is_text() -> None:
    title = "<script>alert(1)</script> \"a\" 'b' & ]]> " + "ا" * 181
    item = one_item(dataclasses.replace(with_title(title), summary=(title,)))
    assert text(item, "title") == title
    notes = text(item, "description") or ""
    assert "<script>" not in notes
    assert set(re.findall(r"</?(\w+)", notes)) <= {"p", "ul", "li", "a"}


@pytest.mark.parametrize("char", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800", "\u202e", "\u2066"])
def test_characters_that_xml_forbids_and_bidi_controls_never_get_in(char: str) -> None:
    assert text(one_item(with_title(f"خبر{char}عاجل")), "title") == "خبرعاجل"


def test_description_fits_and_keeps_the_notice_whatever_the_length() -> None:
    long = dataclasses.replace(make_episode(0), summary=("نقطة طويلة جدًّا " * 40,) * 20)
    notes = description(long, FACTS)
    assert len(notes.encode()) <= LONGEST_DESCRIPTION
    assert "بالذكاء الاصطناعي" in notes
    assert notes.count("<li>") == notes.count("</li>") > 0
    assert "00:00:" not in notes
    far = dataclasses.replace(long, link="https://news.example.org/" + "a" * 4000)
    assert len(description(far, FACTS).encode()) <= LONGEST_DESCRIPTION


def test_channel_description_is_cut_between_letters() -> None:
    long = dataclasses.replace(FACTS, description="ا" * 3000)
    shown = text(channel(make_show(1, long)), "description") or ""
    assert len(shown.encode()) <= LONGEST_DESCRIPTION
    assert shown.endswith("ا…")


def test_show_notes_list_summary_link_notice_and_chapters_in_order() -> None:
    notes = description(make_episode(0), FACTS)
    order = [
        '<p dir="rtl">أعادت بلدية الميناء، صباح الخميس،', '<ul dir="rtl"><li>', "اقرأ المقال", "بالذكاء الاصطناعي",
        "بقلم: ليلى الحداد", "صوت اصطناعي: زياد", "مصدر الصوت: سُجّل", "00:00:00 ", "00:00:04 الملخص",
    ]  # fmt: skip
    assert [notes.index(part) for part in order] == sorted(notes.index(part) for part in order)
    assert notes.startswith(order[0])
    assert notes.count("<p") == notes.count('<p dir="rtl">')


def test_what_an_article_begins_with_is_cut_where_it_reads_well() -> None:
    body = "جملة أولى فيها كلام كثير عن السوق وأهله. " * 5 + "ثم جملة طويلة " * 30
    episode = dataclasses.replace(make_episode(2), segments=(Segment(role=Role.BODY, text=body),))
    lede = re.findall('<p dir="rtl">(.*?)</p>', description(episode, FACTS))[0]
    assert lede.endswith("وأهله.")
    assert excerpt("كلمة " * 100, 50) == ("كلمة " * 10).strip() + "…"
    assert excerpt("ا" * 100, 50) == "ا" * 49 + "…"


def test_a_hub_is_named_where_there_is_one() -> None:
    facts = dataclasses.replace(FACTS, hub="https://hub.example.org/")
    assert relations(channel(Show(facts=facts, episodes=())))["hub"] == "https://hub.example.org/"


def test_a_correction_is_told_to_those_who_read_the_notes() -> None:
    episode = corrected(make_episode(1))
    notes = text(one_item(episode), "description") or ""
    assert "صُحّحت هذه الحلقة في الخميس 20 يونيو 2024: صُحّح عدد الطيور" in notes
    silent = dataclasses.replace(episode, corrections=(Correction(date=episode.updated),))
    assert "صُحّحت" not in (text(one_item(silent), "description") or "")
    early = Correction(date=episode.published, note="صُحّح الاسم.")
    both = dataclasses.replace(episode, corrections=(early, *episode.corrections))
    told = text(one_item(both), "description") or ""
    assert told.index("صُحّحت هذه الحلقة") < told.index("تصويب من الناشر: صُحّح الاسم.")


def test_a_show_without_episodes_has_a_valid_feed() -> None:
    top = channel(Show(facts=FACTS, episodes=()))
    assert top.find("item") is None
    assert text(top, "lastBuildDate") is None


def test_same_show_gives_the_same_bytes() -> None:
    assert pages(make_show()) == pages(make_show())


def test_feed_guid_agrees_with_the_example_of_the_namespace() -> None:
    assert feed_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert feed_guid("http://podnews.net/rss/") == feed_guid("podnews.net/rss")


def test_feedparser_reads_a_feed_with_everything() -> None:
    facts = dataclasses.replace(FACTS, full_text=True, licence="CC-BY-4.0", block=True, txt={"verify": "S6lpp"})
    found = feedparser.parse(pages(make_show(3, facts))["feed.xml"])
    assert not found.bozo
    assert found.feed.title == FACTS.title
    assert [entry.id for entry in found.entries] == [f"urn:example:{number}" for number in range(3)]
    assert all(entry.content[0].value.startswith(("<ul", "<p")) for entry in found.entries)
    assert all(entry.enclosures[0].type == "audio/mpeg" for entry in found.entries)
    assert found.entries[0].published_parsed[:5] == (2024, 6, 20, 6, 30)
