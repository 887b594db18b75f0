"""What the elements of a page are: which begin a block, which are hidden, which stand beside the article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from audionews.articles.blocks import Hint

if TYPE_CHECKING:
    from lxml.html import HtmlElement

BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main menu nav object ol optgroup option p pre"
    " section select summary table tbody td tfoot th thead tr ul video audio".split()
)
PARAGRAPHS = frozenset("p li h1 h2 h3 h4 h5 h6 figcaption blockquote td th dd dt pre".split())
SILENT = frozenset("head script style svg math canvas object iframe embed applet audio video map frameset".split())
HINTS = {
    "h1": Hint.H1,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), Hint.HEADING),
    "p": Hint.PARAGRAPH,
    "li": Hint.ITEM,
    "blockquote": Hint.QUOTE,
    "figcaption": Hint.CAPTION,
    "time": Hint.TIME,
    "tr": Hint.ROW,
}
_ASIDE_TAGS = {
    "nav": "navigation of the page",
    "menu": "navigation of the page",
    "footer": "foot of the page",
    "header": "head of the page",
    "aside": "beside the article",
    "dialog": "a window above the page",
    "button": "a control of the page",
    "select": "a control of the page",
    "textarea": "a control of the page",
    **dict.fromkeys(("del", "s", "strike"), "struck out"),
    "noscript": "shown only without JavaScript",
    "template": "not shown by the page",
}
_ASIDE_ROLES = {
    "navigation": "navigation of the page",
    "complementary": "beside the article",
    "banner": "head of the page",
    "contentinfo": "foot of the page",
    "search": "a control of the page",
    "dialog": "a window above the page",
    "alertdialog": "a window above the page",
}
_ASIDE_NAMES = {
    "sharing buttons": "share sharing social sharedaddy addtoany addthis",
    "links to other articles": "related recommended recommendations mostread trending taboola outbrain ticker",
    "comments of readers": "comments respond disqus",
    "advertising": "ads advert advertisement adsbygoogle sponsored promo",
    "an offer of the newspaper": "newsletter subscribe subscription paywall",
    "navigation of the page": "breadcrumb breadcrumbs navbar navigation pagination pager",
    "a notice about the website": "cookie cookies consent gdpr",
    "beside the article": "sidebar popup modal",
    "not shown by the page": "sr-only visually-hidden visuallyhidden screen-reader-text",
}
_WHY_BY_NAME = {name: why for why, names in _ASIDE_NAMES.items() for name in names.split()}
_NAMES = re.compile(r"(?<![a-z])(?:sr-only|visually-hidden|screen-reader-text|[a-z]+)(?![a-z])")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)(?![\w-])", re.IGNORECASE)
_TIME_NAMES = frozenset("date time timestamp published pubdate datetime".split())
_BYLINE_NAMES = frozenset("author byline writer".split())
_LONGEST_NAMES = 400  # characters of a class attribute


def hides(element: HtmlElement) -> bool:
    """Return whether the markup says that the element is not shown."""
    if "hidden" in element.attrib:
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style[:2000]) is not None


def why_aside(element: HtmlElement) -> str:
    """Return what an element is if it is no part of the article, by its tag, its role or its class; else ""."""
    tag = element.tag
    by_tag = _ASIDE_TAGS.get(tag) or _ASIDE_ROLES.get(element.get("role", ""))
    if by_tag:
        return by_tag
    if hides(element):
        return "hidden by the page"
    if tag in {"html", "body", "main", "article", "p", "a"}:
        return ""
    return next((_WHY_BY_NAME[name] for name in _names(element) if name in _WHY_BY_NAME), "")


def hint_by_name(element: HtmlElement) -> Hint:
    """Return what the class or the microdata of an element says about it: TIME, BYLINE, CAPTION or NONE."""
    if element.tag == "time":
        return Hint.TIME
    prop = element.get("itemprop", "")
    if prop == "author" or "author" in element.get("rel", "").split():
        return Hint.BYLINE
    if prop in {"datePublished", "dateModified"}:
        return Hint.TIME
    names = _names(element)
    if names & _BYLINE_NAMES:
        return Hint.BYLINE
    if names & _TIME_NAMES:
        return Hint.TIME
    return Hint.CAPTION if "caption" in names else Hint.NONE


def _names(element: HtmlElement) -> frozenset[str]:
    """Return the words in the class and the id of an element."""
    text = f"{element.get('class', '')} {element.get('id', '')}"
    return frozenset(_NAMES.findall(text[:_LONGEST_NAMES].lower())) if len(text) > 1 else frozenset()
