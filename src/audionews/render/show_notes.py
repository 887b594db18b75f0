"""The show notes of an episode: HTML with p, ul, li and a only, which is what Apple's apps show."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date
from audionews.arabic.wording import voice_notice
from audionews.articles.people import people_of
from audionews.model import Role
from audionews.model.feeds import LONGEST_DESCRIPTION
from audionews.model.paths import base_of, episode_file
from audionews.model.times import milliseconds
from audionews.render.excerpt import excerpt
from audionews.render.markup import escape, sent_address
from audionews.render.times import short_clock

if TYPE_CHECKING:
    from audionews.model import Chapter, Correction, Episode, ShowFacts

_LEDE = 300  # characters
_LONGEST_NOTE = 500  # characters of a correction
_LONGEST_NAME = 128  # characters of a person's name, as the podcast namespace has it


def description(episode: Episode, facts: ShowFacts, *, chaptered: bool = True, room: int = LONGEST_DESCRIPTION) -> str:
    """Return the show notes: what the article begins with, its points, link, notice, credits and chapters.

    What does not fit is left out: chapters first, then credits, points, what the article begins with, the link and old
    corrections. The notice about the voice always stays.

    Args:
        episode: The episode.
        facts: Of the show.
        chaptered: Whether its chapters are listed.
        room: Bytes that they may have.
    """
    notice = paragraph(voice_notice(episode.voice))
    opens, closes = '<ul dir="rtl">', "</ul>"
    left = room - size([notice, opens, closes])
    told = fitting([paragraph(line) for line in correction_lines(episode)], left)
    left -= size(told)
    link = fitting([source_line(episode, facts)], left)
    left -= size(link)
    lede = fitting([paragraph(text) for text in [lede_of(episode)] if text], left)
    left -= size(lede)
    points = fitting([f"<li>{escape(point)}</li>" for point in episode.summary], left)
    left -= size(points)
    credit = fitting([paragraph(text) for text in credits_of(episode)], left)
    left -= size(credit)
    wanted = episode.chapters if chaptered and len(points) == len(episode.summary) else ()
    chapters = fitting([_chapter_line(episode, chapter) for chapter in wanted], left)
    listed = [opens, *points, closes] if points else []
    return "".join([*lede, *listed, *link, notice, *told, *credit, *chapters])


def full_text(episode: Episode, facts: ShowFacts) -> str:
    """Return the whole article as it was written, with its link, the notice and the credits."""
    points = "".join(f"<li>{escape(point)}</li>" for point in episode.summary)
    body = [segment.text for segment in episode.segments if segment.role is Role.BODY]
    notice = [voice_notice(episode.voice), *correction_lines(episode), *credits_of(episode)]
    listed = [f'<ul dir="rtl">{points}</ul>'] if points else []
    return "".join([*listed, *map(paragraph, body), source_line(episode, facts), *map(paragraph, notice)])


def lede_of(episode: Episode) -> str:
    """Return what the article begins with; "" for an edition, which is several articles."""
    body = next((segment.text for segment in episode.segments if segment.role is Role.BODY), "")
    return "" if episode.stories else excerpt(body, _LEDE)


def authors_of(episode: Episode) -> tuple[str, ...]:
    """Return the names of those who wrote the article."""
    return tuple(name[:_LONGEST_NAME] for name in people_of(episode.byline))


def credits_of(episode: Episode) -> list[str]:
    """Return whom the episode is made by: authors, voice, and whom the voice's licence asks to name."""
    voice = episode.voice
    authors = "، ".join(authors_of(episode))
    lines = (("بقلم", authors), ("صوت اصطناعي", voice.title or voice.name), ("مصدر الصوت", voice.credit))
    return [f"{label}: {text}" for label, text in lines if text]


def correction_lines(episode: Episode) -> list[str]:
    """Return what was corrected, and when; newest first. A correction without a note says nothing to a listener."""
    told = [correction for correction in reversed(episode.corrections) if correction.note]
    return [f"{_how_corrected(each, episode)}: {excerpt(each.note, _LONGEST_NOTE)}" for each in told]


def _how_corrected(correction: Correction, episode: Episode) -> str:
    if correction.date <= episode.published:  # before anybody could listen to it
        return "تصويب من الناشر"
    return f"صُحّحت هذه الحلقة في {arabic_date(correction.date)}"


def paragraph(text: str) -> str:
    """Return a paragraph whose direction no app has to guess."""
    return f'<p dir="rtl">{escape(text)}</p>'


def source_line(episode: Episode, facts: ShowFacts) -> str:
    """Return the link to the article, or to the page of the episode."""
    written = sent_address(episode.link)
    link = written or f"{base_of(facts)}/{episode_file(episode.id, 'html')}"
    words = "اقرأ المقال في موقع الناشر" if written else "صفحة الحلقة ونصّها"
    return f'<p dir="rtl"><a href="{escape(link)}">{words}</a></p>'


def _chapter_line(episode: Episode, chapter: Chapter) -> str:
    start = short_clock(milliseconds(chapter.start, episode.rate) // 1000, hours=True)
    return f'<p dir="rtl">{start} {escape(chapter.title)}</p>'


def fitting(parts: list[str], room: int) -> list[str]:
    """Return as many parts from the start as the room in bytes holds."""
    return [part for part, total in zip(parts, accumulate(map(_bytes, parts)), strict=True) if total <= room]


def size(parts: list[str]) -> int:
    """Return how many bytes the parts have."""
    return sum(map(_bytes, parts))


def _bytes(part: str) -> int:
    return len(part.encode())
