"""Every module says what lives in it, and names use the field's words, not metaphors."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "audionews"
MODULES = sorted(SOURCE.rglob("*.py"))
PACKAGES = sorted(SOURCE.glob("*/__init__.py"))
BOUNDARY = re.compile(r"\b(no|none|nothing|not|never|only|lives? in|is for)\b", re.IGNORECASE)

# Anywhere in a name, by itself or as a part: understudies, _seal, StoryFrames.
_METAPHORS = """
press presses studio studios cast understudy understudies shelf shelves story stories patience sanity take takes
seal seals sealed mend mends mended heard laid spot spots breath breaths insist insists
"""
METAPHORS = frozenset(_METAPHORS.split())
# Only as the whole name, since parts of good names are spelled alike: known_words, fit_to_width.
VAGUE = frozenset({"fit"})
TERMS = {
    "K_SHELF": "the shelving filter of ITU-R BS.1770",
    "weighting_shelf": "the same in the recipe",
    "stories": "a key of every sidecar that was ever written",
    "story": "a key of every sidecar that was ever written",
    "Known": "what the user or a feed knows about an article before it is read",
    "NOTHING_KNOWN": "the empty value of that",
}


def relative(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def defined_names(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module gives to something of its own."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name
            case ast.arg():
                yield node.arg
            case ast.Name(ctx=ast.Store()) | ast.MatchAs(name=str()) | ast.MatchStar(name=str()):
                yield node.id if isinstance(node, ast.Name) else str(node.name)
            case ast.Attribute(ctx=ast.Store()):
                yield node.attr
            case ast.alias(asname=str()):
                yield str(node.asname)


def words_of(name: str) -> set[str]:
    """Return the words of a name.

    >>> sorted(words_of("_StoryFrames_kept2"))
    ['frames', 'kept', 'story']
    """
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def metaphors_in(path: Path) -> list[str]:
    """Return the names of a module, its own name among them, that are metaphors or say nothing."""
    names = {path.stem, *defined_names(ast.parse(path.read_text("utf-8")))} - TERMS.keys()
    return sorted(name for name in names if words_of(name) & METAPHORS or name in VAGUE)


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_every_module_says_what_lives_in_it(path: Path) -> None:
    assert len((ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split()) >= 2


@pytest.mark.parametrize("path", PACKAGES, ids=relative)
def test_every_package_says_what_does_not_live_in_it(path: Path) -> None:
    assert BOUNDARY.search(ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "")


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_names_are_words_of_the_field(path: Path) -> None:
    assert metaphors_in(path) == []


def test_a_metaphor_is_found_wherever_a_name_is_given(tmp_path: Path) -> None:
    source = """
from typing import cast
from itertools import chain as press
class StudioBuilder:
    def mend(self, laid): self.shelf = 1; castle = spotless = cast(int, 2)
"""
    path = tmp_path / "patience.py"
    path.write_text(source)
    assert metaphors_in(path) == ["StudioBuilder", "laid", "mend", "patience", "press", "shelf"]
