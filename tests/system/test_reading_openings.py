"""Openings of real pages as they are pasted, and variants of one article: the headline, the date, what is spoken."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from tests.reading import read_text

from audionews.arabic.letters import fold
from audionews.articles.segment import segments
from audionews.errors import NoHeadline
from audionews.model import Article

HEADLINE = "عنوان من خارج النص"


def expected(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text("utf-8"))
    return found


def read(path: Path, headline: str | None) -> Article:
    """Return the article; if its headline is not known, one is given where the text has none."""
    try:
        return read_text(path.read_bytes(), name=path.name)
    except NoHeadline:
        if headline is not None:
            raise
        return read_text(path.read_bytes(), HEADLINE, name=path.name)


def faults(article: Article, case: dict[str, Any]) -> list[str]:
    """Return what is not as expected."""
    spoken = "\n".join(segment.text for segment in segments(article))
    found = [f"not spoken: {text}" for text in case["yes"] if text not in spoken]
    found += [f"spoken: {text}" for text in case["no"] if text in spoken]
    if case["headline"] is not None and fold(article.headline) != fold(case["headline"]):  # ى and ي are put right
        found.append(f"headline: {article.headline}")
    published = article.date.date() if article.date else None
    if case["date"] is not None and published != date.fromisoformat(case["date"]):
        found.append(f"date: {published}")
    if case.get("byline") is not None and case["byline"] not in article.byline:
        found.append(f"byline: {article.byline}")
    return found


def wrong(folder: Path, cases: list[tuple[str, dict[str, Any]]]) -> dict[str, list[str]]:
    found = {name: faults(read(folder / name, case["headline"]), case) for name, case in cases}
    return {name: each for name, each in found.items() if each}


def test_openings_of_real_pages_are_read_right(shared: Path) -> None:
    folder = shared / "data" / "reading" / "openings"
    cases = [(f"{case['name']}.txt", case) for case in expected(folder)]
    assert len(cases) == 14
    assert wrong(folder, cases) == {}


def test_variants_of_an_article_are_read_right(shared: Path) -> None:
    folder = shared / "data" / "reading" / "variants"
    cases = [(case["file"], case) for case in expected(folder) if case["kind"] == "text"]
    assert len(cases) == 11
    assert wrong(folder, cases) == {}
