"""What every page has: its head, its frame, and the colours of the show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from audionews.arabic.calendar import arabic_date
from audionews.artwork.colour import BLACK, WHITE, Colour, contrast, mix, parse, readable
from audionews.render.markup import element, escape, web_address
from audionews.render.paths import ARCHIVE, FEED, ICON, INDEX, PLAYER, STYLE
from audionews.render.times import arabic_length, whole_seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from audionews.model import Episode, ShowFacts

# Nothing from other sites and nothing inline: whatever a headline holds, it can never run.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; " + "; ".join(
    f"{kind}-src 'self'" for kind in ("img", "media", "script", "style")
)
_ASIDES = re.compile(r"^[ \t]*/\*[\s\S]*?\*/\n|^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
_PAPER, _NIGHT = parse("#fbfaf6"), parse("#14171b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page without its frame.

    Attributes:
        path: Where it lies in the output folder.
        kind: The class of its body.
        title: For the tab and for shared links.
        description: One sentence for search engines and shared links.
        banner: The HTML of its header; a page without one has no footer either: it lies in a frame of another page.
        main: The HTML of its main part.
        properties: What links to it show (Open Graph): name and content.
        head: More elements of the head, as HTML.
        feed: Path of the feed with the episodes of the page.
    """

    path: str
    kind: str
    title: str
    description: str
    banner: str
    main: str
    properties: Mapping[str, str]
    head: str = ""
    feed: str = FEED


def root_of(path: str) -> str:
    """Return the way from a page to the output folder: "" or "../"."""
    return "../" * path.count("/")


def document(page: Page, facts: ShowFacts) -> bytes:
    """Return the page in its frame: right-to-left, with landmarks and a link that skips to the main part."""
    around = page.banner != ""
    parts = (
        "<!doctype html>",
        f'<html lang="{escape(facts.language)}" dir="rtl">',
        "<head>",
        *_head(page, facts),
        "</head>",
        f'<body class="{page.kind}">',
        '<a class="skip" href="#main">انتقل إلى المحتوى</a>' if around else "",
        f'<header class="banner">{page.banner}</header>' if around else "",
        f'<main id="main">\n{page.main}\n</main>',
        f"<footer>{_footer(facts, root_of(page.path))}</footer>" if around else "",
        "</body>",
        "</html>\n",
    )
    return "\n".join(part for part in parts if part).encode()


def _head(page: Page, facts: ShowFacts) -> tuple[str, ...]:
    root = root_of(page.path)
    here = f"{facts.base_url}/{page.path}".removesuffix(INDEX)
    properties = {"og:title": page.title, "og:description": page.description, **page.properties}
    return (
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="referrer" content="strict-origin-when-cross-origin">',
        element("title", page.title),
        f'<meta name="description" content="{escape(page.description)}">',
        f'<meta name="theme-color" content="{parse(facts.colour)}">',
        f'<link rel="stylesheet" href="{root}{STYLE}">',
        f'<link rel="icon" href="{root}{ICON}" type="image/svg+xml">',
        f'<link rel="alternate" type="application/rss+xml" title="{escape(facts.title)}" href="{root}{page.feed}">',
        f'<link rel="canonical" href="{escape(here)}">' if facts.base_url else "",
        *(f'<meta property="{name}" content="{escape(text)}">' for name, text in properties.items() if text),
        f'<script src="{root}{PLAYER}" defer></script>',
        page.head,
    )


def _footer(facts: ShowFacts, root: str) -> str:
    home = web_address(facts.link)
    newsroom = element("a", facts.author, href=home) if home else element("span", facts.author)
    rights = f"<p>{escape(facts.copyright)}</p>" if facts.copyright else ""
    show = f'<a href="{root}{INDEX}">كل الحلقات</a><a href="{root}{ARCHIVE}">الأرشيف</a>'
    links = f'<nav aria-label="روابط الموقع">{newsroom}{show}<a href="{root}{FEED}">خلاصة RSS</a></nav>'
    return f'<div class="width">{links}{rights}</div>'


def home_banner(facts: ShowFacts, home: str) -> str:
    """Return the banner of a page below the index: the emblem and the name of the show, which lead to it."""
    root = home.removesuffix(INDEX)
    return (
        f'<div class="width"><a href="{home}"><img src="{root}{ICON}" width="32" height="32" alt="">'
        f"<span>{escape(facts.title)}</span></a></div>"
    )


def dateline(episode: Episode) -> str:
    """Return when an episode appeared and how long it takes, as HTML."""
    date = element("time", arabic_date(episode.published), datetime=episode.published.isoformat())
    length = element("span", arabic_length(whole_seconds(episode.samples, episode.rate)))
    return f'<p class="dateline">{date}{length}</p>'


def player(episode: Episode, facts: ShowFacts, folder: str, after: Episode | None = None) -> str:
    """Return the player: the browser's own until its script has come.

    Args:
        episode: What is played.
        facts: Of the show.
        folder: The way from the page to the episodes: "" or "episodes/".
        after: What may be played when it has ended, or None.
    """
    onward = f' next="{folder}{after.id}.html"' if after else ""
    return (
        f'<audio-news key="{episode.id}" name="{escape(episode.title)}" show="{escape(facts.title)}"'
        f' cover="{folder}{episode.id}.jpg"{onward}>'
        f'<audio controls preload="metadata" src="{folder}{episode.id}.mp3"></audio></audio-news>'
    )


def stylesheet(facts: ShowFacts) -> bytes:
    """Return the style of all pages, with the show's colour made readable on light and on dark paper."""
    colour = parse(facts.colour)
    ink = max((WHITE, BLACK), key=lambda one: contrast(one, colour))
    ground = f"--ground:{colour};--depth:{mix(colour, BLACK if ink == WHITE else WHITE, 0.4)};--on-ground:{ink};"
    light, night = (_variables(colour, paper) for paper in (_PAPER, _NIGHT))
    head = f":root{{{ground}{light}}}\n@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
    return head.encode() + asset(STYLE)


def _variables(colour: Colour, paper: Colour) -> str:
    wash = mix(paper, colour, 0.12 if paper == _PAPER else 0.35)
    accent = readable(readable(colour, paper), wash)
    return f"--paper:{paper};--accent:{accent};--wash:{wash};"


def asset(name: str) -> bytes:
    """Return a file that is shipped, without its comments and indentation: they are for those who read the sources."""
    source = resources.files("audionews.render").joinpath("assets", name).read_text("utf-8")
    return _ASIDES.sub("", source).encode()


def icon(facts: ShowFacts) -> bytes:
    """Return the show's emblem, five bars of a sound on its colour, as SVG."""
    colour = parse(facts.colour)
    ink = max((WHITE, BLACK), key=lambda one: contrast(one, colour))
    path = "".join(f"M{12 + 10 * bar} {32 - half}v{2 * half}" for bar, half in enumerate((6, 14, 9, 17, 7)))
    bars = f'<path d="{path}" stroke="{ink}" stroke-width="5" stroke-linecap="round"/>'
    ground = f'<rect width="64" height="64" rx="14" fill="{colour}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{ground}{bars}</svg>\n'.encode()
