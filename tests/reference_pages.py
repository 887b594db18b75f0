"""Pages of reference that are made from the program: comparing them, and docstrings as Markdown."""

import inspect
import os
import re
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
_SECTION = re.compile(r"^(Args|Attributes|Raises|Returns|Yields):$", re.MULTILINE)
_ENTRY = re.compile(r"^    (\*{0,2}\w+): (.*(?:\n        .*)*)", re.MULTILINE)


def matches(name: str, made: str) -> bool:
    """Return whether a page is as it is made now; with AUDIONEWS_GOLDEN=write it is written first."""
    page = FOLDER / name
    if os.environ.get("AUDIONEWS_GOLDEN") == "write":
        page.write_text(made, "utf-8")
    return page.read_text("utf-8") == made


def sections(what: object) -> dict[str, str]:
    """Return the parts of a docstring by the name of their section; "" is what comes before the first."""
    parts = _SECTION.split(inspect.cleandoc(getattr(what, "__doc__", None) or ""))
    return {"": parts[0].strip(), **dict(zip(parts[1::2], parts[2::2], strict=True))}


def entries(section: str) -> dict[str, str]:
    """Return the entries of a section: attributes, arguments or errors, with what is said of each."""
    return {name: plain(text) for name, text in _ENTRY.findall(section)}


def plain(text: str) -> str:
    """Return a text of a docstring on one line, with the quotes of Markdown."""
    return " ".join(text.split()).replace("``", "`")


def cell(text: str) -> str:
    """Return a text as it stands in a cell of a table."""
    return text.replace("<", "&lt;").replace("|", "\\|")


def described(what: object) -> Iterator[str]:
    """Yield the lines on a function or a class: what it does, then its arguments and errors as tables."""
    parts = sections(what)
    text, _, example = parts.pop("").partition(">>>")
    yield from (plain(paragraph) + "\n" for paragraph in text.strip().split("\n\n"))
    if example:
        yield f"```pycon\n>>>{example.rstrip()}\n```\n"
    titles = {"Args": "argument", "Attributes": "attribute", "Raises": "error"}
    for name, body in parts.items():
        rows = entries(body)
        if name in titles and rows:
            yield f"| {titles[name]} | meaning |\n| --- | --- |"
            yield from (f"| `{key}` | {cell(value)} |" for key, value in rows.items())
            yield ""
