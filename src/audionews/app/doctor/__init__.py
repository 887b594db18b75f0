"""Checks whether all that the program needs is in order, and says how to mend what is not. Nothing is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from audionews.app.doctor import feed, installation, stores, surroundings, voices
from audionews.app.doctor.findings import Area, Finding, Level
from audionews.errors import AudionewsError
from audionews.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["Finding", "Level", "diagnose"]


def diagnose(place: Path | str, file: Path | None = None, show: str | None = None) -> Iterator[Finding]:
    """Yield what is in order and what is not, area by area. No service and no site is asked.

    Args:
        place: The output folder, or an address that fsspec supports.
        file: The settings; None takes ./audionews.toml, or the defaults if it does not exist.
        show: The name of one of several shows in the settings.
    """
    yield from _findings("installation", installation.findings)
    settings = Settings()
    try:
        settings = load_settings(file, show)
    except AudionewsError as error:
        yield Area("settings").error(error)
    else:
        yield from _findings("settings", surroundings.settings_findings, settings, file)
    yield from _findings("keys", surroundings.key_findings, settings)
    yield from _findings("trust", surroundings.trust_findings, settings)
    yield from _findings("voices", voices.findings, settings)
    yield from _findings("cache", stores.cache_findings, settings)
    yield from _findings("output", stores.output_findings, place)
    yield from _findings("lock", stores.lock_findings, place)
    yield from _findings("feed", feed.findings, place)
    yield from _findings("clock", surroundings.clock_findings, place, settings)


def _findings(name: str, check: Callable[..., Iterator[Finding]], *arguments: object) -> Iterator[Finding]:
    """Yield the findings of an area; an error that ends its check is the last of them."""
    area = Area(name)
    try:
        yield from check(area, *arguments)
    except AudionewsError as error:
        yield area.error(error)
