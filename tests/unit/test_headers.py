"""Headers are read in pieces, and come in the same order as if all were held."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.newsroom import NEWEST, header_of, make_episode

from audionews.catalogue.headers import Headers, shown_at
from audionews.catalogue.index import Index
from audionews.model import EpisodeHeader
from audionews.ports import Stat

COUNT = 1201  # more than two pieces
TEMPLATE = header_of(make_episode(0))
NOW = datetime(2024, 6, 1, tzinfo=UTC)
ZONES = [timezone(timedelta(hours=hours)) for hours in (-5, 0, 3)]


def header(number: int) -> EpisodeHeader:
    """Return a header; two are of each moment, every tenth is removed, and every seventh waits for July."""
    published = (NEWEST - timedelta(days=number // 2)).astimezone(ZONES[number % 3])
    return dataclasses.replace(
        TEMPLATE,
        id=f"{published:%Y-%m-%d}-{number:08x}",
        guid=f"urn:example:{number}",
        published=published,
        removed=number % 10 == 0,
        publish_at=datetime(2024, 7, 1, tzinfo=UTC) if number % 7 == 0 else None,
        section=("sport", "arts", "")[number % 3],
    )


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    index = Index()
    index.put((header(number), Stat(1)) for number in range(COUNT))
    yield index
    index.close()


def test_all_come_newest_first_and_from_the_oldest_on(index: Index) -> None:
    headers = Headers(index, "1")
    assert list(headers) == index.headers()
    assert list(reversed(headers)) == index.headers()[::-1]
    assert len(headers) == len(index.headers()) == COUNT


def test_they_are_parted_by_what_listeners_get(index: Index) -> None:
    shown, hidden = Headers(index, shown_at(NOW)), Headers(index, f"NOT ({shown_at(NOW)})")
    assert {one.id for one in shown} | {one.id for one in hidden} == {one.id for one in index.headers()}
    assert len(shown) + len(hidden) == COUNT
    assert all(not one.removed and one.publish_at is None for one in shown)
    assert all(one.removed or one.publish_at for one in hidden)
    assert not [one for one in Headers(index, f"NOT ({shown_at(NOW + timedelta(days=60))})") if not one.removed]


def test_those_of_a_section_are_chosen(index: Index) -> None:
    everything = Headers(index, shown_at(NOW))
    assert list(everything.of_section("sport")) == [one for one in everything if one.section == "sport"]


@pytest.mark.parametrize("place", [0, 1, 499, 500, 777, COUNT - 1, -1, -COUNT])
def test_each_has_a_place(index: Index, place: int) -> None:
    assert Headers(index, "1")[place] == index.headers()[place]


def test_a_slice_is_a_list(index: Index) -> None:
    assert Headers(index, "1")[498:503] == index.headers()[498:503]
    assert Headers(index, "1")[::-400] == index.headers()[::-400]


@pytest.mark.parametrize("place", [COUNT, -COUNT - 1])
def test_beyond_the_end_there_is_none(index: Index, place: int) -> None:
    with pytest.raises(IndexError):
        Headers(index, "1")[place]
    assert list(Headers(index, "0")) == []


def test_no_more_than_a_piece_is_held(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    read = index.headers

    def counted(*given: object, **named: object) -> list[EpisodeHeader]:
        sizes.append(len(found := read(*given, **named)))  # type: ignore[arg-type] # passed on
        return found

    monkeypatch.setattr(index, "headers", counted)
    assert sum(1 for _ in Headers(index, "1")) == COUNT
    assert sizes == [500, 500, 201]
