"""JSON-LD in a page: the nodes in its scripts, whatever their order, and which of them is the article."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, TypeAlias

from audionews.readers.charset import without_lone_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.html import HtmlElement

Node: TypeAlias = "Mapping[str, Any]"

ARTICLE_TYPES = frozenset(
    """
    Article NewsArticle AdvertiserContentArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle
    OpinionNewsArticle ReportageNewsArticle ReviewNewsArticle BlogPosting LiveBlogPosting SocialMediaPosting Report
    SatiricalArticle ScholarlyArticle TechArticle
    """.split()
)
LIST_TYPES = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage", "Blog"})
_AROUND = re.compile(r"\A[\s\ufeff]*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)?")
_END = re.compile(r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)?[\s;]*\Z")
_LONGEST = 2_000_000  # characters of a script
_DEEPEST = 200  # levels; the parser of JSON recurses


def nodes_of(root: HtmlElement) -> list[Node]:
    """Return all nodes of the JSON-LD in a page: of lists and of @graph, but not what is nested in properties.

    A script that is no JSON is left out: browsers and search engines do so too.
    """
    scripts = root.xpath('//script[starts-with(translate(@type, "LDJSON", "ldjson"), "application/ld+json")]')
    return [node for script in scripts for node in _nodes(script.text or "")]


def article_of(nodes: Sequence[Node]) -> Node | None:
    """Return the node of the article; None if there is none, or if there are several, as on the page of a section."""
    found = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    if len({str(node.get("headline") or node.get("name")) for node in found}) != 1:
        return None
    return max(found, key=len)


def types_of(node: Node) -> frozenset[str]:
    """Return the types of a node, without the name of the vocabulary."""
    return frozenset(text.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for text in texts_of(node.get("@type")))


def texts_of(value: object, *keys: str) -> Iterator[str]:
    """Yield the texts that a property has: of a text, of a list, or of nodes, whose first key of the given that is set.

    Lists in lists are not looked into.
    """
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, str) and each.strip():
            yield each.strip()
        elif isinstance(each, int) and not isinstance(each, bool):
            yield str(each)
        elif isinstance(each, dict):
            yield from next(([text] for key in keys if isinstance(text := each.get(key), str) and text.strip()), [])


def _nodes(script: str) -> Iterator[Node]:
    text = _END.sub("", _AROUND.sub("", script[: _LONGEST + 1], count=1), count=1)
    if len(text) > _LONGEST or _depth(text) > _DEEPEST:
        return
    try:
        data = json.loads(without_lone_surrogates(text), strict=False)
    except ValueError:
        return
    for each in data if isinstance(data, list) else [data]:
        if isinstance(each, dict):
            yield each
            graph = each.get("@graph")
            yield from (node for node in graph if isinstance(node, dict)) if isinstance(graph, list) else ()


def _depth(text: str) -> int:
    """Return at most how deep the lists and objects of a JSON text are nested."""
    level = deepest = 0
    for bracket in re.findall(r"[\[{\]}]", text):
        level += 1 if bracket in "[{" else -1
        deepest = max(deepest, level)
    return deepest
