"""The page of an episode: the player, the chapters, and the article as it was written."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date
from audionews.arabic.wording import source_type, voice_notice, voice_rows
from audionews.model import Role
from audionews.render.embed import discovery, frame
from audionews.render.layout import Page, dateline, document, home_banner, player
from audionews.render.markup import compact_json, element, escape, web_address
from audionews.render.paths import FEED, INDEX, WORDS, file_of, section_file
from audionews.render.times import seconds, short_clock, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from audionews.model import Chapter, Cue, Episode, ShowFacts

_SOURCES = {
    "trainedAlgorithmicMedia": "TrainedAlgorithmicMediaDigitalSource",
    "algorithmicMedia": "AlgorithmicMediaDigitalSource",
}
_FILES = (("mp3", "ملف الصوت MP3"), ("vtt", "النص الموقوت VTT"), ("srt", "النص الموقوت SRT"))


def episode_page(episode: Episode, facts: ShowFacts, newer: Episode | None, older: Episode | None) -> bytes:
    """Return the page of an episode.

    Args:
        episode: What the page is about.
        facts: Of the show.
        newer: The episode after it, or None.
        older: The episode before it, or None.
    """
    page = Page(
        path=file_of(episode, "html"),
        kind="episode",
        title=f"{episode.title} | {facts.title}",
        description=_description(episode),
        banner=home_banner(facts, f"../{INDEX}"),
        main="\n".join((_article(episode, facts, older), _neighbours(newer, older))),
        properties=_properties(episode, facts),
        head=f'<script type="application/ld+json">{compact_json(_linked_data(episode, facts))}</script>'
        + discovery(episode, facts)
        + (f'\n<script src="../{WORDS}" defer></script>' if any(cue.words for cue in episode.cues) else ""),
    )
    return document(page, facts)


def _description(episode: Episode) -> str:
    """Return the first summary point, or how the article begins."""
    return next(segment.text for segment in episode.segments if segment.role is not Role.HEADLINE)[:200]


def _article(episode: Episode, facts: ShowFacts, older: Episode | None) -> str:
    times = _segment_times(episode)
    byline = element("p", episode.byline, **{"class": "byline"}) if episode.byline else ""
    head = f"{_section(episode, facts)}<h1{times.get(0, '')}>{escape(episode.title)}</h1>{byline}{dateline(episode)}"
    return (
        f"<article><header>{head}</header>\n"
        f"{player(episode, facts, '', older)}\n"
        f'<div class="columns"><div class="text">{"".join(_text(episode, times))}</div>\n'
        f'<aside aria-label="عن الحلقة">{chapter_list(episode)}{_corrections(episode)}{_about(episode)}'
        f"{_share(episode, facts)}</aside></div></article>"
    )


def _section(episode: Episode, facts: ShowFacts) -> str:
    """Return a link to the section of the episode, where it has a page."""
    name = facts.sections.get(episode.section)
    if name is None:
        return ""
    link = element("a", name, href=f"../{section_file(episode.section, 'html')}")
    return f'<p class="kicker">{link}</p>'


def _segment_times(episode: Episode) -> Mapping[int, str]:
    """Return for each spoken segment the attributes that say when it is read, in seconds."""
    times = {}
    for segment, group in groupby(episode.cues, key=lambda cue: cue.segment):
        cues = list(group)
        begins, ends = seconds(cues[0].start, episode.rate), seconds(cues[-1].end, episode.rate)
        times[segment] = f' data-start="{begins}" data-end="{ends}"{_word_times(episode, segment, cues)}'
    return times


def _word_times(episode: Episode, segment: int, cues: list[Cue]) -> str:
    """Return the attribute that says when each word of a segment sounds; "" where the engine did not tell.

    Offsets count UTF-16 units, as scripts do.
    """
    written, at, times = episode.segments[segment].text, 0, []
    for cue in cues:
        at = max(at, written.find(cue.text, at))
        for word in cue.words:
            offset = len(written[: at + word.first].encode("utf-16-le")) // 2
            times.append(f"{offset}:{seconds(word.start, episode.rate)}")
    return f' data-words="{" ".join(times)}"' if times else ""


def _text(episode: Episode, times: Mapping[int, str]) -> Iterator[str]:
    """Yield the article: the summary as a list, the body as paragraphs; an edition has further headlines."""
    article = [pair for pair in enumerate(episode.segments) if pair[1].role is not Role.NOTICE][1:]
    for role, group in groupby(article, key=lambda pair: pair[1].role):
        tag = {Role.SUMMARY: "li", Role.HEADLINE: "h2"}.get(role, "p")
        written = "\n".join(f"<{tag}{times.get(number, '')}>{escape(each.text)}</{tag}>" for number, each in group)
        yield f'<ul class="points">{written}</ul>\n' if role is Role.SUMMARY else written


def chapter_list(episode: Episode) -> str:
    """Return the chapters as links into the sound file, which work without a script as well."""
    chapters = "".join(_chapter(episode, chapter) for chapter in episode.chapters)
    return f'<nav class="chapters" aria-labelledby="chapters"><h2 id="chapters">الفصول</h2><ol>{chapters}</ol></nav>'


def _chapter(episode: Episode, chapter: Chapter) -> str:
    start = seconds(chapter.start, episode.rate)
    clock = f'<span class="clock" dir="ltr">{short_clock(int(start))}</span>'
    link = f"{episode.id}.mp3#t={start}"
    return f'<li><a href="{link}" data-chapter="{start}">{element("span", chapter.title)}{clock}</a></li>'


def _corrections(episode: Episode) -> str:
    if not episode.corrections:
        return ""
    notes = "".join(
        f"<li>{element('time', arabic_date(one.date), datetime=one.date.isoformat())} {escape(one.note)}</li>"
        for one in episode.corrections
    )
    return f'<section class="corrections"><h2>تصويبات</h2><ul>{notes}</ul></section>'


def _about(episode: Episode) -> str:
    link = web_address(episode.link)
    article = f"<p>{element('a', 'اقرأ المقال في موقع الناشر', href=link)}</p>" if link else ""
    files = "".join(f'<li><a href="{episode.id}.{kind}" download>{words}</a></li>' for kind, words in _FILES)
    rows = "".join(
        f"{element('dt', label)}{element('dd', text, dir='auto')}" for label, text in voice_rows(episode.voice)
    )
    return (
        f'<section class="about"><h2>عن هذه الحلقة</h2>{element("p", voice_notice(episode.voice))}'
        f"{article}<dl>{rows}</dl><ul>{files}</ul></section>"
    )


def _share(episode: Episode, facts: ShowFacts) -> str:
    """Return the code that puts the episode on another site, with a button that copies it."""
    if not facts.base_url:
        return ""
    return (
        '<section class="share"><h2><label for="embed">ضمّن الحلقة في موقعك</label></h2>'
        f'<textarea id="embed" rows="4" dir="ltr" readonly>{escape(frame(episode, facts))}</textarea>'
        '<button type="button" data-copy="embed">انسخ</button></section>'
    )


def _neighbours(newer: Episode | None, older: Episode | None) -> str:
    links = "".join(
        f'<a rel="{relation}" href="{other.id}.html"><small>{words}</small>{element("span", other.title)}</a>'
        for relation, words, other in (("prev", "الحلقة الأحدث", newer), ("next", "الحلقة الأقدم", older))
        if other
    )
    return f'<nav class="pager" aria-label="حلقات أخرى">{links}</nav>' if links else ""


def _properties(episode: Episode, facts: ShowFacts) -> Mapping[str, str]:
    properties = {
        "og:type": "article",
        "og:site_name": facts.title,
        "og:locale": episode.language.replace("-", "_"),
        "article:published_time": episode.published.isoformat(),
        "article:modified_time": episode.updated.isoformat(),
    }
    if facts.base_url:
        stem = f"{facts.base_url}/episodes/{episode.id}"
        properties |= {"og:url": f"{stem}.html", "og:image": f"{stem}.jpg", "og:audio": f"{stem}.mp3"}
        properties |= {"og:audio:type": "audio/mpeg"}
    return properties


def _linked_data(episode: Episode, facts: ShowFacts) -> Mapping[str, object]:
    """Return the episode in the words of schema.org. Addresses are relative while the show has none of its own."""
    folder = f"{facts.base_url}/episodes/" if facts.base_url else ""
    stem = f"{folder}{episode.id}"
    length = f"PT{whole_seconds(episode.samples, episode.rate)}S"
    sound = {
        "@type": "AudioObject",
        "contentUrl": f"{stem}.mp3",
        "encodingFormat": "audio/mpeg",
        "contentSize": str(episode.size),
        "duration": length,
        "transcript": " ".join(cue.text for cue in episode.cues),
        "caption": {"@type": "MediaObject", "contentUrl": f"{stem}.vtt", "encodingFormat": "text/vtt"},
        "digitalSourceType": f"https://schema.org/{_SOURCES[source_type(episode.voice)]}",
    }
    series = {"@type": "PodcastSeries", "name": facts.title, "webFeed": f"{facts.base_url or '..'}/{FEED}"}
    link = web_address(episode.link)
    return {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": episode.title,
        "url": f"{stem}.html",
        "image": f"{stem}.jpg",
        "inLanguage": episode.language,
        "datePublished": episode.published.isoformat(),
        "dateModified": episode.updated.isoformat(),
        "description": _description(episode),
        "timeRequired": length,
        "associatedMedia": sound,
        "partOfSeries": series,
        **({"isBasedOn": link} if link else {}),
    }
