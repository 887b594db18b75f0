"""When an episode is published: on its day everywhere, in the order of its making, and never ahead of its time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from tests.builders import STORY, Bench

from audionews.building.dates import in_zone, stamp
from audionews.building.scripting import plan_article
from audionews.building.stages import build_episode
from audionews.errors import DatedAhead
from audionews.model import Article, Episode, Precision

if TYPE_CHECKING:
    from audionews.building.context import BuildContext

RIYADH = ZoneInfo("Asia/Riyadh")
DAY = datetime(2024, 6, 20)  # noqa: DTZ001 - dates of articles are naive: in the show's zone
NOON = datetime(2024, 6, 20, 12, tzinfo=UTC)
NOW = datetime(2024, 6, 21, 8, tzinfo=UTC)
EMBARGO = datetime(2024, 6, 25, 9, tzinfo=RIYADH)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def of_day(date: datetime | None = DAY, **facts: Any) -> Article:  # noqa: ANN401 - fields by name
    return replace(STORY, date=date, date_precision=Precision.DAY, **facts)


def built(bench: Bench, article: Article, now: datetime = NOW) -> Episode:
    with bench.context() as ctx:
        at: BuildContext = replace(ctx, clock=lambda: now)
        done = build_episode(partial(plan_article, article), bench.builder(), at)
    assert done
    return done.episode


def numbered(number: int, **facts: Any) -> Article:  # noqa: ANN401 - fields by name
    return replace(of_day(**facts), source_id=str(number))


def test_a_day_is_that_day_for_every_client_from_12_hours_behind_to_nearly_12_ahead(bench: Bench) -> None:
    published = built(bench, of_day()).published
    assert published == NOON
    assert published.isoformat() == "2024-06-20T15:00:00+03:00"
    for hours in range(-12, 12):
        assert (published.astimezone(UTC) + timedelta(hours=hours)).date() == DAY.date()


@pytest.mark.parametrize("name", sorted(available_timezones() & {"Asia/Riyadh", "Africa/Cairo", "Pacific/Kiritimati"}))
@pytest.mark.parametrize("date", [DAY, datetime(2024, 12, 31), datetime(9999, 12, 31)])  # noqa: DTZ001 - as DAY
def test_the_stamp_of_a_day_is_on_it_in_the_zone_of_the_show(name: str, date: datetime) -> None:
    zone = ZoneInfo(name)
    if date.year == 9999 and name == "Pacific/Kiritimati":
        return
    found = stamp(date.replace(tzinfo=zone), NOW.astimezone(zone))
    assert found.astimezone(zone).date() == date.date()


def test_articles_of_one_day_keep_the_order_in_which_they_were_built(bench: Bench) -> None:
    moments = [built(bench, numbered(number)).published for number in range(4)]
    assert moments == [NOON + timedelta(seconds=number) for number in range(4)]
    assert [built(bench, numbered(number)).published for number in range(4)] == moments


def test_an_article_with_a_time_does_not_move_those_without(bench: Bench) -> None:
    at = NOON + timedelta(hours=1)
    assert built(bench, replace(STORY, date=at, source_id="timed")).published == at
    assert built(bench, numbered(1)).published == NOON


def test_articles_of_today_are_not_stamped_later_than_now(bench: Bench) -> None:
    early = datetime(2024, 6, 20, 5, tzinfo=UTC)
    first, second = (built(bench, numbered(number), early) for number in range(2))
    later = built(bench, numbered(3), datetime(2024, 6, 20, 15, tzinfo=UTC))
    assert [each.published for each in (first, second, later)] == [early, early + timedelta(seconds=1), NOON]
    assert [each.publish_at for each in (first, second, later)] == [None] * 3


def test_an_undated_article_carries_the_zone_of_the_show(bench: Bench) -> None:
    first, second = (built(bench, replace(of_day(None), source_id=str(number))) for number in range(2))
    assert first.published.isoformat() == "2024-06-21T11:00:00+03:00"
    assert second.published == first.published + timedelta(seconds=1)


def test_a_correction_carries_the_zone_of_the_show(bench: Bench) -> None:
    built(bench, STORY)
    corrected = built(bench, replace(STORY, body=(*STORY.body, "وقال إن العمل مستمر.")))
    assert corrected.updated.isoformat() == "2024-06-21T11:00:00+03:00"
    assert corrected.corrections[0].date.isoformat() == "2024-06-21T11:00:00+03:00"


def test_an_article_of_tomorrow_waits_for_its_stamp(bench: Bench) -> None:
    episode = built(bench, of_day(DAY + timedelta(days=3)))
    assert episode.publish_at == episode.published == NOON + timedelta(days=3)
    assert episode.held_by_date
    assert built(bench, of_day(DAY + timedelta(days=3))) == episode
    assert built(bench, of_day(DAY + timedelta(days=3)), NOW + timedelta(days=9)) == episode


def test_an_article_that_is_dated_later_today_waits_for_its_hour(bench: Bench) -> None:
    at = NOW + timedelta(hours=2)
    episode = built(bench, replace(STORY, date=at.astimezone(RIYADH)))
    assert (episode.published, episode.publish_at) == (at, at)


@pytest.mark.parametrize("year", [2025, 2036, 2062, 9999])
def test_an_article_that_is_dated_far_ahead_is_refused(bench: Bench, year: int) -> None:
    with pytest.raises(DatedAhead, match=f"port.txt is dated {year}-12-31"):
        built(bench, of_day(datetime(year, 12, 31)))  # noqa: DTZ001 - as DAY
    assert bench.folder.blobs == {}


def test_a_corrected_date_publishes_what_waited_for_the_wrong_one(bench: Bench) -> None:
    first = built(bench, of_day(DAY + timedelta(days=9)))
    again = built(bench, of_day())
    assert (again.id, again.published, again.publish_at, again.held_by_date) == (first.id, NOON, None, False)


def test_a_moved_embargo_moves_the_date_of_what_was_not_public(bench: Bench) -> None:
    first = built(bench, of_day(publish_at=EMBARGO))
    assert (first.published, first.publish_at) == (EMBARGO, EMBARGO)
    unmoved = built(bench, of_day(byline="سعاد"))
    assert (unmoved.published, unmoved.publish_at) == (EMBARGO, EMBARGO), "an article that does not say it again waits"
    assert built(bench, of_day(publish_at=EMBARGO, byline="منى")).published == EMBARGO, "its own moment is free for it"
    sooner = EMBARGO - timedelta(days=2)
    moved = built(bench, of_day(publish_at=sooner))
    assert (moved.id, moved.published, moved.publish_at) == (first.id, sooner, sooner)
    late = built(bench, of_day(publish_at=EMBARGO, byline="سعاد"), EMBARGO + timedelta(days=1))
    assert late.published == sooner, "what was public keeps its date"


def test_embargoes_at_the_end_of_time_do_not_fail(bench: Bench) -> None:
    last = datetime(9999, 12, 31, tzinfo=RIYADH)
    assert built(bench, of_day(publish_at=last)).publish_at == last


def test_a_day_is_the_same_in_every_zone_and_a_time_is_not() -> None:
    facts = Bench().builder().facts
    day = in_zone(of_day(DAY.replace(tzinfo=UTC), publish_at=NOON), facts)
    assert (day.date, str(day.publish_at)) == (DAY, "2024-06-20 15:00:00+03:00")
    assert in_zone(of_day(None), facts).date is None
    assert str(in_zone(STORY, facts).date) == "2024-06-20 03:00:00+03:00"


def test_a_fixed_clock_holds_back_no_article_that_is_past_by_the_clock_on_the_wall(bench: Bench) -> None:
    with bench.context() as ctx:
        at = replace(ctx, clock=lambda: NOW, wall_clock=lambda: NOW + timedelta(days=99))
        done = build_episode(partial(plan_article, of_day(DAY + timedelta(days=60))), bench.builder(), at)
    assert done
    assert (done.episode.published, done.episode.publish_at) == (NOON + timedelta(days=60), None)
