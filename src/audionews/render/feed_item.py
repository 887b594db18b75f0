"""One episode as an item of the feed."""

from __future__ import annotations

import base64
from email.utils import format_datetime
from enum import IntEnum
from typing import TYPE_CHECKING

from audionews.arabic.wording import source_type
from audionews.model import Role
from audionews.model.feeds import LONGEST_DESCRIPTION
from audionews.model.paths import base_of, cover_file, enclosure_address, episode_file, sound_file
from audionews.model.podcasting import AI_CONTENT, SOURCE_TYPE
from audionews.model.times import milliseconds, whole_seconds
from audionews.render.chapters import chapter_link
from audionews.render.excerpt import excerpt
from audionews.render.markup import element, empty_element, sent_address
from audionews.render.show_notes import authors_of, description, full_text
from audionews.render.times import clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.model import Alternate, Cue, Episode, ShowFacts

_NAME = 128  # characters of a podcast:soundbite
_ENCODINGS = {  # the name of an encoding, and how RFC 6381 calls its codec
    "opus": ("Opus", "opus"),
    "m4a": ("AAC", "mp4a.40.2"),
}


class Detail(IntEnum):
    """How much of an episode its item tells."""

    BRIEF = 0  # show notes without chapters
    CHAPTERS = 1  # and with them, in the tags of Podlove as well
    TEXT = 2  # and the whole article


def feed_item(
    episode: Episode, facts: ShowFacts, detail: Detail = Detail.CHAPTERS, room: int = LONGEST_DESCRIPTION
) -> str:
    """Return the episode as an RSS item.

    Args:
        episode: The episode.
        facts: Of the show.
        detail: How much the item tells, if the show wants that. It links to the transcript and chapters in any case.
        room: Bytes that the show notes may have.

    Sources: RSS 2.0, Apple's podcast RSS requirements, PSP-1, the podcast namespace, Podlove Simple Chapters.
    """
    notes = description(episode, facts, chaptered=detail >= Detail.CHAPTERS, room=min(room, LONGEST_DESCRIPTION))
    tags = [*_essentials(episode, facts, notes)]
    if detail is Detail.TEXT:
        tags.append(f"<content:encoded><![CDATA[{full_text(episode, facts)}]]></content:encoded>")
    tags += [*_apple(episode, facts), *_companions(episode, facts)]
    if detail >= Detail.CHAPTERS and facts.inline_chapters:
        tags += _inline_chapters(episode)
    return "\n".join(("<item>", *tags, "</item>\n"))


def _essentials(episode: Episode, facts: ShowFacts, notes: str) -> Iterator[str]:
    base = base_of(facts)
    yield element("title", episode.title)
    sound = enclosure_address(facts, sound_file(episode))
    yield empty_element("enclosure", url=sound, length=str(episode.size), type="audio/mpeg")
    yield element("guid", episode.guid, isPermaLink="false")
    yield element("pubDate", format_datetime(episode.published))
    yield f"<description><![CDATA[{notes}]]></description>"
    yield element("link", sent_address(episode.link) or f"{base}/{episode_file(episode.id, 'html')}")
    if episode.updated != episode.published:
        yield element("atom:updated", episode.updated.isoformat())


def _apple(episode: Episode, facts: ShowFacts) -> Iterator[str]:
    yield element("itunes:duration", str(whole_seconds(episode.samples, episode.rate)))
    yield element("itunes:explicit", str(facts.explicit).lower())
    yield empty_element("itunes:image", href=f"{base_of(facts)}/{cover_file(episode)}")
    yield element("itunes:episodeType", "full")


def _companions(episode: Episode, facts: ShowFacts) -> Iterator[str]:
    stem, language = f"{base_of(facts)}/episodes/{episode.stem}", episode.language
    for suffix, kind, relation in (
        ("vtt", "text/vtt", "captions"),
        ("srt", "application/x-subrip", "captions"),
        ("transcript.json", "application/json", ""),
        ("transcript.html", "text/html", ""),
    ):
        yield empty_element("podcast:transcript", url=f"{stem}.{suffix}", type=kind, language=language, rel=relation)
    yield empty_element("podcast:chapters", url=f"{stem}.chapters.json", type="application/json+chapters")
    for other in episode.alternates:
        path = f"episodes/{episode.stem}.{other.suffix}"
        yield _alternate(other, enclosure_address(facts, path), language)
    if sent_address(episode.link):  # else the item's own link is that of the page
        page = f"{base_of(facts)}/{episode_file(episode.id, 'html')}"
        yield element("podcast:contentLink", "صفحة الحلقة ونصّها", href=page)
    yield from _soundbite(episode)
    for name in authors_of(episode):
        yield element("podcast:person", name, role="author", group="writing")
    yield element("podcast:txt", "true", purpose=AI_CONTENT)
    yield element("podcast:txt", source_type(episode.voice), purpose=SOURCE_TYPE)


def _alternate(other: Alternate, address: str, language: str) -> str:
    """Return another encoding of the sound, with the digest of its file (W3C, Subresource Integrity)."""
    name, codec = _ENCODINGS.get(other.suffix, (other.suffix, ""))
    title = f"{name}، {other.bitrate} كيلوبت في الثانية"
    digest = base64.b64encode(bytes.fromhex(other.sha256)).decode()
    source = empty_element("podcast:source", uri=address)
    integrity = empty_element("podcast:integrity", type="sri", value=f"sha256-{digest}")
    opening = empty_element(
        "podcast:alternateEnclosure", type=other.type, length=str(other.size), bitrate=str(1000 * other.bitrate),
        lang=language, title=title, codecs=codec,
    ).removesuffix("/>")  # fmt: skip
    return f"{opening}>{source}{integrity}</podcast:alternateEnclosure>"


def _soundbite(episode: Episode) -> Iterator[str]:
    """Yield the summary as a soundbite, where there is one."""
    summary = [cue for cue in episode.cues if cue.role is Role.SUMMARY]
    if summary:
        begins, lasts = _span(summary, episode.rate)
        yield element("podcast:soundbite", excerpt(episode.title, _NAME), startTime=begins, duration=lasts)


def _span(cues: Sequence[Cue], rate: int) -> tuple[str, str]:
    start = milliseconds(cues[0].start, rate)
    return f"{start / 1000:.3f}", f"{(milliseconds(cues[-1].end, rate) - start) / 1000:.3f}"


def _inline_chapters(episode: Episode) -> Iterator[str]:
    yield '<psc:chapters version="1.2">'
    for number, chapter in enumerate(episode.chapters):
        start = clock(milliseconds(chapter.start, episode.rate))
        yield empty_element("psc:chapter", start=start, title=chapter.title, href=chapter_link(episode, number))
    yield "</psc:chapters>"
