"""The rules of the files that a feed names: each exists and is what the feed says."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from audionews.artwork.picture import read_picture
from audionews.audio.mpeg import duration
from audionews.lint.feed import attribute, name_of, text
from audionews.lint.rules import finding
from audionews.model.feeds import NAMESPACES

if TYPE_CHECKING:
    import xml.etree.ElementTree as ET
    from collections.abc import Callable, Iterator, Sequence

    from audionews.lint.rules import Finding

SMALLEST, LARGEST = 1400, 3000  # pixels of an edge of a cover
_TOLERANCE = 1.0  # seconds
_TIMES = re.compile(r"(?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3}) --> (?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3})(?: .*)?")


class Site(Protocol):
    """The place of the files that a feed names."""

    def reaches(self, url: str) -> bool:
        """Return whether the address can be checked from here."""
        ...

    def size(self, url: str) -> int | None:
        """Return the size of the file in bytes; None if it is missing."""
        ...

    def read(self, url: str) -> bytes | None:
        """Return a small file; None if it is missing."""
        ...

    def read_sound(self, url: str) -> bytes | None:
        """Return a sound; None if it is missing or too costly to fetch."""
        ...


def file_findings(channel: ET.Element, site: Site) -> Iterator[Finding]:
    """Yield what is wrong with the files that a feed names."""
    cover = attribute(channel, "itunes:image", "href")
    yield from _read(cover, site, lambda blob: _cover(blob, cover))
    for number, item in enumerate(channel.findall("item"), start=1):
        yield from _item(item, name_of(item, number), site)


def _item(item: ET.Element, where: str, site: Site) -> Iterator[Finding]:
    length = _seconds(text(item, "itunes:duration"))
    yield from _sound(item, where, length, site)
    art = attribute(item, "itunes:image", "href")
    yield from _read(art, site, lambda blob: _cover(blob, where))
    chapters = attribute(item, "podcast:chapters", "url")
    yield from _read(chapters, site, lambda blob: _chapters(blob, where, length))
    for transcript in item.findall("podcast:transcript", NAMESPACES):
        yield from _read(transcript.get("url", ""), site, _TRANSCRIPTS.get(transcript.get("type", ""), _anything))


def _read(url: str, site: Site, rule: Callable[[bytes], Iterator[Finding]]) -> Iterator[Finding]:
    if url and site.reaches(url):
        blob = site.read(url)
        if blob is None:
            yield finding("missing", url, "the feed names it, but it is missing")
        else:
            yield from rule(blob)


def _sound(item: ET.Element, where: str, length: int, site: Site) -> Iterator[Finding]:
    url, declared = attribute(item, "enclosure", "url"), attribute(item, "enclosure", "length")
    if not url or not site.reaches(url):
        return
    size = site.size(url)
    if size is None:
        yield finding("missing", url, "the feed names it, but it is missing")
        return
    if declared != str(size):
        yield finding("length", where, f"the feed says {declared} bytes, the file has {size}")
    blob = site.read_sound(url)
    if blob is None:
        return
    played = duration(blob)
    if played is None:
        yield finding("mp3", url, "it is not an MP3")
    elif abs(played - length) > _TOLERANCE:
        yield finding("duration", where, f"the feed says {length} s, the file plays {played:.1f} s")


def _seconds(duration: str) -> int:
    """Return a duration of the form 62, 1:02 or 0:01:02 in seconds; 0 for any other."""
    if not re.fullmatch(r"\d+(:\d\d){0,2}", duration):
        return 0
    whole = 0
    for part in duration.split(":"):
        whole = whole * 60 + int(part)
    return whole


def _cover(blob: bytes, where: str) -> Iterator[Finding]:
    found = read_picture(blob)
    if found is None:
        yield finding("cover", where, "the cover is not a picture")
        return
    if found.format not in {"JPEG", "PNG"} or found.mode != "RGB":
        yield finding("cover", where, f"the cover is {found.format}, {found.mode}")
    if found.width != found.height or not SMALLEST <= found.width <= LARGEST:
        yield finding("cover", where, f"the cover has {found.width} x {found.height} pixels")


def _chapters(blob: bytes, where: str, length: int) -> Iterator[Finding]:
    try:
        starts = [float(chapter["startTime"]) for chapter in json.loads(blob)["chapters"]]
    except (ValueError, KeyError, TypeError) as error:
        yield finding("chapters", where, f"the chapters cannot be read: {error!r}")
        return
    if not _ascend(starts) or not starts or starts[0] < 0 or starts[-1] > length + _TOLERANCE:
        yield finding("chapters", where, "the chapters do not ascend inside the episode")


def _ascend(times: Sequence[float]) -> bool:
    return all(earlier < later for earlier, later in pairwise(times))


def _anything(_blob: bytes) -> Iterator[Finding]:
    yield from ()


def _vtt(blob: bytes) -> Iterator[Finding]:
    """Check the header, the form of each time line, and that no cue ends before it begins or begins before the last."""
    lines = blob.decode("utf-8-sig", errors="replace").splitlines()
    if not lines or not re.fullmatch(r"WEBVTT(?:[ \t].*)?", lines[0]):
        yield finding("vtt", "a transcript", "it does not begin with WEBVTT")
        return
    latest = 0.0
    for number, line in enumerate(lines, start=1):
        if "-->" in line:
            match = _TIMES.fullmatch(line)
            begins, ends = _times(match) if match else (0.0, 0.0)
            if not latest <= begins < ends:
                yield finding("vtt", f"a transcript, line {number}", f"not a time after the one before: {line}")
            latest = max(latest, begins)


def _times(match: re.Match[str]) -> tuple[float, float]:
    values = [int(value or 0) for value in match.groups()]
    begins, ends = (
        hours * 3600 + minutes * 60 + seconds + rest / 1000
        for hours, minutes, seconds, rest in (values[:4], values[4:])
    )
    return begins, ends


def _transcript_json(blob: bytes) -> Iterator[Finding]:
    try:
        starts = [float(segment["startTime"]) for segment in json.loads(blob)["segments"]]
    except (ValueError, KeyError, TypeError) as error:
        yield finding("transcript", "a transcript", f"it is not a JSON transcript: {error!r}")
        return
    if starts != sorted(starts):
        yield finding("transcript", "a transcript", "its segments do not ascend")


_TRANSCRIPTS = {"text/vtt": _vtt, "application/json": _transcript_json}
