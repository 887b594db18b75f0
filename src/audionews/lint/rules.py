"""The rules of the lint: where each comes from, how bad a violation is, and what to do about it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping


_FEW = 3  # findings of one rule in one file that are told


class Level(StrEnum):
    """How bad a finding is: an error costs listeners or breaks a requirement, a warning costs comfort."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a show must follow.

    Attributes:
        level: How bad a finding is.
        source: The specification that asks for it.
        asks: What it asks, in one line.
        remedy: What to do about a finding, in one line.
    """

    level: Level
    source: str
    asks: str
    remedy: str


class Fault(NamedTuple):
    """What is wrong, as the function knows it that looks at a part; its caller knows which file the part is in.

    Attributes:
        rule: Name of the rule.
        what: What is wrong, in one line.
        place: The place in the file, such as "line 7", or "".
    """

    rule: str
    what: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A place where a show breaks a rule.

    Attributes:
        level: How bad it is.
        rule: Name of the rule.
        where: The feed or the file: its path in the folder, or its address.
        place: The place in it, such as "line 27, item 1: TITLE", or "".
        what: What is wrong, in one line.
        source: The specification that asks for it.
        remedy: What to do, in one line.
    """

    level: Level
    rule: str
    where: str
    place: str
    what: str
    source: str
    remedy: str


def finding(fault: Fault, where: str, place: str = "") -> Finding:
    """Return the finding for a fault in a file; what the caller knows of its place stands after that of the fault."""
    rule = rules()[fault.rule]
    return Finding(
        level=rule.level,
        rule=fault.rule,
        where=_printable(where),
        place=_printable(", ".join(filter(None, (fault.place, place)))),
        what=_printable(fault.what),
        source=rule.source,
        remedy=rule.remedy,
    )


def findings(faults: Iterable[Fault], where: str, place: str = "") -> Iterator[Finding]:
    """Yield the finding for each fault in a file."""
    return (finding(fault, where, place) for fault in faults)


def first_few(faults: Iterable[Fault]) -> Iterator[Fault]:
    """Yield the first three faults of each rule, and then how many more there are."""
    counts: Counter[str] = Counter()
    for fault in faults:
        counts[fault.rule] += 1
        if counts[fault.rule] <= _FEW:
            yield fault
    for rule, count in counts.items():
        if count > _FEW:
            yield Fault(rule, f"{count - _FEW:,} more of this kind")


class Repeated:
    """Findings that are the same for many files of one server: each is told once, of the first file, with a count."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, str, str], tuple[Fault, str, str]] = {}
        self._counts: Counter[tuple[str, str, str]] = Counter()

    def add(self, faults: Iterable[Fault], where: str, place: str = "") -> None:
        """Take the faults of a file.

        Args:
            faults: The faults.
            where: Its address.
            place: Where it is named.
        """
        for fault in faults:
            key = (fault.rule, fault.what, urlsplit(where).netloc)
            self._first.setdefault(key, (fault, where, place))
            self._counts[key] += 1

    def findings(self) -> Iterator[Finding]:
        """Yield them, in the order in which they were found first."""
        for key, (fault, where, place) in self._first.items():
            more = self._counts[key] - 1
            what = f"{fault.what} (and so for {more:,} more {'files' if more > 1 else 'file'})" if more else fault.what
            yield finding(fault._replace(what=what), where, place)


def guarded(faults: Callable[[], Iterator[Fault]]) -> Iterator[Fault]:
    """Yield the faults; if a check fails by itself, that is a fault too, and the rest of the report follows."""
    try:
        yield from faults()
    except Exception as error:  # noqa: BLE001 - nothing that a hostile file does may end the report
        yield Fault("unchecked", f"the check of it failed: {type(error).__name__}: {shown(error)}")


def _printable(text: str) -> str:
    """Return the text without lone surrogates, which JSON and names of files may have."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def rules() -> Mapping[str, Rule]:
    """Return the table of the rules, by their names. It is ``rules.tsv``."""
    blob = get_data(__name__, "rules.tsv") or b""
    rows = [line.split("\t") for line in blob.decode("utf-8").splitlines()[1:]]
    return {
        name: Rule(level=Level(level), source=source, asks=asks, remedy=remedy)
        for name, level, source, asks, remedy in rows
    }
