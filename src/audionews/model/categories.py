"""Apple's categories with their subcategories: the one table. Source: Apple Podcasts categories."""

from __future__ import annotations

from functools import cache
from pkgutil import get_data
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def categories() -> Mapping[str, tuple[str, ...]]:
    """Return the subcategories of each category; ``apple_categories.tsv`` has them."""
    blob = get_data(__name__, "apple_categories.tsv") or b""
    rows = [line.split("\t") for line in blob.decode("utf-8").splitlines() if not line.startswith("#")]
    return {category: tuple(inner) for category, *inner in rows}
