"""The ID3 tag of an episode: version 2.3 with UTF-16 text, which every player reads.

Some players read UTF-8 text two bytes at a time, so version 2.4 is of no use for Arabic. Frames stand in the order in
which they are listed here: mutagen sorts them by length, which would put the chapters out of time order.

Sources: id3v2.3.0 and "ID3v2 Chapter Frame Addendum" of id3.org; PCST, TGID, TDES and WFED are Apple's podcast frames.
"""

from __future__ import annotations

import io
import re
from datetime import UTC
from typing import TYPE_CHECKING
from urllib.parse import quote

from audionews.arabic.wording import source_type, voice_notice, voice_rows
from audionews.audio.mpeg import tag_header, tag_size
from audionews.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mutagen.id3 import Frame

    from audionews.model import Episode, ShowFacts

VERSION = 3  # part of what an episode's content digest covers: raise it when the bytes change
HEADER = 10  # bytes, of each frame as of the tag
MOST = 300_000  # bytes of a tag
AROUND_ARTICLE = 22  # bytes of its frame beside its text: header, encoding, language, no description, end
LATIN, UTF_16 = 0, 1  # text encodings of ID3
ARABIC = "ara"  # ISO 639-2
FRONT_COVER = 3
JPEG = "image/jpeg"
BEFORE_COVER = bytes([LATIN, *JPEG.encode(), 0, FRONT_COVER, 0])  # what stands before it in its frame: no description
PODCAST = 1
MOST_CHAPTERS = 255  # that a table of contents can name
ORDERED_TOP = 3  # flags of the table of contents
FEED = "feed.xml"
SIGN = re.compile(r"^(?:\s|©|\(c\)|copyright\b)+", re.IGNORECASE)
OWN_YEAR = re.compile(r"\d{4} ")
ASCII_OF_URLS = "!#$%&'()*+,/:;=?@[]~"  # besides letters, digits and -._


def id3(episode: Episode, show: ShowFacts, cover: bytes) -> bytes:
    """Return the whole tag, without padding. The same values give the same bytes.

    Players read it before the first sound, so an article that would make it larger than 300 kB is cut and ends in "…".

    Args:
        episode: The episode. Its ``size`` and ``sha256`` are not used, as they are known only later.
        show: The facts of the show.
        cover: A JPEG, or b"" for none.
    """
    head = _joined(*_facts(episode, show), *_about(episode))
    tail = _joined(*_voice(episode), *_links(episode, show), *_chapters(episode), *_cover(cover))
    body = head + _joined(_article(episode, MOST - HEADER - len(head) - len(tail))) + tail
    return tag_header(len(body)) + body


def front_cover(blob: bytes) -> bytes:
    """Return the cover in a tag that ``id3`` made, whatever follows the tag; b"" if there is none."""
    at, end = HEADER, min(tag_size(blob), len(blob))
    while at < end:
        kind, size = blob[at : at + 4], int.from_bytes(blob[at + 4 : at + 8], "big")
        at += HEADER + size
        if kind == b"APIC":
            return blob[at - size + len(BEFORE_COVER) : at]
    return b""


def _joined(*frames: Frame) -> bytes:
    return b"".join(map(_serialize, frames))


def _serialize(frame: Frame) -> bytes:
    """Return the bytes of a frame: those of a tag that holds it alone, without its header."""
    from mutagen.id3 import ID3  # noqa: PLC0415 - loads when used

    tag = ID3()
    tag.add(frame)
    blob = io.BytesIO()
    tag.save(blob, v1=0, v2_version=3, padding=lambda _: 0)
    return blob.getvalue()[HEADER:]


