"""Times as clocks and lengths; ``model.times`` makes them from samples."""

from __future__ import annotations


def clock(thousandths: int, point: str = ".") -> str:
    """Return ``hh:mm:ss.mmm``, the time of WebVTT and (with a comma for the point) of SRT.

    >>> clock(3_723_004), clock(59, ",")
    ('01:02:03.004', '00:00:00,059')
    """
    whole, rest = divmod(thousandths, 1000)
    return f"{short_clock(whole, hours=True)}{point}{rest:03}"


def short_clock(whole: int, *, hours: bool = False) -> str:
    """Return whole seconds as ``m:ss``, or ``hh:mm:ss`` when hours are asked for or reached.

    >>> short_clock(62), short_clock(62, hours=True), short_clock(3600)
    ('1:02', '00:01:02', '01:00:00')
    """
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    if hours or hour:
        return f"{hour:02}:{minute:02}:{second:02}"
    return f"{minute}:{second:02}"


def arabic_length(whole: int) -> str:
    """Return a duration in Arabic words; the counted noun agrees with its number.

    >>> arabic_length(45), arabic_length(60), arabic_length(125), arabic_length(300), arabic_length(720)
    ('45 ثانية', 'دقيقة واحدة', 'دقيقتان', '5 دقائق', '12 دقيقة')
    """
    if whole < 60:  # noqa: PLR2004 - seconds in a minute
        return _counted(whole, ("ثانية واحدة", "ثانيتان", "ثوانٍ", "ثانية"))
    return _counted((whole + 30) // 60, ("دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة"))


def _counted(number: int, forms: tuple[str, str, str, str]) -> str:
    one, two, few, many = forms
    if number in {1, 2}:
        return (one, two)[number - 1]
    return f"{number} {few if 3 <= number % 100 <= 10 else many}"  # noqa: PLR2004 - the few: 3 to 10, 103 to 110
