"""The rules of the files that a feed names: each exists and is what the feed says."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from audionews.lint.chapters import chapter_faults
from audionews.lint.elements import PODCAST, attribute, child, children, text
from audionews.lint.inline_chapters import inline_chapters
from audionews.lint.media import media_faults
from audionews.lint.page import read_page
from audionews.lint.picture import cover_faults
from audionews.lint.rules import Fault, finding, findings, guarded
from audionews.lint.sound import mp3_faults
from audionews.lint.transcripts.cues import line_faults
from audionews.lint.transcripts.reading import difference_faults, read_transcript
from audionews.lint.values import duration_of, shown, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from audionews.lint.feed import Feed
    from audionews.lint.rules import Finding
    from audionews.lint.site import Site
    from audionews.lint.xml_document import Element

_PAGES = 50_000  # pages that are read
_DIGESTS = ("sha256", "sha384", "sha512")  # of subresource integrity


@dataclass(slots=True)
class FileCheck:
    """Checks the files that the feeds of a show name, each once.

    Attributes:
        site: The place of the files.
        seen: The addresses that were checked.
        owners: For each transcript and chapters file, by its address and its bytes, the item that names it.
        pages: The pages that were named.
    """

    site: Site
    seen: set[str] = field(default_factory=set)
    owners: dict[str, str] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)

    def findings(self, feed: Feed) -> Iterator[Finding]:
        """Yield what is wrong with the files that a page of a feed names."""
        channel = feed.channel
        covers = [attribute(channel, "itunes:image", "href"), text(channel, "image/url")]
        for cover in dict.fromkeys(covers):
            yield from self._cover(cover)
        self.pages.setdefault(text(channel, "link"))
        for item, place in feed.items:
            yield from self._item(item, f"{feed.where}, {place}")

    def _item(self, item: Element, owner: str) -> Iterator[Finding]:
        length = duration_of(text(item, "itunes:duration"))
        enclosure = child(item, "enclosure")
        if enclosure is not None:
            yield from self._sound(enclosure, enclosure.get("url", ""), length)
        for alternate in children(item, "podcast:alternateEnclosure"):
            for source in children(alternate, "podcast:source"):
                yield from self._sound(alternate, source.get("uri", ""), length)
        yield from self._cover(attribute(item, "itunes:image", "href"))
        chapters = attribute(item, "podcast:chapters", "url")
        inline = inline_chapters(item)
        yield from self._once(
            chapters, "application/json+chapters", lambda blob: self._chapters(blob, chapters, owner, length, inline)
        )
        yield from self._transcripts(item, owner, length)
        self.pages.setdefault(text(item, "link"))

    def _chapters(
        self, blob: bytes, url: str, owner: str, length: int | None, inline: list[tuple[float, str]]
    ) -> Iterator[Fault]:
        yield from self._shared(url, blob, owner)
        yield from chapter_faults(blob, length, inline)

    def _once(self, url: str, kind: str, rule: Callable[[bytes], Iterator[Fault]]) -> Iterator[Finding]:
        """Yield what is wrong with a file, unless it was checked already or cannot be reached from here."""
        if not url or url in self.seen or not self.site.reaches(url):
            return
        self.seen.add(url)
        where = self.site.name(url)
        blob = self.site.read(url)
        if isinstance(blob, Fault):
            yield finding(blob, where)
            return
        yield from findings(guarded(lambda: rule(blob)), where)
        yield from findings(self.site.delivery(url, kind), where)

    def _cover(self, url: str) -> Iterator[Finding]:
        yield from self._once(url, "image/*", lambda blob: cover_faults(blob, url))

    def _sound(self, named: Element, url: str, length: int | None) -> Iterator[Finding]:
        """Yield what is wrong with a sound.

        Args:
            named: The element that names it, with its type and length.
            url: Its address.
            length: The duration in seconds that the feed says, if it says one.
        """
        url = url.strip()
        if not url or url in self.seen or not self.site.reaches(url):
            return
        self.seen.add(url)
        where, kind = self.site.name(url), named.get("type", "").strip().lower()
        size = self.site.size(url)
        if isinstance(size, Fault):
            yield finding(size, where)
            return
        declared = whole_number(named.get("length", "").strip())
        if size is not None and declared is not None and declared != size:
            yield finding(Fault("length", f"the feed says {declared:,} bytes, the file has {size:,}"), where)
        yield from findings(guarded(lambda: self._content(named, url, kind, length)), where)
        yield from findings(self.site.delivery(url, kind), where)

    def _content(self, named: Element, url: str, kind: str, length: int | None) -> Iterator[Fault]:
        size, file = self.site.size(url), self.site.open(url)
        if isinstance(file, Fault):
            yield file
        elif file is not None and isinstance(size, int):
            with file:
                if size == 0:
                    yield Fault("empty", "it is empty")
                elif kind == "audio/mpeg":
                    yield from mp3_faults(file, size, length)
                else:
                    yield from media_faults(file, size, kind, length)
                for integrity in named.findall(f"{PODCAST}integrity"):
                    yield from _integrity_faults(integrity, file)

    def _transcripts(self, item: Element, owner: str, length: int | None) -> Iterator[Finding]:
        texts: dict[str, str] = {}
        for transcript in children(item, "podcast:transcript"):
            url, kind = transcript.get("url", "").strip(), transcript.get("type", "").strip().lower()

            def rule(blob: bytes, url: str = url, kind: str = kind) -> Iterator[Fault]:
                read = read_transcript(blob, kind)
                texts[self.site.name(url)] = read.words
                yield from self._shared(url, blob, owner)
                yield from read.faults
                yield from line_faults(read.lines, length)

            if kind == "text/html":
                self.pages.setdefault(url)
            yield from self._once(url, kind, rule)
        for fault in difference_faults(texts):
            yield finding(fault._replace(place=""), fault.place)

    def _shared(self, url: str, blob: bytes, owner: str) -> Iterator[Fault]:
        """Yield a fault if another item has the same file: each has its own words and chapters."""
        digest = hashlib.blake2b(blob, digest_size=16).hexdigest()
        first = self.owners.setdefault(digest, f"{owner}\n{url}").split("\n")
        if first != [owner, url] and blob:
            yield Fault("shared", f"{shown(first[0])} has the same file")

    def page_findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the pages of the show: those that a feed named, and all that these lead to."""
        waiting = [url for url in self.pages if self.site.owns(url)]
        read: set[str] = set(waiting)
        while waiting and len(read) < _PAGES:
            url = waiting.pop()
            blob = self.site.read(url)
            if isinstance(blob, Fault):
                if url not in self.seen:
                    yield finding(blob, self.site.name(url))
                continue
            page = read_page(blob)
            if url not in self.seen:
                yield from findings(page.faults, self.site.name(url))
            for name in page.names:
                target = _target(url, name)
                if target in read or not self.site.owns(target):
                    continue
                read.add(target)
                size = self.site.size(target)
                if isinstance(size, Fault):
                    yield finding(Fault("asset", f"it names {shown(name)}: {size.what}"), self.site.name(url))
                elif self.site.is_local and target.endswith((".html", ".htm")):
                    waiting.append(target)


def _integrity_faults(integrity: Element, file: BinaryIO) -> Iterator[Fault]:
    if integrity.get("type") != "sri":
        return
    for written in integrity.get("value", "").split():
        name, _, value = written.partition("-")
        if name in _DIGESTS:
            file.seek(0)
            if b64encode(hashlib.file_digest(file, name).digest()).decode() != value.partition("?")[0]:
                yield Fault("integrity", f"its {name} is not the one in podcast:integrity")


def _target(page: str, name: str) -> str:
    try:
        return urldefrag(urljoin(page, name)).url
    except ValueError:
        return ""
