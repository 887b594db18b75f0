"""The pages of the show: the newest episodes, twenty a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from audionews.model import Role
from audionews.render.groups import sections
from audionews.render.layout import Page, dateline, document, player
from audionews.render.markup import element, escape
from audionews.render.paths import ARCHIVE, COVER, FEED, INDEX, file_of, numbered, section_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from audionews.model import Episode, Show, ShowFacts

PAGE = 20
_APPS = (  # name, address of "subscribe to this feed"; {bare} has no scheme, {quoted} is percent-encoded
    ("Apple Podcasts", "podcast://{bare}"),
    ("AntennaPod", "https://antennapod.org/deeplink/subscribe?url={quoted}"),
    ("Overcast", "overcast://x-callback-url/add?url={quoted}"),
    ("Pocket Casts", "pktc://subscribe/{bare}"),
    ("Podcast Addict", "https://podcastaddict.com/feed/{quoted}"),
)


def index_pages(show: Show) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield ``index.html``, ``index-2.html`` and so on, then the pages of each section, ``section-KEY.html``.

    A page reads its episodes when its bytes are taken.
    """
    yield from _list(show, INDEX, FEED, show.facts.sections)
    for key, section in sections(show):
        yield from _list(section, section_file(key, "html"), section_file(key), {})


def _list(show: Show, name: str, feed: str, below: Mapping[str, str]) -> Iterator[tuple[str, Iterator[bytes]]]:
    last = max(1, -(-len(show.episodes) // PAGE))
    for number in range(1, last + 1):
        yield (
            numbered(name, number),
            _bytes(show, ListPage(name=name, feed=feed, sections=below, number=number, last=last)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """Which page of which list.

    Attributes:
        name: Path of the first page of the list.
        feed: Path of the feed with the same episodes.
        sections: Sections to offer: key and name.
        number: Of the page, from 1.
        last: Number of the last page.
    """

    name: str
    feed: str
    sections: Mapping[str, str]
    number: int
    last: int


def _bytes(show: Show, this: ListPage) -> Iterator[bytes]:
    places = range((this.number - 1) * PAGE, min(this.number * PAGE, len(show.episodes)))
    episodes = [show.episodes[place] for place in places]
    facts = show.facts
    page = Page(
        path=numbered(this.name, this.number),
        kind="index",
        title=facts.title if this.number == 1 else f"{facts.title}: صفحة {this.number}",
        description=facts.description,
        banner=_banner(facts, this),
        main=_main(episodes, facts, this),
        properties={"og:type": "website", "og:image": f"{facts.base_url}/{COVER}" if facts.base_url else ""},
        feed=this.feed,
    )
    yield document(page, facts)


def _banner(facts: ShowFacts, this: ListPage) -> str:
    return (
        '<div class="width"><img src="audionews.svg" width="72" height="72" alt="">'
        f"<div><h1>{escape(facts.title)}</h1><p>{escape(facts.description)}</p></div>"
        f'<nav class="subscribe" aria-label="اشترك"><ul>{"".join(_subscriptions(facts, this.feed))}</ul></nav>'
        f"{_sections(this)}</div>"
    )


def _sections(this: ListPage) -> str:
    """Return the links to the sections, where there are any."""
    if not this.sections:
        return ""
    links = "".join(
        f"<li>{element('a', name, href=section_file(key, 'html'))}</li>" for key, name in this.sections.items()
    )
    return f'<nav class="sections" aria-label="الأقسام"><ul>{links}</ul></nav>'


def _subscriptions(facts: ShowFacts, path: str) -> Iterator[str]:
    yield f'<li><a href="{path}">خلاصة RSS</a></li>'
    if facts.base_url:
        feed = f"{facts.base_url}/{path}"
        bare = feed.removeprefix(f"{urlsplit(feed).scheme}://")
        for name, address in _APPS:
            link = address.format(bare=bare, quoted=quote(feed, safe=""))
            yield f'<li><a href="{escape(link)}" lang="en" dir="ltr">{name}</a></li>'


def _main(episodes: Sequence[Episode], facts: ShowFacts, this: ListPage) -> str:
    number = this.number
    if not episodes:
        return '<p class="empty">لم تُنشر أي حلقة بعد.</p>'
    lead = _lead(episodes, facts) if number == 1 else ""
    rest = episodes[1:] if number == 1 else episodes
    heading = "حلقات سابقة" if number == 1 else f"الحلقات: صفحة {number}"
    cards = f'<ol class="cards">{"".join(map(_card, rest))}</ol>' if rest else ""
    listed = f'<section aria-labelledby="older"><h2 id="older">{heading}</h2>{cards}</section>' if rest else ""
    return "\n".join(part for part in (lead, listed, _pager(this)) if part)


def _lead(episodes: Sequence[Episode], facts: ShowFacts) -> str:
    episode, after = episodes[0], episodes[1] if len(episodes) > 1 else None
    page = file_of(episode, "html")
    return (
        f'<article class="lead"><p class="kicker">أحدث حلقة</p><h2><a href="{page}">{escape(episode.title)}</a></h2>'
        f"{dateline(episode)}{player(episode, facts, 'episodes/', after)}"
        f'{_teaser(episode)}<p><a class="more" href="{page}">النص الكامل والفصول</a></p></article>'
    )


def _teaser(episode: Episode) -> str:
    """Return the summary points, or the first paragraph of an article that has none."""
    if episode.summary:
        return f'<ul class="points">{"".join(element("li", point) for point in episode.summary)}</ul>'
    return element("p", next(segment.text for segment in episode.segments if segment.role is Role.BODY))


def _card(episode: Episode) -> str:
    summary = element("p", episode.summary[0]) if episode.summary else ""
    title = element("a", episode.title, href=file_of(episode, "html"))
    return f"<li><article><h3>{title}</h3>{summary}{dateline(episode)}</article></li>"


def _pager(this: ListPage) -> str:
    """Return the links to the pages before and after, and from the main list to the archive."""
    name, number = this.name, this.number
    newer = f'<a rel="prev" href="{numbered(name, number - 1)}">حلقات أحدث</a>' if number > 1 else ""
    archive = f'<a href="{ARCHIVE}">أرشيف الحلقات بالتاريخ</a>' if name == INDEX else ""
    older = f'<a rel="next" href="{numbered(name, number + 1)}">حلقات أقدم</a>' if number < this.last else ""
    links = newer + archive + older
    return f'<nav class="pager" aria-label="صفحات الحلقات">{links}</nav>' if links else ""
