"""A show stays whole when its newspaper moves, changes its ids, or has a bad day; and its drop folder is tidied."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.newspaper import START, in_html, published, rfc
from tests.running import running
from tests.synced_site import LIST, base, newsroom_of, show_feed, show_teasers
from tests.syncing import Newsroom, Text, page, posts, teasers, text, wire
from tests.web_sites import PRIVATE, Reply, Site

from audionews.app import review
from audionews.app.library import Show

DAY = 86_400.0
WIRES = 'name = "wires"\nfolder = "wires"'


@pytest.fixture
def site(socket_enabled: None) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    with running(Site(PRIVATE)) as site:
        yield site


@pytest.fixture
def newsroom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], site: Site
) -> Newsroom:
    return newsroom_of(site, tmp_path, monkeypatch, capfd)


@pytest.fixture
def wires(newsroom: Newsroom) -> Newsroom:
    """A newsroom whose articles are withdrawn when their files are gone."""
    newsroom.settings(f"{WIRES}\nremove_missing = true")
    return newsroom


@pytest.fixture
def two(newsroom: Newsroom, site: Site) -> Newsroom:
    """A newsroom with a feed of teasers and a folder of wires; both have had one article."""
    newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"', WIRES)
    show_teasers(site, 1)
    newsroom.drop("9.json", wire(text(9)))
    newsroom.sync()
    return newsroom


def listed(texts: list[Text], name: Callable[[Text], str], link: Callable[[Text], str]) -> Reply:
    """Return a feed whose articles have these ids and links."""
    items = "".join(
        f'<item><guid isPermaLink="false">{name(each)}</guid><title>{each.headline}</title><link>{link(each)}</link>'
        f"<pubDate>{rfc(each.date)}</pubDate><content:encoded><![CDATA[{in_html(each.paragraphs)}]]>"
        f"</content:encoded></item>"
        for each in texts
    )
    xmlns = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return Reply(f'<?xml version="1.0"?><rss version="2.0" {xmlns}><channel>{items}</channel></rss>'.encode())


def guids() -> dict[str, str]:
    """Return the headlines of all episodes that listeners get, by their GUIDs."""
    return {str(each["guid"]): str(each["title"]) for each in published(Path("output"), START + 100 * DAY)}


def plain(number: int) -> str:
    """Return an article as a file of text."""
    return "\n\n".join((text(number).headline, "20 يونيو 2024", *text(number).paragraphs))


@pytest.mark.parametrize("link", ["", "/neu/"])
def test_a_site_that_changes_all_ids_and_links_has_the_same_episodes(newsroom: Newsroom, site: Site, link: str) -> None:
    texts = [text(number) for number in (3, 2, 1)]
    old = f"{base(site)}/page/" if link else ""
    site.pages["/feed.xml"] = listed(
        texts, lambda each: f"id-{each.number}", lambda each: old and f"{old}{each.number}"
    )
    newsroom.sync()
    before = guids()
    new = f"{base(site)}{link}" if link else ""
    for each in texts:
        site.pages[f"/neu/{each.number}"] = Reply(page(each), headers={"Content-Type": "text/html"})
    site.pages["/feed.xml"] = listed(
        texts[:2], lambda each: f"neu-{each.number}", lambda each: new and f"{new}{each.number}"
    )
    newsroom.later(600)
    assert newsroom.sync().events[-1]["new"] == 0
    for _ in range(4):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert {name: title for name, title in before.items() if title != text(1).headline}.items() <= guids().items()
    assert len(guids()) >= 2


def test_a_site_that_moves_keeps_the_articles_that_it_lists_no_longer(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, *range(1, 7))
    newsroom.sync()
    before = guids()
    for number in range(1, 7):
        site.pages[f"/neu/{number}"] = Reply(page(text(number)), headers={"Content-Type": "text/html"})
        del site.pages[f"/page/{number}"]
    moved = teasers(base(site), *map(text, range(3, 7))).replace(b"/page/", b"/neu/")
    site.pages["/feed.xml"] = Reply(moved)
    for _ in range(4):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert guids() == before


def test_a_link_that_becomes_secure_keeps_its_episode_though_the_old_page_is_missing(
    newsroom: Newsroom, site: Site
) -> None:
    old = f"{base(site)}/page/"
    site.pages["/feed.xml"] = listed([text(1)], lambda _: f"{old}1", lambda _: f"{old}1")
    newsroom.sync()
    before = guids()
    new = old.replace("http:", "https:")
    site.pages["/feed.xml"] = listed([text(1)], lambda _: f"{new}1", lambda _: f"{new}1")
    for _ in range(4):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert guids() == before


@pytest.mark.parametrize("status", [404, 410])
def test_a_site_that_fails_as_a_whole_withdraws_nothing(newsroom: Newsroom, site: Site, status: int) -> None:
    show_teasers(site, 1, 2)
    newsroom.sync()
    for path in ("/feed.xml", "/page/1", "/page/2"):
        site.pages[path] = Reply(status=status)
    for _ in range(4):
        newsroom.later(DAY / 2 + 60)
        newsroom.sync(code=65)
    assert len(newsroom.headlines()) == 2
    show_teasers(site, 1, 2)
    site.pages["/page/2"] = Reply(status=404)
    for _ in range(4):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert newsroom.headlines() == [text(1).headline]


def test_most_pages_of_a_site_cannot_be_missing_at_once(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, *range(1, 9))
    newsroom.sync()
    for number in range(1, 7):
        site.pages[f"/page/{number}"] = Reply(status=404)
    events = []
    for _ in range(4):
        newsroom.later(DAY + 60)
        events += newsroom.sync().named("article_postponed")
    assert len(newsroom.headlines()) == 8
    assert "most pages of feed are missing" in events[0]["what"]
    for number in range(3, 7):
        site.pages[f"/page/{number}"] = Reply(page(text(number)), headers={"Content-Type": "text/html"})
    for _ in range(4):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert len(newsroom.headlines()) == 6, "only two are missing now"


@pytest.mark.parametrize("answer", [b"[]", b'[{"id": 80}, {"id": 81}]'])
def test_a_wordpress_that_does_not_look_for_what_is_asked_withdraws_nothing(
    newsroom: Newsroom, site: Site, answer: bytes
) -> None:
    newsroom.settings(f'name = "site"\nwordpress = "{base(site)}"')
    site.pages[LIST] = Reply(posts(base(site), text(3), text(2), text(1)))
    newsroom.sync()
    site.pages["/wp-json/wp/v2/posts?include=1,2,3&per_page=100&_fields=id"] = Reply(answer)
    newsroom.later(2 * 3600)
    newsroom.sync()
    assert len(newsroom.headlines()) == 3


def test_articles_that_a_feed_gives_one_id_are_all_spoken(newsroom: Newsroom, site: Site) -> None:
    def link(each: Text) -> str:
        return f"{base(site)}/page/{each.number}"

    site.pages["/feed.xml"] = listed([text(2), text(1)], lambda _: "same", link)
    assert newsroom.sync().events[-1]["new"] == 2
    before = guids()
    site.pages["/feed.xml"] = listed([text(3), text(2), text(1)], lambda _: "same", link)
    newsroom.later(600)
    result = newsroom.sync()
    assert (result.events[-1]["new"], result.events[-1]["review"]) == (1, 0)
    assert before.items() <= guids().items()


def test_an_article_that_a_source_lists_twice_is_one_episode(newsroom: Newsroom, site: Site) -> None:
    one, other = text(1), replace(text(1), number=2)
    site.pages["/feed.xml"] = listed(
        [one, other], lambda each: f"{each.number}", lambda each: f"{base(site)}/page/{each.number}"
    )
    result = newsroom.sync()
    assert result.events[-1]["new"] == 1
    assert result.named("article_left_out")[0]["why"] == "its source has it twice"


def test_a_feed_of_another_site_is_refused_for_a_day(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    newsroom.sync()
    other = listed([text(5)], lambda _: "x", lambda _: "https://other.test/5")
    site.pages["/feed.xml"] = other
    newsroom.later(600)
    (failed,) = newsroom.sync(code=75).named("source_failed")
    assert "lists only articles of other.test" in failed["what"]
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_clock_that_was_ahead_stops_nothing(newsroom: Newsroom, site: Site) -> None:
    newsroom.later(400 * DAY)
    show_teasers(site, 1)
    site.pages["/page/1"] = Reply(status=500)
    newsroom.sync(code=75)
    site.pages["/feed.xml"] = Reply(status=503, headers={"Retry-After": "600"})
    newsroom.sync(code=75)
    newsroom.later(-400 * DAY + 60)
    show_teasers(site, 1)
    assert newsroom.sync().events[-1]["new"] == 1


def test_an_article_whose_file_is_renamed_keeps_its_episode(wires: Newsroom) -> None:
    wires.drop("1.txt", plain(1))
    wires.drop("2.json", wire(text(2)))
    wires.sync()
    before = guids()
    (Path("wires") / "1.txt").rename(Path("wires") / "a.txt")
    (Path("wires") / "2.json").rename(Path("wires") / "b.json")
    assert wires.sync().events[-1]["removed"] == 0
    wires.drop("3.json", wire(text(3)))
    assert wires.sync().events[-1]["removed"] == 0
    assert before.items() <= guids().items()
    (Path("wires") / "a.txt").unlink()
    assert wires.sync().events[-1]["removed"] == 1


def test_an_article_whose_file_is_renamed_and_edited_keeps_its_episode(wires: Newsroom) -> None:
    wires.drop("1.txt", plain(1))
    wires.drop("2.txt", plain(2))
    wires.sync()
    before = guids()
    (Path("wires") / "1.txt").unlink()
    wires.drop("a.txt", f"{plain(1)}\n\nوأضيفت هذه الجملة إلى آخر المقال.")
    wires.sync()
    assert guids() == before


@pytest.mark.parametrize("names", [("1.txt", "2.txt"), ("1.json", "2.json")])
def test_an_article_is_withdrawn_when_the_last_of_its_files_is_gone(wires: Newsroom, names: tuple[str, str]) -> None:
    for name in names:
        wires.drop(name, plain(1) if name.endswith("txt") else wire(text(1)))
    wires.drop("3.json", wire(text(3)))
    wires.sync()
    for name, left in zip(names, (2, 1), strict=True):
        (Path("wires") / name).unlink()
        wires.sync()
        assert len(wires.headlines()) == left


def test_a_file_that_is_half_written_withdraws_nothing(wires: Newsroom) -> None:
    wires.drop("1.json", wire(text(1)))
    wires.drop("2.json", wire(text(2)))
    wires.sync()
    wires.drop("1.json", wire(text(1))[:300])
    assert wires.sync().events[-1]["removed"] == 0
    wires.drop("1.json", wire(text(1)))
    assert wires.sync().events[-1]["removed"] == 0


def test_a_file_that_is_replaced_by_one_with_an_earlier_time_is_a_correction(wires: Newsroom) -> None:
    wires.drop("1.txt", plain(1))
    wires.sync()
    wires.drop("1.txt", f"{plain(1)}\n\nوأضيفت هذه الجملة إلى آخر المقال.")
    os.utime("wires/1.txt", (START - DAY,) * 2)
    assert wires.sync().events[-1]["corrected"] == 1


@pytest.mark.skipif(os.name == "nt", reason="names of files are text on this system")
def test_links_to_nothing_and_names_from_old_systems_do_not_stop_a_folder(wires: Newsroom) -> None:
    wires.drop("1.txt", plain(1))
    Path("wires/nothing.txt").symlink_to("missing.txt")
    Path("wires/itself.txt").symlink_to("itself.txt")
    Path(os.fsdecode(b"wires/\xe3\xc7.txt")).write_text(plain(2), "utf-8")
    os.utime(b"wires/\xe3\xc7.txt", (START,) * 2)
    result = wires.sync()
    assert result.events[-1]["new"] == 2
    assert "\\xe3\\xc7.txt" in [each["source"] for each in result.named("episode_written")]
    assert wires.sync().named("source_polled")[0]["unchanged"]


def rewritten() -> Text:
    """Return the first article with two other paragraphs: too unlike for one story, alike enough for a correction."""
    return replace(text(1), paragraphs=(text(1).paragraphs[0], *text(8).paragraphs[:2]))


def test_a_correction_whose_page_fails_is_waited_for_before_another_source_has_its_words(
    two: Newsroom, site: Site
) -> None:
    site.pages["/feed.xml"] = Reply(teasers(base(site), replace(rewritten(), date=rewritten().date + 1)))
    site.pages["/page/1"] = Reply(status=500)
    two.drop("1.json", wire(replace(rewritten(), number=77, headline=text(7).headline)))
    two.later(600)
    postponed = two.sync(code=75).named("article_postponed")
    assert [each["source"] for each in postponed] == ["feed", "wires"]
    site.pages["/page/1"] = Reply(page(rewritten()), headers={"Content-Type": "text/html"})
    two.later(600)
    result = two.sync()
    assert result.events[-1]["corrected"] == 1
    assert result.named("article_left_out")[0]["source"] == "wires"
    assert two.headlines() == sorted((text(1).headline, text(9).headline))


def test_an_article_does_not_wait_for_a_page_for_more_than_a_day(two: Newsroom, site: Site) -> None:
    site.pages["/page/1"] = Reply(status=500)
    two.drop("1.json", wire(replace(rewritten(), number=77, headline=text(7).headline)))
    two.later(600)
    two.sync(code=75)
    two.later(DAY)
    assert two.sync(code=1).events[-1]["new"] == 1


def test_a_page_is_read_again_before_another_source_has_its_new_words(two: Newsroom, site: Site) -> None:
    site.pages["/page/1"] = Reply(page(rewritten()), headers={"Content-Type": "text/html"})
    two.drop("1.json", wire(replace(rewritten(), number=77, headline=text(7).headline)))
    two.later(600)
    assert two.sync().events[-1]["corrected"] == 1
    assert two.headlines() == sorted((text(1).headline, text(9).headline))


def test_two_episodes_that_become_the_same_by_a_correction_are_one(two: Newsroom, site: Site) -> None:
    two.drop("1.json", wire(replace(rewritten(), number=77, headline=text(7).headline)))
    two.later(600)
    assert two.sync().events[-1]["new"] == 1, "the page has the old words"
    site.pages["/page/1"] = Reply(page(rewritten()), headers={"Content-Type": "text/html"})
    two.later(DAY)
    result = two.sync()
    assert (result.events[-1]["corrected"], result.events[-1]["removed"]) == (1, 1)
    assert two.headlines() == sorted((text(1).headline, text(9).headline))
    two.drop("2.json", wire(replace(rewritten(), number=77), version=60, status="canceled"))
    assert two.sync().events[-1]["removed"] == 1
    assert two.headlines() == [text(9).headline]


def test_corrections_of_the_source_that_had_a_story_first_count(two: Newsroom, site: Site) -> None:
    told = replace(text(9), number=2, headline=text(5).headline)
    site.pages["/feed.xml"] = Reply(teasers(base(site), told, text(1)))
    site.pages["/page/2"] = Reply(page(told), headers={"Content-Type": "text/html"})
    two.later(600)
    assert two.sync().named("article_left_out")
    changed = replace(told, paragraphs=(told.paragraphs[0], *text(8).paragraphs[:2]))
    site.pages["/page/2"] = Reply(page(changed), headers={"Content-Type": "text/html"})
    two.later(DAY)
    assert two.sync().events[-1]["corrected"] == 0


def test_articles_of_a_source_that_is_left_out_of_the_settings_come_from_another(
    newsroom: Newsroom, site: Site
) -> None:
    show_teasers(site, 1)
    newsroom.sync()
    site.pages["/page/1"] = Reply(status=404)
    for _ in range(3):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert newsroom.headlines() == []
    site.pages["/neu.xml"] = Reply(teasers(base(site), text(1)).replace(b"/page/", b"/neu/"))
    site.pages["/neu/1"] = Reply(page(text(1)), headers={"Content-Type": "text/html"})
    newsroom.settings(f'name = "neu"\nfeed = "{base(site)}/neu.xml"')
    assert newsroom.sync().events[-1]["restored"] == 1
    assert newsroom.headlines() == [text(1).headline]


@pytest.mark.parametrize("status", [404, 410])
def test_the_only_article_of_a_feed_is_withdrawn_although_the_feed_is_empty_then(
    newsroom: Newsroom, site: Site, status: int
) -> None:
    show_teasers(site, 1)
    newsroom.sync()
    show_teasers(site)
    site.pages["/page/1"] = Reply(status=status)
    for _ in range(3):
        newsroom.later(DAY + 60)
        newsroom.environment.setenv("SOURCE_DATE_EPOCH", str(int(newsroom.now)))
        newsroom.run("sync", "--allow-private")
    assert newsroom.headlines() == []


def test_an_article_that_waits_and_has_another_id_now_waits_once(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"\nreview = true')
    site.pages["/feed.xml"] = listed([text(1)], lambda _: "old", lambda _: f"{base(site)}/page/1")
    newsroom.sync()
    site.pages["/feed.xml"] = listed([text(1)], lambda _: "new", lambda _: f"{base(site)}/neu/1")
    newsroom.later(600)
    assert newsroom.sync().events[-1]["review"] == 1
    (waiting,) = review.waiting(Show.open("output", "audionews.toml"))
    assert waiting.item == "new"


def test_an_article_that_is_corrected_while_its_site_moves_keeps_its_episode(newsroom: Newsroom, site: Site) -> None:
    site.pages["/feed.xml"] = listed([text(1)], lambda _: "old", lambda _: f"{base(site)}/page/1")
    newsroom.sync()
    before = guids()
    site.pages["/feed.xml"] = listed([rewritten()], lambda _: "new", lambda _: f"{base(site)}/neu/1")
    newsroom.later(600)
    assert newsroom.sync().events[-1]["corrected"] == 1
    assert guids() == before


def test_an_article_that_is_withdrawn_while_its_site_moves_is_removed(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, *range(1, 6))
    newsroom.sync()
    for number in range(1, 6):
        del site.pages[f"/page/{number}"]
        site.pages[f"/neu/{number}"] = Reply(page(text(number)), headers={"Content-Type": "text/html"})
    site.pages["/feed.xml"] = Reply(teasers(base(site), *map(text, (1, 2, 4, 5))).replace(b"/page/", b"/neu/"))
    for _ in range(3):
        newsroom.later(DAY + 60)
        newsroom.sync()
    assert text(3).headline not in newsroom.headlines()
    assert len(newsroom.headlines()) == 4


def test_a_second_source_that_moves_stays_the_second(two: Newsroom, site: Site) -> None:
    told = replace(text(9), number=2, headline=text(5).headline)
    site.pages["/feed.xml"] = Reply(teasers(base(site), told, text(1)))
    site.pages["/page/2"] = Reply(page(told), headers={"Content-Type": "text/html"})
    two.later(600)
    two.sync()
    changed = replace(told, paragraphs=(told.paragraphs[0], *text(8).paragraphs[:2]))
    for each in (told, text(1)):
        site.pages[f"/neu/{each.number}"] = Reply(page(each), headers={"Content-Type": "text/html"})
        del site.pages[f"/page/{each.number}"]
    site.pages["/feed.xml"] = Reply(teasers(base(site), told, text(1)).replace(b"/page/", b"/neu/"))
    for _ in range(3):
        two.later(DAY + 60)
        two.sync()
    site.pages["/neu/2"] = Reply(page(changed), headers={"Content-Type": "text/html"})
    two.later(DAY + 60)
    assert two.sync().events[-1]["corrected"] == 0
    assert two.headlines() == sorted((text(1).headline, text(9).headline))
