"""The rules for single sites: the tables [[sites]] of the settings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from audionews.errors import SettingsError
from audionews.model import SiteRules
from audionews.settings.toml import convert, keys, refuse_unknown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_HOST = re.compile(r"[^\s/:.]+(?:\.[^\s/:.]+)+")


def read_sites(tables: Sequence[Mapping[str, Any]], file: Path) -> tuple[SiteRules, ...]:
    """Return the rules in the tables.

    Raises:
        SettingsError: A key is unknown or missing, a value has a wrong type, or a selector is wrong.
    """
    return tuple(_rules(table, file, f"sites.{number}.") for number, table in enumerate(tables, start=1))


def _rules(table: Mapping[str, Any], file: Path, place: str) -> SiteRules:
    refuse_unknown(table, keys(SiteRules), file, place)
    rules = convert(SiteRules, table, file, place)
    if not _HOST.fullmatch(rules.host):
        raise SettingsError(f"{file}: {place}host cannot be {rules.host!r}", 'write a host like "example.org"')
    for key, selectors in (("headline", (rules.headline,)), ("body", (rules.body,)), ("drop", rules.drop)):
        for selector in selectors:
            _check_selector(selector, f"{file}: {place}{key}", needed=key == "drop")
    return rules


def _check_selector(selector: str, where: str, *, needed: bool) -> None:
    from cssselect import HTMLTranslator, SelectorError  # noqa: PLC0415 - loads when used

    if not selector and not needed:
        return
    try:
        HTMLTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise SettingsError(
            f"{where}: {selector!r} is no CSS selector: {error}", 'write one like ".entry p"'
        ) from error
