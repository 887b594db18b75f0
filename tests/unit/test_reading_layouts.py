"""Pages of many kinds as they are pasted: what each line is, and what the article knows."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.reading import place_lines, read_text

from audionews.model import Place

FILES = [Path(__file__).parents[1] / "data" / name for name in ("layouts.txt", "layouts_found.txt")]
CODES = {
    Place.HEADLINE: "H",
    Place.BODY: "B",
    Place.SUMMARY: "S",
    Place.DATE: "D",
    Place.BYLINE: "Y",
    Place.CAPTION: "C",
    Place.LINK: "L",
    Place.EMBARGO: "E",
    Place.DROPPED: "-",
}
FACTS = ("date", "byline", "link", "given")


class Layout(NamedTuple):
    """A page: its name, its lines with their codes, and facts."""

    name: str
    lines: tuple[tuple[str, str], ...]
    facts: dict[str, str]

    @property
    def text(self) -> str:
        """The page as it is pasted."""
        return "\n".join(text for _code, text in self.lines)


def layouts() -> list[Layout]:
    """Return the pages in the file."""
    found = []
    pages = [page for file in FILES for page in file.read_text("utf-8").split("\n=== ")[1:]]
    for page in pages:
        name, *lines = page.rstrip().split("\n")
        facts = {line.split(" ")[0]: line.partition(" ")[2] for line in lines if line.split(" ")[0] in FACTS}
        coded = [line for line in lines if line.split(" ")[0] not in FACTS]
        found.append(Layout(name, tuple((line[:1], line[2:]) for line in coded), facts))
    return found


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_each_line_of_a_page_ends_where_an_editor_would_put_it(layout: Layout) -> None:
    headline = layout.facts.get("given", "")
    placed = [(CODES[stretch.place], stretch.raw[0]) for stretch in place_lines(layout.text, headline) if stretch.text]
    assert placed == [(code, text) for code, text in layout.lines if text]


@pytest.mark.parametrize("layout", [each for each in layouts() if each.facts], ids=lambda layout: layout.name)
def test_the_facts_of_a_page_are_read(layout: Layout) -> None:
    article = read_text(layout.text, layout.facts.get("given", ""))
    if "date" in layout.facts:
        date = layout.facts["date"]
        assert article.date == (None if date == "none" else datetime.fromisoformat(date))
    assert article.byline == layout.facts.get("byline", article.byline)
    assert article.link == layout.facts.get("link", "")


def test_there_are_many_kinds_of_pages() -> None:
    assert len({layout.name for layout in layouts()}) == len(layouts()) >= 100
