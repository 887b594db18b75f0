"""A show has several feeds: pages of older episodes, and one for each section."""

import dataclasses
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
from tests.feeds import SPACES, channel, pages, parsed, relations, text
from tests.newsroom import BASE, FACTS, changed_show, make_episode, make_show

from audionews.model import Episode, EpisodeHeader, Show
from audionews.model.feeds import LARGEST_FEED
from audionews.render.feed import FeedRenderer


def test_older_episodes_stand_on_further_pages_that_keep_their_names() -> None:
    made = {path: parsed(blob) for path, blob in pages(make_show(350)).items()}
    assert list(made) == ["feed-2.xml", "feed-3.xml", "feed-4.xml", "feed.xml"]
    oldest, middle, later, newest = made.values()
    assert [len(page.findall("item")) for page in (newest, later, middle, oldest)] == [125, 75, 75, 75]
    assert relations(newest) == {
        "self": f"{BASE}/feed.xml",
        "first": f"{BASE}/feed.xml",
        "last": f"{BASE}/feed-2.xml",
        "next": f"{BASE}/feed-4.xml",
    }
    assert relations(later)["previous"] == f"{BASE}/feed.xml"
    assert relations(later)["next"] == f"{BASE}/feed-3.xml"
    assert relations(middle)["previous"] == f"{BASE}/feed-4.xml"
    assert "next" not in relations(oldest)
    assert relations(channel(make_show(150))) == {"self": f"{BASE}/feed.xml"}


def test_the_pages_hold_every_episode_once_newest_first() -> None:
    show = make_show(350)
    made = pages(show)
    guids = [text(item, "guid") for path in ("feed.xml", "feed-4.xml", "feed-3.xml", "feed-2.xml")
             for item in parsed(made[path]).findall("item")]  # fmt: skip
    assert guids == [episode.guid for episode in show.episodes]


def test_only_the_page_that_is_read_loads_its_episodes_and_each_once() -> None:
    show, asked = make_show(220), []
    known = {episode.id: episode for episode in show.episodes}

    def load(header: EpisodeHeader) -> Episode:
        asked.append(header.id)
        return known[header.id]

    first, second = FeedRenderer().lists(dataclasses.replace(changed_show(show), load=load))
    assert asked == []
    pieces = iter(first.pieces)
    next(pieces)
    assert asked == []
    assert sum(1 for _ in pieces) > len(asked) == 75
    assert b"".join(second.pieces)
    assert sorted(asked) == sorted(known)


def test_the_main_feed_comes_last_since_it_names_the_others() -> None:
    facts = dataclasses.replace(FACTS, sections={"sport": "رياضة"})
    paths = [output.path for output in FeedRenderer().lists(changed_show(make_show(151, facts)))]
    assert paths == ["section-sport.xml", "feed-2.xml", "feed.xml"]


def test_a_section_has_a_feed_of_its_own_with_its_own_name_guid_and_address() -> None:
    facts = dataclasses.replace(
        FACTS, sections={"sport": "رياضة", "arts": "فنون"}, section_guids={"sport": "guid-of-sport"}
    )
    episodes = tuple(dataclasses.replace(make_episode(n), section="sport" if n % 2 else "") for n in range(5))
    made = pages(Show(facts=facts, episodes=episodes))
    sport, arts = parsed(made["section-sport.xml"]), parsed(made["section-arts.xml"])
    assert [text(item, "guid") for item in sport.findall("item")] == [episodes[1].guid, episodes[3].guid]
    assert text(sport, "title") == f"{FACTS.title}: رياضة"
    assert text(sport, "podcast:guid") == "guid-of-sport"
    assert relations(sport) == {"self": f"{BASE}/section-sport.xml"}
    assert arts.find("item") is None
    assert len(parsed(made["feed.xml"]).findall("item")) == 5


