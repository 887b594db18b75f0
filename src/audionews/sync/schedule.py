"""When something is tried or looked at again. Times are seconds since 1970."""

from __future__ import annotations

MINUTE, HOUR, DAY = 60.0, 3_600.0, 86_400.0
FIRST_RETRY = 60.0
LONGEST_RETRY = 6 * HOUR
MOST_FAILURES = 5  # of an article that itself is at fault; then it waits until its newspaper changes it
CONFIRMED = DAY  # between two answers 404, after which an article counts as withdrawn
_WATCHED = 14 * DAY  # for so long after its publication the page of an article is asked for
_LONGEST_PAUSE = 16  # doublings
LONGEST_WAIT = DAY + HOUR  # a time that is further away was noted while the clock was ahead


def is_ahead(until: float, now: float) -> bool:
    """Return whether something has to wait until then; not if that was noted by a clock that was ahead.

    >>> is_ahead(100.0, 40.0), is_ahead(100.0, 100.0), is_ahead(400 * DAY, 100.0)
    (True, False, False)
    """
    return now < until <= now + LONGEST_WAIT


def retry_at(now: float, failures: int, wanted: float | None = None) -> float:
    """Return when to try again after so many failures in a row: each pause is twice as long as the one before.

    Args:
        now: The time.
        failures: How many there were, 1 or more.
        wanted: The seconds that the host asks for, or None.

    >>> retry_at(0, 1), retry_at(0, 3), retry_at(0, 99), retry_at(0, 1, 500)
    (60.0, 240.0, 21600.0, 500)
    """
    pause = min(LONGEST_RETRY, FIRST_RETRY * 2.0 ** min(failures - 1, _LONGEST_PAUSE))
    return now + max(pause, wanted or 0.0)


def check_at(now: float, published: float | None) -> float | None:
    """Return when the page of an article is asked for again; None is never.

    The older it is, the longer are the pauses: from an hour to a day, until it is two weeks old.

    >>> check_at(1000.0, 1000.0), check_at(8 * DAY, 0.0) == 9 * DAY, check_at(20 * DAY, 0.0)
    (4600.0, True, None)
    """
    age = max(0.0, now - published) if published is not None else 0.0
    return None if age > _WATCHED else now + min(DAY, max(HOUR, age / 4))


def missing_at(now: float, since: float | None) -> tuple[bool, float]:
    """Return whether a page that answers 404 counts as withdrawn, and when it is asked for again if it does not.

    Args:
        now: The time.
        since: When it answered so first, or None if this is the first time.
    """
    first = now if since is None else since
    return now - first >= CONFIRMED, first + CONFIRMED
