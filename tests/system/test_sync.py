"""A show that is kept in step with feeds and a WordPress site on loopback, also when it is killed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from tests.newspaper import published
from tests.running import running
from tests.synced_site import LIST, answers_unchanged, asked, base, newsroom_of, show_feed, show_teasers
from tests.syncing import Newsroom, feed, page, posts, teasers, text, wire
from tests.web_sites import PRIVATE, Reply, Site

from audionews.app import review
from audionews.app.library import Show

DAY = 86_400.0


@pytest.fixture
def site(socket_enabled: None) -> Iterator[Site]:  # noqa: ARG001 - opens the loopback
    with running(Site(PRIVATE)) as site:
        yield site


@pytest.fixture
def newsroom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], site: Site
) -> Newsroom:
    return newsroom_of(site, tmp_path, monkeypatch, capfd)


def test_a_feed_without_news_is_one_request(newsroom: Newsroom, site: Site) -> None:
    site.pages["/feed.xml"] = answers_unchanged(feed(base(site), text(1), text(2)))
    assert newsroom.sync().events[-1]["new"] == 2
    assert asked(site) == ["/robots.txt", "/feed.xml"]
    (polled,) = newsroom.sync().named("source_polled")
    assert polled["unchanged"]
    assert asked(site) == ["/feed.xml"]


def test_a_feed_whose_server_knows_no_etags_is_not_read_again_either(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    newsroom.sync()
    assert newsroom.sync().named("source_polled")[0]["unchanged"]


def test_a_corrected_article_keeps_its_episode(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1, 2)
    newsroom.sync()
    before = {each["guid"] for each in published(Path("output"), newsroom.now)}
    corrected = text(1).with_last("زار الطبيب المزرعة البعيدة صباحا ثم وصل إلى المدينة الكبيرة مساء.")
    site.pages["/feed.xml"] = Reply(feed(base(site), corrected, text(2)))
    assert newsroom.sync().events[-1]["corrected"] == 1
    assert {each["guid"] for each in published(Path("output"), newsroom.now)} == before


def test_an_article_that_makes_room_for_newer_ones_stays(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1, 2)
    newsroom.sync()
    show_feed(site, 2, 3)
    asked(site)
    assert newsroom.sync().events[-1]["removed"] == 0
    assert asked(site) == ["/feed.xml"]
    assert len(newsroom.headlines()) == 3


@pytest.mark.parametrize("status", [410, 404])
def test_an_article_whose_page_is_gone_is_removed(newsroom: Newsroom, site: Site, status: int) -> None:
    show_feed(site, 1, 2, 3)
    newsroom.sync()
    show_feed(site, 1, 3)
    site.pages["/page/2"] = Reply(status=status)
    if status == 404:
        assert newsroom.sync().events[-1]["removed"] == 0
        newsroom.later(DAY / 2)
        assert newsroom.sync().events[-1]["removed"] == 0, "it may be a mistake"
        newsroom.later(DAY / 2)
    assert newsroom.sync().events[-1]["removed"] == 1
    assert newsroom.headlines() == sorted([text(1).headline, text(3).headline])
    show_feed(site, 1, 2, 3)
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["restored"] == 1
    assert len(newsroom.headlines()) == 3


def test_an_article_whose_page_was_missing_by_mistake_stays(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1, 2, 3)
    newsroom.sync()
    show_feed(site, 1, 3)
    site.pages["/page/2"] = Reply(status=404)
    newsroom.sync()
    show_feed(site, 2)
    show_feed(site, 1, 3)
    newsroom.later(DAY)
    newsroom.sync()
    site.pages["/page/2"] = Reply(status=404)
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["removed"] == 0, "the day begins anew"


def test_a_page_that_leads_to_the_front_page_is_missing(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1, 2, 3)
    newsroom.sync()
    show_feed(site, 1, 3)
    site.pages["/page/2"] = Reply(status=302, headers={"Location": "/"})
    site.pages["/"] = Reply(b"<h1>front</h1>")
    newsroom.sync()
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["removed"] == 1


def test_old_articles_are_asked_for_now_and_then(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    newsroom.sync()
    newsroom.later(3000)
    asked(site)
    newsroom.sync()
    assert asked(site) == ["/feed.xml"]
    newsroom.later(3600)
    newsroom.sync()
    assert asked(site) == ["/feed.xml", "/page/1"]
    newsroom.later(30 * DAY)
    newsroom.sync()
    assert "/page/1" in asked(site)
    newsroom.later(30 * DAY)
    newsroom.sync()
    assert "/page/1" not in asked(site)


def test_an_announced_article_is_read_from_its_page(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    newsroom.sync()
    assert newsroom.headlines() == [text(1).headline]
    asked(site)
    newsroom.sync()
    assert asked(site) == ["/feed.xml"]


def test_a_page_that_was_corrected_without_a_word_in_the_feed_is_noticed(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    newsroom.sync()
    newsroom.later(4000)
    assert newsroom.sync().events[-1]["corrected"] == 0
    site.pages["/page/1"] = Reply(page(text(1).with_last("افتتح الوزير الجسر القديم أمس أمام المدرسة الكبيرة.")))
    newsroom.later(4000)
    assert newsroom.sync().events[-1]["corrected"] == 1


def test_a_page_that_fails_is_tried_again_with_longer_pauses(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    site.pages["/page/1"] = Reply(status=500)
    newsroom.sync(code=75)
    newsroom.sync()
    newsroom.later(61)
    (postponed,) = newsroom.sync(code=75).named("article_postponed")
    assert "500" in postponed["what"]
    show_teasers(site, 1)
    newsroom.later(60)
    assert newsroom.sync().events[-1]["new"] == 0
    newsroom.later(61)
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_page_that_is_no_article_is_tried_a_few_times(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    site.pages["/page/1"] = Reply(b"<html><body><p>x</p></body></html>", headers={"Content-Type": "text/html"})
    for _ in range(4):
        assert newsroom.sync(code=65).named("article_postponed")
        newsroom.later(3600)
    assert newsroom.sync(code=65).named("article_failed")
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["pending"] == 0
    newsroom.later(DAY)
    assert newsroom.sync().named("article_failed") == [], "once is enough"
    show_teasers(site, 1)
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["new"] == 1, "it is looked at now and then"


def test_a_page_that_is_not_there_yet_is_waited_for(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    del site.pages["/page/1"]
    newsroom.sync(code=65)
    show_teasers(site, 1)
    newsroom.later(61)
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_page_that_is_gone_while_the_feed_still_lists_it_withdraws_the_article(
    newsroom: Newsroom, site: Site
) -> None:
    show_teasers(site, 1)
    newsroom.sync()
    site.pages["/page/1"] = Reply(status=410)
    newsroom.later(7200)
    assert newsroom.sync().events[-1]["removed"] == 1
    assert newsroom.sync().events[-1]["restored"] == 0
    show_teasers(site, 1)
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["restored"] == 1


def test_an_article_that_is_gone_before_it_was_read_has_no_episode(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    site.pages["/page/1"] = Reply(status=410)
    newsroom.sync()
    asked(site)
    assert newsroom.sync().events[-1]["pending"] == 0
    assert asked(site) == ["/feed.xml"]
    assert not Path("output/episodes").exists()


def test_a_host_that_wants_to_be_left_alone_is(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    whole = site.pages["/feed.xml"]
    site.pages["/feed.xml"] = Reply(status=503, headers={"Retry-After": "600"})
    (failed,) = newsroom.sync(code=75).named("source_failed")
    assert "503" in failed["what"]
    site.pages["/feed.xml"] = whole
    asked(site)
    newsroom.later(500)
    assert newsroom.sync("feed").events[-1]["new"] == 0, "even if somebody names it"
    assert asked(site) == []
    newsroom.later(200)
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_page_with_an_error_instead_of_a_feed_makes_no_episode(newsroom: Newsroom, site: Site) -> None:
    site.pages["/feed.xml"] = Reply(page(text(1)), headers={"Content-Type": "text/html"})
    (failed,) = newsroom.sync(code=65).named("source_failed")
    assert "web page" in failed["what"]
    assert newsroom.headlines() == []


def test_a_feed_that_is_empty_for_a_while_withdraws_nothing(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    newsroom.sync()
    site.pages["/feed.xml"] = Reply(feed(base(site)))
    newsroom.sync(code=65)
    assert newsroom.headlines() == [text(1).headline]


def test_wordpress_is_kept_in_step_with(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "site"\nwordpress = "{base(site)}"')
    site.pages[LIST] = Reply(posts(base(site), text(3), text(2), text(1)))
    assert newsroom.sync().events[-1]["new"] == 3
    site.pages[LIST] = Reply(posts(base(site), text(3), text(1)))
    there = "/wp-json/wp/v2/posts?include=2,3,1&per_page=100&_fields=id"
    site.pages[there] = Reply(b'[{"id": 3}, {"id": 1}]')
    (removed,) = newsroom.sync().named("episode_removed")
    assert removed["why"] == "site has no published post 2 any more"
    site.pages[LIST] = Reply(posts(base(site), text(3), text(2), text(1)))
    assert newsroom.sync().events[-1]["restored"] == 1


def test_posts_of_a_long_pause_are_all_read(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "site"\nwordpress = "{base(site)}/wp-json"\nlongest = 1')
    site.pages[LIST] = Reply(posts(base(site), text(1)))
    newsroom.sync()
    site.pages[LIST] = Reply(posts(base(site), *map(text, range(60, 10, -1))))
    site.pages[LIST + "&page=2"] = Reply(posts(base(site), text(10), text(1)))
    assert newsroom.sync().named("source_polled")[0]["listed"] == 52


def test_a_post_that_is_only_older_than_the_list_stays(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "site"\nwordpress = "{base(site)}"')
    site.pages[LIST] = Reply(posts(base(site), text(2), text(1)))
    newsroom.sync()
    site.pages[LIST] = Reply(posts(base(site), text(3)))
    assert newsroom.sync().events[-1]["removed"] == 0
    newsroom.later(7200)
    asked(site)
    site.pages["/wp-json/wp/v2/posts?include=3,1,2&per_page=100&_fields=id"] = Reply(
        b'[{"id": 1}, {"id": 2}, {"id": 3}]'
    )
    newsroom.sync()
    assert asked(site)[1:] == ["/wp-json/wp/v2/posts?include=1,2,3&per_page=100&_fields=id"]
    assert len(newsroom.headlines()) == 3


def test_a_wordpress_that_does_not_tell_which_posts_there_are_is_asked_later(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "site"\nwordpress = "{base(site)}"')
    site.pages[LIST] = Reply(posts(base(site), text(3), text(2), text(1)))
    newsroom.sync()
    site.pages[LIST] = Reply(posts(base(site), text(3), text(1)))
    there = "/wp-json/wp/v2/posts?include=2,3,1&per_page=100&_fields=id"
    site.pages[there] = Reply(b"<html>no list</html>")
    assert newsroom.sync().events[-1]["removed"] == 0
    site.pages["/wp-json/wp/v2/posts?include=1,2,3&per_page=100&_fields=id"] = Reply(b'[{"id": 1}, {"id": 3}]')
    newsroom.later(2 * DAY)
    assert newsroom.sync().events[-1]["removed"] == 1


def test_a_dry_run_reads_pages_and_tells_what_would_become_of_them(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1, 2)
    site.pages["/page/2"] = Reply(status=500)
    result = newsroom.sync("--dry-run", code=75)
    assert [each["change"] for each in result.named("build_planned")] == ["new"]
    assert len(result.named("article_failed")) == 1
    newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"\nlongest = 5')
    (left_out,) = newsroom.sync("--dry-run", code=75).named("article_left_out")
    assert "words" in left_out["why"]
    assert not Path("output").exists()


def test_a_page_that_is_only_a_list_makes_no_episode(newsroom: Newsroom, site: Site) -> None:
    show_teasers(site, 1)
    site.pages["/page/1"] = Reply(teasers(base(site), text(2)), headers={"Content-Type": "text/xml"})
    (postponed,) = newsroom.sync(code=65).named("article_postponed")
    assert "list of articles" in postponed["what"]


def test_a_page_that_cannot_be_asked_for_is_asked_for_later(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1, 2, 3)
    newsroom.sync()
    show_feed(site, 1, 3)
    site.pages["/page/2"] = Reply(status=500)
    assert newsroom.sync().events[-1]["removed"] == 0
    site.pages["/page/2"] = Reply(status=410)
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["removed"] == 1


def test_the_same_story_from_two_sources_is_one_episode(newsroom: Newsroom, site: Site) -> None:
    show_feed(site, 1)
    newsroom.settings(
        'name = "wires"\nfolder = "wires"', f'name = "feed"\nfeed = "{base(site)}/feed.xml"', top="# two sources"
    )
    told = wire(text(1)).replace(text(1).headline, text(7).headline)
    newsroom.drop("1.json", told)
    result = newsroom.sync()
    assert result.events[-1]["new"] == 1
    (left_out,) = result.named("article_left_out")
    assert left_out["episode"] == result.named("episode_written")[0]["id"]
    newsroom.drop("2.json", wire(text(1), version=60, status="canceled"))
    newsroom.sync()
    assert newsroom.headlines() == [], "one of its sources has withdrawn it"


def test_articles_cost_only_so_much_in_a_day(newsroom: Newsroom, site: Site) -> None:
    Path("voices").mkdir()
    Path("voices/dear.toml").write_text('engine = "silence"\nprice = 1000000\n')
    show_feed(site, 1, 2)
    newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"\nvoice = "dear"', top="max_cost = 900")
    first = newsroom.sync()
    assert (first.events[-1]["new"], first.events[-1]["pending"]) == (1, 1)
    (postponed,) = first.named("article_postponed")
    assert "was spent within a day" in postponed["what"]
    newsroom.later(DAY / 2)
    assert newsroom.sync().events[-1]["new"] == 0
    newsroom.later(DAY)
    assert newsroom.sync().events[-1]["new"] == 1


def test_a_feed_that_is_named_needs_no_settings(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings()
    show_feed(site, 1)
    assert newsroom.sync(f"{base(site)}/feed.xml").events[-1]["new"] == 1


def test_a_reviewed_page_that_goes_leaves_the_inbox(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings(f'name = "feed"\nfeed = "{base(site)}/feed.xml"\nreview = true')
    show_teasers(site, 1)
    newsroom.sync()
    show = Show.open("output", "audionews.toml")
    assert len(review.waiting(show)) == 1
    site.pages["/page/1"] = Reply(status=410)
    newsroom.later(7200)
    newsroom.sync()
    assert review.waiting(show) == []


@contextmanager
def ended_before_it_records() -> Iterator[None]:
    """Let a sync end as soon as it has made an episode, before its state knows of that."""
    with closing(sqlite3.connect("output/.audionews/sync.sqlite", isolation_level=None)) as state:
        raising = "BEGIN SELECT RAISE(ABORT, 'ended'); END"
        state.execute(f"CREATE TRIGGER ended BEFORE UPDATE ON items WHEN NEW.state = 'done' {raising}")
        yield
        state.execute("DROP TRIGGER ended")


@pytest.mark.parametrize("status", [404, 410])
def test_an_episode_that_was_not_recorded_is_removed_with_its_article(
    newsroom: Newsroom, site: Site, status: int
) -> None:
    show_teasers(site)
    newsroom.sync(code=65)  # it is empty
    newsroom.later(61)
    show_teasers(site, 1)
    with ended_before_it_records():
        newsroom.sync(code=78)
    assert len(newsroom.headlines()) == 1
    site.pages["/page/1"] = Reply(status=status)
    for _ in range(3):
        newsroom.sync()
        newsroom.later(DAY + 60)
    assert newsroom.headlines() == []


def test_a_story_whose_episode_was_not_recorded_is_the_same_from_another_source(newsroom: Newsroom, site: Site) -> None:
    newsroom.settings('name = "wires"\nfolder = "wires"', f'name = "feed"\nfeed = "{base(site)}/feed.xml"')
    show_teasers(site)
    newsroom.drop("0.txt", "x")
    newsroom.sync(code=65)
    newsroom.later(61)
    newsroom.drop("1.json", wire(text(1)))
    with ended_before_it_records():
        newsroom.sync(code=78)
    later = replace(text(2), paragraphs=text(1).paragraphs)
    site.pages["/feed.xml"] = Reply(teasers(base(site), later))
    site.pages["/page/2"] = Reply(page(later), headers={"Content-Type": "text/html"})
    newsroom.later(600)
    assert newsroom.sync().named("article_left_out")
    assert newsroom.headlines() == [text(1).headline]


TWO = 'name = "wires"\nfolder = "wires"'  # beside the feed


@pytest.fixture
def two(newsroom: Newsroom, site: Site) -> Newsroom:
    """A newsroom with a folder and a feed of teasers that are empty yet."""
    newsroom.settings(TWO, f'name = "feed"\nfeed = "{base(site)}/feed.xml"')
    show_teasers(site)
    newsroom.drop("0.txt", "x")
    newsroom.sync(code=65)
    newsroom.later(61)
    return newsroom


def tell_again(site: Site, number: int, paragraphs: tuple[str, ...]) -> str:
    """Let the feed have a story with other paragraphs and a page; return its headline."""
    told = replace(text(number), paragraphs=paragraphs)
    site.pages["/feed.xml"] = Reply(teasers(base(site), told))
    site.pages[f"/page/{number}"] = Reply(page(told), headers={"Content-Type": "text/html"})
    return told.headline


def test_a_story_whose_episode_was_not_recorded_is_the_same_while_its_page_fails(two: Newsroom, site: Site) -> None:
    headline = tell_again(site, 2, text(1).paragraphs)
    with ended_before_it_records():
        two.sync(code=78)
    site.pages["/page/2"] = Reply(status=500)
    two.drop("1.json", wire(text(1)))
    (left_out,) = two.sync(code=75).named("article_left_out")
    assert left_out["source"] == "wires"
    assert two.headlines() == [headline]
    tell_again(site, 2, text(1).paragraphs)
    two.later(600)
    assert two.sync().events[-1]["pending"] == 0
    assert two.headlines() == [headline]
    two.drop("2.json", wire(text(1), version=60, status="canceled"))
    assert two.sync().events[-1]["removed"] == 1


def test_an_episode_that_was_only_about_to_be_made_does_not_count(two: Newsroom, site: Site) -> None:
    tell_again(site, 2, text(1).paragraphs)
    site.pages["/page/2"] = Reply(status=500)
    two.sync(code=75)
    with closing(sqlite3.connect("output/.audionews/sync.sqlite")) as state, state:
        state.execute("UPDATE items SET episode = '2024-06-20-0a1b2c3d' WHERE source = 'feed'")
    site.pages["/page/2"] = Reply(status=404)
    two.later(600)
    assert two.sync(code=65).named("article_postponed"), "it is waited for, and not withdrawn"
    headline = tell_again(site, 2, text(1).paragraphs)
    two.later(600)
    assert two.sync().events[-1]["new"] == 1
    assert two.headlines() == [headline]


def test_a_correction_is_made_before_another_source_has_its_words(two: Newsroom, site: Site) -> None:
    two.drop("1.json", wire(text(1)))
    two.sync(code=1)  # the feed is empty
    two.later(600)
    now = text(1).with_last(text(7).paragraphs[0])
    two.drop("2.json", wire(now, version=60))
    tell_again(site, 2, now.paragraphs)
    result = two.sync()
    assert result.events[-1]["corrected"] == 1
    assert result.named("article_left_out")
    assert two.headlines() == [text(1).headline]


def test_a_story_that_was_withdrawn_does_not_come_back_from_another_source(two: Newsroom, site: Site) -> None:
    two.drop("1.json", wire(text(1)))
    two.sync(code=1)  # the feed is empty
    two.drop("2.json", wire(text(1), version=60, status="withheld"))
    two.sync()
    tell_again(site, 2, text(1).paragraphs)
    two.later(600)
    assert two.sync().named("article_left_out")
    assert two.headlines() == []
    two.drop("3.json", wire(text(1), version=120))
    assert two.sync().events[-1]["restored"] == 1
    assert two.headlines() == [text(1).headline]


def test_a_story_that_two_sources_have_withdrawn_is_restored_by_both(two: Newsroom, site: Site) -> None:
    two.drop("1.json", wire(text(1)))
    headline = tell_again(site, 2, text(1).paragraphs)
    two.sync()
    assert two.headlines() == [headline]
    two.drop("2.json", wire(text(1), version=60, status="withheld"))
    two.sync()
    site.pages["/page/2"] = Reply(status=410)
    two.later(2 * 3600)
    two.sync()
    two.drop("3.json", wire(text(1), version=120))
    assert two.sync().events[-1]["restored"] == 0, "its page is gone"
    assert two.headlines() == []
    assert asked(site)
    two.sync()
    assert "/page/2" in asked(site), "that is asked again, because another source has it"
    tell_again(site, 2, text(1).paragraphs)
    two.later(2 * 3600)
    assert two.sync().events[-1]["restored"] == 1
    assert two.headlines() == [headline]


@pytest.mark.slow
@pytest.mark.parametrize("syncs", [1, 2])
@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system cannot fork")
def test_a_show_ends_as_the_newspaper_says_whatever_is_killed(
    tmp_path: Path,
    socket_enabled: None,  # noqa: ARG001 - opens the loopback
    monkeypatch: pytest.MonkeyPatch,
    syncs: int,
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2]))
    from bench.newsroom import play  # noqa: PLC0415 - the path is set above

    report = play(tmp_path, 12, 10, syncs=syncs, seed=5, settling=12 if syncs == 1 else 40)
    assert report.good, report
    assert report.kills
    assert report.episodes
