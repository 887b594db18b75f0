"""One episode as an item of the feed."""

from __future__ import annotations

from email.utils import format_datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date
from audionews.arabic.wording import source_type, voice_notice
from audionews.model import Role
from audionews.model.feeds import LONGEST_DESCRIPTION
from audionews.model.paths import base_of, cover_file, episode_file, sound_file
from audionews.render.markup import element, escape, web_address
from audionews.render.times import clock, milliseconds, short_clock, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.model import Chapter, Correction, Cue, Episode, ShowFacts

_NAME = 128  # characters of a podcast:person or podcast:soundbite
_LONGEST_NOTE = 500  # characters of a correction


def feed_item(episode: Episode, facts: ShowFacts, *, chaptered: bool = True) -> str:
    """Return the episode as an RSS item.

    Args:
        episode: The episode.
        facts: Of the show.
        chaptered: Whether its chapters are written into it if the show wants that; it links to their file in any case.

    Sources: RSS 2.0, Apple's podcast RSS requirements, PSP-1, the podcast namespace, Podlove Simple Chapters.
    """
    chapters = _inline_chapters(episode) if chaptered and facts.inline_chapters else ()
    notes = description(episode, facts, chaptered=chaptered)
    tags = (*_essentials(episode, facts, notes), *_companions(episode, facts), *chapters)
    return "\n".join(("<item>", *tags, "</item>\n"))


def _essentials(episode: Episode, facts: ShowFacts, notes: str) -> Iterator[str]:
    base = base_of(facts)
    yield element("title", episode.title)
    yield f'<enclosure url="{escape(base)}/{sound_file(episode)}" length="{episode.size}" type="audio/mpeg"/>'
    yield element("guid", episode.guid, isPermaLink="false")
    yield element("pubDate", format_datetime(episode.published))
    yield f"<description><![CDATA[{notes}]]></description>"
    yield element("link", web_address(episode.link) or f"{base}/{episode_file(episode.id, 'html')}")
    yield element("itunes:duration", str(whole_seconds(episode.samples, episode.rate)))
    yield element("itunes:explicit", str(facts.explicit).lower())
    yield f'<itunes:image href="{escape(base)}/{cover_file(episode)}"/>'
    yield element("itunes:episodeType", "full")
    if episode.updated != episode.published:
        yield element("atom:updated", episode.updated.isoformat())


def _companions(episode: Episode, facts: ShowFacts) -> Iterator[str]:
    stem, page = (escape(f"{base_of(facts)}/episodes/{name}") for name in (episode.stem, episode.id))
    language = escape(episode.language)
    yield f'<podcast:transcript url="{stem}.vtt" type="text/vtt" language="{language}" rel="captions"/>'
    yield f'<podcast:transcript url="{stem}.transcript.json" type="application/json" language="{language}"/>'
    yield f'<podcast:transcript url="{page}.html" type="text/html" language="{language}"/>'
    yield f'<podcast:chapters url="{stem}.chapters.json" type="application/json+chapters"/>'
    for other in episode.alternates:
        attributes = f'type="{escape(other.type)}" length="{other.size}" bitrate="{1000 * other.bitrate}"'
        source = f'<podcast:source uri="{stem}.{escape(other.suffix)}"/>'
        yield f"<podcast:alternateEnclosure {attributes}>{source}</podcast:alternateEnclosure>"
    yield from _soundbite(episode)
    if episode.byline:
        yield element("podcast:person", episode.byline[:_NAME], role="author", group="writing")
    yield element("podcast:txt", f"audio: {source_type(episode.voice)}", purpose="ai-content")


def _soundbite(episode: Episode) -> Iterator[str]:
    """Yield the summary as a soundbite, where there is one."""
    summary = [cue for cue in episode.cues if cue.role is Role.SUMMARY]
    if summary:
        begins, lasts = _span(summary, episode.rate)
        yield element("podcast:soundbite", episode.title[:_NAME], startTime=begins, duration=lasts)


def _span(cues: Sequence[Cue], rate: int) -> tuple[str, str]:
    start = milliseconds(cues[0].start, rate)
    return f"{start / 1000:.3f}", f"{(milliseconds(cues[-1].end, rate) - start) / 1000:.3f}"


def _inline_chapters(episode: Episode) -> Iterator[str]:
    yield '<psc:chapters version="1.2">'
    for chapter in episode.chapters:
        start = clock(milliseconds(chapter.start, episode.rate))
        yield f'<psc:chapter start="{start}" title="{escape(chapter.title)}"/>'
    yield "</psc:chapters>"


def description(episode: Episode, facts: ShowFacts, *, chaptered: bool = True) -> str:
    """Return the show notes: HTML with p, ul, li and a only, at most 4,000 bytes.

    What does not fit is left out, chapters first, then summary points, then old corrections; the notice about the
    voice always stays.
    """
    notice = f"<p>{escape(voice_notice(episode.voice))}</p>"
    room = LONGEST_DESCRIPTION - _size([notice, "<ul></ul>"])
    told = _fitting([f"<p>{escape(line)}</p>" for line in correction_lines(episode)], room)
    room -= _size(told)
    source = _fitting([_source(episode, facts)], room)
    points = _fitting([f"<li>{escape(point)}</li>" for point in episode.summary], room - _size(source))
    lines = [_chapter_line(episode, chapter) for chapter in episode.chapters] if chaptered else []
    chapters = _fitting(lines, room - _size(source + points))
    listed = ["<ul>", *points, "</ul>"] if points else []
    return "".join([*listed, *source, notice, *told, *chapters])


def correction_lines(episode: Episode) -> list[str]:
    """Return what was corrected, and when; newest first. A correction without a note says nothing to a listener."""
    told = [correction for correction in reversed(episode.corrections) if correction.note]
    return [f"{_how_corrected(each, episode)}: {_clipped(each.note)}" for each in told]


def _how_corrected(correction: Correction, episode: Episode) -> str:
    if correction.date <= episode.published:  # before anybody could listen to it
        return "تصويب من الناشر"
    return f"صُحّحت هذه الحلقة في {arabic_date(correction.date)}"


def _clipped(note: str) -> str:
    return note if len(note) <= _LONGEST_NOTE else note[:_LONGEST_NOTE].rpartition(" ")[0] + " …"


def _source(episode: Episode, facts: ShowFacts) -> str:
    written = web_address(episode.link)
    link = written or f"{base_of(facts)}/{episode_file(episode.id, 'html')}"
    words = "اقرأ المقال في موقع الناشر" if written else "صفحة الحلقة ونصّها"
    return f'<p><a href="{escape(link)}">{words}</a></p>'


def _chapter_line(episode: Episode, chapter: Chapter) -> str:
    start = short_clock(milliseconds(chapter.start, episode.rate) // 1000, hours=True)
    return f"<p>{start} {escape(chapter.title)}</p>"


def _fitting(parts: list[str], room: int) -> list[str]:
    """Return as many parts from the start as the room in bytes holds."""
    return [part for part, total in zip(parts, accumulate(map(_bytes, parts)), strict=True) if total <= room]


def _size(parts: list[str]) -> int:
    return sum(map(_bytes, parts))


def _bytes(part: str) -> int:
    return len(part.encode())
