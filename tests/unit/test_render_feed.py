"""The feed: what podcast clients and directories require of it."""

import dataclasses
import re
from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest
from tests.feeds import SPACES, attribute, channel, one_item, pages, relations, text
from tests.newsroom import BASE, FACTS, corrected, make_episode, make_show

from audionews.model import Alternate, Correction, Episode, Show, ShowFacts
from audionews.model.feeds import LONGEST_DESCRIPTION
from audionews.model.paths import feed_guid
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
    assert text(item, "itunes:duration") == "73"
    assert text(item, "itunes:episodeType") == "full"
    assert attribute(item, "itunes:image", "href") == f"{stem}.jpg"
    assert attribute(item, "podcast:chapters", "url") == f"{stem}.chapters.json"
    assert text(item, "podcast:person") == episode.byline
    kinds = [(each.get("type"), each.get("url")) for each in item.findall("podcast:transcript", SPACES)]
    assert kinds == [
        ("text/vtt", f"{stem}.vtt"),
        ("application/json", f"{stem}.transcript.json"),
        ("text/html", f"{stem}.html"),
    ]


def test_a_second_encoding_is_offered_beside_the_mp3() -> None:
    other = Alternate(suffix="opus", type="audio/ogg", bitrate=32, size=700, sha256="0" * 64)
    item = one_item(dataclasses.replace(make_episode(0), alternates=(other,)))
    offered = item.find("podcast:alternateEnclosure", SPACES)
    assert offered is not None
    assert offered.attrib == {"type": "audio/ogg", "length": "700", "bitrate": "32000"}
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
        assert attribute(place, "podcast:txt", "purpose") == "ai-content"
        assert (text(place, "podcast:txt") or "").startswith(f"audio: {kind}")
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
    odd = dataclasses.replace(FACTS, frequency="FREQ=WEEKLY;BYDAY=MO,WE")
    assert text(channel(make_show(1, odd)), "podcast:updateFrequency") == "بانتظام"


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
    order = ["<ul><li>", "اقرأ المقال", "الاصطناعي", "<p>00:00:00 ", "<p>00:00:04 الملخص"]
    assert [notes.index(part) for part in order] == sorted(notes.index(part) for part in order)


def test_a_hub_is_named_where_there_is_one() -> None:
    facts = dataclasses.replace(FACTS, hub="https://hub.example.org/")
    assert relations(channel(Show(facts=facts, episodes=())))["hub"] == "https://hub.example.org/"


def test_a_correction_is_told_to_those_who_read_the_notes() -> None:
    episode = corrected(make_episode(1))
    notes = text(one_item(episode), "description") or ""
    assert "صُحّحت هذه الحلقة في الخميس 20 يونيو 2024: صُحّح عدد الطيور" in notes
    silent = dataclasses.replace(episode, corrections=(Correction(date=episode.updated),))
    assert "صُحّحت هذه الحلقة في الخميس 20 يونيو 2024.</p>" in (text(one_item(silent), "description") or "")


def test_a_show_without_episodes_has_a_valid_feed() -> None:
    top = channel(Show(facts=FACTS, episodes=()))
    assert top.find("item") is None
    assert text(top, "lastBuildDate") is None


def test_same_show_gives_the_same_bytes() -> None:
    assert pages(make_show()) == pages(make_show())


def test_feed_guid_agrees_with_the_example_of_the_namespace() -> None:
    assert feed_guid("https://podnews.net/rss") == "9b024349-ccf0-5f69-a609-6b82873eab3c"
    assert feed_guid("http://podnews.net/rss/") == feed_guid("podnews.net/rss")
