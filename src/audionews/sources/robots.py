"""The rules of a robots.txt for one robot. Source: RFC 9309.

``urllib.robotparser`` follows an older draft until Python 3.13: the first rule that matches counts instead of the
longest, ``*`` and ``$`` are plain characters, and a blank line ends a group.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple
from urllib.parse import quote

_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_TOKEN = re.compile(r"[A-Za-z_-]*")
_SAFE = "%/:@!$&'()*+,;=~-._|[]?"
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


class Rule(NamedTuple):
    """A rule.

    Attributes:
        length: The length of the pattern: the longest pattern that matches decides.
        allows: Whether it allows what it matches.
        parts: The pattern, parted at "*"; the first part is the beginning of the path.
        ends: Whether the last part is the end of the path.
    """

    length: int
    allows: bool
    parts: tuple[str, ...]
    ends: bool

    def matches(self, path: str) -> bool:
        """Return whether the pattern matches; in linear time, as each part is found at the first place that it has."""
        first, *middle = self.parts
        if not path.startswith(first):
            return False
        at, end = len(first), len(path)
        if self.ends:
            if not middle:
                return path == first
            last = middle.pop()
            if not path.endswith(last):
                return False
            end -= len(last)
        for part in middle:
            found = path.find(part, at, end)
            if found < 0:
                return False
            at = found + len(part)
        return at <= end


class Rules(NamedTuple):
    """The rules that hold for a robot."""

    rules: tuple[Rule, ...] = ()

    def allow(self, target: str) -> bool:
        r"""Return whether this path and query may be fetched; a tie of two rules allows it, and so does no rule.

        >>> parse(b"user-agent: *\ndisallow: /\nallow: /news/*.html$", "audionews").allow("/news/1.html")
        True
        """
        path = _normal(target).replace("*", "%2A").replace("$", "%24")
        return max(((rule.length, rule.allows) for rule in self.rules if rule.matches(path)), default=(0, True))[1]


def parse(content: bytes, robot: str) -> Rules:
    """Return the rules for the robot: those of the groups that name it, else those of the groups for all."""
    groups: dict[str, list[Rule]] = {}
    names: list[str] = []  # of the group that is being read
    in_names = False
    for line in content.removeprefix(codecs.BOM_UTF8).splitlines():
        field, _, rest = line.decode(errors="replace").partition("#")[0].partition(":")
        verb, value = field.strip().lower(), rest.strip()
        if verb == "user-agent":
            names = [*(names if in_names else ()), value if value == "*" else _token(value)]
            groups.setdefault(names[-1], [])
            in_names = True
        elif verb in {"allow", "disallow"}:
            in_names = False
            for name in names if value else ():
                groups[name].append(_rule(value, allows=verb == "allow"))
    return Rules(tuple(groups.get(robot.lower(), groups.get("*", ()))))


def _token(value: str) -> str:
    """Return the name of a robot without its version."""
    found = _TOKEN.match(value)
    return found[0].lower() if found else ""


def _rule(value: str, *, allows: bool) -> Rule:
    pattern = _normal(value)
    ends = pattern.endswith("$")
    parts = pattern.removesuffix("$").replace("$", "%24").split("*")
    return Rule(len(pattern), allows, tuple(parts), ends)


def _normal(path: str) -> str:
    """Return a path in the form that can be compared: only unreserved letters are not escaped (RFC 9309, 2.2.2)."""
    return _ESCAPE.sub(_plain, quote(path, safe=_SAFE))


def _plain(escape: re.Match[str]) -> str:
    char = chr(int(escape[0][1:], 16))
    return char if _UNRESERVED.match(char) else escape[0].upper()
