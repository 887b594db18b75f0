"""The rules of the enclosure, and of types that must fit the names of files."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from audionews.lint.addresses import address_faults, is_address, is_plain
from audionews.lint.elements import children
from audionews.lint.rules import Fault
from audionews.lint.values import shown, whole_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.lint.xml_document import Element

# Apple's podcast RSS requirements: the media types of each file name extension
APPLE: Mapping[str, frozenset[str]] = {
    ".mp3": frozenset({"audio/mpeg"}),
    ".m4a": frozenset({"audio/x-m4a", "audio/mp4"}),
    ".mp4": frozenset({"video/mp4", "audio/mp4"}),
    ".m4v": frozenset({"video/x-m4v"}),
    ".mov": frozenset({"video/quicktime"}),
    ".pdf": frozenset({"application/pdf"}),
    ".epub": frozenset({"document/x-epub", "application/epub+zip"}),
}
_OTHERS = frozenset(
    {"audio/ogg", "audio/opus", "audio/aac", "audio/flac", "audio/wav", "audio/webm", "video/webm", "video/ogg"}
)  # types of media that some apps play, and Apple's does not
_SUFFIXES: Mapping[str, frozenset[str]] = {
    ".vtt": frozenset({"text/vtt"}),
    ".srt": frozenset({"application/x-subrip", "application/srt", "text/srt"}),
    ".json": frozenset({"application/json"}),
    ".html": frozenset({"text/html"}),
}


def enclosure_faults(item: Element) -> Iterator[Fault]:
    """Yield what is wrong with the enclosure of an item."""
    found = children(item, "enclosure")
    if len(found) != 1:
        yield Fault("enclosure", f"it has {len(found)} enclosures, not one")
    for enclosure in found[:1]:
        url, length, kind = (enclosure.get(key, "").strip() for key in ("url", "length", "type"))
        if not whole_number(length):
            yield Fault("length", f"the length of the enclosure is {shown(length)}")
        yield from address_faults(url, "the enclosure")
        yield from _kind_faults(url, kind.lower())


def _kind_faults(url: str, kind: str) -> Iterator[Fault]:
    known = {name for names in APPLE.values() for name in names}
    if kind in _OTHERS:
        yield Fault("type-for-apple", f"Apple does not play the type of the enclosure, {shown(kind)}")
    elif kind not in known:
        yield Fault("type", f"the type of the enclosure is {shown(kind)}")
    if not is_address(url):
        return
    if not is_plain(url):
        yield Fault("ascii", f"the address of the enclosure holds more than ASCII: {shown(url)}")
    ending = suffix_of(url)
    if kind in known and kind not in APPLE.get(ending, ()):
        endings = " or ".join(suffix for suffix, kinds in APPLE.items() if kind in kinds)
        yield Fault("extension", f"the enclosure of type {kind} does not end in {endings}: {shown(url)}")


def suffix_faults(url: str, kind: str) -> Iterator[Fault]:
    """Yield a fault if the type of a transcript does not fit the name of its file."""
    fitting = _SUFFIXES.get(suffix_of(url))
    if fitting and kind and kind not in fitting:
        yield Fault("transcript", f"a transcript of type {shown(kind)} is named {shown(url.rpartition('/')[2])}")


def suffix_of(url: str) -> str:
    """Return the file name extension of an address in lower case, or "".

    >>> suffix_of("https://example.org/a.b/sound.MP3?source=feed"), suffix_of("https://example.org/a.b/sound")
    ('.mp3', '')
    """
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    stem, dot, ending = name.rpartition(".")
    return f"{dot}{ending}".lower() if stem else ""
