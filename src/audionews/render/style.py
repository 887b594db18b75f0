"""What all pages share beside their frame: the style in the show's colour, and the scripts."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING

from audionews.artwork.colour import BLACK, WHITE, Colour, contrast, mix, parse, readable
from audionews.model.paths import STYLE

if TYPE_CHECKING:
    from audionews.model import ShowFacts

_ASIDES = re.compile(r"^[ \t]*/\*[\s\S]*?\*/\n|^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)
_PAPER, _NIGHT = parse("#fbfaf6"), parse("#14171b")


def stylesheet(facts: ShowFacts) -> bytes:
    """Return the style of all pages, with the show's colour made readable on light and on dark paper."""
    colour = parse(facts.colour)
    ink = max((WHITE, BLACK), key=lambda one: contrast(one, colour))
    ground = f"--ground:{colour};--depth:{mix(colour, BLACK if ink == WHITE else WHITE, 0.4)};--on-ground:{ink};"
    light, night = (_variables(colour, paper) for paper in (_PAPER, _NIGHT))
    head = f":root{{{ground}{light}}}\n@media (prefers-color-scheme:dark){{:root{{{night}}}}}\n"
    return head.encode() + asset(STYLE)


def _variables(colour: Colour, paper: Colour) -> str:
    wash = mix(paper, colour, 0.12 if paper == _PAPER else 0.35)
    accent = readable(readable(colour, paper), wash)
    return f"--paper:{paper};--accent:{accent};--wash:{wash};"


def asset(name: str) -> bytes:
    """Return a file that is shipped, without its comments and indentation: they are for those who read the sources."""
    source = resources.files("audionews.render").joinpath("assets", name).read_text("utf-8")
    return _ASIDES.sub("", source).encode()
