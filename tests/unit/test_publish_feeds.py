"""A show has several feeds: pages of older episodes, and one for each section."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import overload

from tests.feeds import SPACES, channel, pages, parsed, relations, text
from tests.newsroom import BASE, FACTS, make_episode, make_show

from audionews.model import Episode, Show
from audionews.render.feed import FeedPublisher


class Shelf(Sequence[Episode]):
    """Episodes that are made when they are asked for, and counted."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[int] = []

    def __len__(self) -> int:
        return self.total

    @overload
    def __getitem__(self, place: int) -> Episode: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Episode]: ...
    def __getitem__(self, place: int | slice) -> Episode | Sequence[Episode]:
        assert isinstance(place, int)
        if place >= self.total:
            raise IndexError
        self.asked.append(place)
        return make_episode(place)


def test_older_episodes_stand_on_further_pages() -> None:
    show = Show(facts=FACTS, episodes=Shelf(650))
    third, second, first = (parsed(b"".join(pieces)) for _, pieces in FeedPublisher().render(show))
    assert [len(page.findall("item")) for page in (first, second, third)] == [300, 300, 50]
    assert relations(first) == {
        "self": f"{BASE}/feed.xml",
        "first": f"{BASE}/feed.xml",
        "last": f"{BASE}/feed-3.xml",
        "next": f"{BASE}/feed-2.xml",
    }
    assert relations(second)["previous"] == f"{BASE}/feed.xml"
    assert relations(second)["next"] == f"{BASE}/feed-3.xml"
    assert "next" not in relations(third)
    assert relations(channel(make_show())) == {"self": f"{BASE}/feed.xml"}


def test_only_the_page_that_is_read_reads_its_episodes_and_each_once() -> None:
    shelf = Shelf(400)
    rendered: Iterator[tuple[str, object]] = FeedPublisher().render(Show(facts=FACTS, episodes=shelf))
    assert next(rendered)[0] == "feed-2.xml"
    assert shelf.asked == []
    pages(Show(facts=FACTS, episodes=shelf))
    assert sorted(shelf.asked) == list(range(400))


def test_the_main_feed_comes_last_since_it_names_the_others() -> None:
    facts = dataclasses.replace(FACTS, sections={"sport": "رياضة"})
    paths = [path for path, _ in FeedPublisher().render(Show(facts=facts, episodes=Shelf(301)))]
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


def test_only_the_newest_sixty_items_carry_their_chapters_and_all_link_to_them() -> None:
    top = channel(Show(facts=FACTS, episodes=Shelf(150)))
    items = top.findall("item")
    assert [item.find("psc:chapters", SPACES) is not None for item in items] == [True] * 60 + [False] * 90
    assert ["00:00:00" in (text(item, "description") or "") for item in items] == [True] * 60 + [False] * 90
    assert all(item.find("podcast:chapters", SPACES) is not None for item in items)
