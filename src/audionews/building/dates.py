"""When an episode is published: days become moments of that day everywhere, and what is dated ahead waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import MAXYEAR, UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from audionews.errors import DatedAhead
from audionews.model import Precision

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from audionews.building.plan import Draft
    from audionews.model import Article, Episode, ShowFacts

_MIDDAY = time(12)
_STEP = timedelta(seconds=1)  # between episodes that would have one moment
_DAY = timedelta(days=1)
_FARTHEST = timedelta(days=31)  # ahead; a date that is further away is a mistake


class Times(NamedTuple):
    """What the moment of an episode depends on besides its article.

    Attributes:
        now: The time in the zone of the show.
        latest: The time after which a date is still to come.
        published: Returns when the episodes of a span of time were published, oldest first.
    """

    now: datetime
    latest: datetime
    published: Callable[[datetime, datetime], Sequence[datetime]]


def aware(date: datetime | None, facts: ShowFacts) -> datetime | None:
    """Return the date with its own time zone, or with that of the show if it has none."""
    return date.replace(tzinfo=ZoneInfo(facts.timezone)) if date and date.tzinfo is None else date


def in_zone(article: Article, facts: ShowFacts) -> Article:
    """Return the article with its times in the zone of the show, so that its day is that of the listeners.

    A day without a time is the same day in every zone. Naive times are in the zone of the show already.
    """
    date, publish_at, zone = article.date, article.publish_at, ZoneInfo(facts.timezone)
    if date and date.tzinfo:
        date = date.replace(tzinfo=None) if article.date_precision is Precision.DAY else date.astimezone(zone)
    if publish_at and publish_at.tzinfo:
        publish_at = publish_at.astimezone(zone)
    return replace(article, date=date, publish_at=publish_at)


def dated(draft: Draft, article: Article, existing: Episode | None, times: Times) -> Draft:
    """Return the draft with the moment at which its episode is published, and until which it waits.

    The moment of an article is the end of its embargo, else its date, else now; no other episode has the same. An
    article that is dated ahead waits for its date. An episode that was public keeps its moment, and so does one that
    waits, unless the article says another time.

    Args:
        draft: What is known of the episode.
        article: The article, in the zone of the show.
        existing: The episode that was made from it before, or None.
        times: What the moment depends on besides.

    Raises:
        DatedAhead: The article is dated more than a month ahead.
    """
    if existing and not is_waiting(existing, times.now):
        return draft
    if existing and not existing.held_by_date and draft.publish_at is None:
        return draft
    if draft.publish_at:
        return msgspec.structs.replace(draft, moment=_free(draft.publish_at, existing, times))
    if draft.published and draft.published > times.latest + _FARTHEST:
        what = f"{article.source} is dated {draft.published:%Y-%m-%d}, more than a month ahead"
        raise DatedAhead(what, "correct its date or give --date; to hold it back until then, give --publish-at as well")
    moment = draft.published or times.now.replace(microsecond=0)
    if draft.published and article.date_precision is Precision.DAY:
        moment = stamp(draft.published, times.now)
    ahead = moment > times.latest
    moment = _free(moment, existing, times)
    return msgspec.structs.replace(draft, moment=moment, publish_at=moment if ahead else None, held_by_date=ahead)


def is_waiting(episode: Episode, now: datetime) -> bool:
    """Return whether an episode has not been public yet."""
    return episode.publish_at is not None and episode.publish_at > now


def stamp(day: datetime, now: datetime) -> datetime:
    """Return the moment for an article of which only the day is known.

    It is 12:00 UTC, which is on that day from 12 hours behind UTC to nearly 12 ahead; but not later than now, if it is
    the day of today. Where noon in UTC is another day for the show, it is noon in its zone.

    Args:
        day: Midnight in the zone of the show.
        now: The time in that zone.
    """
    moment = datetime.combine(day.date(), _MIDDAY, UTC).astimezone(day.tzinfo)
    if moment.date() != day.date():
        moment = datetime.combine(day.date(), _MIDDAY, day.tzinfo)
    return min(moment, now.replace(microsecond=0)) if now.date() == day.date() else moment


def _free(moment: datetime, existing: Episode | None, times: Times) -> datetime:
    """Return the first moment, in steps, at which no other episode was published."""
    if moment.year == MAXYEAR:
        return moment
    own = existing.published if existing else None
    for other in (each for each in times.published(moment, moment + _DAY) if each != own):
        if other > moment:
            break
        moment += _STEP
    return moment
