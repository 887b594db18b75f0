"""The table of the podcast namespace: for each tag, what its text and attributes may be, and where it stands.

Source: https://github.com/Podcastindex-org/podcast-namespace, the documents of the tags. The roles of people are those
of the Podcast Taxonomy Project (``people.tsv``).
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from audionews.lint.addresses import is_address
from audionews.lint.languages import is_language
from audionews.lint.values import decimal, is_email, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Check: TypeAlias = "Callable[[str], bool]"

LONGEST = 128  # characters of a text; apps cut longer ones
_LONGEST_TXT = 4000  # characters
_LICENCES = r"""cc0-1\.0 | cc-(?:by|by-nc|by-nd|by-sa|by-nc-nd|by-nc-sa|pddc)(?:-[1-4]\.[05])?(?:-[a-z]{2,3})?
    | (?:l|a)?gpl-[0-9.]+(?:-only|-or-later|\+)? | gfdl-[0-9.]+(?:-[a-z-]+)? | mit(?:-0)? | apache-[0-9.]+
    | bsd-[0-9][a-z0-9-]* | mpl-[0-9.]+ | unlicense | wtfpl | isc | zlib | artistic-[0-9.]+ | odbl-1\.0 | odc-by-1\.0
    | pddl-1\.0 | fal-1\.[23] | epl-[0-9.]+ | eupl-[0-9.]+ | ogl-uk-[0-9.]+ | etalab-2\.0 | ofl-1\.1 | v4v-[0-9.]+"""


class Tag(NamedTuple):
    """What a tag may be.

    Attributes:
        rule: Name of the rule that it breaks.
        text: Returns whether its text is right; None if it has none, or any.
        attributes: For each attribute, whether its value is right.
        needed: The attributes that it must have.
        within: The elements that it may stand in.
        once: Whether it may stand there once only.
    """

    rule: str
    text: Check | None = None
    attributes: Mapping[str, Check] = MappingProxyType({})
    needed: tuple[str, ...] = ()
    within: tuple[str, ...] = ("channel", "item", "liveItem")
    once: bool = False


def _like(pattern: str, flags: re.RegexFlag = re.NOFLAG) -> Check:
    """Return a check for texts of a form."""
    compiled = re.compile(pattern, flags)
    return lambda value: compiled.fullmatch(value) is not None


def _filled(value: str) -> bool:
    return 0 < len(value) <= LONGEST


def _short(value: str) -> bool:
    return len(value) <= LONGEST


def _one_of(*choices: str) -> Check:
    return frozenset(choices).__contains__


def _positive(value: str) -> bool:
    return bool(whole_number(value))


def _number(value: str) -> bool:
    return decimal(value) is not None


def _txt(value: str) -> bool:
    return 0 < len(value) <= _LONGEST_TXT


def _medium(value: str) -> bool:
    return value in _MEDIA or (value.endswith("L") and value[:-1] in _MEDIA)


def _geo(value: str) -> bool:
    """Return whether a text is a geo URI (RFC 5870) of a place on Earth."""
    found = _GEO(value)
    if found is None:
        return False
    latitude, longitude = (decimal(part.removeprefix("-")) for part in found.groups())
    return latitude is not None and longitude is not None and latitude <= _POLE and longitude <= 2 * _POLE


def _place_of_media(value: str) -> bool:
    return is_address(value) or _OTHER_NETWORKS(value)


is_licence = _like(_LICENCES, re.VERBOSE | re.IGNORECASE)
_MEDIA = frozenset(
    {"podcast", "music", "video", "film", "audiobook", "newsletter", "blog", "publisher", "course", "mixed"}
)
_OTHER_NETWORKS = _like(r"(?:ipfs|ipns|magnet|torrent|nostr|hyper):\S{1,2000}")
_GEO = re.compile(r"geo:(-?[0-9.]{1,20}),(-?[0-9.]{1,20})(?:[,;].{0,99})?", re.ASCII).fullmatch
_POLE = 90  # degrees
_CODECS = _like(r"[\w.*'%+-]{1,40}(?:\s?,\s?[\w.*'%+-]{1,40}){0,9}", re.ASCII)
_TYPE = _like(r"[a-z]+/[a-z0-9.+-]{1,80}(?:\s*;.*)?", re.IGNORECASE)
_TRANSCRIPT = _one_of(
    "text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json", "text/html", "text/plain"
)
_REPETITION = _like(
    "(?=(?:[^;]{1,90};){0,9}FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(?:;|$))"
    "[A-Z]{2,10}=[A-Z0-9,+:.-]{1,80}(?:;[A-Z]{2,10}=[A-Z0-9,+:.-]{1,80}){0,9}"
)
_DATE = _like("[0-9]{4}-[0-9]{2}-[0-9]{2}.{0,30}")
_UUID = _like("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BOOLEAN = _one_of("true", "false")
_YES_NO = _one_of("yes", "no")
_SHOW, _ITEM = ("channel",), ("item", "liveItem")
TAGS: Mapping[str, Tag] = {
    "alternateEnclosure": Tag(
        "alternate",
        attributes={
            "type": _TYPE,
            "length": _positive,
            "bitrate": _number,
            "height": _positive,
            "lang": is_language,
            "title": _short,
            "default": _BOOLEAN,
            "codecs": _CODECS,
        },
        needed=("type",),
        within=_ITEM,
    ),
    "block": Tag("podcast-block", _YES_NO, within=_SHOW),
    "chapters": Tag(
        "chapters-type",
        attributes={"type": _one_of("application/json+chapters", "application/json"), "url": is_address},
        needed=("url", "type"),
        within=_ITEM,
        once=True,
    ),
    "chat": Tag("podcast-value", needed=("server", "protocol"), once=True),
    "contentLink": Tag("podcast-value", attributes={"href": is_address}, needed=("href",), within=_ITEM),
    "episode": Tag("podcast-value", _number, within=_ITEM, once=True),
    "funding": Tag("funding", _filled, {"url": is_address}, ("url",)),
    "guid": Tag("podcast-guid", within=_SHOW, once=True),
    "license": Tag("license", _filled, {"url": is_address}, once=True),
    "location": Tag(
        "podcast-value",
        _filled,
        {
            "geo": _geo,
            "osm": _like("[NWR][0-9]{1,15}(?:#[0-9]{1,9})?"),
            "country": _like("[A-Za-z]{2}"),
            "rel": _one_of("subject", "creator"),
        },
    ),
    "locked": Tag("locked", _YES_NO, {"owner": is_email}, within=_SHOW, once=True),
    "medium": Tag("medium", _medium, within=_SHOW, once=True),
    "person": Tag("person", _filled, {"href": is_address, "img": is_address}),
    "podping": Tag("podcast-value", attributes={"usesPodping": _BOOLEAN}, within=_SHOW, once=True),
    "publisher": Tag("podcast-value", within=_SHOW, once=True),
    "remoteItem": Tag(
        "podcast-value",
        attributes={"feedUrl": is_address, "feedGuid": _UUID},
        needed=("feedGuid",),
        within=("channel", "podroll", "publisher", "valueTimeSplit"),
    ),
    "season": Tag("podcast-value", _positive, {"name": _short}, within=_ITEM, once=True),
    "socialInteract": Tag("podcast-value", attributes={"uri": is_address}, needed=("protocol",)),
    "soundbite": Tag(
        "soundbite", _short, {"startTime": _number, "duration": _number}, ("startTime", "duration"), within=_ITEM
    ),
    "trailer": Tag(
        "podcast-value", _filled, {"url": is_address, "length": _positive, "type": _TYPE}, ("url", "pubdate"), _SHOW
    ),
    "transcript": Tag(
        "transcript",
        attributes={"url": is_address, "type": _TRANSCRIPT, "language": is_language, "rel": _one_of("captions")},
        needed=("url", "type"),
        within=_ITEM,
    ),
    "txt": Tag("podcast-value", _txt, {"purpose": _short}),
    "updateFrequency": Tag(
        "update-frequency",
        _filled,
        {"rrule": _REPETITION, "complete": _BOOLEAN, "dtstart": _DATE},
        within=_SHOW,
        once=True,
    ),
}
SOURCE = Tag("alternate", attributes={"uri": _place_of_media}, needed=("uri",), within=("alternateEnclosure",))
INTEGRITY = Tag(
    "alternate",
    attributes={"type": _one_of("sri", "pgp-signature")},
    needed=("type", "value"),
    within=("alternateEnclosure",),
)
OTHERS = frozenset(
    {
        "comments", "complete", "follow", "gateway", "id", "image", "images", "integrity", "liveItem", "podroll",
        "previousUrl", "recommendations", "social", "source", "value", "valueRecipient", "valueTimeSplit",
    }
)  # tags without a row; some are proposals that are in use  # fmt: skip
SPELLINGS = frozenset(
    f"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/{name}" for name in ("1.0.md", "1.0")
)  # of the namespace, beside the usual one


@cache
def people() -> Mapping[str, frozenset[str]]:
    """Return the roles of each group of people, casefolded."""
    blob = get_data(__name__, "people.tsv") or b""
    rows = [line.casefold().split("\t") for line in blob.decode("utf-8").splitlines() if not line.startswith("#")]
    return {group: frozenset(roles) for group, *roles in rows}
