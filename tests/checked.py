"""A small, complete show in a folder, with real MP3s, for the tests of check: its files are found by its own feed."""

import dataclasses
import hashlib
import io
import json
import re
import struct
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from tests.newsroom import BASE, FACTS, make_show, write_pages, write_sounds

from audionews.audio.tags import id3
from audionews.lint.picture import SMALLEST
from audionews.model import Alternate, Show
from audionews.model.feeds import NAMESPACES
from audionews.model.paths import feed_guid

SECTION = "sport"
_OPUS_SKIP = 312
_SUBRIP = "application/x-subrip"


class Files(NamedTuple):
    """The paths of the files of a show, relative to its folder, as its feed names them; those of the first episode."""

    feed: str
    section: str
    mp3: str
    vtt: str
    srt: str
    json: str
    html: str
    text: str
    chapters: str
    cover: str
    art: str
    opus: str
    m4a: str
    oembed: str
    embed: str
    other_vtt: str
    other_json: str
    other_chapters: str


def drawn(edge: int = SMALLEST, mode: str = "RGB", kind: str = "JPEG", height: int = 0, shade: int = 90) -> bytes:
    """Return a plain picture."""
    blob = io.BytesIO()
    Image.new(mode, (edge, height or edge), {"RGB": (shade, 90, 80)}.get(mode, 0)).save(blob, kind)
    return blob.getvalue()


def ogg_opus(seconds: float) -> bytes:
    """Return an Ogg file whose pages say that it plays so long; its packets are silent."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, _OPUS_SKIP, 48_000, 0, 0)
    end = int(seconds * 48_000) + _OPUS_SKIP
    counts = [0, 0, *range(48_000, end, 48_000), end]
    packets = [head, b"OpusTags" + bytes(8), *(b"\xf8\xff\xfe" for _ in counts[2:])]
    return b"".join(
        struct.pack("<4sBBqIIIB", b"OggS", 0, 2 * (number == 0), count, 7, number, 0, 1) + bytes([len(packet)]) + packet
        for number, (count, packet) in enumerate(zip(counts, packets, strict=True))
    )


def mp4(seconds: float) -> bytes:
    """Return an MP4 file whose boxes say that it plays so long; it has no sound."""

    def box(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), name) + content

    movie = box(b"mvhd", struct.pack(">IIIII", 0, 0, 0, 1000, int(seconds * 1000)) + bytes(80))
    return box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + box(b"moov", movie) + box(b"mdat", bytes(4000))


def write_show(folder: Path) -> Files:
    """Write a show of three episodes with a section, tags, covers and other encodings, and return its paths."""
    guids = {SECTION: feed_guid(f"{BASE}/section-{SECTION}.xml")}
    facts = dataclasses.replace(
        FACTS, guid=feed_guid(f"{BASE}/feed.xml"), sections={SECTION: "رياضة"}, section_guids=guids,
        licence="CC-BY-4.0", funding="https://news.example.org/support", frequency="FREQ=DAILY",
    )  # fmt: skip
    show = write_sounds(make_show(3, facts), folder)
    episodes = []
    for number, episode in enumerate(show.episodes):
        sound = folder / f"episodes/{episode.id}.mp3"
        art = drawn(shade=number)
        (folder / f"episodes/{episode.id}.jpg").write_bytes(art)
        tagged = id3(episode, facts, art) + sound.read_bytes()
        sound.write_bytes(tagged)
        made = (("opus", "audio/ogg", ogg_opus), ("m4a", "audio/mp4", mp4))
        alternates = []
        for suffix, kind, make in made:
            blob = make(episode.samples / episode.rate)
            (folder / f"episodes/{episode.id}.{suffix}").write_bytes(blob)
            digest = hashlib.sha256(blob).hexdigest()
            alternates.append(Alternate(suffix=suffix, type=kind, bitrate=32, size=len(blob), sha256=digest))
        section = SECTION if number == 0 else ""
        episodes.append(dataclasses.replace(episode, size=len(tagged), alternates=tuple(alternates), section=section))
    write_pages(Show(facts=facts, episodes=tuple(episodes)), folder)
    (folder / "cover.jpg").write_bytes(drawn(shade=200))
    for feed in folder.glob("*.xml"):
        feed.write_text(with_subrip(feed.read_text("utf-8")), "utf-8")
    return paths_of(folder)


def with_subrip(feed: str) -> str:
    """Return the feed with the SubRip transcripts, if it does not name them already."""
    if _SUBRIP in feed:
        return feed
    return re.sub(
        r'(<podcast:transcript url="([^"]*)\.vtt"[^>]*>)',
        rf'\1\n<podcast:transcript url="\2.srt" type="{_SUBRIP}"/>',
        feed,
    )


def paths_of(folder: Path) -> Files:
    """Return the paths that the feed in a folder names."""
    channel = ET.parse(folder / "feed.xml").getroot().find("channel")  # noqa: S314 - our own
    assert channel is not None
    first, second, *_ = channel.findall("item")
    links = [link.get("href", "") for link in channel.findall("atom:link", NAMESPACES)]
    base = links[0].removesuffix("feed.xml")

    def path(item: ET.Element, tag: str, key: str = "url", **having: str) -> str:
        found = (each for each in item.iterfind(f".//{tag}", NAMESPACES) if having.items() <= each.attrib.items())
        return next(found).get(key, "").partition("?")[0].removeprefix(base)

    transcript = "podcast:transcript"
    page = re.sub(r"(?:\.[0-9a-f]{8})?\.mp3$", ".html", path(first, "enclosure"))
    named = re.search(r'oembed[^>]*href="([^"]*)"', (folder / page).read_text("utf-8"))
    assert named
    oembed = named[1].removeprefix(base)
    frame = re.search(r'src="([^"]*)"', json.loads((folder / oembed).read_bytes())["html"])
    assert frame
    alternates = [each.get("uri", "").removeprefix(base) for each in first.iterfind(".//podcast:source", NAMESPACES)]
    return Files(
        feed="feed.xml",
        section=f"section-{SECTION}.xml",
        mp3=path(first, "enclosure"),
        vtt=path(first, transcript, type="text/vtt"),
        srt=path(first, transcript, type=_SUBRIP),
        json=path(first, transcript, type="application/json"),
        html=page,
        text=path(first, transcript, type="text/html"),
        chapters=path(first, "podcast:chapters"),
        cover=path(channel, "itunes:image", "href"),
        art=path(first, "itunes:image", "href"),
        opus=next(name for name in alternates if ".opus" in name),
        m4a=next(name for name in alternates if ".m4a" in name),
        oembed=oembed,
        embed=frame[1].partition("?")[0].removeprefix(base),
        other_vtt=path(second, transcript, type="text/vtt"),
        other_json=path(second, transcript, type="application/json"),
        other_chapters=path(second, "podcast:chapters"),
    )
