"""The pages of the show: the newest episodes, twenty a page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from audionews.model import Role
from audionews.publishers.layout import Page, dateline, document, player
from audionews.publishers.markup import element, escape
from audionews.publishers.places import COVER, FEED, INDEX, file_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from audionews.model import Episode, Show, ShowFacts

PAGE = 20
_APPS = (  # name, address of "subscribe to this feed"; {bare} has no scheme, {quoted} is percent-encoded
    ("Apple Podcasts", "podcast://{bare}"),
    ("AntennaPod", "https://antennapod.org/deeplink/subscribe?url={quoted}"),
    ("Overcast", "overcast://x-callback-url/add?url={quoted}"),
    ("Pocket Casts", "pktc://subscribe/{bare}"),
)


def index_pages(show: Show) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield ``index.html``, ``index-2.html`` and so on. A page reads its episodes when its bytes are taken."""
    last = max(1, -(-len(show.episodes) // PAGE))
    for number in range(1, last + 1):
        yield numbered(INDEX, number), _bytes(show, number, last)


def _bytes(show: Show, number: int, last: int) -> Iterator[bytes]:
    places = range((number - 1) * PAGE, min(number * PAGE, len(show.episodes)))
    episodes = [show.episodes[place] for place in places]
    facts = show.facts
    page = Page(
        path=numbered(INDEX, number),
        kind="index",
        title=facts.title if number == 1 else f"{facts.title}: صفحة {number}",
        description=facts.description,
        banner=_banner(facts),
        main=_main(episodes, facts, number, last),
        properties={"og:type": "website", "og:image": f"{facts.base_url}/{COVER}" if facts.base_url else ""},
    )
    yield document(page, facts)


def _banner(facts: ShowFacts) -> str:
    return (
        '<div class="width"><img src="audionews.svg" width="72" height="72" alt="">'
        f"<div><h1>{escape(facts.title)}</h1><p>{escape(facts.description)}</p></div>"
        f'<nav class="subscribe" aria-label="اشترك"><ul>{"".join(_subscriptions(facts))}</ul></nav></div>'
    )


def _subscriptions(facts: ShowFacts) -> Iterator[str]:
    yield f'<li><a href="{FEED}">خلاصة RSS</a></li>'
    if facts.base_url:
        feed = f"{facts.base_url}/{FEED}"
        bare = feed.removeprefix(f"{urlsplit(feed).scheme}://")
        for name, address in _APPS:
            link = address.format(bare=bare, quoted=quote(feed, safe=""))
            yield f'<li><a href="{escape(link)}" lang="en" dir="ltr">{name}</a></li>'


def _main(episodes: Sequence[Episode], facts: ShowFacts, number: int, last: int) -> str:
    if not episodes:
        return '<p class="empty">لم تُنشر أي حلقة بعد.</p>'
    lead = _lead(episodes[0], facts) if number == 1 else ""
    rest = episodes[1:] if number == 1 else episodes
    heading = "حلقات سابقة" if number == 1 else f"الحلقات: صفحة {number}"
    cards = f'<ol class="cards">{"".join(map(_card, rest))}</ol>' if rest else ""
    listed = f'<section aria-labelledby="older"><h2 id="older">{heading}</h2>{cards}</section>' if rest else ""
    return "\n".join(part for part in (lead, listed, _pager(number, last)) if part)


def _lead(episode: Episode, facts: ShowFacts) -> str:
    page = file_of(episode, "html")
    return (
        f'<article class="lead"><p class="kicker">أحدث حلقة</p><h2><a href="{page}">{escape(episode.title)}</a></h2>'
        f"{dateline(episode)}{player(episode, facts, 'episodes/')}"
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


def _pager(number: int, last: int) -> str:
    newer = f'<a rel="prev" href="{numbered(INDEX, number - 1)}">حلقات أحدث</a>' if number > 1 else ""
    older = f'<a rel="next" href="{numbered(INDEX, number + 1)}">حلقات أقدم</a>' if number < last else ""
    return f'<nav class="pager" aria-label="صفحات الحلقات">{newer}{older}</nav>' if newer or older else ""
