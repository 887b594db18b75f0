"""Work follows the change: what a new, a corrected and a removed episode change on the lists of a show."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.newsroom import FACTS, NEWEST, header_of, make_episode

from audionews import registry
from audionews.model import ChangedShow, Episode, EpisodeHeader
from audionews.render.paging import ListPage, months, pages_from_oldest

TEMPLATE = header_of(make_episode(0))
SECTIONS = dataclasses.replace(FACTS, sections={"sport": "رياضة", "arts": "فنون"})
RENDERERS = registry.renderers()


def header(number: int) -> EpisodeHeader:
    """Return a header of a show that began on 1 January 2020 and has three episodes a day; 0 is its oldest."""
    published = NEWEST.replace(year=2020, month=1, day=1) + number * timedelta(hours=8)
    return dataclasses.replace(
        TEMPLATE, id=f"{published:%Y-%m-%d}-{number:08x}", title=f"خبر {number}", published=published,
        updated=published, section=("sport", "arts", "")[number % 3], digest=f"digest of {number}",
    )  # fmt: skip


def unloaded(header: EpisodeHeader) -> Episode:
    raise AssertionError(f"{header.id} was loaded")


def show_of(shown: Iterable[EpisodeHeader], hidden: Iterable[EpisodeHeader] = ()) -> ChangedShow:
    def newest_first(headers: Iterable[EpisodeHeader]) -> Sequence[EpisodeHeader]:
        return sorted(headers, key=lambda one: one.published, reverse=True)

    return ChangedShow(
        facts=SECTIONS, headers=newest_first(shown), hidden=newest_first(hidden), load=unloaded, changed=frozenset()
    )


def list_pages(show: ChangedShow, size: int) -> list[ListPage]:
    """Return the pages of a list, newest first."""
    return [*pages_from_oldest(show, size)][::-1]


def inputs(show: ChangedShow) -> dict[str, str]:
    return {output.path: output.inputs for renderer in RENDERERS for output in renderer.lists(show)}


def changes(before: ChangedShow, after: ChangedShow) -> set[str]:
    """Return the paths of the lists whose inputs are others, or that are new or gone."""
    old, new = inputs(before), inputs(after)
    return {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}


ALL = [header(number) for number in range(2001)]
SHOW = show_of(ALL[:2000])  # 2000 = 25 pages of 75 and 125, and 98 of 20 and 40


def test_a_new_episode_changes_a_handful_of_lists() -> None:
    assert changes(SHOW, show_of([*ALL[:2000], dataclasses.replace(ALL[2000], section="sport")])) == {
        "feed.xml", "section-sport.xml", "index.html", "index-100.html", "index-99.html", "section-sport.html",
        "archive.html", "archive-2021-10.html", "titles.json", "titles-4.json",
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 39, 40, 41, 60, 61, 149, 150, 151, 225, 226, 1000])
def test_however_long_a_show_is_a_new_episode_changes_no_more_than_a_handful(count: int) -> None:
    assert len(changes(show_of(ALL[:count]), show_of(ALL[: count + 1]))) <= 13


def test_a_removed_old_episode_changes_only_the_lists_that_named_it() -> None:
    gone = ALL[100]
    assert changes(SHOW, show_of([one for one in ALL[:2000] if one is not gone], [gone])) == {
        "feed-3.xml", "section-arts-2.xml", "index-7.html", "section-arts-3.html", "archive.html",
        "archive-2020-02.html", "titles-2.json",
    }  # fmt: skip


def test_a_corrected_episode_changes_only_the_lists_that_name_it() -> None:
    corrected = dataclasses.replace(ALL[100], digest="another")
    months_by_title = {"archive-2020-02.html", "titles-2.json"}
    changed = changes(SHOW, show_of([corrected, *ALL[:100], *ALL[101:2000]]))
    assert changed == {"feed-3.xml", "section-arts-2.xml", "index-7.html", "section-arts-3.html"}
    named = dataclasses.replace(corrected, title="عنوان آخر")
    assert changes(SHOW, show_of([named, *ALL[:100], *ALL[101:2000]])) == changed | months_by_title


def test_what_no_list_shows_changes_none() -> None:
    assert changes(SHOW, dataclasses.replace(SHOW, changed=frozenset({"x"}))) == set()


def test_another_order_of_sections_changes_the_pages_that_name_them() -> None:
    turned = dataclasses.replace(SECTIONS, sections={"arts": "فنون", "sport": "رياضة"})
    assert "index.html" in changes(SHOW, dataclasses.replace(SHOW, facts=turned))


def test_a_page_whose_episodes_are_all_hidden_is_passed_over_in_the_chain() -> None:
    hidden, shown = ALL[150:300], [*ALL[:150], *ALL[300:900]]
    pages = list_pages(show_of(shown, hidden), 150)
    assert [(page.number, page.newer, page.older, len(page.headers)) for page in pages] == [
        (1, None, 5, 300), (5, 1, 4, 150), (4, 5, 2, 150), (2, 4, None, 150),
    ]  # fmt: skip
    assert {page.oldest for page in pages} == {2}


def test_a_newest_page_with_few_visible_episodes_takes_in_the_pages_that_follow() -> None:
    pages = list_pages(show_of([*ALL[:140], *ALL[290:300], *ALL[695:700]], [*ALL[140:290], *ALL[300:695]]), 150)
    assert [(page.number, len(page.headers)) for page in pages] == [(1, 155)]
    assert list_pages(show_of([], ALL[:700]), 150)[0].headers == []


@given(shown=st.sets(st.integers(0, 120)), hidden=st.sets(st.integers(0, 120)), size=st.integers(1, 30))
def test_whatever_is_hidden_every_visible_episode_stands_on_one_page_in_order(
    shown: set[int], hidden: set[int], size: int
) -> None:
    show = show_of([ALL[n] for n in shown], [ALL[n] for n in hidden - shown])
    pages = list_pages(show, size)
    assert [one for page in pages for one in page.headers] == list(show.headers)
    assert len(pages[0].headers) >= min(size, len(shown))
    assert len(pages[0].headers) <= 2 * size
    assert all(page.headers for page in pages[1:])
    numbers = [page.number for page in pages]
    assert numbers[1:] == sorted(numbers[1:], reverse=True)
    assert [page.older for page in pages] == [*numbers[1:], None]
    assert [page.newer for page in pages] == [None, *numbers[:-1]]


@given(count=st.integers(0, 150), size=st.integers(1, 20))
def test_a_page_of_older_episodes_never_changes_what_it_holds(count: int, size: int) -> None:
    before, after = (
        {page.number: page.headers for page in list_pages(show_of(ALL[:n]), size)[1:]} for n in (count, count + 1)
    )
    assert before.items() <= after.items()


def test_a_month_holds_its_episodes_newest_first() -> None:
    found = dict(months(show_of(ALL[:200]).headers))
    assert list(found) == [(2020, 3), (2020, 2), (2020, 1)]
    assert [one.id for group in found.values() for one in group] == [one.id for one in reversed(ALL[:200])]