def test_the_pages_of_a_section_are_counted_within_it() -> None:
    facts = dataclasses.replace(FACTS, sections={"sport": "رياضة"})
    episodes = tuple(
        dataclasses.replace(one, section="sport" if n % 2 else "") for n, one in enumerate(make_show(330).episodes)
    )
    made = pages(Show(facts=facts, episodes=episodes))
    assert [path for path in made if path.startswith("section")] == ["section-sport-2.xml", "section-sport.xml"]
    assert len(parsed(made["section-sport.xml"]).findall("item")) == 90
    assert relations(parsed(made["section-sport-2.xml"]))["previous"] == f"{BASE}/section-sport.xml"


def test_only_the_newest_sixty_items_carry_their_chapters_and_all_link_to_them() -> None:
    made = pages(make_show(151))
    newest, older = (parsed(made[path]).findall("item") for path in ("feed.xml", "feed-2.xml"))
    carries = [item.find("psc:chapters", SPACES) is not None for item in (*newest, *older)]
    assert carries == [True] * 60 + [False] * 91
    assert ["00:00:00" in (text(item, "description") or "") for item in (*newest, *older)] == carries
    assert all(item.find("podcast:chapters", SPACES) is not None for item in (*newest, *older))


@pytest.mark.parametrize("full_text", [False, True])
def test_the_page_that_clients_poll_has_600_000_bytes_at_most_whatever_the_articles(*, full_text: bool) -> None:
    facts, show = dataclasses.replace(FACTS, full_text=full_text), make_show(150)
    long = [
        dataclasses.replace(
            each, title=f"{each.title} " * 4, link=f"https://news.example.org/{'%D8%A3' * 60}", summary=each.summary * 4
        )
        for each in show.episodes
    ]
    for episodes in (show.episodes, tuple(long)):
        blob = pages(Show(facts=facts, episodes=episodes))["feed.xml"]
        items = parsed(blob).findall("item")
        assert len(blob) <= LARGEST_FEED
        assert len(items) == 150
        assert all("الاصطناعي" in (text(item, "description") or "") for item in items)
        assert (text(items[0], "content:encoded") is not None) == full_text
        assert "00:00:00" in (text(items[0], "description") or "")


def test_a_removal_moves_the_build_date_of_its_page_and_a_waiting_episode_does_not() -> None:
    show = make_show(3)
    gone = dataclasses.replace(make_episode(3), removed=True, updated=show.episodes[0].published + timedelta(days=2))
    later = show.episodes[0].published + timedelta(days=9)
    waiting = dataclasses.replace(make_episode(4), published=later, updated=later, publish_at=later)

    def built(*hidden: Episode) -> datetime:
        output = list(FeedRenderer().lists(changed_show(show, hidden)))[-1]
        return parsedate_to_datetime(text(parsed(b"".join(output.pieces)), "lastBuildDate") or "")

    assert built() == built(waiting) == show.episodes[0].published
    assert built(waiting, gone) == gone.updated


def test_the_feed_of_a_show_that_has_moved_says_where_and_so_do_those_of_its_sections() -> None:
    facts = dataclasses.replace(FACTS, sections={"sport": "رياضة"}, new_feed_url="https://new.example.org/p/feed.xml")
    made = {path: parsed(blob) for path, blob in pages(make_show(151, facts)).items()}
    moved = {path: text(top, "itunes:new-feed-url") for path, top in made.items()}
    assert moved == {
        "feed.xml": "https://new.example.org/p/feed.xml",
        "section-sport.xml": "https://new.example.org/p/section-sport.xml",
        "feed-2.xml": None,
    }
    elsewhere = dataclasses.replace(facts, new_feed_url="https://host.example.org/shows/7/rss")
    found = pages(make_show(1, elsewhere))
    assert text(parsed(found["feed.xml"]), "itunes:new-feed-url") == "https://host.example.org/shows/7/rss"
    assert text(parsed(found["section-sport.xml"]), "itunes:new-feed-url") is None