def _facts(episode: Episode, show: ShowFacts) -> Iterator[Frame]:
    """Yield what the episode is, when it came out and how long it is."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    date = episode.published
    yield kinds.TIT2(encoding=UTF_16, text=episode.title)
    yield kinds.TPE1(encoding=UTF_16, text=show.author)
    yield kinds.TALB(encoding=UTF_16, text=show.title)
    yield kinds.TCON(encoding=LATIN, text="Podcast")
    yield kinds.TRCK(
        encoding=LATIN, text=f"{date:%y%j%H%M}"
    )  # players that sort by it keep the order, within a day too
    yield kinds.TLAN(encoding=LATIN, text=ARABIC)
    yield kinds.TLEN(encoding=LATIN, text=str(_milliseconds(episode, episode.samples)))
    yield kinds.TYER(encoding=LATIN, text=f"{date:%Y}")  # TDRC of version 2.4, in three frames
    yield kinds.TDAT(encoding=LATIN, text=f"{date:%d%m}")
    yield kinds.TIME(encoding=LATIN, text=f"{date:%H%M}")
    released = (
        f"{date.astimezone(UTC):%Y-%m-%dT%H:%M:%S}"  # of version 2.4, which has UTC only; Apple's players read it
    )
    yield kinds.TDRL(encoding=LATIN, text=released)
    if show.copyright:
        yield kinds.TCOP(encoding=UTF_16, text=_copyright(show.copyright, date.year))
    yield kinds.PCST(value=PODCAST)
    yield kinds.TGID(encoding=LATIN, text=episode.guid)


def _copyright(text: str, year: int) -> str:
    """Return a copyright as ID3 wants it: players write the sign, and a year and a space come first."""
    words = SIGN.sub("", text)
    return words if OWN_YEAR.match(words) else f"{year} {words}"


def _about(episode: Episode) -> Iterator[Frame]:
    """Yield what a listener may read first: the summary, and that a machine speaks."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    about = "\n".join((*episode.summary, voice_notice(episode.voice)))
    yield kinds.TDES(encoding=UTF_16, text=about)
    yield kinds.COMM(encoding=UTF_16, lang=ARABIC, desc="", text=about)


def _article(episode: Episode, room: int) -> Frame:
    """Return the article, or as much of it as a frame of so many bytes holds."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    text = "\n\n".join(segment.text for segment in episode.segments if segment.role is not Role.NOTICE)
    written = text.encode("utf-16-le")
    if len(written) > room - AROUND_ARTICLE:
        text = written[: room - AROUND_ARTICLE - 2].decode("utf-16-le", "ignore") + "…"
    return kinds.USLT(encoding=UTF_16, lang=ARABIC, desc="", text=text)


def _voice(episode: Episode) -> Iterator[Frame]:
    """Yield what is known about the voice."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    source = f"audio: {source_type(episode.voice)}; {voice_notice(episode.voice)}"
    yield kinds.TXXX(encoding=UTF_16, desc="voice", text="\n".join(map(": ".join, voice_rows(episode.voice))))
    yield kinds.TXXX(encoding=UTF_16, desc="ai-content", text=source)


def _links(episode: Episode, show: ShowFacts) -> Iterator[Frame]:
    """Yield the addresses of the feed and the article, if there are any."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    if show.base_url:
        yield kinds.WFED(url=_ascii(f"{show.base_url}/{FEED}"))
    if episode.link:
        yield kinds.WOAF(url=_ascii(episode.link))


def _chapters(episode: Episode) -> Iterator[Frame]:
    """Yield the table of contents and the chapters in time order."""
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    if not episode.chapters:
        return
    names = [f"ch{number}" for number in range(min(len(episode.chapters), MOST_CHAPTERS))]
    yield kinds.CTOC(element_id="toc", flags=ORDERED_TOP, child_element_ids=names, sub_frames=[])
    for name, chapter in zip(names, episode.chapters, strict=False):
        yield kinds.CHAP(
            element_id=name,
            start_time=_milliseconds(episode, chapter.start),
            end_time=_milliseconds(episode, chapter.end),
            sub_frames=[kinds.TIT2(encoding=UTF_16, text=chapter.title)],
        )


def _cover(cover: bytes) -> Iterator[Frame]:
    from mutagen import id3 as kinds  # noqa: PLC0415 - loads when used

    if cover:
        yield kinds.APIC(encoding=LATIN, mime=JPEG, type=FRONT_COVER, desc="", data=cover)


def _milliseconds(episode: Episode, samples: int) -> int:
    return round(1000 * samples / episode.rate)


def _ascii(url: str) -> str:
    """Return an address with its Arabic percent-encoded: URL frames hold ASCII only."""
    return quote(url, safe=ASCII_OF_URLS)
