"""The rules of the files that a feed names: each exists and is what the feed says."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from audionews.lint.chapters import chapter_faults, chapter_pictures
from audionews.lint.elements import attribute, child, children, media_type_of, text
from audionews.lint.inline_chapters import inline_chapters
from audionews.lint.media import media_faults
from audionews.lint.picture import cover_faults
from audionews.lint.rules import Fault, Repeated, finding, findings, first_few, guarded
from audionews.lint.sound import mp3_faults, read_mp3
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

_DIGESTS = ("sha256", "sha384", "sha512")  # of subresource integrity


class Owner(NamedTuple):
    """The item that names a file.

    Attributes:
        identity: What tells it from others.
        sound: Size and duration of its sound, as the feed says them: an episode that is repeated has the same ones.
        where: Its feed.
        place: Its place there.
    """

    identity: str
    sound: tuple[str, str]
    where: str
    place: str

    def is_other(self, item: Owner) -> bool:
        """Return whether another item is one with other words."""
        return self.identity != item.identity and self.sound != item.sound

    @property
    def named_in(self) -> str:
        """How findings in the file say where it is named."""
        return f"named in {self.where}, {self.place}"


@dataclass(slots=True)
class FileCheck:
    """Checks the files that the feeds of a show name, each once.

    Attributes:
        site: The place of the files.
        seen: The addresses that were checked.
        owners: For each transcript and chapters file, by its address and by its bytes, the item that names it.
        pages: The pages that were named.
        lengths: How long sounds play, in seconds, by their addresses.
        deliveries: What servers do wrong with the files; it is not among the findings of a feed.
    """

    site: Site
    seen: set[str] = field(default_factory=set)
    owners: dict[str, Owner] = field(default_factory=dict)
    pages: dict[str, None] = field(default_factory=dict)
    lengths: dict[str, float] = field(default_factory=dict)
    deliveries: Repeated = field(default_factory=Repeated)

    def findings(self, feed: Feed) -> Iterator[Finding]:
        """Yield what is wrong with the files that a page of a feed names."""
        channel = feed.channel
        covers = [attribute(channel, "itunes:image", "href"), text(channel, "image/url")]
        for cover in dict.fromkeys(covers):
            yield from self._cover(cover, Owner("", ("", ""), feed.where, f"line {channel.line}, the channel"))
        self.pages.setdefault(text(channel, "link"))
        for item, place in feed.items:
            identity = text(item, "guid") or attribute(item, "enclosure", "url")
            sound = attribute(item, "enclosure", "length"), text(item, "itunes:duration")
            yield from self._item(item, Owner(identity, sound, feed.where, place))

    def _item(self, item: Element, owner: Owner) -> Iterator[Finding]:
        said = duration_of(text(item, "itunes:duration"))
        enclosure = child(item, "enclosure")
        if enclosure is not None:
            yield from self._sound(enclosure, enclosure.get("url", ""), owner, said)
        length = self.lengths.get(self.site.direct(attribute(item, "enclosure", "url"))) or said or None
        for alternate in children(item, "podcast:alternateEnclosure"):
            for source in children(alternate, "podcast:source"):
                yield from self._sound(alternate, source.get("uri", ""), owner, length)
        yield from self._cover(attribute(item, "itunes:image", "href"), owner)
        chapters = attribute(item, "podcast:chapters", "url")
        inline = inline_chapters(item)
        pictures: list[str] = []

        def rule(blob: bytes) -> Iterator[Fault]:
            pictures.extend(filter(self.site.owns, chapter_pictures(blob)))
            yield from chain(self._shared(blob, owner), chapter_faults(blob, length, inline))

        yield from self._shared_address(chapters, owner)
        yield from self._once(chapters, "application/json+chapters", owner, rule)
        for picture in pictures:
            yield from self._once(picture, "image/*", owner, lambda _: iter(()))
        yield from self._transcripts(item, owner, length)
        self.pages.setdefault(text(item, "link"))
        self.pages.setdefault(attribute(item, "podcast:contentLink", "href"))

    def _once(self, url: str, kind: str, owner: Owner, rule: Callable[[bytes], Iterator[Fault]]) -> Iterator[Finding]:
        """Yield what is wrong with a file, unless it was checked already or cannot be reached from here."""
        if not url or url in self.seen or not self.site.reaches(url):
            return
        self.seen.add(url)
        where = self.site.name(url)
        blob = self.site.read(url)
        if isinstance(blob, Fault):
            yield finding(blob, where, owner.named_in)
            return
        yield from findings(first_few(guarded(lambda: rule(blob))), where, owner.named_in)
        self.deliveries.add(self.site.delivery(url, kind), where, owner.named_in)

    def _cover(self, url: str, owner: Owner) -> Iterator[Finding]:
        yield from self._once(url, "image/*", owner, lambda blob: cover_faults(blob, url))

    def _sound(self, named: Element, url: str, owner: Owner, length: float | None) -> Iterator[Finding]:
        """Yield what is wrong with a sound.

        Args:
            named: The element that names it, with its type and length.
            url: Its address.
            owner: The item.
            length: The duration in seconds that the feed says, if it says one.
        """
        url = self.site.direct(url.strip())
        if not url or url in self.seen or not self.site.reaches(url):
            return
        self.seen.add(url)
        where, kind = self.site.name(url), media_type_of(named)
        size = self.site.size(url)
        if isinstance(size, Fault):
            yield finding(size, where, owner.named_in)
            return
        declared = whole_number(named.get("length", "").strip())
        if size is not None and declared is not None and declared != size:
            yield finding(
                Fault("length", f"the feed says {declared:,} bytes, the file has {size:,}"), where, owner.named_in
            )
        yield from findings(guarded(lambda: self._content(named, url, kind, length)), where, owner.named_in)
        self.deliveries.add(self.site.delivery(url, kind), where, owner.named_in)

    def _content(self, named: Element, url: str, kind: str, length: float | None) -> Iterator[Fault]:
        size, file = self.site.size(url), self.site.open(url)
        if isinstance(file, Fault):
            yield file
        elif file is not None and isinstance(size, int):
            with file:
                if size == 0:
                    yield Fault("empty", "it is empty")
                elif kind == "audio/mpeg":
                    found = read_mp3(file, size)
                    self.lengths[url] = found.seconds if found else 0.0
                    yield from mp3_faults(found, length)
                else:
                    yield from media_faults(file, size, kind, length)
                for integrity in children(named, "podcast:integrity"):
                    yield from _integrity_faults(integrity, file)

    def _transcripts(self, item: Element, owner: Owner, length: float | None) -> Iterator[Finding]:
        texts: dict[str, str] = {}
        for transcript in children(item, "podcast:transcript"):
            url, kind = transcript.get("url", "").strip(), media_type_of(transcript)

            def rule(blob: bytes, *, url: str = url, kind: str = kind) -> Iterator[Fault]:
                read = read_transcript(blob, kind)
                texts[self.site.name(url)] = read.words
                yield from self._shared(blob, owner)
                yield from read.faults
                yield from line_faults(read.lines, length)

            yield from self._shared_address(url, owner)
            if kind == "text/html":
                self.pages.setdefault(url)
            yield from self._once(url, kind, owner, rule)
        for fault in difference_faults(texts):
            yield finding(fault._replace(place=""), fault.place, owner.named_in)

    def _shared(self, blob: bytes, owner: Owner) -> Iterator[Fault]:
        """Yield a fault if another item has a file of the same bytes: each has its own words and chapters."""
        first = self.owners.setdefault(hashlib.blake2b(blob, digest_size=16).hexdigest(), owner)
        if first.is_other(owner) and blob:
            yield Fault("shared", f"it has the same bytes as that of {first.where}, {first.place}")

    def _shared_address(self, url: str, owner: Owner) -> Iterator[Finding]:
        """Yield a finding if another item names the same transcript or chapters."""
        first = self.owners.setdefault(url, owner)
        if first.is_other(owner) and url:
            yield finding(Fault("shared", f"it names {shown(url)}, as {first.place} does"), owner.where, owner.place)


def _integrity_faults(integrity: Element, file: BinaryIO) -> Iterator[Fault]:
    if integrity.get("type") != "sri":
        return
    for written in integrity.get("value", "").split():
        name, _, value = written.partition("-")
        if name in _DIGESTS and b64encode(_digest(file, name)).decode() != value.partition("?")[0]:
            yield Fault("integrity", f"its {name} is not the one in podcast:integrity")


def _digest(file: BinaryIO, name: str) -> bytes:
    file.seek(0)
    return hashlib.file_digest(file, name).digest()  # type: ignore[arg-type] # any file that is opened for bytes will do
