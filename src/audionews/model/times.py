"""Samples as times. A time is rounded to the millisecond, and a length in whole seconds is made of its milliseconds."""


def milliseconds(samples: int, rate: int) -> int:
    """Return the time in whole milliseconds, halves up; off by half a millisecond at most."""
    return (samples * 2000 + rate) // (2 * rate)


def seconds(samples: int, rate: int) -> float:
    """Return the time in seconds with three decimals, as JSON and attributes show it."""
    return milliseconds(samples, rate) / 1000


def whole_seconds(samples: int, rate: int) -> int:
    """Return the duration in whole seconds, halves up, at least 1: what feed, pages, lists and messages say."""
    return whole(milliseconds(samples, rate))


def whole(thousandths: int) -> int:
    """Return milliseconds in whole seconds, halves up, at least 1."""
    return max(1, (thousandths + 500) // 1000)
