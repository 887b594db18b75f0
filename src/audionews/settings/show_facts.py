"""The facts of a show: the table [show] of the settings, and those of several shows.

What directories, apps or browsers would not understand is refused here, before anything is built.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from audionews.errors import SettingsError
from audionews.model import ShowFacts
from audionews.model.languages import is_language
from audionews.model.podcasting import AI_CONTENT, SOURCE_TYPE, Location, RemoteFeed, Thread
from audionews.model.recurrence import rule_fault
from audionews.settings.community import COMMUNITY
from audionews.settings.pictures import with_pictures
from audionews.settings.toml import check, convert, keys, matches, refuse_unknown
from audionews.settings.values import base_url, category, email, enclosure_prefix, licence, web_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from audionews.settings.toml import Check

APPS = ("apple", "spotify", "youtube", "anghami", "deezer")
COVERS = ("wave", "band", "frame")
SHOW = ShowFacts(
    title="نشرة الأخبار الصوتية",
    description="مقالات الصحيفة مسموعة: اختر خبرًا واستمع إليه كاملًا.",
    author="هيئة التحرير",
)
_LONGEST = 4_000  # characters of a text of the show; Apple allows as many bytes of a description
_LONGEST_PURPOSE = 128  # characters, as the podcast namespace has it
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\ufffe\uffff]")
_NEEDED = ("category",)
# Facts of a show that are stored with it, or found in its files, and are not settings.
_STORED = ("guid", "section_guids", "cover_version", "cover_digest", "logo_digest")
_TABLES = {"podroll": RemoteFeed, "publisher": RemoteFeed, "location": Location, "comments": Thread}


def read_show(file: Path, place: str, table: Mapping[str, Any]) -> ShowFacts:
    """Return the facts of a show; what its table lacks is the default.

    Args:
        file: The file, for messages.
        place: The table's own key with a dot after it.
        table: The table.

    Raises:
        SettingsError: A key is unknown, or a value has a wrong type or makes no sense.
    """
    refuse_unknown(table, keys(ShowFacts, *_STORED), file, place)
    for key, kind in _TABLES.items():
        for inner in _tables(table.get(key)):
            refuse_unknown(inner, keys(kind), file, f"{place}{key}.")
    show = convert(ShowFacts, asdict(SHOW) | dict(table), file, place)
    _refuse_texts(file, place, show)
    check(file, place, show, _CHECKS)
    _check_timezone(file, place, show.timezone)
    return with_pictures(file, place, _stored(file, place, show))


def _tables(value: object) -> Iterator[Mapping[str, Any]]:
    """Yield the tables in a value; one of a wrong type is refused later."""
    yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, Mapping))


def _refuse_texts(file: Path, place: str, show: ShowFacts) -> None:
    """Raise a SettingsError for texts that feeds and tags cannot have: too long, or with control characters.

    A description may have lines.
    """
    for key, text in _texts("", asdict(show)):
        if len(text) > _LONGEST:
            raise SettingsError(f"{file}: {place}{key} has {len(text):,} characters", f"write {_LONGEST:,} at most")
        lines = text.replace("\n", " ").replace("\t", " ") if key == "description" else text
        if control := _CONTROL.search(lines):
            what = f"{file}: {place}{key} holds the control character U+{ord(control[0]):04X}"
            raise SettingsError(what, "remove it")


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield each text in a value with its key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _texts(f"{key}.{name}" if key else name, each)
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(key, each)


def _check_timezone(file: Path, place: str, name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        what = f'{file}: {place}timezone: there is no zone "{name}"'
        raise SettingsError(what, "write an IANA name like Asia/Riyadh or Africa/Cairo") from error


def _stored(file: Path, place: str, show: ShowFacts) -> ShowFacts:
    """Return the facts as they are stored: addresses as they are sent, names as their lists spell them."""
    changed: dict[str, Any] = {}
    for key, (store, remedy) in (_STORED_AS | COMMUNITY).items():
        given = getattr(show, key)
        try:
            changed[key] = store(given) if given or key in _NEEDED else given
        except ValueError as error:
            raise SettingsError(f"{file}: {place}{key} cannot be {_shown(given)}", remedy or str(error)) from error
    show = replace(show, **changed)
    try:
        return replace(show, licence=licence(show.licence, show.licence_url)) if show.licence else show
    except ValueError as error:
        raise SettingsError(f"{file}: {place}licence cannot be {show.licence!r}", str(error)) from error


def _shown(value: object) -> str:
    """Return a value for a message; one of many parts is not shown."""
    return repr(value) if isinstance(value, str) else repr(list(value)) if isinstance(value, tuple) else "so"


_CHECKS: dict[str, tuple[Check, str]] = {
    "title": (str.strip, "write the name of the show"),
    "description": (str.strip, "write a sentence about the show"),
    "author": (str.strip, "write who makes the show"),
    "language": (is_language, 'write a language tag like "ar" or "ar-EG"'),
    "sections": (
        lambda names: all(re.fullmatch("[a-z]+(-[a-z]+)*", key) and name.strip() for key, name in names.items()),
        'write lines like politics = "سياسة": the key in small letters a to z names the files',
    ),
    "cover": (COVERS.__contains__, f"write one of {', '.join(COVERS)}"),
    "colour": (matches(r"#[0-9a-fA-F]{6}"), 'write one like "#0b5d4e"'),
    "txt": (
        lambda texts: all(_is_purpose(purpose) and text.strip() for purpose, text in texts.items()),
        'write lines like verify = "CODE", with the code that a directory gave you',
    ),
}


def _apps(links: Mapping[str, str]) -> Mapping[str, str]:
    if not links.keys() <= set(APPS):
        raise ValueError
    return {key: web_url(link) for key, link in links.items()}


def _is_purpose(text: str) -> bool:
    written = 0 < len(text.strip()) <= _LONGEST_PURPOSE and text.isprintable()
    return written and text not in {AI_CONTENT, SOURCE_TYPE}  # the feed says those itself


def _rule(text: str) -> str:
    if fault := rule_fault(text):
        raise ValueError(f"{fault}: write a rule like FREQ=DAILY or FREQ=WEEKLY;BYDAY=MO,TH")
    return text


_STORED_AS: dict[str, tuple[Callable[[Any], object], str]] = {
    "base_url": (base_url, "write an address like https://example.org/podcast, with no / at its end"),
    "link": (web_url, "write an address like https://example.org"),
    "email": (email, "write an address like news@example.org, or leave the key out"),
    "category": (category, ""),
    "licence_url": (web_url, "write the address of the licence's text, like https://example.org/licence"),
    "funding": (web_url, "write an address like https://example.org/give"),
    "frequency": (_rule, ""),
    "apps": (
        _apps,
        f'write lines like spotify = "https://open.spotify.com/show/..."; the keys are {", ".join(APPS)}',
    ),
    "hub": (web_url, "write an address like https://hub.example.org/"),
    "new_feed_url": (web_url, "write the new address of the feed, like https://example.org/feed.xml"),
    "enclosure_prefix": (enclosure_prefix, "write one like https://op3.dev/e/: an https address that ends with /"),
    "podping": (web_url, "write the address of a Podping server, like https://podping.cloud"),
}
