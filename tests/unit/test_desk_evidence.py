"""The desk says in Arabic why a line is where it is, whichever reader and rule placed it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml.html import fragments_fromstring
from tests.pasted import article
from tests.reading import place_lines, read_all
from tests.unit.test_reading_layouts import layouts

from audionews.articles.traits import Kind
from audionews.desk.evidence import in_arabic
from audionews.model import Blob
from audionews.readers.email_message import EmailReader
from audionews.readers.html import elements

SOURCE = Path(elements.__file__).parents[2]
PLACE_OF_EVIDENCE = {"drop": 1, "Placed": 2, "Block": 2}  # the argument, of calls that place a line


def evidence_in(file: Path) -> Iterator[str]:
    """Yield the evidence that is written in a module as an argument of such a call."""
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(call, ast.Call):
            at = PLACE_OF_EVIDENCE.get(ast.unparse(call.func), len(call.args))
            given = [*call.args[at : at + 1], *(each.value for each in call.keywords if each.arg == "why")]
            yield from (each.value for each in given if isinstance(each, ast.Constant) and isinstance(each.value, str))


MODULES = sorted(file for name in ("articles", "readers") for file in (SOURCE / name).rglob("*.py"))
WRITTEN = sorted({why for file in MODULES for why in evidence_in(file)} - {""})


def test_the_modules_that_place_lines_are_found() -> None:
    assert {"said before", "footnote", "front matter", "in a text box"} <= set(WRITTEN)


@pytest.mark.parametrize("why", WRITTEN)
def test_evidence_that_a_rule_or_a_reader_gives_is_said_in_arabic(why: str) -> None:
    assert in_arabic(why)


@pytest.mark.parametrize("kind", Kind)
def test_what_a_line_is_by_itself_is_said_in_arabic(kind: Kind) -> None:
    assert in_arabic(kind.value)


@pytest.mark.parametrize(
    "page", ["<nav>", "<aside>", "<s>", '<div role="search">', "<p hidden>", '<div class="share">', '<div class="ads">']
)
def test_what_markup_says_is_said_in_arabic(page: str) -> None:
    (element,) = fragments_fromstring(page)
    assert in_arabic(elements.why_aside(element))


def test_what_a_mail_has_around_its_text_is_said_in_arabic() -> None:
    message = f"Subject: خبر\nFrom: a@example.org\n\n{article()}\n> قول سابق\n-- \nمحرر"
    (found,) = read_all(EmailReader(), Blob(content=message.encode(), name="a.eml"))
    assert {line.why for line in found.lines if line.why and not in_arabic(line.why)} == set()
    assert {"quoted", "the signature"} <= {line.why for line in found.lines}


def test_every_line_of_the_pages_that_are_pasted_has_its_evidence_in_arabic() -> None:
    lines = [line for layout in layouts() for line in place_lines(layout.text)]
    assert {line.why for line in lines if line.why and not in_arabic(line.why)} == set()


def test_a_line_of_the_page_in_an_evidence_stays_as_it_is() -> None:
    assert in_arabic('below "اقرأ أيضا, الآن"') == "تحت «اقرأ أيضا, الآن»"
