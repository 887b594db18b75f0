"""Finds the rules of a page's site, and the elements that they name."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from audionews.model import SiteRules

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.html import HtmlElement


class Selected(NamedTuple):
    """The elements of a page that the rules of its site name.

    Attributes:
        headline: The text of the headline, or "".
        body: The elements that hold the paragraphs.
        dropped: The elements that are not spoken, and why.
    """

    headline: str
    body: frozenset[HtmlElement]
    dropped: Mapping[HtmlElement, str]


@cache
def shipped_rules() -> tuple[SiteRules, ...]:
    """Return the rules that ship."""
    tables = tomllib.loads(Path(__file__).with_name("sites.toml").read_text(encoding="utf-8"))["sites"]
    return tuple(
        SiteRules(
            host=table["host"],
            headline=table.get("headline", ""),
            body=table.get("body", ""),
            drop=tuple(table.get("drop", ())),
            tail=tuple(table.get("tail", ())),
        )
        for table in tables
    )


def rules_for(addresses: Iterable[str], rules: Sequence[SiteRules]) -> SiteRules | None:
    """Return the rules of the site that one of the addresses is on: the given ones first, then those that ship.

    Of several, the longest host counts.
    """
    hosts = [host for address in addresses if (host := _host(address))]
    for each in (rules, shipped_rules()):
        found = [rule for rule in each if any(f".{host}".endswith(f".{rule.host.lower()}") for host in hosts)]
        if found:
            return max(found, key=lambda rule: len(rule.host))
    return None


def select(root: HtmlElement, rules: SiteRules | None) -> Selected:
    """Return the elements of a page that the rules of its site name. Selectors that find nothing change nothing."""
    if rules is None:
        return Selected("", frozenset(), {})
    headline = next((_text(element) for element in _find(root, rules.headline) if _text(element)), "")
    dropped = {element: f'"{selector}" of {rules.host}' for selector in rules.drop for element in _find(root, selector)}
    return Selected(headline, frozenset(_find(root, rules.body)), dropped)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _find(root: HtmlElement, selector: str) -> list[HtmlElement]:
    return root.cssselect(selector) if selector else []


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
