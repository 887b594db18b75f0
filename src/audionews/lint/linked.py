"""The rules of the files that are named by pages: they exist, and those that name others are read in their turn."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeGuard
from urllib.parse import urldefrag, urljoin

from audionews.lint.enclosure import suffix_of
from audionews.lint.json_document import read_json
from audionews.lint.page import Page, read_page
from audionews.lint.rules import Fault, finding, findings, first_few
from audionews.lint.transcripts.cues import line_faults
from audionews.lint.transcripts.reading import read_transcript
from audionews.lint.values import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from audionews.lint.rules import Finding
    from audionews.lint.site import Site

_MOST = 200_000  # files that are looked for
_IN_SCRIPT = re.compile(rb"""\b(?:import|from)\s{0,9}\(?\s{0,9}["'](\.{1,2}/[\w./-]{1,200})["']""")
_IN_STYLE = re.compile(rb"""url\(\s{0,9}["']?([^"'()\s]{1,200})["']?\s{0,9}\)""")


def linked_findings(site: Site, pages: Iterable[str], seen: Collection[str]) -> Iterator[Finding]:
    """Yield what is wrong with the pages of a show and all that they lead to.

    In a folder, every file that is named is read in its turn; on the web, only the given pages are.

    Args:
        site: The place of the files.
        pages: The addresses of the pages.
        seen: The addresses about which all was said already.
    """
    named = dict.fromkeys((url for url in pages if site.owns(url)), "the feed")
    waiting = list(named)
    while waiting and len(named) < _MOST:
        url = waiting.pop()
        where, place = site.name(url), f"named in {named[url]}"
        read = _read(site, url)
        if url not in seen:
            yield from findings(first_few(read.faults), where, place)
        for target in dict.fromkeys(_target(url, name) for name in read.names):
            if target in named or not site.owns(target):
                continue
            named[target] = where
            fault = _missing(site, target)
            if fault and target not in seen:
                yield finding(fault, where, place)
            elif fault is None and site.is_local and (suffix_of(target) in _READERS or target.endswith("/")):
                waiting.append(target)


def _missing(site: Site, target: str) -> Fault | None:
    size = site.size(target)
    if isinstance(size, Fault):
        return Fault("asset", f"it names {shown(site.name(target))}: {size.what}")
    return Fault("asset", f"it names {shown(site.name(target))}: it is empty") if size == 0 else None


def _read(site: Site, url: str) -> Page:
    blob = site.read(url)
    if isinstance(blob, Fault):
        return Page([blob], [], "")
    return _READERS.get(suffix_of(url), read_page)(blob)


def _script(blob: bytes) -> Page:
    return Page([], [name.decode("utf-8", "replace") for name in _IN_SCRIPT.findall(blob)], "")


def _style(blob: bytes) -> Page:
    names = (name.decode("utf-8", "replace") for name in _IN_STYLE.findall(blob))
    return Page([], [name for name in names if not name.startswith("data:")], "")


def _data(blob: bytes) -> Page:
    """Return what a JSON file names: oEmbed, the manifest of a web app, or the titles for the search."""
    value = read_json(blob)
    if isinstance(value, str):
        return Page([Fault("linked-json", value)], [], "")
    names = [value[key] for key in ("thumbnail_url", "url", "older", "start_url") if isinstance(value.get(key), str)]
    icons = value.get("icons")
    names += [icon["src"] for icon in icons if _has_source(icon)] if isinstance(icons, list) else []
    html = value.get("html")
    inner = read_page(html.encode(errors="replace")).names if isinstance(html, str) else []
    return Page([], [*names, *inner], "")


def _has_source(icon: object) -> TypeGuard[Mapping[str, str]]:
    return isinstance(icon, dict) and isinstance(icon.get("src"), str)


def _captions(kind: str) -> Callable[[bytes], Page]:
    def read(blob: bytes) -> Page:
        found = read_transcript(blob, kind)
        return Page([*found.faults, *line_faults(found.lines, None)], [], "")

    return read


_READERS: Mapping[str, Callable[[bytes], Page]] = {
    ".html": read_page,
    ".htm": read_page,
    ".js": _script,
    ".css": _style,
    ".json": _data,
    ".webmanifest": _data,
    ".vtt": _captions("text/vtt"),
    ".srt": _captions("application/x-subrip"),
}


def _target(page: str, name: str) -> str:
    try:
        return urldefrag(urljoin(page, name)).url
    except ValueError:
        return ""
