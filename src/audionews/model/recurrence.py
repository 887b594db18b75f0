"""How often something happens: recurrence rules of iCalendar. Source: RFC 5545, 3.3.10."""

from __future__ import annotations

import re

FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY", "MINUTELY", "SECONDLY")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LONGEST = 200  # characters
_DAY = "|".join(WEEKDAYS)
_UNTIL = re.compile(r"\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:T(?:[01]\d|2[0-3])[0-5]\d[0-5]\dZ?)?", re.ASCII)
_BY_DAY = re.compile(rf"[+-]?(?:[1-9]|[1-4]\d|5[0-3])(?:{_DAY})|{_DAY}", re.ASCII)
_SIGNED = re.compile(r"[+-]?[1-9]\d{0,2}", re.ASCII)
_PLAIN = re.compile(r"\d{1,2}", re.ASCII)
_PARTS = {  # how each value of a list is written, and the largest number; 0 is any
    "INTERVAL": (re.compile(r"[1-9]\d{0,3}", re.ASCII), 0),
    "UNTIL": (_UNTIL, 0),
    "BYDAY": (_BY_DAY, 0),
    "WKST": (re.compile(_DAY), 0),
    "BYMONTH": (re.compile(r"[1-9]\d?", re.ASCII), 12),
    "BYMONTHDAY": (_SIGNED, 31),
    "BYYEARDAY": (_SIGNED, 366),
    "BYWEEKNO": (_SIGNED, 53),
    "BYSETPOS": (_SIGNED, 366),
    "BYHOUR": (_PLAIN, 23),
    "BYMINUTE": (_PLAIN, 59),
    "BYSECOND": (_PLAIN, 60),
}
_SINGLE = frozenset({"INTERVAL", "UNTIL", "WKST"})


def rule_fault(rule: str) -> str:
    """Return what is wrong with a rule, in a few words; "" if it is right.

    A rule with COUNT needs the day from which it counts, which podcast:updateFrequency has in another place.

    >>> rule_fault("FREQ=WEEKLY;BYDAY=MO,TH"), rule_fault("FREQ=OFTEN")
    ('', 'there is no frequency OFTEN')
    """
    pairs = [part.partition("=")[::2] for part in rule.split(";")]
    parts = dict(pairs)
    if len(rule) > _LONGEST or len(parts) < len(pairs):
        return "it is too long, or has a part twice"
    if parts.get("FREQ") not in FREQUENCIES:
        return f"there is no frequency {parts['FREQ']}" if "FREQ" in parts else "it has no FREQ"
    if "COUNT" in parts:
        return "COUNT counts from a day that it does not have"
    for key, value in parts.items():
        if key != "FREQ" and (fault := _part_fault(key, value)):
            return fault
    return ""


def _part_fault(key: str, value: str) -> str:
    if key not in _PARTS:
        return f'there is no part "{key}"'
    form, largest = _PARTS[key]
    values = value.split(",")
    if key in _SINGLE and len(values) > 1:
        return f"{key} has one value only"
    for each in values:
        if not form.fullmatch(each) or (largest and abs(int(each)) > largest):
            return f"{key} cannot be {each}"
    return ""
