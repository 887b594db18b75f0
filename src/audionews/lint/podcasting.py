"""The rules of the podcast namespace: one row of a table for each tag, with what its text and attributes may be.

Source: https://github.com/Podcastindex-org/podcast-namespace, the documents of the tags.
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from audionews.lint.addresses import is_address
from audionews.lint.elements import PODCAST
from audionews.lint.languages import is_language
from audionews.lint.rules import Fault
from audionews.lint.values import decimal, is_email, shown, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from audionews.lint.xml_document import Element

_LONGEST = 128  # characters of a text; apps cut longer ones
_MEDIA = frozenset("podcast music video film audiobook newsletter blog publisher course mixed".split())  # noqa: SIM905 - words
_TRANSCRIPTS = frozenset(
    {"text/vtt", "application/x-subrip", "application/srt", "text/srt", "application/json", "text/html", "text/plain"}
)
_TYPE = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}(?:\s*;.*)?", re.IGNORECASE)
_LICENCE = re.compile(
    r"""cc0-1\.0 | cc-(?:by|by-nc|by-nd|by-sa|by-nc-nd|by-nc-sa|pddc)(?:-[1-4]\.[05])?(?:-[a-z]{2,3})? | (?:l|a)?gpl-[0-9.]+
    (?:-only|-or-later|\+)? | gfdl-[0-9.]+(?:-[a-z-]+)? | mit(?:-0)? | apache-[0-9.]+ | bsd-[0-9][a-z0-9-]* | mpl-[0-9.]+
    | unlicense | wtfpl | isc | zlib | artistic-[0-9.]+ | odbl-1\.0 | odc-by-1\.0 | pddl-1\.0 | fal-1\.[23] | epl-[0-9.]+
    | eupl-[0-9.]+ | ogl-uk-[0-9.]+ | etalab-2\.0 | ofl-1\.1 | lal-1\.[23] | v4v-[0-9.]+""",
    re.VERBOSE | re.IGNORECASE,
)
_RULE = re.compile(r"FREQ=(?:YEARLY|MONTHLY|WEEKLY|DAILY|HOURLY)(?:;[A-Z]{2,10}=[A-Z0-9,+:-]{1,80}){0,9}")
_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_BOOLEAN = frozenset({"true", "false"})
_YES_NO = frozenset({"yes", "no"})

Check: TypeAlias = "Callable[[str], bool]"


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


def podcast_faults(parent: Element) -> Iterator[Fault]:
    """Yield what is wrong with the podcast: tags right below a channel or an item."""
    seen: set[str] = set()
    for element in parent:
        name = element.tag.removeprefix(PODCAST)
        if name == element.tag:
            yield from _stranger(element)  # type: ignore[arg-type] # all elements of the tree are ours
            continue
        tag = TAGS.get(name)
        if tag is None:
            if name not in _OTHER:
                yield Fault("podcast-tag", f"there is no tag podcast:{name[:_LONGEST]}")
            continue
        if tag.once and name in seen:
            yield Fault("repeated", f"podcast:{name} may stand there once only")
        seen.add(name)
        yield from _tag_faults(element, name, tag, parent.tag.removeprefix(PODCAST))  # type: ignore[arg-type] # as above


def _stranger(element: Element) -> Iterator[Fault]:
    """Yield a fault for a tag whose namespace is nearly that of podcasts, and so is unknown to every app."""
    address, _, name = element.tag.removeprefix("{").rpartition("}")
    if re.search(r"podcastindex", address, re.IGNORECASE) and address not in _OLD:
        yield Fault("namespace", f"{shown(name)} is in the namespace {shown(address)}, which apps do not know")


def _tag_faults(element: Element, name: str, tag: Tag, within: str) -> Iterator[Fault]:
    written = (element.text or "").strip()
    if within not in tag.within:
        yield Fault("misplaced", f"podcast:{name} does not belong into a {within}")
    if tag.text and not tag.text(written):
        yield Fault(tag.rule, f"podcast:{name} says {shown(written)}")
    for key in tag.needed:
        if not element.get(key, "").strip():
            yield Fault(tag.rule, f"podcast:{name} has no {key}")
    for key, is_right in tag.attributes.items():
        value = element.get(key)
        if value is not None and not is_right(value.strip()) and (value.strip() or key not in tag.needed):
            yield Fault(tag.rule, f"podcast:{name} has {key}={shown(value)}")
    if name == "person":
        yield from _role_faults(element)
    if name == "license" and not (_LICENCE.fullmatch(written) or element.get("url")):
        yield Fault("license", f"podcast:license says {shown(written)}, which is no identifier of SPDX, and has no url")


def _role_faults(element: Element) -> Iterator[Fault]:
    group, role = (element.get(key, usual).strip().casefold() for key, usual in (("group", "cast"), ("role", "host")))
    groups = people()
    if group not in groups:
        yield Fault("person", f"podcast:person has the group {shown(group)}, which is not in the vocabulary")
    if not any(role in roles for roles in groups.values()):
        yield Fault("person", f"podcast:person has the role {shown(role)}, which is not in the vocabulary")


@cache
def people() -> Mapping[str, frozenset[str]]:
    """Return the roles of each group of people, casefolded; ``people.tsv`` has them."""
    blob = get_data(__name__, "people.tsv") or b""
    rows = [line.casefold().split("\t") for line in blob.decode("utf-8").splitlines() if not line.startswith("#")]
    return {group: frozenset(roles) for group, *roles in rows}


def _filled(value: str) -> bool:
    return 0 < len(value) <= _LONGEST


def _short(value: str) -> bool:
    return len(value) <= _LONGEST


def _one_of(*choices: str) -> Check:
    return frozenset(choices).__contains__


def _type(value: str) -> bool:
    return _TYPE.fullmatch(value) is not None


def _is_medium(value: str) -> bool:
    return value in _MEDIA or (value.endswith("L") and value[:-1] in _MEDIA)


def _positive(value: str) -> bool:
    return bool(whole_number(value))


def _number(value: str) -> bool:
    return decimal(value) is not None


def _uuid(value: str) -> bool:
    return _UUID.fullmatch(value) is not None


def _source(value: str) -> bool:
    return is_address(value) or re.fullmatch(r"(?:ipfs|ipns|magnet|torrent|nostr|hyper):\S{1,2000}", value) is not None


_LINK: Mapping[str, Check] = {"url": is_address}
_ITEM = ("item", "liveItem")
_SHOW = ("channel",)
_REMOTE = {"feedUrl": is_address, "feedGuid": _uuid}
TAGS: Mapping[str, Tag] = {
    "alternateEnclosure": Tag(
        "alternate", attributes={"type": _type, "length": _positive, "bitrate": _number, "height": _positive,
        "lang": is_language, "title": _short, "default": _BOOLEAN.__contains__}, needed=("type",), within=_ITEM,
    ),
    "block": Tag("podcast-block", _YES_NO.__contains__, within=_SHOW),
    "chapters": Tag("chapters-type", attributes={"type": _one_of("application/json+chapters"), "url": is_address},
                    needed=("url", "type"), within=_ITEM, once=True),
    "chat": Tag("podcast-value", needed=("server", "protocol"), once=True),
    "contentLink": Tag("podcast-value", attributes={"href": is_address}, needed=("href",)),
    "episode": Tag("podcast-value", _number, within=_ITEM, once=True),
    "funding": Tag("funding", _filled, _LINK, ("url",)),
    "guid": Tag("podcast-guid", within=_SHOW, once=True),
    "license": Tag("license", _filled, _LINK, once=True),
    "location": Tag("podcast-value", _filled, {"geo": re.compile(r"geo:-?[0-9.]+,-?[0-9.]+.{0,99}").fullmatch,
                                               "osm": re.compile(r"[NWR][0-9]+(?:#[0-9]+)?").fullmatch}),  # type: ignore[dict-item] # truth is enough
    "locked": Tag("locked", _YES_NO.__contains__, {"owner": is_email}, within=_SHOW, once=True),
    "medium": Tag("medium", _is_medium, within=_SHOW, once=True),
    "person": Tag("person", _filled, {"href": is_address, "img": is_address}),
    "podping": Tag("podcast-value", attributes={"usesPodping": _BOOLEAN.__contains__}, within=_SHOW, once=True),
    "publisher": Tag("podcast-value", within=_SHOW, once=True),
    "remoteItem": Tag("podcast-value", attributes=_REMOTE, needed=("feedGuid",)),
    "season": Tag("podcast-value", _positive, {"name": _short}, within=_ITEM, once=True),
    "socialInteract": Tag("podcast-value", attributes={"uri": is_address}, needed=("protocol",)),
    "soundbite": Tag("soundbite", _short, {"startTime": _number, "duration": _number}, ("startTime", "duration"), _ITEM),
    "trailer": Tag("podcast-value", _filled, {"url": is_address, "length": _positive, "type": _type}, ("url", "pubdate"),
                   _SHOW),
    "transcript": Tag("transcript", attributes={"url": is_address, "type": _TRANSCRIPTS.__contains__,
                      "language": is_language, "rel": _one_of("captions")}, needed=("url", "type"), within=_ITEM),
    "txt": Tag("podcast-value", lambda value: 0 < len(value) <= 4000, {"purpose": _short}),  # noqa: PLR2004 - of the namespace
    "updateFrequency": Tag("update-frequency", _filled, {"rrule": _RULE.fullmatch, "complete": _BOOLEAN.__contains__,  # type: ignore[dict-item] # truth is enough
                           "dtstart": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.{0,30}").fullmatch}, within=_SHOW, once=True),
}  # fmt: skip
SOURCE = Tag("alternate", attributes={"uri": _source}, needed=("uri",))
INTEGRITY = Tag("alternate", attributes={"type": _one_of("sri", "pgp-signature")}, needed=("type", "value"))
_OTHER = frozenset(
    """follow image images integrity liveItem podroll source value valueRecipient valueTimeSplit""".split()  # noqa: SIM905 - names
)
_OLD = frozenset(
    f"https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/{name}" for name in ("1.0.md", "1.0")
)  # also read by apps


def alternate_faults(element: Element) -> Iterator[Fault]:
    """Yield what is wrong within a podcast:alternateEnclosure."""
    sources = element.findall(f"{PODCAST}source")
    if not sources:
        yield Fault("alternate", "podcast:alternateEnclosure has no podcast:source")
    for source in sources:
        yield from _tag_faults(source, "source", SOURCE._replace(within=("",)), "")  # type: ignore[arg-type] # ours
    for integrity in element.findall(f"{PODCAST}integrity"):
        yield from _tag_faults(integrity, "integrity", INTEGRITY._replace(within=("",)), "")  # type: ignore[arg-type] # ours
