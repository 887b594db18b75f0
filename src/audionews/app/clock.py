"""The clock of builds and syncs."""

from __future__ import annotations

import os
from datetime import UTC, datetime

from audionews.errors import SettingsError

_CLOCK = (1970, 2199)  # years of times that are no mistake


def now() -> datetime:
    """Return the time for undated articles and corrections: SOURCE_DATE_EPOCH if it is set, else the current time.

    Raises:
        SettingsError: SOURCE_DATE_EPOCH is not a number of seconds, or the clock is wrong by centuries.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    remedy = "set it to seconds since 1970, or unset it"
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
    except (ValueError, OverflowError, OSError) as error:
        raise SettingsError(f"SOURCE_DATE_EPOCH is {str(epoch)[:40]!r}", remedy) from error
    if not _CLOCK[0] <= moment.year <= _CLOCK[1]:
        raise SettingsError(f"{'SOURCE_DATE_EPOCH' if epoch else 'the clock'} is in the year {moment.year}", remedy)
    return moment
